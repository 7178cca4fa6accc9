"""Tests of the schema: each former one opens, a newer one is only read, a backup is made before a change."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from companion.journal.migrations import JOURNAL, schema_2, schema_3
from companion.journal.moment import Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import JournalError, Mode, SessionStart
from companion.paths import Paths
from companion.reading.reading import Kind

# Schema 1 as it was released. Never edit it: it is what people have on their disks.
SCHEMA_1 = """
CREATE TABLE sessions (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, mode TEXT NOT NULL,
 started_ms INTEGER NOT NULL, started_offset_min INTEGER NOT NULL,
 ended_ms INTEGER, ended_offset_min INTEGER, length_ms INTEGER,
 network TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT '', consent INTEGER, note TEXT NOT NULL DEFAULT '',
 deletion TEXT);
CREATE TABLE readings (session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, time_ms INTEGER NOT NULL,
 kind INTEGER NOT NULL, word1 INTEGER, word2 INTEGER, reasons INTEGER NOT NULL DEFAULT 0, scores BLOB, face INTEGER,
 PRIMARY KEY (session_id, time_ms)) WITHOUT ROWID;
CREATE TABLE checkins (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
 session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, at_ms INTEGER NOT NULL,
 at_offset_min INTEGER NOT NULL, words TEXT NOT NULL DEFAULT '[]', signs TEXT NOT NULL DEFAULT '[]', pleasant REAL,
 lively REAL, dont_know INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0, guess_kind INTEGER,
 guess_word1 INTEGER, guess_word2 INTEGER, guess_reasons INTEGER NOT NULL DEFAULT 0, guess_scores BLOB,
 guess_shown INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '');
CREATE INDEX checkins_session ON checkins(session_id);
CREATE TABLE tags (session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, tag TEXT NOT NULL,
 PRIMARY KEY (session_id, tag)) WITHOUT ROWID;
CREATE TABLE corrections (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE,
 session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE, at_ms INTEGER NOT NULL,
 at_offset_min INTEGER NOT NULL, time_ms INTEGER NOT NULL, word1 INTEGER, word2 INTEGER, text TEXT NOT NULL DEFAULT '');
CREATE INDEX corrections_session ON corrections(session_id);
CREATE TABLE deletions (uid TEXT PRIMARY KEY, everything INTEGER NOT NULL, marked_ms INTEGER NOT NULL);
CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT);
CREATE UNIQUE INDEX idx__sqlite_migrations_migration_set_name ON _sqlite_migrations (migration_set, name);
INSERT INTO _sqlite_migrations VALUES (1, 'companion-journal', 'schema_1', '2026-11-21 22:00:00');
INSERT INTO sessions VALUES (1, 'a0', 'talk', 1767261600000, 60, 1767261660000, 60, 60000, 'poster', 'camera', 1,
 'a former note', NULL);
