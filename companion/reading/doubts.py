"""Keeps reasons steady: a doubt counts once it was there for most of half a second, and then stays for a while.

It also measures the one doubt that only time can show: scores that jump from frame to frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from companion.faces.face import Doubt
from companion.reading.reading import Scores

# After this long what is seen now has 63 % of the say.
TIME_CONSTANT_S = 0.5
# A doubt begins when it holds for this share of the time and ends at the lower one: its sentence must not flicker.
ENTER, LEAVE = 0.6, 0.3
# How far scores move from one frame to the next, on average (half the sum of differences, 0..1), before a face counts
# as changing fast. A still face in a camera's noise stays under 0.1, a face that talks under 0.2.
JUMPS_ENTER, JUMPS_LEAVE = 0.35, 0.25
# Restless is what moves from frame to frame. After a longer step than this (0.22 s) one change from a still look to
# another would be enough, so that on a slow computer each true change counted: looks so far apart are not compared.
COMPARED_S = -TIME_CONSTANT_S * math.log(1 - JUMPS_ENTER)
# Who is who must be said at once: the next word could be another person's.
AT_ONCE = frozenset({Doubt.WHO})


@dataclass(frozen=True, eq=False)
class Doubted:
    """The doubts that count (`now`), and what they come from: each one's share of time, the mean jump, last frame."""

    now: frozenset[Doubt] = frozenset()
    shares: dict[Doubt, float] = field(default_factory=dict)
    jump: float = 0.0
    scores: Scores | None = None
    time_s: float | None = None


def weigh(before: Doubted, doubts: frozenset[Doubt], scores: Scores | None, time_s: float) -> Doubted:
    """Return the doubts after one more frame.

    Args:
        doubts: measured on this frame.
        scores: this frame's own scores, not the smoothed ones; None without a face.
    """
    step = None if before.time_s is None else max(0.0, time_s - before.time_s)
    weight = 1.0 if step is None else 1 - math.exp(-step / TIME_CONSTANT_S)
    shares = {
        doubt: before.shares.get(doubt, 0.0) * (1 - weight) + weight * (doubt in doubts)
        for doubt in {*before.shares, *doubts}
    }
    jump = before.jump
    if step is not None and step > COMPARED_S:
        jump -= weight * jump  # what was restless before them is over after a while
    elif scores is not None and before.scores is not None:
        jump += weight * (float(np.abs(scores.values - before.scores.values).sum()) / 2 - jump)
    counted = {doubt for doubt, share in shares.items() if share >= (LEAVE if doubt in before.now else ENTER)}
    if jump >= (JUMPS_LEAVE if Doubt.CHANGING in before.now else JUMPS_ENTER):
        counted.add(Doubt.CHANGING)
    return Doubted(frozenset(counted - AT_ONCE | doubts & AT_ONCE), shares, jump, scores or before.scores, time_s)
