"""The question that comes before Companion speaks by itself: whether the person wears headphones."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from companion.ui.widgets import ActionButton, Flow, Stack, WrappedLabel
from companion.words import home as words


class HeadphonesQuestion(Stack):
    """Takes no room until it is asked; it stands under the switch that asks it.

    Args:
        switch: gets the focus back with the answer.
        on_yes: speaking may begin.
    """

    def __init__(self, parent: tk.Misc, switch: tk.Widget, on_yes: Callable[[], object]) -> None:
        super().__init__(parent)
        self._switch, self._on_yes = switch, on_yes

    def ask(self) -> None:
        """Ask; the focus goes to "Not now", so that nothing is said aloud by a key that is pressed twice."""
        self._clear()
        self.add(WrappedLabel(self, words.HEADPHONES, kind="Bold"))
        answers = Flow(self)
        ActionButton(answers, words.HEADPHONES_YES, self._yes)
        later = ActionButton(answers, words.NOT_NOW, self._done)
        later.spoken_before = lambda: words.HEADPHONES  # type: ignore[attr-defined]  # read by reading_controls
        self.add(answers, gap=8)
        self.update_idletasks()
        later.focus_set()

    def _yes(self) -> None:
        self._done()
        self._on_yes()

    def _done(self) -> None:
        self._switch.focus_set()
        self._clear()

    def _clear(self) -> None:
        for old in self.winfo_children():
            old.destroy()
        # A frame whose children are gone keeps its height until it is told.
        self.configure(height=1)
