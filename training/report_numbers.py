"""The numbers behind the report's figures, as `metrics.json` holds them: whoever can't see a figure has them too."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, confusion_matrix, roc_auc_score

from companion.words.vocabulary import WORDS
from training import metrics
from training.datasets import Dataset
from training.judge import Judged

# The curve of answering only when sure is told at these shares of all pictures.
SHARES = tuple(range(5, 101, 5))


def confusion_table(judged: Judged) -> tuple[list[int], list[int], NDArray[np.int64]]:
    """Count which word was answered for which right word.

    Returns:
        (right words, answered words, both as indices of WORDS; int64 (right, answered) how many pictures).
    """
    some = judged.take(judged.truth >= 0)
    answered = sorted({*judged.classes, *map(int, np.unique(some.answers))})
    right = [number for number in answered if number in judged.classes]
    table = confusion_matrix(some.truth, some.answers, labels=answered)[[answered.index(number) for number in right]]
    return right, answered, np.asarray(table, dtype=np.int64)


def one_by_one(judged: Judged) -> list[tuple[int, NDArray[np.bool_], NDArray[np.float64]]]:
    """Return (word, whether it is the right one, its probability) for each word that can have a curve.

    A word without a picture, or with all of them, has none.
    """
    some = judged.take(judged.truth >= 0)
    found = [(number, some.truth == number, some.probabilities[:, number]) for number in judged.classes]
    return [(number, truth, scores) for number, truth, scores in found if truth.any() and not truth.all()]


def numbers_of(judged: Judged) -> dict[str, Any]:
    """Return `confusion`, `average_precision`, `auc`, `reliability` and `coverage` of one way of judging."""
    some = judged.take(judged.truth >= 0)
    right, answered, table = confusion_table(judged)
    words = one_by_one(judged)
    sure, good, count = metrics.reliability(some.sure, some.right)
    share, accuracy = metrics.coverage_curve(judged.sure, judged.right)
    at = np.interp(np.array(SHARES) / 100, share, accuracy) if len(share) else np.zeros(0)
    return {
        "confusion": {
            "right": [WORDS[number] for number in right],
            "answered": [WORDS[number] for number in answered],
            "counts": table.tolist(),
        },
        "average_precision": {WORDS[n]: float(average_precision_score(truth, scores)) for n, truth, scores in words},
        "auc": {WORDS[n]: float(roc_auc_score(truth, scores)) for n, truth, scores in words},
        "reliability": [
            {"sure": float(a), "right": float(b), "pictures": int(n)}
            for a, b, n in zip(sure, good, count, strict=True)
            if n
        ],
        "coverage": {f"{part} %": float(value) for part, value in zip(SHARES, at, strict=False)},
    }


def twins_in(data: Dataset) -> dict[str, int]:
    """Return how many pictures of each split have a twin in another one; empty where twins are not known."""
    if not data.twins:
        return {}
    twin = data.has_twin()
    return {split: int(twin[data.splits == split].sum()) for split in dict.fromkeys(map(str, data.splits))}
