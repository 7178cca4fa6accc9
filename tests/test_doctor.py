"""The doctor: says what is here and how to mend the rest, and fetches the detector only if it is the right one."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.doctor import Check, State, examine, get_detector
from companion.journal.moment import system_clock
from companion.journal.opening import open_journal
from companion.paths import Paths
from companion.speech import process_voice
from companion.speech.voices import VoiceName
from companion.words import doctor as say
from companion.words import journal as journal_words

CONTENT = b"a face finder, for the test"
SUM = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def server() -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/detector" else 404)
            self.end_headers()
            self.wfile.write(CONTENT)

        def log_message(self, *arguments: object) -> None:
            """Keep quiet."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


def test_right_file_is_fetched_once_and_kept_privately(server: str, paths: Paths) -> None:
    assert get_detector(paths, f"{server}/detector", SUM) == ""
    assert paths.detector.read_bytes() == CONTENT
    assert paths.detector.stat().st_mode & 0o077 == 0
    # It is there: nothing is fetched again, even where nothing answers.
    assert get_detector(paths, "http://127.0.0.1:9/none", SUM) == ""


def test_wrong_sum_is_not_kept(server: str, paths: Paths) -> None:
    assert "check sum is wrong" in get_detector(paths, f"{server}/detector", "0" * 64)
    assert not paths.detector.exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/none", "{server}/missing"])
def test_no_connection_is_one_sentence(server: str, paths: Paths, address: str) -> None:
    problem = get_detector(paths, address.format(server=server), SUM)
    assert "could not be fetched" in problem
    assert not paths.detector.exists()


def test_examine_looks_at_everything_and_changes_nothing(paths: Paths, home: Path) -> None:
    checks = {check.name: check for check in examine(paths)}
    assert list(checks) == ["camera", "display", "voice", "detector", "network", "journal"]
    assert checks["network"].state is State.GOOD
    assert checks["journal"].state is State.GOOD
    assert checks["detector"].state is State.WARNING
    assert "--get-detector" in checks["detector"].mend
    assert not any(home.rglob("*.db"))


def doctor(**environ: str) -> tuple[int, dict[str, dict[str, str]]]:
    done = subprocess.run(
        [sys.executable, "-m", "companion", "doctor", "--json"],
        capture_output=True,
        text=True,
        env={**os.environ, **environ},
        timeout=60,
    )
    assert done.stderr == ""
    return done.returncode, {check["name"]: check for check in json.loads(done.stdout)["checks"]}


def test_a_folder_that_may_not_be_entered_is_told(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    there = Path.exists

    def exists(path: Path) -> bool:
        if path.is_relative_to(paths.data):
            raise PermissionError(13, "Permission denied", str(path))
        return there(path)

    # Tests often run as root, to whom no folder is closed.
    monkeypatch.setattr(Path, "exists", exists)
    assert [check.name for check in examine(paths)][-1] == "journal"


def test_no_camera_is_a_warning_but_no_screen_keeps_the_app_from_running() -> None:
    status, checks = doctor()
    assert status == 0
    assert checks["display"]["state"] == "good"
    status, checks = doctor(DISPLAY="")
    assert status == 1
    assert checks["display"]["state"] == "missing"
    assert checks["display"]["mend"]


def test_voice_is_a_warning_where_aplay_is_missing(tmp_path: Path) -> None:
    (tmp_path / "espeak-ng").symlink_to(sys.executable)
    _, checks = doctor(PATH=str(tmp_path))
    assert checks["voice"]["state"] == "warning"
    assert "aplay" in checks["voice"]["found"]


ENGLISH = (VoiceName("en", "English"),)


@pytest.mark.parametrize(("voices", "state"), [(ENGLISH, "good"), ((), "good"), (None, "warning")])
def test_a_voice_that_speaks_without_its_program_is_good(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, voices: tuple[VoiceName, ...] | None, state: str
) -> None:
    (tmp_path / "aplay").symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(process_voice, "list_voices", lambda: voices)  # by libespeak-ng, which may not be here
    checks = {check.name: check.state.value for check in examine(paths)}
    assert checks["voice"] == state


def test_broken_detector_file_is_told(paths: Paths) -> None:
    paths.make_private()
    paths.detector.write_bytes(b"no network")
    checks = {check.name: check for check in examine(paths)}
    assert checks["detector"].state is State.WARNING
    assert str(paths.detector) in checks["detector"].found


def journal_check(paths: Paths) -> Check:
    return {check.name: check for check in examine(paths)}["journal"]


def written_journal(paths: Paths) -> None:
    open_journal(paths, system_clock).journal.close()


def in_folder(paths: Paths) -> dict[str, tuple[bytes, int]]:
    return {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in paths.data.iterdir()}


def test_a_journal_that_is_there_is_looked_at_and_nothing_is_changed(paths: Paths) -> None:
    written_journal(paths)
    before = in_folder(paths)
    check = journal_check(paths)
    assert (check.state, check.found) == (State.GOOD, say.JOURNAL_GOOD.format(path=paths.journal))
    assert in_folder(paths) == before


def test_a_journal_of_a_newer_version_is_no_good_one(paths: Paths) -> None:
    written_journal(paths)
    with contextlib.closing(sqlite3.connect(paths.journal)) as sql:
        sql.execute("UPDATE _sqlite_migrations SET name = 'schema_99' WHERE name = 'schema_2'")
        sql.commit()
    before = in_folder(paths)
    check = journal_check(paths)
    assert (check.state, check.found) == (State.WARNING, journal_words.NEWER)
    assert in_folder(paths) == before


def test_a_file_that_is_no_journal_is_told_before_it_is_put_aside(paths: Paths) -> None:
    paths.make_private()
    paths.journal.write_bytes(b"this is no database" * 100)
    check = journal_check(paths)
    assert (check.state, check.found) == (State.WARNING, say.JOURNAL_BROKEN.format(path=paths.journal))
    paths.journal.unlink()
    with contextlib.closing(sqlite3.connect(paths.journal)) as sql:
        sql.execute("CREATE TABLE songs (name TEXT)")
    assert journal_check(paths).found == say.JOURNAL_BROKEN.format(path=paths.journal)


def test_a_file_in_the_place_of_the_folder_keeps_nothing(paths: Paths) -> None:
    paths.data.rmdir()
    paths.data.touch()
    check = journal_check(paths)
    assert (check.state, check.found) == (State.WARNING, say.JOURNAL_READ_ONLY.format(path=paths.data))


def test_a_journal_that_is_open_is_a_good_one(paths: Paths) -> None:
    opened = open_journal(paths, system_clock)
    assert journal_check(paths).state is State.GOOD
    opened.journal.close()
