"""History over a journal that can't be written: it says why in one sentence, shows all, and offers no change."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.journal import opening
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import JournalError
from companion.paths import Paths
from companion.ui import history
from companion.ui.app import App
from companion.words import history as say
from companion.words import journal as journal_words
from tests.history_window import NOON, Wait, cells, everything, fill, opened, press, texts, uid


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    app = App(paths)
    app.shell.geometry("1024x640+0+0")
    yield app
    app.shell.close()


def nothing_can_be_changed(app: App, screen: Any, wait_until: Wait) -> None:
    """All is shown, and what would change the journal is not offered; nor does anything fail silently."""
    before = everything(app.paths)
    screen.open_session(uid(2))
    view = screen.view
    wait_until(lambda: len(cells(view.answers.table)) == 2, update=app.shell.update)
    for button in ("_save", "_undo", "_delete"):
        assert not getattr(view, button).winfo_ismapped()
    assert not view.answers._buttons.winfo_ismapped()
    press(app, view.note, "x")
    press(app, view.tags, "x")
    press(app, view.answers.note, "x")
    assert (view.note.get("1.0", "end-1c"), view.tags.get(), view.answers.note.get()) == ("", "", "long day")
    screen.show_view("data")
    app.shell.update()
    assert screen.view.first_focus.winfo_ismapped(), "a copy can be saved"
    for widget in (screen.view._import, screen.view.deleting, screen.view.clearing):
        assert not widget.winfo_ismapped()
    assert not screen._undo.winfo_ismapped()
    assert everything(app.paths) == before


def test_a_folder_that_may_not_be_entered_is_told_and_once_it_is_open_all_is_shown(
    app: App, paths: Paths, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(paths)
    exists = Path.exists

    def closed(path: Path) -> bool:
        if path.is_relative_to(paths.data):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return exists(path)

    # These tests may run as root, to whom no folder is closed; and from Python 3.14 on `exists` says no by itself.
    monkeypatch.setattr(Path, "exists", closed)
    monkeypatch.setattr(opening, "make_private", closed)
    with pytest.raises(JournalError, match=str(paths.data)):
        Queries(paths)
    app.start("history", None)
    screen: Any = app.shell.screen
    told = journal_words.READ_ONLY.format(folder=paths.data)
    wait_until(lambda: told in texts(screen.frame) and screen._failed, update=app.shell.update)
    for name in ("seen", "own", "beside", "summary", "calendar"):
        screen.show_view(name)
        assert say.LOADING in texts(screen.view)
        wait_until(lambda: say.NOT_READ in texts(screen.view), update=app.shell.update)
        assert say.LOADING not in texts(screen.view), "it reads no more"
    monkeypatch.undo()
    wait_until(lambda: "8 sessions on 8 days" in texts(screen.view), update=app.shell.update)


@pytest.mark.skipif(shutil.which("mount") is None, reason="a read-only disk needs mount")
def test_a_journal_on_a_read_only_disk_can_be_read(app: App, small_disk: Path, wait_until: Wait) -> None:
    place = Paths(small_disk / "data", app.paths.config, app.paths.cache)
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    fill(place)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    app.paths = place
    screen: Any = opened(app, wait_until)
    told = journal_words.READ_ONLY.format(folder=place.data)
    wait_until(lambda: told in texts(screen.frame), update=app.shell.update)
    nothing_can_be_changed(app, screen, wait_until)


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
    nothing_can_be_changed(app, screen, wait_until)
    assert app.writer.call(lambda journal: journal.read_only).result(5)


def test_a_journal_locked_by_another_companion_can_be_read(app: App, paths: Paths, wait_until: Wait) -> None:
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
        nothing_can_be_changed(app, screen, wait_until)
    finally:
        other.kill()
        other.wait()
    # The other window is closed: after a while all is offered again, also in the view that is open.
    screen.open_session(uid(2))
    buttons = screen.view._buttons
    wait_until(buttons.winfo_ismapped, update=app.shell.update)
    assert screen.view.answers._buttons.winfo_ismapped()
    assert str(screen.view.note.cget("state")) == "normal"


def test_why_nothing_can_be_changed_does_not_come_back_once_it_is_closed(
    app: App, paths: Paths, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(paths, days=1)
    monkeypatch.setattr(history, "ASK_AGAIN_S", 0.05)
    code = (
        "import time; from companion.journal.opening import open_journal; from companion.journal.moment import"
        " system_clock; from companion.paths import user_paths; open_journal(user_paths(), system_clock);"
        " print('open', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None and other.stdout.readline() == "open\n"
        screen: Any = opened(app, wait_until)
        wait_until(lambda: screen._told, update=app.shell.update)
        (bar,) = screen._told.values()
        press(app, bar.close, "space")
        answered: list[str] = []
        taken = screen._told_whether_it_can_write

        def counted(why: str, may_change: bool) -> None:
            taken(why, may_change)
            answered.append(why)

        screen._told_whether_it_can_write = counted
        wait_until(lambda: len(answered) > 3, update=app.shell.update)
        assert all(answered) and screen._told == {}
    finally:
        other.kill()
        other.wait()


def test_a_reading_that_failed_once_is_tried_again_by_itself(
    app: App, paths: Paths, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "ASK_AGAIN_S", 0.1)
    fill(paths)
    screen = opened(app, wait_until)
    screen._read_failed("It can't be read right now.")
    reads: list[bool] = []
    monkeypatch.setattr(type(screen.view), "load", lambda view: reads.append(True))
    wait_until(lambda: reads, update=app.shell.update)
    # What fails each time is not read for ever: it would take away what one is at.
    screen._read_failed("It can't be read right now.")
    later: list[bool] = []
    app.shell.later(0.3, lambda: later.append(True))
    wait_until(lambda: later, update=app.shell.update)
    assert reads == [True]
