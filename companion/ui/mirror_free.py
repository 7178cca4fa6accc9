"""The mirror after the answer: the camera's word and its explanation, live, for as long as the person looks."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from companion.reading.reading import Reading
from companion.ui.drawn_face import DrawnFace
from companion.ui.face_shapes import faces_of
from companion.ui.mirror_view import Step, large
from companion.ui.theme import theme_of
from companion.ui.widgets import Panel, Row, WrappedLabel
from companion.words import mirror as say
from companion.words import talk

FACE = 100


class FreeMirror(Step):
    """One steady word with what explains it; `show` is called with each new reading."""

    wants_room = False

    def __init__(
        self,
        parent: tk.Misc,
        again: Callable[[], object],
        resting: Callable[[], object],
        end: Callable[[], object],
    ) -> None:
        super().__init__(parent, again)
        self._shown: say.Guessed | None = None
        panel = Panel(self.body, padding=20)
        self._lead = WrappedLabel(panel, talk.LOADING_LEAD, kind="Muted")
        self._live = WrappedLabel(panel, talk.LOADING_LIVE, kind="Live", chars=6)
        row = self._face_row = Row(panel)
        self._faces = (DrawnFace(row, FACE), DrawnFace(row, FACE))
        for face in self._faces:
            row.add(face, gap=12)
        self._faces[1].grid_remove()
        self._lines = WrappedLabel(panel)
        panel.add(self._lead)
        panel.add(self._live, gap=0)
        panel.add(row, gap=12)
        panel.add(self._lines, gap=12)
        self._resting = WrappedLabel(panel, kind="Small")
        panel.add(self._resting, gap=16)
        self.body.add(panel)
        self.first_focus = self.button(say.AGAIN, again, "A", kind="Accent")
        self.button(say.RESTING, resting, "R")
        self.button(say.END, end, "E")
        self.bind("<Configure>", lambda event: self._fit())
        self.bind("<<ThemeChanged>>", lambda event: self._fit(), add=True)

    def show(self, reading: Reading | None, resting: bool) -> None:
        """Show what is read now. `resting`: whether the person's resting face was taken into account."""
        self._resting.say(say.REST_USED if resting else "")
        # By what is said, which another language changes too.
        guess = say.guessed(reading)
        if guess == self._shown:
            return
        self._shown = guess
        if guess.live != str(self._live.cget("text")):
            # Who has read the lines of the word before must still see the new word.
            self.scroll.begin_again()
        self._lead.say(guess.lead)
        self._live.say(guess.live)
        self._lines.say("\n\n".join(guess.lines))
        faces = faces_of(reading)
        self._faces[0].show_face(faces[0])
        if len(faces) > 1:
            self._faces[1].show_face(faces[1])
            self._faces[1].grid()
        else:
            self._faces[1].grid_remove()

    def _fit(self) -> None:
        theme, first = theme_of(self), large(self)
        # With large text the explanation comes before the drawing: the word never stands alone.
        self._face_row.grid_configure(row=3 if first else 2)
        self._lines.grid_configure(row=2 if first else 3)
        words = [look.live for look in talk.LOOKS.values()] + [talk.UNSURE_LIVE, talk.NO_FACE_LIVE]
        theme.fit_live_font(words, min(self.winfo_width(), theme.px(760)) - theme.px(72), self.winfo_height() // 3)
