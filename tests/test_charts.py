"""Tests of the charts: what is drawn, that nothing is cut off or overlaps at 200 %, and never colour alone."""

from __future__ import annotations

import itertools
import subprocess
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from companion.charts import (
    Bar,
    CountsGrid,
    Lane,
    Mark,
    Page,
    PageChart,
    Span,
    Style,
    Timeline,
    bars,
    columns_that_fit,
    counts_grid,
    timeline,
    to_pixels,
    write_pdf,
)
from companion.ui.palette import Look, palette_for
from companion.words import history as say
from companion.words.vocabulary import WORDS


def style(width: int = 700, text_px: float = 15, look: Look = Look.LIGHT) -> Style:
    colours = palette_for(look)
    return Style(
        colours.surface, colours.text, colours.muted, colours.line, colours.accent, colours.on_accent, colours.words,
        "DejaVu Sans", text_px, width,
    )  # fmt: skip


EVERYTHING = [
    Bar(name, 100 - 9 * place, "1 h 23 min, 35 sessions", key) for place, (key, name) in enumerate(say.KEYS.items())
]
GRID = CountsGrid(("tired", "I don't know"), tuple(f"{day} Nov" for day in range(2, 10)), ((1, 0) * 4, (0, 123) * 4))
TIMELINE = Timeline(
    (Lane("your answers", "own"), Lane("happy", "happiness"), Lane("not sure", "unsure")),
    (Span(1, 0, 600), Span(2, 700, 700.2), Span(1, 701, 1800)),
    (Mark(0, 0, 1), Mark(0, 1800, 2)),
    1800,
)


def texts(figure: Figure) -> list[Text]:
    to_pixels(figure)
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def shown(figure: Figure) -> set[str]:
    return {text.get_text() for text in texts(figure)}


@pytest.mark.parametrize(("width", "text_px"), [(560, 15), (900, 30), (1200, 15)])
@pytest.mark.parametrize("chart", ["bars", "grid", "timeline"])
def test_all_text_lies_inside_and_apart(chart: str, width: int, text_px: float) -> None:
    look = style(width, text_px)
    figure = {
        "bars": lambda: bars(EVERYTHING, "minutes", look),
        "grid": lambda: counts_grid(GRID, look),
        "timeline": lambda: timeline(TIMELINE, "time", look),
    }[chart]()
    found = texts(figure)
    boxes = [text.get_window_extent() for text in found]
    high, wide = to_pixels(figure).shape[:2]
    for text, box in zip(found, boxes, strict=True):
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= wide + 1 and box.y1 <= high + 1, text.get_text()
        assert text.get_fontsize() * 100 / 72 >= text_px * 0.79
    for (one, a), (other, b) in itertools.combinations(zip(found, boxes, strict=True), 2):
        if one.get_text().isdigit() and other.get_text().isdigit():
            continue  # counts in circles: the circles keep them apart
        assert not a.padded(-2).overlaps(b.padded(-2)), (one.get_text(), other.get_text())


def test_bars_begin_at_zero_and_tell_their_counts() -> None:
    figure = bars(EVERYTHING, "minutes", style())
    (axes,) = figure.axes
    assert axes.get_xlim()[0] == 0
    assert [patch.get_width() for patch in axes.patches] == [bar.value for bar in EVERYTHING]
    assert {"happy", "1 h 23 min, 35 sessions", "minutes"} <= shown(figure)


def test_the_axis_has_the_decimal_sign_of_the_language() -> None:
    values = [Bar("happy", 2.4, "", "happiness")]
    assert {"0.5", "1.5"} <= shown(bars(values, "minutes", style()))
    figure = bars(values, "Minuten", style(), ",")
    assert {"0", "0,5", "1", "1,5"} <= shown(figure) and not [text for text in shown(figure) if "." in text]


def test_no_two_words_look_alike_without_colour() -> None:
    figure = bars(EVERYTHING, "minutes", style())
    hatches = [patch.get_hatch() for patch in figure.axes[0].patches][: len(WORDS)]
    assert len(set(hatches)) == len(WORDS)
    assert len({patch.get_facecolor() for patch in figure.axes[0].patches[: len(WORDS)]}) == len(WORDS)


def test_every_count_of_the_grid_is_written_and_zero_is_empty() -> None:
    figure = counts_grid(GRID, style())
    (axes,) = figure.axes
    written = [text.get_text() for text in axes.texts]
    assert sorted(written) == ["1"] * 4 + ["123"] * 4
    assert len(axes.collections) == 8


