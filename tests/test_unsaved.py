"""Closing a second window, which can't save: it says so once, and the next time it closes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Generator, Iterator

import pytest

from companion.paths import Paths
from companion.ui.app import App
from companion.ui.hint import Hint
from companion.ui.unsaved import would_be_lost
from companion.words import app as say
from companion.words import journal as journal_words
from tests.mirror_visit import NO_CAMERA, Visit
from tests.test_history_saving import locked

Wait = Callable[..., None]
HOLDER = """
from companion.journal.moment import system_clock
from companion.journal.opening import open_journal
from companion.paths import user_paths
opened = open_journal(user_paths(), system_clock)
print("open", flush=True)
input()
opened.journal.close()
"""


@pytest.fixture
def other_window(home: object) -> Iterator[subprocess.Popen[str]]:
    """Another Companion, which has the journal."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None and holder.stdout.readline() == "open\n"
    yield holder
    holder.kill()
    holder.communicate()


def hint_of(app: App) -> str:
    hint = app.shell._hint
    return str(hint.winfo_children()[0].cget("text")) if isinstance(hint, Hint) and hint.winfo_exists() else ""


def close_window(app: App) -> None:
    app.shell.tk.call(*app.shell.tk.splitlist(app.shell.protocol("WM_DELETE_WINDOW")))


def answered(app: App, wait: Wait) -> Visit:
    visit = Visit(app, NO_CAMERA, wait)
    visit.until_no_camera()
    visit.keys("d")
    wait(lambda: app.writer.held_up[0] > 0, update=app.shell.update)
    return visit


def test_the_first_closing_tells_what_is_not_saved_and_the_second_closes(
    other_window: subprocess.Popen[str], app: App, wait_until: Wait
) -> None:
    answered(app, wait_until)
    close_window(app)
    app.shell.update()
    count = app.writer.held_up[0]
    assert hint_of(app) == say.NOT_SAVED_BUSY.format(count=count) and count >= 2
    close_window(app)
    assert app.shell._closing


def test_ctrl_q_tells_it_too_and_a_third_time_may_come_late(
    other_window: subprocess.Popen[str], app: App, wait_until: Wait
) -> None:
    now = [100.0]
    app.shell.hotkeys._clock = lambda: now[0]
    visit = answered(app, wait_until)
    focus = visit.shell.focus_get()
    assert focus is not None
    focus.event_generate("<Control-q>")
    app.shell.update()
    assert hint_of(app).startswith(say.NOT_SAVED_BUSY.partition("{")[0])
    now[0] += 60
    focus.event_generate("<Control-q>")
    assert app.shell._closing


def test_once_all_is_saved_the_window_closes_at_once(
    other_window: subprocess.Popen[str], app: App, wait_until: Wait
) -> None:
    visit = answered(app, wait_until)
    other_window.communicate("\n")
    wait_until(lambda: would_be_lost(app.writer) == "", update=app.shell.update)
    assert len(visit.kept()[1]) == 1
    close_window(app)
    assert app.shell._closing and hint_of(app) == ""


def test_what_is_held_up_once_more_is_told_once_more(app: App, paths: Paths, wait_until: Wait) -> None:
    visit = Visit(app, NO_CAMERA, wait_until)
    visit.until_no_camera()
    visit.keys("d")
    assert app.writer.flush(10)
    for _ in range(2):
        other = locked(paths)  # another program writes, and does not end
        visit.keys("a", "d")
        wait_until(lambda: app.writer.held_up[0] > 0, update=app.shell.update)
        hint = app.shell._hint
        close_window(app)
        app.shell.update()
        assert not app.shell._closing and hint_of(app) and app.shell._hint is not hint
        other.execute("ROLLBACK")
        other.close()
        wait_until(lambda: journal_words.RECOVERED in visit.texts(), update=app.shell.update)
    close_window(app)
    assert app.shell._closing, "nothing would be lost"


def test_nothing_is_said_where_nothing_was_begun(app: App) -> None:
    app.start("home", None)
    assert would_be_lost(app.writer) == "" == would_be_lost(None)


def test_closing_during_an_import_tells_that_the_rest_would_be_missing(app: App, wait_until: Wait) -> None:
    begun, held = threading.Event(), threading.Event()

    def long(journal: object) -> Generator[None, None, None]:
        while not held.wait(0.01):
            begun.set()
            yield

    app.writer.call_in_steps(long)
    assert begun.wait(20)
    visit = Visit(app, NO_CAMERA, wait_until)
    visit.until_no_camera()
    visit.keys("d")
    wait_until(lambda: len(visit.kept()[1]) == 1, update=app.shell.update)
    close_window(app)
    app.shell.update()
    assert hint_of(app) == say.STILL_IMPORTING and not app.shell._closing
    close_window(app)
    assert app.shell._closing and not held.is_set()
    held.set()
