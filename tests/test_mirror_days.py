"""A mirror that stays open over midnight: each answer belongs to the day on which it is given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from companion.journal.choosing import Filter
from companion.journal.moment import Moment, moment_of
from companion.journal.queries import Queries
from companion.journal.records import Mode, Session
from companion.reading.card import network_folder
from companion.session import Session as Kept
from companion.ui.app import App
from tests.mirror_visit import NO_CAMERA, Visit, Wait

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


class Clock:
    """The clock on the wall, as a test sets it."""

    def __init__(self) -> None:
        self.moment = moment_of(datetime(2026, 11, 22, 23, 55, tzinfo=UTC))

    def __call__(self) -> Moment:
        return self.moment

    def after_midnight(self) -> None:
        self.moment = moment_of(datetime(2026, 11, 23, 0, 5, tzinfo=UTC))


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(app: App, source: str, clock: Clock, wait: Wait) -> Visit:
    app.shell.screens["mirror"] = _with_clock(app, app.shell.screens["mirror"], clock)
    return Visit(app, source, wait)


def _with_clock(app: App, maker, clock: Clock):  # type: ignore[no-untyped-def]
    def make(shell, source=None):  # type: ignore[no-untyped-def]
        mirror = maker(shell, source=source)
        mirror._new_session = lambda kind: Kept(app.writer, Mode.MIRROR, kind, now=clock)
        return mirror

    return make


def kept(app: App) -> tuple[Session, ...]:
    assert app.writer.flush(5)
    with Queries(app.paths) as queries:
        found = queries.sessions()
    return tuple(sorted(found, key=lambda one: one.started))


def test_an_answer_after_midnight_stands_on_its_own_day(app: App, clock: Clock, wait_until: Wait) -> None:
    visit = opened(app, NO_CAMERA, clock, wait_until)
    visit.until_no_camera()
    visit.keys("d")
    visit.screen.step.note.insert("end", "late")
    visit.screen._ask()
    visit.settle()
    clock.after_midnight()
    visit.keys("d")
    visit.screen._ask()
    visit.settle()
    visit.keys("d")
    sunday, monday = kept(app)
    assert (sunday.started.local_day, monday.started.local_day) == (SUNDAY, MONDAY)
    assert sunday.ended is not None and monday.ended is None
    with Queries(app.paths) as queries:
        assert len(queries.checkins(Filter(first=MONDAY))) == 2
        (before,) = queries.checkins(Filter(last=SUNDAY))
    assert before.note == "late"


def test_the_picture_goes_on_in_the_new_session(app: App, clock: Clock, video: Path, wait_until: Wait) -> None:
    visit = opened(app, str(video), clock, wait_until)
    visit.until_seen()
    wait_until(lambda: bool(kept(app)), update=app.shell.update)
    clock.after_midnight()
    visit.keys("d")
    sunday, monday = kept(app)
    assert (monday.source, monday.network) == ("file", network_folder().name)
    assert sunday.ended is not None

    def read() -> bool:
        assert app.writer.flush(5)
        with Queries(app.paths) as queries:
            return bool(queries.readings(monday.uid))

    wait_until(read, update=app.shell.update)
    assert visit.screen._live.broken is False
