"""Figures about answers, as pure functions: accuracy, per class, calibration, coverage, FER+'s protocol."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import multilabel_confusion_matrix, precision_recall_fscore_support

from companion.words.vocabulary import FER2013_WORDS, WORDS
from training.datasets import VOTE_NAMES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

# 90 % of a normal distribution lies within so many standard deviations (two-sided).
Z_90 = 1.6448536269514722


def per_class(truth: Ints, answers: Ints, classes: list[int], names: tuple[str, ...] = WORDS) -> dict[str, Any]:
    """Judge each class against all others.

    Args:
        truth: int (N,), the right class of each picture, an index into `names`.
        answers: int (N,), the answered class; may be a class outside `classes`, which is then just wrong.
        classes: which classes to list.
        names: the word of each class number.

    Returns:
        word -> precision, recall, specificity, f1, accuracy (0..1; 0 where there is nothing to divide by), support.
    """
    precision, recall, f1, support = precision_recall_fscore_support(truth, answers, labels=classes, zero_division=0)
    tables = multilabel_confusion_matrix(truth, answers, labels=classes)
    result: dict[str, Any] = {}
    for i, number in enumerate(classes):
        (right_no, false_yes), (_, right_yes) = tables[i]
        others = int(right_no + false_yes)
        result[names[number]] = {
            "precision": float(precision[i]),
            "recall": float(recall[i]),
            "specificity": float(right_no / others) if others else 0.0,
            "f1": float(f1[i]),
            "accuracy": float((right_no + right_yes) / max(len(truth), 1)),
            "support": int(support[i]),
        }
    return result


def averages(classes: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Return `macro` (each class counts the same) and `weighted` (by support) means of `per_class`' figures.

    A class of which there is no picture has none of its own, and no part in the means.
    """
    names = ("precision", "recall", "specificity", "f1", "accuracy")
    there = [row for row in classes.values() if row["support"]]
    table = np.array([[row[name] for name in names] for row in there], dtype=np.float64)
    weights = np.array([row["support"] for row in there], dtype=np.float64)
    if not there:
        return {"macro": dict.fromkeys(names, 0.0), "weighted": dict.fromkeys(names, 0.0)}
    weighted = np.average(table, axis=0, weights=weights)
    return {
        "macro": dict(zip(names, map(float, table.mean(axis=0)), strict=True)),
        "weighted": dict(zip(names, map(float, weighted), strict=True)),
    }


def reliability(sure: Floats, right: Floats | Mask, bins: int = 15) -> tuple[Floats, Floats, Ints]:
    """Sort answers into equal bins of how sure they are.

    Args:
        sure: (N,) probability of the answered word, 0..1.
        right: (N,) whether it was right, or the share of people who say the same, 0..1.
        bins: how many bins between 0 and 1.

    Returns:
        (mean of `sure`, mean of `right`, count) of each bin; means of an empty bin are 0.
    """
    bin_of = np.clip(np.ceil(sure * bins).astype(np.int64) - 1, 0, bins - 1)
    count = np.bincount(bin_of, minlength=bins)
    safe = np.maximum(count, 1)
    mean_sure = np.bincount(bin_of, weights=sure, minlength=bins) / safe
    mean_right = np.bincount(bin_of, weights=np.asarray(right, dtype=np.float64), minlength=bins) / safe
    return mean_sure, mean_right, count.astype(np.int64)


def ece(sure: Floats, right: Floats | Mask, bins: int = 15) -> float:
    """Return the expected calibration error, 0..1: the mean gap between `sure` and `right` over equal bins."""
    mean_sure, mean_right, count = reliability(sure, right, bins)
    return float((np.abs(mean_sure - mean_right) * count).sum() / max(count.sum(), 1))


def coverage_curve(sure: Floats, right: Mask) -> tuple[Floats, Floats]:
    """Answer the surest first: return (share answered, share of these that is right) after each possible threshold."""
    if not len(sure):
        return np.zeros(0), np.zeros(0)
    order = np.argsort(-sure, kind="stable")
    good = np.cumsum(right[order])
    answered = np.arange(1, len(sure) + 1)
    # Answers that are equally sure can only be given together.
    last_of_its_value = np.append(np.diff(sure[order]) != 0, True)
    share = answered[last_of_its_value] / len(sure)
    return share, good[last_of_its_value] / answered[last_of_its_value]


def coverage_at(sure: Floats, right: Mask, precision: float = 0.95) -> float:
    """Return the largest share of all pictures that can be answered, surest first, at this precision or better."""
    share, accuracy = coverage_curve(sure, right)
    enough = accuracy >= precision - 1e-12
    return float(share[enough].max()) if enough.any() else 0.0


def clear_answers(answers: Ints, sure: Floats, thresholds: dict[str, float | None]) -> Mask:
    """Tell which pictures the app would answer CLEAR: (N,), by the threshold of the answered word (None: never)."""
    lowest = np.full(len(WORDS), np.inf)
    for word, threshold in thresholds.items():
        if threshold is not None and word in WORDS:
            lowest[WORDS.index(word)] = threshold
    clear: Mask = sure >= lowest[answers]
    return clear


def wilson_low(right: int, count: int, z: float = Z_90) -> float:
    """Return the lower end of the Wilson interval of a share (90 % two-sided by default); 0 for no answers.

    >>> round(wilson_low(8, 10), 3)
    0.541
    """
    if count == 0:
        return 0.0
    share = right / count
    middle = share + z * z / (2 * count)
    spread = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (middle - spread) / (1 + z * z / count)


def clean_votes(votes: NDArray[np.float32]) -> Floats:
    """Return FER+ votes with single votes counted as 0, as FER+'s own protocol has it. (N, 10) -> (N, 10)."""
    kept = votes.astype(np.float64)
    kept[kept <= 1] = 0
    return kept


def word_votes(votes: NDArray[np.float32]) -> Floats:
    """Return the cleaned votes for the eight words only, in the order of WORDS: (N, 8)."""
    columns = [VOTE_NAMES.index(word) for word in WORDS]
    return clean_votes(votes)[:, columns]


def majority(votes: NDArray[np.float32]) -> Ints:
    """Return the word that more than half of what is left of the votes is for: (N,), an index into WORDS, or -1."""
    words = word_votes(votes)
    best = words.argmax(axis=1)
    enough = words.max(axis=1) > clean_votes(votes).sum(axis=1) / 2
    return np.where(enough, best, -1).astype(np.int64)


def human_baseline(votes: NDArray[np.float32], labels: Ints, words: tuple[str, ...] = FER2013_WORDS) -> float:
    """Return the share of pictures on which ten people's most-voted word is FER2013's label.

    Args:
        votes: (N, 10) raw FER+ votes.
        labels: (N,) class numbers. Where several words have the most votes, the label gets its part; where nobody says
            any of the eight words, none.
        words: the word of each class number.
    """
    said = word_votes(votes)
    most = said.max(axis=1, keepdims=True)
    best = (said == most) & (most > 0)
    column = np.array([WORDS.index(word) for word in words])[labels]
    return float((best[np.arange(len(labels)), column] / np.maximum(best.sum(axis=1), 1)).mean())
