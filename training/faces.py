"""Finds and cuts the face in larger pictures with the app's own detector and crop."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from companion.sources.fer2013 import SIDE
from training.files import be_quiet
from training.folders import Crop, whole


def crop_for(faces: str) -> Crop:
    """Return how a picture, BGR uint8 (H, W, 3), becomes a 48x48 face.

    Args:
        faces: "whole" takes the picture as it is; "find" takes the largest face that the app's detector finds (YuNet
            where its file is there, else Haar), and the whole picture where it finds none; "auto" finds in pictures
            larger than 48x48 only.
    """
    if faces == "whole":
        return whole
    be_quiet()
    # Imported late: most evaluations need no detector.
    from companion.faces.finder import default_finder
    from companion.paths import user_paths

    finder = default_finder(user_paths())

    def find(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        if faces == "auto" and max(picture.shape[:2]) <= SIDE:
            return whole(picture)
        found = finder.faces(picture, photo=True)
        if not found:
            return whole(picture)
        return max(found, key=lambda face: face.box.w * face.box.h).crop

    return find
