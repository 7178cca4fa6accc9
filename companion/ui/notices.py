"""The place above a screen's parts for one plain sentence at a time."""

from __future__ import annotations

from companion.ui.theme import theme_of
from companion.ui.widgets import NoticeBar, Stack


class Notices(Stack):
    """Takes no room while there is nothing to say."""

    _said: str | None = None
    _of_source = ""
    _of_choice = ""

    def say(self, sentence: str | None) -> None:
        """Show a sentence in the place of the one before; None or "" for nothing."""
        if sentence and sentence == self._said and self.grid_slaves():
            return  # made anew it would take the focus from its button
        self._said = sentence
        held = False
        for old in self.winfo_children():
            assert isinstance(old, NoticeBar)
            held = held or old.held
            if not sentence:
                old.hand_on()
            old.destroy()
        if sentence:
            bar = NoticeBar(self, sentence)
            bar.grid(row=0, column=0, sticky="ew", pady=(0, theme_of(self).px(12)))
            if held:
                # Else a note that takes the place of another would leave the focus nowhere.
                bar.close.focus_set()
        else:
            # A frame whose children are gone keeps its height until it is told.
            self.configure(height=1)

    def say_of_source(self, sentence: str = "") -> None:
        """Say whether a camera is there; what was said of it before goes in any case: it is no longer true."""
        if sentence or self._said == self._of_source:
            self.say(sentence)
        self._of_source = sentence

    def say_of_choice(self, problem: str | None) -> None:
        """Say why a choice could not be saved; if it could, that goes, and what was said of anything else stays."""
        if problem or (self._of_choice and self._said == self._of_choice):
            self.say(problem)
        self._of_choice = problem or ""
