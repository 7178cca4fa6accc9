"""What is posted while the writer's thread is at something long: an import, a rewriting of the whole journal."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from companion.journal.events import Deleted, SetCheckInNote, UndoDelete, delete_all, delete_sessions
from companion.journal.importing import Imported, import_steps
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, JournalError, Mode, SessionStart
from companion.journal.store import Journal
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.words import journal as sentences
from tests.journal_copy import exported, fill, uid
from tests.journal_time import NOON, now, paths_in

PATIENCE_S = 20.0
MIRROR = SessionStart("s0", Mode.MIRROR, NOON)
ANSWER = CheckIn("c0", "s0", NOON, ("calm",))
NOTE = SetCheckInNote("c0", "long day")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path / "here")


@pytest.fixture
def writer(paths: Paths) -> Writer:
    """A writer whose journal is open."""
    writer = Writer(paths, now, lambda notice: None)
    writer.start()
    assert writer.flush(PATIENCE_S)
    return writer


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of three sessions."""
    there = paths_in(tmp_path / "there")
    journal = open_journal(there, now).journal
    fill(journal)
    journal.close()
    exported(there, tmp_path / "copy.json")
    return tmp_path / "copy.json"


def notes(paths: Paths) -> list[str]:
    """The notes of the answers of this computer, as they lie on the disk."""
    with Queries(paths) as queries:
        return [one.note for one in queries.checkins() if one.session == "s0"]


def sessions(paths: Paths) -> list[str]:
    with Queries(paths) as queries:
        return [one.uid for one in queries.sessions()]


def deleted(paths: Paths, session: str) -> bool:
    """Tell whether no row of a session is left in the journal."""
    with closing(sqlite3.connect(paths.journal)) as sql:
        return not sql.execute("SELECT 1 FROM sessions WHERE uid = ?", (session,)).fetchone()


class Import:
    """Brings a copy in, and stands still where it has brought in the first session."""

    def __init__(self, writer: Writer, copy: Path) -> None:
        self.reached, self._held = threading.Event(), threading.Event()
        self.seen: list[int] = []
        self.done: Future[Imported] = writer.call_in_steps(lambda journal: import_steps(journal, copy, self._told))
        assert self.reached.wait(PATIENCE_S)

    def _told(self, done: int, total: int) -> None:
        self.seen.append(done)
        if len(self.seen) == 1:
            self.reached.set()
            assert self._held.wait(PATIENCE_S)

    def go_on(self) -> None:
        self._held.set()


def test_a_note_that_is_given_during_an_import_is_on_the_disk_before_the_next_session(
    writer: Writer, paths: Paths, copy: Path
) -> None:
    kept: list[list[str]] = []

    def told(done: int, total: int) -> None:
        kept.append(notes(paths))
        if len(kept) == 1:
            for event in (MIRROR, ANSWER, NOTE):
                writer.post(event)

    done = writer.call_in_steps(lambda journal: import_steps(journal, copy, told))
    assert done.result(PATIENCE_S) == Imported(3, 0, ())
    assert kept == [[], ["long day"], ["long day"], ["long day"]]
    assert not writer.in_steps
    writer.stop()
    assert sorted(sessions(paths)) == [uid(0), uid(1), uid(2), "s0"]


def test_the_end_of_the_app_ends_an_import_and_keeps_all_that_was_posted(
    writer: Writer, paths: Paths, copy: Path, caplog: pytest.LogCaptureFixture
) -> None:
    one, second = Import(writer, copy), writer.call_in_steps(lambda journal: import_steps(journal, copy))
    for event in (MIRROR, ANSWER, delete_sessions(uid(0)), NOTE):
        writer.post(event)
    assert writer.in_steps
    ends = threading.Thread(target=writer.stop)
    ends.start()
    while not writer._ending:
        time.sleep(0.01)
    one.go_on()
    ends.join(PATIENCE_S)
    assert not ends.is_alive() and notes(paths) == ["long day"] and sessions(paths) == ["s0"]
    for asked in (one.done, second):
        with pytest.raises(JournalError, match="because Companion was closed"):
            asked.result(0)
    assert len(one.seen) == 1 and sentences.IMPORT_CLOSED in caplog.messages
    again = open_journal(paths, now)
    assert again.notes == (sentences.FINISHED_ONE,)  # the mirror of here has not ended in this test
    again.journal.close()


