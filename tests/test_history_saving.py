"""What History says of a note while it can't be written, and what it shows of one that is written only later."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.ui.app import App
from companion.words import history as say
from tests.history_window import Wait, cells, fill, opened, press, texts, uid


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    app = App(paths)
    yield app
    app.shell.close()


def locked(paths: Paths) -> sqlite3.Connection:
    """Another program that writes, and does not end."""
    other = sqlite3.connect(paths.journal, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def kept(app: App, paths: Paths, day: int) -> str:
    assert app.writer.flush(10)
    with Queries(paths) as queries:
        session = queries.session(uid(day))
    assert session is not None
    return session.note


def test_a_note_that_waits_is_not_said_to_be_saved_until_it_is(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths, days=1)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    view = screen.view
    wait_until(lambda: view.tags.get() == "family", update=app.shell.update)
    view.note.insert("end", "first")
    press(app, view._save, "space")
    wait_until(lambda: view._state.cget("text") == say.SAVED, update=app.shell.update)
    other = locked(paths)
    view.note.insert("end", ", second")
    view.save()
    assert view._state.cget("text") == "", "not what is true of the save before"
    wait_until(lambda: view._state.cget("text") == say.SAVED_LATER, update=app.shell.update)
    told = texts(screen._notices)
    app.shell.update()
    other.execute("ROLLBACK")
    other.close()
    wait_until(lambda: view._state.cget("text") == say.SAVED, update=app.shell.update)
    assert told.strip() and kept(app, paths, 0) == "first, second"


def test_the_note_of_an_answer_that_waits_is_not_said_to_be_saved_and_stays(
    app: App, paths: Paths, wait_until: Wait
) -> None:
    fill(paths, days=2)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(2))
    answers = screen.view.answers
    wait_until(lambda: answers.note.get() == "long day", update=app.shell.update)
    answers.note.insert("end", ", and night")
    answers.save()
    wait_until(lambda: answers._state.cget("text") == say.SAVED, update=app.shell.update)
    other = locked(paths)
    answers.note.insert("end", ", and morning")
    answers.save()
    assert answers._state.cget("text") == ""
    wait_until(lambda: answers._state.cget("text") == say.SAVED_LATER, update=app.shell.update)
    answers.table.choose(uid(202))
    app.shell.update()
    answers.table.choose(uid(102))
    app.shell.update()
    assert answers.note.get() == "long day, and night, and morning", "not what the journal still has"
    other.execute("ROLLBACK")
    other.close()
    wait_until(lambda: answers._state.cget("text") == say.SAVED, update=app.shell.update)
    wait_until(lambda: cells(answers.table)[0][4] == "long day, and night, and morning", update=app.shell.update)
    assert answers.note.get() == "long day, and night, and morning"


@pytest.mark.parametrize("typed", [False, True])
def test_a_session_that_is_opened_again_before_its_note_is_written_loses_nothing(
    app: App, paths: Paths, wait_until: Wait, typed: bool
) -> None:
    fill(paths, days=1)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    wait_until(lambda: screen.view.tags.get() == "family", update=app.shell.update)
    screen.view.note.insert("end", "the first words")
    held = threading.Event()
    app.writer.call(lambda journal: held.wait(20))  # a slow disk
    screen.back()
    screen.open_session(uid(0))
    view = screen.view
    wait_until(lambda: view.tags.get() == "family", update=app.shell.update)
    if typed:
        view.note.insert("end", "other words")
    held.set()
    wait_until(lambda: view._kept == ("the first words", ("family",)), update=app.shell.update)
    assert view.note.get("1.0", "end-1c") == ("other words" if typed else "the first words")
    if typed:
        view.save()
        assert kept(app, paths, 0) == "other words"
        view.undo()
    assert kept(app, paths, 0) == view.note.get("1.0", "end-1c") == "the first words"


def test_what_is_read_before_a_save_is_written_does_not_take_it_back(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths, days=1)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    view = screen.view
    wait_until(lambda: view.tags.get() == "family", update=app.shell.update)
    held = threading.Event()
    app.writer.call(lambda journal: held.wait(20))
    view.note.insert("end", "new")
    view.tags.insert("end", ", animals")
    view.save()
    read: list[None] = []
    screen._reload()
    screen.desk.reads.ask("after it", lambda: None, read.append)
    wait_until(lambda: read, update=app.shell.update)
    assert view.note.get("1.0", "end-1c") == "new"
    held.set()
    wait_until(lambda: view._state.cget("text") == say.SAVED, update=app.shell.update)
    read.clear()
    screen._reload()
    screen.desk.reads.ask("after it", lambda: None, read.append)
    wait_until(lambda: read, update=app.shell.update)
    assert (view.note.get("1.0", "end-1c"), view.tags.get()) == ("new", "family, animals"), "nor are tags sorted anew"


def with_two_notes(app: App, paths: Paths, wait_until: Wait) -> Any:
    """Open a session that has a note of its own, and one of an answer."""
    fill(paths, days=2)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(2))
    wait_until(lambda: screen.view.answers.note.get() == "long day", update=app.shell.update)
    return screen.view


def test_saved_is_not_said_of_what_is_written_after_it(app: App, paths: Paths, wait_until: Wait) -> None:
    view = with_two_notes(app, paths, wait_until)
    for part, note in ((view, view.note), (view.answers, view.answers.note)):
        note.insert("end", "more")
        press(app, part._save, "space")
        wait_until(lambda part=part: part._state.cget("text") == say.SAVED, update=app.shell.update)
        note.focus_force()
        press(app, note, "KeyPress-x", "KeyRelease-x")
        wait_until(lambda part=part: part._state.cget("text") == "", update=app.shell.update)


def test_saved_is_not_said_of_what_was_written_while_it_was_saved(
    app: App, paths: Paths, wait_until: Wait
) -> None:
    view = with_two_notes(app, paths, wait_until)
    for part, note in ((view, view.note), (view.answers, view.answers.note)):
        held = threading.Event()
        app.writer.call(lambda journal, held=held: held.wait(20))  # a slow disk
        note.insert("end", "first")
        part.save()
        note.insert("end", ", second")
        held.set()
        answered: list[None] = []
        view.desk.write(lambda journal: None, answered.append)
        wait_until(lambda answered=answered: answered, update=app.shell.update)
        assert part._state.cget("text") == ""
