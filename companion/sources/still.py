"""One still of the whole screen, in memory only, to choose a region on."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    # In both cases mss returns a picture without an error: a black one, or the desktop without its windows.
    if environ.get("XDG_SESSION_TYPE", "").lower() == "wayland":
        return say.NO_SCREEN_WAYLAND
    return say.NO_SCREEN_MAC if sys.platform == "darwin" and not _mac_allows() else ""


def _mac_allows() -> bool:
    """Ask macOS whether this program may see other windows; if not, the system itself asks the person, once."""
    try:
        graphics = ctypes.CDLL("/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics")
        may, ask = graphics.CGPreflightScreenCaptureAccess, graphics.CGRequestScreenCaptureAccess
    except (OSError, AttributeError):
        return True  # older than macOS 10.15, which asks nobody
    may.restype = ask.restype = ctypes.c_bool
    return bool(may() or ask())


def open_screen() -> Any:
    """Open mss, to be closed by `with` or `close`: what it tells of the monitors stays what it was then.

    Raises:
        mss.exception.ScreenShotError, OSError: there is no screen that can be read.
    """
    import mss

    return mss.MSS() if hasattr(mss, "MSS") else mss.mss()


def take_still() -> Still:
    """Take a still of all monitors together.

    Raises:
        SourceError: the screen can't be read.
    """
    from mss.exception import ScreenShotError

    try:
        with open_screen() as grabber:
            screen = grabber.monitors[0]
            image = np.ascontiguousarray(np.asarray(grabber.grab(screen), dtype=np.uint8)[..., :3])
    except (ScreenShotError, OSError):
        raise SourceError(say.NO_SCREEN) from None
    return Still(image, (screen["left"], screen["top"], screen["width"], screen["height"]))
