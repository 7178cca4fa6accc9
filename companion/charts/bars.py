"""Bars with their counts written behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from companion.charts.parts import Bar
from companion.charts.style import Style, axes_at, known_family, literal, new_figure, plain, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# All times the text size: a bar with its share of the gap, and the room above and below the bars.
ROW, ABOVE, BELOW = 2.3, 0.5, 3.6


def bars(values: Sequence[Bar], unit: str, style: Style, decimal: str = ".") -> Figure:
    """Return a figure as high as it needs to be; `unit` stands under the axis, `decimal` is the sign in 0.5."""
    figure = new_figure(style, bars_height(values, style))
    draw_bars(figure, values, unit, style, decimal=decimal)
    return figure


def bars_height(values: Sequence[Bar], style: Style) -> float:
    """Return the height in pixels that `draw_bars` needs."""
    return _rows(values, style) + (ABOVE + BELOW) * style.text_px


def draw_bars(
    figure: Figure,
    values: Sequence[Bar],
    unit: str,
    style: Style,
    left: float = 0,
    top: float = 0,
    decimal: str = ".",
) -> None:
    """Draw bars from the top down at this place of a figure (pixels); the axis begins at zero, always."""
    size = style.text_px
    names = style.name_width(bar.name for bar in values) + size
    axes = axes_at(figure, left + names, top + ABOVE * size, style.width_px - names - size, _rows(values, style))
    _draw(axes, values, unit, style, decimal)


def _rows(values: Sequence[Bar], style: Style) -> float:
    return len(values) * ROW * style.air * style.text_px


def _draw(axes: Axes, values: Sequence[Bar], unit: str, style: Style, decimal: str) -> None:
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
            literal(bar.told),
            (bar.value, place),
            (style.points * 0.5, 0),
            textcoords="offset points",
            va="center",
            color=style.text,
            fontsize=style.points,
            family=family,
        )
    # Room behind the longest bar for its count.
    told = style.text_width(bar.told for bar in values) + style.text_px
    width = axes.bbox.width
    end = longest / max(0.25, 1 - told / max(width, 1))
    axes.set_xlim(0, end)
    axes.set_ylim(max(1, len(values)) - 0.5, -0.5)
    axes.set_yticks(range(len(values)), [short(bar.name) for bar in values])
    most = min(5, max(1, int(width / (style.text_px * 6))))
    ticks = [tick for tick in MaxNLocator(nbins=most, steps=[1, 2, 5, 10]).tick_values(0, end) if tick <= end]
    axes.set_xticks(ticks, [f"{tick:g}".replace(".", decimal) for tick in ticks])
    axes.grid(axis="x", color=style.line, linewidth=style.text_px / 14)
    axes.set_xlabel(unit, color=style.text, fontsize=style.points, family=family, labelpad=style.text_px * 0.3)
    plain(axes, style)
