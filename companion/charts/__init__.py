"""Charts as matplotlib Figures. They know no widget: data, colours and sizes are passed in, and so is every word.

Importing this loads no matplotlib; the first drawing does (0.7 s), so draw in a worker thread, one at a time.
"""

from companion.charts.bars import bars, draw_bars
from companion.charts.counts_grid import columns_that_fit, counts_grid, draw_counts_grid
from companion.charts.parts import Bar, CountsGrid, Lane, Mark, Span, Timeline
from companion.charts.style import NEUTRAL_KEYS, Style, to_pixels
from companion.charts.timeline import draw_timeline, timeline

__all__ = [
    "NEUTRAL_KEYS",
    "Bar",
    "CountsGrid",
    "Lane",
    "Mark",
    "Span",
    "Style",
    "Timeline",
    "bars",
    "columns_that_fit",
    "counts_grid",
    "draw_bars",
    "draw_counts_grid",
    "draw_timeline",
    "timeline",
    "to_pixels",
]
