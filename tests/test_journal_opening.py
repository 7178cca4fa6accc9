"""Tests of opening the journal: damage, other programs' files, other processes, full and read-only disks."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import (
    CheckIn,
    JournalBusy,
    JournalError,
    Mode,
    ReadingRow,
    SessionStart,
)
from companion.journal.store import WriteFailed
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.words import journal as sentences
from tests.journal_time import NOON, later, now, paths_in


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


@pytest.mark.parametrize("sort", ["no database", "cut off", "another program's"])
def test_what_can_not_be_read_is_set_aside(paths: Paths, sort: str) -> None:
    for turn, name in enumerate(("journal.db.corrupt", "journal.db.corrupt-2")):
        journal = open_journal(paths, now).journal
        journal.start_session(SessionStart(f"s{turn}", Mode.TALK, NOON))
        for time_ms in range(2000):
            journal.add_reading(f"s{turn}", ReadingRow(time_ms, Kind.UNSURE)) if turn == 0 and sort == "cut off" else 0
        journal.close()
        if sort == "no database" or (turn == 1 and sort == "cut off"):
            paths.journal.write_bytes(b"not a database at all" * 100)
        elif sort == "cut off":
            content = paths.journal.read_bytes()
            paths.journal.write_bytes(content[: len(content) // 2])
        else:
            paths.journal.unlink()
            with sqlite3.connect(paths.journal) as sql:
                sql.execute("CREATE TABLE sessions (x)")
            sql.close()
        broken = paths.journal.read_bytes()
        opened = open_journal(paths, now)
        assert opened.notes == (sentences.CORRUPT.format(name=name),)
        assert paths.journal.with_name(name).read_bytes() == broken
        opened.journal.start_session(SessionStart("new", Mode.TALK, NOON))
        opened.journal.close()
        with Queries(paths) as queries:
            assert [session.uid for session in queries.sessions()] == ["new"]


def test_damage_deep_inside_is_found_at_the_start(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart("s0", Mode.TALK, NOON))
    for time_ms in range(3000):
        journal.add_reading("s0", ReadingRow(time_ms, Kind.UNSURE))
    journal.close()
    size = paths.journal.stat().st_size
    with paths.journal.open("r+b") as file:
        file.seek(size - 4096 * 4)
        file.write(b"\xaa" * 4096)
    opened = open_journal(paths, now)
    opened.journal.close()
    assert opened.notes == (sentences.CORRUPT.format(name="journal.db.corrupt"),)


def test_an_empty_file_becomes_a_journal(paths: Paths) -> None:
    paths.make_private()
    paths.journal.touch()
    with Queries(paths) as queries:
        assert queries.sessions() == ()
    opened = open_journal(paths, now)
    opened.journal.start_session(SessionStart("s0", Mode.TALK, NOON))
    opened.journal.close()
    assert opened.notes == ()


def test_a_second_companion_is_told_and_a_killed_one_holds_nothing(paths: Paths) -> None:
    hold = (
        "import sys, time; from companion.paths import user_paths; from companion.journal.opening import open_journal;"
        "from companion.journal.moment import system_clock; opened = open_journal(user_paths(), system_clock);"
        "print('open', flush=True); time.sleep(60)"
    )
    environ = {**os.environ, "COMPANION_HOME": str(paths.data.parent)}
    with subprocess.Popen([sys.executable, "-c", hold], env=environ, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"open\n"
        with pytest.raises(JournalBusy) as told:
            open_journal(paths, now)
        assert str(told.value) == sentences.BUSY
        other.kill()
    open_journal(paths, now).journal.close()


def test_sessions_of_a_killed_process_end_at_their_last_moment(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    for uid in ("empty", "read", "said", "over"):
        journal.start_session(SessionStart(uid, Mode.MIRROR, NOON))
    journal.add_reading("read", ReadingRow(7_000, Kind.UNSURE))
    journal.add_checkin(CheckIn("c0", "said", later(9_000), ("calm",)))
    journal.end_session("over", later(60_000))
    shutil.copytree(paths.data, paths.data.parent / "killed" / "data")  # as a killed process would leave it
    journal.close()
    killed = paths_in(paths.data.parent / "killed")
    opened = open_journal(killed, now)
    opened.journal.close()
    assert opened.notes == (sentences.FINISHED_MANY.format(count=3),)
    with Queries(killed) as queries:
        lengths = {session.uid: session.length_ms for session in queries.sessions()}
        ends = {session.uid: session.ended for session in queries.sessions()}
    assert lengths == {"empty": 0, "read": 7_000, "said": 9_000, "over": 60_000}
    assert ends["read"] == later(7_000) and ends["over"] == later(60_000)


def test_a_full_disk_is_said_in_one_sentence_and_loses_nothing_written(small_disk: Path) -> None:
    paths = paths_in(small_disk)
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart("s0", Mode.TALK, NOON))
    written = 0
    with pytest.raises(WriteFailed) as told:
        for number in range(10_000):
            journal.add_checkin(CheckIn(f"c{number}", "s0", later(number), note="x" * 5_000))
            written += 1
    assert str(told.value) == sentences.DISK_FULL
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    journal.add_checkin(CheckIn("after", "s0", later(20_000)))
    journal.close()
    with Queries(paths) as queries:
        uids = [checkin.uid for checkin in queries.checkins()]
    assert uids == [*(f"c{number}" for number in range(written)), "after"] and written > 10


def test_a_disk_that_is_full_or_read_only_from_the_start(small_disk: Path) -> None:
    paths = paths_in(small_disk)
    paths.make_private()
    with pytest.raises(OSError), (small_disk / "ballast").open("wb") as ballast:
        ballast.write(bytes(2_000_000))
    with pytest.raises(JournalError) as told:
        open_journal(paths, now)
    assert str(told.value) == sentences.DISK_FULL
    (small_disk / "ballast").unlink()
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart("s0", Mode.TALK, NOON))
    journal.close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(JournalError) as told:
        open_journal(paths, now)
    assert str(told.value) == sentences.READ_ONLY.format(folder=paths.data)
    with Queries(paths) as queries:
        assert [session.uid for session in queries.sessions()] == ["s0"]


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(JournalError) as told:
        open_journal(paths_in(tmp_path), now)
    assert str(told.value) == sentences.READ_ONLY.format(folder=tmp_path / "data")


@pytest.mark.parametrize("folder", ["config", "cache"])
def test_a_folder_of_the_settings_that_can_not_be_made_keeps_no_journal_from_opening(
    tmp_path: Path, folder: str
) -> None:
    paths = paths_in(tmp_path)
    getattr(paths, folder).touch()  # a file is in its place
    opened = open_journal(paths, now)
    assert opened.notes == () and not opened.journal.read_only
    opened.journal.close()
