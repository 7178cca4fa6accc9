"""`Frame`, the arrow from sources to faces, and what every source can do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture.

    Attributes:
        image: uint8 (H, W, 3), BGR.
        time_s: seconds into the source; a camera counts from its opening, a photo is at 0.
        name: the file that it came from, or "camera 0", "screen". It is what tells one picture from the next, so it
            is not in the person's language, which may change meanwhile.
    """

    image: NDArray[np.uint8]
    time_s: float
    name: str


class SourceError(Exception):
    """A source that cannot be used; the message is one sentence that says what to do."""


class Change(StrEnum):
    """What can happen to a source while it runs.

    SILENT (it never gave a picture yet) and LOST are a camera's, HIDDEN is the screen's; all three are waited for. SEEN
    is the end of the first, BACK that of the others.
    CUT_SHORT is a film's, whose pictures end before what its container tells of it.
    """

    SILENT = "silent"
    LOST = "lost"
    HIDDEN = "hidden"
    BACK = "back"
    SEEN = "seen"
    CUT_SHORT = "cut_short"
    LEFT_OUT = "left_out"
    LEFT_OUT_MORE = "left_out_more"


@dataclass(frozen=True)
class SourceEvent:
    """Something that the person should know; `detail` is the name of the file or device, or how many files."""

    change: Change
    detail: str


class Source(Protocol):
    """What a camera, a video, a folder and the screen have in common. One thread opens, reads and closes it."""

    @property
    def title(self) -> str:
        """A short name for people, such as "camera 0" or the file's name."""

    @property
    def live(self) -> bool:
        """True when it happens now (camera, screen), so that another person may have to agree to it."""

    @property
    def mirrored(self) -> bool:
        """True when people expect to see it like a mirror (a camera), where the setting says so."""

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        """Open the source, yield its frames until it ends or `stop` is set, and release it.

        Raises:
            SourceError: it cannot be opened, or no picture in it can be read.
        """


@runtime_checkable
class Lasting(Protocol):
    """A source whose last picture can be looked at for longer (a photo)."""

    def stay(self) -> None:
        """Show the newest picture for its whole time from now. Any thread may call it."""

    def more(self, stop: threading.Event) -> Iterator[Frame]:
        """After the end: wait for `stay`, then yield the last picture's frames again; its clock goes on."""
