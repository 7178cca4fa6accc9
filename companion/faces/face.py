"""`Face`, the arrow from faces to reading, and the reasons to doubt what is seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Doubt(StrEnum):
    """Why a reading may be unsure. The first six are measured on the picture, the others over time and place.

    WHO: faces crossed or hid each other, and it is no longer certain which of them was read before.
    """

    DARK = "dark"
    BACK_LIT = "back_lit"
    BLURRED = "blurred"
    SMALL = "small"
    TURNED = "turned"
    CUT_OFF = "cut_off"
    CHANGING = "changing"
    CROWDED = "crowded"
    WHO = "who"


@dataclass(frozen=True)
class Box:
    """A rectangle in source pixels: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.w / 2, self.y + self.h / 2


@dataclass(frozen=True, eq=False)
class Face:
    """One face in one frame.

    Attributes:
        box: where the detector found it, in source pixels.
        landmarks: float32 (5, 2) x, y in source pixels: the two eyes, nose, two corners of the mouth, each pair from
            left to right in the picture; None where the detector gives none (Haar).
        crop: uint8 (48, 48) grey, framed as FER2013 frames its faces.
        doubts: what was measured against it.
        track: the number of this face from frame to frame; None in a photo.
    """

    box: Box
    landmarks: NDArray[np.float32] | None
    crop: NDArray[np.uint8]
    doubts: frozenset[Doubt] = field(default_factory=frozenset)
    track: int | None = None
