"""How the audit goes through History: empty, with little in it, and full; each view, a session, and what it asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from companion.audit.samples import fill_journal, uid_of
from companion.audit.stage import Stage, State
from companion.journal.moment import system_clock
from companion.words import history as say
from companion.words import history_data


def history(stage: Stage) -> Iterator[State]:
    """All of it."""
    today = system_clock()
    for name in ("calendar", "seen", "summary"):
        _view(stage, name)
        yield State(f"{name}, empty", tab=False, alike=True)
    stage.journal(lambda journal: fill_journal(journal, today, 0, 4))
    for name in ("seen", "beside", "summary"):
        _view(stage, name)
        yield State(f"{name}, little", tab=False, alike=True)
    stage.journal(lambda journal: fill_journal(journal, today, 4, 48))
    for name in say.VIEWS:
        _view(stage, name)
        yield State(name)
    yield from _filters(stage)
    yield from _sessions(stage)
    yield from _asked(stage)


def _view(stage: Stage, name: str) -> Any:
    screen = stage.show("history")
    screen.show_view(name)
    _loaded(stage)
    return screen


def _loaded(stage: Stage) -> None:
    """Wait until the workers have answered all that was asked before."""
    done: list[object] = []
    desk = stage.screen.desk
    for work in (desk.reads, desk.drawings):
        work.ask("audit", lambda: None, done.append)
    stage.until(lambda: len(done) == 2)
    stage.settle()


def _filters(stage: Stage) -> Iterator[State]:
    screen = _view(stage, "calendar")
    screen.filters.toggle()
    screen.filters.span.set(say.SPANS["own"])
    screen.filters.span.event_generate("<<ComboboxSelected>>")
    stage.settle()
    yield State("filters")
    screen.filters.first.insert(0, "yesterday")
    stage.type(screen.filters.first, "Return")
    yield State("filters, no day", tab=False, alike=True)


def _sessions(stage: Stage) -> Iterator[State]:
    for back, name in ((0, "a talk"), (2, "a mirror")):
        screen = _view(stage, "calendar")
        screen.open_session(uid_of(back))
        _loaded(stage)
        yield State(name)


def _asked(stage: Stage) -> Iterator[State]:
    _view(stage, "data")
    stage.press(history_data.DELETE_SPAN)
    _loaded(stage)
    yield State("delete asked")
    stage.press(history_data.DELETE_ALL)
    yield State("delete all asked", tab=False, alike=True)
    stage.press(history_data.CLEAR_CHOICES[12])
    yield State("clearing asked")
    screen = _view(stage, "calendar")
    screen.open_session(uid_of(6))
    _loaded(stage)
    stage.press(say.DELETE_SESSION)
    _loaded(stage)
    # It goes by itself after ten seconds.
    yield State("deleted", tab=False)
