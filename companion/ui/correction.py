"""A small panel for what it really was: "they said they were tired"."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from companion.ui.limited import limit
from companion.ui.pressed_once import repeats
from companion.ui.scroll import ScrollBody
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel, style_for
from companion.words import talk as say
from companion.words.vocabulary import WORDS

# Letters that are kept, and that can be written.
LONGEST = 500


class CorrectionPanel(Panel):
    """Asks what the other person said; own words, one of the eight words, or both.

    Args:
        on_keep: called with the words (names from WORDS) and the text.
        on_leave: called when nothing is to be kept.

    Attributes:
        scroll: the body that all of it stands in.
    """

    def __init__(
        self, parent: tk.Misc, on_keep: Callable[[tuple[str, ...], str], None], on_leave: Callable[[], None]
    ) -> None:
        super().__init__(parent, padding=8)
        self._on_keep = on_keep
        self.scroll = ScrollBody(self, padding=16)
        self.add(self.scroll, grow=1)
        body = self.scroll.body
        body.add(WrappedLabel(body, say.CORRECT_TITLE, kind="Title"))
        self._about = WrappedLabel(body, "")
        body.add(self._about, gap=8)
        self._asked = WrappedLabel(body, say.CORRECT_TEXT)
        body.add(self._asked, gap=12)
        self.text = tk.StringVar(self)
        self.entry = ttk.Entry(body, textvariable=self.text, style=style_for(body, "TEntry"), font="CompanionBody")
        # Said right above the field: with large text all else is out of sight.
        limit(self.entry, LONGEST, lambda fits: self._asked.say(say.CORRECT_TEXT if fits else say.CORRECT_FULL))
        self._begins = True
        self.entry.bind("<FocusIn>", lambda event: self._begin())
        self.entry.bind("<Key>", self._led_here)
        self.entry.bind("<Return>", self._enter)
        body.add(self.entry, gap=4)
        body.add(WrappedLabel(body, say.CORRECT_WORDS), gap=12)
        choices = Flow(body)
        body.add(choices, gap=4)
        self.word = tk.StringVar(self, "")
        for value, name in [("", say.CORRECT_NO_WORD), *((word, say.LOOKS[word].short) for word in WORDS)]:
            ttk.Radiobutton(
                choices, text=name, value=value, variable=self.word, style=style_for(choices, "Choice.TRadiobutton")
            )
        self._problem = WrappedLabel(body, "", kind="Bold")
        body.add(self._problem, gap=8)
        buttons = Flow(body)
        body.add(buttons, gap=4)
        ActionButton(buttons, say.CORRECT_KEEP, self._keep)
        ActionButton(buttons, say.CORRECT_LEAVE, on_leave)
        body.add(WrappedLabel(body, say.CORRECT_KEPT_WHERE, kind="Small"), gap=8)
        self.bind("<Destroy>", lambda event: self._let_go())

    def _let_go(self) -> None:
        # A Tk variable must end in Tk's own thread; the garbage collector may run in any.
        if hasattr(self, "text"):
            del self.text, self.word

    def open(self, headline: str) -> None:
        """Begin anew for the reading with this headline."""
        self.text.set("")
        self.word.set("")
        self._problem.say("")
        self._asked.say(say.CORRECT_TEXT)
        self._about.say(say.CORRECT_ABOUT.format(headline=headline))
        self.entry.focus_set()

    @property
    def answer(self) -> tuple[tuple[str, ...], str]:
        """What is answered so far: the words (names from WORDS) and the text; both may be empty."""
        word = self.word.get()
        return (word,) if word else (), self.text.get().strip()

    def _begin(self) -> None:
        self._begins = True

    def _led_here(self, event: tk.Event[tk.Misc]) -> str | None:
        """Keep out the key that led here, while it is still held: nobody wrote that. Tab goes on to where it leads."""
        if event.keysym in ("Tab", "ISO_Left_Tab"):
            return None
        self._begins = self._begins and repeats(event)
        return "break" if self._begins else None

    def _enter(self, event: tk.Event[tk.Misc]) -> None:
        if self._led_here(event) is None:
            self._keep()

    def _keep(self) -> None:
        words, text = self.answer
        if not text and not words:
            self._problem.say(say.CORRECT_EMPTY)
            return
        self._on_keep(words, text)
