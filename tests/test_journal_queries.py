"""Tests of reading the journal: filters, sums by time, zones, absurd values, reading beside the writer."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from companion.journal.choosing import Filter
from companion.journal.counts import Seen, seen
from companion.journal.exchange import export_journal
from companion.journal.moment import DAY_MS, Moment, moment_of
from companion.journal.opening import open_journal
from companion.journal.queries import Queries, Unreadable
from companion.journal.records import CheckIn, Correction, JournalError, Mode, ReadingRow, SessionStart
from companion.journal.store import Journal
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.summary import summarize
from tests.journal_copy import everything, exported, fill
from tests.journal_copy import uid as named
from tests.journal_time import NOON, now


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "data", tmp_path / "config", tmp_path / "cache")


def talk(journal: Journal, uid: str, started: Moment, rows: list[ReadingRow], length_ms: int) -> None:
    journal.start_session(SessionStart(uid, Mode.TALK, started))
    for row in rows:
        journal.add_reading(uid, row)
    journal.end_session(uid, Moment(started.utc_ms + length_ms, started.offset_min), length_ms)


def test_no_journal_yet_is_an_empty_one_and_makes_no_file(paths: Paths) -> None:
    with Queries(paths) as queries:
        assert not any((queries.sessions(), queries.checkins(), queries.session_times()))
        assert queries.unreadable() == Unreadable(0, 0)
    assert not paths.data.exists()


def test_a_journal_that_is_being_made_at_this_moment_is_empty(paths: Paths) -> None:
    """The file is there before its tables are, and History may read in between."""
    paths.make_private()
    sql = sqlite3.connect(paths.journal)
    for step in ("PRAGMA journal_mode=WAL", "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY)"):
        sql.execute(step)
        with Queries(paths) as queries:
            assert queries.sessions() == ()
    sql.close()


def test_time_per_word_counts_until_the_next_row_and_not_through_pauses(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    happy, maybe = ("happiness",), ("fear", "surprise")
    rows = [
        ReadingRow(0, Kind.CLEAR, happy),
        ReadingRow(1000, Kind.CLEAR, happy),
        ReadingRow(1500, Kind.MAYBE, maybe),  # until a pause: 2 s at most
        ReadingRow(60_000, Kind.NO_FACE),
        ReadingRow(60_250, Kind.CLEAR, happy),  # the last one: until the end of the session
    ]
    talk(journal, "s0", NOON, rows, 61_000)
    talk(journal, "s1", Moment(NOON.utc_ms + DAY_MS, 60), [ReadingRow(0, Kind.CLEAR, happy)], 600)
    journal.close()
    with Queries(paths) as queries:
        assert seen(queries.session_times()) == (
            Seen("happiness", 2.85, 2, 2), Seen("maybe", 2.0, 1, 1), Seen("no_face", 0.25, 1, 1),
        )  # fmt: skip
        held = {one.day: [(found.key, found.seconds) for found in seen([one])] for one in queries.session_times()}
        assert held == {
            date(2026, 1, 1): [("happiness", 2.25), ("maybe", 2.0), ("no_face", 0.25)],
            date(2026, 1, 2): [("happiness", 0.6)],
        }
        assert seen(queries.session_times(Filter(first=date(2026, 1, 2)))) == (Seen("happiness", 0.6, 1, 1),)


def test_filters_by_mode_day_and_tag(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    for day in range(4):
        at = Moment(NOON.utc_ms + day * DAY_MS, 60)
        journal.start_session(SessionStart(f"s{day}", Mode.MIRROR if day % 2 else Mode.TALK, at))
        journal.add_checkin(CheckIn(f"c{day}", f"s{day}", at, ("tired",)))
    journal.set_tags("s1", ["work"])
    journal.set_tags("s2", ["work", "family"])
    journal.close()

    def found(chosen: Filter) -> list[str]:
        checkins = [one.session for one in queries.checkins(chosen)]
        assert checkins == [one.uid for one in queries.sessions(chosen)][::-1]
        return checkins

    with Queries(paths) as queries:
        assert found(Filter()) == ["s0", "s1", "s2", "s3"]
        assert found(Filter(mode=Mode.MIRROR)) == ["s1", "s3"]
        assert found(Filter(first=date(2026, 1, 2), last=date(2026, 1, 3))) == ["s1", "s2"]
        assert found(Filter(tag="work", mode=Mode.TALK)) == ["s2"]
        assert found(Filter(tag="wor")) == []
        assert queries.tags() == (("work", 2), ("family", 1))


def test_a_session_belongs_to_the_day_on_the_wall_where_it_began(paths: Paths) -> None:
    berlin, auckland = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
    starts = {
        "before": moment_of(datetime(2026, 3, 29, 1, 59, tzinfo=berlin)),  # the clock jumps from 2:00 to 3:00
        "after": moment_of(datetime(2026, 3, 29, 3, 1, tzinfo=berlin)),
        "night": moment_of(datetime(2026, 3, 29, 23, 59, tzinfo=berlin)),
        "far": moment_of(datetime(2026, 3, 30, 0, 1, tzinfo=auckland)),  # 29 March 12:01 in UTC
    }
    journal = open_journal(paths, now).journal
    for uid, at in starts.items():
        talk(journal, uid, at, [], 60_000)
    journal.close()
    assert starts["after"].utc_ms - starts["before"].utc_ms == 120_000
    assert (starts["before"].offset_min, starts["after"].offset_min, starts["far"].offset_min) == (60, 120, 780)
    with Queries(paths) as queries:
        days = [one.started.local_day for one in queries.sessions()]
        assert sorted(days) == [*[date(2026, 3, 29)] * 3, date(2026, 3, 30)]
        last = queries.sessions(Filter(first=date(2026, 3, 30)))
        assert [(one.uid, one.started.iso()) for one in last] == [("far", "2026-03-30T00:01:00.000+13:00")]


def test_absurd_values_are_left_out_and_counted(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    for uid in ("good", "mode", "start", "zone", "length"):
        talk(journal, uid, NOON, [ReadingRow(0, Kind.CLEAR, ("fear",))], 1000)
    journal.add_checkin(CheckIn("c0", "good", NOON, ("calm",)))
    journal.add_checkin(CheckIn("c1", "good", NOON, ("broken",)))
    journal.add_checkin(CheckIn("c2", "good", NOON, ("deleted",)))
    journal.delete_checkins(("c2",), "d0")  # counts as gone, and not as broken
    for number in range(2):
        journal.add_correction(Correction(f"k{number}", "good", NOON, 0, ("fear",)))
    journal.close()
    bad_rows = [
        (1000, 9, 1, None, None),
        (1001, 0, 77, None, None),
        (1002, 0, None, None, None),
        (1003, 1, 3, None, None),
        (1004, 2, 3, None, None),
        (1005, "x", 3, None, None),
        (-5, 2, None, None, None),
        (10**15, 2, None, None, None),
        ("soon", 2, None, None, None),
    ]
    with sqlite3.connect(paths.journal) as sql:
        sql.execute("UPDATE sessions SET mode = 'spy' WHERE uid = 'mode'")
        sql.execute("UPDATE sessions SET started_ms = ? WHERE uid = 'start'", (2**62,))
        sql.execute("UPDATE sessions SET started_offset_min = 99999 WHERE uid = 'zone'")
        sql.execute("UPDATE sessions SET length_ms = -1 WHERE uid = 'length'")
        sql.execute("UPDATE checkins SET words = 'no json' WHERE uid = 'c1'")
        sql.execute("UPDATE corrections SET word1 = 77 WHERE uid = 'k1'")
        for row in bad_rows:
            sql.execute("INSERT INTO readings (session_id,time_ms,kind,word1,word2,scores) VALUES (1,?,?,?,?,?)", row)
        sql.execute("INSERT INTO readings (session_id,time_ms,kind,scores) VALUES (1, 1006, 2, X'00')")
    sql.close()
    with Queries(paths) as queries:
        assert [one.uid for one in queries.sessions()] == ["good"]
        assert [row.time_ms for row in queries.readings("good")] == [0]
        assert queries.readings("mode") == ()
        assert [one.words for one in queries.checkins()] == [("calm",)]
        keys = {one.key for one in seen(queries.session_times())}
        assert "fear" in keys and keys <= {"fear", "unsure"}
        assert [one.uid for one in queries.corrections()] == ["k0"]
        assert queries.unreadable() == Unreadable(4, len(bad_rows) + 1, 1, 1)
        left_out = 4 + len(bad_rows) + 1 + 1 + 1
        assert queries.unreadable().rows == summarize(queries).unreadable == left_out
        assert export_journal(queries, tmp_path / "copy.json", NOON).left_out == left_out
        # A copy tells what it lacks itself, and not what lies elsewhere in the journal.
        day_before = Filter(last=date(2025, 12, 31))
        assert export_journal(queries, tmp_path / "copy.csv", NOON, day_before).left_out == 0


def test_a_flipped_bit_in_a_text_costs_one_letter_and_shows_nothing_else(paths: Paths, tmp_path: Path) -> None:
    journal = open_journal(paths, now).journal
    talk(journal, "s0", NOON, [], 1000)
    journal.set_note("s0", "Café mit Anna")
    journal.add_checkin(CheckIn("c0", "s0", NOON, ("späßig",), note="na ja"))
    journal.close()
    content = paths.journal.read_bytes()
    for whole, cut in ((b"Caf\xc3\xa9 mit", b"Caf\xc3\x29 mit"), (b"sp\xc3\xa4", b"sp\xc3\x24")):
        assert whole in content
        content = content.replace(whole, cut)
    paths.journal.write_bytes(content)
    opened = open_journal(paths, now)
    opened.journal.close()
    assert opened.notes == ()
    with Queries(paths) as queries:
        assert [one.note for one in queries.sessions()] == ["Caf\ufffd) mit Anna"]
        assert [(one.words, one.note) for one in queries.checkins()] == [(("sp\ufffd$ßig",), "na ja")]
        assert summarize(queries).notes == 2
        assert export_journal(queries, tmp_path / "copy.json", NOON).sessions == 1


@pytest.mark.parametrize("ending", [".json", ".csv"])
def test_a_flipped_bit_in_the_head_of_a_row_costs_no_text(paths: Paths, tmp_path: Path, ending: str) -> None:
    """The lowest bit of a text's type makes bytes of it: SQLite calls the file sound, and Python gets no text."""
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.close_unfinished()
    journal.close()
    before, tags = everything(paths), [("a;b", 2), ("work", 2)]
    exported(paths, tmp_path / f"before{ending}")
    with sqlite3.connect(paths.journal) as sql:
        for table, columns in {
            "sessions": ("mode", "network", "source", "note"),
            "checkins": ("words", "signs", "note"),
            "corrections": ("text",),
            "tags": ("tag",),
        }.items():
            for column in columns:
                sql.execute(f"UPDATE {table} SET {column} = CAST({column} AS BLOB)")
    sql.close()
    # The uids: behind the row's number (0x00) a text of 16 letters is 0x2d. Their indexes stay as they were.
    content = paths.journal.read_bytes()
    assert content.count(b"\x00\x2d") >= 12
    paths.journal.write_bytes(content.replace(b"\x00\x2d", b"\x00\x2c"))
    opened = open_journal(paths, now)
    opened.journal.close()
    assert opened.notes == (), "SQLite finds nothing wrong"
    with Queries(paths) as queries:
        assert {row[0] for row in queries._all("SELECT typeof(uid), note FROM sessions")} == {"blob"}
        assert (queries.sessions(), queries.checkins(), queries.corrections()) == (before[0], *before[2:])
        assert list(queries.tags()) == tags and len(queries.sessions(Filter(Mode.TALK, tag="work"))) == 1
        assert [one.mode for one in queries.sessions()] == [Mode.MIRROR, Mode.MIRROR, Mode.TALK]
        assert queries.noted() == {named(0), named(1), named(2)} and queries.unreadable().rows == 0
        assert summarize(queries).tags == (("a;b", 2), ("work", 2))
    exported(paths, tmp_path / f"after{ending}")
    assert (tmp_path / f"after{ending}").read_bytes() == (tmp_path / f"before{ending}").read_bytes()
    assert everything(paths) == before


