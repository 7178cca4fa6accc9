"""A clock that is set back while the window is open: all that the window does by itself goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from companion.settings import Settings
from companion.ui.shell import Shell
from tests.plain_screen import Plain

# Tcl lets its clock be replaced; so both clocks, Python's and Tcl's, are set back by an hour. No other process sees it.
CHILD = """
import _tkinter, ctypes, json, time
from companion.settings import Settings
from companion.ui.shell import Shell
from tests.plain_screen import Plain, pump

class Time(ctypes.Structure):
    _fields_ = [("sec", ctypes.c_long), ("usec", ctypes.c_long)]

PROC = ctypes.CFUNCTYPE(None, ctypes.POINTER(Time), ctypes.c_void_p)
right, back = time.time, [0.0]
time.time = lambda: right() - back[0]

@PROC
def get(into, data):
    now = time.time()
    into[0].sec, into[0].usec = int(now), int(now % 1 * 1e6)

@PROC
def scale(into, data):
    pass

ctypes.CDLL(_tkinter.__file__).Tcl_SetTimeProc(get, scale, None)
shell = Shell(Settings(), {"home": Plain, "help": Plain})
counts = {"covered": 0, "screen": 0, "window": 0, "later": 0, "posted": 0}

def count(name):
    counts[name] += 1

shell.show("home")
shell.every(0.05, lambda: count("covered"))
shell.cover("help")
shell.every(0.05, lambda: count("screen"))
shell.every(0.05, lambda: count("window"), keep=True)
shell.later(1.0, lambda: count("later"))
assert pump(shell, lambda: all(counts[name] > 3 for name in ("covered", "screen", "window")), 20)
back[0] = 3600.0
before = dict(counts)
shell.post(lambda: count("posted"))
pump(shell, lambda: all(counts[name] > before[name] for name in counts), 20)
print(json.dumps([name for name in counts if counts[name] <= before[name]]))
shell.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is watched there")
def test_timers_go_on_when_the_clock_is_set_back_by_an_hour() -> None:
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", CHILD], env=environ, capture_output=True, text=True, timeout=120)
    if "Tcl_SetTimeProc" in done.stderr:
        pytest.skip("this Tcl does not show its functions")
    assert done.stderr == ""
    assert json.loads(done.stdout) == [], "these stand still"


@pytest.mark.skipif(sys.platform != "linux", reason="counts open files in /proc")
def test_a_window_leaves_no_watch_behind() -> None:
    open_and_close()  # Tcl keeps a pipe of its own from then on
    before, files = set(threading.enumerate()), pipes()
    for _ in range(3):
        open_and_close()
    assert not set(threading.enumerate()) - before
    assert pipes() == files


def open_and_close() -> None:
    shell = Shell(Settings(), {"home": Plain})
    shell.show("home")
    shell.update()
    shell.close()


def pipes() -> int:
    """Return how many ends of pipes this process has open (a Tk window leaves its screen's socket open)."""
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return sum(str(link.readlink()).startswith("pipe:") for link in links)
