"""Turns what a person gives as `--source` or as a path into a source."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from pathlib import Path

from companion.paths import is_there
from companion.sources.camera import CameraSource
from companion.sources.endings import PHOTOS, VIDEOS, is_camera
from companion.sources.frame import Source, SourceError
from companion.sources.pictures import PictureSource
from companion.sources.screen import ScreenSource
from companion.sources.video import VideoSource
from companion.words import sources as say

# What a photo of the family of HEIC and AVIF says that it is, where a film says "isom", "mp42" and so on.
_PHOTO_BRANDS = frozenset((b"heic", b"heix", b"mif1", b"msf1", b"avif"))
_REGION = re.compile(r"screen:(-?\d+),(-?\d+),(\d+),(\d+)")


def choose(text: str, paced: bool = True, loop: bool = False, others: Iterable[int] = ()) -> Source:
    """Return the source for `text`: a camera number, `screen:X,Y,W,H`, a folder, a photo or a video.

    `others` are tried where it is a camera that gives no picture.

    Raises:
        SourceError: it is none of these.
    """
    if is_camera(text):
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
    if not text or not is_there(path):
        raise SourceError(say.NO_SUCH_FILE.format(path=path))
    if is_picture(path):
        return PictureSource(path, paced=paced)
    return VideoSource(path, paced=paced, loop=loop)


def is_picture(path: Path) -> bool:
    """Tell whether a path stands for photos (a folder, or a picture); photos are not smoothed in time.

    By its ending; with one that is not known ("a.jpg~", none at all) by how the file begins.
    """
    ending = path.suffix.lower()
    return path.is_dir() or ending in PHOTOS or (ending not in VIDEOS and _begins_like_a_photo(path))


def _begins_like_a_photo(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            begins = file.read(12)
    except OSError:
        return False  # it is told when it is read
    return begins.startswith(b"\xff\xd8\xff") or (begins[4:8] == b"ftyp" and begins[8:] in _PHOTO_BRANDS)
