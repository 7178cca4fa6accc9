"""Tests of the writer thread: order, kill -9, a disk that fills up and empties, undo, and which readings are rows."""

from __future__ import annotations

import os
import queue
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from companion.faces.face import Doubt
from companion.journal.events import (
    AddReading,
    ClearOlder,
    Deleted,
    EndSession,
    Notice,
    Recovered,
    SetNote,
    SetTags,
    Told,
    UndoDelete,
    delete_all,
    delete_sessions,
)
from companion.journal.moment import DAY_MS, Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.reading_log import ReadingLog
from companion.journal.records import CheckIn, Mode, ReadingRow, SessionStart
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.reading.reading import Kind, Reading, Scores
from companion.words import journal as sentences
from tests.journal_time import NOON, later, now, paths_in

START = SessionStart("s0", Mode.TALK, NOON)
PATIENCE_S = 20.0


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


def read(paths: Paths, what: Callable[[Queries], object]) -> object:
    with Queries(paths) as queries:
        return what(queries)


def test_events_are_written_in_order_and_stop_flushes(paths: Paths) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    writer = Writer(paths, now, told.put)
    for event in (START, SetNote("s0", "one"), SetNote("s0", "two"), SetTags("s0", ("work",))):
        writer.post(event)  # before the start, too
    writer.start()
    for time_ms in range(0, 50_000, 1000):
        writer.post(AddReading("s0", ReadingRow(time_ms, Kind.UNSURE)))
    writer.post(AddReading("nobody", ReadingRow(0, Kind.UNSURE)))
    writer.post(AddReading("s0", ReadingRow(0, Kind.CLEAR, ("no such word",))))
    writer.post(SetNote("s0", None))  # type: ignore[arg-type]
    writer.post(EndSession("s0", Moment(NOON.utc_ms + 50_000, 60), 50_000))
    assert writer.stop()
    assert told.empty()
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        assert (session.note, session.tags, session.length_ms) == ("two", ("work",), 50_000)
        assert len(queries.readings("s0")) == 50


