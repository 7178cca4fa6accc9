"""What changes while a run's planned time passes: smaller pictures at first, unmixed pictures at the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import keras
import numpy as np
import pytest
from keras import ops
from numpy.typing import NDArray

from model.networks import FER2013_WORDS
from training.augment import Distortion, RandomFace
from training.datasets import Dataset
from training.recipes import RECIPES
from training.stages import SmallPictures
from training.targets import Mixed, targets_of
from training.trainer import build_trainer, run_fit


def ramp(side: int) -> NDArray[np.float32]:
    """Return a picture that goes evenly from black at the left to white at the right: (side, side, 1)."""
    values = (np.arange(side, dtype=np.float32) + 0.5) / side
    return np.repeat(values[None], side, axis=0)[..., None]


@pytest.mark.parametrize("upright", [False, True])
def test_a_smaller_picture_is_the_whole_picture(upright: bool) -> None:
    def turned(picture: NDArray[np.float32]) -> NDArray[np.float32]:
        return picture.transpose(1, 0, 2) if upright else picture

    layer = RandomFace(Distortion(flip=False))
    layer.side = 32
    found = ops.convert_to_numpy(layer(turned(ramp(48))[None], training=True))
    assert found.shape == (1, 32, 32, 1)
    np.testing.assert_allclose(found[0], turned(ramp(32)), atol=0.005)
    assert layer(ramp(48)[None], training=False).shape == (1, 48, 48, 1)


class Side(keras.layers.Layer):
    """Keeps the height of the pictures that it saw last in training, as a compiled step sees them."""

    def build(self, input_shape: Any) -> None:
        self.seen = self.add_weight(shape=(), initializer="zeros", trainable=False)

    def call(self, x: Any, training: bool = False) -> Any:
        if training:
            self.seen.assign(ops.cast(x.shape[1], "float32"))
        return x


def test_pictures_are_small_until_their_share_of_the_time_and_whole_after_it() -> None:
    core = keras.Sequential([keras.Input((48, 48, 1)), keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(1)])
    core.input_spec = keras.layers.InputSpec(shape=(None, None, None, 1))
    pixels = keras.Input((48, 48, 1))
    distorts, side = RandomFace(Distortion()), Side()
    trainer = keras.Model(pixels, core(side(distorts(pixels))))
    trainer.compile("sgd", "mse")
    seen: list[int] = []
    shares = iter([0.0, 0.4, 0.5, 0.9])
    look = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(int(side.seen.numpy())))
    small = SmallPictures(distorts, 32, 0.5, lambda: next(shares))
    pictures = np.repeat(ramp(48)[None], 4, axis=0)
    trainer.fit(pictures, np.zeros((4, 1)), epochs=4, callbacks=[small, look], verbose=0)
    assert seen == [32, 32, 48, 48]


def faces(count: int) -> Dataset:
    votes = np.zeros((count, 10), np.float32)
    votes[:, 1] = 10
    pictures = np.random.default_rng(0).integers(0, 256, (count, 48, 48)).astype(np.uint8)
    return Dataset(FER2013_WORDS, pictures, np.full(count, 3), np.full(count, "Training"), votes=votes)


def test_the_apps_network_learns_from_both_sizes() -> None:
    recipe = replace(RECIPES["companion"], batch=4, small_side=32, small_until=0.5)
    trainer, core = build_trainer("companion", recipe, seed=0)
    sides: list[int | None] = []
    layer = next(layer for layer in trainer.layers if isinstance(layer, RandomFace))
    look = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: sides.append(layer.side))
    run_fit(trainer, recipe, "companion", faces(4), 2, [look], share=lambda: 0.9 if sides else 0.0)
    assert sides == [32, None]
    assert all(np.isfinite(weights).all() for weights in core.get_weights())


def test_pictures_come_unmixed_at_the_end() -> None:
    data = faces(16)
    mixes = True
    pictures, targets = data.pictures[..., None], targets_of("companion", data)
    feed = Mixed(pictures, targets, batch=16, alpha=1.0, seed=0, mixes=lambda: mixes)

    def known(batch: NDArray[np.uint8]) -> int:
        return sum(any((picture == whole).all() for whole in pictures) for picture in batch)

    assert known(feed[0][0]) < 16
    mixes = False
    found, answers = feed[0]
    assert known(found) == 16 and set(answers) == {"votes", "labels"}
    assert found.dtype == np.uint8 and answers["votes"].shape == (16, 9)
