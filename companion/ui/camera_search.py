"""The search for a camera that the home screen tells of: in a thread of its own, and it gives way to all else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")

# What a camera needs to let go of its last picture, and some more.
GIVE_WAY_S = 3.0
NUMBERS = range(4)


def open_when_asked(number: int) -> Any:
    """Open a camera; OpenCV is only imported now."""
    from companion.sources.camera import open_device

    return open_device(number)


class CameraSearch:
    """One search; it begins at once. It knows no widget.

    Args:
        chosen: the camera that is tried first.
        found: called in the thread with the first camera that gives a picture, or None; never after it gave way without
            an answer.
        before: an earlier search, which may still hold a camera.
    """

    def __init__(
        self, chosen: int, found: Callable[[int | None], object], before: CameraSearch | None = None
    ) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._look, args=(chosen, found, before), name="find-camera", daemon=True
        )
        self._thread.start()

    @property
    def over(self) -> bool:
        """Whether it looks no more."""
        return self._stop.is_set() or not self._thread.is_alive()

    def stop(self) -> None:
        """Look no more; returns at once."""
        self._stop.set()

    def give_way(self, wait_s: float = GIVE_WAY_S) -> None:
        """Look no more, and wait until the camera is let go: another one is about to open it. Not for the Tk thread."""
        self.stop()
        self._thread.join(wait_s)

    def before(self, open_it: Callable[[A], B]) -> Callable[[A], B]:
        """Return the same call, which has this search give way first."""

        def once_it_is_free(what: A) -> B:
            self.give_way()
            return open_it(what)

        return once_it_is_free

    def _look(self, chosen: int, found: Callable[[int | None], object], before: CameraSearch | None) -> None:
        if before is not None:
            before.give_way()
        from companion.sources.camera import find_camera

        # Each of them once.
        number = find_camera(numbers=dict.fromkeys((chosen, *NUMBERS)), stop=self._stop)
        if number is not None or not self._stop.is_set():
            found(number)
