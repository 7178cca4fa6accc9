"""Reading the journal: a read-only connection of its own, so that History never disturbs the writer.

No derived state is kept: each answer is counted from the rows. Rows with absurd values (a damaged or foreign file) are
left out everywhere and counted by `Queries.unreadable`. A session belongs to the local day on which it began, by the
zone it began in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Any

from companion.causes import plain_cause
from companion.journal import rows
from companion.journal.choosing import EVERYTHING, OF_UID, Filter, where
from companion.journal.files import plain_error
from companion.journal.holding import MOMENT, SOUND, held
from companion.journal.records import CheckIn, Correction, JournalError, ReadingRow, Session
from companion.journal.rows import GOOD_READING, GOOD_SESSION, LOCAL_DAY
from companion.journal.viewing import open_view
from companion.paths import Paths


@dataclass(frozen=True)
class SessionTimes:
    """One session: its local day, and code (`holding.said_by`) to milliseconds."""

    day: date
    held: dict[int, int]


@dataclass(frozen=True)
class Unreadable:
    """How many rows hold absurd values and are left out."""

    sessions: int
    readings: int
    checkins: int = 0
    corrections: int = 0

    @property
    def rows(self) -> int:
        """All of them together."""
        return self.sessions + self.readings + self.checkins + self.corrections


class CantRead(JournalError):
    """The journal can't be read now; `detail` is why, for those that don't try again by themselves."""

    def __init__(self, sentence: str, detail: str) -> None:
        super().__init__(sentence)
        self.detail = detail


class Queries:
    """A read-only view; use it in the thread that opened it. Every call raises CantRead with one sentence."""

    def __init__(self, paths: Paths) -> None:
        """Open `paths.journal` for reading; where there is none yet, everything is empty.

        Raises:
            CantRead: the file can't be read.
        """
        self._path = paths.journal
        with self._plain():
            self._sql = open_view(self._path)
        self._sql.text_factory = rows.readable

    def __enter__(self) -> Queries:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._sql.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Inside, all calls see one and the same moment of the journal. Keep it short: deleting waits for it."""
        with self._plain():
            self._sql.execute("BEGIN")
        try:
            yield
        finally:
            self._sql.rollback()

    def sessions(self, chosen: Filter = EVERYTHING) -> tuple[Session, ...]:
        """Return sessions, the newest first."""
        which, values = where(chosen)
        tags: dict[int, list[str]] = {}
        for number, tag in self._all(f"SELECT session_id, {rows.TAG} FROM tags ORDER BY 2"):
            tags.setdefault(number, []).append(tag)
        found = self._all(f"SELECT s.id, {rows.SESSION} FROM sessions s WHERE {which} ORDER BY started_ms DESC", values)
        return tuple(rows.session_from(row[1:], tuple(tags.get(row[0], ()))) for row in found)

    def session(self, uid: str) -> Session | None:
        """Return one session, or None if it is not here (any more)."""
        found = self._all(f"SELECT s.id, {rows.SESSION} FROM sessions s WHERE {OF_UID} AND {GOOD_SESSION}", (uid, uid))
        if not found:
            return None
        tags = self._all(f"SELECT {rows.TAG} FROM tags WHERE session_id = ? ORDER BY 1", (found[0][0],))
        return rows.session_from(found[0][1:], tuple(str(tag) for (tag,) in tags))

    def readings(self, session: str) -> tuple[ReadingRow, ...]:
        """Return one session's readings in order of time."""
        found = self._all(
            f"SELECT {rows.READING} FROM readings r WHERE session_id = (SELECT id FROM sessions s WHERE {OF_UID}"
            f" AND {GOOD_SESSION}) AND {GOOD_READING} ORDER BY time_ms",
            (session, session),
        )
        return tuple(rows.reading_from(row) for row in found)

    def checkins(self, chosen: Filter = EVERYTHING, session: str | None = None) -> tuple[CheckIn, ...]:
        """Return check-ins (of one session, if given) in order of time, the camera's guess beside each."""
        which, values = where(chosen, session)
        found = self._all(
            f"SELECT {rows.CHECKIN} FROM checkins c JOIN sessions s ON s.id = c.session_id"
            f" WHERE {which} AND {rows.GOOD_CHECKIN} ORDER BY c.at_ms, c.id",
            values,
        )
        return tuple(rows.checkin_from(row) for row in found)

    def noted(self, chosen: Filter = EVERYTHING) -> frozenset[str]:
        """Return the uids of the sessions in which an answer has a note of its own."""
        which, values = where(chosen)
        found = self._all(
            f"SELECT {rows.UID}, {rows.NOTE} FROM checkins c JOIN sessions s ON s.id = c.session_id"
            f" WHERE {which} AND {rows.GOOD_CHECKIN} AND {rows.NOTE} <> ''",
            values,
        )
        return frozenset(str(uid) for uid, note in found if str(note).strip())

    def corrections(self, chosen: Filter = EVERYTHING, session: str | None = None) -> tuple[Correction, ...]:
        """Return corrections (of one session, if given) in order of session and time in it."""
        which, values = where(chosen, session)
        found = self._all(
            f"SELECT {rows.CORRECTION} FROM corrections c JOIN sessions s ON s.id = c.session_id"
            f" WHERE {which} AND {rows.GOOD_CORRECTION} ORDER BY s.started_ms, c.time_ms, c.id",
            values,
        )
        return tuple(rows.correction_from(row) for row in found)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Return every tag with how many sessions have it, the commonest first."""
        found = self._all(
            f"SELECT {rows.TAG}, COUNT(*) FROM tags t JOIN sessions s ON s.id = t.session_id WHERE {GOOD_SESSION}"
            " GROUP BY 1 ORDER BY COUNT(*) DESC, 1"
        )
        return tuple((str(tag), int(count)) for tag, count in found)

    def session_times(self, chosen: Filter = EVERYTHING) -> tuple[SessionTimes, ...]:
        """Return how long each thing was said in each session that has readings, in no order.

        A row counts until the next row of its session, LONGEST_HOLD_MS at most; the last one until the session's end.
        """
        which, values = where(chosen)
        found = self._all(
            f"SELECT {LOCAL_DAY}, COALESCE(length_ms, 0), (SELECT group_concat({MOMENT}) FROM readings r"
            f" WHERE r.session_id = s.id AND {SOUND}) FROM sessions s WHERE {which}",
            values,
        )
        return tuple(SessionTimes(rows.day_of(day), held(moments, length)) for day, length, moments in found if moments)

    def unreadable(self, chosen: Filter = EVERYTHING) -> Unreadable:
        """Count the rows that every other answer leaves out because of absurd values.

        A session with such a value counts where the rest of its row fits `chosen`.
        """
        which, values = where(chosen, good=f"(deletion IS NULL AND NOT {GOOD_SESSION})")
        sessions = self._all(f"SELECT COUNT(*) FROM sessions s WHERE {which}", values)
        within, values = where(chosen)

        def bad(table: str, absurd: str) -> int:
            found = self._all(
                f"SELECT COUNT(*) FROM sessions s JOIN {table} ON session_id = s.id WHERE {within} AND {absurd}", values
            )
            return int(found[0][0])

        return Unreadable(
            int(sessions[0][0]),
            bad("readings r", f"NOT ({GOOD_READING})"),
            bad("checkins c", f"c.deletion IS NULL AND NOT COALESCE({rows.GOOD_CHECKIN}, 0)"),
            bad("corrections c", f"c.deletion IS NULL AND NOT COALESCE({rows.GOOD_CORRECTION}, 0)"),
        )

    def _all(self, text: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._plain():
            return self._sql.execute(text, values).fetchall()

    @contextmanager
    def _plain(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise CantRead(str(plain_error(error, self._path.parent)), plain_cause(error)) from error
