"""Turns what a person gives as `--source` or as a path into a source."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

from companion.paths import is_there
from companion.sources.camera import CameraSource
from companion.sources.endings import PHOTOS
from companion.sources.frame import Source, SourceError
from companion.sources.pictures import PictureSource
from companion.sources.screen import ScreenSource
from companion.sources.video import VideoSource
from companion.words import sources as say

_REGION = re.compile(r"screen:(-?\d+),(-?\d+),(\d+),(\d+)")


def choose(text: str, paced: bool = True, loop: bool = False, others: Iterable[int] = ()) -> Source:
    """Return the source for `text`: a camera number, `screen:X,Y,W,H`, a folder, a photo or a video.

    `others` are tried where it is a camera that gives no picture.

    Raises:
        SourceError: it is none of these.
    """
    if text.isascii() and text.isdigit():
        return CameraSource(int(text), others=others)
    if text.startswith("screen:"):
        match = _REGION.fullmatch(text)
        if match is None:
            raise SourceError(say.BAD_REGION.format(text=text))
        x, y, w, h = (int(part) for part in match.groups())
        return ScreenSource((x, y, w, h))
    path = Path(text)
    with contextlib.suppress(RuntimeError):  # nobody's home: it is a name that begins with "~"
        path = path.expanduser()
    if not is_there(path):
        raise SourceError(say.NO_SUCH_FILE.format(path=path))
    if is_picture(path):
        return PictureSource(path, paced=paced)
    return VideoSource(path, paced=paced, loop=loop)


def is_picture(path: Path) -> bool:
    """Tell whether a path stands for photos (a folder or a picture's suffix); photos are not smoothed in time."""
    return path.is_dir() or path.suffix.lower() in PHOTOS
