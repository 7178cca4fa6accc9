"""A region of the screen, for one's own private video calls."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.size import shrunk
from companion.sources.still import open_screen, screen_problem
from companion.words import sources as say

FPS = 15.0
LEAST_SIDE = 48
# How often it is asked whether the monitors are still the same, and a screen that can't be read is tried again.
LOOK_EVERY_S = 2.0
AGAIN_S = 1.0


class ScreenSource:
    """Frames of a rectangle of the screen, in pixels: left, top, width, height. It is clipped to the screen first.

    The screen may change under it: a monitor comes or goes, the resolution is another. Once it gave a picture it is
    waited for, as a camera is.
    """

    live = True
    mirrored = False

    def __init__(
        self, region: tuple[int, int, int, int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.region = region
        self._clock = clock
        self._seen = False

    @property
    def title(self) -> str:
        return say.SCREEN_TITLE

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        """Yield frames until `stop`; see `Source`.

        Raises:
            SourceError: the screen cannot be read (Wayland forbids it), or the region lies outside it, from the
                beginning.
        """
        problem = screen_problem()
        if problem:
            raise SourceError(problem)
        began, hidden, view = self._clock(), False, None
        try:
            while not stop.is_set():
                at = self._clock()
                try:
                    if view is not None and at >= view.look_s:
                        view, former = _View(self.region, at), view
                        former.close()
                        if view.monitors != former.monitors and not hidden:
                            # Something else may stand at this place now: what was read before is forgotten.
                            hidden = True
                            tell(SourceEvent(Change.HIDDEN, self.title))
                    view = view or _View(self.region, at)
                    shot = view.grab()
                except SourceError:
                    if not self._seen:
                        raise
                    if not hidden:
                        tell(SourceEvent(Change.HIDDEN, self.title))
                    hidden = True
                    if view is not None:
                        view.close()
                        view = None
                    stop.wait(AGAIN_S)
                    continue
                if hidden:
                    tell(SourceEvent(Change.BACK, self.title))
                self._seen, hidden = True, False
                yield Frame(_picture(shot), at - began, "screen")
                stop.wait(max(0.0, at + 1 / FPS - self._clock()))
        finally:
            if view is not None:
                view.close()


class _View:
    """The screen as it is now, opened to look at a region of it: what mss tells of monitors stays what it was then.

    Raises:
        SourceError: it cannot be read, or the region is not on it.
    """

    def __init__(self, region: tuple[int, int, int, int], now_s: float) -> None:
        from mss.exception import ScreenShotError

        self._fails = (ScreenShotError, OSError)
        self.look_s = now_s + LOOK_EVERY_S
        try:
            self._grabber = open_screen()
            self.monitors = list(self._grabber.monitors)
        except self._fails:
            raise SourceError(say.NO_SCREEN) from None
        area = clip(region, self.monitors[0])
        if area is None:
            self.close()
            small = min(region[2:]) < LEAST_SIDE
            raise SourceError(say.REGION_TOO_SMALL.format(least=LEAST_SIDE) if small else say.REGION_OUTSIDE)
        self._area = area

    def grab(self) -> NDArray[np.uint8]:
        """Return uint8 BGRA (H, W, 4) of the region."""
        try:
            return np.asarray(self._grabber.grab(self._area), dtype=np.uint8)
        except self._fails:
            raise SourceError(say.NO_SCREEN) from None

    def close(self) -> None:
        """Let go of it; what can't be let go of any more is gone."""
        with contextlib.suppress(*self._fails):
            self._grabber.close()


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
