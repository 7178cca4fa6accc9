"""`Frame`, the arrow from sources to faces, and what every source can do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture.

    Attributes:
        image: uint8 (H, W, 3), BGR.
        time_s: seconds into the source; a camera counts from its opening, a photo is at 0.
        name: the file that it came from, or a short name of the source ("camera 0").
    """

    image: NDArray[np.uint8]
    time_s: float
    name: str


class SourceError(Exception):
    """A source that cannot be used, or no longer; the message is one sentence that says what to do."""


class Source(Protocol):
    """What a camera, a video, a folder and the screen have in common. One thread opens, reads and closes it."""

    @property
    def title(self) -> str:
        """A short name for people, such as "camera 0" or the file's name."""

    @property
    def live(self) -> bool:
        """True when it happens now (camera, screen): frames that nobody took are lost."""

    def frames(self) -> Iterator[Frame]:
        """Open the source, yield its frames, and release it when the iterator is closed or done.

        Raises:
            SourceError: it cannot be opened, or broke in the middle.
        """
