"""History's own-data view in a real window: copies, bringing them in, deleting with undo, and clearing by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.journal.moment import system_clock
from companion.journal.queries import Queries
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.settings import CLEAR_AFTER
from companion.ui.app import App
from companion.words import history_data as say
from tests.test_history import cells, fill, opened, press, texts

Wait = Callable[..., None]


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    fill(paths, days=4)
    app = App(paths)
    app._writer = Writer(paths, system_clock, app._journal_notice, undo_s=2.0)
    app._writer.start()
    yield app
    app.shell.close()


def everything(paths: Paths) -> tuple[Any, ...]:
    with Queries(paths) as queries:
        sessions = queries.sessions()
        return sessions, [queries.readings(one.uid) for one in sessions], queries.checkins(), queries.corrections()


def bytes_of(paths: Paths) -> bytes:
    return b"".join(file.read_bytes() for file in paths.data.iterdir() if file.is_file())


def test_copy_delete_all_and_bring_in_gives_the_same_journal(
    app: App, paths: Paths, tmp_path: Path, wait_until: Wait
) -> None:
    before = everything(paths)
    (paths.data / "journal.db.corrupt").write_bytes(b"long day, once")
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    for ending in (".json", ".csv", ".pdf"):
        screen.view.export_to(tmp_path / f"copy{ending}")
        wait_until(lambda ending=ending: f"copy{ending}." in texts(screen.view), update=app.shell.update)
        assert (tmp_path / f"copy{ending}").stat().st_size > 100
    deleting = screen.view.deleting
    press(app, deleting._all, "space")
    assert app.shell.focus_get() is deleting.word
    deleting.word.insert(0, "yes")
    press(app, deleting.word, "Return")
    assert say.WRONG_WORD in texts(deleting) and everything(paths) == before
    deleting.word.delete(0, "end")
    deleting.word.insert(0, say.DELETE_WORD)
    press(app, deleting.word, "Return")
    wait_until(lambda: say.DELETED in texts(screen.frame), update=app.shell.update)
    assert everything(paths)[0] == ()
    wait_until(lambda: say.GONE in texts(screen.frame), update=app.shell.update)
    assert app.writer.flush(10)
    left = bytes_of(paths)
    for secret in (b"long day", b"they said so", b"family"):
        assert secret not in left
    screen.view.import_from(tmp_path / "copy.json")
    wait_until(lambda: say.IMPORTED.format(added=4, known=0) in texts(screen.view), update=app.shell.update)
    assert everything(paths) == before


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


def test_clearing_asks_first_and_is_kept_as_a_setting(app: App, paths: Paths, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
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


def test_a_copy_that_can_not_be_saved_or_read_is_one_sentence(app: App, tmp_path: Path, wait_until: Wait) -> None:
    screen: Any = opened(app, wait_until)
    screen.show_view("data")
    screen.view.export_to(tmp_path / "no folder" / "a.csv")
    wait_until(lambda: "could not be written" in texts(screen.frame), update=app.shell.update)
    (tmp_path / "x.json").write_text("[]")
    screen.view.import_from(tmp_path / "x.json")
    wait_until(lambda: "is not a journal" in texts(screen.frame), update=app.shell.update)