@pytest.mark.parametrize("value", ["''", "X''", "1.5"])
def test_reasons_that_are_no_number_cost_their_row_and_are_counted(paths: Paths, value: str) -> None:
    journal = open_journal(paths, now).journal
    fill(journal)
    journal.close()
    with sqlite3.connect(paths.journal) as sql:
        sql.execute(f"UPDATE checkins SET guess_reasons = {value} WHERE uid = '{named(10)}'")
        sql.execute(f"UPDATE readings SET reasons = {value} WHERE session_id = 1 AND time_ms = 40")
        assert sql.execute("PRAGMA quick_check").fetchone() == ("ok",)
    sql.close()
    with Queries(paths) as queries:
        assert named(10) not in {one.uid for one in queries.checkins()} and len(queries.checkins()) == 5
        assert [row.time_ms for row in queries.readings(named(0))] == [0, 1040]
        assert queries.unreadable() == Unreadable(0, 1, 1, 0)
        assert summarize(queries, Filter(first=date(2030, 1, 1))).unreadable == 0, "those of the span only"


def test_history_reads_beside_the_writer_and_can_not_write(paths: Paths) -> None:
    journal = open_journal(paths, now).journal
    with Queries(paths) as queries:
        assert queries.sessions() == ()
        journal.start_session(SessionStart("s0", Mode.TALK, NOON))
        assert len(queries.sessions()) == 1  # committed as it happened
        with queries.snapshot():
            before = queries.sessions()
            journal.start_session(SessionStart("s1", Mode.TALK, NOON))
            assert queries.sessions() == before
        assert len(queries.sessions()) == 2
        with pytest.raises(sqlite3.OperationalError):
            queries._sql.execute("DELETE FROM sessions")
        # A file in which notes are sorted could outlive their deletion.
        assert queries._sql.execute("PRAGMA temp_store").fetchone() == (2,)
    journal.close()


def test_a_file_that_is_no_journal_is_said_in_one_sentence(paths: Paths) -> None:
    paths.make_private()
    paths.journal.write_bytes(b"nothing of the sort" * 100)
    with pytest.raises(JournalError, match="can't use your journal"):
        Queries(paths)
