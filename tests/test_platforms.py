"""What Windows and a Mac do otherwise, as far as it can be tried on Linux: their own calls are not here."""

from __future__ import annotations

import errno
import itertools
import os
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from companion import cli
from companion.analyze import _expanded
from companion.doctor import examine
from companion.paths import Paths, begin_private, put_in_place
from companion.sources.camera import BUSY_S, CameraSource
from companion.sources.permission import is_asked
from companion.speech import process_voice
from companion.ui.console_end import ENDS, console_handler
from tests.conftest import FakeCamera


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")


def test_a_folder_inherits_who_may_look_into_it_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o022)
    try:
        begin_private(tmp_path / "here")
        monkeypatch.setattr(sys, "platform", "win32")
        begin_private(tmp_path / "there")
    finally:
        os.umask(before)
    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("here", "there")] == [0o700, 0o755]


def held(monkeypatch: pytest.MonkeyPatch, times: int) -> list[Path]:
    """Have a file be held by another program, so that its place can't be taken so many times."""
    tried: list[Path] = []
    real = Path.replace

    def replace(part: Path, file: Path) -> Path:
        tried.append(part)
        if len(tried) <= times:
            raise PermissionError(errno.EACCES, "held", str(file))
        return real(part, file)

    monkeypatch.setattr(Path, "replace", replace)
    return tried


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: None
) -> None:
    part, file = tmp_path / "part", tmp_path / "file"
    part.write_text("new")
    file.write_text("old")
    tried = held(monkeypatch, 2)
    put_in_place(part, file)
    assert file.read_text() == "new" and len(tried) == 3


def test_a_file_that_stays_held_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, windows: None) -> None:
    (tmp_path / "part").touch()
    held(monkeypatch, 99)
    with pytest.raises(PermissionError):
        put_in_place(tmp_path / "part", tmp_path / "file")


def test_elsewhere_a_file_that_may_not_be_replaced_is_an_error_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "part").touch()
    tried = held(monkeypatch, 99)
    with pytest.raises(PermissionError):
        put_in_place(tmp_path / "part", tmp_path / "file")
    assert len(tried) == 1


def test_stars_in_a_path_stand_for_files_where_no_shell_does_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.jpg", "a.jpg", "[odd].jpg"):
        (tmp_path / name).touch()
    asked = ["*.jpg", "[odd].jpg", "none*.png"]
    assert list(_expanded(asked)) == asked
    monkeypatch.setattr(sys, "platform", "win32")
    assert list(_expanded(asked)) == ["[odd].jpg", "a.jpg", "b.jpg", "[odd].jpg", "none*.png"]


def test_a_reader_that_went_away_is_no_error_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, full = OSError(errno.EINVAL, "Invalid argument"), OSError(errno.ENOSPC, "No space left on device")
    named = OSError(errno.EINVAL, "Invalid argument", "a?.csv")
    assert [cli._nobody_reads(error) for error in (BrokenPipeError(), gone, full, named)] == [True, False, False, False]
    monkeypatch.setattr(sys, "platform", "win32")
    assert [cli._nobody_reads(error) for error in (BrokenPipeError(), gone, full, named)] == [True, True, False, False]


@pytest.mark.parametrize(("voices", "state"), [((), "good"), (None, "warning")])
def test_a_computer_without_a_voice_is_told(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, voices: tuple[()] | None, state: str
) -> None:
    monkeypatch.setattr(process_voice, "list_voices", lambda: voices)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert {check.name: check.state.value for check in examine(paths)}["voice"] == state


def test_a_console_that_is_closed_waits_for_the_app_to_end() -> None:
    asked, ended = threading.Event(), threading.Event()
    take = console_handler(asked.set, ended)
    assert take(0) is False and not asked.is_set(), "Ctrl+C is Python's own"
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(take(ENDS[0])))
    thread.start()
    assert asked.wait(5) and not answers
    ended.set()
    thread.join(5)
    assert answers == [True]


def test_a_camera_is_waited_for_while_the_person_is_asked_for_it() -> None:
    grey, stop = np.full((48, 64, 3), 100, np.uint8), threading.Event()
    answered = time.monotonic() + BUSY_S + 0.5
    source = CameraSource(
        0, lambda number: FakeCamera(itertools.repeat(grey) if time.monotonic() > answered else iter(()), []),
        retry_s=0.05, asked=lambda: time.monotonic() < answered,
    )  # fmt: skip
    for _ in source.frames(stop, lambda event: None):
        stop.set()
    assert stop.is_set()


def test_nothing_is_asked_where_no_system_asks() -> None:
    assert sys.platform == "darwin" or not is_asked()
