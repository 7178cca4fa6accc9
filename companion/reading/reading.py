"""`Scores` and `Reading`, the arrows out of reading: what the network thinks, and what the app says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from companion.faces.face import Doubt
from companion.words.vocabulary import OTHER, WORDS

SCORE_NAMES: tuple[str, ...] = (*WORDS, OTHER)


class Kind(StrEnum):
    """How sure a reading is."""

    CLEAR = "clear"
    MAYBE = "maybe"
    UNSURE = "unsure"
    NO_FACE = "no_face"


@dataclass(frozen=True, eq=False)
class Scores:
    """Calibrated probabilities: float64 (9,) in the order of SCORE_NAMES, sum 1. A word the network lacks has 0."""

    values: NDArray[np.float64]

    def by_word(self) -> dict[str, float]:
        """Return word (and `other`) to probability."""
        return {name: float(value) for name, value in zip(SCORE_NAMES, self.values, strict=True)}


def people_who_say(scores: Scores, temperature: float, people_temperature: float) -> Scores:
    """Turn how likely most people say each word into the share of people who do: less sharp.

    Softmax values at one temperature are those at another, to the power of their ratio, made to sum to 1 again.

    Args:
        scores: calibrated with `temperature`.
        temperature, people_temperature: of the card.
    """
    values = np.clip(scores.values, 0.0, None) ** (temperature / people_temperature)
    return Scores(values / values.sum())


@dataclass(frozen=True, eq=False)
class Reading:
    """What the app says of one face at one moment.

    Attributes:
        kind: CLEAR has one word, MAYBE two (the likelier first), UNSURE and NO_FACE none.
        words: names from WORDS.
        scores: the smoothed scores behind it; None for NO_FACE.
        reasons: measured doubts, the weightiest first.
        since_s: source time from which kind and words have been the same.
        time_s: source time of the frame.
        track: the face's number; None in a photo or without a face.
    """

    kind: Kind
    words: tuple[str, ...] = ()
    scores: Scores | None = None
    reasons: tuple[Doubt, ...] = ()
    since_s: float = 0.0
    time_s: float = 0.0
    track: int | None = None
