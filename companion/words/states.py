"""The small line under the picture: light, how many faces, and where the picture comes from."""

from __future__ import annotations

from collections.abc import Sequence

from companion.faces.face import Doubt, Face
from companion.words import talk as say


def state_line(faces: Sequence[Face], chosen: int | None, source: str) -> str:
    """Return the line for what was found in the newest frame."""
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
    parts.append(say.FROM.format(title=source))
    return "  ·  ".join(parts)
