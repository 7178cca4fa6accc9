"""A journal that can't be opened, kept or cleared at the first try: what one try finds or does counts for the next."""

from __future__ import annotations

import queue
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.journal.events import Deleted, Notice, Recovered, Told, delete_sessions
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import Mode, SessionStart
from companion.journal.store import Journal
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.words import journal as sentences
from tests.journal_time import NOON, now, paths_in

PATIENCE_S = 20.0


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_in(tmp_path)


@pytest.fixture
def told(paths: Paths) -> Iterator[tuple[Writer, queue.Queue[Notice]]]:
    notices: queue.Queue[Notice] = queue.Queue()
    writer = Writer(paths, now, notices.put, undo_s=0.0, retry_s=0.05)
    yield writer, notices
    writer.stop()


def begun(paths: Paths, *uids: str) -> None:
    journal = open_journal(paths, now).journal
    for uid in uids:
        journal.start_session(SessionStart(uid, Mode.TALK, NOON))
    journal.close()


def test_a_journal_set_aside_in_a_try_that_failed_is_still_told(
    paths: Paths, told: tuple[Writer, queue.Queue[Notice]]
) -> None:
    begun(paths, "s0")
    with paths.journal.open("r+b") as file:
        file.write(b"damaged" * 20)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    writer, notices = told
    # As on a disk with a quota: the old file can be renamed, and no new one can be written.
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        writer.start()
        first = notices.get(timeout=PATIENCE_S)
        assert isinstance(first, Told) and paths.journal.with_name("journal.db.corrupt").exists()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    after = [notices.get(timeout=PATIENCE_S), notices.get(timeout=PATIENCE_S)]
    assert after == [
        Told(sentences.CORRUPT.format(name="journal.db.corrupt")), Recovered(sentences.RECOVERED_ANEW, 0),
    ]  # fmt: skip


def test_a_deletion_that_waits_for_a_reader_does_not_write_the_journal_again_and_again(
    paths: Paths, told: tuple[Writer, queue.Queue[Notice]]
) -> None:
    begun(paths, "s0", "s1")
    writer, notices = told
    writer.start()

    def fill(journal: Journal) -> None:
        sql = journal._db.conn
        (number,) = sql.execute("SELECT id FROM sessions WHERE uid = 's0'").fetchone()
        with sql:
            rows = ((number, time_ms, bytes(9)) for time_ms in range(60_000))
            sql.executemany("INSERT INTO readings VALUES (?, ?, 2, NULL, NULL, 0, ?, 1)", rows)

    writer.call(fill).result(PATIENCE_S)
    wal = paths.journal.with_name(f"{paths.journal.name}-wal")
    with Queries(paths) as queries, queries.snapshot():
        assert len(queries.sessions()) == 2
        writer.post(delete_sessions("s1"))
        notice = notices.get(timeout=PATIENCE_S)  # that it can be undone
        while not (isinstance(notice, Told) and "not gone from all files yet" in notice.sentence):
            notice = notices.get(timeout=PATIENCE_S)
        tried = wal.stat().st_size
        # Each attempt waits two seconds for the reader, so more of them would take long; one more is enough to tell.
        with pytest.raises(queue.Empty):
            notices.get(timeout=3)
        assert wal.stat().st_size == tried
    while not (isinstance(notice, Deleted) and notice.gone):
        notice = notices.get(timeout=PATIENCE_S)
    assert wal.stat().st_size < 100_000, "what was in it went into the journal"
