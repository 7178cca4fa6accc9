"""A read-only connection to the journal: none yet, being made, on a read-only disk, or of a former version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from companion.journal.files import SORT_IN_MEMORY
from companion.journal.migrations import JOURNAL


def open_view(path: Path) -> sqlite3.Connection:
    """Open a journal for reading, in the schema of this version; where there is none yet, an empty one in memory.

    Raises:
        sqlite3.Error: it can't be read.
        OSError: its folder may not be entered.
    """
    if not path.exists() or path.stat().st_size == 0:
        return _empty()
    address = path.absolute().as_uri()
    sql = _connect(f"{address}?mode=ro")
    try:
        begun = _begun(sql)
    except sqlite3.OperationalError:
        sql.close()
        if path.with_name(f"{path.name}-wal").exists():
            raise
        # A journal on a read-only disk: no -shm can be made there, and nobody writes.
        sql = _connect(f"{address}?mode=ro&immutable=1")
        begun = _begun(sql)
    if begun:
        return _in_this_schema(sql)
    # The writer is making it at this very moment.
    sql.close()
    return _empty()


def _connect(address: str) -> sqlite3.Connection:
    sql = sqlite3.connect(address, uri=True)
    sql.execute(SORT_IN_MEMORY)
    return sql


def _begun(sql: sqlite3.Connection) -> bool:
    return bool(sql.execute("SELECT 1 FROM sqlite_master WHERE name = 'sessions'").fetchall())


def _empty() -> sqlite3.Connection:
    empty = Database(memory=True)
    JOURNAL.apply(empty)
    return empty.conn


def _in_this_schema(sql: sqlite3.Connection) -> sqlite3.Connection:
    """Return the connection; for a former schema, which only the writer may change, a migrated copy in memory."""
    if not JOURNAL.pending(Database(sql)):
        return sql
    copy = Database(memory=True)
    sql.backup(copy.conn)
    sql.close()
    JOURNAL.apply(copy)
    return copy.conn
