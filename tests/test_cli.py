"""The command line where something fails that no command knows of: one plain sentence, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from companion.cli import parser, run
from companion.words import causes
from companion.words import cli as say

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no such disk here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", [["analyze", "face.png"], ["doctor", "--json"], ["export", "all.json"]])
def test_a_full_disk_below_the_output_is_one_sentence(
    tmp_path: Path, command: list[str], unbuffered: str
) -> None:
    cv2.imwrite(str(tmp_path / "face.png"), np.full((64, 64), 120, np.uint8))
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONUNBUFFERED": unbuffered}
    environ["COMPANION_HOME"] = str(tmp_path / "home")
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "companion", *command],
            stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environ, timeout=120,
        )  # fmt: skip
    assert done.stderr.splitlines() == [say.NOT_ALL_WRITTEN.format(cause=causes.NO_ROOM)]
    assert done.returncode == 1
    assert (tmp_path / "all.json").is_file() == (command[0] == "export"), "the work itself is done"


@pytest.mark.parametrize("command", ["analyze face.png", "doctor", "export all.csv", "talk"])
def test_the_home_of_nobody_is_one_sentence(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMPANION_HOME", "~nosuchuser/x")
    assert run(command.split()) == 1
    told = capsys.readouterr()
    assert told.out == "" and told.err == say.NOT_DONE.format(cause=f"~nosuchuser/x: {causes.NOT_THERE}") + "\n"


@pytest.mark.skipif(sys.platform != "linux", reason="cameras are called so on Linux only")
def test_a_camera_may_be_given_as_linux_calls_it() -> None:
    def source(text: str) -> str:
        return str(parser().parse_args(["talk", "--source", text]).source)

    assert [source("/dev/video12"), source("/dev/../dev/video0")] == ["12", "0"]
    assert [source("/dev/null"), source("video1"), source("3")] == ["/dev/null", "video1", "3"]
