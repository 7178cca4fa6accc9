"""What the shell asks of a screen."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk
from typing import Protocol


class Screen(Protocol):
    """What the shell asks of a screen.

    It may also have `back() -> bool` (True: Esc was used up here), `first_focus` (a widget), `scroll` (what Page Up and
    Page Down turn), `help_topic` (what F1 explains, if not the screen's name), `help()` (what F1 does instead),
    `notice(sentence)` (shows a note of the app), `voice_notice(sentence)` (shows one of the voice only), `stays` (True:
    another language does not make it anew under what covers it, since something would be lost), and `page_shown` ("":
    its first page) with `show_page(page)`, which shows the same one once it was made anew.
    """

    @property
    def frame(self) -> ttk.Frame:
        """Its outermost widget, a child of the shell; the shell lays it out and destroys it."""

    def opened(self) -> None:
        """Called once it is on screen."""

    def closed(self) -> None:
        """Called before it goes away: let go of threads and files."""


ScreenMaker = Callable[..., Screen]
