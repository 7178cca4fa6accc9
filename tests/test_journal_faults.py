"""Faults that people meet: a file that is there already, a full disk, odd copies, midnight, summer time, no length."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from companion.cli import run
from companion.journal.exchange import export_journal
from companion.journal.importing import import_json
from companion.journal.moment import moment_from_iso
from companion.journal.opening import open_journal
from companion.journal.queries import Filter, Queries
from companion.journal.records import CheckIn, JournalError, Mode, ReadingRow, SessionStart
from companion.journal.store import Journal
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.summary import summarize, write_summary
from companion.words import journal as say
from tests.journal_time import NOON


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
    assert str(told.value) == say.DISK_FULL
    subprocess.run(["mount", "-o", "remount,size=16m", small_disk], check=True)
    assert import_json(full, tmp_path / "mine.json").added == 1
    full.close()
