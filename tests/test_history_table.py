"""Tables of History: moved sideways by key, wheel and page keys, what is read aloud of a row; a focus that stays."""

from __future__ import annotations

import os
import tkinter as tk
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PIL import ImageChops, ImageGrab

from companion.journal.records import Correction
from companion.paths import Paths
from companion.settings import READ_CONTROLS, TEXT_SIZE
from companion.speech.controls import line_for
from companion.speech.voices import RecordingVoice
from companion.ui.app import App
from companion.ui.history_table import Table
from companion.ui.keys import scroller
from companion.ui.reading_controls import ReadControls, control_of
from companion.ui.speaking import Speaking
from companion.words import history as say
from companion.words import history_data
from companion.words.speech import TEXT_OF_THEIRS
from tests.history_window import NOON, Wait, fill, opened, press, texts, uid


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    fill(paths)
    app = App(paths)
    app.shell.geometry("1024x640+0+0")
    yield app
    app.shell.close()


def settle(app: App) -> None:
    for _ in range(6):
        app.shell.update()


def long_table(app: App, wait_until: Wait, rows: int = 30) -> Table:
    """The timeline's table of a real session, with this many rows, of which the last is wider than the table."""
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    wait_until(lambda: screen.view.chart.table.tree.get_children(), update=app.shell.update)
    table: Table = screen.view.chart.table
    table.fill([(f"0:{row:02}", "", "they said that " + "they were tired " * 8) for row in range(rows)])
    settle(app)
    # The chart above grows when it is drawn, and moves the table.
    wait_until(lambda: screen.view.chart.picture.drawn and screen.view.chart.picture.fresh, update=app.shell.update)
    settle(app)
    return table


def picture_of(app: App, widget: tk.Misc) -> Any:
    settle(app)
    left, top = widget.winfo_rootx(), widget.winfo_rooty()
    box = (left, top, left + widget.winfo_width(), top + widget.winfo_height())
    return ImageGrab.grab(bbox=box, xdisplay=os.environ["DISPLAY"]).convert("RGB")


def test_what_does_not_fit_beside_is_reached_by_key(app: App, wait_until: Wait) -> None:
    table = long_table(app, wait_until)
    scroller(table).bring_into_view(table)  # type: ignore[union-attr]
    press(app, table.tree, "Left")
    assert table.tree.xview()[0] == 0
    before = picture_of(app, table.tree)
    press(app, table.tree, "Right")
    assert ImageChops.difference(before, picture_of(app, table.tree)).getbbox() is not None, "it is seen"
    press(app, table.tree, *["Right"] * 30)
    assert table.tree.xview()[1] == 1
    press(app, table.tree, *["Left"] * 30)
    assert table.tree.xview()[0] == 0 and table.chosen == "0"


@pytest.mark.parametrize(("there", "back"), [("Next", "Prior"), ("Button-5", "Button-4")])
def test_a_table_is_turned_to_its_end_before_its_page(app: App, wait_until: Wait, there: str, back: str) -> None:
    app.shell.settings.set(TEXT_SIZE, 200)
    table = long_table(app, wait_until)
    body: Any = scroller(table)
    body.bring_into_view(table)
    table.tree.focus_force()
    settle(app)
    for way, at_end in ((there, lambda: table.tree.yview()[1] >= 1), (back, lambda: table.tree.yview()[0] <= 0)):
        place = body._canvas.yview()
        for _ in range(40):
            if at_end():
                break
            press(app, table.tree, way)
            assert body._canvas.yview() == place, "only the table is turned"
        assert at_end()
        press(app, table.tree, way)
        assert body._canvas.yview() != place, "and then the page"
        body.bring_into_view(table)
        settle(app)


def test_an_arrow_key_brings_the_rows_back_into_sight(app: App, wait_until: Wait) -> None:
    app.shell.settings.set(TEXT_SIZE, 200)
    table = long_table(app, wait_until, 3)
    body: Any = scroller(table)
    table.tree.focus_force()
    settle(app)
    body.scroll_pages(-1000)
    settle(app)
    assert table.tree.winfo_rooty() > app.shell.winfo_rooty() + app.shell.winfo_height()
    table.tree.event_generate("<KeyPress-Down>")
    table.tree.event_generate("<KeyRelease-Down>")
    settle(app)
    assert table.chosen == "1"
    assert table.tree.winfo_rooty() + 44 < app.shell.winfo_rooty() + app.shell.winfo_height()


