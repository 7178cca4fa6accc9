"""Sentences and charts as a PDF for paper (A4): text can be marked and searched, and nothing is cut off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from companion.charts.parts import Bar, CountsGrid
from companion.charts.style import Style


@dataclass(frozen=True)
class PageChart:
    """A chart with its title; `unit` and `decimal` are for bars. A grid that is too wide loses its first columns.

    `columns` and `rows` are the same as a table, for the screen; on paper the counts stand in the chart. There
    `left_out` stands under the title, and `cut` where columns have no room: no table has what the chart leaves out.
    """

    title: str
    data: tuple[Bar, ...] | CountsGrid
    unit: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    left_out: str = ""
    cut: str = ""
    decimal: str = "."


@dataclass(frozen=True)
class Page:
    """What is printed: title, paragraphs, charts, and the small print at the foot of the first sheet."""

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

    from matplotlib.backends.backend_pdf import PdfPages

    from companion.charts.sheets import MARGIN, TEXT_PX, WIDTH, Sheets
    from companion.charts.style import library

    # Type 42 keeps letters as letters.
    with library().rc_context({"pdf.fonttype": 42}), warnings.catch_warnings():
        # Of a sign that the font lacks matplotlib also warns where text is only measured.
        warnings.simplefilter("ignore", UserWarning)
        sheets = Sheets(replace(look, text_px=TEXT_PX, width_px=WIDTH - 2 * MARGIN))
        sheets.title(page.title)
        for line in page.lines:
            sheets.text(line)
        sheets.foot(page.small)
        sheets.charts(page.charts)
        with PdfPages(file, metadata={"Title": page.title, "CreationDate": page.made}) as pdf:
            for figure in sheets.figures:
                pdf.savefig(figure, facecolor=look.background)
    return len(sheets.figures)
