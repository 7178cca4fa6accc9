"""Finds faces: YuNet where its file is there, else the Haar cascade that OpenCV ships."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.faces.face import Box
from companion.paths import is_there

YUNET_SCORE = 0.6
YUNET_NMS = 0.3
# In a picture of 32 pixels or less, in width or height, YuNet finds surely what is nowhere: boxes of infinite height.
YUNET_LEAST_SIDE = 64


@dataclass(frozen=True, eq=False)
class Found:
    """One face as the detector sees it: `landmarks` float32 (5, 2) or None (see `Face`), `score` 0..1."""

    box: Box
    landmarks: NDArray[np.float32] | None
    score: float


class Detector(Protocol):
    """What both detectors do."""

    name: str

    def find(self, image: NDArray[np.uint8], long_side: int) -> list[Found]:
        """Find faces in uint8 (H, W, 3) BGR, searched at a size whose longer side is `long_side` at most."""


def _shrink(image: NDArray[np.uint8], long_side: int) -> tuple[NDArray[np.uint8], float]:
    scale = long_side / max(image.shape[:2])
    if scale >= 1:
        return image, 1.0
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), scale


class HaarDetector:
    """OpenCV's frontal face cascade: needs no file of its own, gives boxes without points."""

    name = "haar"

    def __init__(self) -> None:
        folder = Path(cv2.data.haarcascades)  # type: ignore[attr-defined]  # made when cv2 is imported
        file = folder / "haarcascade_frontalface_default.xml"
        # Not by its name: OpenCV can't open each name, such as one with a user's letters on Windows.
        content = cv2.FileStorage(file.read_text(encoding="utf-8"), cv2.FILE_STORAGE_READ | cv2.FILE_STORAGE_MEMORY)
        self._cascade = cv2.CascadeClassifier()
        if not self._cascade.read(content.getFirstTopLevelNode()):
            raise OSError(f"{file} holds no cascade.")

    def find(self, image: NDArray[np.uint8], long_side: int) -> list[Found]:
        small, scale = _shrink(image, long_side)
        grey = cv2.equalizeHist(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY))
        least = max(24, round(min(grey.shape) * 0.08))
        boxes, _, weights = self._cascade.detectMultiScale3(
            grey, scaleFactor=1.1, minNeighbors=5, minSize=(least, least), outputRejectLevels=True
        )
        found = []
        for (x, y, w, h), weight in zip(boxes, np.ravel(weights), strict=True):
            box = Box(x / scale, y / scale, w / scale, h / scale)
            found.append(Found(box, None, float(1 / (1 + np.exp(-weight / 4)))))
        return found


class YunetDetector:
    """YuNet (Wu, Peng and Yu 2023): quicker and surer than Haar, and gives five points."""

    name = "yunet"

    def __init__(self, model: Path) -> None:
        # Not by its name, as above.
        nothing = np.empty(0, np.uint8)
        try:
            content = np.fromfile(model, dtype=np.uint8)
        except OSError:
            content = nothing  # which OpenCV refuses, as it does all that is no network
        self._net: Any = cv2.FaceDetectorYN.create("onnx", content, nothing, (320, 320), YUNET_SCORE, YUNET_NMS)
        self._size = (320, 320)

    def find(self, image: NDArray[np.uint8], long_side: int) -> list[Found]:
        small, scale = _shrink(image, long_side)
        size = (max(small.shape[1], YUNET_LEAST_SIDE), max(small.shape[0], YUNET_LEAST_SIDE))
        if size != self._size:
            self._net.setInputSize(size)
            self._size = size
        below, right = size[1] - small.shape[0], size[0] - small.shape[1]
        rows = self._net.detect(cv2.copyMakeBorder(small, 0, below, 0, right, cv2.BORDER_CONSTANT))[1]
        found = []
        for row in rows if rows is not None else ():
            if not np.isfinite(row).all():
                continue
            box = Box(*(float(value) / scale for value in row[:4]))
            points = np.asarray(row[4:14], dtype=np.float32).reshape(5, 2) / np.float32(scale)
            found.append(Found(box, points, float(row[14])))
        return found


def open_detector(yunet: Path | None) -> Detector:
    """Return YuNet where `yunet` is a file that OpenCV can load, else Haar."""
    if yunet is not None and is_there(yunet) and yunet.is_file():
        try:
            return YunetDetector(yunet)
        except cv2.error:
            pass
    return HaarDetector()


def detector_file(environ_value: str | None, kept: Path) -> Path | None:
    """Return the YuNet file to use: the one COMPANION_DETECTOR names, else the one in the data folder, if any."""
    for path in (Path(environ_value) if environ_value else None, kept):
        if path is not None and is_there(path) and path.is_file():
            return path
    return None
