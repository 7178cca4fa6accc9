"""What a talk leaves behind, however it ends: its session in the journal, and no picture, thread, camera or call."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.faces.detector import HaarDetector
from companion.faces.finder import FaceFinder
from companion.journal.moment import system_clock
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import JournalError
from companion.paths import Paths
from companion.pipeline import Pipeline
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.sources.camera import CameraSource
from companion.ui.app import App
from companion.ui.talk import Talk
from companion.words import talk as say
from tests.conftest import FakeCamera

Wait = Callable[..., None]


def test_no_after_call_is_left_when_a_talk_ends(app: App, video: Path, wait_until: Wait) -> None:
    app.start("home", None)
    wait_until(lambda: app._camera.name is not None, update=app.shell.update)
    before = len(app.shell.tk.call("after", "info"))
    for _ in range(3):
        app.shell.show("talk", source=str(video))
        app.shell.update()
        app.shell.show("home")
        app.shell.update()
    assert len(app.shell.tk.call("after", "info")) <= before


def test_killed_talk_loses_a_second_at_most_and_is_closed_at_the_next_start(
    paths: Paths, home: Path, video: Path
) -> None:
    command = [sys.executable, "-m", "companion", "talk", "--source", str(video)]
    child = subprocess.Popen(command, env={**os.environ, "COMPANION_HOME": str(home)})
    try:
        end = time.monotonic() + 20
        rows: tuple[Any, ...] = ()
        while time.monotonic() < end and not (rows and rows[-1].time_ms > 600):
            time.sleep(0.1)
            # Between the file's first byte and its tables the journal can't be read yet.
            with contextlib.suppress(JournalError):
                if paths.journal.exists():
                    with Queries(paths) as queries:
                        sessions = queries.sessions()
                        rows = queries.readings(sessions[0].uid) if sessions else ()
        killed = time.time()
        child.send_signal(signal.SIGKILL)
    finally:
        child.kill()
        child.wait()
    assert rows, "nothing was kept at all"
    opened = open_journal(paths, system_clock)
    opened.journal.close()
    assert any("stopped in the middle" in note for note in opened.notes)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        assert session.ended is not None
        kept = queries.readings(session.uid)
        assert len(kept) >= len(rows)
        # What was a second old when it was killed is there; a busy machine gets more.
        assert killed * 1000 - (session.started.utc_ms + kept[-1].time_ms) < 4000


@pytest.mark.parametrize("source", ["nothing.mp4", "7"])
def test_a_talk_in_which_nothing_was_ever_seen_is_not_kept(
    app: App, paths: Paths, wait_until: Wait, source: str
) -> None:
    app.start("home", None)
    screen: Any = app.shell.show("talk", source=source, agreed=True)
    wait_until(lambda: screen.failure, update=app.shell.update)
    app.shell.show("home")
    app.shell.close()
    with Queries(paths) as queries:
        assert queries.sessions() == ()


def test_no_picture_is_written(app: App, home: Path, video: Path, wait_until: Wait) -> None:
    app.start("home", None)
    screen: Any = app.shell.show("talk", source=str(video), agreed=True)
    wait_until(lambda: screen._pause.cget("text") == say.AGAIN, update=app.shell.update)
    app.shell.close()
    endings = {path.suffix for path in home.rglob("*") if path.is_file()}
    assert endings <= {".db", ".db-wal", ".db-shm", ".json", ".lock"}


def test_fifty_talks_leave_no_thread_no_camera_and_no_after_call(
    app: App, astronaut: np.ndarray, wait_until: Wait
) -> None:
    log: list[str] = []
    finder, classifier = FaceFinder(HaarDetector()), Classifier(network_folder())

    def make(remember: Any) -> Pipeline:
        source = CameraSource(0, lambda number: FakeCamera(itertools.repeat(astronaut), log))
        return Pipeline(source, lambda: finder, lambda: classifier, "poster", remember)

    app.shell.screens["talk"] = lambda shell, **extra: Talk(shell, make)
    app.start("home", None)
    wait_until(lambda: app._camera.name is not None, update=app.shell.update)
    assert app.writer.flush(10)  # the journal's thread stays as long as the window
    calls, threads = len(app.shell.tk.call("after", "info")), threading.active_count()
    for number in range(50):
        screen: Any = app.shell.show("talk")
        # Every tenth ends with a reading on the screen, the others at any moment of their start.
        if number % 10 == 0:
            wait_until(lambda s=screen: s._live.drawn_outcome > 0, 30, update=app.shell.update)
        app.shell.update()
        app.shell.show("home")
    wait_until(lambda: threading.active_count() <= threads, update=app.shell.update)
    wait_until(lambda: len(app.shell.tk.call("after", "info")) <= calls, update=app.shell.update)
    assert log.count("open") == log.count("release") >= 5
