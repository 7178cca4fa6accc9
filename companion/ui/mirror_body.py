"""The way in through the body: the drawn figure and a list of the same signs; either chooses in both."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from companion.ui.body_figure import BodyFigure
from companion.ui.mirror_view import Step
from companion.ui.theme import theme_of
from companion.ui.widgets import Panel, Row, Stack, WrappedLabel, style_for
from companion.words import feelings
from companion.words import mirror as say

# The figure's side in pixels at 100 %: as large as the room allows within these.
SMALLEST, LARGEST = 160, 340


class BodySigns(Step):
    """Choose any number of signs, then "Next"."""

    def __init__(
        self,
        parent: tk.Misc,
        on_next: Callable[[tuple[str, ...]], object],
        back: Callable[[], object],
        on_dont_know: Callable[[tuple[str, ...]], object],
        chosen: tuple[str, ...] = (),
    ) -> None:
        """Make it; `chosen`: signs that were chosen before, when one comes back. Both ways on are told the signs."""
        super().__init__(parent, back)
        self._on_next = on_next
        self._on = {sign: tk.BooleanVar(self, sign in chosen) for sign in feelings.SIGNS}
        self.head(say.BODY_TITLE, say.BODY_HELP)
        panel = Panel(self.body, padding=12)
        both = Row(panel)
        drawn = Stack(both)
        self._figure = BodyFigure(drawn, SMALLEST, lambda sign: self._moved(), self._toggle)
        drawn.add(self._figure, sticky="n")
        self._here = WrappedLabel(drawn, "", kind="Small")
        drawn.add(self._here, gap=4)
        self.keep_in_view(self._figure, drawn)
        both.add(drawn, sticky="n")
        self._list = Stack(both)
        self._checks = [self._check(place, sign) for place, sign in enumerate(feelings.SIGNS)]
        both.add(self._list, gap=20, grow=1, sticky="new")
        panel.add(both)
        self.body.add(panel, gap=12)
        self.first_focus = self._figure
        self._next = self.button(say.BODY_NEXT, self._go_on, "N", kind="Accent")
        self.button(say.DONT_KNOW, lambda: on_dont_know(self.chosen), "D")
        self.button(say.BACK, back, "B")
        self._changed()
        for happening in ("<Configure>", "<<ThemeChanged>>"):
            self.bind(happening, lambda event: self._fit(), add=True)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The signs that are chosen, in the list's order."""
        return tuple(sign for sign, on in self._on.items() if on.get())

    def _fit(self) -> None:
        """Give the figure what the list leaves, so that both are seen side by side."""
        scale = theme_of(self).scale
        wide = (self.winfo_width() - self._list.winfo_reqwidth()) / scale - 96
        high = 0.68 * self.winfo_height() / scale
        self._figure.resize(min(LARGEST, max(SMALLEST, min(wide, high))))

    def _check(self, place: int, sign: str) -> ttk.Checkbutton:
        check = ttk.Checkbutton(
            self._list,
            text=feelings.sign_name(sign),
            variable=self._on[sign],
            command=self._changed,
            style=style_for(self._list, "TCheckbutton"),
        )
        self._list.add(check, gap=0)
        for key, step in (("Up", -1), ("Down", 1)):
            check.bind(f"<{key}>", lambda event, to=place + step: self._focus(to))  # type: ignore[misc]
        return check

    def _focus(self, place: int) -> str:
        self._checks[place % len(self._checks)].focus_set()
        return "break"

    def _toggle(self, sign: str) -> None:
        self._on[sign].set(not self._on[sign].get())
        self._changed()

    def _changed(self) -> None:
        self._figure.choose(frozenset(self.chosen))
        self._next.enable(bool(self.chosen))
        self._moved()

    def _moved(self) -> None:
        self._here.say(self._figure.text)

    def _go_on(self) -> None:
        if self.chosen:
            self._on_next(self.chosen)


