"""A region of the screen, for one's own private video calls."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.size import shrunk
from companion.sources.still import screen_problem
from companion.words import sources as say

FPS = 15.0
LEAST_SIDE = 48


class ScreenSource:
    """Frames of a rectangle of the screen, in pixels: left, top, width, height. It is clipped to the screen first."""

    live = True
    mirrored = False

    def __init__(
        self, region: tuple[int, int, int, int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.region = region
        self._clock = clock

    @property
    def title(self) -> str:
        return say.SCREEN_TITLE

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        """Yield frames until `stop`; see `Source`.

        Raises:
            SourceError: the screen cannot be read (Wayland forbids it), or the region lies outside it.
        """
        problem = screen_problem()
        if problem:
            raise SourceError(problem)
        import mss
        from mss.exception import ScreenShotError

        try:
            grabber = mss.MSS() if hasattr(mss, "MSS") else mss.mss()
        except (ScreenShotError, OSError):
            raise SourceError(say.NO_SCREEN) from None
        began, failed = self._clock(), False
        with grabber:
            area = clip(self.region, grabber.monitors[0])
            if area is None:
                small = min(self.region[2:]) < LEAST_SIDE
                raise SourceError(say.REGION_TOO_SMALL.format(least=LEAST_SIDE) if small else say.REGION_OUTSIDE)
            while not stop.is_set():
                at = self._clock()
                try:
                    shot = np.asarray(grabber.grab(area), dtype=np.uint8)
                except (ScreenShotError, OSError):
                    if at - began < 1:
                        raise SourceError(say.NO_SCREEN) from None
                    if not failed:
                        tell(SourceEvent(Change.HIDDEN, self.title))
                    failed = True
                    stop.wait(1.0)
                    continue
                if failed:
                    failed = False
                    tell(SourceEvent(Change.BACK, self.title))
                yield Frame(_picture(shot), at - began, "screen")
                stop.wait(max(0.0, at + 1 / FPS - self._clock()))


def _picture(shot: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return uint8 BGR (H, W, 3) of BGRA (H, W, 4), no larger than what follows needs; in as few passes as it takes."""
    return shrunk(np.asarray(cv2.cvtColor(shot, cv2.COLOR_BGRA2BGR), dtype=np.uint8))


def clip(region: tuple[int, int, int, int], screen: dict[str, int]) -> dict[str, int] | None:
    """Return the part of `region` (left, top, width, height) on the screen as mss wants it; None under 48 px a side.

    >>> clip((-10, 0, 100, 5000), {"left": 0, "top": 0, "width": 800, "height": 600})
    {'left': 0, 'top': 0, 'width': 90, 'height': 600}
    """
    x, y, w, h = region
    left, top = max(x, screen["left"]), max(y, screen["top"])
    right = min(x + w, screen["left"] + screen["width"])
    bottom = min(y + h, screen["top"] + screen["height"])
    if right - left < LEAST_SIDE or bottom - top < LEAST_SIDE:
        return None
    return {"left": left, "top": top, "width": right - left, "height": bottom - top}
