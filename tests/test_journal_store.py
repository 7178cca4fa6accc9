"""Tests of writing the journal: what is written is read back, private files, odd clocks, repeated calls."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from companion.faces.face import Doubt
from companion.journal.counts import seen
from companion.journal.moment import months_before
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import (
    KIND_NUMBERS,
    REASON_BITS,
    CheckIn,
    Correction,
    Mode,
    ReadingRow,
    SessionStart,
    UnknownSession,
)
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.words.vocabulary import WORDS
from tests.journal_time import NOON, later, now, paths_in


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


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


def test_half_characters_of_a_field_lose_no_text(paths: Paths) -> None:
    """Tk 8.6 may cut an emoji in two where one is deleted; SQLite takes no half."""
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart("s0", Mode.MIRROR, NOON))
    journal.add_checkin(CheckIn("c0", "s0", NOON, ("calm\udcae",), ("warm \ud83d\ude0a",), note="so\udcfb"))
    journal.add_checkin(CheckIn("c1", "s0", NOON, ("tired",)))
    journal.set_checkin_note("c1", "happy 😊😊\udcae\udcfb")
    journal.add_correction(Correction("k0", "s0", NOON, 900, (), "tired\ud83d"))
    journal.set_note("s0", "\ud83d\ude0a, \ud83dthen")
    journal.set_tags("s0", ["home \udcae"])
    journal.close()
    with Queries(paths) as queries:
        (session,), (first, second), (correction,) = queries.sessions(), queries.checkins(), queries.corrections()
        assert (session.note, session.tags) == ("😊, \ufffdthen", ("home \ufffd",))
        assert (first.words, first.signs, first.note) == (("calm\ufffd",), ("warm 😊",), "so\ufffd")
        assert (second.note, correction.text) == ("happy 😊😊\ufffd\ufffd", "tired\ufffd")


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
        assert [one.seconds for one in seen(queries.session_times())] == [3.0]  # 0 + 1 + 2, the most a row holds


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
