"""`Journal`: everything that writes. It belongs to the one thread that opened it (`opening.open_journal`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from companion.journal import deleting
from companion.journal.deleting import Deletion
from companion.journal.ending import close_open, lengthen
from companion.journal.files import FileLock, plain_error
from companion.journal.inserting import insert_checkins, insert_corrections, insert_tags, reading_values
from companion.journal.moment import Clock, Moment, months_before
from companion.journal.records import (
    CheckIn,
    Correction,
    JournalError,
    Merged,
    ReadingRow,
    SessionStart,
    UnknownSession,
    WholeSession,
)
from companion.journal.rows import LONGEST_MS
from companion.whole_text import whole
from companion.words import journal as sentences


class WriteFailed(JournalError):
    """A write failed and was rolled back; `cause` is what SQLite said. The same call may be made again."""

    def __init__(self, sentence: str, cause: sqlite3.Error) -> None:
        super().__init__(sentence)
        self.cause = cause


class Journal:
    """The open journal. Every call is one transaction, committed when it returns.

    All calls raise WriteFailed (nothing was written), JournalError if it is `read_only`, and those that name a session
    raise UnknownSession. Adding what is already there (same uid) does nothing, so a call may always be repeated.
    """

    def __init__(self, db: Database, path: Path, now: Clock, lock: FileLock | None, read_only: bool = False) -> None:
        """Take over an open and migrated database; use `open_journal` instead."""
        self._db = db
        self._now = now
        self._lock = lock
        self.path, self.read_only = path, read_only
        self._rewritten: set[str] = set()  # deletions after which the file was rewritten

    def start_session(self, start: SessionStart) -> None:
        """Begin a session; it has no end yet."""
        row = (
            start.uid,
            start.mode.value,
            start.started.utc_ms,
            start.started.offset_min,
            start.network,
            start.source,
            None if start.consent is None else int(start.consent),
        )
        with self._write() as sql:
            sql.execute(
                "INSERT OR IGNORE INTO sessions (uid, mode, started_ms, started_offset_min, network, source, consent)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def add_reading(self, session: str, row: ReadingRow) -> None:
        """Keep one reading; which ones are rows is `ReadingLog`'s decision."""
        with self._write() as sql:
            number = self._number(sql, session)
            sql.execute(
                "INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (number, *reading_values(row))
            )

    def end_session(self, session: str, ended: Moment, length_ms: int | None = None) -> None:
        """Close a session. `length_ms` by a clock that never goes back; without it the longest honest value is taken:
        the last reading, or end less start unless the clock was put back in between. Never more than LONGEST_MS: a
        longer one would hide the session with all that was said in it.
        """
        with self._write() as sql:
            number = self._number(sql, session)
            sql.execute(
                "UPDATE sessions SET ended_ms = ?, ended_offset_min = ?, length_ms = MIN(?, MAX(0, COALESCE(?, MAX("
                "  COALESCE((SELECT MAX(time_ms) FROM readings WHERE session_id = sessions.id), 0), ? - started_ms))))"
                " WHERE id = ?",
                (ended.utc_ms, ended.offset_min, LONGEST_MS, length_ms, ended.utc_ms, number),
            )

    def add_checkin(self, checkin: CheckIn) -> None:
        """Keep what the person said of their own feeling."""
        with self._write() as sql:
            insert_checkins(sql, self._number(sql, checkin.session), (checkin,))

    def set_checkin_note(self, checkin: str, note: str) -> None:
        """Replace the note of one check-in, named by its uid; one that is gone stays gone."""
        with self._write() as sql:
            sql.execute(_CHECKIN_NOTE, (whole(note), checkin))
        self._in_backups(lambda copy: copy.execute(_CHECKIN_NOTE, (whole(note), checkin)))

    def add_correction(self, correction: Correction) -> None:
        """Keep what a reading really was."""
        with self._write() as sql:
            insert_corrections(sql, self._number(sql, correction.session), (correction,))

    def set_source(self, session: str, source: str, network: str) -> None:
        """Say what a session that has begun looks at, and which network reads."""
        with self._write() as sql:
            number = self._number(sql, session)
            sql.execute("UPDATE sessions SET source = ?, network = ? WHERE id = ?", (source, network, number))

    def set_note(self, session: str, note: str) -> None:
        """Replace a session's note; an empty one removes it."""
        with self._write() as sql:
            self._number(sql, session)
            sql.execute(_NOTE, (whole(note), session))
        self._in_backups(lambda copy: copy.execute(_NOTE, (whole(note), session)))

    def set_tags(self, session: str, tags: Sequence[str]) -> None:
        """Replace a session's tags; spaces around them and empty ones are dropped."""
        with self._write() as sql:
            self._number(sql, session)
            _set_tags(sql, session, tags)
        self._in_backups(lambda copy: _set_tags(copy, session, tags))

    def merge(self, whole: WholeSession) -> Merged:
        """Add an imported session, or what is missing of one that is here already; what is here stays as it is.

        One that was copied while it still ran ends here at its last moment, until a copy with its end comes in. A
        session of here that has no end runs at this moment, and keeps its end to come.
        """
        one = whole.session
        ended = (one.ended.utc_ms, one.ended.offset_min) if one.ended else (None, None)
        consent = None if one.consent is None else int(one.consent)
        with self._write() as sql:
            before = sql.total_changes
            start = (one.uid, one.mode.value, one.started.utc_ms, one.started.offset_min)
            sql.execute(
                "INSERT OR IGNORE INTO sessions (uid, mode, started_ms, started_offset_min, ended_ms,"
                " ended_offset_min, length_ms, network, source, consent, note) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (*start, *ended, one.length_ms, one.network, one.source, consent, one.note),
            )
            number = self._number(sql, one.uid)
            added = sql.total_changes > before
            if added:
                # A session that is here keeps its tags: the person may have taken one off since the export.
                insert_tags(sql, number, one.tags)
            rows = ((number, *reading_values(row)) for row in whole.readings)
            sql.executemany("INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
            insert_checkins(sql, number, whole.checkins)
            insert_corrections(sql, number, whole.corrections)
            if added:
                close_open(sql, number)
            elif one.ended is None and sql.total_changes > before:
                lengthen(sql, number)
            elif one.ended is not None:
                sql.execute(
                    "UPDATE sessions SET ended_ms = ?, ended_offset_min = ?, length_ms = ? WHERE id = ?"
                    " AND ended_ms IS NOT NULL AND COALESCE(length_ms, 0) < ?",
                    (*ended, one.length_ms, number, one.length_ms),
                )
            gained = Merged.GAINED if sql.total_changes > before else Merged.KNOWN
            return Merged.NEW if added else gained

    def delete_sessions(self, uids: Sequence[str], deletion: str) -> Deletion:
        """Mark sessions for deletion under a fresh uid; they vanish from every query at once."""
        with self._write() as sql:
            return deleting.mark(sql, deletion, self._now(), sessions=uids)

    def delete_checkins(self, uids: Sequence[str], deletion: str) -> Deletion:
        """Mark check-ins for deletion; their session stays."""
        with self._write() as sql:
            return deleting.mark(sql, deletion, self._now(), checkins=uids)

    def delete_corrections(self, uids: Sequence[str], deletion: str) -> Deletion:
        """Mark corrections for deletion; their session stays."""
        with self._write() as sql:
            return deleting.mark(sql, deletion, self._now(), corrections=uids)

    def delete_span(self, first: date | None, last: date | None, deletion: str) -> Deletion:
        """Mark the sessions begun on these local days, both inclusive."""
        with self._write() as sql:
            return deleting.mark(sql, deletion, self._now(), span=(first, last))

    def delete_all(self, deletion: str) -> Deletion:
        """Mark every session; the purge then also removes backups and files set aside."""
        with self._write() as sql:
            return deleting.mark(sql, deletion, self._now(), everything=True)

    def clear_older(self, months: int, deletion: str) -> Deletion | None:
        """Mark sessions begun more than `months` months before today.

        Returns:
            None if only sessions of today would be left: nothing is marked, since the clock may be far ahead.
        """
        today = self._now().local_day
        before = months_before(today, months)
        with self._write() as sql:
            if deleting.leaves_only(sql, today, before):
                return None
            return deleting.mark(sql, deletion, self._now(), before=before)

    def undo_delete(self, deletion: str) -> bool:
        """Bring marked sessions back; False if they are gone already."""
        with self._write() as sql:
            return deleting.undo(sql, deletion)

    def pending_deletions(self) -> list[str]:
        """Return the uids of deletions that can still be undone, the oldest first."""
        with self._write() as sql:
            return deleting.begun(sql, undoable=True)

    def unfinished_deletions(self) -> list[str]:
        """Return the uids of deletions that are not carried out in every file yet, the oldest first."""
        with self._write() as sql:
            return deleting.begun(sql, undoable=False)

    def purge(self, deletion: str | None = None) -> int:
        """Delete what is marked (one deletion, or all) so that no byte of it is left in any file.

        Returns:
            How many sessions are gone.

        Raises:
            WriteFailed: no room, or History was reading; call again. The marks stay until all of it is done.
        """
        self._must_write()
        try:
            return deleting.purge(self._db.conn, self.path, deletion, self._rewritten)
        except deleting.StillRead as error:
            raise WriteFailed(sentences.NOT_DELETED_YET, error) from error
        except (sqlite3.Error, OSError) as error:
            if self._db.conn.in_transaction:
                self._db.conn.rollback()
            cause = error if isinstance(error, sqlite3.Error) else sqlite3.OperationalError(str(error))
            raise WriteFailed(str(plain_error(error, self.path.parent)), cause) from error

    def close_unfinished(self) -> int:
        """End sessions that a killed process left open, at their last reading or check-in; return how many."""
        with self._write() as sql:
            return close_open(sql)

    def close(self) -> None:
        """Fold the -wal file into the journal and let go of the lock; may be called twice."""
        try:
            if not self.read_only:
                self._db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error:
            # What is in the -wal file is safe there: the next start folds it in.
            pass
        finally:
            self._db.close()
            if self._lock is not None:
                self._lock.release()

    def _must_write(self) -> None:
        if self.read_only:
            raise JournalError(sentences.NEWER)

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        self._must_write()
        try:
            with self._db.atomic():
                yield self._db.conn
        except sqlite3.Error as error:
            raise WriteFailed(str(plain_error(error, self.path.parent)), error) from error

    def _in_backups(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """Have backups forget, too, what was written over."""
        try:
            deleting.change_backups(self.path, change)
        except OSError as error:
            # Tried again: to write the same once more does no harm.
            cause = sqlite3.OperationalError(str(error))
            raise WriteFailed(str(plain_error(error, self.path.parent)), cause) from error

    def _number(self, sql: sqlite3.Connection, uid: str) -> int:
        row = sql.execute("SELECT id FROM sessions WHERE uid = ?", (uid,)).fetchone()
        if row is None:
            raise UnknownSession(sentences.UNKNOWN_SESSION)
        return int(row[0])


_NOTE = "UPDATE sessions SET note = ? WHERE uid = ?"
_CHECKIN_NOTE = "UPDATE checkins SET note = ? WHERE uid = ?"


def _set_tags(sql: sqlite3.Connection, session: str, tags: Sequence[str]) -> None:
    """Replace the tags of a session; nothing where it is not in this file, as in a backup of before it."""
    for (number,) in sql.execute("SELECT id FROM sessions WHERE uid = ?", (session,)).fetchall():
        sql.execute("DELETE FROM tags WHERE session_id = ?", (number,))
        insert_tags(sql, number, tags)
