"""A page of Help: each look as a drawing, and its signs, each of which moves when it is chosen."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from companion.ui.drawn_face import DrawnFace
from companion.ui.face_shapes import Face, face_for
from companion.ui.face_signs import moved, signs_of
from companion.ui.jobs import Job
from companion.ui.paged import Page
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, Flow, Panel, Row, Stack, WrappedLabel
from companion.words import help as help_words
from companion.words import looks as say
from companion.words import talk as talk_words
from companion.words.vocabulary import WORDS

STEP_S = 0.04
FACE_PX = 112


class Looks(ttk.Frame):
    """Shows one look at a time.

    Attributes:
        word: the look that is shown.
        face: its drawing.
        signs: the buttons of its signs, by name.
        moving: whether a sign moves now.
    """

    def __init__(
        self,
        parent: tk.Misc,
        shell: Shell,
        on_back: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._shell, self._clock = shell, clock
        self._job: Job | None = None
        self.signs: dict[str, ActionButton] = {}
        self.page = Page(self, widest=880)
        self.page.pack(fill="both", expand=True)
        body = self.page.body
        body.add(WrappedLabel(body, say.TITLE, kind="Heading"))
        body.add(WrappedLabel(body, say.LINE), gap=8)
        choice = Flow(body, gap=8)
        self.words = {
            word: ActionButton(choice, talk_words.LOOKS[word].live, partial(self.choose, word)) for word in WORDS
        }
        body.add(choice, gap=16)
        panel = Panel(body)
        # The drawing stands beside its signs: what moves is in sight of what was pressed.
        beside = Row(panel)
        self.face = DrawnFace(beside, FACE_PX, WORDS[0])
        beside.add(self.face, sticky="n")
        text = Stack(beside)
        beside.add(text, gap=24, grow=1, sticky="new")
        self._name = WrappedLabel(text, kind="Title")
        text.add(self._name)
        self._lines = WrappedLabel(text)
        text.add(self._lines, gap=8)
        text.add(WrappedLabel(text, say.SIGNS, kind="Bold"), gap=16)
        self._flow = Flow(text, gap=8)
        text.add(self._flow, gap=4)
        self._none = WrappedLabel(text, kind="Muted")
        text.add(self._none, gap=4)
        panel.add(beside)
        body.add(panel, gap=24)
        body.add(WrappedLabel(body, say.NOT_ALWAYS, kind="Muted"), gap=16)
        self.first = self.page.button(help_words.BACK, on_back, "B", kind="Accent")
        self.bind("<Destroy>", lambda event: self._halt() if event.widget is self else None)
        self.choose(WORDS[0])

    @property
    def moving(self) -> bool:
        return self._job is not None

    def choose(self, word: str) -> None:
        """Show a look, still."""
        self._halt()
        self.word, look = word, talk_words.LOOKS[word]
        self._name.say(look.live)
        self._lines.say("\n".join(line for line in (look.meaning, look.cue, look.also) if line))
        self.face.show(word)
        for button in self.signs.values():
            button.destroy()
        self.signs = {
            name: ActionButton(self._flow, say.SIGN_NAMES[name], partial(self.move, sign))
            for name, sign in signs_of(word).items()
        }
        self._flow.arrange()
        self._none.say("" if self.signs else say.NO_SIGNS)

    def move(self, sign: Face) -> None:
        """Let one sign move on the drawing, twice; then the whole look stands there again."""
        self._halt()
        began_s = self._clock()

        def step() -> None:
            face, over = moved(self.word, sign, self._clock() - began_s)
            self.face.show_face(face)
            if over:
                self._halt()

        self._job = self._shell.every(STEP_S, step, keep=True)

    def _halt(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
            if self.winfo_exists() and self.face.winfo_exists():
                self.face.show_face(face_for(self.word))
