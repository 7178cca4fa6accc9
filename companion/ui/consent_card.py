"""The card for the other person: large text over the full screen, to be shown or read aloud."""

from __future__ import annotations

import contextlib
import tkinter as tk
from tkinter import ttk

from companion.ui.notices import Notices
from companion.ui.paged import Page
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.widgets import WrappedLabel
from companion.words import consent as say


class ConsentCard:
    """Shows the text, and says it on S; lies over the consent question, which waits.

    Attributes:
        notice: shows one plain sentence above, such as that there is no voice.
    """

    help_topic = "card"

    def __init__(self, shell: Shell, speaking: Speaking | None) -> None:
        self._shell, self._speaking = shell, speaking
        self.frame = ttk.Frame(shell)
        page = Page(self.frame, widest=960)
        page.pack(fill="both", expand=True)
        self.scroll = page.scroll
        notices = Notices(page.body)
        page.body.add(notices)
        self.notice = notices.say
        for place, sentence in enumerate(say.CARD):
            page.body.add(WrappedLabel(page.body, sentence, kind="Heading", longest=100), gap=24 if place else 0)
        self.first_focus: tk.Misc = page.button(say.CARD_BACK, shell.leave, "B")
        if speaking is not None:
            self.first_focus = page.button(say.CARD_SAY, self.say_it, "S", kind="Accent")

    def say_it(self) -> None:
        """Read the card aloud."""
        if self._speaking is not None:
            self._speaking.say_now(" ".join(say.CARD), of_face=False)

    def help(self) -> None:
        """Explain the card in its place: two things can't lie over the question, which waits."""
        self._shell.leave()
        self._shell.on_help(self.help_topic)

    def opened(self) -> None:
        """Take the full screen, where the system allows it."""
        self._fill(True)

    def closed(self) -> None:
        """Give the screen back, and be silent."""
        self._fill(False)
        if self._speaking is not None:
            self._speaking.closed()

    def _fill(self, on: bool) -> None:
        with contextlib.suppress(tk.TclError):
            self._shell.attributes("-fullscreen", on)
