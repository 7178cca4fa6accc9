"""Tests of what History counts: stretches, own words by week and month, pairs, and when there is too little data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion.faces.face import Doubt
from companion.journal.counts import (
    Run,
    beside,
    clock_changed,
    days_with,
    doubts,
    enough,
    has_guess,
    own_words,
    runs,
    seen,
    zone_changed,
)
from companion.journal.files import backups
from companion.journal.migrations import back_up
from companion.journal.moment import DAY_MS, Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries, SessionTimes, Unreadable
from companion.journal.records import CheckIn, Correction, Guess, Mode, ReadingRow, Session, SessionStart
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.words import history, history_charts

MONDAY = Moment(1_767_610_800_000, 60)  # 2026-01-05 12:00


def said(day: int, *words: str, dont_know: bool = False, skipped: bool = False, guess: str = "") -> CheckIn:
    at = Moment(MONDAY.utc_ms + day * DAY_MS, 60)
    seen = Guess(Kind.CLEAR, (guess,)) if guess else None
    return CheckIn(f"{day:016x}", "s", at, words, dont_know=dont_know, skipped=skipped, guess=seen)


@pytest.mark.parametrize(("with_it", "without", "told"), [(3, 3, True), (2, 9, False), (9, 2, False), (0, 0, False)])
def test_three_days_with_and_three_without(with_it: int, without: int, told: bool) -> None:
    assert enough(with_it, without) is told


def test_runs_join_the_same_gather_doubts_and_leave_pauses_empty() -> None:
    rows = [
        ReadingRow(0, Kind.CLEAR, ("happiness",)),
        ReadingRow(1000, Kind.UNSURE, (), (Doubt.DARK,)),
        ReadingRow(2000, Kind.UNSURE, (), (Doubt.DARK, Doubt.SMALL)),
        ReadingRow(9000, Kind.UNSURE),
    ]
    assert runs(rows, 60_000) == (
        Run(0, 1000, Kind.CLEAR, ("happiness",), ()),
        Run(1000, 4000, Kind.UNSURE, (), (Doubt.DARK, Doubt.SMALL)),
        Run(9000, 11_000, Kind.UNSURE, (), ()),
    )
    assert runs([], 1000) == ()


def test_a_doubt_lasts_as_long_as_it_was_measured_and_not_the_whole_stretch() -> None:
    dark, small = (Doubt.DARK,), (Doubt.SMALL,)
    rows = [ReadingRow(time_ms, Kind.CLEAR, ("happiness",)) for time_ms in range(0, 60_000, 1000)]
    rows[10] = ReadingRow(10_000, Kind.CLEAR, ("happiness",), dark)
    rows[11] = ReadingRow(11_000, Kind.CLEAR, ("happiness",), small)
    rows[40] = ReadingRow(40_000, Kind.CLEAR, ("happiness",), dark)
    rows.append(ReadingRow(90_000, Kind.UNSURE, (), dark))
    assert len(runs(rows, 95_000)) == 2
    assert doubts(rows, 95_000) == ((10_000, 12_000), (40_000, 41_000), (90_000, 92_000))
    assert doubts([], 1000) == ()


def test_the_words_used_most_are_drawn_and_not_knowing_is_one_of_them() -> None:
    known = [said(0, f"word {number:02}", guess="neutral") for number in range(13)]
    unknown = [said(1, dont_know=True, guess="neutral") for _ in range(5)]
    for grid in (
        history_charts.own_grid(own_words(known + unknown)),
        history_charts.beside_grid(beside(known + unknown)),
    ):
        assert len(grid.rows) == history_charts.MOST_ROWS
        assert (grid.rows[0], grid.rows[-1]) == ("word 00", history.DONT_KNOW)
        assert sum(grid.counts[-1]) == 5


def test_a_day_on_which_no_face_was_seen_is_no_day_without_a_look() -> None:
    happy, no_face = 49, 399  # codes of `holding`: clear with the fifth word; no face
    faces = [SessionTimes(date(2026, 1, day), {happy: 1000}) for day in range(1, 4)]
    empty = [SessionTimes(date(2026, 2, day), {no_face: 1000}) for day in range(1, 4)]
    sad = [SessionTimes(date(2026, 3, day), {69: 500, no_face: 500}) for day in range(1, 4)]
    assert history_charts.seen_line(faces + empty, seen(faces + empty)) == history.THIN
    told = history_charts.seen_line(faces + empty + sad, seen(faces + empty + sad))
    assert told == history.DAYS_SEEN.format(word="happy", days="3 days", others="3 other days")


def test_own_words_by_week_with_empty_weeks_between() -> None:
    own = own_words([said(0, "tired", "sad"), said(6, "tired"), said(21, dont_know=True)])
    assert (own.months, own.starts) == (False, tuple(date(2026, 1, day) for day in (5, 12, 19, 26)))
    assert own.counts == {"tired": (2, 0, 0, 0), "sad": (1, 0, 0, 0), None: (0, 0, 0, 1)}


def test_a_long_time_is_shown_by_month() -> None:
    own = own_words([said(0, "tired"), said(130, "tired")])
    assert own.months
    assert own.starts[0] == date(2026, 1, 1) and own.starts[-1] == date(2026, 5, 1) and len(own.starts) == 5
    assert sum(own.counts["tired"]) == 2


def test_pairs_count_only_answers_with_a_guess() -> None:
    pairs = beside([said(0, "tired", guess="neutral"), said(1, "tired", guess="neutral"), said(2, "tired")])
    assert pairs == {("tired", "neutral"): 2}
    assert beside([said(0, dont_know=True, guess="sadness")]) == {(None, "sadness"): 1}
    nobody = replace(said(3, "tired"), guess=Guess(Kind.NO_FACE))
    assert beside([nobody]) == {} and not has_guess(nobody), "what saw nobody guessed nothing"


def test_days_are_counted_once() -> None:
    assert days_with([said(0, "tired"), said(0, "sad"), said(1, "sad")], "tired") == (1, 1)


def test_a_day_on_which_the_question_was_only_skipped_is_no_day_with_an_answer() -> None:
    skipped = [said(day, skipped=True) for day in range(4)]
    assert days_with([said(0, "tired"), *skipped, said(9, dont_know=True)], "tired") == (1, 1)


def test_clock_and_zone_changes_are_noticed() -> None:
    def session(after_ms: int, zone: int) -> Session:
        ended = Moment(MONDAY.utc_ms + after_ms, zone)
        return Session("u", Mode.TALK, MONDAY, ended, 60_000, "", "", None, "", ())

    assert not clock_changed(session(60_000, 60)) and not zone_changed(session(60_000, 60))
    assert clock_changed(session(-3_600_000, 60)) and clock_changed(session(3_660_000, 60))
    assert zone_changed(session(60_000, 120)) and not clock_changed(session(60_000, 120))


def test_one_answer_can_be_edited_deleted_from_every_file_and_brought_back(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    journal = open_journal(paths, lambda: MONDAY).journal
    journal.start_session(SessionStart("s", Mode.MIRROR, MONDAY))
    one = CheckIn("a" * 16, "s", MONDAY, ("tired",), note="very-secret-note")
    journal.add_checkin(one)
    journal.set_checkin_note(one.uid, "very-secret-note-2")
    with Queries(paths) as queries:
        assert [found.note for found in queries.checkins()] == ["very-secret-note-2"]
        assert queries.session("s") is not None and queries.session("t") is None
    back_up(journal._db.conn, paths.journal, 1)
    assert journal.delete_checkins([one.uid, "nobody"], "d0").count == 1
    with Queries(paths) as queries:
        assert queries.checkins() == () and len(queries.sessions()) == 1
    assert journal.undo_delete("d0")
    with Queries(paths) as queries:
        assert [found.note for found in queries.checkins()] == ["very-secret-note-2"]
    journal.delete_checkins([one.uid], "d1")
    assert journal.purge() == 1
    assert backups(paths.journal)
    assert not [file.name for file in paths.data.iterdir() if b"very-secret" in file.read_bytes()]
    with Queries(paths) as queries:
        assert queries.checkins() == () and len(queries.sessions()) == 1
    journal.close()


def test_what_they_said_can_be_deleted_from_every_file_and_brought_back(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "data", tmp_path / "config", tmp_path / "cache")
    journal = open_journal(paths, lambda: MONDAY).journal
    journal.start_session(SessionStart("s", Mode.TALK, MONDAY))
    for number in range(2):
        journal.add_correction(Correction(f"{number:016x}", "s", MONDAY, 9000, ("sadness",), f"very-secret-{number}"))
    back_up(journal._db.conn, paths.journal, 1)
    one = f"{0:016x}"
    assert journal.delete_corrections([one, "nobody"], "d0").count == 1
    with Queries(paths) as queries:
        assert [found.text for found in queries.corrections()] == ["very-secret-1"]
        assert queries.unreadable() == Unreadable(0, 0)
    assert journal.undo_delete("d0")
    with Queries(paths) as queries:
        assert [found.text for found in queries.corrections()] == ["very-secret-0", "very-secret-1"]
    journal.delete_corrections([one], "d1")
    assert journal.delete_corrections([one], "d2").count == 0 and journal.pending_deletions() == ["d1"]
    assert journal.purge() == 1
    assert backups(paths.journal)
    assert not [file.name for file in paths.data.iterdir() if b"very-secret-0" in file.read_bytes()]
    with Queries(paths) as queries:
        assert [found.text for found in queries.corrections()] == ["very-secret-1"] and len(queries.sessions()) == 1
    journal.close()
