"""The journal's schema and its history. A step that was ever released is never edited: a change is a new step.

Schema number = how many steps were applied. `tests/test_journal_migrations.py` keeps each former schema as SQL text.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

JOURNAL = Migrations("companion-journal")

# readings: WITHOUT ROWID, because its key is the only index it needs (657,000 rows with scores: 19 MB measured). Scores
# are nine bytes. Two readings in one millisecond are one reading.
_SCHEMA_1 = """
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    mode TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    started_offset_min INTEGER NOT NULL,
    ended_ms INTEGER,
    ended_offset_min INTEGER,
    length_ms INTEGER,
    network TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    consent INTEGER,
    note TEXT NOT NULL DEFAULT '',
    deletion TEXT
);
CREATE TABLE readings (
    session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    time_ms INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    word1 INTEGER,
    word2 INTEGER,
    reasons INTEGER NOT NULL DEFAULT 0,
    scores BLOB,
    face INTEGER,
    PRIMARY KEY (session_id, time_ms)
) WITHOUT ROWID;
CREATE TABLE checkins (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    at_offset_min INTEGER NOT NULL,
    words TEXT NOT NULL DEFAULT '[]',
    signs TEXT NOT NULL DEFAULT '[]',
    pleasant REAL,
    lively REAL,
    dont_know INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    guess_kind INTEGER,
    guess_word1 INTEGER,
    guess_word2 INTEGER,
    guess_reasons INTEGER NOT NULL DEFAULT 0,
    guess_scores BLOB,
    guess_shown INTEGER NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX checkins_session ON checkins(session_id);
CREATE TABLE tags (
    session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (session_id, tag)
) WITHOUT ROWID;
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    at_offset_min INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    word1 INTEGER,
    word2 INTEGER,
    text TEXT NOT NULL DEFAULT ''
);
CREATE INDEX corrections_session ON corrections(session_id);
CREATE TABLE deletions (
    uid TEXT PRIMARY KEY,
    everything INTEGER NOT NULL,
    marked_ms INTEGER NOT NULL
);
"""


@JOURNAL()
def schema_1(db: Database) -> None:
    """Sessions, readings, check-ins, tags, corrections, and deletions that can still be undone."""
    # One by one: executescript would commit and so break the step out of its transaction.
    for statement in _SCHEMA_1.split(";"):
        if statement.strip():
            db.execute(statement)


@JOURNAL()
def schema_2(db: Database) -> None:
    """One answer can be deleted, with the same ten seconds to undo it as a session."""
    db.execute("ALTER TABLE checkins ADD COLUMN deletion TEXT")


@JOURNAL()
def schema_3(db: Database) -> None:
    """What the other person said can be deleted in the same way."""
    db.execute("ALTER TABLE corrections ADD COLUMN deletion TEXT")


def is_journal(db: Database, steps: Migrations = JOURNAL) -> bool:
    """Say whether the file is empty or a journal, and not some other program's database."""
    # A first start that broke off may have left the table of the steps behind, and nothing else.
    return bool(steps.applied(db)) or not set(db.table_names()) - {steps.migrations_table}


def is_newer(db: Database, steps: Migrations = JOURNAL) -> bool:
    """Say whether a newer version has applied steps that this one does not know."""
    known = {step.name for step in steps.pending(Database(memory=True))}
    return any(step.name not in known for step in steps.applied(db))


def migrate(db: Database, path: Path, steps: Migrations = JOURNAL) -> Path | None:
    """Apply all pending steps, after a backup of a journal that already holds a schema.

    Each step and its record are one transaction, so a failure leaves the former schema whole.

    Returns:
        The backup, or None where none was needed.

    Raises:
        sqlite3.Error, OSError: no room, or the folder can't be written.
    """
    schema = len(steps.applied(db))
    if not steps.pending(db):
        return None
    backup = back_up(db.conn, path, schema) if schema else None
    steps.apply(db)
    return backup


def back_up(source: sqlite3.Connection, path: Path, schema: int) -> Path:
    """Copy the journal to `journal.db.backup-<schema>`, mode 0600, whole or not at all.

    Raises:
        sqlite3.Error, OSError: no room, or the folder can't be written.
    """
    backup = path.with_name(f"{path.name}.backup-{schema}")
    unfinished = path.with_name(f"{backup.name}.part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    copy = sqlite3.connect(unfinished)
    try:
        source.backup(copy)
        # One file that stands alone: the copy would otherwise grow its own -wal when it is opened.
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.close()
        unfinished.replace(backup)
    finally:
        copy.close()
        unfinished.unlink(missing_ok=True)
    return backup
