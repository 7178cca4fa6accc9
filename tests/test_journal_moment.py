"""The computer's clock and its zone, and sessions that last for days."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.journal.exchange import export_journal
from companion.journal.importing import import_json
from companion.journal.moment import DAY_MS, system_clock, system_zone
from companion.journal.opening import open_journal
from companion.journal.queries import Queries, Unreadable
from companion.journal.reading_log import ReadingLog
from companion.journal.records import CheckIn, Mode, ReadingRow, SessionStart
from companion.journal.rows import LONGEST_MS
from companion.paths import Paths
from companion.reading.reading import Kind, Reading
from companion.summary import summarize
from tests.journal_time import NOON, later, now, paths_in

UID = f"{1:016x}"


@pytest.fixture
def own_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A test may set TZ; after it all is as it was."""
    if not hasattr(time, "tzset"):
        pytest.skip("this system has no zone of a process")
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_a_journey_to_another_zone_is_noticed_while_the_app_runs(own_zone: pytest.MonkeyPatch) -> None:
    for zone, minutes in (("CET-1", 60), ("EST5", -300), ("IST-5:30", 330)):
        own_zone.setenv("TZ", zone)
        assert system_clock().offset_min == minutes
    for zone, minutes in (("CET-1", 60), ("EST5", -300)):
        own_zone.setenv("TZ", zone)
        assert system_zone(NOON.utc_ms) == minutes


def long_visit(paths: Paths, days: int, length_ms: int | None = None) -> None:
    """A mirror that stayed open, with an answer each day, and its end as the app writes it."""
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart(UID, Mode.MIRROR, NOON))
    for day in range(days):
        at = later(day * DAY_MS)
        journal.add_checkin(CheckIn(f"{100 + day:016x}", UID, at, ("tired",), note=f"day {day}"))
    ended = later(days * DAY_MS)
    journal.end_session(UID, ended, days * DAY_MS if length_ms is None else length_ms)
    journal.close()


def test_a_visit_of_more_than_a_week_stays_with_every_answer_in_it(paths: Paths, tmp_path: Path) -> None:
    long_visit(paths, 12)
    with Queries(paths) as queries:
        assert [(one.uid, one.length_ms) for one in queries.sessions()] == [(UID, 12 * DAY_MS)]
        assert [one.note for one in queries.checkins()] == [f"day {day}" for day in range(12)]
        assert summarize(queries).answers == 12
        assert queries.unreadable() == Unreadable(0, 0)
        export_journal(queries, tmp_path / "mine.json", NOON)
    elsewhere = paths_in(tmp_path)
    journal = open_journal(elsewhere, now).journal
    done = import_json(journal, tmp_path / "mine.json")
    journal.close()
    assert (done.added, done.problems) == (1, ())
    with Queries(elsewhere) as queries:
        assert [one.length_ms for one in queries.sessions()] == [12 * DAY_MS] and len(queries.checkins()) == 12


def test_no_end_hides_a_session_however_long_the_clock_says_it_was(paths: Paths) -> None:
    long_visit(paths, 2, length_ms=10 * LONGEST_MS)
    with Queries(paths) as queries:
        assert [one.length_ms for one in queries.sessions()] == [LONGEST_MS] and len(queries.checkins()) == 2


def test_a_killed_talk_with_an_absurd_reading_is_not_hidden(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart(UID, Mode.TALK, NOON))
    for time_ms in (4_000, LONGEST_MS + 1):
        journal.add_reading(UID, ReadingRow(time_ms, Kind.UNSURE))
    journal.close()
    open_journal(paths, now).journal.close()
    with Queries(paths) as queries:
        assert [one.length_ms for one in queries.sessions()] == [4_000]


def test_no_reading_is_kept_that_could_not_be_read_back() -> None:
    log, longest_s = ReadingLog(0.0), LONGEST_MS / 1000
    kept = [log.row(Reading(Kind.UNSURE), at) for at in (longest_s - 1, longest_s, longest_s + 1)]
    assert [row.time_ms if row else None for row in kept] == [LONGEST_MS - 1000, LONGEST_MS, None]
