"""History in a real window over a real journal: calendar by keyboard, a session, charts with tables, filters, notes."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from companion.faces.face import Doubt
from companion.journal.moment import DAY_MS, Moment, system_clock
from companion.journal.opening import open_journal
from companion.journal.queries import Filter, Queries
from companion.journal.records import CheckIn, Correction, Guess, Mode, ReadingRow, SessionStart
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.settings import TEXT_SIZE, THEME
from companion.ui.app import App
from companion.ui.history import History
from companion.ui.history_calendar import later_month
from companion.words import history as say

Wait = Callable[..., None]
NOON = Moment(1_767_265_200_000, 60)  # Thursday 2026-01-01 12:00


def uid(day: int) -> str:
    return f"{day:016x}"


def fill(paths: Paths, days: int = 8) -> None:
    """A session every second day: talks, and mirrors with two answers, tired on the first ones."""
    journal = open_journal(paths, lambda: NOON).journal
    for day in range(0, 2 * days, 2):
        at = Moment(NOON.utc_ms + day * DAY_MS, 60)
        mirror = day % 4 == 2
        journal.start_session(SessionStart(uid(day), Mode.MIRROR if mirror else Mode.TALK, at, "poster", "camera"))
        for second in range(20):
            words = ("happiness",) if second < 8 else ("neutral",) if second < 16 else ()
            reasons = () if words else (Doubt.DARK,)
            row = ReadingRow(second * 1000, Kind.CLEAR if words else Kind.UNSURE, words, reasons, None, 1)
            journal.add_reading(uid(day), row)
        if mirror:
            guess = Guess(Kind.CLEAR, ("neutral",))
            answer = Moment(at.utc_ms + 5000, 60)
            journal.add_checkin(CheckIn(uid(100 + day), uid(day), answer, ("tired",), guess=guess, note="long day"))
            journal.add_checkin(CheckIn(uid(200 + day), uid(day), answer, dont_know=True))
        else:
            journal.add_correction(Correction(uid(300 + day), uid(day), at, 9000, ("sadness",), "they said so"))
            journal.set_tags(uid(day), ["family"])
        journal.end_session(uid(day), Moment(at.utc_ms + 20_000, 60), 20_000)
    journal.close()


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    app = App(paths)
    app.shell.geometry("1024x640+0+0")
    yield app
    app.shell.close()


def opened(app: App, wait_until: Wait, now: Callable[[], Moment] = lambda: NOON) -> History:
    app.shell.screens["history"] = lambda shell: History(shell, app.paths, app.writer, now, lambda utc_ms: 60)
    app.start("history", None)
    screen: Any = app.shell.screen
    wait_until(lambda: str(screen.view._message.cget("text")) != say.LOADING, update=app.shell.update)
    return screen


def press(app: App, widget: tk.Misc, *keys: str) -> None:
    widget.focus_force()
    app.shell.update()
    for key in keys:
        widget.event_generate(f"<{key}>")
        app.shell.update()


def drawn(app: App, wait_until: Wait, screen: Any) -> Any:
    wait_until(lambda: screen.view.chart.picture.drawn, update=app.shell.update)
    return screen.view.chart


def cells(table: Any) -> list[tuple[str, ...]]:
    return [tuple(str(cell) for cell in table.tree.item(row, "values")) for row in table.tree.get_children()]


def texts(widget: tk.Misc) -> str:
    own = str(widget.cget("text")) if "text" in widget.keys() else ""  # noqa: SIM118
    return "\n".join([own, *(texts(child) for child in widget.winfo_children())])


def test_arrow_keys_walk_the_month_and_enter_opens_the_session(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    grid = screen.view.grid_days
    assert grid.day == date(2026, 1, 15), "the newest session is chosen"
    assert app.shell.focus_get() in (grid, None)
    press(app, grid, "Up", "Left", "Left", "Right")
    assert (grid.day, screen.view.table.chosen) == (date(2026, 1, 7), uid(6))
    assert "7 January 2026: 1 session" in grid.text
    press(app, grid, "End", "Right")
    assert grid.day == date(2026, 2, 1)
    assert not screen.view.table.tree.get_children()
    press(app, grid, "Prior", "Home", "Return")
    assert screen.view._uid == uid(0)
    press(app, screen.view.tags, "Escape")
    wait_until(lambda: hasattr(screen.view, "grid_days") and screen.view.table.chosen, update=app.shell.update)
    assert screen.view.day == date(2026, 1, 1), "back at the day that was left"
    press(app, screen.view.grid_days, "Escape")
    assert app.shell.screen_name == "home"


def test_choosing_in_the_list_moves_the_calendar(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    press(app, screen.view.table.tree, "Down", "Down")
    assert screen.view.day == date(2026, 1, 11)
    press(app, screen.view.table.tree, "Return")
    assert screen.view._uid == uid(10)


def test_a_session_is_a_timeline_with_the_same_as_a_table(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(2))
    chart = drawn(app, wait_until, screen)
    assert cells(chart.table) == [
        ("0:00", "0:08", "happy"),
        ("0:05", "", "1. You said: tired"),
        ("0:05", "", "2. You said: I don't know"),
        ("0:08", "0:16", "neutral"),
        ("0:16", "0:20", "not sure (too dark)"),
    ]
    assert [row[2:] for row in cells(screen.view.answers.table)] == [
        ("tired", "neutral", "long day"), ("I don't know", "none", ""),
    ]  # fmt: skip
    screen.open_session(uid(0))
    wait_until(lambda: cells(screen.view.chart.table), update=app.shell.update)
    assert ("0:09", "", "1. Your correction: sad, they said so") in cells(screen.view.chart.table)


@pytest.mark.parametrize(("name", "row"), [
    ("seen", ("happy", "1 min 04 s", "8", "8")),
    ("own", ("tired", "12 Jan 2026", "1")),
    ("beside", ("tired", "neutral", "4")),
])  # fmt: skip
def test_every_chart_has_its_table_and_both_are_reached_by_key(
    app: App, paths: Paths, wait_until: Wait, name: str, row: tuple[str, ...]
) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.show_view(name)
    chart = drawn(app, wait_until, screen)
    assert row in cells(chart.table)
    chart.picture.focus_force()
    app.shell.update()
    following = chart.picture.tk_focusNext()
    assert following is chart.table.tree
    assert chart.picture.text == say.CHART_NAME.format(title=chart._title.cget("text"))


def test_thin_data_is_said_and_enough_is_counted(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    journal = open_journal(paths, lambda: NOON).journal
    screen: Any = None
    for day in (1, 3, 5):
        at = Moment(NOON.utc_ms + day * DAY_MS, 60)
        journal.start_session(SessionStart(uid(day), Mode.MIRROR, at))
        journal.end_session(uid(day), at, 0)
        if day > 1:
            journal.add_checkin(CheckIn(uid(400 + day), uid(day), at, ("calm",)))
    journal.close()
    screen = opened(app, wait_until)
    screen.show_view("own")
    drawn(app, wait_until, screen)
    assert say.THIN in texts(screen.view), "4 days with, 2 without"
    app.writer.call(lambda journal: journal.add_checkin(CheckIn(uid(500), uid(1), NOON, ("calm",)))).result(10)
    screen._reload()
    wait_until(lambda: "You named “tired” on 4 days. On 3 other days" in texts(screen.view), update=app.shell.update)


def test_filters_choose_sessions_and_say_so(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    wait_until(lambda: len(screen.filters.tag.cget("values")) == 2, update=app.shell.update)
    filters = screen.filters
    press(app, filters._toggle, "space")
    assert filters.mode is app.shell.focus_get()
    filters.mode.set(say.ONLY_MODE[Mode.MIRROR])
    filters.span.set(say.SPANS["own"])
    filters.first.insert(0, "2026-01-05")
    filters.mode.event_generate("<<ComboboxSelected>>")
    assert filters.chosen == Filter(Mode.MIRROR, date(2026, 1, 5))
    wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
    assert "only mirrors, from 2026-01-05" in texts(filters)
    filters.last.insert(0, "yesterday")
    press(app, filters.last, "Return")
    assert say.DAY_FORM in texts(filters)
    assert filters.chosen.last is None, "a day that can't be read changes nothing"
    filters.last.delete(0, "end")
    filters.mode.set(say.ANY_MODE)
    filters.tag.set("family")
    filters.tag.event_generate("<<ComboboxSelected>>")
    wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
    filters.first.delete(0, "end")
    filters.first.insert(0, "2027-01-01")
    press(app, filters.first, "Return")
    wait_until(lambda: say.NOTHING_CHOSEN in texts(screen.view), update=app.shell.update)


def test_note_and_tags_are_saved_undone_and_never_lost(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)

    def kept() -> tuple[str, tuple[str, ...]]:
        assert app.writer.flush(10)
        with Queries(paths) as queries:
            session = queries.session(uid(0))
        assert session is not None
        return session.note, session.tags

    screen.open_session(uid(0))
    view = screen.view
    wait_until(lambda: view.tags.get() == "family", update=app.shell.update)
    view.note.insert("end", "first\nsecond")
    view.tags.insert("end", ", work,  ,work")
    press(app, view._save, "space")
    wait_until(lambda: say.SAVED in texts(view), update=app.shell.update)
    assert kept() == ("first\nsecond", ("family", "work"))
    press(app, view._undo, "space")
    wait_until(lambda: say.UNDONE in texts(view), update=app.shell.update)
    assert kept() == ("", ("family",))
    view.note.insert("end", "not saved by hand")
    screen.back()
    assert kept()[0] == "not saved by hand"


def test_one_answer_is_edited_deleted_and_brought_back(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(2))
    answers = screen.view.answers
    wait_until(lambda: len(cells(answers.table)) == 2, update=app.shell.update)
    answers.note.insert("end", ", and night")
    press(app, answers.note, "Return")
    wait_until(lambda: cells(answers.table)[0][4] == "long day, and night", update=app.shell.update)
    answers.delete()
    wait_until(lambda: len(cells(answers.table)) == 1, update=app.shell.update)
    answers.bring_back()
    wait_until(lambda: len(cells(answers.table)) == 2, update=app.shell.update)


def test_clocks_zones_and_absurd_rows_are_told(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    journal = open_journal(paths, lambda: NOON).journal
    journal.end_session(uid(0), Moment(NOON.utc_ms - DAY_MS, 540), 20_000)
    journal._db.conn.execute("UPDATE sessions SET started_offset_min = 540 WHERE uid = ?", (uid(2),))
    journal._db.conn.execute("UPDATE readings SET kind = 9 WHERE session_id = 3 AND time_ms = 4000")
    journal._db.conn.commit()
    journal.close()
    screen: Any = opened(app, wait_until)
    wait_until(lambda: say.UNREADABLE.format(count=1) in texts(screen.frame), update=app.shell.update)
    assert "Sa 3, 20:00 (UTC+9)" in [row[0] for row in cells(screen.view.table)]
    screen.open_session(uid(0))
    wait_until(lambda: say.CLOCK_CHANGED in texts(screen.view), update=app.shell.update)
    assert say.ZONE_CHANGED in texts(screen.view)


def test_an_empty_journal_says_so_in_every_view(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    assert say.NOTHING_YET in texts(screen.view)
    for name, sentence in (
        ("seen", say.SEEN_NOTHING), ("own", say.OWN_NOTHING), ("beside", say.BESIDE_NOTHING),
        ("summary", "There is no session in this time."),
    ):  # fmt: skip
        screen.show_view(name)
        wait_until(lambda sentence=sentence: sentence in texts(screen.view), update=app.shell.update)


def test_a_newer_journal_is_shown_and_not_written(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    journal = open_journal(paths, lambda: NOON).journal
    journal._db.conn.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('companion-journal', 'schema_99', '')"
    )
    journal._db.conn.commit()
    journal.close()
    screen: Any = opened(app, wait_until)
    wait_until(lambda: "A newer Companion made this journal" in texts(screen.frame), update=app.shell.update)
    assert len(cells(screen.view.table)) == 8
    screen.open_session(uid(0))
    wait_until(lambda: screen.view.tags.get(), update=app.shell.update)
    screen.view.note.insert("end", "x")
    screen.view.save()
    assert not app.writer.flush(5) or app.writer.call(lambda journal: journal.read_only).result(5)
    with Queries(paths) as queries:
        assert queries.sessions()[-1].note == ""


def test_a_journal_locked_by_another_companion_can_be_read(app: App, paths: Paths, wait_until: Wait) -> None:
    import subprocess
    import sys

    fill(paths)
    code = (
        "import sys, time; from companion.journal.opening import open_journal; from companion.journal.moment import"
        " system_clock; from companion.paths import user_paths; open_journal(user_paths(), system_clock);"
        " print('open', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        screen: Any = opened(app, wait_until)
        wait_until(lambda: "already open in another window" in texts(screen.frame), update=app.shell.update)
        assert len(cells(screen.view.table)) == 8
    finally:
        other.kill()
        other.wait()


@pytest.mark.parametrize("percent", [100, 200])
def test_charts_follow_theme_and_text_size_and_nothing_is_wider_than_the_window(
    app: App, paths: Paths, wait_until: Wait, percent: int
) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.show_view("seen")
    picture = drawn(app, wait_until, screen).picture
    before = picture.drawn
    app.shell.settings.set(THEME, "dark")
    app.shell.settings.set(TEXT_SIZE, percent)
    wait_until(lambda: picture.drawn > before, update=app.shell.update)
    ground = app.shell.theme.palette.surface
    wait_until(
        lambda: picture._photo is not None
        and picture._photo._PhotoImage__photo.get(1, 1) == tuple(bytes.fromhex(ground[1:])),
        update=app.shell.update,
    )
    for name in say.VIEWS:
        screen.show_view(name)
        app.shell.update()
        edge = app.shell.winfo_rootx() + app.shell.winfo_width()
        for widget in (screen.view, screen._back, screen.filters):
            assert widget.winfo_rootx() + widget.winfo_width() <= edge


@pytest.mark.parametrize(("day", "months", "then"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2026, 12, 5), 1, date(2027, 1, 5)),
    (date(2026, 1, 5), -1, date(2025, 12, 5)),
])  # fmt: skip
def test_later_month(day: date, months: int, then: date) -> None:
    assert later_month(day, months) == then


def test_the_calendar_ends_where_a_journal_does(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until, system_clock)
    screen.view.grid_days.go_to(date(1, 1, 1))
    assert screen.view.day.year == 1970
    screen.view.grid_days.go_to(date(9999, 12, 31))
    assert screen.view.day.year == 2199
