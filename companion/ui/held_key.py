"""A key that is held down: it is repeated by the system, but was pressed only once."""

from __future__ import annotations

import tkinter as tk

# A held key is repeated sooner (milliseconds). After that it counts again: its release may have gone elsewhere.
REPEATED_MS = 2000


class HeldKey:
    """Tells a key that is pressed from one that is only held. Tell it each press and each release."""

    def __init__(self) -> None:
        self._key = self._pressed_ms = 0
        self._released_ms: int | None = None

    def repeats(self, event: tk.Event[tk.Misc]) -> bool:
        """Take in a press; tell whether the key was not let go since it was pressed before."""
        if not event.time:
            return False  # the app made it itself: no key was touched
        # X tells a release too before each repetition, but of the same moment.
        held = event.keycode == self._key and self._released_ms in (None, event.time)
        repeats = held and 0 < event.time - self._pressed_ms < REPEATED_MS
        self._key, self._pressed_ms, self._released_ms = event.keycode, event.time, None
        return repeats

    def released(self, event: tk.Event[tk.Misc]) -> None:
        """Take in a release."""
        if event.keycode == self._key:
            self._released_ms = event.time
