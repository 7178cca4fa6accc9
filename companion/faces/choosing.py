"""Chooses which face is read, and says so when it is no longer certain whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from companion.faces.face import Doubt, Face
from companion.faces.tracker import Tracks

# After faces crossed, nothing is said for this long: the person sees whom the app reads now, and can press N.
WHO_S = 3.0


class Chooser:
    """Stays with one face from frame to frame, and waits a moment for one that is not found."""

    def __init__(self) -> None:
        self._track: int | None = None
        self._picked: int | None = None  # by the person
        self._beside: frozenset[int | None] = frozenset()
        self._who_until_s = float("-inf")

    def choose(
        self, faces: Sequence[Face], tracks: Tracks, take_next: bool, time_s: float
    ) -> tuple[tuple[Face, ...], int | None]:
        """Return the faces, the read one with Doubt.WHO where it may be another's, and which one is read.

        None is read while the face that was read is not found, as long as it is remembered and all others were beside
        it before: a hand before a face must not make another person the one who is read.

        Args:
            take_next: the person asks for the next face to the right; that is a choice, so nothing is in doubt then.
            time_s: source time.
        """
        if time_s < self._who_until_s - WHO_S:  # the source began anew
            self._who_until_s = float("-inf")
        if not faces:
            return (), None
        here = [face.track for face in faces]
        if self._track in here:
            chosen = here.index(self._track)
        else:
            come = [n for n, track in enumerate(here) if track not in self._beside]
            if not (come or take_next) and self._track in [track.number for track in tracks.known]:
                return tuple(faces), None
            # What came when the face went may be the same one, found in another place.
            chosen = max(come or range(len(faces)), key=lambda n: faces[n].box.w * faces[n].box.h)
            if self._track is not None and len(faces) > 1:
                self._who_until_s = time_s + WHO_S
        if self._track in tracks.given_up:
            self._who_until_s = time_s + WHO_S
        if take_next:
            chosen = (chosen + 1) % len(faces)
            self._who_until_s = float("-inf")
            self._picked = here[chosen]
        face = faces[chosen]
        # One beside it that is missed for a moment was still beside it.
        known = {track.number for track in tracks.known}
        self._track, self._beside = face.track, (frozenset(here) | self._beside & known) - {face.track}
        mixed = face.track in tracks.mixed and face.track != self._picked
        if mixed or time_s < self._who_until_s:
            face = replace(face, doubts=face.doubts | {Doubt.WHO})
        return (*faces[:chosen], face, *faces[chosen + 1 :]), chosen
