"""Finds twins: nearly identical pictures that stand in more than one of FER2013's splits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TWIN_CORRELATION = 0.98


def twins_in_splits(
    pictures: NDArray[np.uint8], splits: NDArray[np.str_], threshold: float = TWIN_CORRELATION
) -> dict[str, NDArray[np.bool_]]:
    """Tell for each picture in which other splits it has a twin.

    Args:
        pictures: uint8 (N, 48, 48).
        splits: (N,) the name of each picture's split.
        threshold: Pearson correlation of the pixels from which two pictures count as twins.

    Returns:
        For each split name a bool (N,): this picture stands in another split and has a twin in the named one.
    """
    flat = _normal(pictures)
    names = [str(name) for name in np.unique(splits)]
    found = {name: np.zeros(len(pictures), dtype=np.bool_) for name in names}
    rows_of = {name: np.flatnonzero(splits == name) for name in names}
    for i, first in enumerate(names):
        for second in names[i + 1 :]:
            few, many = sorted((first, second), key=lambda name: len(rows_of[name]))
            for start in range(0, len(rows_of[few]), 512):
                part = rows_of[few][start : start + 512]
                close = flat[part] @ flat[rows_of[many]].T >= threshold
                found[many][part] |= close.any(axis=1)
                found[few][rows_of[many]] |= close.any(axis=0)
    return found


def correlations(some: NDArray[np.uint8], others: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the Pearson correlation of the pixels of each picture of `some` with each of `others`: (N, M), -1..1."""
    return np.asarray(_normal(some) @ _normal(others).T, dtype=np.float32)


def _normal(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return pixels with mean 0 and length 1: uint8 (N, 48, 48) -> (N, 2304)."""
    flat = pictures.reshape(len(pictures), -1).astype(np.float32)
    flat -= flat.mean(axis=1, keepdims=True)
    norm = np.linalg.norm(flat, axis=1, keepdims=True)
    # A picture of one flat colour has no correlation with anything.
    return np.asarray(flat / np.where(norm == 0, 1, norm))
