"""Faults that people meet: a file that is there already, a full disk, odd copies, midnight, summer time, no length."""

from __future__ import annotations

import json
import os
import queue
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from companion.cli import run
from companion.journal.choosing import Filter
from companion.journal.events import EndSession, Notice, Recovered, Saving, SetNote, Told
from companion.journal.exchange import export_journal
from companion.journal.importing import import_json
from companion.journal.moment import moment_from_iso
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, JournalError, Mode, ReadingRow, SessionStart
from companion.journal.store import Journal
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.summary import summarize, write_summary
from companion.words import causes
from companion.words import journal as say
from tests.journal_time import NOON, later, now


def opened(paths: Paths) -> Journal:
    return open_journal(paths, lambda: NOON).journal


def begin(paths: Paths, *starts: str) -> None:
    """A journal with a session for each of these moments, of length zero, with one answer each."""
    journal = opened(paths)
    for number, start in enumerate(starts):
        at, uid = moment_from_iso(start), f"{number:016x}"
        journal.start_session(SessionStart(uid, Mode.MIRROR, at))
        journal.add_checkin(CheckIn(f"{100 + number:016x}", uid, at, ("tired",), note="x" * 1000))
        journal.end_session(uid, at, 0)
    journal.close()


# The clocks of Berlin go back on Sunday 25 October 2026 and go on on Sunday 29 March 2026.
NIGHTS = {
    date(2026, 10, 25): (
        ("2026-10-24T23:59:59.999+02:00", False), ("2026-10-25T00:00:00+02:00", True),
        ("2026-10-25T02:30:00+02:00", True), ("2026-10-25T02:30:00+01:00", True),
        ("2026-10-25T23:59:59.999+01:00", True), ("2026-10-26T00:00:00+01:00", False),
    ),
    date(2026, 3, 29): (
        ("2026-03-28T23:59:59.999+01:00", False), ("2026-03-29T00:00:00+01:00", True),
        ("2026-03-29T03:00:00+02:00", True), ("2026-03-29T23:59:59.999+02:00", True),
        ("2026-03-30T00:00:00+02:00", False),
    ),
}  # fmt: skip


@pytest.mark.parametrize("day", NIGHTS)
def test_a_day_ends_at_midnight_on_the_wall_also_when_the_clocks_change(
    paths: Paths, tmp_path: Path, day: date
) -> None:
    begin(paths, *(start for start, _ in NIGHTS[day]))
    inside = {f"{number:016x}" for number, (_, within) in enumerate(NIGHTS[day]) if within}
    with Queries(paths) as queries:
        assert {one.uid for one in queries.sessions(Filter(first=day, last=day))} == inside
        assert summarize(queries, Filter(first=day, last=day)).answers == len(inside)
    target = tmp_path / "day.json"
    assert run(["export", str(target), "--from", str(day), "--to", str(day)]) == 0
    assert {one["uid"] for one in json.loads(target.read_text())["sessions"]} == inside
    journal = opened(paths)
    journal.delete_span(day, day, "d0")
    journal.close()
    with Queries(paths) as queries:
        assert {one.uid for one in queries.sessions()}.isdisjoint(inside)


