"""The commands on the journal where something is in the way: in plain words of the language, with what to do next."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from companion.cli import run
from companion.journal.command import import_command
from companion.journal.exchange import export_journal
from companion.journal.importing import import_json
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, JournalError, Mode, SessionStart
from companion.paths import Paths, user_paths
from companion.settings import LANGUAGE, load_settings
from companion.words import causes, language
from companion.words import journal as say
from tests.journal_time import NOON, later, now, paths_in

UID, ANSWER = f"{1:016x}", f"{2:016x}"


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    """No other test hears anything but English."""
    yield
    language.use(language.ENGLISH)


@pytest.fixture(params=language.LANGUAGES)
def code(request: pytest.FixtureRequest, paths: Paths) -> str:
    """The language that the person has chosen."""
    chosen: str = request.param
    assert load_settings(paths.settings)[0].set(LANGUAGE, chosen) is None
    return chosen


def fill(paths: Paths, note: str = "") -> None:
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart(UID, Mode.MIRROR, NOON))
    journal.set_note(UID, note)
    journal.add_checkin(CheckIn(ANSWER, UID, NOON, ("tired",), note=note))
    journal.end_session(UID, later(1000), 1000)
    journal.close()


def copied(paths: Paths, file: Path) -> Path:
    with Queries(paths) as queries:
        export_journal(queries, file, NOON)
    return file


def test_a_damaged_journal_promises_nothing_to_who_exports_it(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    paths.journal.write_bytes(b"nothing of the sort" * 100)
    assert run(["export", str(tmp_path / "mine.csv")]) == 2
    assert capsys.readouterr().err.strip() == say.CANT_READ_JOURNAL.format(detail=causes.DAMAGED)
    assert not (tmp_path / "mine.csv").exists() and paths.journal.exists()


@pytest.mark.parametrize("ending", [".json", ".csv", ".pdf"])
def test_a_copy_that_can_not_be_written_says_why_in_the_language_and_what_next(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, ending: str
) -> None:
    fill(paths)
    assert run(["export", str(tmp_path / "nowhere" / f"mine{ending}")]) == 2
    told = capsys.readouterr().err.strip()
    assert told == say.CANT_WRITE.format(name=f"mine{ending}", detail=causes.NOT_THERE)
    assert "No such" not in told


@pytest.mark.parametrize("sort", ["none", "folder", "picture"])
def test_a_copy_that_can_not_be_read_says_why_in_the_language_and_what_next(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str, sort: str
) -> None:
    file = tmp_path / "mine.json"
    if sort == "folder":
        file.mkdir()
    elif sort == "picture":
        file.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xd8")
    assert run(["import", str(file)]) == 2
    detail = {"none": causes.NOT_THERE, "folder": causes.IS_FOLDER, "picture": causes.NO_TEXT}[sort]
    assert capsys.readouterr().err.strip() == say.CANT_READ.format(name="mine.json", detail=detail)


def test_a_note_of_any_length_comes_back_from_a_copy(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "a long letter, " * 20_000
    fill(paths, note)
    file = copied(paths, tmp_path / "mine.json")
    for one in paths.data.iterdir():
        one.unlink()
    assert run(["import", str(file)]) == 0
    assert capsys.readouterr().err == ""
    with Queries(paths) as queries:
        assert [one.note for one in queries.sessions()] == [note]
        assert [one.note for one in queries.checkins()] == [note]


def test_an_answer_that_comes_back_makes_no_new_session(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    fill(paths)
    file = copied(paths, tmp_path / "mine.json")
    journal = open_journal(paths, now).journal
    journal.delete_checkins((ANSWER,), "d0")
    journal.close()
    for gained in (1, 0):
        assert run(["import", str(file)]) == 0
        told = [say.IMPORTED.format(added=0, known=1)] + [say.IMPORT_GAINED.format(count=1)] * gained
        assert capsys.readouterr().out.splitlines() == told
    with Queries(paths) as queries:
        assert [one.uid for one in queries.checkins()] == [ANSWER]


def test_a_table_that_companion_wrote_is_told_from_what_can_come_back(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    fill(paths)
    file = copied(paths, tmp_path / "companion.csv")
    assert run(["import", str(file)]) == 2
    assert capsys.readouterr().err.strip() == say.A_TABLE.format(name="companion.csv")


@pytest.mark.parametrize("reading", [True, False])
def test_an_import_that_can_not_go_on_says_that_it_has_to_be_made_again(
    paths: Paths, tmp_path: Path, reading: bool
) -> None:
    fill(paths)
    file = copied(paths, tmp_path / "mine.json")
    journal = open_journal(paths, now).journal
    other = sqlite3.connect(paths.journal, isolation_level=None)
    if reading:
        # A deletion that can still be undone is carried out before an import; who reads keeps it from its end.
        journal.delete_sessions([UID], "d0")
    other.execute("BEGIN" if reading else "BEGIN IMMEDIATE")
    other.execute("SELECT COUNT(*) FROM sessions").fetchall()
    with pytest.raises(JournalError) as told:
        import_json(journal, file)
    assert str(told.value) == say.IMPORT_STOPPED
    other.rollback()
    other.close()
    assert import_json(journal, file).problems == ()
    journal.close()
    with Queries(paths) as queries:
        assert [one.uid for one in queries.sessions()] == [UID]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no terminal of a test")
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_said_after_the_progress_stands_in_a_line_of_its_own(
    paths: Paths, tmp_path: Path, whole: bool
) -> None:
    fill(paths, "a note " * 50)
    file = copied(paths, tmp_path / "mine.json")
    if not whole:
        file.write_text(file.read_text()[:-3])
    screen, terminal = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "companion", "import", str(file)], stdout=terminal, stderr=terminal, check=False
    )
    os.close(terminal)
    told = os.read(screen, 10_000).decode()
    os.close(screen)
    lines = [line.split("\r")[-1] for line in told.replace("\r\n", "\n").strip().split("\n")]
    problems = [] if whole else [say.CUT_OFF]
    assert lines == ["100 %", *problems, say.IMPORTED.format(added=0, known=1)]
    assert done.returncode == (0 if whole else 2)
    assert user_paths() == paths


def test_an_import_onto_a_full_disk_says_to_bring_the_copy_in_again(
    paths: Paths, small_disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(paths)
    file = copied(paths, tmp_path / "mine.json")
    full = paths_in(small_disk)
    full.make_private()
    with pytest.raises(OSError), (small_disk / "ballast").open("wb") as ballast:
        ballast.write(bytes(2_000_000))
    assert import_command(full, file) == 2
    assert capsys.readouterr().err == f"{say.IMPORT_FULL}\n", "a command does not go on by itself"
    (small_disk / "ballast").unlink()
    assert import_command(full, file) == 0


def test_into_the_journal_of_a_newer_version_nothing_is_brought_and_that_is_said_once(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(paths)
    copy = copied(paths, tmp_path / "copy.json")
    newer = Migrations("companion-journal")
    newer(name="schema_99")(lambda db: None)
    newer.apply(Database(paths.journal))
    assert import_command(paths, copy) == 2
    assert tuple(capsys.readouterr()) == ("", f"{say.NEWER}\n")