def test_rows_and_days_are_read_aloud_and_nothing_that_a_person_wrote(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    voice = RecordingVoice()
    app.shell.settings.set(READ_CONTROLS, True)
    ReadControls(app.shell, Speaking(app.shell, app.shell.settings, voice=voice))
    grid = screen.view.grid_days
    app.shell.focus_force()
    press(app, screen.view.table.tree)
    press(app, grid)
    assert voice.texts[-1] == "January 2026, picture, Thursday 15 January 2026: 1 session."
    press(app, grid, "KeyPress-Up", "KeyRelease-Up")
    assert voice.texts[-1] == "Thursday 8 January 2026: 0 sessions."
    press(app, screen.view.table.tree, "KeyPress-Down", "KeyRelease-Down")
    assert voice.texts[-1] == "Tuesday 13 January 2026, 12:00. What: Talk. How long: 20 seconds. Tags: holds text."
    correction = Correction(uid(999), uid(12), replace(NOON), 9000, ("sadness",), "a secret")
    app.writer.call(lambda journal: journal.add_correction(correction)).result(10)
    for day, number in ((12, 0), (14, 0)):
        screen.open_session(uid(day))
        wait_until(lambda: screen.view.chart.table.tree.get_children(), update=app.shell.update)
        tables = (screen.view.chart.table, screen.view.answers.table)
        for table in tables:
            for row in table.tree.get_children():
                table.choose(row)
                said = line_for(control_of(table.tree))  # type: ignore[arg-type]
                number += "holds text" in said or TEXT_OF_THEIRS in said
                assert "secret" not in said and "long day" not in said, said
        assert number, "that something is written there is told"


def test_the_list_of_views_and_the_choices_have_the_name_of_what_they_choose(app: App, wait_until: Wait) -> None:
    app.shell.settings.set(TEXT_SIZE, 150)
    screen: Any = opened(app, wait_until)
    assert line_for(control_of(screen._list)) == "History, list, Calendar."  # type: ignore[arg-type]
    screen.show_view("data")
    choice = screen.view.clearing._choices[3]
    assert line_for(control_of(choice)) == "Delete old sessions at each start: After 3 months, choice, not chosen."  # type: ignore[arg-type]


@pytest.mark.parametrize("answer", [history_data.DELETE_NO, history_data.CLEAR_YES])
def test_an_answered_question_about_clearing_hands_the_focus_to_the_choice(
    app: App, wait_until: Wait, answer: str
) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    settle(app)
    clearing = screen.view.clearing
    # So long ago that nothing is cleared, and no other place asks for the focus.
    choice = clearing._choices[24]
    press(app, choice, "Return")
    assert app.shell.focus_get() is clearing._no
    kept = 24 if answer == history_data.CLEAR_YES else 0
    buttons = clearing._question.winfo_children()[-1].winfo_children()
    press(app, next(one for one in buttons if one.cget("text") == answer), "Return")
    settle(app)
    assert clearing.months.get() == kept
    assert app.shell.focus_get() is clearing._choices[kept] and clearing._choices[kept].winfo_viewable()


def test_a_month_without_sessions_takes_the_focus_from_the_button_that_opens_one(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    press(app, screen.view._open, "e")
    assert say.NO_SESSION_IN_MONTH in texts(screen.view) and screen.view._open.instate(["disabled"])
    assert app.shell.focus_get() is screen.view.grid_days


def test_a_note_comes_after_back_where_it_stands(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.notice("Something to know.")
    settle(app)
    (bar,) = screen._told.values()
    assert bar.winfo_rooty() > screen._back.winfo_rooty()
    widget, stops = screen._back, []
    while bar.close not in stops:
        widget = widget.tk_focusNext()
        stops.append(widget)
        assert len(stops) < 12
    assert all(one.winfo_rooty() <= bar.close.winfo_rooty() for one in stops)


@pytest.mark.parametrize(("day", "part"), [(12, "view"), (14, "answers")])
def test_the_last_save_that_is_undone_leaves_the_focus_on_save(
    app: App, wait_until: Wait, day: int, part: str
) -> None:
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(day))
    wait_until(lambda: screen.view.chart.table.tree.get_children(), update=app.shell.update)
    place = screen.view if part == "view" else screen.view.answers
    field = place.tags if part == "view" else place.note
    field.insert("end", ", more")
    press(app, place._save, "Return")
    wait_until(lambda: place._undo.instate(["!disabled"]), update=app.shell.update)
    press(app, place._undo, "Return")
    wait_until(lambda: place._undo.instate(["disabled"]), update=app.shell.update)
    assert app.shell.focus_get() is place._save
