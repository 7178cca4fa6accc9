"""Runs the app from its first window to the end of the process, also where something hangs at the end."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import tkinter as tk
from collections.abc import Callable, Iterator
from types import FrameType

from companion.no_window import no_window
from companion.paths import Paths
from companion.ui.app import App
from companion.ui.console_end import outlives_its_console
from companion.words import app as say

# How long the app may take to end when the person wants it to end at once.
LAST_RESORT_S = 2.0
# Ctrl+C in the terminal; the end of the desktop's day; a terminal that is closed. Not each system has all of them.
END_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def end_the_process_soon() -> None:
    """End this process even if a camera or a disk hangs, once the rest had its time to end in order."""
    timer = threading.Timer(LAST_RESORT_S, os._exit, (0,))
    timer.daemon = True
    timer.start()


@contextlib.contextmanager
def ends_in_order(close: Callable[[], object]) -> Iterator[None]:
    """While this is open, a signal that ends a process calls `close` instead; a second one ends it soon, come what may.

    For the main thread, in which `close` is called, at any moment. A signal that is ignored (`nohup`) stays so.
    """
    came: list[int] = []

    def take(number: int, frame: FrameType | None) -> None:
        came.append(number)
        if len(came) == 1:
            close()
        else:
            end_the_process_soon()

    there = [getattr(signal, name) for name in END_SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in there}
    before = {number: handler for number, handler in before.items() if handler not in (None, signal.SIG_IGN)}
    for number in before:
        signal.signal(number, take)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_app(paths: Paths, screen: str, source: str | None = None, network: str | None = None) -> int:
    """Open the window and stay until it is closed; 1 with a sentence where there can be no window."""
    try:
        app = App(paths, network, end_the_process_soon)
    except tk.TclError as error:
        print(no_window(error, say.NO_DISPLAY), file=sys.stderr)
        return 1

    def close_soon() -> None:
        app.shell.later(0, app.shell.close, keep=True)

    def ask() -> None:
        app.shell.post(close_soon)  # by way of the queue: not in the middle of what a callback is at

    with outlives_its_console(ask), ends_in_order(ask):
        app.start(screen, source)
        app.shell.mainloop()
    return 0

