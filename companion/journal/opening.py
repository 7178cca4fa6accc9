"""Opening the journal: made private, checked, backed up, brought to the newest schema, tidied after a crash."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database, Migrations

from companion.journal.files import (
    SORT_IN_MEMORY,
    FileLock,
    is_corrupt,
    make_files_private,
    plain_error,
    private_umask,
    set_aside,
)
from companion.journal.migrations import JOURNAL, is_journal, is_newer, migrate
from companion.journal.moment import Clock
from companion.journal.rows import readable
from companion.journal.store import Journal, WriteFailed
from companion.paths import Paths, make_private
from companion.words import journal as sentences

# Long enough for a query of History to end, short enough to be told soon.
BUSY_WAIT_S = 2.0


@dataclass(frozen=True)
class Opened:
    """The open journal, and sentences that the person should read (none on a usual day).

    Attributes:
        begun_anew: what was here could not be read, and was set aside.
    """

    journal: Journal
    notes: tuple[str, ...] = ()
    begun_anew: bool = False


def open_journal(paths: Paths, now: Clock, steps: Migrations = JOURNAL, again: bool = False) -> Opened:
    """Open (or begin) the journal in `paths.data`, in the thread that will write it.

    A file that is no journal or is corrupt is set aside and a new one begun; a newer version's journal is opened
    read-only; sessions left open by a killed process are closed; pending deletions are carried out.

    Args:
        again: this process had it open before: a session without an end still runs, and no crash left it.

    Raises:
        JournalBusy: another running Companion has it.
        JournalError: the folder can't be written, or the disk is full. One sentence.
    """
    path = paths.journal
    with private_umask():
        try:
            make_private(paths.data)
            with suppress(OSError):  # where settings can't be kept, the journal can
                paths.make_private()
            lock = FileLock(path.with_name(f"{path.name}.lock"))
        except OSError as error:
            raise plain_error(error, path.parent) from error
        try:
            make_files_private(path)
            return _open_locked(path, now, lock, steps, again)
        except (sqlite3.Error, OSError) as error:
            lock.release()
            raise plain_error(error, path.parent) from error
        except BaseException:
            lock.release()
            raise


def _open_locked(path: Path, now: Clock, lock: FileLock, steps: Migrations, again: bool) -> Opened:
    notes: list[str] = []
    db = _open_sound(path, steps)
    begun_anew = db is None
    if db is None:
        notes.append(sentences.CORRUPT.format(name=set_aside(path).name))
        db = Database(_connect(path))
    try:
        if is_newer(db, steps):
            db.close()
            lock.release()
            only = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_WAIT_S)
            only.execute(SORT_IN_MEMORY)
            return Opened(Journal(Database(only), path, now, None, read_only=True), (sentences.NEWER,))
        # Outside a transaction and before the first write: a file can't change it later.
        db.conn.execute("PRAGMA journal_mode=WAL").fetchall()
        migrate(db, path, steps)
        # A reference may only be checked once the schema is whole.
        db.conn.execute("PRAGMA foreign_keys=ON")
        journal = Journal(db, path, now, lock)
        # While `companion export` reads, say: what is marked stays unseen, and the writer tries again. On a
        # reopening, a deletion may still be within the time in which it can be undone.
        with suppress(WriteFailed):
            if not again:
                journal.purge()
        unfinished = 0 if again else journal.close_unfinished()
    except BaseException:
        db.close()
        raise
    if unfinished == 1:
        notes.append(sentences.FINISHED_ONE)
    elif unfinished:
        notes.append(sentences.FINISHED_MANY.format(count=unfinished))
    return Opened(journal, tuple(notes), begun_anew)


def _connect(path: Path) -> sqlite3.Connection:
    # Made by us and not by SQLite, so that its mode is ours; -wal and -shm take the mode of the journal.
    path.touch(mode=0o600)
    sql = sqlite3.connect(path, timeout=BUSY_WAIT_S)
    sql.text_factory = readable
    sql.execute(SORT_IN_MEMORY)
    # Freed bytes are overwritten: an edited note is gone, too.
    sql.execute("PRAGMA secure_delete=ON").fetchall()
    # Each commit reaches the disk, so that an empty battery loses no more than kill -9 does.
    sql.execute("PRAGMA synchronous=FULL")
    return sql


def _open_sound(path: Path, steps: Migrations) -> Database | None:
    """Return the opened database, or None if the file is corrupt or another program's."""
    sql = None
    try:
        sql = _connect(path)
        db = Database(sql)
        sound = is_journal(db, steps) and sql.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.Error as error:
        if sql is not None:
            sql.close()
        if is_corrupt(error):
            return None
        raise
    if not sound:
        sql.close()
        return None
    return db
