"""Where people are among others: in rows, steady though faces are missed, and N comes to each of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from companion.faces.choosing import Chooser
from companion.faces.face import Box, Face
from companion.faces.places import Around, Place, in_rows, place_of
from companion.faces.tracker import FORGET_S, Tracks, follow
from companion.words import language, states

SIZE, FPS = 60.0, 10
# A call with six people, who never sit exactly under each other.
GALLERY = [(100, 100), (400, 110), (700, 95), (108, 400), (393, 405), (706, 390)]


def box(x: float, y: float, size: float = SIZE) -> Box:
    return Box(x - size / 2, y - size / 2, size, size)


def boxes_of(*places: tuple[float, float]) -> list[Box]:
    return [box(*place) for place in places]


class Watched:
    """Faces as they come from the tracker, ten frames a second, the chosen one and its place."""

    def __init__(self) -> None:
        self._tracks, self._chooser, self._around, self._frames = Tracks(), Chooser(), Around(), 0
        self.place: Place | None = None

    def see(self, boxes: Sequence[Box], take_next: bool = False) -> Box | None:
        """One more frame, with boxes from left to right as the finder gives them; return the box that is read."""
        time_s, self._frames = self._frames / FPS, self._frames + 1
        ordered = sorted(boxes, key=lambda one: one.centre[0])
        self._tracks, numbers = follow(self._tracks, ordered, time_s)
        crop = np.zeros((48, 48), np.uint8)
        faces = [Face(one, None, crop, track=number) for one, number in zip(ordered, numbers, strict=True)]
        seen, chosen = self._chooser.choose(faces, self._tracks, take_next, time_s)
        self.place = self._around.look(seen, self._tracks, self._chooser.track, time_s)
        return None if chosen is None else seen[chosen].box

    @property
    def said(self) -> str:
        assert self.place is not None
        return states.where(self.place)


def moved(step: int) -> list[Box]:
    """The six, whose heads move so that the two of each column stand now so and now so to each other."""
    return [box(x + (12 if (step + row // 3) % 2 else -12), y) for row, (x, y) in enumerate(GALLERY)]


def test_faces_are_read_in_rows_from_the_top_each_from_left_to_right() -> None:
    assert in_rows(boxes_of(*GALLERY)) == [[0, 1, 2], [3, 4, 5]]
    assert in_rows(boxes_of((300, 140), (100, 100), (200, 120))) == [[1, 2, 0]], "people side by side are one row"
    assert in_rows([]) == []


@pytest.mark.parametrize(
    ("index", "said", "german"),
    [
        (0, "at the top, on the left", "oben links"),
        (4, "at the bottom, in the middle", "unten in der Mitte"),
        (5, "at the bottom, on the right", "unten rechts"),
    ],
)
def test_in_two_rows_each_place_is_one_persons(index: int, said: str, german: str) -> None:
    everyone = boxes_of(*GALLERY)
    assert len({states.where(place_of(everyone, n)) for n in range(6)}) == 6
    assert states.where(place_of(everyone, index)) == said
    language.use("de")
    try:
        assert len({states.where(place_of(everyone, n)) for n in range(6)}) == 6
        assert states.where(place_of(everyone, index)) == german
    finally:
        language.use(language.ENGLISH)


def test_rows_between_the_first_and_the_last_have_numbers_and_a_row_of_one_needs_no_side() -> None:
    everyone = boxes_of((100, 100), (100, 300), (300, 300), (100, 500), (300, 500))
    assert states.where(place_of(everyone, 0)) == "at the top"
    assert states.where(place_of(everyone, 1)) == "in row 2 from the top, on the left"
    assert states.whose(place_of(everyone, 4)) == "I read the person at the bottom, on the right."
    assert states.whose(place_of(everyone[:1], 0)) == "" == states.whose(None)


def test_the_next_person_comes_to_all_six_once_although_heads_move() -> None:
    watched = Watched()
    watched.see(moved(0))
    said = []
    for step in range(1, 31):
        watched.see(moved(step), take_next=step % 5 == 0)
        if step % 5 == 0:
            said.append(watched.said)
    assert len(set(said)) == 6


def test_the_name_of_a_place_does_not_flip_while_heads_move() -> None:
    watched = Watched()
    watched.see(moved(0))
    said = set()
    for step in range(1, 30):
        watched.see(moved(step))
        said.add(watched.said)
    assert len(said) == 1
    # On the border of one row and two: it may be named so or so, but not now so and now so.
    border, names = Watched(), []
    for step in range(30):
        border.see(boxes_of((100, 100), (300, 100 + (0.7 if step % 2 else 0.8) * SIZE)))
        names.append(border.said)
    assert len(set(names)) == 1


def test_people_are_counted_although_one_in_three_is_missed() -> None:
    watched, counts, names = Watched(), set(), set()
    everyone = boxes_of(*GALLERY)
    watched.see(everyone)
    read = watched.see(everyone)
    for step in range(30):
        watched.see([one for n, one in enumerate(everyone) if (n + step) % 3])
        assert watched.place is not None
        counts.add(watched.place.faces)
        names.add(watched.said)
    assert counts == {6} and len(names) == 1
    for _ in range(round(FORGET_S * FPS) + 2):
        watched.see([one for one in everyone if one in (read, everyone[4])])
    assert watched.place is not None and watched.place.faces == 2, "who is gone for a second is gone"


def test_one_person_who_moves_fast_is_one_person() -> None:
    watched = Watched()
    for step in range(20):
        watched.see(boxes_of((100 + 300 * (step % 3), 100)))
        assert watched.place is not None and watched.place.faces == 1


def test_a_press_in_a_frame_without_the_other_person_is_not_lost() -> None:
    watched, left, right = Watched(), box(100, 100, 80), box(400, 100)
    assert watched.see([left, right]) == left
    assert watched.see([left], take_next=True) == left
    assert watched.see([left]) == left
    assert watched.see([left, right]) == right
    assert watched.see([left, right]) == right, "one press is one person"
    # Whoever comes long after it was not meant.
    assert watched.see([right], take_next=True) == right
    for _ in range(round(FORGET_S * FPS) + 1):
        watched.see([right])
    assert watched.see([left, right]) == right
