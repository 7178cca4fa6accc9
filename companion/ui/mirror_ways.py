"""The Mirror's three ways from the question to an answer: word, body, map; step by step, and each step back."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk

from companion.ui.mirror_body import BodySigns
from companion.ui.mirror_grid import PlaceOnMap
from companion.ui.mirror_list import FeelingList
from companion.ui.mirror_view import Answer, Step
from companion.words import feelings as known
from companion.words import mirror as say


class ToAnswer:
    """Shows the steps. What was chosen on the way is there again when the person goes back.

    Args:
        frame: where the steps stand.
        show: shows the step that it is given the maker of.
        ask: shows the question again.
        answer: takes the answer in which each way ends.
    """

    def __init__(
        self,
        frame: ttk.Frame,
        show: Callable[[Callable[[], Step]], None],
        ask: Callable[[], None],
        answer: Callable[[Answer], None],
    ) -> None:
        self._frame, self._show, self._ask, self._answer = frame, show, ask, answer

    def words(self, signs_or_place: Answer | None = None, back: Callable[[], None] | None = None) -> None:
        """Offer the few broad words."""
        so_far = signs_or_place or Answer()
        broad = [one.broad for one in known.FAMILIES]
        self._show(
            lambda: FeelingList(
                self._frame, say.FEW_TITLE, say.FEW_LINE, broad, lambda word: self._finer(word, so_far, back),
                back or self._ask, on_dont_know=lambda: self._choose(None, so_far), faces=True,
            )
        )

    def _finer(self, broad: str, so_far: Answer, back: Callable[[], None] | None) -> None:
        line = say.FINER_LINE.format(word=known.name(broad))
        self._show(
            lambda: FeelingList(
                self._frame, say.FINER_TITLE, line, known.family(broad).feelings,
                lambda word: self._choose(word, so_far), lambda: self.words(so_far, back),
                on_dont_know=lambda: self._choose(None, so_far),
            )
        )

    def body(self, signs: tuple[str, ...] = ()) -> None:
        """Offer the signs of the body, these being chosen."""
        self._show(
            lambda: BodySigns(
                self._frame, self._points, self._ask, lambda chosen: self._choose(None, Answer(signs=chosen)), signs
            )
        )

    def _points(self, signs: tuple[str, ...]) -> None:
        line = say.POINTS_LINE.format(signs=say.sign_list(signs))
        self._meanings(say.POINTS_TITLE, line, Answer(signs=signs), lambda: self.body(signs))

    def grid(self, point: tuple[float, float] | None = None) -> None:
        """Offer the map, with the dot at this point if it was put there before."""
        self._show(
            lambda: PlaceOnMap(
                self._frame, self._near, self._ask, lambda place: self._choose(None, Answer(grid=place)), point
            )
        )

    def _near(self, point: tuple[float, float]) -> None:
        line = say.NEAR_LINE.format(place=say.place(*point))
        self._meanings(say.NEAR_TITLE, line, Answer(grid=point), lambda: self.grid(point))

    def _meanings(self, title: str, line: str, so_far: Answer, back: Callable[[], None]) -> None:
        """Offer the words that signs or a point can mean."""
        feelings = known.pointed_at(so_far.signs) if so_far.grid is None else known.near(*so_far.grid)

        def here() -> None:
            self._meanings(title, line, so_far, back)

        self._show(
            lambda: FeelingList(
                self._frame, title, line, feelings, lambda word: self._choose(word, so_far), back,
                on_dont_know=lambda: self._choose(None, so_far), on_other=lambda: self.words(so_far, here),
            )
        )

    def _choose(self, word: str | None, so_far: Answer) -> None:
        self._answer(Answer(word, so_far.signs, so_far.grid, dont_know=word is None))
