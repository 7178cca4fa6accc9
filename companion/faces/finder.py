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
from companion.paths import DETECTOR_VARIABLE, Paths

# Longer side of the picture that is searched: small for speed in a conversation, large for the far faces of a photo.
LIVE_SIDE = {"haar": 320, "yunet": 320}
PHOTO_SIDE = {"haar": 640, "yunet": 960}


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
        return self.detector.find(image, (PHOTO_SIDE if photo else LIVE_SIDE)[self.detector.name])

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


def default_finder(paths: Paths, named: str | None = None) -> FaceFinder:
    """Return a finder with YuNet if its file is there (COMPANION_DETECTOR, or the data folder), else with Haar."""
    file = detector_file(named if named is not None else os.environ.get(DETECTOR_VARIABLE), paths.detector)
    return FaceFinder(open_detector(file if file is None else Path(file)))
