"""The end of the process by the system: Ctrl+C, the end of the day, a closed terminal. What is half written is kept."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.ui.run import ends_in_order

# A mirror, an answer, a note that is just being written; and then the signal, in the middle of a callback.
CHILD = """
import os, sys
from companion.paths import user_paths
from companion.ui import run
from companion.ui.app import App
from tests.mirror_visit import NO_CAMERA

class Written(App):
    def start(self, screen, source):
        super().start(screen, source)
        self.shell.later(0.5, self.write)

    def write(self):
        mirror = self.shell.screen
        mirror.step.first_focus.focus_force()
        self.shell.update()
        mirror.step.first_focus.event_generate("<Key>", keysym="d")
        self.shell.update()
        if not hasattr(mirror.step, "note"):
            return self.shell.later(0.2, self.write)  # on a slow machine the window has not got the keyboard yet
        mirror.step.note.insert("end", "half a thou")
        os.kill(os.getpid(), int(sys.argv[1]))
        self.shell.update_idletasks()  # a callback has more to do after it

run.App = Written
sys.exit(run.run_app(user_paths(), "mirror", NO_CAMERA))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="its signals end a process at once")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_app_in_order(paths: Paths, name: str) -> None:
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", CHILD, str(int(getattr(signal, name)))]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        assert session.ended is not None
        assert [one.note for one in queries.checkins()] == ["half a thou"]


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGHUP")
def test_what_is_ignored_stays_so_and_all_is_as_before_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    monkeypatch.setattr("companion.ui.run.end_the_process_soon", lambda: calls.append("at once"))
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ends_in_order(lambda: calls.append("in order")):
            os.kill(os.getpid(), signal.SIGHUP)
            assert calls == [], "nohup"
            os.kill(os.getpid(), signal.SIGTERM)
            assert calls == ["in order"]
            os.kill(os.getpid(), signal.SIGINT)
            assert calls == ["in order", "at once"], "it was asked for twice"
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGHUP, before)
