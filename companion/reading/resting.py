"""The resting face: numbers learned while nothing happens, and how they correct the scores of this one person. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from companion.reading.reading import SCORE_NAMES, Scores

NEUTRAL = SCORE_NAMES.index("neutral")
# Fewer looks than this say little about a face: two seconds of a slow camera.
LEAST_LOOKS = 20
# Below this a probability counts as this: the logarithm of almost nothing would outweigh all else.
FLOOR = 1e-4
# How far (in logarithms) neutral is put above every other word for the resting face itself, and how quickly that ends
# for looks that differ from it (root mean square over the nine logarithms). Both were chosen on PublicTest with
# `training/resting.py`, so that looks of other kinds keep their words; PrivateTest had no part in it.
MARGIN = 2.0
WIDTH = 0.25


@dataclass(frozen=True)
class Resting:
    """What is kept of a resting face: nine numbers and what they belong to.

    Attributes:
        network: the network that looked, with its weights and calibration; the scores of others mean something else.
        mean_logs: the mean logarithm of each of SCORE_NAMES while nothing happened.
    """

    network: str
    mean_logs: tuple[float, ...]

    def to_text(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps({"network": self.network, "mean_logs": self.mean_logs})


def from_text(text: str) -> Resting | None:
    """Return what `to_text` wrote; None for an empty text or one that makes no sense."""
    try:
        raw = json.loads(text)
        network, logs = raw["network"], np.array(raw["mean_logs"], dtype=np.float64)
    except (ValueError, TypeError, KeyError):
        return None
    good = isinstance(network, str) and logs.shape == (len(SCORE_NAMES),) and bool(np.isfinite(logs).all())
    if not good or logs.max() > 0 or logs.min() < np.log(FLOOR) - 1e-9:
        return None
    return Resting(network, tuple(float(value) for value in logs))


def learn(looks: Sequence[Scores], network: str, least: int = LEAST_LOOKS) -> Resting | None:
    """Return the resting face from the uncorrected scores of some seconds; None if there are too few (`least`)."""
    if len(looks) < max(1, least):
        return None
    mean = _logs(np.stack([scores.values for scores in looks])).mean(axis=0)
    return Resting(network, tuple(float(value) for value in mean))


def corrected(scores: Scores, resting: Resting) -> Scores:
    """Return the scores as they are for a person with this resting face (see `corrected_values`)."""
    return Scores(corrected_values(scores.values, resting))


def corrected_values(values: NDArray[np.float64], resting: Resting) -> NDArray[np.float64]:
    """Return probabilities (..., 9), in the order of SCORE_NAMES, as they are for a person with this resting face.

    Words that were as strong as neutral at rest (or nearly so) lose just as much as puts them under neutral; all other
    words only share in what becomes free. The further a look is from the resting face, the less it is changed: a
    face that looks a bit sad at rest may still be sad.
    """
    logs, rest = _logs(values), np.array(resting.mean_logs)
    excess = np.maximum(0.0, rest - rest[NEUTRAL] + MARGIN)
    excess[NEUTRAL] = 0.0
    distance = np.sqrt(np.mean((logs - rest) ** 2, axis=-1, keepdims=True))
    nearness = np.exp(-0.5 * (distance / WIDTH) ** 2)
    changed = values * np.exp(-nearness * excess)
    result: NDArray[np.float64] = changed / changed.sum(axis=-1, keepdims=True)
    return result


def _logs(values: NDArray[np.float64]) -> NDArray[np.float64]:
    logs: NDArray[np.float64] = np.log(np.clip(values, FLOOR, 1.0))
    return logs
