"""A video file: at its own speed in Talk, as fast as it can be read in `analyze`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from companion.causes import plain_cause
from companion.paths import is_there
from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.size import shrunk
from companion.words import sources as say

# A container that promises this much more than it holds was cut off; or, in WebM and others whose promise is made from
# the length of the whole, the sound goes on after the camera is off.
CUT_SHORT_SHARE = 0.9
USUAL_FPS = 30.0
# A file whose time leaps by more was joined from several; a video call or a slide show may well rest so long.
LONGEST_STEP_S = 10.0
PICTURES_AT_REST = 3
# Being later than this was a pause: play on from here instead of leaving out what was missed.
PAUSED_S = 0.5
# A file that decodes more slowly than it plays is always late: it is shown this often all the same.
LATE_EVERY_S = 0.1
# A picture that stands for longer, as in a slow GIF, is given again so often, so that its word can settle.
HELD_EVERY_S = 0.1
# The last one stays until then: a still GIF is a video of one picture. And as long as the one before, up to here.
LEAST_S, LAST_AT_MOST_S = 1.0, 4.0


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
            # A device or a pipe is there, but no file.
            form = say.NO_PICTURE_IN_FILE if is_there(self.path) else say.NO_SUCH_FILE
            raise SourceError(form.format(path=self.path))
        began, offset_s = self._clock(), 0.0
        told: set[Change] = set()

        def tell_once(event: SourceEvent) -> None:
            # A person who has read it, and closed it, need not read it again each time that the video begins anew.
            if event.change not in told:
                told.add(event.change)
                tell(event)

        while not stop.is_set():
            last_s = -1.0
            for frame in self._once(stop, tell_once, began, offset_s):
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
            # A GIF of pictures that stand for long says so by its rate.
            leap_s = max(LONGEST_STEP_S, PICTURES_AT_REST / told_fps if told_fps > 0 else 0.0)
            last: Frame | None = None
            number, in_file_s, step_s, first_s, shown_s = 0, 0.0, 0.0, 0.0, self._clock()
            while not stop.is_set():
                # isOpened() is true even for a text file named .mp4: only a decoded picture proves a video.
                if not capture.grab():
                    break
                told_s = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
                if number == 0:
                    first_s = told_s
                else:
                    if abs(told_s - first_s - in_file_s) > leap_s:
                        # Files that were joined begin anew in their middle: what follows goes on from here.
                        first_s = told_s - in_file_s - 1 / fps
                    before_s, in_file_s = in_file_s, next_time(told_s - first_s, in_file_s, fps)
                    step_s = in_file_s - before_s
                time_s = offset_s + in_file_s
                number += 1
                if self._paced:
                    early = began + time_s - self._clock()
                    if early < -PAUSED_S:
                        began -= early
                    elif early < -1.5 / fps and number > 1 and self._clock() - shown_s < LATE_EVERY_S:
                        continue
                    began += yield from self._stand(last, time_s, began, stop)
                    if stop.is_set():
                        break
                good, image = capture.retrieve()
                if good and image is not None:
                    picture = np.asarray(image, dtype=np.uint8)
                    last = Frame(shrunk(picture) if self._paced else picture, time_s, str(self.path))
                    given_s = self._clock()
                    yield last
                    shown_s = self._clock()
                    if number == 1 or shown_s - given_s > PAUSED_S:
                        began += shown_s - given_s  # it waited for the network or was paused, which is no lateness
            if stop.is_set():
                return
            if number == 0:
                raise SourceError(say.NO_PICTURE_IN_FILE.format(path=self.path))
            if self._paced:
                until_s = in_file_s + min(step_s, LAST_AT_MOST_S)
                yield from self._stand(last, offset_s + (until_s if self._loop else max(until_s, LEAST_S)), began, stop)
            # A video of variable rate may have fewer pictures than its length and its rate promise, and yet be whole.
            if number < promised * CUT_SHORT_SHARE and in_file_s + 1 / fps < promised_s * CUT_SHORT_SHARE:
                tell(SourceEvent(Change.CUT_SHORT, self.path.name))
        finally:
            capture.release()

    def _stand(
        self, last: Frame | None, until_s: float, began: float, stop: threading.Event
    ) -> Generator[Frame, None, float]:
        """Wait until this time of the source; meanwhile give the picture that stands again and again.

        Returns:
            For how many seconds it was paused.
        """
        paused_s = 0.0
        while (left_s := until_s - (self._clock() - began - paused_s)) > 0:
            if stop.wait(min(left_s, HELD_EVERY_S)):
                break
            given_s = self._clock()
            time_s = given_s - began - paused_s
            if last is not None and time_s < until_s and left_s > HELD_EVERY_S:
                yield replace(last, time_s=time_s)
                took_s = self._clock() - given_s
                paused_s += took_s if took_s > PAUSED_S else 0.0
        return paused_s


def next_time(told_s: float, last_s: float, fps: float) -> float:
    """Return a frame's time: what the file tells, where that goes on; else one step after the frame before.

    >>> next_time(0.5, 0.4, 25.0), next_time(0.0, 0.4, 25.0)
    (0.5, 0.44)
    """
    return told_s if told_s > last_s else last_s + 1 / fps


def _opened(path: Path) -> cv2.VideoCapture:
    """Open a video. OpenCV ends the whole process at a name that is not UTF-8: such a file is opened by its number.

    Raises:
        SourceError: it may not be read, or can't be.
    """
    try:
        with path.open("rb") as file:
            file.read(1)  # OpenCV would only say that it did not work
            if not _is_utf8(path):
                # Linux alone has both such names and this folder.
                return cv2.VideoCapture(f"/proc/self/fd/{file.fileno()}")
    except OSError as error:
        raise SourceError(say.FILE_NOT_READ.format(path=path, detail=plain_cause(error))) from None
    # Whole: FFmpeg takes what stands before a colon in a mere name for a protocol.
    return cv2.VideoCapture(str(path.absolute()))


def _is_utf8(path: Path) -> bool:
    try:
        return bool(str(path).encode())
    except UnicodeEncodeError:
        return False
