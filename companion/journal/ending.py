"""Where a session ends that nobody ended: at its last reading or check-in."""

from __future__ import annotations

import sqlite3

from companion.journal.moment import DAY_MS
from companion.journal.rows import LONGEST_MS

# Of a session: its last sound reading or check-in, in ms after its start; check-ins far behind are of another clock.
_LAST = (
    "UPDATE sessions SET length_ms = last, ended_ms = started_ms + last,"
    " ended_offset_min = started_offset_min FROM (SELECT id AS which, MAX("
    f"   COALESCE((SELECT MAX(time_ms) FROM readings WHERE session_id = id AND time_ms <= {LONGEST_MS}), 0),"
    f"   MIN({DAY_MS}, COALESCE((SELECT MAX(at_ms) FROM checkins WHERE session_id = s.id) - started_ms, 0)))"
    " AS last FROM sessions s WHERE {which}) WHERE id = which"
)


def close_open(sql: sqlite3.Connection, number: int | None = None) -> int:
    """End the sessions (or the one of that id) that have no end; return how many. In a transaction."""
    if number is None:
        return sql.execute(_LAST.format(which="ended_ms IS NULL")).rowcount
    return sql.execute(_LAST.format(which="ended_ms IS NULL AND id = ?"), (number,)).rowcount


def lengthen(sql: sqlite3.Connection, number: int) -> None:
    """Put the end of a session that has one to its last reading or check-in, where that is later. In a transaction."""
    sql.execute(f"{_LAST.format(which='ended_ms IS NOT NULL AND id = ?')} AND COALESCE(length_ms, 0) < last", (number,))
