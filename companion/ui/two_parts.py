"""The layout of the screens that choose a source: a picture, and beside it words and buttons that scroll if need be."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from companion.ui.notices import Notices
from companion.ui.scroll import ScrollBody
from companion.ui.theme import theme_of
from companion.ui.widgets import Panel

# From this text size on (percent) the words get the larger part.
LARGE_TEXT = 150


class TwoParts(ttk.Frame):
    """Put the picture into `left` (a Panel), and all else into `body` (a Stack). Without a picture `left` is away.

    Attributes:
        scroll: what the body scrolls in.
    """

    def __init__(self, parent: tk.Misc, left_share: int = 1, right_share: int = 1) -> None:
        """Make it; the shares divide the width while there is a picture. Large text gets the larger part anyway."""
        super().__init__(parent)
        self._shares = (left_share, right_share)
        self._with_picture = False
        self.rowconfigure(1, weight=1)
        self._notices = Notices(self)
        self._notices.grid(row=0, column=0, columnspan=2, sticky="ew")
        self.left = Panel(self, padding=12)
        right = Panel(self, padding=8)
        right.grid(row=1, column=1, sticky="nsew")
        self.scroll = ScrollBody(right, padding=16)
        right.add(self.scroll, grow=1)
        self.body = self.scroll.body
        self.bind("<<ThemeChanged>>", lambda event: self._fit())
        self._fit()

    def show_left(self, on: bool) -> None:
        """Show the part with the picture, or give all the room to the words."""
        self._with_picture = on
        self._fit()

    def notice(self, sentence: str) -> None:
        """Show one plain sentence above; it takes the place of the one before."""
        self._notices.say(sentence)

    def _fit(self) -> None:
        theme = theme_of(self)
        self.configure(padding=theme.px(16))
        shares = (2, 3) if theme.percent >= LARGE_TEXT else self._shares
        shares = shares if self._with_picture else (0, 1)
        for column, share in enumerate(shares):
            self.columnconfigure(column, weight=share, uniform="parts" if share else "")
        if self._with_picture:
            self.left.grid(row=1, column=0, sticky="nsew", padx=(0, theme.px(16)))
        else:
            self.left.grid_remove()
