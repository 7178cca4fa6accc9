"""Judges from the picture how well a face can be seen. Each doubt is measured, never guessed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.faces.crop import frame_square
from companion.faces.face import Box, Doubt
from companion.faces.tracker import shared

# A crop's mean grey (0..255) under this is dark: 2 % of FER2013's pictures are darker.
DARK_MEAN = 40.0
# Light behind: the surroundings are so much brighter than a face that is itself dim.
BACK_LIT_STEP = 70.0
BACK_LIT_FACE = 95.0
# A face with light of its own has highlights, whites of eyes or teeth that are brighter than this, also where the skin
# is dark: then the wall behind is only lighter than the skin. In pictures of 11 light-skinned faces this share of the
# middle of the crop lay at 97 or under when they got an eighth of the light or less.
LIT_HIGHLIGHT, LIT_PERCENT = 100.0, 95.0
# Variance of the Laplacian of the 48x48 crop; under this it has no fine edges left. 1 % of FER2013 lies under 360 when
# enlarged and cut again; a blur of 1.6 crop pixels (standard deviation) brings a sharp face to 190.
BLUR_VARIANCE = 250.0
# A face less wide than this, in source pixels, is enlarged to fill the crop and has no detail.
SMALL_PX = 36.0
# How far the nose may stand from the middle between the eyes, in eye distances, before the face is turned away.
TURNED_SHARE = 0.35
# The share of the square that is cut for the network that may lie outside the picture: 0.06 for a whole face at the
# edge, 0.13 and more where a part of it is missing. (The detector's box is no measure: it shrinks to what is seen.)
CUT_OFF_SHARE = 0.1
# Another face may cover this share of the neighbourhood of a face: the square that is cut, made larger by this much,
# since a moving face shakes in its square.
CROWDED_SHARE, CROWDED_NEAR = 0.04, 1.25
# A whole picture with a mean grey under this is black: a covered camera, or no light at all.
BLACK_MEAN = 12.0


def judge(
    image: NDArray[np.uint8],
    box: Box,
    landmarks: NDArray[np.float32] | None,
    crop: NDArray[np.uint8],
) -> frozenset[Doubt]:
    """Return the doubts measured on one face.

    Args:
        image: uint8 (H, W, 3) BGR, the whole picture.
        box, landmarks: in pixels of `image`.
        crop: uint8 (48, 48), as cut for the network.
    """
    doubts = set()
    mean = float(crop.mean())
    if mean < DARK_MEAN:
        doubts.add(Doubt.DARK)
    dim = mean < BACK_LIT_FACE and _highlight(crop) < LIT_HIGHLIGHT
    if dim and _surroundings(image, box) - mean > BACK_LIT_STEP:
        doubts.add(Doubt.BACK_LIT)
        doubts.discard(Doubt.DARK)
    if box.w < SMALL_PX:
        doubts.add(Doubt.SMALL)
    elif Doubt.DARK not in doubts and _sharpness(crop) < BLUR_VARIANCE:
        doubts.add(Doubt.BLURRED)
    if landmarks is not None and _turn(landmarks) > TURNED_SHARE:
        doubts.add(Doubt.TURNED)
    if _cut_off(box, landmarks, image.shape[1], image.shape[0]):
        doubts.add(Doubt.CUT_OFF)
    return frozenset(doubts)


def crowded(boxes: Sequence[Box], detector: str) -> list[bool]:
    """Tell for each face whether another one reaches into its neighbourhood.

    Args:
        detector: whose boxes they are, a key of FRAMING.
    """
    squares = []
    for box in boxes:
        x, y, side = frame_square(box, detector)
        side *= CROWDED_NEAR
        squares.append(Box(x - side / 2, y - side / 2, side, side))
    return [
        any(shared(square, other) > CROWDED_SHARE * square.w**2 for m, other in enumerate(boxes) if m != n)
        for n, square in enumerate(squares)
    ]


def judge_picture(image: NDArray[np.uint8]) -> frozenset[Doubt]:
    """Return the doubts about a whole picture without a face, uint8 (H, W, 3) BGR."""
    return frozenset({Doubt.DARK}) if float(image[::16, ::16].mean()) < BLACK_MEAN else frozenset()


def _sharpness(crop: NDArray[np.uint8]) -> float:
    # Contrast is taken out first, so that a dim but sharp face does not count as blurred.
    values = crop.astype(np.float32)
    spread = float(values.std())
    if spread < 1:
        return 0.0
    return float(cv2.Laplacian(values * (50.0 / spread), cv2.CV_32F).var())


def _highlight(crop: NDArray[np.uint8]) -> float:
    """Return how bright the brightest parts of the face itself are, 0..255: hair and wall are in the crop too."""
    side = crop.shape[0]
    across, down = np.ogrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j][::-1]
    return float(np.percentile(crop[(across / 0.65) ** 2 + (down / 0.85) ** 2 < 1], LIT_PERCENT))


def _surroundings(image: NDArray[np.uint8], box: Box) -> float:
    height, width = image.shape[:2]
    left, right = int(max(0, box.x - box.w / 2)), int(min(width, box.x + 1.5 * box.w))
    top, bottom = int(max(0, box.y - box.h / 2)), int(min(height, box.y + 0.75 * box.h))
    if right - left < 2 or bottom - top < 2:
        return 0.0
    step = max(1, (right - left) // 32)
    around = cv2.cvtColor(np.ascontiguousarray(image[top:bottom:step, left:right:step]), cv2.COLOR_BGR2GRAY)
    outside = np.ones(around.shape, dtype=bool)
    x0, x1 = int((box.x - left) / step), int((box.x + box.w - left) / step)
    outside[max(0, int((box.y - top) / step)) :, max(0, x0) : max(0, x1)] = False
    return float(np.median(around[outside])) if outside.any() else 0.0


def _turn(landmarks: NDArray[np.float32]) -> float:
    eyes = landmarks[1] - landmarks[0]
    distance = float(np.linalg.norm(eyes))
    if distance < 1:
        return 1.0
    middle = (landmarks[0] + landmarks[1]) / 2
    return abs(float(np.dot(landmarks[2] - middle, eyes))) / distance**2


def _cut_off(box: Box, landmarks: NDArray[np.float32] | None, width: int, height: int) -> bool:
    x, y, side = frame_square(box, "haar" if landmarks is None else "yunet")
    if _outside(Box(x - side / 2, y - side / 2, side, side), width, height) > CUT_OFF_SHARE:
        return True
    # A mouth or an eye beyond the edge is missing, however little of the square is.
    return landmarks is not None and bool((landmarks < 0).any() or (landmarks > (width, height)).any())


def _outside(box: Box, width: int, height: int) -> float:
    inside_w = min(box.x + box.w, width) - max(box.x, 0.0)
    inside_h = min(box.y + box.h, height) - max(box.y, 0.0)
    area = max(box.w * box.h, 1.0)
    return 1 - max(inside_w, 0.0) * max(inside_h, 0.0) / area
