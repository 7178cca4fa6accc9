"""Finds and follows the faces of a live picture: near their last place in most frames, everywhere once in a while."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from companion.faces.cuts import Watch
from companion.faces.detector import Found
from companion.faces.face import Box, Face
from companion.faces.finder import LIVE_SIDE, FaceFinder
from companion.faces.tracker import SAME_OVERLAP, Tracks, overlap

# A new face is noticed after this long at the latest. One search of the whole picture takes as long as two near ones;
# at 30 frames a second it comes with 3 % of the frames, so that 95 % of them take no longer than a near search.
WHOLE_EVERY_S = 1.0
# The neighbourhood of a face: a square this many times its longer side, searched at these pixels a side.
NEAR = 1.6
NEAR_SIDE = {"haar": 128, "yunet": 112}
# More faces than this are found more quickly by one search of the whole picture: a usual one, or a close one.
NEAR_AT_MOST, NEAR_AT_MOST_FAR = 2, 8
# From this longer side on, a live picture is searched closer once in a while, and in each whole search while a far face
# is known: at 320 pixels the face of one tile among many is no face any more. With YuNet that takes 50 ms on one core,
# where the usual search takes 6.
LARGE_SIDE = 1280
CLOSE_EVERY_S = 1.0
# A face of less than this, in pixels of the usual search, is missed there, so that it would come and go.
FAR_PX = {"haar": 30, "yunet": 16}
# Two boxes that share this much of their union are one face that was found twice.
TWICE = 0.4

Picture = NDArray[np.uint8]


class Follower:
    """Gives each face of a source its number. One thread uses it.

    Attributes:
        tracks: the faces that are followed.
        whole_searches: how often the whole picture was searched.

    Args:
        still: the source shows photos, each again and again: it is searched once, as closely as `analyze` does.
    """

    def __init__(self, finder: FaceFinder, whole_every_s: float = WHOLE_EVERY_S, still: bool = False) -> None:
        self._finder, self._whole_every_s, self._still = finder, whole_every_s, still
        self._shape: tuple[int, ...] = ()
        self._time_s = self._whole_s = self._close_s = float("-inf")
        self._searched: tuple[Picture, list[Found]] | None = None  # a photo and what was found in it
        self._watch = Watch()
        self.tracks = Tracks()
        self.whole_searches = 0

    def begin_anew(self) -> None:
        """Forget all faces: the next frame is of another place or time. The numbers go on counting."""
        self.tracks = Tracks(next_number=self.tracks.next_number)
        self._whole_s = self._close_s = float("-inf")
        self._searched = None

    def faces(self, image: Picture, time_s: float) -> tuple[Face, ...]:
        """Return the faces of the next frame, uint8 (H, W, 3) BGR, from left to right, each with its number.

        A picture of another size, or a time that goes back, begins anew: the numbers go on counting.
        """
        if image.shape != self._shape or time_s < self._time_s:
            self.begin_anew()
        found = self._again(image) if self._still else self._near(image, time_s)
        if found is None:
            found = self._everywhere(image, time_s)
        self._shape, self._time_s = image.shape, time_s
        faces = self._finder.judged(image, found)
        self.tracks, numbers = self._watch.follow(self.tracks, image, [face.box for face in faces], time_s)
        return tuple(replace(face, track=number) for face, number in zip(faces, numbers, strict=True))

    def _again(self, image: Picture) -> list[Found] | None:
        """Return what was found in this same photo; None where it is another one."""
        return self._searched[1] if self._searched is not None and self._searched[0] is image else None

    def _everywhere(self, image: Picture, time_s: float) -> list[Found]:
        close = self._still or self._looks_closer(max(image.shape[:2]), time_s)
        found = self._finder.find(image, photo=close)
        self.whole_searches += 1
        self._whole_s = time_s
        self._close_s = time_s if close else self._close_s
        self._searched = (image, found) if self._still else None
        return found

    def _looks_closer(self, longer: int, time_s: float) -> bool:
        return longer >= LARGE_SIDE and (self._know_far(longer) or time_s - self._close_s >= CLOSE_EVERY_S)

    def _know_far(self, longer: int) -> bool:
        name = self._finder.detector.name
        far = FAR_PX[name] * longer / LIVE_SIDE[name]
        return longer >= LARGE_SIDE and any(max(track.box.w, track.box.h) < far for track in self.tracks.known)

    def _near(self, image: Picture, time_s: float) -> list[Found] | None:
        """Return the known faces, each found near its last place; None when the whole picture must be searched."""
        known = self.tracks.known
        most = NEAR_AT_MOST_FAR if self._know_far(max(image.shape[:2])) else NEAR_AT_MOST
        if not 0 < len(known) <= most or time_s - self._whole_s >= self._whole_every_s:
            return None
        if any(track.seen_s != self._time_s for track in known):
            # One that was missed in the frame before may be back, and not where it was.
            return None
        found: list[Found] = []
        for track in known:
            one = self._near_one(image, track.box)
            if one is None or any(overlap(one.box, other.box) > TWICE for other in found):
                return None
            found.append(one)
        return found

    def _near_one(self, image: Picture, box: Box) -> Found | None:
        height, width = image.shape[:2]
        (x, y), half = box.centre, NEAR * max(box.w, box.h) / 2
        left, top = int(max(0, x - half)), int(max(0, y - half))
        part = image[top : int(min(height, y + half)), left : int(min(width, x + half))]
        if min(part.shape[:2]) < 16:
            return None
        found = self._finder.detector.find(np.ascontiguousarray(part), NEAR_SIDE[self._finder.detector.name])
        moved = [_moved(one, left, top) for one in found]
        best = max(moved, key=lambda one: overlap(one.box, box), default=None)
        return best if best is not None and overlap(best.box, box) >= SAME_OVERLAP else None


def _moved(found: Found, left: int, top: int) -> Found:
    box = found.box
    points = None if found.landmarks is None else found.landmarks + np.array([left, top], np.float32)
    return Found(Box(box.x + left, box.y + top, box.w, box.h), points, found.score)
