"""Tests of export and import: the same journal again, nothing twice, and files that others can read."""

from __future__ import annotations

import csv
import json
import os
from datetime import date
from pathlib import Path

import pytest

from companion.journal.choosing import Filter
from companion.journal.exchange import COLUMNS, Exported, export_journal
from companion.journal.files import whole_file
from companion.journal.importing import import_json, import_steps
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Correction, JournalError, Mode, ReadingRow, SessionStart, new_uid
from companion.paths import Paths
from companion.reading.reading import SCORE_NAMES, Kind
from companion.words import journal as sentences
from tests.journal_copy import everything, exported, fill, uid
from tests.journal_time import NOON, later, now, paths_in


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


def test_export_delete_all_import_gives_the_same_journal(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.close_unfinished()
    before = everything(paths)
    assert exported(paths, tmp_path / "mine.json") == Exported(3, 9, 0)
    journal.delete_all(new_uid())
    assert everything(paths) == ((), (), (), ())
    result = import_json(journal, tmp_path / "mine.json")  # while the deletion could still be undone
    assert (result.added, result.known, result.problems) == (3, 0, ())
    assert everything(paths) == before
    journal.close()
    exported(paths, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "mine.json").read_bytes()


def test_a_session_that_ran_when_it_was_copied_ends_at_its_last_moment_until_its_end_comes_in(
    paths: Paths, tmp_path: Path
) -> None:
    there, here = open_journal(paths, now).journal, Paths(tmp_path / "here", paths.config, paths.cache)
    there.start_session(SessionStart(uid(0), Mode.TALK, NOON))
    there.add_reading(uid(0), ReadingRow(2000, Kind.UNSURE))
    exported(paths, tmp_path / "early.json")
    there.add_reading(uid(0), ReadingRow(60_000, Kind.UNSURE))
    exported(paths, tmp_path / "still.json")
    there.end_session(uid(0), later(61_000), 61_000)
    exported(paths, tmp_path / "whole.json")
    there.close()
    journal = open_journal(here, now).journal
    for _ in range(2):
        import_json(journal, tmp_path / "early.json")
        assert [(one.ended, one.length_ms) for one in everything(here)[0]] == [(later(2000), 2000)]
    journal.close()
    opened = open_journal(here, now)
    assert opened.notes == (), "nothing stopped in the middle here"
    assert import_json(opened.journal, tmp_path / "still.json").gained == 1
    assert [(one.ended, one.length_ms) for one in everything(here)[0]] == [(later(60_000), 60_000)]
    for file, new in (("whole.json", 1), ("whole.json", 0), ("early.json", 0)):
        result = import_json(opened.journal, tmp_path / file)
        assert (result.added, result.known, result.gained) == (0, 1, new)
        assert [(one.ended, one.length_ms) for one in everything(here)[0]] == [(later(61_000), 61_000)]
    opened.journal.close()
    assert everything(here) == everything(paths)


def test_a_session_that_runs_here_gets_no_end_from_a_copy(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart(uid(0), Mode.TALK, NOON))
    journal.add_reading(uid(0), ReadingRow(2000, Kind.UNSURE))
    exported(paths, tmp_path / "runs.json")
    text = (tmp_path / "runs.json").read_text()
    ended = text.replace('"ended":null,"length_ms":2000', f'"ended":"{later(2000).iso()}","length_ms":2000')
    assert ended != text
    (tmp_path / "ended.json").write_text(ended)  # as it comes back from another computer
    for name in ("runs.json", "ended.json"):
        assert import_json(journal, tmp_path / name).known == 1
        assert [one.ended for one in everything(paths)[0]] == [None]
    journal.end_session(uid(0), later(9000), 9000)
    assert [one.length_ms for one in everything(paths)[0]] == [9000]
    journal.close()


def test_importing_twice_adds_nothing_and_changes_nothing(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    exported(paths, tmp_path / "mine.json")
    journal.set_note(uid(0), "changed since")
    journal.set_tags(uid(0), ["work"])
    journal.add_reading(uid(0), ReadingRow(3000, Kind.UNSURE))
    before = everything(paths)
    for _ in range(2):
        result = import_json(journal, tmp_path / "mine.json")
        assert (result.added, result.known, result.problems) == (0, 3, ())
    assert everything(paths) == before
    journal.close()


def test_the_format_is_as_documented(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    steps: list[tuple[int, int]] = []
    with Queries(paths) as queries:
        export_journal(queries, tmp_path / "a.JSON", NOON, progress=lambda done, total: steps.append((done, total)))
    journal.close()
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert (tmp_path / "a.JSON").stat().st_mode & 0o777 == 0o600
    data = json.loads((tmp_path / "a.JSON").read_text(encoding="utf-8"))
    assert (data["format"], data["version"], data["score_names"]) == ("companion-journal", 1, list(SCORE_NAMES))
    first = data["sessions"][0]
    assert (first["started"], first["mode"], first["consent"]) == ("2026-01-01T12:00:00.000+01:00", "talk", True)
    assert first["readings"][1] == [40, "clear", ["anger"], [], 3, [255] + [0] * 8]
    assert first["checkins"][0]["guess"]["words"] == ["fear", "sadness"]
    assert data["sessions"][2]["ended"] is None


def test_the_days_are_local_and_both_inclusive(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.close()
    for file in ("part.json", "part.csv"):
        chosen = Filter(first=date(2026, 1, 2), last=date(2026, 1, 2))
        assert exported(paths, tmp_path / file, chosen) == Exported(1, 3, 0)
    assert [one["uid"] for one in json.loads((tmp_path / "part.json").read_text())["sessions"]] == [uid(1)]


def test_csv_holds_the_same_and_can_be_read_by_others(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.close()
    exported(paths, tmp_path / "mine.csv")
    with (tmp_path / "mine.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    kinds = ["session", "checkin", "checkin", "correction", "reading", "reading", "reading"]
    assert [row["record"] for row in rows] == kinds * 3
    assert rows[0]["note"] == "Note 0:\nsecond line, 🙂" and rows[0]["tags"] == "a;b; work"
    assert (rows[1]["words"], rows[1]["kind"], rows[1]["lively"]) == ("tired", "maybe: fear; sadness", "-1.0")
    assert rows[2]["note"] == '"; drop\n\'=1' and rows[2]["dont_know"] == "yes"
    assert (rows[5]["score_anger"], rows[5]["face"], rows[5]["seconds"]) == ("1.000", "3", "0.040")
    assert rows[6]["time"] == "2026-01-01T12:00:01.040+01:00" and rows[6]["reasons"] == "back_lit; changing"


def test_nothing_is_a_formula_where_semicolons_and_line_ends_part_the_cells(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart(uid(0), Mode.MIRROR, NOON))
    journal.set_note(uid(0), "tea;=1+1; milk, - no\n=2; @x\n  -3;sure")
    journal.close()
    exported(paths, tmp_path / "mine.csv")
    text = (tmp_path / "mine.csv").read_text(encoding="utf-8-sig")
    # As a German spreadsheet takes it apart.
    cells = [cell.strip() for line in text.splitlines() for cell in line.split(";")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert "tea;'=1+1; milk, - no\n'=2; '@x\n  '-3;sure" in text.replace("\r\n", "\n")


def test_nothing_that_was_written_is_a_formula_in_a_spreadsheet(paths: Paths, tmp_path: Path) -> None:
    evil = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")
    journal = open_journal(paths, now).journal
    for number, text in enumerate(evil):
        one = uid(number)
        journal.start_session(SessionStart(one, Mode.MIRROR, NOON, text, text))
        journal.set_note(one, text)
        journal.set_tags(one, [text])
        journal.add_checkin(CheckIn(uid(50 + number), one, NOON, (text, text), (text,), (-0.5, -1.0), note=text))
        journal.add_correction(Correction(uid(80 + number), one, NOON, 0, (), text))
    before = everything(paths)
    exported(paths, tmp_path / "mine.csv")
    with (tmp_path / "mine.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * len(evil)
    cells = [cell for row in rows for name, cell in row.items() if name not in ("pleasant", "lively")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    first = [next(row for row in rows if row["session"] == uid(number)) for number in range(len(evil))]
    assert [row["note"] for row in first] == [f"'{text}" for text in evil]
    answer = rows[rows.index(first[0]) + 1]
    assert (answer["pleasant"], answer["words"]) == ("-0.5", f"'{evil[0]}; '{evil[0]}")
    exported(paths, tmp_path / "mine.json")
    journal.close_unfinished()
    journal.delete_all(new_uid())
    import_json(journal, tmp_path / "mine.json")
    journal.close()
    after = everything(paths)
    # The .json holds all of it as it was written.
    assert [set(part) for part in after[2:]] == [set(part) for part in before[2:]]
    assert {(one.note, one.tags, one.source) for one in after[0]} == {(text, (text.strip(),), text) for text in evil}


def test_an_import_into_a_journal_that_broke_meanwhile_is_one_sentence(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    with Queries(paths) as queries:
        export_journal(queries, tmp_path / "copy.json", NOON)
    journal.close()
    with pytest.raises(JournalError) as told:
        list(import_steps(journal, tmp_path / "copy.json"))
    assert str(told.value) == sentences.IMPORT_STOPPED


def test_an_empty_journal_exports_its_headers(paths: Paths, tmp_path: Path) -> None:
    for name in ("empty.json", "empty.csv"):
        assert exported(paths, tmp_path / name) == Exported(0, 0, 0)
    assert json.loads((tmp_path / "empty.json").read_text())["sessions"] == []
    assert (tmp_path / "empty.csv").read_text(encoding="utf-8-sig").strip() == ",".join(COLUMNS)
    journal = open_journal(paths, now).journal
    assert import_json(journal, tmp_path / "empty.json").problems == ()
    journal.close()


def test_a_failed_export_leaves_the_former_file_and_no_other(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.close()
    (tmp_path / "out").mkdir()
    file = tmp_path / "out" / "mine.json"
    file.write_text("former")
    killed = file.parent / ".mine.json.ab12cd34.companion-part"
    killed.write_text("most of the journal")
    os.utime(killed, (killed.stat().st_mtime - 90,) * 2)

    def give_up(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with Queries(paths) as queries:
        with pytest.raises(KeyboardInterrupt):
            export_journal(queries, file, NOON, progress=give_up)
        with pytest.raises(JournalError, match="could not be written"):
            export_journal(queries, tmp_path / "nowhere" / "mine.json", NOON)
        with pytest.raises(JournalError) as told:
            export_journal(queries, tmp_path / "mine.docx", NOON)
        assert len(queries.sessions()) == 3  # the view is still good
    assert str(told.value) == sentences.NO_SUCH_FORMAT.format(name="mine.docx")
    assert [(one.name, one.read_text()) for one in file.parent.iterdir()] == [("mine.json", "former")]


def test_two_copies_of_one_name_that_are_made_at_once_are_both_whole(tmp_path: Path) -> None:
    file = tmp_path / "copy.json"
    with whole_file(file) as first:
        first.write_text("first")
        with whole_file(file) as second:
            second.write_text("second")
        assert file.read_text() == "second"
    assert file.read_text() == "first" and list(tmp_path.iterdir()) == [file]
