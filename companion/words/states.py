"""The small line under the picture: light, how many faces, and where the picture comes from."""

from __future__ import annotations

from collections.abc import Sequence

from companion.faces.face import Doubt, Face
from companion.words import talk as say


def state_line(faces: Sequence[Face], chosen: int | None, source: str) -> str:
    """Return the line for what was found in the newest frame, from left to right as the picture is shown."""
    parts = []
    if chosen is not None:
        doubts = faces[chosen].doubts
        light = say.LIGHT_GOOD
        if Doubt.BACK_LIT in doubts:
            light = say.LIGHT_BEHIND
        elif Doubt.DARK in doubts:
            light = say.LIGHT_DARK
        parts.append(light)
    if not faces:
        parts.append(say.FACES_NONE)
    elif len(faces) == 1:
        parts.append(say.FACES_ONE)
    else:
        parts.append(say.FACES_MANY.format(count=len(faces)))
        if chosen is not None:
            parts.append(say.READ_ONE.format(place=place(chosen, len(faces))))
    parts.append(say.FROM.format(title=source))
    return "  ·  ".join(parts)


def place(from_left: int, count: int) -> str:
    """Return where a person is among `count`, as the picture is shown; `from_left` counts from 0.

    >>> place(0, 2), place(1, 3), place(2, 5)
    ('on the left', 'in the middle', '3 from the left')
    """
    if from_left == 0:
        return say.ON_LEFT
    if from_left == count - 1:
        return say.ON_RIGHT
    return say.IN_MIDDLE if count == 3 else say.FROM_LEFT.format(number=from_left + 1)
