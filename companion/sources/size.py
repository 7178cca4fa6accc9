"""Makes very large pictures smaller at the source: a window shows no more, and all that follows gets cheap."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

# Longer side in pixels of what Talk and Mirror work with; `analyze` takes pictures as they are.
LIVE_LONGEST = 1280


def shrunk(image: NDArray[np.uint8], longest: int = LIVE_LONGEST) -> NDArray[np.uint8]:
    """Return uint8 (H, W, 3) with a longer side of at most `longest`; the same array where it is small enough."""
    scale = longest / max(image.shape[:2])
    if scale >= 1:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
