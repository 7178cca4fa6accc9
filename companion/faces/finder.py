"""From a frame to its faces: find, cut and judge in one step. Talk, Mirror, `analyze` and training share it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.faces.crop import cut
from companion.faces.detector import Detector, Found, detector_file, open_detector
from companion.faces.face import Doubt, Face
from companion.faces.quality import crowded, judge
from companion.faces.tracker import overlap
from companion.paths import DETECTOR_VARIABLE, Paths

# Longer side of the picture that is searched: small for speed in a conversation, large for the far faces of a photo.
LIVE_SIDE = {"haar": 320, "yunet": 320}
PHOTO_SIDE = {"haar": 640, "yunet": 960}
# In a close-up YuNet at PHOTO_SIDE takes parts of the face for faces, or finds none; at LIVE_SIDE it finds the whole.
# Of 100 photos with one face 1.2 times as high as they, 37 and 99 (with both searches) gave that face and no more.
# What takes this share of the longer side is such a face; its parts share more than PART of the union with it. Haar,
# whose window grows with the face, gains nothing.
LARGE = {"yunet": 0.6}
PART = 0.2


class FaceFinder:
    """Finds the faces of a frame with the best detector that is here. One thread uses it."""

    def __init__(self, detector: Detector) -> None:
        self.detector = detector

    def faces(self, image: NDArray[np.uint8], photo: bool = False) -> list[Face]:
        """Return the faces of uint8 (H, W, 3) BGR, from left to right.

        Args:
            photo: search closer than a live picture is searched.
        """
        return self.judged(image, self.find(image, photo))

    def find(self, image: NDArray[np.uint8], photo: bool = False) -> list[Found]:
        """Search the whole picture; see `faces`."""
        name = self.detector.name
        if not photo:
            return self.detector.find(image, LIVE_SIDE[name])
        found, longer = self.detector.find(image, PHOTO_SIDE[name]), max(image.shape[:2])
        if name not in LARGE or longer <= LIVE_SIDE[name]:
            return found
        again = self.detector.find(image, LIVE_SIDE[name])
        return with_large(found, [one for one in again if max(one.box.w, one.box.h) >= LARGE[name] * longer])

    def judged(self, image: NDArray[np.uint8], found: Sequence[Found]) -> list[Face]:
        """Return what was found as faces, cut and judged, from left to right."""
        ordered = sorted(found, key=lambda one: one.box.centre[0])
        close = crowded([one.box for one in ordered], self.detector.name)
        faces = []
        for one, is_close in zip(ordered, close, strict=True):
            crop = cut(image, one.box, one.landmarks, self.detector.name)
            doubts = judge(image, one.box, one.landmarks, crop)
            faces.append(Face(one.box, one.landmarks, crop, doubts | {Doubt.CROWDED} if is_close else doubts))
        return faces


def with_large(found: list[Found], large: Sequence[Found]) -> list[Found]:
    """Return what was found, with each large face in place of its parts, where it is surer than all of them."""
    for one in large:
        parts = [other for other in found if overlap(one.box, other.box) > PART]
        if all(one.score > part.score for part in parts):
            found = [*(other for other in found if other not in parts), one]
    return found


def default_finder(paths: Paths, named: str | None = None) -> FaceFinder:
    """Return a finder with YuNet if its file is there (COMPANION_DETECTOR, or the data folder), else with Haar."""
    file = detector_file(named if named is not None else os.environ.get(DETECTOR_VARIABLE), paths.detector)
    return FaceFinder(open_detector(file if file is None else Path(file)))
