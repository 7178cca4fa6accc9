"""How large the screen is at this moment: under X, Tk only knows how large it was when the app was started."""

from __future__ import annotations

import contextlib
import tkinter as tk


def screen_now(window: tk.Misc) -> tuple[int, int, int, int]:
    """Return left, top, width and height of all monitors together, in pixels."""
    if window.tk.call("tk", "windowingsystem") == "x11":
        from mss.exception import ScreenShotError

        from companion.sources.still import open_screen

        with contextlib.suppress(ScreenShotError, OSError), open_screen() as grabber:
            whole = grabber.monitors[0]
            return whole["left"], whole["top"], whole["width"], whole["height"]
    # On Windows these are all monitors together.
    return window.winfo_vrootx(), window.winfo_vrooty(), window.winfo_vrootwidth(), window.winfo_vrootheight()
