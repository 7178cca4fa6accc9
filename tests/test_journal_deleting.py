"""Tests of deleting: it can be undone, and then no byte is left in any file of the folder."""

from __future__ import annotations

import queue
import shutil
import sqlite3
import time
from datetime import date
from pathlib import Path

import pytest

from companion.journal.deleting import Deletion
from companion.journal.events import Deleted, Notice, Told, delete_sessions
from companion.journal.migrations import back_up
from companion.journal.moment import DAY_MS, Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Correction, Mode, ReadingRow, SessionStart
from companion.journal.store import Journal, WriteFailed
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.words import journal as sentences
from tests.journal_time import NOON, now

SECRETS = tuple(f"{what}-zebra-in-the-kitchen" for what in ("note", "former", "word", "sign", "tag", "said", "checkin"))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "config", tmp_path / "cache")


def fill(journal: Journal, days: int = 3) -> None:
    """A session on each of the days from 1 January; the first holds the secrets."""
    for day in range(days):
        at = Moment(NOON.utc_ms + day * DAY_MS, NOON.offset_min)
        journal.start_session(SessionStart(f"s{day}", Mode.TALK, at))
        journal.add_reading(f"s{day}", ReadingRow(0, Kind.CLEAR, ("fear",), scores=bytes(9)))
        journal.set_note(f"s{day}", f"note of day {day}")
    at = NOON
    journal.set_note("s0", SECRETS[1])
    journal.set_note("s0", SECRETS[0])
    journal.set_tags("s0", [SECRETS[4]])
    journal.add_checkin(CheckIn("c0", "s0", at, (SECRETS[2],), (SECRETS[3],), note=SECRETS[6]))
    journal.add_correction(Correction("k0", "s0", at, 0, (), SECRETS[5]))


def left(paths: Paths) -> list[tuple[str, str]]:
    """Return (file, secret) for every secret that is still found in a file of the folder."""
    files = [file for file in paths.data.rglob("*") if file.is_file()]
    assert paths.journal in files
    return [(file.name, one) for file in files for one in SECRETS if one.encode() in file.read_bytes()]


def uids(paths: Paths) -> list[str]:
    with Queries(paths) as queries:
        return sorted(session.uid for session in queries.sessions())


