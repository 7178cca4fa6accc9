"""A grid of counts: rows by columns, a circle at each place with its count written in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from companion.charts.parts import CountsGrid
from companion.charts.style import DPI, Style, axes_at, known_family, new_figure, plain, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# All times the text size. A circle has to fit into a row and into the narrowest column.
ROW, COLUMN, WIDEST = 2.6, 2.6, 8


def columns_that_fit(rows: Sequence[str], style: Style) -> int:
    """Return how many columns the chart has room for, at least 1."""
    return max(1, int((style.width_px - _left(rows, style) - style.text_px) / (COLUMN * style.text_px)))


def counts_grid(data: CountsGrid, style: Style) -> Figure:
    """Return a figure as high as it needs to be. Names of columns stand above, upright if they don't fit."""
    figure = new_figure(style, counts_grid_height(data, style))
    draw_counts_grid(figure, data, style)
    return figure


def counts_grid_height(data: CountsGrid, style: Style) -> float:
    """Return the height in pixels that `draw_counts_grid` needs."""
    return _above(data, style) + _rows(data, style) + 0.5 * style.text_px


def draw_counts_grid(figure: Figure, data: CountsGrid, style: Style, left: float = 0, top: float = 0) -> None:
    """Draw the grid at this place of a figure (pixels): a larger circle is a larger count, which is written in it."""
    names, width = _left(data.rows, style), _width(data, style)
    axes = axes_at(figure, left + names, top + _above(data, style), width, _rows(data, style))
    _draw(axes, data, style)


def _rows(data: CountsGrid, style: Style) -> float:
    return len(data.rows) * ROW * style.air * style.text_px


def _draw(axes: Axes, data: CountsGrid, style: Style) -> None:
    family, size = known_family(style.family), style.points
    most = max((count for row in data.counts for count in row), default=0) or 1
    width, height = axes.bbox.width * 72 / DPI, axes.bbox.height * 72 / DPI
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
    upright = _upright(data, style)
    axes.set_xticks(range(len(data.columns)), [short(name) for name in data.columns], rotation=90 if upright else 0)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(data.rows)), [short(name) for name in data.rows])
    axes.grid(color=style.line, linewidth=style.text_px / 14)
    plain(axes, style)


def _left(rows: Sequence[str], style: Style) -> float:
    return style.name_width(rows) + style.text_px


def _width(data: CountsGrid, style: Style) -> float:
    """Return how wide the grid itself is: columns that are very far from each other can't be compared."""
    room = style.width_px - _left(data.rows, style) - style.text_px
    return min(room, len(data.columns) * WIDEST * style.text_px)


def _upright(data: CountsGrid, style: Style) -> bool:
    return style.name_width(data.columns) + style.text_px * 0.4 > _width(data, style) / max(1, len(data.columns))


def _above(data: CountsGrid, style: Style) -> float:
    name = style.name_width(data.columns) if _upright(data, style) else style.text_px
    return name + style.text_px * 1.2
