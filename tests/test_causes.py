"""Why something failed, in plain words of the language, and never in the system's English where there are some."""

from __future__ import annotations

import errno
import os
import socket
import sqlite3
import ssl
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.causes import plain_cause
from companion.words import causes as say
from companion.words import language


@pytest.fixture(autouse=True, params=language.LANGUAGES)
def code(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test in each language."""
    language.use(request.param)
    yield
    language.use(language.ENGLISH)


def system(number: int) -> OSError:
    return OSError(number, os.strerror(number), "x.pdf")


def test_what_people_meet_has_plain_words() -> None:
    expected = {
        errno.ENOSPC: say.NO_ROOM, errno.EACCES: say.NOT_ALLOWED, errno.EPERM: say.NOT_ALLOWED,
        errno.EROFS: say.UNCHANGEABLE, errno.ENOENT: say.NOT_THERE, errno.ENOTDIR: say.NOT_THERE,
        errno.EISDIR: say.IS_FOLDER, errno.ENAMETOOLONG: say.LONG_NAME, errno.EBUSY: say.IN_USE,
        errno.EIO: say.NO_DRIVE, errno.ECONNREFUSED: say.NO_CONNECTION, errno.ENETUNREACH: say.NO_CONNECTION,
        errno.ETIMEDOUT: say.LATE,
    }  # fmt: skip
    assert {number: plain_cause(system(number)) for number in expected} == expected
    assert plain_cause(urllib.error.URLError(system(errno.ECONNREFUSED))) == say.NO_CONNECTION
    assert plain_cause(urllib.error.URLError(socket.gaierror(8, "Name or service not known"))) == say.NO_CONNECTION
    with pytest.raises(UnicodeDecodeError) as told:
        b"\xff".decode()
    assert plain_cause(told.value) == say.NO_TEXT


def test_what_has_none_keeps_its_own_and_numbers_of_a_library_are_not_the_systems() -> None:
    assert plain_cause(ssl.SSLError(1, "certificate is not trusted")) == "certificate is not trusted"
    assert plain_cause(urllib.error.URLError("unknown url type")) == "unknown url type"
    assert plain_cause(system(errno.EMFILE)) == os.strerror(errno.EMFILE)
    assert plain_cause(ValueError("odd")) == "odd"
    with pytest.raises(sqlite3.Error) as told:
        sqlite3.connect(":memory:").execute("SELECT nothing")
    assert plain_cause(told.value) == str(told.value)


def test_what_sqlite_says_has_plain_words_that_are_true_of_each_of_its_causes(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error) as told:
        sqlite3.connect(f"{(tmp_path / 'nothing' / 'there.db').as_uri()}?mode=ro", uri=True)
    assert plain_cause(told.value) == say.NOT_DONE
    (tmp_path / "text.db").write_text("hello" * 200)
    with pytest.raises(sqlite3.Error) as told:
        sqlite3.connect(tmp_path / "text.db").execute("SELECT * FROM sqlite_master")
    assert plain_cause(told.value) == say.DAMAGED
