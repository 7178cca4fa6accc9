"""Asks where a file of one's own shall go."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Container
from pathlib import Path
from tkinter import filedialog


def ask_where(
    parent: tk.Misc, title: str, name: str, kind: tuple[str, str], known: Container[str] = ()
) -> Path | None:
    """Ask where a file goes that is at first called `name`; None where the person does not want one.

    A name gets the ending of `kind` (name of the kind, ending with its dot) unless it has that, or one of `known`.
    """
    (label, ending), folder = kind, ""
    while True:
        chosen = filedialog.asksaveasfilename(
            parent=parent, title=title, initialfile=name, initialdir=folder or None, defaultextension=ending,
            filetypes=[(label, f"*{ending}")],
        )  # fmt: skip
        if not chosen:
            return None
        file = Path(chosen)
        if file.suffix.lower() == ending or file.suffix.lower() in known:
            return file
        # Tk puts an ending only where there is no dot at all, and 2026 in "Copy 12.11.2026" is none.
        file = file.with_name(file.name + ending)
        try:
            there = file.exists()
        except OSError:  # what is wrong with that place is told when it is written
            there = False
        if not there:
            return file
        # The dialog asks whether that one shall be written over.
        name, folder = file.name, str(file.parent)
