"""The three short cards: what Companion is and is not, where the data stays, and how it should look and sound."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterable
from tkinter import ttk

from companion.settings import LANGUAGE, TEXT_SIZE, THEME
from companion.ui.drawn_face import Drawing, Role, Shape, face_for, strokes
from companion.ui.notices import Notices
from companion.ui.paged import EDGE, Page
from companion.ui.setting_choice import SettingChoice
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.voice_choice import VoiceChoice
from companion.ui.widgets import Panel, Row, Stack, WrappedLabel
from companion.words import first_run as say
from companion.words import talk as talk_words

ICON_PX = 96


class FirstCards(ttk.Frame):
    """Shows one card at a time.

    Args:
        speaking: says the sample of the voice; without it there is no choice of a voice.
        on_done: called after the last card, or when the person skips the rest.

    Attributes:
        page: what the card stands on. number: which card is shown, from 0.
        next, done: go on; the second stands on the last card.
    """

    def __init__(
        self, parent: tk.Misc, shell: Shell, speaking: Speaking | None, on_done: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._shell, self._speaking = shell, speaking
        self._cards = (self._what, self._data, self._look)
        self.number = 0
        # Above what scrolls: what could not be saved, or not be said, was chosen far below.
        self._notices = Notices(self)
        self.page = Page(self)
        self.page.pack(fill="both", expand=True)
        self.bind("<<ThemeChanged>>", lambda event: self._place_notices())
        self._place_notices()
        self._card = Stack(self.page.body)
        self.next = self.page.button(say.NEXT, lambda: self.show(self.number + 1), "N", kind="Accent")
        self.done = self.page.button(say.DONE, on_done, "D", kind="Accent")
        self._back = self.page.button(say.BACK, self.back, "B")
        self._skip = self.page.button(say.SKIP, on_done, "S")
        self.show(0)
        # The cards are made anew in another language; what could not be saved is still told then.
        self._notices.say(shell.settings.problem)

    def _place_notices(self) -> None:
        edge = self._shell.theme.px(EDGE)
        self._notices.pack(fill="x", before=self.page, padx=edge, pady=(edge // 4, 0))

    def notice(self, sentence: str) -> None:
        """Show one plain sentence above the card; it takes the place of the one before."""
        self._notices.say(sentence)

    def show(self, number: int) -> None:
        """Show this card, from 0; the focus goes to the button that leads on."""
        self.number = number
        self._card.destroy()
        self._card = Stack(self.page.body)
        self.page.body.add(self._card, gap=0)
        of = say.PLACE.format(number=number + 1, count=len(self._cards))
        self._card.add(WrappedLabel(self._card, of, kind="Muted"))
        self._cards[number]()
        self.page.scroll.begin_again()
        last = number == len(self._cards) - 1
        buttons = self.page.buttons
        buttons.offer(self.next, not last)
        buttons.offer(self.done, last)
        buttons.offer(self._back, number > 0)
        buttons.offer(self._skip, not last)
        (self.done if last else self.next).focus_set()

    def back(self) -> bool:
        """Show the card before; False on the first."""
        if self.number == 0:
            return False
        self.show(self.number - 1)
        return True

    def _head(self, title: str, line: str, icon: tuple[Shape, ...] = ()) -> None:
        row = Row(self._card)
        texts = Stack(row)
        texts.add(WrappedLabel(texts, title, kind="Heading"))
        texts.add(WrappedLabel(texts, line), gap=8)
        row.add(texts, grow=1, sticky="new")
        if icon:
            row.add(Drawing(row, ICON_PX, icon), gap=24, sticky="ne")
        self._card.add(row, gap=8)

    def _list(self, title: str, lines: Iterable[str]) -> None:
        panel = Panel(self._card)
        if title:
            panel.add(WrappedLabel(panel, title, kind="Title"))
        for line in lines:
            panel.add(WrappedLabel(panel, line), gap=12)
        self._card.add(panel, gap=24 if not title else 16)

    def _what(self) -> None:
        self._head(say.WHAT_TITLE, say.WHAT_LINE, tuple(strokes(face_for("happiness"))))
        self._list("", say.WHAT_IS)
        self._list(say.WHAT_IS_NOT_TITLE, say.WHAT_IS_NOT)
        # On the first card: who does not read this language must not have to go through the others.
        panel = Panel(self._card, padding=12)
        panel.add(SettingChoice(panel, self._shell, LANGUAGE, self._notices.say))
        self._card.add(panel, gap=12)

    def _data(self) -> None:
        self._head(say.DATA_TITLE, say.DATA_LINE, _computer())
        self._list("", say.DATA_IS)

    def _look(self) -> None:
        card = self._card
        self._head(say.LOOK_TITLE, say.LOOK_LINE)
        card.add(WrappedLabel(card, say.LOOK_HELP), gap=12)
        look = talk_words.LOOKS["happiness"]
        sample = Panel(card)
        sample.add(WrappedLabel(sample, say.SAMPLE, kind="Small"))
        row = Row(sample)
        row.add(Drawing(row, ICON_PX, tuple(strokes(face_for("happiness")))), sticky="n")
        texts = Stack(row)
        texts.add(WrappedLabel(texts, look.lead, kind="Muted"))
        texts.add(WrappedLabel(texts, look.live, kind="Heading"), gap=0)
        texts.add(WrappedLabel(texts, look.also), gap=4)
        row.add(texts, gap=24, grow=1, sticky="new")
        sample.add(row, gap=8)
        card.add(sample, gap=24)
        choices = Panel(card)
        for setting in (TEXT_SIZE, THEME):
            choices.add(SettingChoice(choices, self._shell, setting, self._notices.say), gap=24)
        if self._speaking is not None:
            choices.add(VoiceChoice(choices, self._shell, self._speaking, self._notices.say), gap=24)
        card.add(choices)


def _computer() -> tuple[Shape, ...]:
    """Return a drawn laptop with a closed lock on its screen."""
    screen = ((0.16, 0.2), (0.84, 0.2), (0.84, 0.7), (0.16, 0.7), (0.16, 0.2))
    bow = ((0.43, 0.42), (0.43, 0.36), (0.465, 0.32), (0.535, 0.32), (0.57, 0.36), (0.57, 0.42))
    return (
        Shape(Role.FRAME, screen, 0.045),
        Shape(Role.FRAME, ((0.06, 0.82), (0.94, 0.82)), 0.07),
        Shape(Role.FRAME, bow, 0.035),
        Shape(Role.FRAME, ((0.39, 0.42), (0.61, 0.42), (0.61, 0.59), (0.39, 0.59))),
    )
