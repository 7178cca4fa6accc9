"""Callbacks on a deadline, for the window's timers (`Shell.every`, `Shell.later`)."""

from __future__ import annotations

import contextlib
import time
import tkinter as tk
from collections.abc import Callable


class Job:
    """A callback on a deadline. Made by `Shell.every` and `Shell.later`.

    Args:
        window: whose timer calls.
        callback: what is called, on the window's thread.
        interval_s: seconds until it is called, and from one call to the next.
        repeat: call again and again, until cancelled.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        window: tk.Misc,
        callback: Callable[[], None],
        interval_s: float,
        repeat: bool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._window, self._callback, self._interval_s, self._repeat = window, callback, interval_s, repeat
        self._clock = clock
        self._due = clock() + interval_s
        self._after: str | None = None
        self._plan()

    @property
    def active(self) -> bool:
        """Tell whether it will still call."""
        return self._after is not None

    def cancel(self) -> None:
        """Never call again."""
        if self._after is not None:
            with contextlib.suppress(tk.TclError):  # the window may be gone already
                self._window.after_cancel(self._after)
            self._after = None

    def plan_anew(self) -> None:
        """Have Tk call it when it is due, whatever its own clock has done meanwhile."""
        if self._after is not None:
            self.cancel()
            self._plan()

    def _plan(self) -> None:
        wait_s = self._due - self._clock()
        self._after = self._window.after(max(1, int(wait_s * 1000)), self._run)

    def _run(self) -> None:
        if not self._repeat:
            self._after = None
            self._callback()
            return
        planned = self._after
        try:
            self._callback()
        finally:
            # Planned only now: a slow callback then still leaves Tk a moment to draw. Missed turns are dropped.
            if self._after == planned and planned is not None:
                self._due = max(self._due + self._interval_s, self._clock())
                self._plan()
