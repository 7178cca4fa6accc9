"""The place above a screen's parts for one plain sentence at a time."""

from __future__ import annotations

from companion.ui.theme import theme_of
from companion.ui.widgets import NoticeBar, Stack


class Notices(Stack):
    """Takes no room while there is nothing to say."""

    _said: str | None = None

    def say(self, sentence: str | None) -> None:
        """Show a sentence in the place of the one before; None or "" for nothing."""
        if sentence and sentence == self._said and self.grid_slaves():
            return  # made anew it would take the focus from its button
        self._said = sentence
        for old in self.winfo_children():
            old.destroy()
        if sentence:
            NoticeBar(self, sentence).grid(row=0, column=0, sticky="ew", pady=(0, theme_of(self).px(12)))
        else:
            # A frame whose children are gone keeps its height until it is told.
            self.configure(height=1)
