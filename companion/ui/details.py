"""The details of a reading: all words with their shares, as drawn bars with words beside them."""

from __future__ import annotations

import tkinter as tk
from typing import TYPE_CHECKING

from companion.ui.scroll import ScrollBody
from companion.ui.theme import theme_of
from companion.ui.widgets import Panel, Row, Stack, WrappedLabel, surface_colour
from companion.words import talk as say
from companion.words.vocabulary import WORDS

if TYPE_CHECKING:
    from companion.reading.reading import Scores

BAR_HIGH = 14


class Bar(tk.Canvas):
    """A bar that is filled to a share, 0 to 1. Nothing can be done with it: it takes no focus."""

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent, highlightthickness=0, borderwidth=0, width=60, takefocus=False)
        self._share = 0.0
        self._track = self.create_rectangle(0, 0, 0, 0)
        self._fill = self.create_rectangle(0, 0, 0, 0)
        self.bind("<Configure>", lambda event: self._draw())
        self.bind("<<ThemeChanged>>", lambda event: self._restyle())
        self._restyle()

    def show(self, share: float) -> None:
        """Fill it to this share."""
        if share != self._share:
            self._share = share
            self._draw()

    def _restyle(self) -> None:
        theme = theme_of(self)
        colours = theme.palette
        self.configure(height=theme.px(BAR_HIGH), background=surface_colour(self.nametowidget(self.winfo_parent())))
        self.itemconfigure(self._track, fill=colours.surface, outline=colours.border)
        self.itemconfigure(self._fill, fill=colours.accent, outline=colours.accent)
        self._draw()

    def _draw(self) -> None:
        wide, high = self.winfo_width() - 1, self.winfo_height() - 1
        self.coords(self._track, 0, 0, wide, high)
        self.coords(self._fill, 0, 0, round(wide * self._share), high)
        self.itemconfigure(self._fill, state="normal" if round(wide * self._share) > 0 else "hidden")


class Details(Panel):
    """What people, or the camera, would say, word by word, the likeliest first.

    Attributes:
        scroll: the body that all of it stands in.
    """

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent, padding=8)
        self.scroll = ScrollBody(self, padding=16)
        self.add(self.scroll, grow=1)
        body = self.scroll.body
        self.sentence = WrappedLabel(body, say.DETAILS_NOTHING, kind="Bold")
        body.add(self.sentence)
        self._note = WrappedLabel(body, "", kind="Small")
        body.add(self._note, gap=8)
        self._table = Stack(body)
        body.add(self._table, gap=12)
        self.rows: list[tuple[WrappedLabel, WrappedLabel, Bar]] = []
        for _ in WORDS:
            line = Row(self._table)
            name, words, bar = WrappedLabel(line, "", "Bold", 9), WrappedLabel(line, "", "Small", 8), Bar(self._table)
            line.add(name)
            line.add(words, gap=8, grow=1, sticky="ew")
            self._table.add(line, gap=10)
            self._table.add(bar, gap=2)
            self.rows.append((name, words, bar))
        self._show_table(False)

    def show(self, scores: Scores | None, votes: bool, no_face: bool = False) -> None:
        """Show the shares.

        Args:
            scores: the shares to show; None where nothing is read.
            votes: they are shares of people, since the network learned what ten people said each.
            no_face: there are none because no face is seen.
        """
        self._show_table(scores is not None)
        if scores is None:
            self.sentence.say(say.DETAILS_NO_FACE if no_face else say.DETAILS_NOTHING)
            self._note.say("")
            return
        by_word = scores.by_word()
        ordered = sorted(WORDS, key=lambda word: -by_word[word])
        self.sentence.say(say.details_sentence(ordered[0], by_word[ordered[0]], votes))
        self._note.say(say.DETAILS_PEOPLE if votes else say.DETAILS_CAMERA)
        for (name, words, bar), word in zip(self.rows, ordered, strict=True):
            name.say(say.LOOKS[word].short)
            words.say(say.tenths(by_word[word], votes))
            bar.show(by_word[word])

    def _show_table(self, on: bool) -> None:
        if on != bool(self._table.winfo_manager()):
            self._table.grid() if on else self._table.grid_remove()
