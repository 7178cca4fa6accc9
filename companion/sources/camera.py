"""A camera by its number. It is opened, read and released by the one thread that runs `frames`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import cv2

from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.words import sources as say

# This many bad reads in a row are one loss: single bad reads are common when a USB hub is busy.
BAD_READS = 5
RETRY_S = 1.0
SIZE = (640, 480)


def open_device(number: int) -> Any:
    """Open a camera at the size that the app works at; the newest picture only is kept by the driver."""
    device = cv2.VideoCapture(number)
    device.set(cv2.CAP_PROP_FRAME_WIDTH, SIZE[0])
    device.set(cv2.CAP_PROP_FRAME_HEIGHT, SIZE[1])
    device.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return device


class CameraSource:
    """Frames of a camera. A camera that goes away is told once and waited for; its clock goes on meanwhile."""

    live = True
    mirrored = True

    def __init__(
        self,
        number: int,
        opener: Callable[[int], Any] = open_device,
        clock: Callable[[], float] = time.monotonic,
        retry_s: float = RETRY_S,
    ) -> None:
        self.number = number
        self._opener, self._clock, self._retry_s = opener, clock, retry_s

    @property
    def title(self) -> str:
        return say.CAMERA_TITLE.format(number=self.number)

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        """Yield frames until `stop`; see `Source`.

        Raises:
            SourceError: there is no such camera, or it gives no picture.
        """
        device = self._opener(self.number)
        began = self._clock()
        seen, bad = False, 0
        try:
            while not stop.is_set():
                good, image = device.read() if device.isOpened() else (False, None)
                if good and image is not None and image.size:
                    if bad >= BAD_READS:
                        tell(SourceEvent(Change.BACK, self.title))
                    seen, bad = True, 0
                    yield Frame(image, self._clock() - began, self.title)
                    continue
                bad += 1
                if bad < BAD_READS:
                    stop.wait(0.02)
                    continue
                if not seen:
                    raise SourceError(say.NO_SUCH_CAMERA.format(number=self.number))
                if bad == BAD_READS:
                    tell(SourceEvent(Change.LOST, self.title))
                device.release()
                stop.wait(self._retry_s)
                if not stop.is_set():
                    device = self._opener(self.number)
        finally:
            device.release()


def find_camera(opener: Callable[[int], Any] = open_device, numbers: range = range(4)) -> int | None:
    """Return the number of the first camera that gives a picture, or None. It takes up to a second a camera."""
    for number in numbers:
        device = opener(number)
        try:
            if device.isOpened() and device.read()[0]:
                return number
        finally:
            device.release()
    return None
