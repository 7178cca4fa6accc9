"""The note after a deletion, where it does not go as usual: saving fails meanwhile, or a damaged file stays."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.ui.app import App
from companion.ui.history_undo import LOOK_EVERY_S
from companion.words import history_data as say
from companion.words import journal as journal_words
from companion.words import language
from tests.history_window import Ahead, Wait, cells, everything, filled_app, opened, press, texts


@pytest.fixture
def ahead() -> Ahead:
    return Ahead()


@pytest.fixture
def app(paths: Paths, no_logged_errors: None, ahead: Ahead) -> Iterator[App]:
    app = filled_app(paths, ahead)
    yield app
    app.shell.close()


@pytest.fixture
def other(app: App, paths: Paths) -> Iterator[sqlite3.Connection]:
    """Another program, which can keep the journal for itself (`BEGIN IMMEDIATE`): nothing is saved then."""
    sql = sqlite3.connect(paths.journal, isolation_level=None)
    yield sql
    sql.close()


def delete_while_saving_fails(app: App, screen: Any, other: sqlite3.Connection, wait_until: Wait) -> None:
    """Delete the chosen session; it can't be marked, and why is told."""
    screen.open_session(screen.view.table.chosen)
    other.execute("BEGIN IMMEDIATE")
    screen.view.delete()
    wait_until(lambda: journal_words.BUSY in texts(screen.frame), update=app.shell.update)
    assert say.DELETED not in texts(screen.frame) and not screen._undo.winfo_ismapped()


def pump(app: App, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.shell.update()
        time.sleep(0.01)


def one_deleted(app: App, wait_until: Wait) -> Any:
    """Open History, delete a session there, and return the screen."""
    screen: Any = opened(app, wait_until)
    screen.open_session(screen.view.table.chosen)
    screen.view.delete()
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    return screen


def test_what_was_deleted_while_saving_failed_can_be_brought_back_once_it_is_marked(
    app: App, paths: Paths, other: sqlite3.Connection, wait_until: Wait
) -> None:
    screen: Any = opened(app, wait_until)
    delete_while_saving_fails(app, screen, other, wait_until)
    pump(app, 0.3)
    # Why is told once, however often is asked again; the writer itself tries again after 2 s.
    screen._told[journal_words.BUSY].dismiss()
    pump(app, 3 * LOOK_EVERY_S)
    assert journal_words.BUSY not in screen._told
    assert len(everything(paths)[0]) == 4
    other.rollback()
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
    assert screen._undo.button.winfo_ismapped() and app.shell.focus_get() is screen._undo.button
    press(app, screen._undo.button, "space")
    wait_until(lambda: say.UNDONE in texts(screen.frame), update=app.shell.update)
    assert len(everything(paths)[0]) == 4


def test_a_late_way_back_does_not_take_the_keys_of_who_writes(
    app: App, paths: Paths, other: sqlite3.Connection, wait_until: Wait
) -> None:
    screen: Any = opened(app, wait_until)
    delete_while_saving_fails(app, screen, other, wait_until)
    wait_until(lambda: screen.view.table.chosen, update=app.shell.update)
    screen.open_session(screen.view.table.chosen)
    screen.view.note.focus_force()
    other.rollback()
    wait_until(screen._undo.button.winfo_ismapped, update=app.shell.update)
    pump(app, 0.2)
    assert app.shell.focus_get() is screen.view.note


def test_a_way_back_that_waited_for_an_import_does_not_take_them_either(app: App, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.open_session(screen.view.table.chosen)
    imported = threading.Event()
    app.writer.call(lambda journal: imported.wait(20))  # as long as it takes, nothing else is written, or refused
    screen.view.delete()
    wait_until(lambda: screen.view.table.chosen, update=app.shell.update)
    screen.open_session(screen.view.table.chosen)
    screen.view.note.focus_force()
    wait_until(lambda: app.shell.focus_get() is screen.view.note, update=app.shell.update)
    imported.set()
    wait_until(screen._undo.button.winfo_ismapped, update=app.shell.update)
    pump(app, 0.2)
    assert app.shell.focus_get() is screen.view.note


def test_what_is_brought_back_while_saving_fails_waits_and_says_so(
    app: App, paths: Paths, other: sqlite3.Connection, wait_until: Wait
) -> None:
    screen = one_deleted(app, wait_until)
    wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
    other.execute("BEGIN IMMEDIATE")
    press(app, screen._undo.button, "space")
    wait_until(lambda: say.UNDO_LATER in texts(screen.frame), update=app.shell.update)
    assert journal_words.BUSY in texts(screen.frame) and say.DELETED not in texts(screen.frame)
    assert not screen._undo.button.winfo_ismapped()
    pump(app, 2 * LOOK_EVERY_S)
    assert say.UNDONE not in texts(screen.frame) and len(everything(paths)[0]) == 3
    other.rollback()
    wait_until(lambda: say.UNDONE in texts(screen.frame), update=app.shell.update)
    wait_until(lambda: len(cells(screen.view.table)) == 4, update=app.shell.update)
    assert say.UNDO_LATER not in texts(screen.frame) and len(everything(paths)[0]) == 4


def test_what_was_brought_back_late_is_seen_by_who_left_meanwhile(
    app: App, other: sqlite3.Connection, wait_until: Wait
) -> None:
    screen: Any = opened(app, wait_until)
    screen.open_session(screen.view.table.chosen)
    screen.view.delete()
    wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
    other.execute("BEGIN IMMEDIATE")
    press(app, screen._undo.button, "space")
    wait_until(lambda: say.UNDO_LATER in texts(screen.frame), update=app.shell.update)
    app.shell.show("home")
    screen = opened(app, wait_until)
    wait_until(lambda: journal_words.BUSY in texts(screen.frame), update=app.shell.update)
    assert len(cells(screen.view.table)) == 3
    other.rollback()
    wait_until(lambda: len(cells(screen.view.table)) == 4, update=app.shell.update)


def test_gone_is_said_though_a_list_drops_down_and_nothing_is_brought_back_then(
    app: App, paths: Paths, wait_until: Wait, ahead: Ahead
) -> None:
    screen = one_deleted(app, wait_until)
    screen.filters.toggle()
    app.shell.update()
    app.shell.tk.call("ttk::combobox::Post", str(screen.filters.mode))
    wait_until(lambda: "popdown" in str(app.shell.tk.call("focus")), update=app.shell.update)
    ahead.seconds += 601
    wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)
    assert not screen._undo.button.winfo_ismapped()
    screen._undo.undo()
    assert app.writer.flush(10)
    pump(app, 0.2)
    assert say.GONE in texts(screen.frame) and say.UNDONE not in texts(screen.frame)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_gone_is_not_said_while_a_damaged_file_may_hold_it(
    app: App, paths: Paths, wait_until: Wait, ahead: Ahead, code: str
) -> None:
    language.use(code)
    try:
        damaged = paths.data / "journal.db.corrupt"
        damaged.write_bytes(b"long day, once")
        screen: Any = opened(app, wait_until)
        screen.open_session(screen.view.table.chosen)
        screen.view.delete()
        wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
        ahead.seconds += 601
        told = say.GONE_DAMAGED.format(button=say.DELETE_ALL)
        wait_until(lambda: told in texts(screen.frame), update=app.shell.update)
        assert say.GONE not in texts(screen.frame) and damaged.exists()
        screen.show_view("data")
        assert say.DELETE_LINE_DAMAGED.format(button=say.DELETE_ALL) in texts(screen.view.deleting)
        screen.view.deleting.ask_all()
        screen.view.deleting.word.insert(0, say.DELETE_WORD)
        press(app, screen.view.deleting.word, "Return")
        wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
        ahead.seconds += 601
        wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)
        assert not damaged.exists()
        screen.show_view("data")
        assert say.DELETE_LINE in texts(screen.view.deleting)
    finally:
        language.use(language.ENGLISH)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_a_deletion_that_can_not_be_finished_is_no_way_back_and_is_not_called_gone(
    app: App, paths: Paths, wait_until: Wait, ahead: Ahead, code: str
) -> None:
    language.use(code)
    try:
        screen = one_deleted(app, wait_until)
        with Queries(paths) as queries:
            with queries.snapshot():
                queries.sessions()
                ahead.seconds += 601
                wait_until(lambda: say.NOT_GONE_YET in texts(screen.frame), update=app.shell.update)
                assert not screen._undo.button.winfo_ismapped()
                why = journal_words.NOT_GONE_YET.format(why=journal_words.NOT_DELETED_YET)
                wait_until(lambda: why in texts(screen.frame), update=app.shell.update)
                assert say.DELETED not in texts(screen.frame) and say.GONE not in texts(screen.frame)
            wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)
        assert say.NOT_GONE_YET not in texts(screen.frame)
    finally:
        language.use(language.ENGLISH)


