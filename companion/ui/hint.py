"""A short hint at the lower edge of a window: it lies over what is there, moves nothing, and goes by itself."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from companion.ui.styles import NOTICE
from companion.ui.theme import theme_of
from companion.ui.widgets import Stack, style_for

EDGE = 16


class Hint(Stack):
    """One sentence. Destroy it when its time is over; it takes no focus."""

    surface = NOTICE

    def __init__(self, window: tk.Misc, text: str) -> None:
        super().__init__(window, 20, style=f"{NOTICE}Box.TFrame")
        theme = theme_of(window)
        room = window.winfo_width() - theme.px(2 * EDGE + 32)
        label = ttk.Label(self, text=text, style=style_for(self, "TLabel"), wraplength=max(1, room), anchor="center")
        self.add(label)
        edge = theme.px(EDGE)
        # Over the whole width, so that it covers whole buttons and not halves of them.
        self.place(x=edge, relwidth=1.0, width=-2 * edge, rely=1.0, y=-edge, anchor="sw")
        self.lift()
