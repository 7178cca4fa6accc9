"""Deleting: marked first, so that it can be undone for 10 seconds; then gone from every file of the folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from companion.journal.files import SORT_IN_MEMORY, backups, remove_copies
from companion.journal.moment import Moment, local_span_ms

UNDO_S = 10.0
# What can be deleted; the rest goes with its session.
_TABLES = ("sessions", "checkins", "corrections")
# Added to `everything` of a deletion (0 or 1) once its rows are gone: files may still hold them, but none comes back.
GONE = 2
_LOCAL = "started_ms + started_offset_min * 60000"


class StillRead(sqlite3.OperationalError):
    """A reader keeps the -wal file busy; all is deleted but for that file."""


@dataclass(frozen=True)
class Deletion:
    """A deletion that can still be undone: its uid and how many sessions (or answers, or corrections) it holds."""

    uid: str
    count: int


def mark(
    sql: sqlite3.Connection,
    uid: str,
    now: Moment,
    *,
    sessions: Sequence[str] | None = None,
    checkins: Sequence[str] | None = None,
    corrections: Sequence[str] | None = None,
    span: tuple[date | None, date | None] | None = None,
    before: date | None = None,
    everything: bool = False,
) -> Deletion:
    """Mark sessions by uid, by local days (both inclusive), begun before a local day, or all; or parts of them by uid.

    In a transaction.
    """
    sql.execute("INSERT OR IGNORE INTO deletions VALUES (?, ?, ?)", (uid, int(everything), now.utc_ms))
    # What another deletion holds already stays with it: undoing this one must not bring back that one's.
    free = "UPDATE sessions SET deletion = ? WHERE deletion IS NULL"
    if sessions is not None:
        rows = [(uid, session) for session in sessions]
        count = sql.executemany(f"{free} AND uid = ?", rows).rowcount if rows else 0
    elif checkins is not None or corrections is not None:
        table, parts = ("corrections", corrections) if checkins is None else ("checkins", checkins)
        one = f"UPDATE {table} SET deletion = ? WHERE deletion IS NULL AND uid = ?"
        count = sql.executemany(one, [(uid, part) for part in parts]).rowcount if parts else 0
    elif span is not None:
        count = sql.execute(f"{free} AND {_LOCAL} >= ? AND {_LOCAL} < ?", (uid, *local_span_ms(*span))).rowcount
    elif before is not None:
        count = sql.execute(f"{free} AND {_LOCAL} < ?", (uid, local_span_ms(before, None)[0])).rowcount
    else:
        count = sql.execute(free, (uid,)).rowcount if everything else 0
    if not count and not everything:
        # Nothing to purge: automatic clearing finds nothing on most days, and VACUUM is not free.
        held = "".join(f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE deletion = ?)" for table in _TABLES)
        sql.execute(f"DELETE FROM deletions WHERE uid = ?{held}", (uid, *(uid for _ in _TABLES)))
    return Deletion(uid, count)


def leaves_only(sql: sqlite3.Connection, today: date, before: date) -> bool:
    """Tell whether there is something to delete `before` that day, and nothing would be left but what began today."""
    start, (morning, night) = local_span_ms(before, None)[0], local_span_ms(today, today)
    older, others = sql.execute(
        f"SELECT SUM({_LOCAL} < ?), SUM({_LOCAL} >= ? AND ({_LOCAL} < ? OR {_LOCAL} >= ?))"
        " FROM sessions WHERE deletion IS NULL",
        (start, start, morning, night),
    ).fetchone()
    return bool(older) and not others


def undo(sql: sqlite3.Connection, uid: str) -> bool:
    """Take the marks off; False if there are none any more, or the rows are gone. In a transaction."""
    for table in _TABLES:
        sql.execute(f"UPDATE {table} SET deletion = NULL WHERE deletion = ?", (uid,))
    return sql.execute(f"DELETE FROM deletions WHERE uid = ? AND everything < {GONE}", (uid,)).rowcount > 0


def begun(sql: sqlite3.Connection, undoable: bool) -> list[str]:
    """Return the uids of deletions that are not done yet, or only those that can still be undone; the oldest first."""
    below = GONE if undoable else 2 * GONE
    rows = sql.execute("SELECT uid FROM deletions WHERE everything < ? ORDER BY rowid", (below,))
    return [str(row[0]) for row in rows]


def purge(sql: sqlite3.Connection, journal: Path, uid: str | None, rewritten: set[str]) -> int:
    """Delete what is marked for good; return how many sessions and parts of them. Not in a transaction.

    The order makes it safe to be killed anywhere: the record in `deletions` goes last, so the next start does all of it
    again. VACUUM rewrites the journal without free pages, and the checkpoint empties the -wal file, where deleted notes
    were still found after VACUUM alone.

    Args:
        rewritten: deletions after which the file was rewritten already, but for the -wal file, which was being read.
            It is changed here and belongs to the connection: another attempt would add the whole journal to that file.

    Raises:
        StillRead: call again soon.
        sqlite3.Error: no room.
        OSError: a copy could not be removed.
    """
    chosen = [str(row[0]) for row in sql.execute("SELECT uid FROM deletions") if uid in (None, row[0])]
    if not chosen:
        return 0
    holes = ",".join("?" * len(chosen))
    gone = {
        # As bytes: a damaged uid must be found in a backup, too.
        table: [
            bytes(row[0])
            for row in sql.execute(f"SELECT CAST(uid AS BLOB) FROM {table} WHERE deletion IN ({holes})", chosen)
        ]
        for table in _TABLES
    }
    if any(gone.values()) or not rewritten.issuperset(chosen):
        _rewrite(sql, journal, chosen, gone)
        rewritten.update(chosen)
    busy = sql.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StillRead("the -wal file is being read")
    with sql:
        sql.execute(f"DELETE FROM deletions WHERE uid IN ({holes})", chosen)
    return sum(len(uids) for uids in gone.values())


def _rewrite(
    sql: sqlite3.Connection, journal: Path, chosen: Sequence[str], gone: Mapping[str, Sequence[bytes]]
) -> None:
    """Take what is gone by these deletions out of the backups and of the journal, and rewrite it without it."""
    holes = ",".join("?" * len(chosen))
    if sql.execute(f"SELECT MAX(everything % {GONE}) FROM deletions WHERE uid IN ({holes})", chosen).fetchone()[0]:
        remove_copies(journal)
    change_backups(journal, lambda copy: _take_out(copy, gone), smaller=True)
    with sql:
        for table in _TABLES:
            sql.execute(f"DELETE FROM {table} WHERE deletion IN ({holes})", chosen)
        sql.execute(
            f"UPDATE deletions SET everything = everything + {GONE} WHERE everything < {GONE} AND uid IN ({holes})",
            chosen,
        )
    sql.execute("VACUUM")


def change_backups(journal: Path, change: Callable[[sqlite3.Connection], object], smaller: bool = False) -> None:
    """Have a backup forget what the journal forgets; one that can't be opened is removed, since it may hold it.

    Args:
        change: is given each backup's connection, in a transaction.
        smaller: rewrite the file without its free pages.

    Raises:
        OSError: a backup could not be removed.
    """
    for backup in backups(journal):
        copy = sqlite3.connect(backup)
        try:
            copy.execute("PRAGMA foreign_keys=ON")
            copy.execute("PRAGMA secure_delete=ON")
            copy.execute(SORT_IN_MEMORY)
            with copy:
                change(copy)
            if smaller:
                copy.execute("VACUUM")
        except sqlite3.DatabaseError:
            copy.close()
            backup.unlink(missing_ok=True)
        finally:
            copy.close()


def _take_out(copy: sqlite3.Connection, gone: Mapping[str, Sequence[bytes]]) -> None:
    for table, uids in gone.items():
        copy.executemany(f"DELETE FROM {table} WHERE uid = CAST(? AS TEXT)", [(uid,) for uid in uids])