def test_what_is_deleted_during_an_import_is_all_that_it_brings_too_and_can_come_back(
    writer: Writer, paths: Paths, copy: Path
) -> None:
    one, everything, back = Import(writer, copy), delete_all(), list[bool]()
    writer.post(everything)
    for event in (MIRROR, ANSWER):  # begun after it, so not a part of it
        writer.post(event)
    one.go_on()
    assert one.done.result(PATIENCE_S).added == 3
    assert writer.flush(PATIENCE_S) and sessions(paths) == ["s0"]
    writer.post(UndoDelete(everything.uid, back.append))
    assert writer.flush(PATIENCE_S) and back == [True] and len(sessions(paths)) == 4
    writer.stop()


def test_what_is_taken_back_in_time_stays_though_another_deletion_was_asked_for_before(
    writer: Writer, paths: Paths, copy: Path
) -> None:
    for number in range(2):
        writer.post(SessionStart(f"s{number}", Mode.MIRROR, NOON))
    first, second, back = delete_sessions("s0"), delete_sessions("s1"), list[bool]()
    writer.post(first)
    read = threading.Event()

    def steps(journal: Journal) -> Iterator[None]:
        assert read.wait(PATIENCE_S)  # the file is being read
        yield from import_steps(journal, copy)

    done = writer.call_in_steps(steps)
    writer.post(second)
    writer.post(UndoDelete(first.uid, back.append))
    read.set()
    done.result(PATIENCE_S)
    assert writer.flush(PATIENCE_S) and back == [True]
    assert sorted(sessions(paths)) == [uid(0), uid(1), uid(2), "s0"]
    writer.stop()


def test_the_end_of_the_app_waits_for_what_was_posted_though_the_thread_is_busy_for_long(
    writer: Writer, paths: Paths
) -> None:
    reached, held = threading.Event(), threading.Event()

    def rewrites(journal: object) -> None:
        reached.set()
        held.wait(PATIENCE_S)

    writer.call(rewrites)
    assert reached.wait(PATIENCE_S)
    for event in (MIRROR, ANSWER, NOTE):
        writer.post(event)
    threading.Timer(1.0, held.set).start()
    writer.stop(timeout=0.1)
    assert notes(paths) == ["long day"]


def test_what_is_taken_back_in_time_stays_though_another_deletion_is_being_carried_out_until_later(
    paths: Paths,
) -> None:
    gone: list[str] = []
    clock, answers = [100.0], list[bool]()
    writer = Writer(
        paths,
        now,
        lambda notice: gone.append(notice.uid) if isinstance(notice, Deleted) and notice.gone else None,
        monotonic=lambda: clock[0],
        undo_s=10.0,
    )
    writer.start()
    for number in (1, 2):
        writer.post(SessionStart(uid(number), Mode.TALK, NOON))
    first, second = delete_sessions(uid(1)), delete_sessions(uid(2))
    writer.post(first)
    assert writer.flush(PATIENCE_S)
    clock[0] += 3
    writer.post(second)
    assert writer.flush(PATIENCE_S)
    with Queries(paths) as queries, queries.snapshot():  # a copy is being saved: the first can't be finished meanwhile
        queries.sessions()
        clock[0] += 7.5  # the first is due
        looks = writer.call(lambda journal: journal.pending_deletions())
        while not deleted(paths, uid(1)):
            time.sleep(0.01)
        clock[0] += 1
        writer.call(lambda journal: None)
        writer.post(UndoDelete(second.uid, answers.append))
        clock[0] += 5  # by now the second would be due, too
        assert looks.result(PATIENCE_S) == [second.uid]
    assert writer.flush(PATIENCE_S) and answers == [True] and sessions(paths) == [uid(2)]
    late = delete_sessions(uid(2))
    writer.post(late)
    assert writer.flush(PATIENCE_S)
    clock[0] += 10
    writer.call(lambda journal: None)
    writer.post(UndoDelete(late.uid, answers.append))
    assert writer.stop() and answers == [True, False] and late.uid in gone and second.uid not in gone


def test_what_is_taken_back_while_a_copy_is_read_does_not_go_with_the_import(
    paths: Paths, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bool] = []
    writer = Writer(paths, now, lambda notice: None, undo_s=10.0)
    writer.start()
    writer.post(MIRROR)
    deletion = delete_sessions("s0")
    writer.post(deletion)
    assert writer.flush(PATIENCE_S)
    read = Path.read_text

    def pressed_meanwhile(file: Path, *given: Any, **named: Any) -> str:
        text = read(file, *given, **named)
        if file == copy:
            writer.post(UndoDelete(deletion.uid, answers.append))
        return text

    monkeypatch.setattr(Path, "read_text", pressed_meanwhile)
    done = writer.call_in_steps(lambda journal: import_steps(journal, copy))
    assert done.result(PATIENCE_S) == Imported(3, 0, ())
    assert writer.stop() and answers == [True] and "s0" in sessions(paths)