def test_call_answers_from_the_writers_thread(paths: Paths) -> None:
    writer = Writer(paths, now, lambda notice: None)
    writer.start()
    writer.post(START)
    assert writer.call(lambda journal: journal.delete_sessions(["s0"], "d0").count).result(PATIENCE_S) == 1
    with pytest.raises(ZeroDivisionError):
        writer.call(lambda journal: 1 // 0).result(PATIENCE_S)
    assert writer.flush(PATIENCE_S)
    writer.stop()


def test_deleting_can_be_undone_and_then_is_carried_out(paths: Paths) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    writer = Writer(paths, now, told.put, undo_s=0.3)
    writer.start()
    old = SessionStart("old", Mode.TALK, Moment(NOON.utc_ms - 90 * DAY_MS, 60))
    for event in (START, SessionStart("s1", Mode.TALK, later(-DAY_MS)), old, ClearOlder(2)):
        writer.post(event)
    cleared = told.get(timeout=PATIENCE_S)
    assert isinstance(cleared, Deleted) and cleared.count == 1 and cleared.gone
    one, everything = delete_sessions("s1"), delete_all()
    writer.post(one)
    assert told.get(timeout=PATIENCE_S) == Deleted(one.uid, 1)
    assert told.get(timeout=PATIENCE_S) == Deleted(one.uid, 1, gone=True)
    writer.post(everything)
    writer.post(UndoDelete(everything.uid))
    assert told.get(timeout=PATIENCE_S) == Deleted(everything.uid, 1)
    assert told.get(timeout=PATIENCE_S) == Deleted(everything.uid, 0, undone=True)
    time.sleep(0.4)
    writer.flush()
    assert [session.uid for session in read(paths, Queries.sessions)] == ["s0"]  # type: ignore[attr-defined]
    writer.post(delete_all())
    writer.stop()  # no undo after the end: carried out at once
    with sqlite3.connect(paths.journal) as sql:  # not by open_journal, which would carry it out itself
        counts = [sql.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in ("sessions", "deletions")]
    assert counts == [0, 0]


def test_clearing_that_would_leave_nothing_is_told_and_not_done(paths: Paths) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    far_ahead = Moment(NOON.utc_ms + 4000 * DAY_MS, 60)
    writer = Writer(paths, lambda: far_ahead, told.put)
    writer.start()
    for event in (START, EndSession("s0", later(1000), 1000), ClearOlder(12)):
        writer.post(event)
    assert told.get(timeout=PATIENCE_S) == Told(sentences.NOT_CLEARED)
    assert writer.stop()
    assert told.empty()
    assert [session.uid for session in read(paths, Queries.sessions)] == ["s0"]  # type: ignore[attr-defined]


def test_clearing_that_cannot_be_done_at_once_is_left_to_the_next_start(paths: Paths) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    journal = open_journal(paths, now).journal
    journal.start_session(SessionStart("old", Mode.TALK, Moment(NOON.utc_ms - 90 * DAY_MS, 60)))
    journal.end_session("old", Moment(NOON.utc_ms - 90 * DAY_MS, 60), 0)
    journal.close()
    # Another window has it, in which clearing is switched off meanwhile.
    other = sqlite3.connect(paths.journal, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writer = Writer(paths, now, told.put, retry_s=0.1)
    writer.start()
    writer.post(ClearOlder(2))
    writer.post(START)
    assert told.get(timeout=PATIENCE_S) == Told(sentences.BUSY)
    other.close()
    assert told.get(timeout=PATIENCE_S) == Recovered(sentences.RECOVERED, 0)
    assert writer.stop() and told.empty()
    assert [session.uid for session in read(paths, Queries.sessions)] == ["s0", "old"]  # type: ignore[attr-defined]


def test_who_takes_a_deletion_back_is_told_whether_it_is(paths: Paths) -> None:
    writer = Writer(paths, now, lambda notice: None)
    writer.start()
    one, answers = delete_sessions("s0"), list[bool]()
    for event in (START, one, UndoDelete(one.uid, answers.append), UndoDelete(one.uid, answers.append)):
        writer.post(event)
    assert writer.stop() and answers == [True, False]


def test_a_full_disk_is_told_once_and_saving_goes_on_by_itself(small_disk: Path) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    paths = paths_in(small_disk)
    writer = Writer(paths, now, told.put, retry_s=0.05)
    writer.start()
    writer.post(START)
    for number in range(300):
        writer.post(CheckIn(f"c{number}", "s0", Moment(NOON.utc_ms + number), note="x" * 5_000))
    assert told.get(timeout=PATIENCE_S) == Told(sentences.DISK_FULL)
    assert not writer.flush(PATIENCE_S)
    time.sleep(0.3)
    assert told.empty()
    subprocess.run(["mount", "-o", "remount,size=16m", small_disk], check=True)
    assert told.get(timeout=PATIENCE_S) == Recovered(sentences.RECOVERED, 0)
    writer.stop()
    with Queries(paths) as queries:
        assert [one.uid for one in queries.checkins()] == [f"c{number}" for number in range(300)]


def test_what_waits_is_bounded_and_what_the_person_wrote_goes_last(paths: Paths) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    paths.data.parent.mkdir(exist_ok=True)
    paths.data.touch()  # no folder can be made here
    writer = Writer(paths, now, told.put, retry_s=0.05, held=10)
    writer.start()
    writer.post(START)
    writer.post(CheckIn("c0", "s0", NOON, ("calm",)))
    for time_ms in range(30):
        writer.post(AddReading("s0", ReadingRow(time_ms, Kind.UNSURE)))
    writer.post(SetNote("s0", "kept"))
    assert not writer.flush(PATIENCE_S)
    assert told.get(timeout=PATIENCE_S) == Told(sentences.READ_ONLY.format(folder=paths.data))
    paths.data.unlink()
    assert told.get(timeout=PATIENCE_S) == Recovered(sentences.RECOVERED_WITH_LOSS.format(count=23), 23)
    writer.stop()
    with Queries(paths) as queries:
        assert queries.sessions()[0].note == "kept"
        assert [row.time_ms for row in queries.readings("s0")] == list(range(23, 30))
        assert len(queries.checkins()) == 1


def test_a_journal_damaged_while_open_is_set_aside_and_the_session_goes_on(paths: Paths) -> None:
    told: queue.Queue[Notice] = queue.Queue()
    writer = Writer(paths, now, told.put, retry_s=0.05)
    writer.start()
    writer.post(START)
    assert writer.flush(PATIENCE_S)
    writer.call(lambda journal: journal._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()).result()
    size = paths.journal.stat().st_size
    with paths.journal.open("r+b") as file:
        file.write(b"\xaa" * size)
    # The connection's memory still holds the sound pages; without them it reads the file again.
    writer.call(lambda journal: journal._db.conn.execute("PRAGMA shrink_memory").fetchall()).result(PATIENCE_S)
    for time_ms in range(20):
        writer.post(AddReading("s0", ReadingRow(time_ms, Kind.UNSURE)))
    writer.flush(PATIENCE_S)
    writer.post(EndSession("s0", Moment(NOON.utc_ms + 1000, 60), 1000))
    writer.stop()
    notices = [told.get(timeout=PATIENCE_S) for _ in range(3)]
    assert isinstance(notices[0], Told)
    assert notices[1:] == [
        Told(sentences.CORRUPT.format(name="journal.db.corrupt")),
        Recovered(sentences.RECOVERED_ANEW, 0),
    ]
    assert "Nothing was lost" not in sentences.RECOVERED_ANEW
    with Queries(paths) as queries:
        assert [session.uid for session in queries.sessions()] == ["s0"]
        assert len(queries.readings("s0")) == 20


def test_kill_9_loses_at_most_the_last_second(paths: Paths, tmp_path: Path) -> None:
    program = tmp_path / "talk.py"
    program.write_text(
        "import time\n"
        "from companion.journal.events import AddReading\n"
        "from companion.journal.moment import system_clock\n"
        "from companion.journal.reading_log import ReadingLog\n"
        "from companion.journal.records import Mode, SessionStart\n"
        "from companion.journal.writer import Writer\n"
        "from companion.paths import user_paths\n"
        "from companion.reading.reading import Kind, Reading\n"
        "writer = Writer(user_paths(), system_clock, print)\n"
        "writer.start()\n"
        "writer.post(SessionStart('s0', Mode.TALK, system_clock()))\n"
        "writer.flush()\n"
        "log = ReadingLog(time.monotonic())\n"
        "for frame in range(10_000):\n"
        "    row = log.row(Reading(Kind.UNSURE), time.monotonic())\n"
        "    if row: writer.post(AddReading('s0', row))\n"
        "    print(log.elapsed_ms(time.monotonic()), flush=True)\n"
        "    time.sleep(1 / 30)\n"
    )
    environ = {**os.environ, "COMPANION_HOME": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen([sys.executable, program], env=environ, stdout=subprocess.PIPE, text=True) as talk:
        assert talk.stdout is not None
        reached = 0
        while reached < 2_600:
            reached = int(talk.stdout.readline())
        talk.send_signal(signal.SIGKILL)
        rest = talk.stdout.read().split()
        reached = int(rest[-1]) if rest else reached
    with Queries(paths) as queries:  # readable as it lies there
        kept = queries.readings("s0")
    # A second between rows, and up to half of one for a commit on a busy machine.
    assert len(kept) >= 3 and kept[-1].time_ms >= reached - 1_500
    opened = open_journal(paths, now)
    opened.journal.close()
    assert opened.notes == (sentences.FINISHED_ONE,)
    with Queries(paths) as queries:
        assert queries.readings("s0") == kept
        assert queries.sessions()[0].length_ms == kept[-1].time_ms


def test_a_row_at_each_change_and_each_second() -> None:
    log = ReadingLog(100.0)
    happy, sad = Reading(Kind.CLEAR, ("happiness",)), Reading(Kind.CLEAR, ("sadness",))
    maybe = Reading(Kind.MAYBE, ("sadness", "neutral"))
    said = [happy] * 75 + [sad] * 10 + [maybe] * 5 + [happy] * 60  # 30 a second
    rows = [row for frame, reading in enumerate(said) if (row := log.row(reading, 100.0 + frame / 30)) is not None]
    assert [row.time_ms for row in rows] == [0, 1000, 2000, 2500, 2833, 3000, 4000]
    assert [row.words for row in rows[3:6]] == [("sadness",), ("sadness", "neutral"), ("happiness",)]


def test_a_row_keeps_scores_in_nine_bytes_and_reasons_without_order() -> None:
    values = np.array([0.5, 0.0, 0.0, 0.0, 1.5, float("nan"), -1.0, 0.25, 0.002])
    reading = Reading(Kind.UNSURE, scores=Scores(values), reasons=(Doubt.CROWDED, Doubt.DARK), track=4)
    row = ReadingLog(0.0).row(reading, 0.0)
    assert row == ReadingRow(
        0, Kind.UNSURE, (), (Doubt.DARK, Doubt.CROWDED), bytes([128, 0, 0, 0, 255, 0, 0, 64, 1]), 4
    )


def test_a_clock_that_jumps_back_makes_no_row_early_or_twice() -> None:
    log = ReadingLog(50.0)
    one, two = Reading(Kind.UNSURE), Reading(Kind.NO_FACE)
    times = [50.0, 51.0, 51.5, 10.0, 10.4, 10.5, 10.5, 10.5]
    readings = [one, one, one, one, one, one, two, one]
    rows = [log.row(reading, at) for reading, at in zip(readings, times, strict=True)]
    assert [row.time_ms if row else None for row in rows] == [0, 1000, None, None, None, 2000, 2001, 2002]
