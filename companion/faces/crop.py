"""The one function that cuts a face for the network, framed as FER2013 frames its faces."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.faces.face import Box

SIDE = 48


@dataclass(frozen=True)
class Framing:
    """Where a detector's box lies in FER2013's square frame, in shares of the frame's side.

    `width` and `height` of the box, and its centre. Measured on FER2013 itself with `python training/framing.py`.
    """

    width: float
    height: float
    centre_x: float
    centre_y: float


# Medians over 1,500 Training pictures; the table with the command is in training/FRAMING.md.
FRAMING: dict[str, Framing] = {
    "yunet": Framing(0.81, 1.04, 0.50, 0.51),
    "haar": Framing(0.97, 0.97, 0.50, 0.50),
}


def frame_square(box: Box, detector: str) -> tuple[float, float, float]:
    """Return the centre x, y and the side, in source pixels, of the square that FER2013 would show of this face."""
    framing = FRAMING[detector]
    side = math.sqrt(max(box.w * box.h, 1.0) / (framing.width * framing.height))
    x, y = box.centre
    return x + (0.5 - framing.centre_x) * side, y + (0.5 - framing.centre_y) * side, side


def roll_radians(landmarks: NDArray[np.float32] | None) -> float:
    """Return how far the eyes' line is turned from level, in radians, clockwise positive; 0 without landmarks."""
    if landmarks is None:
        return 0.0
    across = landmarks[1] - landmarks[0]
    return float(math.atan2(across[1], across[0]))


def cut(
    image: NDArray[np.uint8],
    box: Box,
    landmarks: NDArray[np.float32] | None,
    detector: str,
    upright: bool = True,
) -> NDArray[np.uint8]:
    """Cut a face as grey uint8 (48, 48).

    With landmarks and `upright` the square is turned about the face's centre so that the eyes are level. What lies
    outside the picture is filled with the picture's edge.

    Args:
        image: uint8 (H, W, 3) BGR.
        box, landmarks: in pixels of `image`.
        detector: whose box it is, a key of FRAMING.
    """
    centre_x, centre_y, side = frame_square(box, detector)
    angle = roll_radians(landmarks) if upright else 0.0
    if angle:
        box_x, box_y = box.centre
        dx, dy = centre_x - box_x, centre_y - box_y
        centre_x = box_x + dx * math.cos(angle) - dy * math.sin(angle)
        centre_y = box_y + dx * math.sin(angle) + dy * math.cos(angle)
    patch, left, top = _patch(image, centre_x, centre_y, side * (abs(math.cos(angle)) + abs(math.sin(angle))))
    # A large face is made smaller by area first: sampling 48 points straight out of it would alias.
    shrink = min(1.0, 2 * SIDE / side)
    if shrink < 1:
        small = cv2.resize(patch, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        patch = np.asarray(small, dtype=np.uint8)
    grey = cv2.cvtColor(patch, cv2.COLOR_BGR2GRAY)
    step = side * shrink / SIDE
    cos, sin = math.cos(angle) * step, math.sin(angle) * step
    # Pixel (u, v) of the crop comes from centre + rotation * (u - 23.5, v - 23.5); half-pixel centres throughout.
    half = (SIDE - 1) / 2
    from_x, from_y = (centre_x - left) * shrink - 0.5, (centre_y - top) * shrink - 0.5
    matrix = np.array(
        [[cos, -sin, from_x - cos * half + sin * half], [sin, cos, from_y - sin * half - cos * half]]
    )
    crop = cv2.warpAffine(
        grey, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(crop, dtype=np.uint8)


def _patch(
    image: NDArray[np.uint8], x: float, y: float, side: float
) -> tuple[NDArray[np.uint8], int, int]:
    """Return the part of the image around (x, y) that holds a square of `side`, and its left and top edge."""
    height, width = image.shape[:2]
    half = side / 2 + 2
    left, right = max(0, math.floor(x - half)), min(width, math.ceil(x + half))
    top, bottom = max(0, math.floor(y - half)), min(height, math.ceil(y + half))
    if right <= left or bottom <= top:
        return image, 0, 0
    return image[top:bottom, left:right], left, top
