"""The Mirror's question with its three ways in, and "I don't know" and "Skip" beside them."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass

from companion.ui.body_figure import figure
from companion.ui.drawn_face import Drawing
from companion.ui.face_lines import Role, Shape, closed, oval
from companion.ui.face_shapes import strokes
from companion.ui.mirror_faces import family_face
from companion.ui.mirror_view import Answer, Step
from companion.ui.styles import RING_ROOM
from companion.ui.theme import theme_of
from companion.ui.widgets import ActionButton, Panel, Row, Stack, WrappedLabel
from companion.words import mirror as say


@dataclass(frozen=True)
class Ways:
    """Where the question leads."""

    word: Callable[[], object]
    body: Callable[[], object]
    grid: Callable[[], object]
    answer: Callable[[Answer], object]
    resting: Callable[[], object]
    end: Callable[[], object]


def _indent(below: Stack) -> None:
    below.grid_configure(padx=(theme_of(below).px(RING_ROOM), 0))


def _map() -> tuple[Shape, ...]:
    frame = closed(((0.12, 0.12), (0.88, 0.12), (0.88, 0.88), (0.12, 0.88)))
    lines = [Shape(Role.FRAME, frame, 0.035), Shape(Role.FRAME, ((0.5, 0.2), (0.5, 0.8)), 0.02)]
    lines.append(Shape(Role.FRAME, ((0.2, 0.5), (0.8, 0.5)), 0.02))
    dot = oval(0.66, 0.36, 0.1, 0.1)
    return (*lines, Shape(Role.SKIN, dot), Shape(Role.LINE, closed(dot), 0.03))


class Ask(Step):
    """ "How do you feel right now?" """

    def __init__(self, parent: tk.Misc, ways: Ways, message: str) -> None:
        """Make it; `message` stands below the ways in: whether there is a camera."""
        super().__init__(parent)
        self.head(say.QUESTION, say.TAKE_TIME)
        face = tuple(strokes(family_face("calm")))
        self.first_focus = self._way(face, say.WORD, say.WORD_LINE, "W", ways.word)
        self._way(figure(), say.BODY, say.BODY_LINE, "B", ways.body)
        self._way(_map(), say.GRID, say.GRID_LINE, "M", ways.grid)
        row = Row(self.body)
        self._message = WrappedLabel(row, message, kind="Small")
        row.add(self._message, grow=1, sticky="ew")
        row.add(ActionButton(row, say.RESTING, ways.resting, letter="R", kind="Quiet"))
        self.body.add(row, gap=4)
        self.button(say.DONT_KNOW, lambda: ways.answer(Answer(dont_know=True)), "D")
        self.button(say.SKIP, lambda: ways.answer(Answer(skipped=True)), "S")
        self.button(say.END, ways.end, "E")

    def tell(self, message: str) -> None:
        """Show another message."""
        self._message.say(message)

    def _way(
        self, icon: tuple[Shape, ...], name: str, line: str, letter: str, go: Callable[[], object]
    ) -> ActionButton:
        panel = Panel(self.body, padding=12)
        row = Row(panel)
        row.add(Drawing(row, 72, icon))
        texts = Stack(row)
        button = ActionButton(texts, name, go, letter=letter)
        texts.add(button, sticky="w")
        below = Stack(texts)
        below.add(WrappedLabel(below, line, kind="Muted"))
        texts.add(below, gap=0)
        # A button has room around it for its focus ring; the line stands under its body.
        texts.bind("<<ThemeChanged>>", lambda event: _indent(below), add=True)
        _indent(below)
        row.add(texts, grow=1, sticky="ew")
        panel.add(row)
        self.body.add(panel, gap=12)
        return button
