"""Charts as matplotlib Figures. They know no widget: data, colours and sizes are passed in, and so is every word.

Importing this loads no matplotlib; the first drawing does (0.7 s), so draw in a worker thread, one at a time.
"""

from companion.charts.bars import bars
from companion.charts.counts_grid import columns_that_fit, counts_grid
from companion.charts.page import Page, PageChart, write_pdf
from companion.charts.parts import Bar, CountsGrid, Lane, Mark, Span, Timeline
from companion.charts.style import NEUTRAL_KEYS, Style, to_pixels
from companion.charts.timeline import timeline

__all__ = [
    "NEUTRAL_KEYS",
    "Bar",
    "CountsGrid",
    "Lane",
    "Mark",
    "Page",
    "PageChart",
    "Span",
    "Style",
    "Timeline",
    "bars",
    "columns_that_fit",
    "counts_grid",
    "timeline",
    "to_pixels",
    "write_pdf",
]