def test_columns_that_have_no_room_are_left_to_the_table() -> None:
    look = style(400, 30)
    fitting = columns_that_fit(GRID.rows, look)
    assert 1 <= fitting < len(GRID.columns)
    assert GRID.newest(fitting).columns == GRID.columns[-fitting:]
    figure = counts_grid(GRID.newest(fitting), look)
    assert GRID.columns[-1] in shown(figure) and GRID.columns[0] not in shown(figure)


def test_a_moment_can_be_seen_in_a_long_session_and_marks_stand_at_their_time() -> None:
    figure = timeline(TIMELINE, "time", style())
    (axes,) = figure.axes
    short = axes.collections[2].get_paths()[0].get_extents()
    assert short.width / 1800 * axes.bbox.width >= 1
    assert {"1", "2", "0:00", "30:00"} <= shown(figure)


@pytest.mark.parametrize("name", ["$x^2$ costs $5", "back\\slash", "a\nb", "x" * 400, "é 漢字 🙂"])
def test_what_people_write_is_drawn_as_it_stands(name: str) -> None:
    figure = bars([Bar(name, 1, name[:30], "own")], "minutes", style())
    assert to_pixels(figure).shape[2] == 4
    longest = max(len(text.get_text()) for text in texts(figure))
    assert longest <= 32


@pytest.mark.parametrize("look", list(Look))
def test_colours_are_those_passed_in(look: Look) -> None:
    colours = palette_for(look)
    pixels = to_pixels(bars([Bar("happy", 1, "1", "happiness")], "minutes", style(look=look)))
    found = {tuple(int(part) for part in pixel) for pixel in np.unique(pixels[..., :3].reshape(-1, 3), axis=0)}
    for colour in (colours.surface, colours.text, colours.words["happiness"]):
        assert tuple(bytes.fromhex(colour[1:])) in found


def test_nothing_to_draw_is_no_fault() -> None:
    for figure in (
        bars([], "minutes", style()),
        counts_grid(CountsGrid((), (), ()), style()),
        timeline(Timeline((), (), (), 0), "time", style()),
    ):
        assert to_pixels(figure).size


def test_the_page_holds_text_that_can_be_read_and_goes_on_on_a_second_sheet(tmp_path: Path) -> None:
    charts = tuple(PageChart(f"Chart {number}", tuple(EVERYTHING), "minutes") for number in range(4))
    page = Page("Summary, $5", ("You named 6 feelings. " * 30,), charts, ("small",), datetime(2026, 11, 21, tzinfo=UTC))
    assert write_pdf(tmp_path / "a.pdf", page, style()) > 1
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.startswith(b"%PDF") and b"/FontFile2" in data  # letters are letters, not drawings


def test_a_sign_that_the_font_lacks_is_no_warning_on_standard_error(tmp_path: Path) -> None:
    page = Page("漢字", ("Your tags: 🦄 (1).",), (), ("漢字",), datetime(2026, 11, 21, tzinfo=UTC))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert write_pdf(tmp_path / "a.pdf", page, style()) == 1


def test_a_usual_week_is_one_sheet(tmp_path: Path) -> None:
    """All looks came, 8 own words in two weeks, each beside some guesses, and as many sentences as a week has."""
    told = "The camera also read: happy (30 min 29 s), sad (12 min 43 s), surprised (8 min 04 s), angry (6 min 23 s). "
    rows = tuple(f"feeling {number}" for number in range(8))
    week = CountsGrid(rows, ("9 Nov", "16 Nov"), ((1, 2),) * 8)
    beside = CountsGrid(rows, ("happy", "neutral", "sad", "not sure"), ((1, 0, 2, 1),) * 8)
    charts = (PageChart("Read", tuple(EVERYTHING), "minutes"), PageChart("Own", week), PageChart("Beside", beside))
    lines = ("There were 5 talks and 2 mirrors.", told * 2, told, told, "Your tags: work (1).", "You wrote 9 notes.")
    title = "Summary, 15 November 2026 to 21 November 2026"
    page = Page(title, lines, charts, (told, "No illness.", "Made today."), datetime(2026, 11, 21, tzinfo=UTC))
    assert write_pdf(tmp_path / "week.pdf", page, style()) == 1


def test_importing_charts_loads_no_matplotlib() -> None:
    code = "import sys, companion.charts, companion.ui.history; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
