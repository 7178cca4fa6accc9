"""What the tests of Help and of the card for the other person share: keys, focus, and what can be read."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk
from typing import Any

from companion.ui.app import App


def press(app: App, key: str) -> None:
    widget = app.shell.focus_get()
    assert widget is not None
    if len(key) == 1:
        widget.event_generate("<Key>", keysym={"?": "question"}.get(key, key))
    else:
        widget.event_generate(f"<{key}>")
    app.shell.update()


def settle(app: App) -> None:
    screen: Any = app.shell.screen
    screen.first_focus.focus_force()
    app.shell.update()


def texts(widget: tk.Misc) -> str:
    found = [str(widget.cget("text"))] if isinstance(widget, ttk.Label) else []
    return "\n".join(found + [texts(child) for child in widget.winfo_children()])
