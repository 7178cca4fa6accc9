"""The camera that the home screen tells of, and the search for it: in a thread of its own, which gives way to all."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from companion.settings import CAMERA, Settings
from companion.unloaded import unloaded
from companion.words import sources as source_words

A = TypeVar("A")
B = TypeVar("B")

# What a camera that is just being opened needs to be let go again; and what the search takes to notice.
RELEASE_S = 3.0
GIVE_WAY_S = RELEASE_S + 0.5
NUMBERS = range(4)
# A search that took as long met a camera that does not answer (camera.READ_S).
HUNG_S = 5.0

log = logging.getLogger(__name__)


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
        broke: called in the thread, before `found`, with a sentence where no camera could be looked for.

    Attributes:
        broken: none could be looked for, and none can be until the app is started again.
    """

    def __init__(
        self,
        chosen: int,
        found: Callable[[int | None], object],
        before: CameraSearch | None = None,
        broke: Callable[[str], object] = lambda sentence: None,
    ) -> None:
        self._stop, self._broke, self.broken = threading.Event(), broke, False
        self.took_s = 0.0  # seconds, once it is over
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
        """Look no more, and wait for the camera to be let go, since it is about to be opened. Not for the Tk thread."""
        self.stop()
        self._thread.join(wait_s)

    def _look(self, chosen: int, found: Callable[[int | None], object], before: CameraSearch | None) -> None:
        if before is not None:
            before.give_way()
        began, number = time.monotonic(), None
        try:
            number = self._first(chosen)
        except ImportError as error:
            log.warning("A library can't be loaded: %s", error)
            self.broken = True
            self._broke(unloaded(error))
        except Exception:
            log.exception("No camera can be looked for.")
            self.broken = True
        self.took_s = time.monotonic() - began
        if number is not None or not self._stop.is_set():
            found(number)

    def _first(self, chosen: int) -> int | None:
        from companion.sources.camera import find_camera

        # Each of them once.
        number = find_camera(numbers=dict.fromkeys((chosen, *NUMBERS)), stop=self._stop, release_s=RELEASE_S)
        if number not in (None, chosen):
            # The screen before may not have let go of it yet; another one would be taken for as long as the app runs.
            again = find_camera(numbers=(chosen,), stop=self._stop, release_s=RELEASE_S)
            number = number if again is None else again
        return number


class KnownCamera:
    """The camera that Home tells of and that a talk opens, as far as it is known. For the Tk thread.

    Args:
        settings: hold the number that was chosen.
        post: hands a callback to the Tk thread.
        changed: called when another one is known.
        broke: called with a sentence where no camera can be looked for at all.

    Attributes:
        gone: the newest screen that looks through it tells by this whether it is gone.
    """

    def __init__(
        self,
        settings: Settings,
        post: Callable[[Callable[[], None]], None],
        changed: Callable[[], object],
        broke: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        self._settings, self._post, self._changed, self._broke = settings, post, changed, broke
        # A number, or a name of its own; "" for none, None while it is looked for.
        self._known: int | str | None = None
        self._search: CameraSearch | None = None
        self.gone: Callable[[], bool] = lambda: False

    @property
    def name(self) -> str | None:
        """What it is called; "" if there is none, None while it is looked for."""
        # Named when it is shown: the language may have changed since.
        known = self._known
        return source_words.CAMERA_TITLE.format(number=known) if isinstance(known, int) else known

    @property
    def number(self) -> int:
        """The chosen camera, or the one that was found in its place."""
        return self._known if isinstance(self._known, int) else self._settings.get(CAMERA)

    @property
    def others(self) -> Iterable[int]:
        """Which cameras may do in its place: none where it is known that it gives a picture."""
        return NUMBERS if self._known in (None, "") else ()

    def chosen(self, number: int, name: str) -> None:
        """One was chosen: its number, and the name that the system gives it, or ""."""
        self._known = name or number

    def look(self, again: bool = False) -> None:
        """Look for one while none is known: it may have been plugged in since.

        Args:
            again: nobody asked for it, so not where a camera hung: each time it does, a thread is left behind in it.
                And not where the last search broke: so would this one.
        """
        if again and self._search is not None and (self._search.took_s >= HUNG_S or self._search.broken):
            return
        if self._known in (None, "") and (self._search is None or self._search.over):
            self._search = CameraSearch(
                self._settings.get(CAMERA),
                lambda number: self._post(lambda: self.found(number)),
                self._search,
                lambda sentence: self._post(lambda: self._broke(sentence)),
            )

    def forget_if_gone(self) -> None:
        """Forget it where it is gone: from the next `look` on one is looked for anew."""
        if self.gone():
            self._known = None
        self.gone = lambda: False

    def found(self, number: int | None) -> None:
        """Take in what a search has found."""
        if self._known in (None, ""):  # else one was chosen meanwhile
            self._known = "" if number is None else number
            self._changed()

    def given_way(self, open_it: Callable[[A], B]) -> Callable[[A], B]:
        """Return the same call, for another thread, which opens the camera only once no search holds it any more."""
        search = self._search
        if search is None:
            return open_it
        # At once: whoever comes back before the call is made finds a search that is over, and begins a new one.
        search.stop()

        def once_it_is_free(what: A) -> B:
            search.give_way()
            return open_it(what)

        return once_it_is_free

    def stop(self) -> None:
        """Look no more; returns at once."""
        if self._search is not None:
            self._search.stop()
