"""A field that takes no more letters than are kept: nothing that was written may be cut later without a word."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk


def limit(entry: ttk.Entry, longest: int, told: Callable[[bool], object]) -> None:
    """Let a field hold so many letters at most. What is pasted is taken whole or not at all: a part could mislead.

    Args:
        told: called with whether there was room, each time that something is typed or pasted.
    """

    def has_room(text: str) -> bool:
        fits = len(text) <= longest
        told(fits)
        return fits

    def paste(event: tk.Event[tk.Misc]) -> str | None:
        # Tk would delete what is selected first, and only then ask.
        try:
            more = len(entry.clipboard_get())
        except tk.TclError:
            return None  # nothing to paste
        less = entry.index("sel.last") - entry.index("sel.first") if entry.selection_present() else 0
        if len(entry.get()) - less + more <= longest:
            return None
        told(False)
        return "break"

    entry.configure(validate="key", validatecommand=(entry.register(has_room), "%P"))
    entry.bind("<<Paste>>", paste)
