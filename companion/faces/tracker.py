"""Follows faces from frame to frame by overlap, so that a word belongs to one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from companion.faces.face import Box

# Two boxes that share this much of their union are the same face; a head moves less than that in a tenth of a second.
SAME_OVERLAP = 0.25
# A face that was not found for this long is forgotten; its number is not used again.
FORGET_S = 1.0


@dataclass(frozen=True)
class Track:
    """A followed face: its number, its newest box, when it was last found."""

    number: int
    box: Box
    seen_s: float


@dataclass(frozen=True)
class Tracks:
    """All followed faces, and the next free number."""

    known: tuple[Track, ...] = ()
    next_number: int = 1


def overlap(a: Box, b: Box) -> float:
    """Return intersection over union, 0..1."""
    w = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    h = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / (a.w * a.h + b.w * b.h - w * h)


def follow(tracks: Tracks, boxes: Sequence[Box], time_s: float) -> tuple[Tracks, list[int]]:
    """Match this frame's boxes to the known faces, best overlap first.

    Returns:
        The tracks afterwards, and each box's number in the order of `boxes`.
    """
    pairs = sorted(
        (
            (overlap(track.box, box), t, b)
            for t, track in enumerate(tracks.known)
            for b, box in enumerate(boxes)
        ),
        reverse=True,
    )
    track_of: dict[int, int] = {}
    for share, t, b in pairs:
        if share >= SAME_OVERLAP and b not in track_of and t not in track_of.values():
            track_of[b] = t
    known = list(tracks.known)
    numbers, next_number = [], tracks.next_number
    for b, box in enumerate(boxes):
        if b in track_of:
            known[track_of[b]] = replace(known[track_of[b]], box=box, seen_s=time_s)
            numbers.append(known[track_of[b]].number)
        else:
            known.append(Track(next_number, box, time_s))
            numbers.append(next_number)
            next_number += 1
    kept = tuple(track for track in known if time_s - track.seen_s <= FORGET_S)
    return Tracks(kept, next_number), numbers
