"""What a network shall answer for each picture: one-hot labels, and the split of ten people's votes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from companion.sources.fer2013 import DataError
from companion.words.vocabulary import OTHER, WORDS
from model.networks import ANSWERS
from training.datasets import VOTE_NAMES, Dataset
from training.metrics import clean_votes, majority

Targets = NDArray[np.float32] | dict[str, NDArray[np.float32]]


def targets_of(network: str, data: Dataset, softened: float = 0.0) -> Targets:
    """Return what `network` shall answer: float32 (N, words) for each of its outputs, rows that sum to 1.

    One array where it has one output, else a dict by output.

    Args:
        softened: share of each target that is what `data.believed` says, where it says something.

    Raises:
        DataError: it learns from votes, and there are none.
    """
    found = {answer.output: _target(answer.target, answer.words, data) for answer in ANSWERS[network]}
    if None in found:
        return found[None]
    targets = {str(output): values for output, values in found.items()}
    if data.believed is None:
        return targets
    return {name: (1 - softened) * values + softened * data.believed[name] for name, values in targets.items()}


def _target(target: str, words: tuple[str, ...], data: Dataset) -> NDArray[np.float32]:
    if target == "labels":
        return np.eye(len(data.words), dtype=np.float32)[data.labels]
    if data.votes is None:
        raise DataError("This network learns from FER+ votes too. Give them with --votes fer2013new.csv.")
    return vote_split(data.votes, words)


def vote_split(votes: NDArray[np.float32], words: tuple[str, ...]) -> NDArray[np.float32]:
    """Return the share of the votes that each word has, `other` for "unknown" and "not a face" together.

    Single votes count as 0, as in FER+'s protocol, unless there are no others.

    Args:
        votes: float32 (N, 10), in the order of VOTE_NAMES.
        words: of the answer, in order.
    """
    clean = clean_votes(votes)
    clean = np.where(clean.sum(axis=1, keepdims=True) > 0, clean, votes)
    columns = [clean[:, -2:].sum(axis=1) if word == OTHER else clean[:, VOTE_NAMES.index(word)] for word in words]
    kept = np.stack(columns, axis=1)
    return np.asarray(kept / np.maximum(kept.sum(axis=1, keepdims=True), 1), dtype=np.float32)


def labelled_by_votes(data: Dataset) -> Dataset:
    """Return the pictures that more than half of the votes say one of the eight words of, labelled with that word.

    Raises:
        DataError: there are no votes.
    """
    if data.votes is None:
        raise DataError("There are no FER+ votes to take labels from. Give them with --votes fer2013new.csv.")
    word = majority(data.votes)
    kept = word >= 0
    return replace(data.take(kept), words=WORDS, labels=word[kept])


class Mixed(keras.utils.PyDataset):
    """Feeds pictures in a new order each epoch, mixed in pairs with their answers (mixup, Zhang et al. 2018).

    What is left after the last whole batch waits for another epoch: normalisations and teachers (training/taught.py)
    need more than a few pictures at a time.

    Args:
        pictures: uint8 (N, 48, 48, 1).
        targets: as `targets_of`.
        alpha: of the Beta distribution that the shares are drawn from.
        seed: of order and shares.
        mixes: asked before each batch; pictures come as they are where it says no.
    """

    def __init__(
        self,
        pictures: NDArray[np.uint8],
        targets: Targets,
        batch: int,
        alpha: float,
        seed: int,
        mixes: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__()
        self._pictures, self._targets = pictures, targets
        self._batch, self._alpha, self._mixes = batch, alpha, mixes
        self._rng = np.random.default_rng(seed)
        self._order = self._rng.permutation(len(pictures))

    def __len__(self) -> int:
        return max(1, len(self._order) // self._batch)

    def __getitem__(self, index: int) -> tuple[NDArray[np.uint8], Any]:
        rows = self._order[index * self._batch : (index + 1) * self._batch]
        others = self._rng.permutation(rows)
        drawn = self._rng.beta(self._alpha, self._alpha, len(rows)) if self._mixes() else np.ones(len(rows))
        share = drawn.astype(np.float32)
        pictures = _mix(self._pictures, rows, others, share).astype(np.uint8)
        if isinstance(self._targets, dict):
            return pictures, {name: _mix(values, rows, others, share) for name, values in self._targets.items()}
        return pictures, _mix(self._targets, rows, others, share)

    def on_epoch_end(self) -> None:
        """Shuffle anew."""
        self._order = self._rng.permutation(len(self._pictures))


def _mix(
    values: NDArray[Any], rows: NDArray[np.intp], others: NDArray[np.intp], share: NDArray[np.float32]
) -> NDArray[np.float32]:
    shaped = share.reshape(-1, *[1] * (values.ndim - 1))
    return np.asarray(values[rows] * shaped + values[others] * (1 - shaped), dtype=np.float32)
