"""One photo, or a folder of photos in the order of their names."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.causes import plain_cause
from companion.sources.endings import PHOTOS
from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.size import shrunk
from companion.words import sources as say

# How long Talk looks at each picture, and how often it looks again, so that its word can settle.
SHOW_S = 4.0
AGAIN_S = 0.1
# Whoever takes this long with a frame was paused: the picture stays for the rest of its time.
PAUSED_S = 0.5


def read_picture(path: Path) -> NDArray[np.uint8]:
    """Read a picture as uint8 (H, W, 3) BGR, turned as its EXIF orientation says.

    Raises:
        SourceError: the file is missing, can't be read, or is no picture.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise SourceError(say.NO_SUCH_FILE.format(path=path)) from None
    except OSError as error:
        raise SourceError(say.FILE_NOT_READ.format(path=path, detail=plain_cause(error))) from None
    image: cv2.typing.MatLike | None = _avif(data)
    try:
        if image is None and data:
            image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        pass
    if image is None:
        image = _heif(data)
    if image is None:
        raise SourceError(say.NOT_A_PICTURE.format(path=path))
    return np.asarray(image, dtype=np.uint8)


def _avif(data: bytes) -> NDArray[np.uint8] | None:
    """Return an AVIF photo as uint8 (H, W, 3) BGR, turned as it says; None where `data` is none.

    OpenCV reads it too, but lying. So it does where this Pillow reads no AVIF.
    """
    if data[4:12] not in (b"ftypavif", b"ftypavis"):
        return None
    from PIL import Image, ImageOps

    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    except (OSError, ValueError, SyntaxError, RuntimeError, Image.DecompressionBombError):
        return None
    return np.ascontiguousarray(np.asarray(image)[..., ::-1])


def _heif(data: bytes) -> NDArray[np.uint8] | None:
    """Return a telephone's HEIC photo as uint8 (H, W, 3) BGR, turned as it says, or None where `data` is none.

    It goes by what is in the file: sent on, such a photo is often called .jpg.
    """
    if data[4:8] != b"ftyp":
        return None
    import pi_heif

    try:
        # By way of Pillow: the array that pi-heif gives is as wide as its memory, and gone with the file.
        image = pi_heif.open_heif(io.BytesIO(data)).to_pillow().convert("RGB")
    except (ValueError, RuntimeError, OSError, EOFError, SyntaxError, IndexError):
        return None
    return np.ascontiguousarray(np.asarray(image)[..., ::-1])


def pictures_in(folder: Path, stop: threading.Event) -> list[Path]:
    """Return the picture files of a folder, by name; told by suffix, not by content. Once `stop` is set, some of them.

    Raises:
        SourceError: the folder cannot be looked into.
    """
    found: list[Path] = []
    try:
        # On a far disk each look at a file takes its time, and there may be many.
        with os.scandir(folder) as entries:
            for entry in entries:
                if stop.is_set():
                    break
                path = Path(entry.path)
                # A Mac leaves "._a.jpg" beside each "a.jpg" on a stick.
                if path.suffix.lower() in PHOTOS and not entry.name.startswith(".") and _may_be_file(entry):
                    found.append(path)
    except OSError as error:
        raise SourceError(say.FOLDER_NOT_READ.format(path=folder, detail=plain_cause(error))) from None
    return sorted(found)


def _may_be_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether it is a file. What cannot be looked at may be one: it is told when it is read."""
    try:
        return entry.is_file() or (entry.is_symlink() and not Path(entry.path).exists())
    except OSError:
        return True


class PictureSource:
    """Frames of a photo or of all photos in a folder.

    Args:
        paced: show each for `show_s` seconds, again and again (Talk); else each once, at time 0 (`analyze`).
    """

    live = False
    mirrored = False

    def __init__(
        self,
        path: Path,
        paced: bool = True,
        show_s: float = SHOW_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path = path
        self._paced, self._show_s, self._clock = paced, show_s, clock
        self._asked = threading.Event()  # to show the newest picture for longer
        self._newest: Frame | None = None
        self._began = self._end_s = 0.0

    @property
    def title(self) -> str:
        return self.path.name or str(self.path)

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        """Yield frames until the last picture or `stop`; see `Source`. A file that is no picture is told and left out.

        Raises:
            SourceError: the file is no picture, or the folder holds none that can be read.
        """
        paths = [self.path] if not self.path.is_dir() else pictures_in(self.path, stop)
        if stop.is_set():
            return
        if not paths:
            raise SourceError(say.EMPTY_FOLDER.format(path=self.path))
        self._began, self._end_s = self._clock(), 0.0
        shown = left_out = told = 0
        for path in paths:
            if stop.is_set():
                return
            try:
                image = read_picture(path)
            except SourceError:
                if len(paths) == 1:
                    raise
                left_out += 1
                if not self._paced or left_out == 1:
                    tell(SourceEvent(Change.LEFT_OUT, str(path)))
                    told += 1
                continue
            if not self._paced:
                shown += 1
                yield Frame(image, 0.0, str(path))
                continue
            if left_out > told:
                # One note for all of them: a person who looks on can't read one a file.
                told = left_out
                tell(SourceEvent(Change.LEFT_OUT_MORE, str(left_out)))
            image = shrunk(image)
            # One that took long to open, from a far disk, has its whole time all the same.
            self._began = max(self._began, self._clock() - self._end_s)
            self._newest = Frame(image, self._end_s, str(path))
            shown += 1
            yield from self._show(stop)
        if shown and left_out > told:
            tell(SourceEvent(Change.LEFT_OUT_MORE, str(left_out)))
        if not shown and not stop.is_set():
            raise SourceError(say.EMPTY_FOLDER.format(path=self.path))

    def stay(self) -> None:
        """See `Lasting`."""
        self._asked.set()

    def more(self, stop: threading.Event) -> Iterator[Frame]:
        """See `Lasting`."""
        while not self._asked.wait(AGAIN_S):
            if stop.is_set():
                return
        self._asked.clear()
        # No time went by in it: its faces are still known.
        self._began = self._clock() - self._end_s
        yield from self._show(stop)

    def _show(self, stop: threading.Event) -> Iterator[Frame]:
        """Yield the newest picture for its time, again and again."""
        self._end_s += self._show_s
        while self._newest is not None and not stop.is_set() and (time_s := self._now_s()) < self._end_s:
            yield Frame(self._newest.image, time_s, self._newest.name)
            paused_s = self._now_s() - time_s
            if paused_s > PAUSED_S:
                self._began += paused_s
            stop.wait(AGAIN_S)
            if self._asked.is_set():
                self._asked.clear()
                self._end_s = max(self._end_s, self._now_s() + self._show_s)

    def _now_s(self) -> float:
        """Return the source time: seconds since it began, without pauses."""
        return self._clock() - self._began
