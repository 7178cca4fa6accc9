"""Notices that the clock of the computer was set back.

Tk keeps each timer as a time of that clock: one hour back, and each of them waits an hour longer, while the screen
shows what was true before. Only what comes through a file still reaches Tk then.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
import tkinter as tk
from collections.abc import Callable

LOOK_EVERY_S = 0.5
# A clock that is kept right by the network is moved by less, or is made slower for a while.
SET_BACK_S = 0.2


class ClockWatch:
    """Calls `set_back` in the Tk thread each time that the clock has been set back; from now on until `stop`.

    Where Tk can't listen to a file (Windows) nothing is watched: there a window whose computer's clock is set back by
    hours stands still until it is opened anew.
    """

    def __init__(self, window: tk.Tk, set_back: Callable[[], None]) -> None:
        self._tk, self._set_back = window.tk, set_back
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        if not hasattr(self._tk, "createfilehandler"):
            return
        self._ear, mouth = os.pipe()
        self._tk.createfilehandler(self._ear, tk.READABLE, self._heard)
        # It holds no Tk object, and closes its end of the pipe itself.
        self._thread = threading.Thread(target=_watch, args=(mouth, self._stop), name="clock", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
            with contextlib.suppress(tk.TclError):
                self._tk.deletefilehandler(self._ear)
            os.close(self._ear)

    def _heard(self, file: int, mask: int) -> None:
        os.read(self._ear, 64)
        with contextlib.suppress(tk.TclError):  # what fails here would end the main loop
            self._set_back()


def _watch(mouth: int, stop: threading.Event) -> None:
    before = _ahead_s()
    while not stop.wait(LOOK_EVERY_S):
        now = _ahead_s()
        if now < before - SET_BACK_S:
            os.write(mouth, b".")
        before = now
    os.close(mouth)


def _ahead_s() -> float:
    """Return by how much the clock of the computer is ahead of one that nobody sets."""
    return time.time() - time.monotonic()
