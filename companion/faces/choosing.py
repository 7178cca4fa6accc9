"""Chooses which face is read, and says so when it is no longer certain whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from companion.faces.face import Doubt, Face
from companion.faces.tracker import Tracks

# After faces crossed, nothing is said for this long: the person sees whom the app reads now, and can press N.
WHO_S = 3.0


def choose_face(faces: Sequence[Face], track: int | None) -> int | None:
    """Return the face to read: the one read before if it is still there, else the largest."""
    if not faces:
        return None
    for index, face in enumerate(faces):
        if track is not None and face.track == track:
            return index
    return max(range(len(faces)), key=lambda index: faces[index].box.w * faces[index].box.h)


class Chooser:
    """Stays with one face from frame to frame."""

    def __init__(self) -> None:
        self._track: int | None = None
        self._who_until_s = float("-inf")

    def choose(
        self, faces: Sequence[Face], tracks: Tracks, take_next: bool, time_s: float
    ) -> tuple[tuple[Face, ...], int | None]:
        """Return the faces, the read one with Doubt.WHO where it may be another's, and which one is read.

        Args:
            take_next: the person asks for the next face to the right; that is a choice, so nothing is in doubt then.
            time_s: source time.
        """
        if time_s < self._who_until_s - WHO_S:  # the source began anew
            self._who_until_s = float("-inf")
        chosen = choose_face(faces, self._track)
        if chosen is None:
            return tuple(faces), None
        if self._track in tracks.given_up:
            self._who_until_s = time_s + WHO_S
        if take_next:
            chosen = (chosen + 1) % len(faces)
            self._who_until_s = float("-inf")
        face = faces[chosen]
        self._track = face.track
        if face.track in tracks.mixed or time_s < self._who_until_s:
            face = replace(face, doubts=face.doubts | {Doubt.WHO})
        return (*faces[:chosen], face, *faces[chosen + 1 :]), chosen