def test_a_late_undo_of_what_is_not_gone_from_all_files_does_not_say_that_it_is(
    app: App, paths: Paths, wait_until: Wait, ahead: Ahead
) -> None:
    screen = one_deleted(app, wait_until)
    with Queries(paths) as queries:
        with queries.snapshot():
            queries.sessions()
            ahead.seconds += 601
            screen._undo.undo()
            wait_until(lambda: say.NOT_GONE_YET in texts(screen.frame), update=app.shell.update)
            assert say.GONE not in texts(screen.frame)
        wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)


def test_an_undo_that_comes_too_late_does_not_say_that_all_is_back(
    app: App, paths: Paths, wait_until: Wait, ahead: Ahead
) -> None:
    screen = one_deleted(app, wait_until)
    ahead.seconds += 601
    screen._undo.undo()
    wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)
    assert len(everything(paths)[0]) == 3


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_an_undo_that_comes_too_late_for_one_of_two_does_not_call_the_other_one_gone(
    app: App, paths: Paths, wait_until: Wait, ahead: Ahead, code: str
) -> None:
    language.use(code)
    try:
        screen = one_deleted(app, wait_until)
        wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
        ahead.seconds += 300
        screen.open_session(screen.view.table.chosen)
        screen.view.delete()
        wait_until(lambda: len(cells(screen.view.table)) == 2, update=app.shell.update)
        ahead.seconds += 301
        screen._undo.undo()
        wait_until(lambda: say.UNDONE_PART in texts(screen.frame), update=app.shell.update)
        wait_until(lambda: len(cells(screen.view.table)) == 3, update=app.shell.update)
        pump(app, 2 * LOOK_EVERY_S)
        assert say.UNDONE_PART in texts(screen.frame) and say.GONE not in texts(screen.frame)
        assert len(everything(paths)[0]) == 3
    finally:
        language.use(language.ENGLISH)
