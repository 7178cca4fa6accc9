"""The sheets of the printed page: puts text, small print and charts on A4, one sheet if it can be read there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import text_to_path

from companion.charts.bars import bars_height, draw_bars
from companion.charts.counts_grid import columns_that_fit, counts_grid_height, draw_counts_grid
from companion.charts.page import PageChart
from companion.charts.parts import CountsGrid
from companion.charts.style import DPI, Style, known_family, new_figure

# A4 at DPI, and its margins.
WIDTH, HEIGHT, MARGIN = 827, 1169, 60
TEXT_PX = 14.5  # 10.4 pt
TITLE_SIZES = (25.0, 23.0, 21.0)
# All times the text size: the small print, the height of a line, the room below a chart's title.
SMALL, LINE, BELOW_TITLE = 0.85, 1.5, 0.7
GAP = 24.0  # between two charts, side by side or one under the other
# Text size and air in charts: the first with which all of them fit on the sheet. Below the last (8 pt) they could not
# be read; then they go on on a second sheet, as large as the first.
CHART_SIZES = ((14.5, 1.0), (13.5, 1.0), (12.5, 1.0), (12.0, 0.9), (11.5, 0.85), (11.0, 0.8))


class Sheets:
    """Fills sheet after sheet from the top down."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self.figures: list[Figure] = []
        self._new()

    def _new(self) -> None:
        self.figures.append(new_figure(replace(self._style, width_px=WIDTH), HEIGHT))
        self._top, self._bottom = float(MARGIN), float(HEIGHT - MARGIN)

    def _room(self, height: float) -> None:
        if self._top + height > self._bottom and self._top > MARGIN:
            self._new()

    def title(self, text: str) -> None:
        """Write the title on one line, if that needs no small letters, and a quiet line below it."""
        fitting = [size for size in TITLE_SIZES if len(_wrap(text, self._style, size, bold=True)) == 1]
        self.text(text, fitting[0] if fitting else TITLE_SIZES[-1], bold=True)
        self._rule(self._top)
        self._top += TEXT_PX

    def text(self, text: str, size: float = TEXT_PX, bold: bool = False) -> None:
        """Write a paragraph, wrapped."""
        for line in _wrap(text, self._style, size, bold):
            self._room(size * LINE)
            self._line(line, size, bold=bold)
            self._top += size * LINE
        self._top += size * 0.55

    def _rule(self, top: float) -> None:
        ends, high = (MARGIN / WIDTH, 1 - MARGIN / WIDTH), 1 - top / HEIGHT
        self.figures[-1].add_artist(Line2D(ends, (high, high), color=self._style.line, linewidth=1))

    def foot(self, lines: Sequence[str]) -> None:
        """Write small print at the foot of this sheet, whatever follows: who has this sheet has all of the words."""
        size = TEXT_PX * SMALL
        wrapped = [part for line in lines for part in _wrap(line, self._style, size)]
        height = len(wrapped) * size * LINE + size
        self._room(height)
        top, self._bottom = self._top, self._bottom - height
        self._rule(self._bottom)
        self._top = self._bottom + size * 0.7
        for part in wrapped:
            self._line(part, size, self._style.muted)
            self._top += size * LINE
        self._top = top

    def _line(self, line: str, size: float, colour: str = "", bold: bool = False, left: float = MARGIN) -> None:
        # Dollar signs and backslashes are only signs.
        self.figures[-1].text(
            left / WIDTH, 1 - self._top / HEIGHT, line, va="top", fontsize=size * 72 / DPI, parse_math=False,
            color=colour or self._style.text, family=known_family(self._style.family),
            weight="bold" if bold else "normal",
        )  # fmt: skip

    def charts(self, charts: Sequence[PageChart]) -> None:
        """Draw all charts: on this sheet, if they can be read there."""
        if not charts:
            return
        plans = [_rows(charts, replace(self._style, text_px=size, air=air)) for size, air in CHART_SIZES]
        room = self._bottom - self._top
        for row in next((plan for plan in plans if sum(row.height for row in plan) - GAP <= room), plans[0]):
            self._room(row.height - GAP)
            for number, chart in enumerate(row.charts):
                self._chart(chart, row, MARGIN + number * (row.style.width_px + GAP))
            self._top += row.height

    def _chart(self, chart: PageChart, row: _Row, left: float) -> None:
        before, style = self._top, row.style
        for line in _title(chart, style):
            self._line(line, TEXT_PX, bold=True, left=left)
            self._top += TEXT_PX * LINE
        for line in _told(chart, style):
            self._line(line, TEXT_PX * SMALL, self._style.muted, left=left)
            self._top += TEXT_PX * SMALL * LINE
        # Side by side, both begin at one height: one title may need more lines than the other.
        top, self._top = before + row.head, before
        if isinstance(chart.data, CountsGrid):
            draw_counts_grid(self.figures[-1], _fitting(chart.data, style), style, left, top)
        else:
            draw_bars(self.figures[-1], chart.data, chart.unit, style, left, top, chart.decimal)


