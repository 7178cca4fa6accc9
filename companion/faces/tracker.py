"""Follows faces from frame to frame by overlap, so that a word belongs to one person, and tells when it can't."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from companion.faces.face import Box

# Two boxes that share this much of their union are the same face; a head moves less than that in a tenth of a second.
SAME_OVERLAP = 0.25
# A face that was not found for this long is forgotten; its number is not used again.
FORGET_S = 1.0
# A slow computer looks seldom: a face that was found when it looked last is not forgotten by time alone, up to here.
FORGET_SLOW_S = 3.0
# Frames that are further apart are a slow computer's. One missed there is no more than a blink of the detector.
FAR_APART_S = 0.25
# A face that is not found any more, and of which this share lay under another face, is hidden behind it.
HIDDEN_SHARE = 0.25
# Two faces may be exchanged when that fits their last places nearly as well (sum of two overlaps).
EXCHANGE_MARGIN = 0.3
# Faces that share less than this are apart again.
APART_SHARE = 0.05


@dataclass(frozen=True)
class Track:
    """A followed face.

    Attributes:
        box, seen_s: where and when it was last found.
        mixed: it may be another one now.
        missed: in how many frames since then it was not found.
    """

    number: int
    box: Box
    seen_s: float
    mixed: bool = False
    missed: int = 0


@dataclass(frozen=True)
class Tracks:
    """All followed faces, and the next free number.

    Attributes:
        given_up: numbers that ended in this frame because it is no longer certain whose they are.
        time_s: of the newest frame.
    """

    known: tuple[Track, ...] = ()
    next_number: int = 1
    given_up: frozenset[int] = frozenset()
    time_s: float = float("-inf")

    @property
    def mixed(self) -> frozenset[int]:
        """The numbers of faces that may be another's at the moment."""
        return frozenset(track.number for track in self.known if track.mixed)


def shared(a: Box, b: Box) -> float:
    """Return the area that two boxes share, in pixels."""
    w = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    h = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    return w * h if w > 0 and h > 0 else 0.0


def overlap(a: Box, b: Box) -> float:
    """Return intersection over union, 0..1."""
    both = shared(a, b)
    return both / (a.w * a.h + b.w * b.h - both) if both else 0.0


def covered(a: Box, b: Box) -> float:
    """Return the share of the smaller box that lies in the other, 0..1."""
    return shared(a, b) / max(min(a.w * a.h, b.w * b.h), 1e-6)


def follow(tracks: Tracks, boxes: Sequence[Box], time_s: float) -> tuple[Tracks, list[int]]:
    """Match this frame's boxes to the known faces, best overlap first.

    Where two faces crossed, or one hid the other, both are `mixed` until they are apart again; then each that is
    there gets a new number, since it is not certain who is who.

    Returns:
        The tracks afterwards, and each box's number in the order of `boxes`.
    """
    # First of all: after a time without frames, such as a lost camera's, nobody may inherit an old number.
    before = tuple(track for track in tracks.known if _remembered(track, time_s, time_s - tracks.time_s))
    track_of = _match(before, boxes)
    known = [replace(track, missed=track.missed + 1) for track in before]
    order, next_number = [], tracks.next_number
    for b, box in enumerate(boxes):
        if b in track_of:
            place = track_of[b]
            known[place] = replace(known[place], box=box, seen_s=time_s, missed=0)
        else:
            place = len(known)
            known.append(Track(next_number, box, time_s))
            next_number += 1
        order.append(place)
    for place in _mixed(before, known, track_of):
        known[place] = replace(known[place], mixed=True)
    given_up = set()
    for place in order:
        track = known[place]
        others = (other for n, other in enumerate(known) if n != place)
        if track.mixed and all(covered(track.box, other.box) < APART_SHARE for other in others):
            given_up.add(track.number)
            known[place] = replace(track, number=next_number, mixed=False)
            next_number += 1
    numbers = [known[place].number for place in order]
    return Tracks(tuple(known), next_number, frozenset(given_up), time_s), numbers


def renumbered(tracks: Tracks, numbers: Sequence[int], others: Collection[int]) -> tuple[Tracks, list[int]]:
    """Give new numbers to the faces in `others`, which are suddenly other people.

    Returns:
        The tracks and `numbers`, both with the new numbers.
    """
    new = {number: tracks.next_number + n for n, number in enumerate(sorted(others))}
    known = [
        replace(track, number=new[track.number], mixed=False) if track.number in new else track
        for track in tracks.known
    ]
    after = replace(tracks, known=tuple(known), next_number=tracks.next_number + len(new))
    return after, [new.get(number, number) for number in numbers]


def _remembered(track: Track, time_s: float, step_s: float) -> bool:
    """Tell whether a face may still be the same one, in a frame that comes `step_s` after the one before."""
    if track.missed == 0:
        return time_s - track.seen_s <= FORGET_SLOW_S
    # An empty frame says that the person may have gone, so this is bolder: it reaches less far.
    one_blink = track.missed == 1 and step_s > FAR_APART_S
    return time_s - track.seen_s <= (2 * FORGET_S if one_blink else FORGET_S)


def _match(known: Sequence[Track], boxes: Sequence[Box]) -> dict[int, int]:
    # A face that was there a moment ago comes before one that is hidden: the hidden one's last place is an old one.
    newest_s = max((track.seen_s for track in known), default=0.0)
    pairs = sorted(
        (
            (track.seen_s == newest_s, overlap(track.box, box), t, b)
            for t, track in enumerate(known)
            for b, box in enumerate(boxes)
        ),
        reverse=True,
    )
    track_of: dict[int, int] = {}
    taken: set[int] = set()
    for _, share, t, b in pairs:
        if share >= SAME_OVERLAP and b not in track_of and t not in taken:
            track_of[b] = t
            taken.add(t)
    return track_of


def _mixed(before: Sequence[Track], after: Sequence[Track], track_of: dict[int, int]) -> set[int]:
    """Return the places of tracks that may be exchanged: one hidden by the other, or both near each other's place."""
    found = set(track_of.values())
    mixed: set[int] = set()
    for a, b in combinations(range(len(before)), 2):
        if a in found and b in found:
            straight = overlap(before[a].box, after[a].box) + overlap(before[b].box, after[b].box)
            exchanged = overlap(before[a].box, after[b].box) + overlap(before[b].box, after[a].box)
            if exchanged and exchanged >= straight - EXCHANGE_MARGIN:
                mixed |= {a, b}
        elif (a in found) != (b in found) and covered(after[a].box, after[b].box) >= HIDDEN_SHARE:
            mixed |= {a, b}
    return mixed
