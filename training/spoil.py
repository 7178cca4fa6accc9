"""Spoils pictures as weak light, weak cameras and a moving head do, at five strengths each."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
# Picture, strength, generator -> spoilt picture.
Spoil = Callable[[Picture, float, np.random.Generator], Picture]

STRENGTHS: dict[str, tuple[float, ...]] = {
    "blur": (0.5, 1.0, 1.5, 2.0, 2.5),
    "noise": (8, 16, 24, 32, 40),
    "darkness": (0.7, 0.5, 0.35, 0.25, 0.15),
    "low resolution": (32, 24, 16, 12, 8),
    "jpeg": (50, 30, 20, 10, 5),
    "shift": (1, 2, 3, 4, 5),
    "turn": (5, 10, 15, 20, 30),
}
UNITS: dict[str, str] = {
    "blur": "standard deviation, pixels",
    "noise": "standard deviation, of 255",
    "darkness": "what is left of the light",
    "low resolution": "pixels a side",
    "jpeg": "quality",
    "shift": "pixels of 48",
    "turn": "degrees",
}


def spoil(kind: str, pictures: NDArray[np.uint8], strength: float, seed: int = 0) -> NDArray[np.uint8]:
    """Return spoilt copies of uint8 (N, 48, 48); the same seed spoils the same way.

    Args:
        kind: a key of STRENGTHS.
        strength: in the unit of UNITS.
    """
    rng = np.random.default_rng(seed)
    return np.stack([_SPOILS[kind](picture, strength, rng) for picture in pictures])


def _blur(picture: Picture, sigma: float, rng: np.random.Generator) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), dtype=np.uint8)


def _noise(picture: Picture, spread: float, rng: np.random.Generator) -> Picture:
    return np.clip(picture + rng.normal(0, spread, picture.shape), 0, 255).astype(np.uint8)


def _darkness(picture: Picture, factor: float, rng: np.random.Generator) -> Picture:
    return (picture * factor).astype(np.uint8)


def _low_resolution(picture: Picture, side: float, rng: np.random.Generator) -> Picture:
    small = cv2.resize(picture, (int(side), int(side)), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, picture.shape[::-1], interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _jpeg(picture: Picture, quality: float, rng: np.random.Generator) -> Picture:
    packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, int(quality)])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def _shift(picture: Picture, pixels: float, rng: np.random.Generator) -> Picture:
    angle = rng.uniform(0, 2 * np.pi)
    return _moved(picture, 0.0, pixels * np.cos(angle), pixels * np.sin(angle))


def _turn(picture: Picture, degrees: float, rng: np.random.Generator) -> Picture:
    return _moved(picture, degrees * rng.choice((-1, 1)), 0.0, 0.0)


def _moved(picture: Picture, degrees: float, x: float, y: float) -> Picture:
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    matrix[:, 2] += np.array((x, y))
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


_SPOILS: dict[str, Spoil] = {
    "blur": _blur,
    "noise": _noise,
    "darkness": _darkness,
    "low resolution": _low_resolution,
    "jpeg": _jpeg,
    "shift": _shift,
    "turn": _turn,
}
