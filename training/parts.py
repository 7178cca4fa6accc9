"""Splits the pictures that choose the epoch into parts: networks that become one each learn from all parts but one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

from companion.sources.fer2013 import DataError
from training import known
from training.card import Card
from training.datasets import Dataset
from training.onnx_network import OnnxNetwork
from training.twins import correlations

# Pictures that correlate as much are often the same photo, cut another way; they stay together.
ALIKE = 0.9


def parts_of(pictures: NDArray[np.uint8], count: int) -> NDArray[np.int64]:
    """Return the part of each picture, (N,), from 1 to `count`: by chance, but the same each time.

    Args:
        pictures: uint8 (N, 48, 48).
        count: how many parts, of about the same size.
    """
    alike = csr_array(correlations(pictures, pictures) >= ALIKE)
    groups, group = connected_components(alike, directed=False)
    part: NDArray[np.int64] = (np.random.default_rng(0).permutation(groups) % count)[group] + 1
    return part


def learn_from_check(learn: Dataset, check: Dataset, part: int, count: int) -> tuple[Dataset, Dataset]:
    """Return (pictures to learn from, pictures to choose by), where all parts of `check` but one are learned too.

    Pictures with a twin in PrivateTest are not learned from. The network's own part, which it does not see,
    is what chooses its epoch; such parts of several networks together are as many pictures as `check` has.

    Raises:
        DataError: the part has no picture.
    """
    mine = parts_of(check.pictures, count) == part
    if not mine.any():
        raise DataError(f"There are too few pictures to choose by for {count} parts.")
    tested = check.twins.get("PrivateTest", np.zeros(len(check), dtype=np.bool_))
    return learn.and_also(check.take(~mine & ~tested)), check.take(mine)


def refuse_seen_pictures(card: Card, unseen: Sequence[Card], data: Dataset) -> None:
    """Raise where thresholds would be fitted on pictures of PublicTest that a network has learned from.

    Args:
        card: of the network that is calibrated.
        unseen: of those that stand for it; the K-th of N has left out part K of N, and so have all branches of it that
            have learned from PublicTest.
        data: all of FER2013; with a picture more or less, its parts are others than those that were left out.

    Raises:
        DataError: it has learned from them and nothing stands for it, or what does has left out other parts, or has
            learned from another file.
    """
    if _left_out(card) and not unseen:
        raise DataError(
            f"{card.name} has learned from PublicTest too, so thresholds fitted there would flatter. Give --unseen and "
            "an exported network for each part that was left out (model/README.md)."
        )
    # Not by the votes: their file, which comes second, may be the same beside other pictures.
    here = {data.pictures_sha256, *list(data.sha256.values())[:1]}
    for number, other in enumerate(unseen, start=1):
        if not known.of_its_own(other.data, other.recipe) & here:
            raise DataError(
                f"Number {number} after --unseen has not learned from this very file, so which pictures it left out is "
                "not known. Give the file that train.py was given."
            )
        wanted, found = f"{number}/{len(unseen)}", _left_out(other)
        if set(found) != {wanted}:
            told = " and ".join(found) or "none"
            raise DataError(f"Number {number} after --unseen must have left out part {wanted}; its card says {told}.")


def _left_out(card: Card) -> list[str]:
    """Return what each branch that has learned from PublicTest has left out of it, such as ["1/3"]."""
    return [part for part in card.recipe.get("check_parts") or [card.recipe.get("check_part")] if part]


def views_of(network: OnnxNetwork, data: Dataset, unseen: Sequence[OnnxNetwork]) -> list[NDArray[np.float32]]:
    """Return the network's views of the pictures (see OnnxNetwork.views); those of others where these are `unseen`.

    Args:
        network: what is calibrated.
        data: PublicTest, whole.
        unseen: networks made like this one, the K-th of which has not learned from the K-th part of `data`.
    """
    if not unseen:
        return network.views(data.pictures)
    part = parts_of(data.pictures, len(unseen))
    views = [np.zeros((len(data), len(network.card.labels)), np.float32) for _ in range(1 + network.card.flip_average)]
    for number, other in enumerate(unseen, start=1):
        for view, found in zip(views, other.views(data.pictures[part == number]), strict=True):
            view[part == number] = found
    return views