INSERT INTO readings VALUES (1, 500, 1, 6, 5, 5, X'0000000000ff000000', 2);
INSERT INTO tags VALUES (1, 'family');
INSERT INTO checkins (uid, session_id, at_ms, at_offset_min, words) VALUES ('c0', 1, 1767261620000, 60, '["tired"]');
INSERT INTO corrections VALUES (1, 'k0', 1, 1767261630000, 60, 500, NULL, NULL, 'hungry');
"""
# What schema 2 adds to it. Never edit it either.
SCHEMA_2 = SCHEMA_1 + """
ALTER TABLE checkins ADD COLUMN deletion TEXT;
INSERT INTO _sqlite_migrations VALUES (2, 'companion-journal', 'schema_2', '2026-11-22 01:00:00');
"""
# And what schema 3 adds.
SCHEMA_3 = SCHEMA_2 + """
ALTER TABLE corrections ADD COLUMN deletion TEXT;
INSERT INTO _sqlite_migrations VALUES (3, 'companion-journal', 'schema_3', '2026-12-01 08:00:00');
"""
RELEASED = {1: SCHEMA_1, 2: SCHEMA_2, 3: SCHEMA_3}


def now() -> Moment:
    return Moment(1_767_300_000_000, 60)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "config", tmp_path / "cache")


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, paths: Paths) -> Paths:
    """A journal as a released schema left it."""
    paths.make_private()
    with sqlite3.connect(paths.journal) as sql:
        sql.executescript(RELEASED[request.param])
    sql.close()
    return paths


def next_version() -> Migrations:
    """The steps of a version that adds one."""
    steps = Migrations("companion-journal")
    steps(name="schema_1")(lambda db: None)
    steps(name="schema_2")(schema_2)
    steps(name="schema_3")(schema_3)

    @steps()
    def schema_4(db: Database) -> None:
        db.execute("ALTER TABLE sessions ADD COLUMN place TEXT")

    return steps


def _schema(db: Database) -> dict[str, tuple[str, ...]]:
    return {
        table.name: tuple(f"{c.name} {c.type} {c.notnull} {c.default_value} {c.is_pk}" for c in table.columns)
        for table in db.tables
    }


@pytest.mark.parametrize("number", RELEASED)
def test_each_released_schema_is_still_what_its_steps_make(number: int) -> None:
    released, made = Database(memory=True), Database(memory=True)
    released.conn.executescript(RELEASED[number])
    later = f"schema_{number + 1}"
    JOURNAL.apply(made, stop_before=later if number < len(RELEASED) else None)
    assert len(JOURNAL.applied(made)) == number, "keep each schema here"
    assert _schema(made) == _schema(released)
    keys = [db.table("readings").foreign_keys for db in (made, released)]
    assert keys[0] == keys[1] != []


@pytest.mark.parametrize("migrated", [False, True])
def test_each_schema_is_read_with_all_it_holds(old: Paths, migrated: bool) -> None:
    """Before the writer has migrated it (`companion export` on a new version's first day), and after."""
    if migrated:
        opened = open_journal(old, now)
        opened.journal.close()
        assert opened.notes == ()
    before = old.journal.read_bytes()
    with Queries(old) as queries:
        (session,) = queries.sessions()
        assert (session.uid, session.mode, session.note) == ("a0", Mode.TALK, "a former note")
        assert session.tags == ("family",) and session.consent is True
        assert session.started.iso() == "2026-01-01T11:00:00.000+01:00"
        (row,) = queries.readings("a0")
        assert (row.kind, row.words, row.face) == (Kind.MAYBE, ("sadness", "neutral"), 2)
        assert [str(reason) for reason in row.reasons] == ["dark", "blurred"]
        assert row.by_word()["neutral"] == 1.0
        assert queries.checkins()[0].words == ("tired",)
        assert queries.corrections()[0].text == "hungry"
    assert old.journal.read_bytes() == before, "reading changes nothing"


def test_a_backup_is_made_before_a_change_and_holds_the_former_schema(old: Paths) -> None:
    opened = open_journal(old, now, next_version())
    opened.journal.close()
    (backup,) = old.data.glob("journal.db.backup-*")
    assert backup.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(backup) as sql:
        assert sql.execute("SELECT note FROM sessions").fetchall() == [("a former note",)]
        assert "place" not in sql.execute("SELECT sql FROM sqlite_master WHERE name = 'sessions'").fetchone()[0]
    with sqlite3.connect(old.journal) as sql:
        assert sql.execute("SELECT note, place FROM sessions").fetchall() == [("a former note", None)]
    assert not list(old.data.glob("*.part"))


def test_a_new_journal_and_an_up_to_date_one_need_no_backup(paths: Paths) -> None:
    for _ in range(2):
        open_journal(paths, now).journal.close()
    assert not list(paths.data.glob("*backup*"))


def test_a_first_start_that_broke_off_before_the_first_step_goes_on(paths: Paths) -> None:
    """The table of the steps is made in a transaction of its own: a kill right behind it leaves that table alone."""
    paths.make_private()
    begun = Database(paths.journal)
    JOURNAL.ensure_migrations_table(begun)
    assert begun.table_names() == [JOURNAL.migrations_table]
    begun.close()
    opened = open_journal(paths, now)
    opened.journal.start_session(SessionStart("a0", Mode.TALK, now()))
    opened.journal.close()
    assert opened.notes == ()
    assert not list(paths.data.glob("*corrupt*"))
    with Queries(paths) as queries:
        assert [session.uid for session in queries.sessions()] == ["a0"]


def test_a_step_that_fails_leaves_the_former_schema_whole(old: Paths) -> None:
    steps = next_version()

    @steps()
    def schema_5(db: Database) -> None:
        db.execute("UPDATE sessions SET note = 'half done'")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        open_journal(old, now, steps)
    with Queries(old) as queries:
        assert queries.sessions()[0].note == "a former note"
    open_journal(old, now, next_version()).journal.close()  # the lock was let go of


def test_a_newer_journal_is_read_but_never_written(old: Paths) -> None:
    open_journal(old, now, next_version()).journal.close()
    before = old.journal.read_bytes()
    opened = open_journal(old, now)
    assert opened.journal.read_only
    assert len(opened.notes) == 1 and "newer" in opened.notes[0]
    with pytest.raises(JournalError, match="newer"):
        opened.journal.start_session(SessionStart("b0", Mode.TALK, now()))
    with pytest.raises(JournalError, match="newer"):
        opened.journal.purge()
    opened.journal.close()
    assert old.journal.read_bytes() == before
    with Queries(old) as queries:
        assert [session.uid for session in queries.sessions()] == ["a0"]
