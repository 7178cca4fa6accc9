"""One still of the whole screen, in memory only, to choose a region on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.sources.frame import SourceError
from companion.words import sources as say


@dataclass(frozen=True, eq=False)
class Still:
    """The screen as it was.

    Attributes:
        image: uint8 (H, W, 3) BGR; it may have more pixels than `screen` says (finely drawn screens).
        screen: left, top, width, height in the units that `ScreenSource` takes.
    """

    image: NDArray[np.uint8]
    screen: tuple[int, int, int, int]


def screen_problem(environ: Mapping[str, str] = os.environ) -> str:
    """Return a sentence where it is known beforehand that the screen can't be read, else nothing."""
    # Under Wayland mss often returns a black picture without an error.
    return say.NO_SCREEN if environ.get("XDG_SESSION_TYPE", "").lower() == "wayland" else ""


def take_still() -> Still:
    """Take a still of all monitors together.

    Raises:
        SourceError: the screen can't be read.
    """
    import mss
    from mss.exception import ScreenShotError

    try:
        with mss.MSS() if hasattr(mss, "MSS") else mss.mss() as grabber:
            screen = grabber.monitors[0]
            image = np.ascontiguousarray(np.asarray(grabber.grab(screen), dtype=np.uint8)[..., :3])
    except (ScreenShotError, OSError):
        raise SourceError(say.NO_SCREEN) from None
    return Still(image, (screen["left"], screen["top"], screen["width"], screen["height"]))
