"""A calm page for reading: one column in the middle that scrolls, and its buttons in one fixed place below."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from companion.ui.scroll import ScrollBody
from companion.ui.theme import theme_of
from companion.ui.widgets import ActionButton, Flow, Stack

EDGE = 32


class Page(ttk.Frame):
    """Put texts into `body` (a Stack); `button` adds a button below.

    Attributes:
        scroll: what Page Up, Page Down and the arrow keys turn while a button has the focus.
    """

    def __init__(self, parent: tk.Misc, widest: float = 760) -> None:
        """Make it; the column gets no wider than `widest` (pixels at 100 %)."""
        super().__init__(parent)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self.scroll = ScrollBody(self, padding=EDGE, widest=widest)
        self.scroll.grid(row=0, column=0, sticky="nsew")
        self.body: Stack = self.scroll.body
        self.buttons = Flow(self, gap=8)
        self.buttons.grid(row=1, column=0, sticky="ew")
        for happening in ("<Configure>", "<<ThemeChanged>>"):
            self.body.bind(happening, lambda event: self._fit(), add=True)
        self._fit()

    def button(self, text: str, press: Callable[[], object], letter: str, kind: str = "") -> ActionButton:
        """Add a button below."""
        made = ActionButton(self.buttons, text, press, letter=letter, kind=kind)
        for key, pages in (("Up", -0.2), ("Down", 0.2)):
            made.bind(f"<{key}>", lambda event, pages=pages: self.scroll.scroll_pages(pages))  # type: ignore[misc]
        return made

    def _fit(self) -> None:
        """Begin the buttons where the column begins."""
        theme = theme_of(self)
        left = max(0, self.body.winfo_rootx() - self.winfo_rootx()) + theme.px(EDGE)
        right = max(0, self.winfo_width() - left - self.body.winfo_width() + 2 * theme.px(EDGE))
        self.buttons.grid_configure(padx=(left, right), pady=(theme.px(8), theme.px(16)))
