"""A video file: at its own speed in Talk, as fast as it can be read in `analyze`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.size import shrunk
from companion.words import sources as say

# A container that promises this much more than it holds was cut off; or, in WebM and others whose promise is made from
# the length of the whole, the sound goes on after the camera is off.
CUT_SHORT_SHARE = 0.9
USUAL_FPS = 30.0
# A file whose time leaps by more was joined from several; a video call or a slide show may well rest so long.
LONGEST_STEP_S = 10.0
# Being later than this was a pause: play on from here instead of leaving out what was missed.
PAUSED_S = 0.5
# A file that decodes more slowly than it plays is always late: it is shown this often all the same.
LATE_EVERY_S = 0.1
# Its last picture stays until then, so that a word can settle: a still GIF is a video of one picture.
LEAST_S, HELD_EVERY_S = 1.0, 0.1


class VideoSource:
    """Frames of a video file.

    Args:
        paced: play at its own speed; frames for which it is too late are left out.
        loop: begin again at the end; time goes on counting.
    """

    live = False
    mirrored = False

    def __init__(
        self,
        path: Path,
        paced: bool = True,
        loop: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self._paced, self._loop, self._clock = paced, loop, clock

    @property
    def title(self) -> str:
        return self.path.name

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        """Yield frames until the end or `stop`; see `Source`.

        Raises:
            SourceError: the file is missing, or holds no picture that can be read.
        """
        if not self.path.is_file():
            raise SourceError(say.NO_SUCH_FILE.format(path=self.path))
        began, offset_s = self._clock(), 0.0
        while not stop.is_set():
            last_s = -1.0
            for frame in self._once(stop, tell, began, offset_s):
                last_s = frame.time_s
                yield frame
            if not self._loop:
                return
            offset_s = last_s + 1 / USUAL_FPS

    def _once(
        self, stop: threading.Event, tell: Callable[[SourceEvent], None], began: float, offset_s: float
    ) -> Iterator[Frame]:
        capture = _opened(self.path)
        try:
            told_fps = capture.get(cv2.CAP_PROP_FPS)
            # WebM often tells the fineness of its clock, 1000.
            fps = told_fps if 1 <= told_fps <= 240 else USUAL_FPS
            promised = capture.get(cv2.CAP_PROP_FRAME_COUNT)
            promised_s = promised / (told_fps if told_fps > 0 else fps)
            last: Frame | None = None
            number, in_file_s, first_s, shown_s = 0, 0.0, 0.0, self._clock()
            while not stop.is_set():
                # isOpened() is true even for a text file named .mp4: only a decoded picture proves a video.
                if not capture.grab():
                    break
                told_s = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
                if number == 0:
                    first_s = told_s
                else:
                    if abs(told_s - first_s - in_file_s) > LONGEST_STEP_S:
                        # Files that were joined begin anew in their middle: what follows goes on from here.
                        first_s = told_s - in_file_s - 1 / fps
                    in_file_s = next_time(told_s - first_s, in_file_s, fps)
                time_s = offset_s + in_file_s
                number += 1
                if self._paced:
                    early = began + time_s - self._clock()
                    if early < -PAUSED_S:
                        began -= early
                    elif early < -1.5 / fps and number > 1 and self._clock() - shown_s < LATE_EVERY_S:
                        continue
                    if early > 0:
                        stop.wait(early)
                good, image = capture.retrieve()
                if good and image is not None:
                    picture = np.asarray(image, dtype=np.uint8)
                    last = Frame(shrunk(picture) if self._paced else picture, time_s, str(self.path))
                    given_s = self._clock()
                    yield last
                    shown_s = self._clock()
                    if number == 1:
                        began += shown_s - given_s  # it waited for the network, which is no lateness
            if stop.is_set():
                return
            if number == 0:
                raise SourceError(say.NO_PICTURE_IN_FILE.format(path=self.path))
            if self._paced and not self._loop and last is not None:
                yield from _held(last, offset_s + LEAST_S, stop)
            # A video of variable rate may have fewer pictures than its length and its rate promise, and yet be whole.
            if number < promised * CUT_SHORT_SHARE and in_file_s + 1 / fps < promised_s * CUT_SHORT_SHARE:
                tell(SourceEvent(Change.CUT_SHORT, self.path.name))
        finally:
            capture.release()


def _held(last: Frame, until_s: float, stop: threading.Event) -> Iterator[Frame]:
    """Give the last picture again and again, until this time of the source."""
    time_s = last.time_s
    while time_s + HELD_EVERY_S <= until_s and not stop.wait(HELD_EVERY_S):
        time_s += HELD_EVERY_S
        yield replace(last, time_s=time_s)


def next_time(told_s: float, last_s: float, fps: float) -> float:
    """Return a frame's time: what the file tells, where that goes on; else one step after the frame before.

    >>> next_time(0.5, 0.4, 25.0), next_time(0.0, 0.4, 25.0)
    (0.5, 0.44)
    """
    return told_s if told_s > last_s else last_s + 1 / fps


def _opened(path: Path) -> cv2.VideoCapture:
    """Open a video. OpenCV ends the whole process at a name that is not UTF-8: such a file is opened by its number.

    Raises:
        SourceError: it may not be read.
    """
    if _is_utf8(path):
        return cv2.VideoCapture(str(path))
    try:
        with path.open("rb") as file:
            # Linux alone has both such names and this folder.
            return cv2.VideoCapture(f"/proc/self/fd/{file.fileno()}")
    except OSError:
        raise SourceError(say.NO_PICTURE_IN_FILE.format(path=path)) from None


def _is_utf8(path: Path) -> bool:
    try:
        return bool(str(path).encode())
    except UnicodeEncodeError:
        return False
