"""The files beside the journal: the lock, private modes, what is set aside, and plain words for a failed write."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

from companion.causes import plain_cause
from companion.journal.records import CantNow, JournalBusy, JournalError
from companion.paths import put_in_place
from companion.words import journal as sentences

_CANT_WRITE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EEXIST, errno.EISDIR})

# How a copy's name ends while it is written.
PART = ".companion-part"
# Who writes one writes to it more often than this.
AT_WORK_S = 60.0
# For each connection to a journal. VACUUM and sorting use temporary files, in a folder that others can read, and nobody
# overwrites their freed blocks.
SORT_IN_MEMORY = "PRAGMA temp_store=MEMORY"


@contextmanager
def private_umask() -> Iterator[None]:
    """New files are for their owner alone while inside."""
    former = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(former)


def make_files_private(journal: Path) -> None:
    """Set mode 0600 on the journal and all files beside it that belong to it."""
    for file in journal.parent.glob(f"{journal.name}*"):
        if file.is_file() and file.stat().st_mode & 0o077:
            file.chmod(0o600)


class FileLock:
    """One writer at a time. The system lets go of it when the process ends, kill -9 included.

    POSIX record locks and not flock: a forked child (a voice) must not hold the journal after its parent was killed.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            JournalBusy: another process has it.
            OSError: the file can't be made.
        """
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._file)
        except OSError as error:
            os.close(self._file)
            if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
                raise JournalBusy(sentences.BUSY) from error
            raise

    def release(self) -> None:
        """Let go; may be called twice."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _lock(file: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # Some network folders know no locks; the journal still works there, only unwatched.
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise


def _remove_killed(file: Path, part: Path) -> None:
    """Remove what a writer of `file` left that was killed: nobody else would, and it may hold the whole journal.

    `part` was made just now. One that was written to shortly before that may still be at work.
    """
    now_s = part.stat().st_mtime
    for left in file.parent.glob(f".{escape(file.name)}.*{PART}"):
        with suppress(OSError):  # another person's
            if now_s - left.stat().st_mtime > AT_WORK_S:
                left.unlink()


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Yield a temporary file beside `file` (mode 0600) that takes its place if all goes well: whole or not at all.

    Raises:
        JournalError: it can't be written. One sentence.
    """
    part = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=PART, dir=file.parent)
        part = Path(name)
        os.close(handle)
        _remove_killed(file, part)
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        put_in_place(part, file)
    except OSError as error:
        raise JournalError(sentences.CANT_WRITE.format(name=file.name, detail=plain_cause(error))) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def is_corrupt(error: sqlite3.Error) -> bool:
    """Say whether SQLite means the file itself, and not the disk or another process."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def can_wait(error: sqlite3.Error) -> bool:
    """Say whether the open connection is still good and the write may simply be tried again."""
    return _code(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def set_aside(journal: Path) -> Path:
    """Rename a journal that can't be read to `journal.db.corrupt`, numbered if there is one, with its -wal.

    Raises:
        OSError: the folder can't be changed.
    """
    target = journal.with_name(f"{journal.name}.corrupt")
    number = 2
    while target.exists():
        target = journal.with_name(f"{journal.name}.corrupt-{number}")
        number += 1
    wal = journal.with_name(f"{journal.name}-wal")
    if wal.exists():
        # What was written last may be in here alone; a repair tool expects it under this name.
        wal.replace(target.with_name(f"{target.name}-wal"))
    journal.with_name(f"{journal.name}-shm").unlink(missing_ok=True)
    journal.replace(target)
    return target


def backups(journal: Path) -> list[Path]:
    """Return the backups made before migrations."""
    return sorted(journal.parent.glob(f"{journal.name}.backup-*"))


def damaged(journal: Path) -> list[Path]:
    """Return the files that were set aside because they could not be read."""
    return sorted(journal.parent.glob(f"{journal.name}.corrupt*"))


def remove_copies(journal: Path) -> None:
    """Remove every backup and every file set aside.

    Raises:
        OSError: one could not be removed.
    """
    for file in (*backups(journal), *damaged(journal)):
        file.unlink(missing_ok=True)


def is_full(error: sqlite3.Error | OSError, folder: Path) -> bool:
    """Say whether there was no room in `folder`."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
    code = _code(error)
    return code == sqlite3.SQLITE_FULL or (
        code not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM) and _no_room(folder)
    )


def plain_error(error: sqlite3.Error | OSError, folder: Path) -> JournalError:
    """Return the JournalError with one sentence for what SQLite or the system reported."""
    if is_full(error, folder):
        return CantNow(sentences.DISK_FULL, full=True)
    if isinstance(error, OSError):
        if error.errno in _CANT_WRITE:
            return JournalError(sentences.READ_ONLY.format(folder=folder))
        return CantNow(sentences.BROKEN.format(detail=plain_cause(error)), full=False)
    code = _code(error)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return JournalError(sentences.READ_ONLY.format(folder=folder))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return JournalBusy(sentences.BUSY)
    return CantNow(sentences.BROKEN.format(detail=plain_cause(error)), full=False)


def _code(error: sqlite3.Error) -> int:
    # The lower byte is the primary code; an error of the Python module itself has none.
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _no_room(folder: Path) -> bool:
    # SQLite reports a full disk as an I/O error when it was the shared memory file that could not grow.
    if not hasattr(os, "statvfs"):
        return False
    with suppress(OSError):
        room = os.statvfs(folder)
        return room.f_blocks > 0 and room.f_bavail * room.f_frsize < 16_384
    return False
