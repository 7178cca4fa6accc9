"""Ctrl+Q: once asks while something runs; twice ends everything at once, in a real process with a real voice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.settings import Settings
from companion.ui.hint import Hint
from companion.ui.shell import Shell
from companion.words import app as say
from tests.plain_screen import Plain

Wait = Callable[..., None]

# A talk whose camera hangs after 30 pictures, which speaks through an `aplay` that never ends.
CHILD = """
import itertools, sys, threading
from pathlib import Path
import numpy as np
from companion.faces.detector import HaarDetector
from companion.faces.finder import FaceFinder
from companion.journal.records import Mode
from companion.paths import user_paths
from companion.pipeline import Pipeline
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.session import Session
from companion.sources.camera import CameraSource
from companion.ui.app import App
from companion.ui.run import end_the_process_soon
from companion.ui.talk import Talk
from tests.conftest import FakeCamera

folder = Path(sys.argv[1])
app = App(user_paths(), None, end_the_process_soon)
image = np.full((240, 320, 3), 120, np.uint8)

def script():
    yield from itertools.repeat(image, 30)
    (folder / "hangs").touch()
    threading.Event().wait()

def make(remember):
    source = CameraSource(0, lambda number: FakeCamera(script(), []))
    finder, classifier = lambda: FaceFinder(HaarDetector()), lambda: Classifier(network_folder())
    return Pipeline(source, finder, classifier, "poster", remember)

session = Session(app.writer, Mode.TALK, "camera", consent=True)
app.shell.screens["talk"] = lambda shell, **extra: Talk(shell, make, session, speaking=app.speaking)
app.start("talk", None)
talk = app.shell.screen

def press(sequence):
    talk._pause.event_generate(sequence)

def watch():
    if talk._live.drawn_outcome and not (folder / "said").exists():
        (folder / "said").touch()
        talk.say_now()
    if (folder / "plays").exists() and (folder / "hangs").exists():
        watching.cancel()
        talk._pause.focus_force()
        press("<Control-q>")
        (folder / "pressed").touch()
        app.shell.later(0.3, lambda: press("<Control-q>"))

watching = app.shell.every(0.05, watch)
app.shell.mainloop()
"""
APLAY = """#!/bin/sh
echo $$ > "{folder}/plays.new"
mv "{folder}/plays.new" "{folder}/plays"
exec sleep 300
"""


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("espeak-ng") is None, reason="needs espeak-ng on Linux")
def test_twice_ends_camera_speech_and_window_at_once_and_keeps_the_journal(
    paths: Paths, home: Path, tmp_path: Path, wait_until: Wait
) -> None:
    program = tmp_path / "bin" / "aplay"
    program.parent.mkdir()
    program.write_text(APLAY.format(folder=tmp_path))
    program.chmod(0o755)
    environ = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "COMPANION_HOME": str(home)}
    environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path)], env=environ, stderr=subprocess.PIPE)
    try:
        wait_until((tmp_path / "pressed").exists, 60)
        began = time.monotonic()
        aplay = int((tmp_path / "plays").read_text())
        family = psutil.Process(child.pid).children(recursive=True)
        assert aplay in [one.pid for one in family]
        assert child.wait(20) == 0
        # The camera hangs for ever; in order it would be waited for 5 s. Generous, for a machine with other work.
        assert time.monotonic() - began < 10
        assert child.stderr is not None and child.stderr.read() == b""
    finally:
        child.kill()
        child.wait()
    wait_until(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in family), 5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        assert session.ended is not None and queries.readings(session.uid)
    assert not list(paths.cache.rglob("*.wav"))


@pytest.fixture
def shell() -> Shell:
    return Shell(Settings(), {"home": Plain})


def press(shell: Shell) -> None:
    shell.screen.pause.event_generate("<Control-q>")  # type: ignore[union-attr]
    shell.update()


def test_once_only_asks_while_something_runs(shell: Shell, no_logged_errors: None) -> None:
    now, ended = [100.0], []
    shell.hotkeys._clock = lambda: now[0]
    shell.on_close = lambda: ended.append("closed")
    shell.on_end_at_once = lambda: ended.append("at once")
    home = shell.show("home")
    home.pause.focus_force()  # type: ignore[attr-defined]
    shell.running.add("a camera")
    shell.update()
    press(shell)
    hint = shell._hint
    assert isinstance(hint, Hint) and hint.winfo_viewable() and not ended
    assert str(hint.winfo_children()[0].cget("text")) == say.QUIT_AGAIN
    assert hint.winfo_rooty() + hint.winfo_height() <= shell.winfo_rooty() + shell.winfo_height()
    now[0] += 2.1  # too late: it asks again
    press(shell)
    assert not ended and shell._hint is not hint
    now[0] += 1.9
    shell.screen.pause.event_generate("<Control-q>")  # type: ignore[union-attr]
    assert ended == ["at once", "closed"] and shell.ends_at_once


def test_once_ends_in_order_where_nothing_runs(shell: Shell, no_logged_errors: None) -> None:
    ended: list[str] = []
    shell.on_close = lambda: ended.append("closed")
    shell.on_end_at_once = lambda: ended.append("at once")
    home = shell.show("home")
    home.pause.focus_force()  # type: ignore[attr-defined]
    shell.update()
    shell.screen.pause.event_generate("<Control-q>")  # type: ignore[union-attr]
    assert ended == ["closed"] and not shell.ends_at_once
