"""Says in plain words why something failed, in the language of the app."""

from __future__ import annotations

import errno
import sqlite3

from companion.words import causes as say

# What Windows says of a file that another program has open.
_SHARED = (32, 33)


def plain_cause(error: BaseException) -> str:
    """Return a few plain words for a bracket; where there are none, what the system or the library said itself."""
    reason = getattr(error, "reason", None)
    if isinstance(error, UnicodeError):
        return say.NO_TEXT
    if isinstance(reason, BaseException):  # urllib's, around what went wrong
        return plain_cause(reason)
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    if not isinstance(error, OSError):
        return str(error)
    return _of_system(error) or str(reason or error.strerror or error)


def _of_sqlite(error: sqlite3.Error) -> str:
    # The lower byte is the primary code; an error of the Python module itself has none.
    by_code = {
        sqlite3.SQLITE_CORRUPT: say.DAMAGED,
        sqlite3.SQLITE_NOTADB: say.DAMAGED,
        sqlite3.SQLITE_BUSY: say.IN_USE,
        sqlite3.SQLITE_LOCKED: say.IN_USE,
        sqlite3.SQLITE_PERM: say.NOT_ALLOWED,
        sqlite3.SQLITE_READONLY: say.UNCHANGEABLE,
        sqlite3.SQLITE_FULL: say.NO_ROOM,
        # It does not tell why: a stick that was pulled out, a quota, a folder that may not be entered.
        sqlite3.SQLITE_IOERR: say.NOT_DONE,
        sqlite3.SQLITE_CANTOPEN: say.NOT_DONE,
    }
    return by_code.get(int(getattr(error, "sqlite_errorcode", 0)) & 0xFF, str(error))


def _of_system(error: OSError) -> str:
    """Return "" where there are no plain words. Some libraries put numbers of their own into `errno`: classes first."""
    if getattr(error, "winerror", None) in _SHARED:
        return say.IN_USE
    if isinstance(error, TimeoutError):
        return say.LATE
    # By the module's name: only the doctor goes to the network, and nothing else shall load what does.
    library = type(error).__module__
    if isinstance(error, ConnectionError) or library == "socket":
        return say.NO_CONNECTION
    if library == "ssl":
        return ""
    if error.errno == errno.EROFS:
        return say.UNCHANGEABLE
    if isinstance(error, PermissionError):
        return say.NOT_ALLOWED
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return say.NOT_THERE
    if isinstance(error, IsADirectoryError):
        return say.IS_FOLDER
    by_number = {
        errno.ENOSPC: say.NO_ROOM,
        errno.EFBIG: say.NO_ROOM,
        errno.ENAMETOOLONG: say.LONG_NAME,
        errno.EBUSY: say.IN_USE,
        errno.EIO: say.NO_DRIVE,
        errno.ENODEV: say.NO_DRIVE,
        errno.ENXIO: say.NO_DRIVE,
        errno.ENETUNREACH: say.NO_CONNECTION,
        errno.EHOSTUNREACH: say.NO_CONNECTION,
        errno.ENETDOWN: say.NO_CONNECTION,
    }
    if hasattr(errno, "EDQUOT"):
        by_number[errno.EDQUOT] = say.NO_ROOM
    return by_number.get(error.errno or 0, "")
