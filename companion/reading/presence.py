"""Follows whether a face is there, from frames of which some may miss it: no word may come and go with a detector."""

from __future__ import annotations

import math
from dataclasses import dataclass

# A face that is found only now and then (a pattern on the wall) gets no word, or it would come and go: it must be
# found in this share of the time. After the time constant, what is seen now has 63 % of the say; but on a slow computer
# no one frame has more than WEIGHT, so that two of three are needed there. A face found in each frame has that share
# before its first answer may come (FIRST_S of decision.py).
COMES = 0.4
CONSTANT_S = 0.4
WEIGHT = 0.36
# A face that is not found for a moment (a hand, a blink of the detector) is not gone. On a slow computer one missed
# frame takes longer than that, so there must be several; but no word stays for ever because frames come seldom.
GONE_S = 0.5
GONE_FRAMES = 2
GONE_SURELY_S = 3.0
# Of a face that is often missed (a profile), misses on end tell less: it is gone when so many would come by chance less
# often than this. How often it is missed is known from about the last 20 frames in which it was there.
CHANCE = 0.002
MISSES_WEIGHT = 0.05
# What was missed in more than this share of its frames may be no face: to come (again) it must be found more steadily,
SELDOM = 0.6
STEADILY = 0.75
# and what was missed in more than this one is gone as soon as a face is that is always found.
HARDLY_EVER = 0.7


@dataclass(frozen=True)
class Presence:
    """What is known of a face's presence after one frame.

    Attributes:
        share: in which share of the last time a face was found, 0..1.
        seen_s: when it was last found; None before the first time.
        missed: in how many frames since then it was not found.
        missed_share: in which share of the frames in which it was there it was not found, 0..1.
        gone: whether it is gone; also before the first one.
        time_s: of the newest frame; None before the first one.
    """

    share: float = 0.0
    seen_s: float | None = None
    missed: int = 0
    missed_share: float = 0.0
    gone: bool = True
    time_s: float | None = None

    @property
    def comes(self) -> bool:
        """Tell whether it is found often enough to say something of it."""
        return self.share >= (COMES if self.missed_share <= SELDOM else STEADILY)


def looked(before: Presence, found: bool, time_s: float) -> Presence:
    """Return what is known after one more frame, at `time_s` (source time), in which a face was found or not."""
    weight = WEIGHT
    if before.time_s is not None:
        weight = min(WEIGHT, 1 - math.exp(-max(0.0, time_s - before.time_s) / CONSTANT_S))
    share = before.share * (1 - weight) + weight * found
    if found:
        # Misses that ended in "gone" were counted then; those since tell of an empty place, not of a detector.
        missed_share = before.missed_share if before.gone else _missed(before.missed_share, before.missed)
        return Presence(share, time_s, 0, missed_share * (1 - MISSES_WEIGHT), False, time_s)
    missed = before.missed + 1
    gone = before.gone or before.seen_s is None or _is_gone(time_s - before.seen_s, missed, before.missed_share)
    counts = gone and not before.gone
    missed_share = _missed(before.missed_share, missed) if counts else before.missed_share
    return Presence(share, before.seen_s, missed, missed_share, gone, time_s)


def gone_until(before: Presence, time_s: float) -> bool:
    """Tell whether the face was gone until a frame at `time_s` finds one. Frames that are far apart miss nothing."""
    if before.gone or before.seen_s is None:
        return True
    return _is_gone(time_s - before.seen_s, before.missed, before.missed_share)


def _missed(share: float, frames: int) -> float:
    """Return in which share a face is missed after so many more frames that missed it."""
    kept = float((1 - MISSES_WEIGHT) ** frames)
    return share * kept + 1 - kept


def _is_gone(unseen_s: float, missed: int, missed_share: float) -> bool:
    if unseen_s >= GONE_SURELY_S:
        return missed > 0
    by_chance = missed_share <= HARDLY_EVER and missed_share**missed >= CHANCE
    return unseen_s >= GONE_S and missed >= GONE_FRAMES and not by_chance
