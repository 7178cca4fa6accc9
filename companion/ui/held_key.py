"""A key that is held down: it is repeated by the system, but was pressed only once."""

from __future__ import annotations

import tkinter as tk

# A held key is repeated sooner (milliseconds). After that it counts again: its release may have gone elsewhere.
REPEATED_MS = 2000


class HeldKey:
    """Tells a key that is pressed from one that is only held. Tell it each press and each release."""

    def __init__(self) -> None:
        self._key: object = None
        self._pressed_ms, self._repeated = 0, False
        self._released_ms: int | None = None

    def repeats(self, event: tk.Event[tk.Misc]) -> bool:
        """Take in a press; tell whether the key was not let go since it was pressed before."""
        if not event.time:
            return False  # the app made it itself: no key was touched
        key = _key_of(event)
        if key == self._key and event.time == self._pressed_ms:
            return self._repeated  # the same press: something else asks of it
        # X tells a release too before each repetition, but of the same moment.
        held = key == self._key and self._released_ms in (None, event.time)
        self._repeated = held and 0 < event.time - self._pressed_ms < REPEATED_MS
        self._key, self._pressed_ms, self._released_ms = key, event.time, None
        return self._repeated

    def released(self, event: tk.Event[tk.Misc]) -> None:
        """Take in a release."""
        if _key_of(event) == self._key:
            self._released_ms = event.time


def _key_of(event: tk.Event[tk.Misc]) -> object:
    # The Enter of the numbers becomes the other one on its way (ui/keys.py).
    return "Return" if event.keysym == "KP_Enter" else event.keysym if event.keysym == "Return" else event.keycode
