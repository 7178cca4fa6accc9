"""Tests of opening and writing the journal: real files, real locks, really full disks."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from companion.faces.face import Doubt
from companion.journal import sentences
from companion.journal.moment import Moment, months_before
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import (
    KIND_NUMBERS,
    REASON_BITS,
    CheckIn,
    Correction,
    JournalBusy,
    JournalError,
    Mode,
    ReadingRow,
    SessionStart,
    UnknownSession,
)
from companion.journal.store import WriteFailed
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.words.vocabulary import WORDS

NOON = Moment(1_767_265_200_000, 60)  # 2026-01-01 12:00 in a zone one hour ahead
SECRET = "zebra-in-the-kitchen"


def now() -> Moment:
    return NOON


def later(ms: int) -> Moment:
    return Moment(NOON.utc_ms + ms, NOON.offset_min)


def paths_in(root: Path) -> Paths:
    return Paths(root / "data", root / "config", root / "cache")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "none", place]).returncode:
        pytest.skip("mounting a small disk is refused here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_numbers_in_the_file_keep_their_meaning() -> None:
    assert [kind.value for kind in KIND_NUMBERS] == ["clear", "maybe", "unsure", "no_face"]
    assert set(KIND_NUMBERS) == set(Kind)
    expected = ["dark", "back_lit", "blurred", "small", "turned", "cut_off", "changing", "crowded", "who"]
    assert [doubt.value for doubt in REASON_BITS] == expected
    assert set(REASON_BITS) == set(Doubt)
    assert WORDS == ("anger", "contempt", "disgust", "fear", "happiness", "neutral", "sadness", "surprise")


def test_everything_written_is_read_back(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart("s0", Mode.TALK, NOON, "poster", "camera", consent=False))
    rows = (
        ReadingRow(0, Kind.NO_FACE),
        ReadingRow(300, Kind.CLEAR, ("happiness",), (), bytes([0, 0, 0, 0, 250, 5, 0, 0, 0]), 1),
        ReadingRow(900, Kind.MAYBE, ("fear", "surprise"), (Doubt.DARK, Doubt.CROWDED), bytes(range(9)), 2),
    )
    for row in rows:
        journal.add_reading("s0", row)
    checkin = CheckIn("c0", "s0", later(400), ("tired", "a bit sad"), ("tight jaw",), (-0.5, 0.25), note="späť")
    journal.add_checkin(checkin)
    correction = Correction("k0", "s0", later(950), 900, ("sadness",), "tired, they said")
    journal.add_correction(correction)
    journal.set_note("s0", "first")
    journal.set_note("s0", "second")
    journal.set_tags("s0", ["work", " family ", "", "work"])
    journal.end_session("s0", later(5000), 4900)
    journal.close()
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        assert (session.note, session.tags, session.consent) == ("second", ("family", "work"), False)
        assert (session.started, session.ended, session.length_ms) == (NOON, later(5000), 4900)
        assert queries.readings("s0") == rows
        assert queries.checkins() == (checkin,)
        assert queries.corrections() == (correction,)


def test_files_and_folder_are_for_their_owner_alone(paths: Paths) -> None:
    former = os.umask(0)
    try:
        paths.data.mkdir(mode=0o755)
        journal = open_journal(paths, now).journal
        journal.start_session(SessionStart("s0", Mode.TALK, NOON))
        files = {file.name: file.stat().st_mode & 0o777 for file in paths.data.iterdir()}
        assert os.umask(0) == 0  # the process' own umask is as before
        journal.close()
        paths.journal.chmod(0o644)
        open_journal(paths, now).journal.close()
    finally:
        os.umask(former)
    assert {"journal.db", "journal.db-wal", "journal.db-shm"} <= set(files)
    assert set(files.values()) == {0o600}
    assert paths.data.stat().st_mode & 0o777 == 0o700
    assert paths.journal.stat().st_mode & 0o777 == 0o600


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


def test_a_clock_put_back_breaks_no_length(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    for uid, end_ms, length in (("back", -3_600_000, None), ("told", -3_600_000, 5_000), ("plain", 8_000, None)):
        journal.start_session(SessionStart(uid, Mode.TALK, NOON))
        journal.add_reading(uid, ReadingRow(4_000, Kind.UNSURE))
        journal.end_session(uid, later(end_ms), length)
    journal.close()
    with Queries(paths) as queries:
        assert {one.uid: one.length_ms for one in queries.sessions()} == {"back": 4_000, "told": 5_000, "plain": 8_000}
        assert queries.sessions()[0].ended is not None
        (day,) = queries.days()
        assert (day.day, day.seconds) == (date(2026, 1, 1), 17.0)
        assert [round(one.seconds, 1) for one in queries.word_times()] == [3.0]  # 0 + 1 + 2, the most a row holds


def test_unknown_sessions_and_repeated_calls(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    with pytest.raises(UnknownSession):
        journal.add_reading("nobody", ReadingRow(0, Kind.UNSURE))
    start = SessionStart("s0", Mode.TALK, NOON)
    for _ in range(2):
        journal.start_session(start)
        journal.add_reading("s0", ReadingRow(0, Kind.UNSURE))
        journal.add_checkin(CheckIn("c0", "s0", NOON, ("calm",)))
    with pytest.raises(ValueError):
        journal.add_reading("s0", ReadingRow(1, Kind.CLEAR, ("tired",)))
    journal.close()
    with Queries(paths) as queries:
        assert (len(queries.sessions()), len(queries.readings("s0")), len(queries.checkins())) == (1, 1, 1)


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


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 25, date(2023, 12, 15)),
    ],
)
def test_months_before(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
