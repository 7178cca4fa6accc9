"""A journal with everything that one can hold, and its copies, for the tests of export and import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from companion.faces.face import Doubt
from companion.journal.choosing import EVERYTHING, Filter
from companion.journal.exchange import Exported, export_journal
from companion.journal.moment import DAY_MS, Moment
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Correction, Guess, Mode, ReadingRow, SessionStart
from companion.journal.store import Journal
from companion.paths import Paths
from companion.reading.reading import Kind
from tests.journal_time import NOON


def uid(number: int) -> str:
    return f"{number:016x}"


def fill(journal: Journal) -> None:
    """Three sessions on three days in two zones, one of them unfinished, with everything a journal can hold."""
    for day in range(3):
        at = Moment(NOON.utc_ms + day * DAY_MS, -330 if day else 60)
        mode = Mode.MIRROR if day else Mode.TALK
        journal.start_session(SessionStart(uid(day), mode, at, "poster", "camera", consent=[True, False, None][day]))
        journal.add_reading(uid(day), ReadingRow(0, Kind.NO_FACE))
        journal.add_reading(uid(day), ReadingRow(40, Kind.CLEAR, ("anger",), (), bytes([255] + [0] * 8), 3))
        reasons = (Doubt.BACK_LIT, Doubt.CHANGING)
        journal.add_reading(uid(day), ReadingRow(1040, Kind.MAYBE, ("fear", "anger"), reasons, bytes(range(9)), None))
        guess = Guess(Kind.MAYBE, ("fear", "sadness"), (Doubt.DARK,), bytes(range(9)))
        journal.add_checkin(CheckIn(uid(10 + day), uid(day), at, ("tired",), ("fast heart",), (0.1, -1.0), guess=guess))
        journal.add_checkin(CheckIn(uid(20 + day), uid(day), at, dont_know=True, guess_shown=True, note='"; drop\n=1'))
        journal.add_correction(Correction(uid(30 + day), uid(day), at, 40, ("sadness",), "müde, said she"))
        journal.set_note(uid(day), f"Note {day}:\nsecond line, 🙂")
        if day < 2:
            journal.set_tags(uid(day), ["work", "a;b"])
            journal.end_session(uid(day), Moment(at.utc_ms + 5000, at.offset_min), 5000)


def everything(paths: Paths) -> tuple[Any, ...]:
    with Queries(paths) as queries:
        sessions = queries.sessions()
        readings = tuple(queries.readings(one.uid) for one in sessions)
        return (sessions, readings, queries.checkins(), queries.corrections())


def exported(paths: Paths, file: Path, chosen: Filter = EVERYTHING) -> Exported:
    with Queries(paths) as queries:
        return export_journal(queries, file, NOON, chosen)
