"""Thresholds for a clear word: they shall hold on pictures that did not choose them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from companion.words.vocabulary import WORDS
from training.calibrate import (
    ASKED_PRECISION,
    CLEAR_PRECISION,
    NEVER,
    asked_precision,
    clear_threshold,
    clear_thresholds,
    pair_threshold,
)
from training.judge import Judged
from training.metrics import clear_answers


def judged_of(count: int, seed: int, always_right: bool = False) -> Judged:
    """Return answers of a network whose answer of probability p is right with chance p (or always)."""
    rng = np.random.default_rng(seed)
    answer, sure = rng.integers(0, len(WORDS), count), rng.uniform(0.5, 1, count)
    probabilities = np.full((count, len(WORDS)), (1 - sure)[:, None] / (len(WORDS) - 1))
    probabilities[np.arange(count), answer] = sure
    right = (rng.random(count) < sure) | always_right
    return Judged(probabilities, np.where(right, answer, (answer + 1) % len(WORDS)), list(range(len(WORDS))), {})


def share_right(fitted: Judged, judged: Judged, asked: float) -> float:
    """Return how often clear answers of `judged` are right with thresholds from `fitted`."""
    clear = clear_answers(judged.answers, judged.sure, clear_thresholds(fitted, WORDS, asked))
    return float(judged.right[clear].mean())


def test_more_is_asked_of_few_pictures_so_that_others_are_right_too() -> None:
    fitted, others = judged_of(1500, seed=1), judged_of(200_000, seed=2)
    asked = asked_precision(fitted, WORDS)
    assert CLEAR_PRECISION < asked <= ASKED_PRECISION[-1]
    assert share_right(fitted, others, CLEAR_PRECISION) < share_right(fitted, others, asked)
    assert abs(share_right(fitted, others, asked) - CLEAR_PRECISION) < 0.012


def test_nothing_more_is_asked_where_answers_are_right_anyway() -> None:
    assert asked_precision(judged_of(1500, seed=1, always_right=True), WORDS) == CLEAR_PRECISION


def test_a_share_that_may_be_luck_is_not_enough() -> None:
    # Right on about 96 %, however sure: on 1,600 pictures that may be luck, on 16,000 it is not.
    def judged(count: int) -> Judged:
        answers = judged_of(count, seed=3, always_right=True)
        wrong = np.arange(count) % 25 == 0
        return replace(answers, truth=np.where(wrong, (answers.truth + 1) % len(WORDS), answers.truth))

    assert asked_precision(judged(1600), WORDS) > asked_precision(judged(16_000), WORDS) == CLEAR_PRECISION


def test_the_lowest_threshold_that_reaches_what_is_asked() -> None:
    sure = np.linspace(0.99, 0.5, 100)
    right = np.arange(100) < 50  # all right down to 0.74, none below
    found = clear_threshold(sure, right, rare=False, asked=0.95)
    assert found is not None and right[sure >= found].mean() >= 0.95
    assert right[sure >= found - 0.02].mean() < 0.95


def test_two_words_hold_nothing_of_a_picture_that_nobody_has_a_word_for() -> None:
    judged = judged_of(40, seed=4)
    nobody, somebody = np.zeros((40, len(WORDS))), np.eye(len(WORDS))[judged.answers]
    assert pair_threshold(replace(judged, split_of_people=nobody)) == NEVER
    assert pair_threshold(replace(judged, split_of_people=somebody)) < 1
