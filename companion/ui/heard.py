"""What a screen with a live source wants to hear of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.pipeline import Outcome
    from companion.reading.reading import Reading
    from companion.sources.frame import Source


def _nothing() -> None:
    """For what a screen need not hear."""


@dataclass(frozen=True)
class Heard:
    """Whom to tell, all in the Tk thread but `remember`, which the recognition thread calls with each reading.

    Attributes:
        started: the first frame is drawn.
        outcome: recognition is done with a newer frame of the picture that is drawn; its reading is one to show.
        failed: nothing comes any more, or the network is not there; a sentence says why.
        note: a sentence for the person; the source goes on.
        lost: a camera went away and is waited for; a sentence says so. By default a `note`.
        back: it is there again; a sentence says so. By default a `note`.
        built: the pipeline is there, and starts after this call; it gets the network's name.
        ready: the network is open.
        drawn: a frame is drawn.
        unknown: another picture than before is there (the next photo, a camera that is back), of which nothing has been
            read: what was said of the one before may not stand beside it.
        ended: a video has come to its end.
        unread: recognition is broken, while the picture goes on; a sentence says why. By default a `note`.
        absent: the source can't be used (there is no such camera); a sentence says so. By default `failed`.
        slept: the computer has slept for a while, and nothing of before is shown any more; the source, a live one, goes
            on if it is not paused now.
    """

    started: Callable[[], None]
    outcome: Callable[[Outcome], None]
    failed: Callable[[str], None]
    note: Callable[[str], None]
    remember: Callable[[Reading], None]
    built: Callable[[str], None] = lambda network: None
    ready: Callable[[], None] = _nothing
    drawn: Callable[[], None] = _nothing
    unknown: Callable[[], None] = _nothing
    ended: Callable[[], None] = _nothing
    unread: Callable[[str], None] | None = None
    lost: Callable[[str], None] | None = None
    back: Callable[[str], None] | None = None
    absent: Callable[[str], None] | None = None
    slept: Callable[[Source], None] = lambda source: None
