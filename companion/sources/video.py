"""A video file: at its own speed in Talk, as fast as it can be read in `analyze`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.size import shrunk
from companion.words import sources as say

# A container that promises this much more than it holds was cut off.
CUT_SHORT_SHARE = 0.9
USUAL_FPS = 30.0
# Being later than this was a pause: play on from here instead of leaving out what was missed.
PAUSED_S = 0.5


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
        capture = cv2.VideoCapture(str(self.path))
        try:
            fps = capture.get(cv2.CAP_PROP_FPS)
            fps = fps if 1 <= fps <= 240 else USUAL_FPS
            promised = capture.get(cv2.CAP_PROP_FRAME_COUNT)
            number = 0
            while not stop.is_set():
                # isOpened() is true even for a text file named .mp4: only a decoded picture proves a video.
                if not capture.grab():
                    break
                time_s = offset_s + number / fps
                number += 1
                if self._paced:
                    early = began + time_s - self._clock()
                    if early < -PAUSED_S:
                        began -= early
                    elif early < -1.5 / fps and number > 1:
                        continue
                    if early > 0:
                        stop.wait(early)
                good, image = capture.retrieve()
                if good and image is not None:
                    picture = np.asarray(image, dtype=np.uint8)
                    yield Frame(shrunk(picture) if self._paced else picture, time_s, str(self.path))
            if stop.is_set():
                return
            if number == 0:
                raise SourceError(say.NO_PICTURE_IN_FILE.format(path=self.path))
            if 0 < number < promised * CUT_SHORT_SHARE:
                tell(SourceEvent(Change.CUT_SHORT, self.path.name))
        finally:
            capture.release()
