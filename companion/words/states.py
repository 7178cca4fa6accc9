"""The small line under the picture: light, how many faces, and where the picture comes from."""

from __future__ import annotations

from collections.abc import Collection

from companion.faces.face import Doubt
from companion.faces.places import Place

LIGHT_GOOD = "light: good"
LIGHT_DARK = "light: too dark"
LIGHT_BEHIND = "light: behind the face"
FACES_NONE = "faces: none"
FACES_ONE = "faces: one"
FACES_MANY = "faces: {count}"
READ_ONE = "I read the person {place}"
ON_LEFT, IN_MIDDLE, ON_RIGHT = "on the left", "in the middle", "on the right"
FROM_LEFT = "at place {number} from the left"
# Where there are several rows.
AT_TOP, AT_BOTTOM = "at the top", "at the bottom"
ROW_FROM_TOP = "in row {number} from the top"
ROW_AND_PLACE = "{row}, {place}"
NUMBERED_ROW_AND_PLACE = "{row}, {place}"
FROM = "from: {title}"


def state_line(read: Place | None, doubts: Collection[Doubt] | None, source: str) -> str:
    """Return the line: where the face is that is read, what is doubted of it, and where the picture comes from.

    Args:
        read: None where there is no face.
        doubts: of the word that stands beside it; None where there is none.
    """
    parts = []
    if doubts is not None:
        light = LIGHT_GOOD
        if Doubt.BACK_LIT in doubts:
            light = LIGHT_BEHIND
        elif Doubt.DARK in doubts:
            light = LIGHT_DARK
        parts.append(light)
    if read is None:
        parts.append(FACES_NONE)
    elif read.faces == 1:
        parts.append(FACES_ONE)
    else:
        parts.append(FACES_MANY.format(count=read.faces))
        parts.append(READ_ONE.format(place=where(read)))
    parts.append(FROM.format(title=source))
    return "  ·  ".join(parts)


def whose(read: Place | None) -> str:
    """Return a sentence that tells which person is read; empty, where there are not several."""
    return "" if read is None or read.faces == 1 else f"{READ_ONE.format(place=where(read))}."


def where(read: Place) -> str:
    """Return where a person is among several, as the picture is shown.

    >>> where(Place(faces=3, number=2, in_row=3)), where(Place(faces=3, number=0, in_row=2, row=0, rows=2))
    ('on the right', 'at the top, on the left')
    """
    if read.rows == 1:
        return place(read.number, read.in_row)
    row, both = ROW_FROM_TOP.format(number=read.row + 1), NUMBERED_ROW_AND_PLACE
    if read.row in (0, read.rows - 1):
        row, both = AT_BOTTOM if read.row else AT_TOP, ROW_AND_PLACE
    return row if read.in_row == 1 else both.format(row=row, place=place(read.number, read.in_row))


def place(from_left: int, count: int) -> str:
    """Return where a person is in a row of `count`; `from_left` counts from 0.

    >>> place(0, 2), place(1, 3), place(2, 5)
    ('on the left', 'in the middle', '3 from the left')
    """
    if from_left == 0:
        return ON_LEFT
    if from_left == count - 1:
        return ON_RIGHT
    return IN_MIDDLE if count == 3 else FROM_LEFT.format(number=from_left + 1)
