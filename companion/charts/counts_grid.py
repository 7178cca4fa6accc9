"""A grid of counts: rows by columns, a circle at each place with its count written in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from companion.charts.parts import CountsGrid
from companion.charts.style import Style, axes_with_margins, known_family, new_figure, plain, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW = 2.6  # times the text size; a circle has to fit
COLUMN = 2.6


def columns_that_fit(rows: Sequence[str], style: Style) -> int:
    """Return how many columns the chart has room for, at least 1."""
    return max(1, int((style.width_px - _left(rows, style) - style.text_px) / (COLUMN * style.text_px)))


def counts_grid(data: CountsGrid, style: Style) -> Figure:
    """Return a figure as high as it needs to be. Names of columns stand above, upright if they don't fit."""
    size = style.text_px
    left = _left(data.rows, style)
    above = _above(data.columns, style, style.width_px - left - size)
    figure = new_figure(style, above + len(data.rows) * ROW * size + size * 0.5)
    draw_counts_grid(axes_with_margins(figure, left, size, above, size * 0.5), data, style)
    return figure


def draw_counts_grid(axes: Axes, data: CountsGrid, style: Style) -> None:
    """Draw the grid into axes: a larger circle is a larger count, and the count is written in it."""
    family, size = known_family(style.family), style.points
    most = max((count for row in data.counts for count in row), default=0) or 1
    width, height = axes.get_position().size * axes.figure.get_size_inches() * 72
    room = min(width / max(1, len(data.columns)), height / max(1, len(data.rows)), size * ROW) * 0.94
    least = min(room, size * (1.5 if most < 100 else 2.1))
    for row, counts in enumerate(data.counts):
        for column, count in enumerate(counts):
            if not count:
                continue
            across = least + (room - least) * (count / most) ** 0.5
            axes.scatter(column, row, s=across**2, color=style.accent, linewidths=0, zorder=2)
            axes.annotate(
                str(count), (column, row), ha="center", va="center", color=style.on_accent, fontsize=size * 0.9,
                family=family, zorder=3,
            )  # fmt: skip
    axes.set_xlim(-0.5, max(1, len(data.columns)) - 0.5)
    axes.set_ylim(max(1, len(data.rows)) - 0.5, -0.5)
    upright = _upright(data.columns, style, width * 100 / 72)
    axes.set_xticks(range(len(data.columns)), [short(name) for name in data.columns], rotation=90 if upright else 0)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(data.rows)), [short(name) for name in data.rows])
    axes.grid(color=style.line, linewidth=style.text_px / 14)
    plain(axes, style)


def _left(rows: Sequence[str], style: Style) -> float:
    return style.name_width(rows) + style.text_px


def _upright(columns: Sequence[str], style: Style, width: float) -> bool:
    return style.name_width(columns) + style.text_px * 0.4 > width / max(1, len(columns))


def _above(columns: Sequence[str], style: Style, width: float) -> float:
    return (style.name_width(columns) if _upright(columns, style, width) else style.text_px) + style.text_px * 1.2