def test_days_that_are_turned_round_are_said_and_nothing_is_written(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(paths, "2026-01-01T12:00:00+01:00")
    assert run(["export", str(tmp_path / "a.csv"), "--from", "2026-02-01", "--to", "2026-01-01"]) == 2
    assert capsys.readouterr().err.strip() == say.DAYS_TURNED
    assert not (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("ending", [".json", ".csv", ".pdf"])
def test_an_export_takes_the_place_of_a_former_file_whole_and_private(
    paths: Paths, tmp_path: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(paths, "2026-01-01T12:00:00+01:00")
    file = tmp_path / f"mine{ending}"
    file.write_text("former " * 100_000)
    file.chmod(0o644)
    assert run(["export", str(file)]) == 0
    assert b"former" not in file.read_bytes() and file.stat().st_mode & 0o777 == 0o600
    folder = tmp_path / f"folder{ending}"
    folder.mkdir()
    capsys.readouterr()
    assert run(["export", str(folder)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "could not be written" in told
    assert sorted(one.name for one in tmp_path.iterdir() if one != paths.data.parent) == [folder.name, file.name]


@pytest.mark.parametrize("ending", [".json", ".csv", ".pdf"])
def test_an_export_to_a_full_disk_is_one_sentence_and_the_former_file_stays(
    paths: Paths, small_disk: Path, ending: str
) -> None:
    begin(paths, *(f"2026-01-01T12:00:{second:02}+01:00" for second in range(60)))
    file = small_disk / f"mine{ending}"
    file.write_text("former")
    subprocess.run(["mount", "-o", "remount,size=4k", small_disk], check=False)
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError):
        while ballast.write(bytes(4096)) == 4096:
            pass
        raise OSError
    with Queries(paths) as queries, pytest.raises(JournalError, match="could not be written"):
        if ending == ".pdf":
            write_summary(summarize(queries), file, NOON)
        else:
            export_journal(queries, file, NOON)
    assert file.read_text() == "former"
    assert sorted(one.name for one in small_disk.iterdir()) == ["ballast", file.name]


def copy_of(paths: Paths, tmp_path: Path) -> dict[str, Any]:
    begin(paths, "2026-01-01T12:00:00+01:00", "2026-01-02T12:00:00+01:00")
    with Queries(paths) as queries:
        export_journal(queries, tmp_path / "mine.json", NOON)
    data: dict[str, Any] = json.loads((tmp_path / "mine.json").read_text())
    return data


def import_of(paths: Paths, file: Path, text: str) -> tuple[int, int, int]:
    """Import into an empty journal; return sessions added, known, and problems told."""
    file.write_text(text)
    fresh = Paths(paths.data.with_name("fresh"), paths.config, paths.cache)
    journal = opened(fresh)
    try:
        done = import_json(journal, file)
    finally:
        journal.close()
    return done.added, done.known, len(done.problems)


def test_odd_copies_lose_nothing_that_makes_sense(paths: Paths, tmp_path: Path) -> None:
    data = copy_of(paths, tmp_path)
    file = tmp_path / "odd.json"
    twice = {**data, "sessions": data["sessions"] * 2}
    assert import_of(paths, file, json.dumps(twice)) == (2, 2, 0)
    assert import_of(paths, file, json.dumps(data, sort_keys=True)) == (0, 2, 0), "another program sorts the keys"
    assert import_of(paths, file, json.dumps({**data, "sessions": data["sessions"][0]})) == (0, 1, 0), "no list"
    assert import_of(paths, file, json.dumps({**data, "more": {"a": [1]}, "sessions": []})) == (0, 0, 0)
    # Infinity and NaN are no JSON, but many programs write them.
    data["sessions"][0]["checkins"][0]["grid"] = [float("nan"), 0.0]
    data["sessions"][1]["length_ms"] = float("inf")
    assert import_of(paths, file, json.dumps(data)) == (0, 1, 2)


@pytest.mark.parametrize("version", [True, "1", 0, -1, 1.5, None])
def test_a_version_that_makes_no_sense_is_no_journal(paths: Paths, tmp_path: Path, version: object) -> None:
    data = {**copy_of(paths, tmp_path), "version": version}
    with pytest.raises(JournalError) as told:
        import_of(paths, tmp_path / "odd.json", json.dumps(data))
    assert str(told.value) == say.NOT_A_JOURNAL.format(name="odd.json")


def test_an_import_into_a_full_disk_is_told_and_can_be_made_again(
    paths: Paths, tmp_path: Path, small_disk: Path
) -> None:
    begin(paths, "2026-01-01T12:00:00+01:00")
    journal = opened(paths)
    for time_ms in range(0, 12_000):
        journal.add_reading(f"{0:016x}", ReadingRow(time_ms, Kind.UNSURE, scores=bytes(9)))
    journal.close()
    with Queries(paths) as queries:
        export_journal(queries, tmp_path / "mine.json", NOON)
    full = opened(Paths(small_disk / "data", paths.config, paths.cache))
    subprocess.run(["mount", "-o", "remount,size=300k", small_disk], check=True)
    with pytest.raises(JournalError) as told:
        import_json(full, tmp_path / "mine.json")
    assert str(told.value) == say.IMPORT_FULL, "nothing tries it again by itself"
    subprocess.run(["mount", "-o", "remount,size=16m", small_disk], check=True)
    assert import_json(full, tmp_path / "mine.json").added == 1
    full.close()


PATIENCE_S = 20.0
START = SessionStart("s0", Mode.TALK, NOON)


def test_a_session_that_runs_goes_on_when_the_journal_is_opened_again(
    paths: Paths, wait_until: Callable[..., None]
) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    writer = Writer(paths, now, told.put, retry_s=0.05)
    writer.start()
    writer.post(START)
    assert writer.flush(PATIENCE_S)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # As a quota does: files that are there stay, but none grows beyond this, and SQLite calls it a disk I/O error.
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    try:
        for number in range(200):
            writer.post(CheckIn(f"c{number}", "s0", later(number), note="x" * 5_000))
        assert not writer.flush(PATIENCE_S) and writer.saving is Saving.LATER
        time.sleep(0.5)  # it is opened again and again meanwhile
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    wait_until(lambda: writer.flush(PATIENCE_S) and writer.saving is Saving.NOW)
    assert {told.get(timeout=PATIENCE_S) for _ in range(told.qsize())} == {
        Told(say.BROKEN.format(detail=causes.NOT_DONE)), Recovered(say.RECOVERED, 0)
    }  # fmt: skip
    with Queries(paths) as queries:
        assert [one.ended for one in queries.sessions()] == [None], "the talk was still going on"
    writer.post(EndSession("s0", later(1000), 1000))
    assert writer.stop()
    assert told.empty()
    with Queries(paths) as queries:
        assert [one.length_ms for one in queries.sessions()] == [1000] and len(queries.checkins()) == 200


def test_what_is_lost_at_the_end_is_told_where_there_is_no_window_any_more(paths: Paths, tmp_path: Path) -> None:
    program = tmp_path / "end.py"
    program.write_text(
        "from companion.journal.events import ClearOlder, SetNote\n"
        "from companion.journal.moment import system_clock\n"
        "from companion.journal.records import Mode, SessionStart\n"
        "from companion.journal.writer import Writer\n"
        "from companion.paths import user_paths\n"
        "writer = Writer(user_paths(), system_clock, lambda notice: None)\n"
        "writer.start()\n"
        "for event in (ClearOlder(6), SessionStart('s0', Mode.TALK, system_clock()), SetNote('s0', 'words')):\n"
        "    writer.post(event)\n"
        "assert writer.stop()\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    for sentence in (say.NOT_SAVED.format(count=2), ""):
        paths.data.rmdir() if sentence else paths.data.unlink()
        paths.data.touch() if sentence else None
        done = subprocess.run([sys.executable, program], env=environ, capture_output=True, text=True, check=True)
        assert done.stderr.strip() == sentence
        assert done.stdout == ""


def test_a_newer_journal_is_never_called_saved(
    paths: Paths, caplog: pytest.LogCaptureFixture, wait_until: Callable[..., None]
) -> None:
    opened(paths).close()
    with sqlite3.connect(paths.journal) as sql:
        sql.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('companion-journal', 'schema_99')")
    away = paths.data.rename(paths.data.with_name("away"))
    paths.data.touch()
    told: queue.Queue[Notice] = queue.Queue()
    writer = Writer(paths, now, told.put, retry_s=0.05)
    writer.start()
    writer.post(START)
    assert told.get(timeout=PATIENCE_S) == Told(say.READ_ONLY.format(folder=paths.data))
    assert writer.saving is Saving.LATER
    paths.data.unlink()
    away.rename(paths.data)
    assert told.get(timeout=PATIENCE_S) == Told(say.NEWER)
    writer.post(SetNote("s0", "words"))
    assert writer.flush(PATIENCE_S)
    wait_until(lambda: writer.saving is Saving.NEVER)
    assert writer.stop()
    assert told.empty(), "nothing works again"
    assert say.NOT_SAVED.format(count=2) in caplog.text
