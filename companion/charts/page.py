"""Sentences and charts as a PDF for paper (A4): text can be marked and searched, and nothing is cut off."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from companion.charts.bars import bars_height, draw_bars
from companion.charts.counts_grid import columns_that_fit, counts_grid_height, draw_counts_grid
from companion.charts.parts import Bar, CountsGrid
from companion.charts.style import DPI, Style, known_family, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# A4 at DPI, and its margins.
WIDTH, HEIGHT, MARGIN = 827, 1169, 70
TEXT_PX = 15.0  # 10.8 pt
TITLE_PX = 25.0
LINE = 1.5  # times the text size
# The share of its size that a letter of running text is wide: less than a name's, which may be all capitals.
_LETTER = 0.53


@dataclass(frozen=True)
class PageChart:
    """A chart with its title; `unit` is for bars. A grid that is too wide loses its first columns."""

    title: str
    data: tuple[Bar, ...] | CountsGrid
    unit: str = ""


@dataclass(frozen=True)
class Page:
    """What is printed: title, paragraphs, small print, then charts. It goes on on a second sheet if it must."""

    title: str
    lines: tuple[str, ...]
    charts: tuple[PageChart, ...]
    small: tuple[str, ...]
    made: datetime


def write_pdf(file: Path, page: Page, look: Style) -> int:
    """Write the page to `file` with the colours and font of `look`; return the number of sheets.

    Raises:
        OSError: the file can't be written.
    """
    import warnings

    import matplotlib
    from matplotlib.backends.backend_pdf import PdfPages

    style = replace(look, text_px=TEXT_PX, width_px=WIDTH - 2 * MARGIN)
    sheets = _Sheets(style)
    sheets.text(page.title, TITLE_PX, bold=True)
    for line in page.lines:
        sheets.text(line, TEXT_PX)
    # Before the charts: so the first sheet says all of it, whatever becomes of the others.
    for line in page.small:
        sheets.text(line, TEXT_PX * 0.87, colour=style.muted)
    for chart in page.charts:
        sheets.chart(chart)
    # Type 42 keeps letters as letters.
    with matplotlib.rc_context({"pdf.fonttype": 42}), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with PdfPages(file, metadata={"Title": page.title, "CreationDate": page.made}) as pdf:
            for figure in sheets.figures:
                pdf.savefig(figure, facecolor=style.background)
    return len(sheets.figures)


class _Sheets:
    """Fills sheet after sheet from the top down."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self.figures: list[Figure] = []
        self._new()

    def _new(self) -> None:
        self.figures.append(new_figure(replace(self._style, width_px=WIDTH), HEIGHT))
        self._top = float(MARGIN)

    def _room(self, height: float) -> None:
        if self._top + height > HEIGHT - MARGIN and self._top > MARGIN:
            self._new()

    def text(self, text: str, size: float, bold: bool = False, colour: str = "") -> None:
        """Write a paragraph, wrapped; dollar signs and backslashes are only signs."""
        letters = int(self._style.width_px / (size * _LETTER * (1.12 if bold else 1)))
        for line in textwrap.wrap(text, letters) or [""]:
            self._room(size * LINE)
            self.figures[-1].text(
                MARGIN / WIDTH, 1 - self._top / HEIGHT, line, va="top", fontsize=size * 72 / DPI, parse_math=False,
                color=colour or self._style.text, family=known_family(self._style.family),
                weight="bold" if bold else "normal",
            )  # fmt: skip
            self._top += size * LINE
        self._top += size * 0.5

    def chart(self, chart: PageChart) -> None:
        """Draw a chart with its title; both stay on one sheet."""
        data, style = chart.data, self._style
        if isinstance(data, CountsGrid):
            data = data.newest(columns_that_fit(data.rows, style))
        height = counts_grid_height(data, style) if isinstance(data, CountsGrid) else bars_height(data, style)
        self._room(height + TEXT_PX * 3)
        self._top += TEXT_PX * 0.5
        self.text(chart.title, TEXT_PX, bold=True)
        if isinstance(data, CountsGrid):
            draw_counts_grid(self.figures[-1], data, style, MARGIN, self._top)
        else:
            draw_bars(self.figures[-1], data, chart.unit, style, MARGIN, self._top)
        self._top += height + TEXT_PX

