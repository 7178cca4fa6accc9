"""The small line under the picture: light, how many faces, and where the picture comes from."""

from __future__ import annotations

from collections.abc import Sequence

from companion.faces.face import Doubt, Face

LIGHT_GOOD = "light: good"
LIGHT_DARK = "light: too dark"
LIGHT_BEHIND = "light: behind the face"
FACES_NONE = "faces: none"
FACES_ONE = "faces: one"
FACES_MANY = "faces: {count}"
READ_ONE = "I read the person {place}"
ON_LEFT, IN_MIDDLE, ON_RIGHT = "on the left", "in the middle", "on the right"
FROM_LEFT = "{number} from the left"
FROM = "from: {title}"


def state_line(faces: Sequence[Face], chosen: int | None, source: str) -> str:
    """Return the line for what was found in the newest frame, from left to right as the picture is shown."""
    parts = []
    if chosen is not None:
        doubts = faces[chosen].doubts
        light = LIGHT_GOOD
        if Doubt.BACK_LIT in doubts:
            light = LIGHT_BEHIND
        elif Doubt.DARK in doubts:
            light = LIGHT_DARK
        parts.append(light)
    if not faces:
        parts.append(FACES_NONE)
    elif len(faces) == 1:
        parts.append(FACES_ONE)
    else:
        parts.append(FACES_MANY.format(count=len(faces)))
        if chosen is not None:
            parts.append(READ_ONE.format(place=place(chosen, len(faces))))
    parts.append(FROM.format(title=source))
    return "  ·  ".join(parts)


def place(from_left: int, count: int) -> str:
    """Return where a person is among `count`, as the picture is shown; `from_left` counts from 0.

    >>> place(0, 2), place(1, 3), place(2, 5)
    ('on the left', 'in the middle', '3 from the left')
    """
    if from_left == 0:
        return ON_LEFT
    if from_left == count - 1:
        return ON_RIGHT
    return IN_MIDDLE if count == 3 else FROM_LEFT.format(number=from_left + 1)
