"""The right half of Talk: the word very large in its one fixed place, its drawn face, and the sentences under it."""

from __future__ import annotations

import tkinter as tk
from typing import TYPE_CHECKING

from companion.ui.drawn_face import DrawnFace
from companion.ui.face_shapes import Face, faces_of
from companion.ui.scroll import ScrollBody
from companion.ui.theme import theme_of
from companion.ui.widgets import Panel, Row, WrappedLabel
from companion.words import talk as say

if TYPE_CHECKING:
    from companion.reading.reading import Reading

# Two of them beside each other have room with the largest text.
FACE_PX = 100


class WordView(Panel):
    """Shows a reading, or any other word with its sentences.

    Attributes:
        lead, live, lines: the labels, from top to bottom.
        scroll: the body that they stand in.
    """

    def __init__(self, parent: tk.Misc) -> None:
        super().__init__(parent, padding=8)
        self.scroll = ScrollBody(self, padding=16)
        self.add(self.scroll, grow=1)
        body = self.scroll.body
        # The word comes first, so that its place is the same whatever stands under it.
        self.lead = WrappedLabel(body, say.LOADING_LEAD, kind="Muted")
        self.live = WrappedLabel(body, say.LOADING_LIVE, kind="Live", chars=8)
        self._face_row = Row(body)
        self._faces = (DrawnFace(self._face_row, FACE_PX), DrawnFace(self._face_row, FACE_PX))
        for face in self._faces:
            self._face_row.add(face, gap=12)
        self._faces[1].grid_remove()
        self.lines = WrappedLabel(body, say.LOADING_CUE)
        body.add(self.lead)
        body.add(self.live, gap=0)
        body.add(self._face_row, gap=8)
        body.add(self.lines, gap=12)

    def fit(self, width: int, height: int, large: bool) -> None:
        """Size the live word for a panel of `width` pixels in a window of `height`; `large`: text comes first."""
        # In a small window large text comes before the drawing: the word never stands alone.
        self._face_row.grid_configure(row=3 if large else 2)
        self.lines.grid_configure(row=2 if large else 3)
        looks = [look.live for look in say.LOOKS.values()] + [say.UNSURE_LIVE, say.NO_FACE_LIVE]
        theme_of(self).fit_live_font(looks, width, height // 3)

    def show(self, reading: Reading) -> None:
        """Show what the app says of a reading."""
        said = say.spoken(reading)
        self.say(said.lead, said.live, said.lines, faces_of(reading))

    def say(self, lead: str, live: str, lines: tuple[str, ...], faces: tuple[Face, ...] = ()) -> None:
        """Show a word with what stands over and under it; without faces it is no look, and has the empty one."""
        if live != str(self.live.cget("text")):
            # Who has read the lines of the word before must still see the new word.
            self.scroll.begin_again()
        self.lead.say(lead)
        self.live.say(live)
        self.lines.say("\n\n".join(lines))
        faces = faces or faces_of(None)
        self._faces[0].show_face(faces[0])
        if len(faces) > 1:
            self._faces[1].show_face(faces[1])
            self._faces[1].grid()
        else:
            self._faces[1].grid_remove()
