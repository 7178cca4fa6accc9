"""Bars with their counts written behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from companion.charts.parts import Bar
from companion.charts.style import Style, axes_with_margins, known_family, new_figure, plain, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 2.3  # times the text size


def bars(values: Sequence[Bar], unit: str, style: Style) -> Figure:
    """Return a figure as high as it needs to be; `unit` stands under the axis."""
    size = style.text_px
    below = size * 3.6
    figure = new_figure(style, len(values) * ROW * size + below + size * 0.5)
    left = style.name_width(bar.name for bar in values) + size
    draw_bars(axes_with_margins(figure, left, size, size * 0.5, below), values, unit, style)
    return figure


def draw_bars(axes: Axes, values: Sequence[Bar], unit: str, style: Style) -> None:
    """Draw bars from the top down into axes; the axis begins at zero, always."""
    from matplotlib.ticker import MaxNLocator

    family = known_family(style.family)
    longest = max((bar.value for bar in values), default=0.0) or 1.0
    for place, bar in enumerate(values):
        axes.barh(
            place,
            bar.value,
            height=0.62,
            facecolor=style.colour(bar.key),
            edgecolor=style.background,
            hatch=style.hatch(bar.key),
            linewidth=0,
        )
        axes.annotate(
            short(bar.told),
            (bar.value, place),
            (style.points * 0.5, 0),
            textcoords="offset points",
            va="center",
            color=style.text,
            fontsize=style.points,
            family=family,
        )
    # Room behind the longest bar for its count.
    told = style.name_width(bar.told for bar in values) + style.text_px
    width = axes.get_position().width * axes.figure.get_size_inches()[0] * axes.figure.get_dpi()
    axes.set_xlim(0, longest / max(0.25, 1 - told / max(width, 1)))
    axes.set_ylim(len(values) - 0.5, -0.5)
    axes.set_yticks(range(len(values)), [short(bar.name) for bar in values])
    room = max(1, int(width / (style.text_px * 6)))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=min(5, room), min_n_ticks=2, steps=[1, 2, 5, 10]))
    axes.grid(axis="x", color=style.line, linewidth=style.text_px / 14)
    axes.set_xlabel(unit, color=style.text, fontsize=style.points, family=family, labelpad=style.text_px * 0.3)
    plain(axes, style)
