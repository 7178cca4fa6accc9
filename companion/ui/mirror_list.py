"""A list of feelings to choose from: each has a button with a digit as its key, its meaning, and maybe a face."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence

from companion.ui.drawn_face import DrawnFace
from companion.ui.mirror_faces import family_face
from companion.ui.mirror_view import Step
from companion.ui.theme import theme_of
from companion.ui.widgets import ActionButton, Panel, WrappedLabel
from companion.words import mirror as say
from companion.words.feelings import Feeling

FACE = 46


class FeelingList(Step):
    """One list. The arrow keys go up and down in it."""

    def __init__(
        self,
        parent: tk.Misc,
        title: str,
        line: str,
        feelings: Sequence[Feeling],
        on_choose: Callable[[str], object],
        back: Callable[[], object],
        on_dont_know: Callable[[], object] | None = None,
        on_other: Callable[[], object] | None = None,
        faces: bool = False,
    ) -> None:
        """Make it. `on_dont_know`, `on_other`: what those buttons do; None leaves one out. `faces`: for broad words."""
        super().__init__(parent, back)
        self.head(title, line)
        self._panel = Panel(self.body, padding=12)
        self._panel.columnconfigure(0, weight=0)
        self._panel.columnconfigure(2, weight=1)
        self._buttons = [
            self._row(place, one, on_choose, faces) for place, one in enumerate(feelings)
        ]
        self.body.add(self._panel, gap=12)
        self.first_focus = self._buttons[0]
        self.button(say.BACK, back, "B")
        if on_dont_know is not None:
            self.button(say.DONT_KNOW, on_dont_know, "D")
        if on_other is not None:
            self.button(say.OTHER_WORDS, on_other, "O", kind="Quiet")
        self.bind("<<ThemeChanged>>", lambda event: self._space_rows(), add=True)
        self._space_rows()

    def _row(self, place: int, one: Feeling, on_choose: Callable[[str], object], faces: bool) -> ActionButton:
        if faces:
            face = DrawnFace(self._panel, FACE)
            face.show_face(family_face(one.word))
            face.grid(row=place, column=0)
        button = ActionButton(self._panel, one.name, lambda: on_choose(one.word), letter=str(place + 1))
        button.grid(row=place, column=1, sticky="ew")
        WrappedLabel(self._panel, one.meaning, kind="Muted").grid(row=place, column=2, sticky="ew")
        for key, step in (("Up", -1), ("Down", 1)):
            button.bind(f"<{key}>", lambda event, to=place + step: self._focus(to))  # type: ignore[misc]
        return button

    def _focus(self, place: int) -> str:
        self._buttons[place % len(self._buttons)].focus_set()
        return "break"

    def _space_rows(self) -> None:
        gap = theme_of(self).px(12)
        for child in self._panel.grid_slaves():
            child.grid_configure(padx=(0 if child.grid_info()["column"] == 0 else gap, 0))