def test_one_session_is_gone_from_the_journal_its_wal_and_its_backups(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    back_up(journal._db.conn, paths.journal, 1)
    # The search can find: before, all but the note that was edited away are there, in the backup too.
    assert {one for _, one in left(paths)} >= set(SECRETS) - {SECRETS[1]}
    assert "journal.db.backup-1" in {name for name, _ in left(paths)}
    assert journal.delete_sessions(["s0", "nobody"], "d0").count == 1
    assert uids(paths) == ["s1", "s2"]
    assert journal.purge("d0") == 1
    assert left(paths) == []
    journal.close()
    assert left(paths) == []
    assert b"note of day 1" in paths.journal.with_name("journal.db.backup-1").read_bytes()
    with Queries(paths) as queries:
        assert queries.sessions()[0].note == "note of day 2"
        assert not any((queries.checkins(), queries.corrections(), queries.tags()))


def test_what_is_written_over_is_gone_from_backups_too(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    back_up(journal._db.conn, paths.journal, 1)
    backup = paths.journal.with_name("journal.db.backup-1")
    journal.start_session(SessionStart("new", Mode.TALK, NOON))  # the backup has never heard of it
    for session in ("s0", "new"):
        journal.set_note(session, "")
        journal.set_tags(session, ["calm"])
    journal.set_checkin_note("c0", "another")
    journal.close()
    assert {SECRETS[0], SECRETS[4], SECRETS[6]}.isdisjoint(one for _, one in left(paths))
    assert {name for name, _ in left(paths)} == {"journal.db", backup.name}  # all that was not written over
    with sqlite3.connect(backup) as sql:
        assert sql.execute("SELECT note FROM sessions WHERE uid = 's0'").fetchall() == [("",)]
        assert sql.execute("SELECT note FROM checkins").fetchall() == [("another",)]
        assert sql.execute("SELECT tag FROM tags").fetchall() == [("calm",)]
    sql.close()


def test_delete_all_removes_backups_and_files_set_aside(paths: Paths) -> None:
    paths.make_private()
    paths.journal.write_text(SECRETS[0] * 100)
    journal = open_journal(paths, now).journal
    fill(journal)
    back_up(journal._db.conn, paths.journal, 1)
    assert {"journal.db.corrupt", "journal.db.backup-1"} <= {name for name, _ in left(paths)}
    assert journal.delete_all("d0").count == 3
    assert journal.purge() == 3
    assert left(paths) == []
    journal.close()
    assert uids(paths) == []
    assert sorted(file.name for file in paths.data.iterdir() if file.suffix != ".db-shm") == [
        "journal.db",
        *(["journal.db-wal"] if (paths.data / "journal.db-wal").exists() else []),
        "journal.db.lock",
    ]


def test_a_damaged_name_stops_no_deleting_also_in_a_backup(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.close()
    with sqlite3.connect(paths.journal) as sql:
        sql.execute("UPDATE sessions SET uid = CAST(X'73F0' AS TEXT) WHERE uid = 's0'")
    sql.close()
    journal = open_journal(paths, now).journal
    back_up(journal._db.conn, paths.journal, 1)
    assert {name for name, _ in left(paths)} >= {"journal.db.backup-1"}
    journal.delete_span(date(2026, 1, 1), date(2026, 1, 1), "d0")
    journal.purge("d0")
    journal.close()
    assert left(paths) == [] and uids(paths) == ["s1", "s2"]
    assert paths.journal.with_name("journal.db.backup-1").exists()


def test_deleting_makes_the_file_small_again(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    journal.close()
    empty = paths.journal.stat().st_size
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.set_note("s2", "long " * 100_000)
    journal.delete_all("d0")
    journal.purge()
    journal.close()
    assert paths.journal.stat().st_size == empty


def test_an_edited_note_is_gone_once_the_journal_is_closed(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.close()
    assert SECRETS[1] not in {one for _, one in left(paths)}
    assert SECRETS[0] in {one for _, one in left(paths)}


def test_undo_brings_everything_back(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.delete_sessions(["s1"], "first")
    journal.delete_all("second")
    assert uids(paths) == []
    assert journal.undo_delete("second") is True
    assert uids(paths) == ["s0", "s2"]  # what the first deletion holds stays with it
    assert journal.undo_delete("first") is True
    assert journal.undo_delete("first") is False
    assert journal.purge() == 0
    journal.close()
    assert uids(paths) == ["s0", "s1", "s2"]


@pytest.mark.parametrize(
    ("first", "last", "stay"),
    [
        (date(2026, 1, 1), date(2026, 1, 2), ["s2"]),
        (date(2026, 1, 2), date(2026, 1, 2), ["s0", "s2"]),
        (None, date(2026, 1, 1), ["s1", "s2"]),
        (date(2026, 1, 3), None, ["s0", "s1"]),
        (None, None, []),
    ],
)
def test_a_span_holds_both_its_days(paths: Paths, first: date | None, last: date | None, stay: list[str]) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.delete_span(first, last, "d0")
    journal.purge()
    journal.close()
    assert uids(paths) == stay


def test_clearing_older_than_months(paths: Paths) -> None:
    journal = open_journal(paths, lambda: Moment(NOON.utc_ms + 32 * DAY_MS, 60)).journal  # 2 February
    fill(journal)
    assert journal.clear_older(1, "d0") == Deletion("d0", 1)
    assert journal.clear_older(1, "d1") == Deletion("d1", 0)
    assert journal.pending_deletions() == ["d0"]
    journal.purge()
    journal.close()
    assert uids(paths) == ["s1", "s2"]


@pytest.mark.parametrize("today", [False, True])
def test_a_clock_far_ahead_clears_nothing(paths: Paths, today: bool) -> None:
    at = Moment(NOON.utc_ms + 4000 * DAY_MS, 60)
    journal = open_journal(paths, lambda: at).journal
    fill(journal)
    if today:
        journal.start_session(SessionStart("s9", Mode.TALK, at))
    assert journal.clear_older(12, "d0") is None
    assert len(uids(paths)) == 3 + today and journal.pending_deletions() == []
    # With a session of another day that stays, the clock can be believed.
    journal.start_session(SessionStart("s8", Mode.TALK, Moment(at.utc_ms - DAY_MS, 60)))
    cleared = journal.clear_older(12, "d1")
    assert cleared is not None and cleared.count == 3
    assert journal.clear_older(12, "d2") == Deletion("d2", 0)
    journal.close()


def test_a_pending_deletion_is_carried_out_at_the_next_start(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    back_up(journal._db.conn, paths.journal, 1)
    journal.delete_all("d0")
    shutil.copytree(paths.data, paths.data.parent / "killed" / "data")
    journal.close()
    killed = Paths(paths.data.parent / "killed" / "data", paths.config, paths.cache)
    assert left(killed)
    open_journal(killed, now).journal.close()
    assert left(killed) == []
    assert uids(killed) == []


def test_a_deletion_that_stays_late_is_told_once_with_why(paths: Paths) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    writer = Writer(paths, now, told.put, undo_s=0.0, retry_s=0.05)
    writer.start()
    one = delete_sessions("s0")
    writer.post(SessionStart("s0", Mode.TALK, NOON))
    assert writer.flush(20)
    with Queries(paths) as queries:
        with queries.snapshot():
            assert len(queries.sessions()) == 1
            writer.post(one)
            assert told.get(timeout=20) == Deleted(one.uid, 1)
            assert told.get(timeout=20) == Told(sentences.NOT_GONE_YET.format(why=sentences.NOT_DELETED_YET))
            time.sleep(3)  # it is tried again, and each time waits for the reader for a while
        assert isinstance(told.get(timeout=20), Deleted), "once, and then it is gone"
    assert writer.stop() and told.empty()
    assert left(paths) == []


def test_a_reader_in_the_middle_delays_deleting_and_nothing_else(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.delete_sessions(["s0"], "d0")
    with Queries(paths) as queries:
        with queries.snapshot():
            assert len(queries.sessions()) == 2
            with pytest.raises(WriteFailed) as told:
                journal.purge()
            assert str(told.value) == sentences.NOT_DELETED_YET
            journal.set_note("s1", "writing goes on")
        assert journal.unfinished_deletions() == ["d0"]
        assert journal.pending_deletions() == [], "what is gone can't be undone, and must not be offered"
        assert not journal.undo_delete("d0")
        journal.purge()
    assert journal.unfinished_deletions() == []
    assert left(paths) == []
    journal.close()
