"""A short hint at the lower edge of a window: it lies over what is there, moves nothing, and goes by itself."""

from __future__ import annotations

import tkinter as tk

from companion.ui.styles import NOTICE
from companion.ui.theme import theme_of
from companion.ui.widgets import Stack, WrappedLabel

EDGE = 16


class Hint(Stack):
    """One sentence. Destroy it when its time is over; it takes no focus."""

    surface = NOTICE

    def __init__(self, window: tk.Misc, text: str) -> None:
        super().__init__(window, 20, style=f"{NOTICE}Box.TFrame")
        # It wraps to the width that it is given: what the padding and the border leave of the window.
        label = WrappedLabel(self, text)
        label.configure(anchor="center")
        self.add(label)
        edge = theme_of(window).px(EDGE)
        # Over the whole width, so that it covers whole buttons and not halves of them.
        self.place(x=edge, relwidth=1.0, width=-2 * edge, rely=1.0, y=-edge, anchor="sw")
        self.lift()
