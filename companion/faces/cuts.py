"""Tells a face that moved from another one that is in its place at once: after a cut, or when a call moves tiles."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.faces.face import Box
from companion.faces.tracker import Tracks, follow, renumbered

# What is compared: the square around a face this many times as large as its box, at so many pixels a side.
AROUND, SIDE = 2.0, 16
# Two views are of different people if neither their light and shade nor their colours go together (correlation): one of
# them alone is changed by a lamp that is switched on, or by a camera that measures its white anew. In three real videos
# frames up to half a second apart have 0.76 or more for colour, and 0.56 for shade; different people have 0.72 at most
# for colour. 720 changes of light (lamps from all sides, exposure, white) had 0.86 or more for shade.
SAME_SHADE, SAME_COLOUR = 0.7, 0.75
# Where there is no colour, shade must do.
SAME_SHADE_ALONE = 0.5
# In a longer time people move too much to be compared.
COMPARED_S = 0.5
# Less spread than this, of 255 and of 1, is noise.
FLAT_SHADE, FLAT_COLOUR = 4.0, 0.03

Picture = NDArray[np.uint8]
# float32 (3, SIDE * SIDE): grey, and the shares of red and of blue in it.
View = NDArray[np.float32]


def view_of(image: Picture, box: Box) -> View:
    """Return how the neighbourhood of a face looks in uint8 (H, W, 3) BGR."""
    height, width = image.shape[:2]
    (x, y), half = box.centre, AROUND * max(box.w * box.h, 1.0) ** 0.5 / 2
    left, top = min(max(0, round(x - half)), width - 1), min(max(0, round(y - half)), height - 1)
    right, bottom = max(left + 1, min(width, round(x + half))), max(top + 1, min(height, round(y + half)))
    step = max(1, min(right - left, bottom - top) // (4 * SIDE))  # of a large face a part of its pixels is enough
    part = np.ascontiguousarray(image[top:bottom:step, left:right:step])
    small = cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    blue, green, red = np.moveaxis(small.astype(np.float32), -1, 0)
    grey = (blue + green + red) / 3
    return np.stack([grey, (red - green) / (grey + 8), (blue - green) / (grey + 8)]).reshape(3, -1)


def another(before: View, now: View) -> bool:
    """Tell whether two views are of different faces."""
    shade = _together(before[:1], now[:1], FLAT_SHADE)
    colour = _together(before[1:], now[1:], FLAT_COLOUR)
    if shade is None:
        return False  # nothing to go by
    if colour is None:
        return shade < SAME_SHADE_ALONE
    return shade < SAME_SHADE and colour < SAME_COLOUR


def _together(a: View, b: View, flat: float) -> float | None:
    """Return the correlation of two views, -1 to 1; None where there is nothing in one of them."""
    a, b = a - a.mean(axis=1, keepdims=True), b - b.mean(axis=1, keepdims=True)
    if min(float(a.std()), float(b.std())) < flat:
        return None
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum()))


class Watch:
    """Follows faces as `follow` does, and gives a new number to one that is suddenly another. One thread uses it."""

    def __init__(self) -> None:
        self._seen: dict[int, tuple[float, View]] = {}

    def follow(
        self, tracks: Tracks, image: Picture, boxes: Sequence[Box], time_s: float
    ) -> tuple[Tracks, list[int]]:
        """Return the tracks after this frame, uint8 (H, W, 3) BGR, and each box's number; see `tracker.follow`."""
        tracks, numbers = follow(tracks, boxes, time_s)
        views = [view_of(image, box) for box in boxes]
        others = {number for number, view in zip(numbers, views, strict=True) if self._is_another(number, view, time_s)}
        tracks, numbers = renumbered(tracks, numbers, others)
        known = {track.number for track in tracks.known}
        self._seen = {number: seen for number, seen in self._seen.items() if number in known}
        self._seen |= {number: (time_s, view) for number, view in zip(numbers, views, strict=True)}
        return tracks, numbers

    def _is_another(self, number: int, view: View, time_s: float) -> bool:
        before = self._seen.get(number)
        return before is not None and 0 <= time_s - before[0] <= COMPARED_S and another(before[1], view)
