"""Where the face that is read is among all others: in rows from the top, each from left to right, as people count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.faces.face import Box, Face
from companion.faces.tracker import FORGET_S, Tracks

# Faces are one row up to this share of their height from its middle: people side by side are seldom equally tall.
SAME_ROW = 0.75


@dataclass(frozen=True)
class Place:
    """Where one face is among all; `row` and `number` count from 0, from the top and from the left of the picture.

    Attributes:
        faces: how many there are.
        number, in_row: which one of its row, of how many.
        row, rows: which row, of how many.
    """

    faces: int
    number: int
    in_row: int
    row: int = 0
    rows: int = 1


def in_rows(boxes: Sequence[Box]) -> list[list[int]]:
    """Return the places of boxes in `boxes`, row by row.

    >>> in_rows([Box(0, 0, 9, 9), Box(1, 30, 9, 9), Box(40, 2, 9, 9)])
    [[0, 2], [1]]
    """
    rows: list[list[int]] = []
    for n in sorted(range(len(boxes)), key=lambda n: boxes[n].centre[1]):
        if rows:
            row = [boxes[one] for one in rows[-1]]
            middle = sum(box.centre[1] for box in row) / len(row)
            high = sum(box.h for box in (*row, boxes[n])) / (len(row) + 1)
            if boxes[n].centre[1] - middle < SAME_ROW * high:
                rows[-1].append(n)
                continue
        rows.append([n])
    return [sorted(row, key=lambda n: boxes[n].centre[0]) for row in rows]


def place_of(boxes: Sequence[Box], index: int) -> Place:
    """Return where `boxes[index]` is."""
    rows = in_rows(boxes)
    row = next(n for n, one in enumerate(rows) if index in one)
    return Place(len(boxes), rows[row].index(index), len(rows[row]), row, len(rows))


class Around:
    """Follows the place of the face that is read. It is steady, as words are: a detector may well miss one in three."""

    def __init__(self) -> None:
        self._since_s: dict[int | None, float] = {}  # when each face was first found
        self._time_s = self._together_s = float("-inf")  # the newest frame, and the newest with several faces
        self._apart = 0  # how many frames came since then
        self._track: int | None = None
        self._place: Place | None = None
        self._right_s = float("-inf")  # when the measured place was last the one that is told

    def look(self, faces: Sequence[Face], tracks: Tracks, read: int | None, time_s: float) -> Place | None:
        """Return where the face with the number `read` is; None, if it is gone.

        A face that is missed counts as long as it is remembered, but not where another came since: one that moved too
        far to be known again is still one.
        """
        if time_s < self._time_s:  # the source began anew
            self._since_s.clear()
            self._track = self._place = None
            self._together_s = float("-inf")
        self._time_s = time_s
        self._apart = 0 if len(faces) > 1 else self._apart + 1
        self._together_s = self._together_s if self._apart else time_s
        # On a slow computer one missed frame takes longer than that.
        alone = time_s - self._together_s > FORGET_S and self._apart > 1
        boxes, numbers = [face.box for face in faces], [face.track for face in faces]
        missed = [track for track in tracks.known if track.number not in numbers]
        known = (*numbers, *(track.number for track in missed))
        self._since_s = {number: self._since_s.get(number, time_s) for number in known}
        came = sorted(self._since_s.values())
        for track in sorted(missed, key=lambda track: -track.seen_s):
            if track.number != read and (alone or came[-1] > track.seen_s):
                came.pop()
            else:
                boxes.append(track.box)
                numbers.append(track.number)
        if read is None or read not in numbers:
            self._track = self._place = None
            return None
        return self._steady(place_of(boxes, numbers.index(read)), read, time_s)

    def _steady(self, place: Place, read: int, time_s: float) -> Place:
        # Two who stand on the border of one row and two must not be named now so and now so.
        same = self._place is not None and self._track == read and self._place.faces == place.faces
        if same and place != self._place and time_s - self._right_s < FORGET_S:
            assert self._place is not None
            return self._place
        self._track, self._place, self._right_s = read, place, time_s
        return place
