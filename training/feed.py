"""Feeds one training with its pictures, the same way in every run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from training.augment import RandomFace
from training.datasets import Dataset
from training.recipes import Recipe
from training.stages import SmallPictures
from training.targets import Mixed, targets_of


def run_fit(
    trainer: keras.Model,
    recipe: Recipe,
    network: str,
    learn: Dataset,
    epochs: int,
    callbacks: list[keras.callbacks.Callback],
    check: Dataset | None = None,
    initial_epoch: int = 0,
    seed: int = 0,
    share: Callable[[], float] | None = None,
) -> None:
    """Call Keras' fit with what is the same in every run.

    Args:
        share: gives the share of the planned time that has passed; None without planned time: the recipe's pictures
            are the same from the beginning to the end then.

    Raises:
        DataError: the network learns from votes, and the data has none.
    """
    if not recipe.mixup and len(learn) > recipe.batch and len(learn) % recipe.batch == 1:
        # A batch of one picture has no variance: PyTorch's batch normalisation refuses it, the others learn nonsense.
        learn = learn.take(np.arange(len(learn) - 1))
    pictures, targets = learn.pictures[..., None], targets_of(network, learn, recipe.softened)
    feed: dict[str, Any] = {"x": pictures, "y": targets, "batch_size": recipe.batch}
    if recipe.mixup:

        def mixes() -> bool:
            return share is None or share() < recipe.mixup_until

        feed = {"x": Mixed(pictures, targets, recipe.batch, recipe.mixup, seed, mixes)}
    if recipe.small_side and share is not None:
        distorts = next(layer for layer in trainer.layers if isinstance(layer, RandomFace))
        callbacks = [*callbacks, SmallPictures(distorts, recipe.small_side, recipe.small_until, share)]
    trainer.fit(
        **feed,
        epochs=epochs,
        initial_epoch=initial_epoch,
        validation_data=None if check is None else (check.pictures[..., None], targets_of(network, check)),
        validation_batch_size=128,
        callbacks=callbacks,
        verbose=0,
    )
