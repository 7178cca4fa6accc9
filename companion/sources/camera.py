"""A camera by its number. A thread of its own opens, reads and releases it: it can hang in each of these."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.patient import Hangs, Patient
from companion.sources.permission import is_asked
from companion.sources.size import shrunk
from companion.words import sources as say

# This many bad reads in a row are one loss: single bad reads are common when a USB hub is busy.
BAD_READS = 5
RETRY_S = 1.0
# A camera that another program, or our own screen before, is just letting go of refuses to be opened for a moment.
BUSY_S = 2.0
SIZE = (640, 480)
# A read that takes longer is given up; some systems take long to open a camera. Release is not waited for as long.
READ_S, OPEN_S, RELEASE_S = 5.0, 15.0, 1.0


def open_device(number: int) -> Any:
    """Open a camera at the size that the app works at; the newest picture only is kept by the driver."""
    device = cv2.VideoCapture(number)
    device.set(cv2.CAP_PROP_FRAME_WIDTH, SIZE[0])
    device.set(cv2.CAP_PROP_FRAME_HEIGHT, SIZE[1])
    device.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return device


class CameraSource:
    """Frames of a camera. A camera that goes away is told once and waited for; its clock goes on meanwhile.

    A camera that hangs counts as gone away too, and is waited for in the same way.

    Args:
        others: cameras of which the first that gives a picture is taken, where this one gives none from the beginning:
            a laptop's number 0 may be its infrared camera.
        asked: tells whether the person has still to say if the camera may be used; that is waited for.
    """

    live = True
    mirrored = True

    def __init__(
        self,
        number: int,
        opener: Callable[[int], Any] = open_device,
        clock: Callable[[], float] = time.monotonic,
        retry_s: float = RETRY_S,
        read_s: float = READ_S,
        others: Iterable[int] = (),
        asked: Callable[[], bool] = is_asked,
    ) -> None:
        self.number, self._others = number, tuple(one for one in others if one != number)
        self._opener, self._clock, self._retry_s, self._read_s = opener, clock, retry_s, read_s
        self._asked = asked
        # Once it gave a picture it is waited for, also when it is gone at the end of a pause.
        self._seen = False

    @property
    def title(self) -> str:
        return say.CAMERA_TITLE.format(number=self.number)

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        """Yield frames until `stop`; see `Source`.

        Raises:
            SourceError: there is no such camera, or it gives no picture, and that for BUSY_S.
        """
        patient, device = Patient(), _Device(self.number, self._opener)
        # Since when it could have given a picture: what it owes begins anew once it answers after a hang.
        began = since = self._clock()
        bad, told, hangs, stalled = 0, False, False, False
        try:
            while not stop.is_set():
                try:
                    # After a hang the old call is asked for every second; when it comes back, all goes on.
                    if stalled:
                        patient.call(device.release_if_dark, stop, self._retry_s)
                        stalled = False
                    patient.call(device.open, stop, self._retry_s if hangs else OPEN_S)
                    stalled = True
                    image = patient.call(device.read, stop, self._read_s)
                    stalled = False
                except Hangs:
                    if not told:
                        tell(SourceEvent(Change.LOST if self._seen else Change.SILENT, self.title))
                    bad, told, hangs = BAD_READS, True, True
                    if not self._seen and (other := self._another(stop)) is not None:
                        # The one that hangs is let go by its own thread, if it ever answers.
                        patient.finish(device.release, RELEASE_S)
                        patient, device, stalled = Patient(), other, False
                    continue
                if stop.is_set():
                    return
                if hangs and not self._seen:
                    bad, since = 0, self._clock()
                hangs = False
                if image is not None:
                    if told:
                        tell(SourceEvent(Change.BACK if self._seen else Change.SEEN, self.title))
                    self._seen, bad, told = True, 0, False
                    yield Frame(shrunk(image), self._clock() - began, f"camera {self.number}")
                    continue
                bad += 1
                if bad < BAD_READS:
                    stop.wait(0.02)
                    continue
                if not self._seen and self._asked():
                    since = self._clock()
                late = not self._seen and self._clock() - since >= BUSY_S
                if late and not self._others:
                    raise SourceError(say.NO_SUCH_CAMERA.format(number=self.number))
                if self._seen and not told:
                    tell(SourceEvent(Change.LOST, self.title))
                    told = True
                with contextlib.suppress(Hangs):  # the next call waits for it
                    patient.call(device.release, stop, self._read_s)
                if not self._seen:
                    bad = 0
                if not late:
                    stop.wait(self._retry_s)
                elif (other := self._another(stop)) is not None:
                    # Just let go of by the search, it may refuse for a moment. If none does, this one is asked once
                    # more, and then it is an error.
                    device, since = other, self._clock()
        finally:
            patient.finish(device.release, RELEASE_S)

    def _another(self, stop: threading.Event) -> _Device | None:
        """Return the first of the other cameras that gives a picture. They are searched once, but for a stop."""
        if not self._others:
            return None
        number = find_camera(self._opener, self._others, self._read_s, stop)
        if not stop.is_set():
            self._others = ()
        if number is None:
            return None
        self.number = number
        return _Device(number, self._opener)


class _Device:
    """One camera. Each of its calls can hang, so all are made through `Patient`, in one thread."""

    def __init__(self, number: int, opener: Callable[[int], Any]) -> None:
        self._number, self._opener = number, opener
        self._device: Any = None
        self._dark = False

    def open(self) -> None:
        """Open it, if it is not open."""
        if self._device is None:
            self._device = self._opener(self._number)

    def read(self) -> NDArray[np.uint8] | None:
        """Return the newest picture, or None."""
        good, image = self._device.read() if self._device.isOpened() else (False, None)
        self._dark = not good or image is None or not image.size
        return None if self._dark else image

    def release_if_dark(self) -> None:
        """Let go of it if its last read gave no picture: all reads of a dead stream take long, until it is opened anew.

        One that was only slow to give a picture is kept.
        """
        if self._dark:
            self.release()

    def release(self) -> None:
        """Let go of it, if it is open."""
        device, self._device = self._device, None
        if device is not None:
            device.release()


def gives_picture(
    number: int,
    opener: Callable[[int], Any],
    stop: threading.Event,
    read_s: float = READ_S,
    release_s: float = RELEASE_S,
) -> bool:
    """Return whether this camera gives a picture now; False also as soon as `stop` is set.

    It waits up to `release_s` for the camera to be let go.

    Raises:
        Hangs: it does not answer; it is left behind, and released if it ever does.
    """
    patient, device = Patient(), _Device(number, opener)
    try:
        patient.call(device.open, stop, OPEN_S)
        return patient.call(device.read, stop, read_s) is not None
    finally:
        patient.finish(device.release, release_s)


def find_camera(
    opener: Callable[[int], Any] = open_device,
    numbers: Iterable[int] = range(4),
    read_s: float = READ_S,
    stop: threading.Event | None = None,
    release_s: float = RELEASE_S,
) -> int | None:
    """Return the number of the first camera that gives a picture, or None; one that hangs is passed over.

    It takes up to a second a camera, and up to OPEN_S and `read_s` for one that hangs. Once `stop` is set the answer is
    None, and it waits up to `release_s` for the camera to be let go.
    """
    stop = stop or threading.Event()
    for number in numbers:
        with contextlib.suppress(Hangs):
            if not stop.is_set() and gives_picture(number, opener, stop, read_s, release_s):
                return number
    return None
