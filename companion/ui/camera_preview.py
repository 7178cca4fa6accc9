"""Looks for cameras, and reads one at a time for a live preview. It knows no widget."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

from companion.channels import Slot
from companion.sources.camera import CameraSource, gives_picture, open_device
from companion.sources.frame import Frame, SourceError, SourceEvent
from companion.sources.patient import Hangs
from companion.words import sources as say

# A camera that hangs in `read` is given up after this time (design §10).
GIVE_UP_S = 5.0

log = logging.getLogger(__name__)


class CameraPreview:
    """Reads the camera that was asked for last. Called in one thread; it has a thread of its own for each camera.

    Args:
        tell: called in that thread with a sentence when a camera gives no picture, goes away or comes back.
        opener: opens a camera by number, as `CameraSource` wants it.
        read_s: how long one may take to give a picture.

    Attributes:
        frames: the newest frame of the camera that is shown.
    """

    def __init__(
        self,
        tell: Callable[[int, str], None],
        opener: Callable[[int], object] = open_device,
        read_s: float = GIVE_UP_S,
    ) -> None:
        self._tell, self._opener, self._read_s = tell, opener, read_s
        self.frames: Slot[Frame] = Slot()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def find(self, numbers: Iterable[int], found: Callable[[tuple[int, ...], tuple[int, ...]], None]) -> None:
        """Look in a thread which of these cameras give a picture, then call `found` in that thread.

        `found` gets the numbers of those that give one, and of those that do not answer at all.
        """

        def look(stop: threading.Event, frames: Slot[Frame]) -> None:
            good, hanging = list[int](), list[int]()
            for number in numbers:
                try:
                    if not stop.is_set() and gives_picture(number, self._opener, stop, self._read_s):
                        good.append(number)
                except Hangs:
                    hanging.append(number)
                except Exception:
                    log.exception("Camera %s can't be opened.", number)  # the others can, maybe
            if not stop.is_set():
                found(tuple(good), tuple(hanging))

        self._run(look)

    def show(self, number: int) -> None:
        """Read this camera from now on; the one before is released first."""

        def read(stop: threading.Event, frames: Slot[Frame]) -> None:
            def event(happened: SourceEvent) -> None:
                self._tell(number, say.EVENTS[happened.change].format(detail=happened.detail))

            try:
                for frame in CameraSource(number, self._opener).frames(stop, event):
                    frames.put(frame)
            except SourceError as error:
                self._tell(number, str(error))
            except Exception:
                log.exception("The camera broke.")
                self._tell(number, say.BROKE.format(title=say.CAMERA_TITLE.format(number=number)))

        self._run(read)

    def stop(self, wait_s: float = GIVE_UP_S) -> bool:
        """Release the camera; False if it did not let go in time."""
        self._stop.set()
        if self._thread is None:
            return True
        self._thread.join(wait_s)
        return not self._thread.is_alive()

    def _run(self, work: Callable[[threading.Event, Slot[Frame]], None]) -> None:
        self._stop.set()
        # A slot of its own: a late frame of the camera before can't get into the new picture.
        before, stop, frames = self._thread, threading.Event(), Slot[Frame]()
        self._stop, self.frames = stop, frames

        def run() -> None:
            if before is not None:
                before.join(GIVE_UP_S)
            if not stop.is_set():
                work(stop, frames)

        self._thread = threading.Thread(target=run, name="preview", daemon=True)
        self._thread.start()
