"""The person's own answer beside the camera's guess, and a note: two views of one moment, and no verdict."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from tkinter import ttk

from companion.journal.events import Saving
from companion.reading.reading import Reading
from companion.ui.drawn_face import DrawnFace, Face
from companion.ui.face_shapes import faces_of
from companion.ui.mirror_faces import own_face
from companion.ui.mirror_view import Answer, Step, large
from companion.ui.theme import FONT_HEADING, theme_of
from companion.ui.widgets import Panel, Row, WrappedLabel, style_for
from companion.words import home
from companion.words import mirror as say

FACE = 84
NOTE_LINES = 3
# A pause in writing after which the note is kept.
KEEP_AFTER_MS = 800


@dataclass(frozen=True)
class After:
    """What can be done once an answer is given; `go_on` is None without a camera. `help` explains the screen."""

    keep_note: Callable[[str], Saving]
    go_on: Callable[[], object] | None
    again: Callable[[], object]
    end: Callable[[], object]
    help: Callable[[], object]
    tell: Callable[[str], object]


class Result(Step):
    """Both answers side by side."""

    def __init__(self, parent: tk.Misc, answer: Answer, reading: Reading | None, after: After) -> None:
        super().__init__(parent, after.again)
        self._keep, self._tell, self._kept, self._waits = after.keep_note, after.tell, "", ""
        self._saving = Saving.NOW
        self.body.add(WrappedLabel(self.body, say.RESULT_TITLE, kind="Heading"))
        both = ttk.Frame(self.body)
        both.rowconfigure(0, weight=1)
        for column in (0, 1):
            both.columnconfigure(column, weight=1, uniform="answers")
        own = say.own_name(answer.word, answer.dont_know, answer.skipped)
        lines = say.own_lines(answer.word, answer.signs, answer.grid, answer.dont_know, answer.skipped)
        guess = say.guessed(reading)
        self._sides = (
            Side(both, say.YOURS, (own_face(answer),), say.FEEL if answer.word else "", own, lines),
            Side(both, say.GUESS, faces_of(reading), guess.lead, guess.live, guess.lines),
        )
        for column, side in enumerate(self._sides):
            side.grid(row=0, column=column, sticky="nsew")
            side.name.bind("<Configure>", lambda event: self._size_names(), add=True)
        self.body.add(both, gap=8)
        self.body.add(WrappedLabel(self.body, say.RESULT_LINE, kind="Muted"), gap=12)
        self._build_note()
        go_on = self._go_on = self.button(say.GO_ON, after.go_on, "L", kind="Accent") if after.go_on else None
        again = self.button(say.AGAIN, after.again, "A")
        self.button(say.END, after.end, "E")
        # Here a hard feeling may just have been named: Help, with its page for when it is too much, is in sight.
        self.button(home.HELP, after.help, "?")
        self.first_focus = go_on or again
        self.bind("<<ThemeChanged>>", lambda event: self._restyle(), add=True)
        self._restyle()

    def offer_go_on(self, go_on: Callable[[], object]) -> None:
        """Offer to go on looking, where the first picture came only now."""
        if self._go_on is None:
            self._go_on = self.button(say.GO_ON, go_on, "L")
            self.buttons.arrange()

    def _build_note(self) -> None:
        panel = Panel(self.body, padding=12)
        panel.add(WrappedLabel(panel, say.NOTE_TITLE, kind="Bold"))
        panel.add(WrappedLabel(panel, say.NOTE_LINE, kind="Small"), gap=0)
        self.note = tk.Text(panel, height=NOTE_LINES, width=20, undo=True)
        self.note.spoken_name = say.NOTE_TITLE  # type: ignore[attr-defined]  # read by reading_controls
        # In a field of many lines Tab would write a tab, and who works by keyboard could not leave it.
        self.note.bind("<Tab>", lambda event: _move(event.widget.tk_focusNext()))
        self.note.bind("<Shift-Tab>", lambda event: _move(event.widget.tk_focusPrev()))
        self.note.bind("<<Modified>>", lambda event: self._written())
        panel.add(self.note, gap=8)
        self._saved = WrappedLabel(panel, "", kind="Small")
        panel.add(self._saved, gap=4)
        self.body.add(panel, gap=12)

    def _restyle(self) -> None:
        theme = theme_of(self)
        theme.dress(self.note)
        self._sides[1].grid_configure(padx=(theme.px(12), 0))
        self._size_names()

    def _size_names(self) -> None:
        """Both names get one size, so that neither looks like the answer: the large one where both have room for it."""
        small = large(self) or not all(side.fits for side in self._sides)
        for side in self._sides:
            side.size_name(small)

    def _written(self) -> None:
        if not self.note.edit_modified():
            return
        self.note.edit_modified(False)
        self._saved.say("")
        if self._waits:
            self.after_cancel(self._waits)
        self._waits = self.after(KEEP_AFTER_MS, self._keep_note)

    def _keep_note(self) -> None:
        self._waits = ""
        text = self.note.get("1.0", "end-1c").strip()
        if text != self._kept:
            self._kept, self._saving = text, self._keep(text)
        self._saved.say(_told(self._saving) if text else "")

    def leave(self) -> None:
        """Keep what was written last."""
        unseen = bool(self._waits)
        if unseen:
            self.after_cancel(self._waits)
        self._keep_note()
        if unseen and self._kept:
            self._tell(_told(self._saving))  # it went out of sight in the middle of a sentence


def _told(saving: Saving) -> str:
    return {Saving.NOW: say.NOTE_KEPT, Saving.LATER: say.NOTE_LATER, Saving.NEVER: say.NOTE_NEVER}[saving]


def _move(to: tk.Misc | None) -> str:
    if to is not None:
        to.focus_set()
    return "break"


class Side(Panel):
    """One of the two answers. Both have the same lines in the same places, so that neither looks like the answer.

    Attributes:
        name: the label with the answer itself.
    """

    def __init__(
        self, parent: tk.Misc, heading: str, faces: Sequence[Face], lead: str, name: str, lines: Sequence[str]
    ) -> None:
        super().__init__(parent, padding=16)
        self.add(WrappedLabel(self, heading, kind="Bold", chars=6))
        self._faces = Row(self)
        for face in faces:
            drawn = DrawnFace(self._faces, FACE)
            drawn.show_face(face)
            self._faces.add(drawn, gap=8)
        above, below = (WrappedLabel(self, text, kind, 6) for text, kind in ((lead, "Muted"), ("\n".join(lines), "")))
        self.name = WrappedLabel(self, name, kind="Heading", chars=6)
        self._said = (above, self.name, below)
        for widget, gap in zip((self._faces, *self._said), (12, 12, 0, 8), strict=True):
            self.add(widget, gap=gap)
        self.bind("<<ThemeChanged>>", lambda event: self._arrange(), add=True)
        self._arrange()

    @property
    def fits(self) -> bool:
        """Whether each word of the name fits into a line at its large size; else it would be cut in two."""
        room = self.name.winfo_width()  # 1 until it is laid out
        heading = theme_of(self).font(FONT_HEADING)
        return room <= 1 or all(heading.measure(word) <= room for word in str(self.name.cget("text")).split())

    def size_name(self, small: bool) -> None:
        """Show the name large, or small."""
        style = style_for(self, "Title.TLabel" if small else "Heading.TLabel")
        if str(self.name.cget("style")) != style:
            self.name.configure(style=style)

    def _arrange(self) -> None:
        """With large text the words come first: not all of it is seen at once."""
        first = large(self)
        for row, widget in enumerate((*self._said, self._faces) if first else (self._faces, *self._said), start=1):
            widget.grid_configure(row=row)
