"""Tests of what comes in from damaged copies: one bad record stops no other, and what is no journal is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.journal.importing import import_json
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import JournalError, Mode, SessionStart, new_uid
from companion.paths import Paths
from companion.words import journal as sentences
from tests.journal_copy import everything, exported, fill, uid
from tests.journal_time import now, paths_in


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


def test_a_bad_record_gets_a_sentence_and_the_rest_goes_on(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    exported(paths, tmp_path / "mine.json")
    journal.delete_all(new_uid())
    data = json.loads((tmp_path / "mine.json").read_text())
    first, second, third = data["sessions"]
    first["started"] = "yesterday"
    del second["mode"]
    good_reading = third["readings"][0]
    third["readings"] += [
        [5, "clear", [], [], None, None],
        [6, "clear", ["tired"], [], None, None],
        [7, "unsure", [], ["ugly"], None, None],
        [8, "unsure", [], [], None, [256] * 9],
        [9, "unsure", [], [], None, [1]],
        [-1, *good_reading[1:]],
        [True, *good_reading[1:]],
        [10**30, *good_reading[1:]],
        "reading",
        [11, "unsure", [], [], 2, None],
    ]
    third["checkins"][0]["grid"] = [0, 7]
    third["checkins"][1]["note"] = "\ud800"
    data["sessions"] += ["no session", {**third, "uid": "../../x"}, {**third, "uid": uid(99), "length_ms": -1}]
    (tmp_path / "bad.json").write_text(json.dumps(data, indent=2))
    result = import_json(journal, tmp_path / "bad.json")
    assert result.added == 1 and result.known == 0
    assert result.problems == (
        "Session 1 was left out: its 'started' makes no sense.",
        "Session 2 was left out: there is no 'mode'.",
        "Session 3: some readings were left out (9 in all): its 'words' makes no sense.",
        "Session 3: some answers were left out (2 in all): its 'grid' makes no sense.",
        "Session 4 was left out: its 'form' makes no sense.",
        "Session 5 was left out: its 'uid' makes no sense.",
        "Session 6 was left out: its 'length_ms' makes no sense.",
    )
    journal.close()
    with Queries(paths) as queries:
        assert [one.uid for one in queries.sessions()] == [uid(2)]
        assert [row.time_ms for row in queries.readings(uid(2))] == [0, 11, 40, 1040]
        assert queries.unreadable().readings == 0


def test_a_file_cut_off_in_the_middle_gives_what_came_before(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    exported(paths, tmp_path / "mine.json")
    journal.delete_all(new_uid())
    text = (tmp_path / "mine.json").read_text(encoding="utf-8")
    (tmp_path / "cut.json").write_text(text[: int(len(text) * 0.8)], encoding="utf-8")
    result = import_json(journal, tmp_path / "cut.json")
    assert (result.added, result.problems) == (2, (sentences.CUT_OFF,))
    assert [one.uid for one in everything(paths)[0]] == [uid(1), uid(0)]
    journal.close()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", sentences.NOT_A_JOURNAL),
        (b"[1, 2]", sentences.NOT_A_JOURNAL),
        (b"{}", sentences.NOT_A_JOURNAL),
        (b'{"sessions": [{}]}', sentences.NOT_A_JOURNAL),
        (b'{"format": "other", "sessions": []}', sentences.NOT_A_JOURNAL),
        (b'{"form', sentences.NOT_A_JOURNAL),
        (b"[" * 100_000, sentences.NOT_A_JOURNAL),
        (b'{"format": "companion-journal", "version": 2, "sessions": []}', sentences.NEWER_FILE),
    ],
)
def test_what_is_no_journal_is_said_in_one_sentence(
    paths: Paths, tmp_path: Path, content: bytes, sentence: str
) -> None:
    (tmp_path / "x.json").write_bytes(content)
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart("s0", Mode.TALK, now()))
    journal.delete_sessions(["s0"], "d0")
    with pytest.raises(JournalError) as told:
        import_json(journal, tmp_path / "x.json")
    assert str(told.value) == sentence.format(name="x.json")
    assert journal.undo_delete("d0"), "a wrong file ends nothing that can still be undone"
    for unreadable in (tmp_path / "missing.json", tmp_path):
        with pytest.raises(JournalError, match="could not be read"):
            import_json(journal, unreadable)
    journal.close()
