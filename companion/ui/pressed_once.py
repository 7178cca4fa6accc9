"""A press works once: a key that is held, or a double click, does not also press what its first press brought there."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from tkinter import ttk

from companion.ui.held_key import HeldKey
from companion.ui.keys import TEXT_FIELDS
from companion.ui.shell import shell_of

# A second press that comes as soon (milliseconds) is seldom meant: some hands press twice.
TWICE_MS = 400


class PressedOnce(ttk.Frame):
    """Watches over what comes and goes in its parent; is itself never seen."""

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent)
        self._held = HeldKey()
        self._clicked_ms = self._brought_ms = -TWICE_MS
        self.bind("<Button-1>", self._pressed)
        self.bind("<ButtonRelease-1>", self._clicked)
        for key in ("space", "Return", "KP_Enter"):
            self.bind(f"<{key}>", self._key)
        self.bind("<KeyRelease>", self._held.released)

    def watch(self, *brought: tk.Misc) -> None:
        """Watch over what the last press has brought there: these, and all that lies in them now."""
        self._brought_ms = self._clicked_ms
        for one in brought:
            for widget in _all_of(one):
                # First of all: what is bound here can then keep the press from all others.
                widget.bindtags((str(self), *widget.bindtags()))

    def _pressed(self, event: tk.Event[tk.Misc]) -> str:
        if not 0 < event.time - self._brought_ms < TWICE_MS:
            return ""
        self._brought_ms = event.time  # a third one is not meant either
        return "break"

    def _clicked(self, event: tk.Event[tk.Misc]) -> None:
        self._clicked_ms = event.time

    def _key(self, event: tk.Event[tk.Misc]) -> str:
        held = self._held.repeats(event)
        return "break" if held and event.widget.winfo_class() not in TEXT_FIELDS else ""


def repeats(event: tk.Event[tk.Misc]) -> bool:
    """Take in a press; tell whether the key is only held: it may have pressed already what had the focus before."""
    shell = shell_of(event.widget)
    return shell is not None and shell.hotkeys.held.repeats(event)


def _all_of(widget: tk.Misc) -> Iterator[tk.Misc]:
    yield widget
    for child in widget.winfo_children():
        yield from _all_of(child)
