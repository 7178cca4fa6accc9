"""Averages scores over time. Weights come from elapsed time, since frames are dropped and cameras differ."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from companion.reading.reading import Scores

# After this long a new look has 63 % of the say.
TIME_CONSTANT_S = 0.2
# A longer gap than this and the past no longer counts.
STALE_S = 1.5


@dataclass(frozen=True, eq=False)
class Smoothed:
    """The average so far, from when it goes back to, and its newest frame's time."""

    scores: Scores
    began_s: float
    time_s: float


def smooth(before: Smoothed | None, scores: Scores, time_s: float, constant_s: float = TIME_CONSTANT_S) -> Smoothed:
    """Return the exponential average after one more frame.

    The first frames count evenly (weight 1/n by time) until the average is one time constant old, so that the very
    first picture does not weigh more than those after it.
    """
    if before is None or not 0 <= time_s - before.time_s <= STALE_S:
        return Smoothed(scores, time_s, time_s)
    step = time_s - before.time_s
    age = time_s - before.began_s
    weight = max(1 - math.exp(-step / constant_s), step / max(age + step, 1e-6) if age < constant_s else 0.0)
    values = before.scores.values * (1 - weight) + scores.values * weight
    return Smoothed(Scores(values / np.sum(values)), before.began_s, time_s)
