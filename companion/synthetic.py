"""Makes short clips of a face out of single pictures: what a camera and a detector would do to them, drawn by lot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

FPS = 15
SEGMENT_S = 4.0
# The head sways slowly, and a detector's box shakes a little from frame to frame; in pixels of a 48x48 crop, degrees.
SWAY_PX, SHAKE_PX = 1.5, 0.5
SWAY_DEGREES, SHAKE_DEGREES = 5.0, 1.0
# Brightness changes slowly by this share, and each frame has its own noise (grey levels of 255).
BRIGHTNESS = 0.2
NOISE = 6.0
# The share of frames in which the detector finds no face.
MISSED = 0.05


@dataclass(frozen=True, eq=False)
class Clip:
    """A clip of FPS frames a second.

    Attributes:
        frames: crops uint8 (48, 48), None where no face was found.
        words: the right word of each frame.
    """

    frames: tuple[Picture | None, ...]
    words: tuple[str, ...]


def make_clip(segments: Sequence[tuple[str, Picture]], rng: np.random.Generator) -> Clip:
    """Return a clip that shows each picture for SEGMENT_S, spoilt a little and differently in each frame.

    Args:
        segments: a word and its picture, uint8 (48, 48), for each segment.
        rng: the same generator state makes the same clip.
    """
    length = round(SEGMENT_S * FPS)
    total = length * len(segments)
    across, down = (_slow(total, SWAY_PX, rng) + rng.normal(0, SHAKE_PX, total) for _ in range(2))
    turn = _slow(total, SWAY_DEGREES, rng) + rng.normal(0, SHAKE_DEGREES, total)
    light = 1 + _slow(total, BRIGHTNESS, rng)
    missed = rng.random(total) < MISSED
    frames: list[Picture | None] = []
    for n in range(total):
        picture = segments[n // length][1]
        frames.append(None if missed[n] else _spoilt(picture, across[n], down[n], turn[n], light[n], rng))
    return Clip(tuple(frames), tuple(segments[n // length][0] for n in range(total)))


def _slow(total: int, size: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return a slow swing of at most `size` for each frame, with a period of 2 to 5 s."""
    period_s, phase = rng.uniform(2, 5), rng.uniform(0, 2 * np.pi)
    times = np.arange(total) / FPS
    return np.asarray(rng.uniform(0.3, 1) * size * np.sin(2 * np.pi * times / period_s + phase))


def _spoilt(
    picture: Picture, across: float, down: float, degrees: float, light: float, rng: np.random.Generator
) -> Picture:
    height, width = picture.shape
    matrix = np.asarray(cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), float(degrees), 1.0), np.float64)
    matrix[:, 2] += np.array([across, down])
    moved = cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    noisy = np.clip(moved * light + rng.normal(0, NOISE, moved.shape), 0, 255)
    return np.asarray(noisy, dtype=np.uint8)
