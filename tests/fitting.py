"""What tests share that look whether a text can be seen whole; and an empty screen for the two that choose a source."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from tkinter import ttk

from companion.ui.shell import Shell


class Empty:
    """A screen with nothing on it."""

    def __init__(self, shell: Shell) -> None:
        self.frame = ttk.Frame(shell)

    def opened(self) -> None:
        pass

    def closed(self) -> None:
        pass


def everything(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from everything(child)


def drawn_width(label: ttk.Label) -> int:
    """Return how wide the longest line of a label is drawn, in pixels: a label is not asked for more than its frame."""
    text, style, wrap = (label.cget(option) for option in ("text", "style", "wraplength"))
    alone = ttk.Label(label.winfo_toplevel(), text=text, style=style, wraplength=wrap)
    width = alone.winfo_reqwidth()
    alone.destroy()
    return width


def fits(shell: Shell, frame: tk.Misc) -> None:
    """No control and no text is wider than the place that it is in."""
    for _ in range(10):
        shell.update()
    checked = 0
    for widget in everything(frame):
        if not isinstance(widget, ttk.Label | ttk.Button | ttk.Radiobutton) or not widget.winfo_ismapped():
            continue
        text = str(widget.cget("text"))
        assert widget.winfo_x() + widget.winfo_width() <= widget.master.winfo_width(), text
        assert widget.winfo_height() >= widget.winfo_reqheight(), text
        if isinstance(widget, ttk.Label):
            font = shell.theme.font(str(ttk.Style(shell).lookup(str(widget.cget("style")), "font")))
            assert max((font.measure(word) for word in text.split()), default=0) <= widget.winfo_width(), text
        else:
            assert widget.winfo_width() >= widget.winfo_reqwidth(), text
            assert widget.winfo_height() >= 44 * shell.theme.dpi_factor, text
        checked += 1
    assert checked > 3
