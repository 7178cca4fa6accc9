"""Chooses which face is read, and says so when it is no longer certain whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from companion.faces.face import Doubt, Face
from companion.faces.places import in_rows
from companion.faces.tracker import FORGET_S, Tracks

# After faces crossed, nothing is said for this long: the person sees whom the app reads now, and can press N.
WHO_S = 3.0
# The Mirror is for who sits before it: theirs is the clearly largest face (by area), and has been for so long.
CLEARLY_LARGER = 1.5
LARGEST_FOR_S = 1.0


class Chooser:
    """Stays with one face from frame to frame, and waits a moment for one that is not found.

    Args:
        own_face: the person looks at themselves (Mirror). The largest face is theirs: it is come back to, although
            another one was read while they were away.
    """

    def __init__(self, own_face: bool = False) -> None:
        self._own_face = own_face
        self._area = 0.0  # of the face that was read last
        self._larger: int | None = None  # the track that is clearly larger than the one that is read
        self._larger_since_s = 0.0
        self._track: int | None = None
        self._picked: int | None = None  # by the person, while faces were mixed
        self._left: int | None = None  # the track that was read when a newcomer took its place; it may be back at once
        self._asked_s = float("-inf")  # when the person asked for the next face that is not there yet
        self._looked: frozenset[int | None] = frozenset()  # which were read since the round began
        self._beside: frozenset[int | None] = frozenset()
        self._who_until_s = float("-inf")

    def choose(
        self, faces: Sequence[Face], tracks: Tracks, take_next: bool, time_s: float
    ) -> tuple[tuple[Face, ...], int | None]:
        """Return the faces, the read one with Doubt.WHO where it may be another's, and which one is read.

        None is read while the face that was read is not found, as long as it is remembered and all others were beside
        it before: a hand before a face must not make another person the one who is read. One who came just then is
        read, but only until the face itself is found again.

        Args:
            take_next: the person asks for the next face, row by row from left to right, which is waited for a moment;
                that is a choice, so nothing is in doubt then.
            time_s: source time.
        """
        if time_s < self._who_until_s - WHO_S:  # the source began anew
            self._who_until_s = float("-inf")
        if take_next or time_s < self._asked_s:
            self._asked_s = time_s if take_next else float("-inf")
        if not faces:
            return (), None
        here = [face.track for face in faces]
        # In one frame the other may be missed.
        take_next = time_s - self._asked_s <= FORGET_S and any(track != self._track for track in here)
        known = {track.number for track in tracks.known}
        if self._left not in known:
            self._left = None
        if self._left is not None and self._left in here:
            chosen = here.index(self._left)
        elif self._track in here:
            chosen = here.index(self._track)
        else:
            come = [n for n, track in enumerate(here) if track not in self._beside]
            if not (come or take_next) and self._track in known:
                return tuple(faces), None
            if self._left is None and self._track in known:
                self._left = self._track
            # What came when the face went may be the same one, found in another place.
            chosen = max(come or range(len(faces)), key=lambda n: _area(faces[n]))
            if self._track is not None and self._may_be_another(faces, chosen, not come):
                self._who_until_s = time_s + WHO_S
        if self._track in tracks.given_up:
            self._who_until_s = time_s + WHO_S
        by_itself = chosen
        if self._own_face:
            chosen = self._largest(faces, chosen, time_s)
        if take_next:
            chosen = self._next(faces, tracks, here[chosen])
            self._who_until_s = self._asked_s = float("-inf")
            self._picked = here[chosen]
        if self._picked not in tracks.mixed:
            self._picked = None  # a choice tells nothing of faces that cross later
        if take_next or chosen != by_itself or here[chosen] == self._left:
            self._left = None
        face = faces[chosen]
        self._area = _area(face)
        # One beside it that is missed for a moment was still beside it.
        self._track, self._beside = face.track, (frozenset(here) | self._beside & known) - {face.track}
        self._looked = (self._looked & (known | set(here))) | {face.track}
        mixed = face.track in tracks.mixed and face.track != self._picked
        if mixed or time_s < self._who_until_s:
            face = replace(face, doubts=face.doubts | {Doubt.WHO})
        return (*faces[:chosen], face, *faces[chosen + 1 :]), chosen

    @property
    def track(self) -> int | None:
        """The number of the face that is read, also while it is not found."""
        return self._track

    def _next(self, faces: Sequence[Face], tracks: Tracks, chosen: int | None) -> int:
        """Return which face comes after the read one; each comes once before any comes again, although heads move."""
        here = [face.track for face in faces]
        missed = [track for track in tracks.known if track.number not in here]
        numbers = [*here, *(track.number for track in missed)]
        rows = in_rows([*(face.box for face in faces), *(track.box for track in missed)])
        order = [numbers[n] for row in rows for n in row]
        read = order.index(self._track if self._track in order else chosen)
        after = [track for track in order[read + 1 :] + order[:read] if track in here] or [chosen]
        fresh = [track for track in after if track not in self._looked]
        if not fresh:
            self._looked = frozenset()
        return here.index((fresh or after)[0])

    def _may_be_another(self, faces: Sequence[Face], chosen: int, was_beside: bool) -> bool:
        """Tell whether it should be said that nobody knows who is who, since the face that was read is gone."""
        if self._own_face and _area(faces[chosen]) >= CLEARLY_LARGER * self._area:
            return False  # the person is back
        # In the Mirror a portrait on the wall is not the person who bends down, also if nobody else is left.
        return len(faces) > 1 or (self._own_face and was_beside)

    def _largest(self, faces: Sequence[Face], chosen: int, time_s: float) -> int:
        """Return which face is read in the Mirror: `chosen`, or one that has been clearly larger for long enough."""
        largest = max(range(len(faces)), key=lambda n: _area(faces[n]))
        track = faces[largest].track
        if _area(faces[largest]) >= CLEARLY_LARGER * _area(faces[chosen]):
            if track != self._larger:
                self._larger, self._larger_since_s = track, time_s
            if time_s - self._larger_since_s >= LARGEST_FOR_S:
                self._larger, self._who_until_s = None, float("-inf")
                return largest
        elif self._larger in [face.track for face in faces]:
            # One that is only missed for a moment may still be larger.
            self._larger = None
        return chosen


def _area(face: Face) -> float:
    return face.box.w * face.box.h
