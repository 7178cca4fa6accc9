"""One session in History's real window: timeline and table, notes and tags, answers, and clocks that changed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from companion.faces.face import Doubt
from companion.journal.moment import DAY_MS, Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Mode, ReadingRow, SessionStart
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.ui.app import App
from companion.words import history as say
from tests.history_window import NOON, Wait, cells, drawn, fill, opened, press, texts, uid


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    app = App(paths)
    app.shell.geometry("1024x640+0+0")
    yield app
    app.shell.close()


def test_a_session_is_a_timeline_with_the_same_as_a_table(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(2))
    chart = drawn(app, wait_until, screen)
    assert cells(chart.table) == [
        ("0:00", "0:08", "happy"),
        ("0:05", "", "1. Your answer: tired"),
        ("0:05", "", "2. Your answer: I don't know"),
        ("0:08", "0:16", "neutral"),
        ("0:16", "0:20", "not sure (too dark)"),
    ]
    assert [row[2:] for row in cells(screen.view.answers.table)] == [
        ("tired", "neutral", "long day"), ("I don't know", "none", ""),
    ]  # fmt: skip
    screen.open_session(uid(0))
    wait_until(lambda: cells(screen.view.chart.table), update=app.shell.update)
    assert ("0:09", "", "1. They said: sad, they said so") in cells(screen.view.chart.table)


def test_the_lane_of_doubts_is_as_short_as_the_doubt(app: App, paths: Paths, wait_until: Wait) -> None:
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart(uid(0), Mode.TALK, NOON))
    for second in range(600):
        reasons = (Doubt.DARK,) if second == 300 else ()
        journal.add_reading(uid(0), ReadingRow(second * 1000, Kind.CLEAR, ("happiness",), reasons))
    journal.end_session(uid(0), Moment(NOON.utc_ms + 600_000, 60), 600_000)
    journal.close()
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    chart = drawn(app, wait_until, screen)
    assert cells(chart.table) == [("0:00", "10:00", "happy (for 1 s: too dark)")]
    happy, doubt = (lane.get_paths() for lane in chart.picture.figure().axes[0].collections)
    assert [path.get_extents().intervalx.tolist() for path in happy] == [[0, 600]]
    assert [round(path.get_extents().x0) for path in doubt] == [300]
    assert all(path.get_extents().width < 5 for path in doubt), "no wider than a stroke that can be seen"


def test_a_new_tag_is_seen_at_once_though_it_is_written_only_when_one_goes_back(
    app: App, paths: Paths, wait_until: Wait
) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    wait_until(lambda: screen.view.tags.get() == "family", update=app.shell.update)
    screen.view.tags.insert("end", ", holiday")
    held = threading.Event()
    app.writer.call(lambda journal: held.wait(20))  # a slow disk
    screen.back()
    wait_until(lambda: len(cells(screen.view.table)) == 8, update=app.shell.update)
    held.set()
    wait_until(lambda: "holiday" in screen.filters.tag.cget("values"), update=app.shell.update)
    wait_until(lambda: cells(screen.view.table)[-1][4] == "family, holiday", update=app.shell.update)


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
    view.note.insert("end", "once")
    press(app, view._save, "space")
    wait_until(lambda: say.SAVED in texts(view), update=app.shell.update)
    view.note.insert("end", " and not saved")
    press(app, view._undo, "space")
    assert kept()[0] == ""
    press(app, view._undo, "space")
    assert kept()[0] == view.note.get("1.0", "end-1c") == "once and not saved", "what was typed comes back"
    view.note.delete("1.0", "end")
    view.note.insert("end", "not saved by hand")
    screen.back()
    assert kept()[0] == "not saved by hand"


def test_who_only_looks_at_a_session_splits_no_tag_that_holds_a_comma(app: App, paths: Paths, wait_until: Wait) -> None:
    """Of a copy that was edited by hand, say: the field would be read back as two tags."""
    fill(paths)
    journal = open_journal(paths, lambda: NOON).journal
    journal.set_tags(uid(0), ["Anna, work"])
    journal.close()
    screen: Any = opened(app, wait_until)
    one, three = ("Anna, work",), ("Anna", "home", "work")
    for note, tags, kept in (("", "", one), ("a note", "", one), ("", ", home", three)):
        screen.open_session(uid(0))
        wait_until(lambda: screen.view.tags.get() == "Anna, work", update=app.shell.update)
        screen.view.note.insert("end", note)
        screen.view.tags.insert("end", tags)
        screen.back()
        assert app.writer.flush(10)
        with Queries(paths) as queries:
            session = queries.session(uid(0))
        assert session is not None and session.tags == kept


def test_a_note_waits_for_a_journal_that_cannot_be_written(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    view = screen.view
    wait_until(lambda: view.tags.get() == "family", update=app.shell.update)
    other = sqlite3.connect(paths.journal, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    view.note.insert("end", "written meanwhile")
    press(app, view._save, "space")
    wait_until(lambda: app.writer._failing, update=app.shell.update)
    app.shell.show("home")
    other.execute("ROLLBACK")
    other.close()
    wait_until(lambda: app.writer.flush(1))
    with Queries(paths) as queries:
        session = queries.session(uid(0))
    assert session is not None and session.note == "written meanwhile"


def test_what_was_being_written_comes_back_with_its_session(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    wait_until(lambda: screen.view.tags.get() == "family", update=app.shell.update)
    screen.view.note.insert("end", "not saved by hand")
    screen.view.delete()
    wait_until(lambda: screen._undo.button.winfo_ismapped(), update=app.shell.update)
    # Help in between must not stop the bar from asking on.
    press(app, app.shell, "F1")
    press(app, app.shell, "Escape")
    # Between two of its questions it has no timer for a moment.
    wait_until(lambda: screen._undo._job is not None and screen._undo._job.active, update=app.shell.update)
    press(app, screen._undo.button, "space")
    assert app.writer.flush(10)
    with Queries(paths) as queries:
        session = queries.session(uid(0))
    assert session is not None and session.note == "not saved by hand"


def test_one_answer_is_edited_deleted_and_brought_back(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(2))
    answers = screen.view.answers
    wait_until(lambda: len(cells(answers.table)) == 2, update=app.shell.update)
    answers.note.insert("end", ", and night")
    press(app, answers.note, "Return")
    wait_until(lambda: cells(answers.table)[0][4] == "long day, and night", update=app.shell.update)
    press(app, answers._undo, "space")
    wait_until(lambda: cells(answers.table)[0][4] == "long day", update=app.shell.update)
    answers.table.choose(uid(202))
    app.shell.update()
    answers.note.insert(0, "not saved by hand")
    answers.table.choose(uid(102))
    wait_until(lambda: cells(answers.table)[1][4] == "not saved by hand", update=app.shell.update)
    assert (answers.table.chosen, answers.note.get()) == (uid(102), "long day"), "the choice stays after saving"
    answers.note.insert("end", " and typed")
    press(app, answers._undo, "space")
    wait_until(lambda: cells(answers.table)[1][4] == "", update=app.shell.update)
    assert cells(answers.table)[0][4] == "long day and typed", "what was typed in another answer is saved first"
    press(app, answers._undo, "space")
    wait_until(lambda: cells(answers.table)[0][4] == "long day", update=app.shell.update)
    answers.table.choose(uid(102))
    app.shell.update()
    answers.delete()
    wait_until(lambda: len(cells(answers.table)) == 1, update=app.shell.update)
    assert app.shell.focus_get() is screen._undo.button
    press(app, screen._undo.button, "space")
    wait_until(lambda: len(cells(answers.table)) == 2, update=app.shell.update)
    assert cells(answers.table)[0][4] == "long day"


def test_a_deleted_answers_note_is_not_brought_back_and_what_is_undone_leaves_the_field_at_once(
    app: App, paths: Paths, wait_until: Wait
) -> None:
    fill(paths)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(2))
    answers = screen.view.answers
    wait_until(lambda: len(cells(answers.table)) == 2, update=app.shell.update)
    answers.note.insert("end", ", and night")
    answers.save()
    wait_until(lambda: answers._undo.instate(["!disabled"]), update=app.shell.update)
    answers.undo()  # before the journal has written it
    assert answers.note.get() == "long day"
    answers.note.insert("end", ", typed")
    answers.save()
    wait_until(lambda: cells(answers.table)[0][4] == "long day, typed", update=app.shell.update)
    wait_until(lambda: answers._undo.instate(["!disabled"]), update=app.shell.update)
    answers.delete()
    wait_until(lambda: len(cells(answers.table)) == 1, update=app.shell.update)
    assert answers._undo.instate(["disabled"]) and not answers._former


def test_the_focus_goes_to_what_is_seen_where_nothing_is_left_to_draw(
    app: App, paths: Paths, wait_until: Wait
) -> None:
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart(uid(0), Mode.MIRROR, NOON))
    journal.add_checkin(CheckIn(uid(1), uid(0), NOON, ("tired",)))
    journal.end_session(uid(0), NOON, 0)
    journal.close()
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    drawn(app, wait_until, screen)
    screen._focus_on()
    assert app.shell.focus_get() is screen.view.chart.picture
    screen.view.answers.delete()
    wait_until(lambda: not screen.view.chart.picture.winfo_viewable(), update=app.shell.update)
    screen._focus_on()
    assert app.shell.focus_get() is screen._back


def test_a_session_of_no_length_without_a_camera_is_shown_plainly(app: App, paths: Paths, wait_until: Wait) -> None:
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart(uid(0), Mode.MIRROR, NOON))
    journal.add_checkin(CheckIn(uid(1), uid(0), NOON, ("tired",)))
    journal.end_session(uid(0), NOON, 0)
    journal.close()
    screen: Any = opened(app, wait_until)
    assert [row[2] for row in cells(screen.view.table)] == ["0 s"]
    screen.open_session(uid(0))
    chart = drawn(app, wait_until, screen)
    assert cells(chart.table) == [("0:00", "", "1. Your answer: tired")]
    assert {say.NOTHING_READ, say.SESSION_LINE.format(length="0 s", source=say.NO_SOURCE)} <= set(
        texts(screen.view).splitlines()
    )
    screen.show_view("summary")
    wait_until(lambda: "You named 1 feeling: tired (1)." in texts(screen.view), update=app.shell.update)


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
