"""What a network answers to pictures as they are: for figures, and for another network to learn from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from companion.reading.classifier import calibrated
from companion.sources.fer2013 import DataError
from model.networks import ANSWERS
from training.datasets import tell
from training.recipes import RECIPES, Recipe
from training.weights import open_core, plain_core


def answers(
    core: keras.Model, recipe: Recipe, pictures: NDArray[np.uint8], output: str | None = None
) -> NDArray[np.float32]:
    """Return a network's answers, float32 (N, words), for uint8 (N, 48, 48), computed in float32.

    Args:
        output: which of its outputs; None where it has one only.
    """
    found = _predicted(core, recipe, pictures)
    return np.asarray(found if output is None else found[output], dtype=np.float32)


def _predicted(core: keras.Model, recipe: Recipe, pictures: NDArray[np.uint8]) -> Any:
    plain = plain_core(core.name)
    plain.set_weights(core.get_weights())
    inputs = pictures[..., None].astype(np.float32) * recipe.scale + recipe.shift
    return plain.predict(inputs, batch_size=128, verbose=0)


def refuse_stranger(path: Path, core: keras.Model, network: str) -> None:
    """Raise where `network` cannot learn from what a saved network answers.

    Raises:
        DataError: it has other answers, or both have one only.
    """
    if ANSWERS.get(core.name) != ANSWERS[network] or len(ANSWERS[network]) < 2:
        raise DataError(f"{path} is the network {core.name!r}, which {network} cannot learn from.")


def believed(path: Path, network: str, pictures: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
    """Return what a trained network believes of each picture, for `network` to learn from beside labels and votes.

    Ten votes are a rough measure of what people would say, and one label a rougher one; a good network's answer to the
    undistorted picture has less noise (training/EXPERIMENTS.md, 28 November). Each picture is judged once, with its
    mirror image, so that an epoch takes no longer.

    Args:
        path: its network.keras.
        network: a name of model.networks.BUILDERS.
        pictures: uint8 (N, 48, 48).

    Returns:
        Output name to float32 (N, words), probabilities.

    Raises:
        DataError: it cannot be opened, or has other answers than `network`.
    """
    core = open_core(path)
    refuse_stranger(path, core, network)
    recipe = RECIPES[core.name]
    tell(f"{path} judges {len(pictures):,} pictures first; this may take some minutes.")
    views = [_predicted(core, recipe, view) for view in (pictures, pictures[:, :, ::-1])]
    return {
        name: np.mean([calibrated(view[name], recipe.output, 1.0) for view in views], axis=0).astype(np.float32)
        for name in views[0]
    }
