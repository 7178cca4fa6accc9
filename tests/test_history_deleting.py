"""History's own-data view in a real window: deleting with undo, and clearing by itself."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from companion import resting_store
from companion.journal.moment import system_clock
from companion.journal.records import Mode
from companion.paths import Paths
from companion.reading.resting import Resting
from companion.settings import CLEAR_AFTER, load_settings
from companion.ui.app import App
from companion.words import history as words
from companion.words import history_data as say
from tests.history_window import Ahead, Wait, bytes_of, cells, everything, fill, filled_app, opened, press, texts, uid


@pytest.fixture
def ahead() -> Ahead:
    return Ahead()


@pytest.fixture
def app(paths: Paths, no_logged_errors: None, ahead: Ahead) -> Iterator[App]:
    app = filled_app(paths, ahead)
    yield app
    app.shell.close()


def test_what_is_shown_is_deleted_and_can_be_brought_back(app: App, paths: Paths, wait_until: Wait) -> None:
    before = everything(paths)
    screen: Any = opened(app, wait_until)
    wait_until(lambda: "family" in screen.filters.tag.cget("values"), update=app.shell.update)
    screen.filters.tag.set("family")
    screen.filters.tag.event_generate("<<ComboboxSelected>>")
    screen.show_view("data")
    press(app, screen.view.deleting._span, "space")
    wait_until(lambda: "This deletes 2 sessions:" in texts(screen.view), update=app.shell.update)
    assert app.shell.focus_get() is screen.view.deleting._no, "the safe answer has the focus"
    press(app, screen.view.deleting._yes, "space")
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    assert len(everything(paths)[0]) == 2
    screen._undo.undo()
    assert app.writer.flush(10)
    assert everything(paths) == before


def test_no_question_names_what_is_shown_by_now_and_deletes_what_was_shown_before(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    held = threading.Event()
    screen.desk.reads.ask("a large journal", lambda: held.wait(20), lambda done: None)
    deleting = screen.view.deleting
    press(app, deleting._span, "space")
    screen.filters.mode.set(words.ONLY_MODE[Mode.MIRROR])
    screen.filters.mode.event_generate("<<ComboboxSelected>>")
    answered: list[bool] = []
    screen.desk.reads.ask("behind it", lambda: True, answered.append)
    held.set()
    wait_until(lambda: answered, update=app.shell.update)
    assert deleting._uids == () and not deleting._question.winfo_ismapped()
    press(app, deleting._span, "space")
    wait_until(deleting._question.winfo_ismapped, update=app.shell.update)
    assert deleting._uids == (uid(6), uid(2)), "the mirrors"


def test_one_session_is_deleted_and_undo_outlives_the_screen(app: App, paths: Paths, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.open_session(screen.view.table.chosen)
    screen.view.delete()
    wait_until(lambda: len(everything(paths)[0]) == 3, update=app.shell.update)
    app.shell.show("home")
    again: Any = opened(app, wait_until)
    wait_until(lambda: say.DELETED in texts(again.frame), update=app.shell.update)
    press(app, again._undo.button, "space")
    assert app.writer.flush(10)
    assert len(everything(paths)[0]) == 4
    wait_until(lambda: len(cells(again.view.table)) == 4, update=app.shell.update)


@pytest.mark.parametrize("undone", [False, True])
def test_clearing_asks_first_is_kept_as_a_setting_and_can_be_undone(
    app: App, paths: Paths, wait_until: Wait, undone: bool
) -> None:
    screen: Any = opened(app, wait_until, system_clock)
    screen.show_view("data")
    clearing = screen.view.clearing
    clearing.months.set(3)
    clearing.choose()
    clearing.no()
    assert (clearing.months.get(), len(everything(paths)[0])) == (0, 4)
    clearing.months.set(3)
    clearing.choose()
    assert "older than 3 months" in texts(clearing)
    clearing.yes()
    assert app.shell.settings.get(CLEAR_AFTER) == 3
    assert app.writer.flush(10)
    assert everything(paths)[0] == (), "all of it is from January 2026"
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    if undone:
        press(app, screen._undo.button, "space")
        wait_until(lambda: say.UNDONE_CLEARING in texts(screen.frame), update=app.shell.update)
        assert (app.shell.settings.get(CLEAR_AFTER), clearing.months.get(), len(everything(paths)[0])) == (0, 0, 4)
        # Nothing waits for the next start either.
        assert app.writer.call(lambda journal: journal.pending_deletions()).result(10) == []


@pytest.mark.parametrize("looked_before", [True, False])
def test_never_ends_the_clearing_that_another_window_chose(
    app: App, paths: Paths, wait_until: Wait, looked_before: bool
) -> None:
    screen: Any = opened(app, wait_until)
    if looked_before:
        screen.show_view("data")
    other = load_settings(paths.settings)[0]  # of another window, by now closed
    assert other.set(CLEAR_AFTER, 12) is None
    if not looked_before:
        screen.show_view("data")
        assert screen.view.clearing.months.get() == 12, "what the next start goes by"
    press(app, screen.view.clearing._choices[0], "space")
    assert say.CLEAR_OFF in texts(screen.view.clearing)
    assert load_settings(paths.settings)[0].get(CLEAR_AFTER) == 0


def taught(app: App) -> Resting:
    resting = Resting("poster", (-1.0,) * 9)
    assert resting_store.keep(app.shell.settings, resting) is None
    return resting


def ask_for_all(app: App, screen: Any, *, resting: bool) -> None:
    """Press "Delete everything", choose whether the resting face goes too, and write the word."""
    screen.show_view("data")
    deleting = screen.view.deleting
    press(app, deleting._all, "space")
    assert deleting._resting.winfo_ismapped() and deleting.resting.get(), "it is the person's own, too"
    if not resting:
        press(app, deleting._resting, "space")
    deleting.word.insert(0, say.DELETE_WORD)
    press(app, deleting.word, "Return")


@pytest.mark.parametrize("resting", [True, False])
def test_delete_all_takes_the_resting_face_unless_it_is_unticked(
    app: App, paths: Paths, wait_until: Wait, ahead: Ahead, resting: bool
) -> None:
    kept = taught(app)
    screen: Any = opened(app, wait_until)
    ask_for_all(app, screen, resting=resting)
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    assert resting_store.used(app.shell.settings) == (None if resting else kept)
    # Undone from another visit: the mark is in the file, not on the screen.
    app.shell.show("home")
    screen = opened(app, wait_until)
    wait_until(screen._undo.button.winfo_ismapped, update=app.shell.update)
    press(app, screen._undo.button, "space")
    wait_until(lambda: say.UNDONE in texts(screen.frame), update=app.shell.update)
    assert resting_store.used(app.shell.settings) == kept and len(everything(paths)[0]) == 4
    ask_for_all(app, screen, resting=resting)
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    app.shell.show("home")
    ahead.seconds += 601
    assert app.writer.flush(10)
    wait_until(lambda: ("mean_logs" in paths.settings.read_text()) != resting, update=app.shell.update)
    assert resting_store.kept(app.shell.settings) == (None if resting else kept)


def test_an_undo_that_comes_too_late_keeps_no_resting_face(
    app: App, paths: Paths, wait_until: Wait, ahead: Ahead
) -> None:
    taught(app)
    screen: Any = opened(app, wait_until)
    ask_for_all(app, screen, resting=True)
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    ahead.seconds += 601
    screen._undo.undo()
    wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)
    assert "mean_logs" not in paths.settings.read_text() and resting_store.kept(app.shell.settings) is None


def clear_now(app: App, screen: Any, wait_until: Wait) -> None:
    """Choose that old sessions go by themselves: all are from January 2026."""
    screen.show_view("data")
    screen.view.clearing.months.set(3)
    screen.view.clearing.choose()
    screen.view.clearing.yes()
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)


def test_an_undo_that_comes_too_late_does_not_end_clearing(app: App, wait_until: Wait, ahead: Ahead) -> None:
    screen: Any = opened(app, wait_until, system_clock)
    clear_now(app, screen, wait_until)
    ahead.seconds += 601
    screen._undo.undo()
    wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)
    assert (app.shell.settings.get(CLEAR_AFTER), screen.view.clearing.months.get()) == (3, 3)


@pytest.mark.parametrize("clearing", [False, True])
def test_who_undoes_while_saving_fails_and_closes_keeps_all(
    app: App, paths: Paths, wait_until: Wait, clearing: bool
) -> None:
    kept = taught(app)
    screen: Any = opened(app, wait_until, system_clock)
    if clearing:
        clear_now(app, screen, wait_until)
    else:
        ask_for_all(app, screen, resting=True)
        wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    other = sqlite3.connect(paths.journal, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    press(app, screen._undo.button, "space")
    wait_until(lambda: say.UNDO_LATER in texts(screen.frame), update=app.shell.update)
    other.rollback()
    other.close()
    app.shell.close()
    settings = load_settings(paths.settings)[0]
    assert (resting_store.kept(settings), settings.get(CLEAR_AFTER)) == (kept, 0) and len(everything(paths)[0]) == 4


def test_two_deletions_one_after_the_other_are_both_out_of_sight_and_both_come_back(
    app: App, paths: Paths, wait_until: Wait
) -> None:
    screen: Any = opened(app, wait_until)
    for left in (3, 2):
        wait_until(lambda left=left: len(cells(screen.view.table)) == left + 1, update=app.shell.update)
        screen.open_session(screen.view.table.chosen)
        screen.view.delete()
        wait_until(lambda left=left: len(cells(screen.view.table)) == left, update=app.shell.update)
    press(app, screen._undo.button, "space")
    wait_until(lambda: len(cells(screen.view.table)) == 4, update=app.shell.update)
    assert len(everything(paths)[0]) == 4


def test_a_kill_within_the_ten_seconds_deletes_at_the_next_start(paths: Paths, wait_until: Wait) -> None:
    """All that was marked goes: journal and resting face, and no file holds them any more."""
    fill(paths, days=2)
    code = (
        "import os; from companion import resting_store as r; from companion.journal.events import delete_all;"
        "from companion.journal.moment import system_clock; from companion.journal.writer import Writer;"
        "from companion.paths import user_paths; from companion.reading.resting import Resting;"
        "from companion.settings import load_settings; p = user_paths(); s = load_settings(p.settings)[0];"
        "r.keep(s, Resting('poster', (-1.0,) * 9)); e = delete_all(); r.mark(s, e.uid);"
        "w = Writer(p, system_clock, print); w.start(); w.post(e); w.flush(); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=False).returncode == 9
    assert b"long day" in bytes_of(paths) and "mean_logs" in paths.settings.read_text()
    app = App(paths)
    app.start("home", None)
    wait_until(lambda: "mean_logs" not in paths.settings.read_text(), update=app.shell.update)
    assert b"long day" not in bytes_of(paths) and everything(paths)[0] == ()
    app.shell.close()
