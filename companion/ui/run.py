"""Runs the app from its first window to the end of the process, also where something hangs at the end."""

from __future__ import annotations

import os
import sys
import threading
import tkinter as tk

from companion.paths import Paths
from companion.ui.app import App
from companion.words import app as say

# How long the app may take to end when the person wants it to end at once.
LAST_RESORT_S = 2.0


def end_the_process_soon() -> None:
    """End this process even if a camera or a disk hangs, once the rest had its time to end in order."""
    timer = threading.Timer(LAST_RESORT_S, os._exit, (0,))
    timer.daemon = True
    timer.start()


def run_app(paths: Paths, screen: str, source: str | None = None, network: str | None = None) -> int:
    """Open the window and stay until it is closed; 1 with a sentence where there can be no window."""
    try:
        app = App(paths, network, end_the_process_soon)
    except tk.TclError:
        print(say.NO_DISPLAY, file=sys.stderr)
        return 1
    app.start(screen, source)
    app.shell.mainloop()
    return 0