@dataclass(frozen=True)
class _Row:
    """One chart, or two narrow ones side by side; `style` has the width of each."""

    charts: tuple[PageChart, ...]
    style: Style

    @property
    def head(self) -> float:
        """The height of the titles, with what stands under them."""
        return max(_head(chart, self.style) for chart in self.charts)

    @property
    def height(self) -> float:
        """What it needs, with the gap below it."""
        return self.head + max(_height(chart, self.style) for chart in self.charts) + GAP


def _rows(charts: Sequence[PageChart], style: Style) -> list[_Row]:
    """Return the charts in their order; two grids share a row where neither loses a column by that."""
    half = replace(style, width_px=int((style.width_px - GAP) / 2))
    rows: list[_Row] = []
    for chart in charts:
        data = chart.data
        narrow = isinstance(data, CountsGrid) and len(data.columns) <= columns_that_fit(data.rows, half)
        if narrow and rows and len(rows[-1].charts) == 1 and rows[-1].style is half:
            rows[-1] = _Row((*rows[-1].charts, chart), half)
        else:
            rows.append(_Row((chart,), half if narrow else style))
    return rows


def _fitting(data: CountsGrid, style: Style) -> CountsGrid:
    return data.newest(columns_that_fit(data.rows, style))


def _head(chart: PageChart, style: Style) -> float:
    lines = len(_title(chart, style)) + len(_told(chart, style)) * SMALL
    return (lines * LINE + BELOW_TITLE) * TEXT_PX


def _height(chart: PageChart, style: Style) -> float:
    if isinstance(chart.data, CountsGrid):
        return counts_grid_height(_fitting(chart.data, style), style)
    return bars_height(chart.data, style)


def _title(chart: PageChart, style: Style) -> list[str]:
    return _wrap(chart.title, style, TEXT_PX, bold=True)


def _told(chart: PageChart, style: Style) -> list[str]:
    """Return the lines under a chart's title: what of it is not drawn, none on a usual day."""
    data = chart.data
    cut = isinstance(data, CountsGrid) and _fitting(data, style) != data
    text = " ".join(filter(None, (chart.left_out, chart.cut if cut else "")))
    return _wrap(text, style, TEXT_PX * SMALL) if text else []


def _wrap(text: str, style: Style, size: float, bold: bool = False) -> list[str]:
    """Return the lines of a paragraph, by the width that its letters really have."""
    weight = "bold" if bold else "normal"
    font = FontProperties(family=known_family(style.family), size=size * 72 / DPI, weight=weight)

    def wide(line: str) -> float:
        return float(text_to_path.get_text_width_height_descent(line, font, False)[0]) * DPI / 72

    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer) <= style.width_px:
            lines[-1] = longer
        else:
            lines.extend(_pieces(word, style.width_px, wide) if wide(word) > style.width_px else [word])
    return lines or [""]


def _pieces(word: str, room: float, wide: Callable[[str], float]) -> Iterator[str]:
    """Yield a word that is wider than the sheet (a web address in a tag) in pieces that are not."""
    piece = ""
    for sign in word:
        if piece and wide(piece + sign) > room:
            yield piece
            piece = ""
        piece += sign
    yield piece
