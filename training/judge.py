"""Judges a network's answers on one set of pictures: the object that `evaluate.py --json` prints, for every network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.words.vocabulary import WORDS
from training import metrics
from training.datasets import Dataset

CONTEMPT = WORDS.index("contempt")


@dataclass(frozen=True)
class Judged:
    """Answers beside the truth.

    Attributes:
        probabilities: float64 (N, 8), calibrated, in the order of WORDS; what is missing to 1 is `other`.
        truth: int64 (N,), the right word's index in WORDS, or -1 where there is none (no majority among the people).
        classes: indices of the words that can be right in this data.
        clear: word -> lowest probability for CLEAR, from the card.
        twin: bool (N,): an almost identical picture stands in another split; None where that is not known.
        split_of_people: float64 (N, 8), the share of people who say each word, or None.
        said_of_people: float64 (N, 8), what the network answers for that share; None: its probabilities.
        of_the_app: float64 (N, 8), the answer that the app uses and `clear` was fitted on; None: `probabilities`.
    """

    probabilities: NDArray[np.float64]
    truth: NDArray[np.int64]
    classes: list[int]
    clear: dict[str, float | None]
    twin: NDArray[np.bool_] | None = None
    split_of_people: NDArray[np.float64] | None = None
    said_of_people: NDArray[np.float64] | None = None
    of_the_app: NDArray[np.float64] | None = None

    @property
    def answers(self) -> NDArray[np.int64]:
        """The word answered for each picture, an index into WORDS."""
        return np.asarray(self.probabilities.argmax(axis=1), dtype=np.int64)

    @property
    def sure(self) -> NDArray[np.float64]:
        """The probability of the answered word."""
        result: NDArray[np.float64] = self.probabilities.max(axis=1)
        return result

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether each answer is the right word; a picture without a right word has no right answer."""
        return np.asarray(self.answers == self.truth)

    def take(self, rows: NDArray[np.bool_]) -> Judged:
        """Return the given rows only."""
        people, said, app = self.split_of_people, self.said_of_people, self.of_the_app
        return replace(
            self,
            probabilities=self.probabilities[rows],
            truth=self.truth[rows],
            twin=None if self.twin is None else self.twin[rows],
            split_of_people=None if people is None else people[rows],
            said_of_people=None if said is None else said[rows],
            of_the_app=None if app is None else app[rows],
        )


    def as_said(self) -> Judged:
        """Return the same with the probabilities that the app goes by, to which thresholds belong."""
        return self if self.of_the_app is None else replace(self, probabilities=self.of_the_app)


def by_labels(wide: NDArray[np.float64], data: Dataset, clear: dict[str, float | None]) -> Judged:
    """Judge against the data's own labels.

    Args:
        wide: float64 (N, 9), calibrated, in the order of (*WORDS, other). Data without the label contempt is answered
            without contempt; any other word that the data lacks counts as wrong where it is answered.
        data: the pictures' labels, of its own words only; its twins are used where it has any.
        clear: thresholds of the card.
    """
    probabilities = wide[:, :-1].copy()
    number_of = np.array([WORDS.index(word) for word in data.words])
    # A word of the network alone can't be found in the data, so it has no part in the mean over words.
    classes = sorted(WORDS.index(word) for word in data.own_words or data.words)
    if CONTEMPT not in classes:
        rest = wide.sum(axis=1) - probabilities[:, CONTEMPT]
        probabilities[:, CONTEMPT] = 0
        probabilities /= np.where(rest > 0, rest, 1.0)[:, None]
    return Judged(
        probabilities=probabilities,
        truth=number_of[data.labels],
        classes=classes,
        clear=clear,
        twin=data.has_twin() if data.twins else None,
        of_the_app=wide[:, :-1] if CONTEMPT not in classes else None,
    )


def by_votes(
    wide: NDArray[np.float64],
    data: Dataset,
    clear: dict[str, float | None],
    people: NDArray[np.float64] | None = None,
) -> Judged:
    """Judge against ten people's votes, by FER+'s protocol (design, section 3).

    Args:
        wide: float64 (N, 9), calibrated, in the order of (*WORDS, other).
        data: with votes.
        clear: thresholds of the card.
        people: float64 (N, 9), as `wide`, calibrated for the share of people; None: `wide` is.
    """
    assert data.votes is not None
    words = metrics.word_votes(data.votes)
    left = np.maximum(metrics.clean_votes(data.votes).sum(axis=1, keepdims=True), 1)
    return Judged(
        probabilities=wide[:, :-1],
        truth=metrics.majority(data.votes),
        classes=list(range(len(WORDS))),
        clear=clear,
        twin=data.has_twin() if data.twins else None,
        split_of_people=words / left,
        said_of_people=None if people is None else people[:, :-1],
    )


def figures_of(judged: Judged) -> dict[str, Any]:
    """Return the figures of `evaluate.py --json` (design, section 3) for one way of judging.

    `n`, `accuracy`, `macro_f1`, `per_class`, `ece` and the averages are over the pictures that have a right word;
    `coverage_at_95`, `clear_share` and `clear_accuracy` over all; the last two by the word that the app says, whoever
    judges it and whichever of the network's answers the other figures are of. `ece_people` compares with the share of
    people who say the answered word, over all pictures.
    """
    some = judged.take(judged.truth >= 0)
    classes = metrics.per_class(some.truth, some.answers, judged.classes)
    means = metrics.averages(classes)
    app = judged.as_said()
    clear = metrics.clear_answers(app.answers, app.sure, app.clear)
    result: dict[str, Any] = {
        "n": len(some.truth),
        "accuracy": _mean(some.right),
    }
    if some.twin is not None:
        result["n_without_twins"] = int((~some.twin).sum())
        result["accuracy_without_twins"] = _mean(some.right[~some.twin])
    result |= {
        "macro_f1": means["macro"]["f1"],
        "per_class": classes,
        "macro": means["macro"],
        "weighted": means["weighted"],
        "ece": metrics.ece(some.sure, some.right),
        "coverage_at_95": metrics.coverage_at(judged.sure, judged.right),
        "clear_share": _mean(clear),
        # No clear answers, no share of right ones.
        "clear_accuracy": _mean(app.right[clear]) if clear.any() else None,
    }
    if judged.split_of_people is not None:
        answered = np.arange(len(judged.truth)), judged.answers
        guessed = judged.probabilities if judged.said_of_people is None else judged.said_of_people
        result["ece_people"] = metrics.ece(guessed[answered], judged.split_of_people[answered])
    return result


def _mean(values: NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else 0.0
