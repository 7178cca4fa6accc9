"""The first start: three short cards, then the screen that the person wanted."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk

from companion.ui.first_cards import FirstCards
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking


class FirstRun:
    """Shows the cards; Esc goes one card back, and on the first card skips them.

    Args:
        on_done: called once the person has seen or skipped them; it shows the next screen.

    Attributes:
        voice_notice: shows why "Hear it" is not heard.
    """

    def __init__(self, shell: Shell, speaking: Speaking | None, on_done: Callable[[], object]) -> None:
        self._speaking, self._on_done = speaking, on_done
        self.frame = ttk.Frame(shell)
        self.cards = FirstCards(self.frame, shell, speaking, on_done)
        self.cards.pack(fill="both", expand=True)
        self.voice_notice = self.cards.notice
        self.scroll = self.cards.page.scroll
        self.first_focus = self.cards.next

    def opened(self) -> None:
        """Nothing runs here."""

    def closed(self) -> None:
        """Be silent."""
        if self._speaking is not None:
            self._speaking.closed()

    def back(self) -> bool:
        """Esc: the card before, or on."""
        if not self.cards.back():
            self._on_done()
        return True
