"""How training pictures are spoilt: as many of them as asked for, and none otherwise."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("keras")

import keras
from keras import ops

from training.augment import Distortion, RandomFace


def spread_after(distortion: Distortion, pictures: np.ndarray) -> np.ndarray:
    """Return the standard deviation of each picture after the layer, as training has it."""
    return np.asarray(ops.convert_to_numpy(RandomFace(distortion)(pictures, training=True))).std((1, 2, 3))


def test_noise_comes_to_the_share_of_pictures_asked_for():
    grey = np.full((400, 12, 12, 1), 0.5, np.float32)
    few = spread_after(Distortion(flip=False, noise=0.12, noisy=0.25), grey)
    every = spread_after(Distortion(flip=False, noise=0.12), grey)
    assert 0.18 < (few > 1e-4).mean() < 0.32
    assert (every > 1e-4).mean() > 0.98
    assert few.max() > 0.08, "the few get as much as all would"


def test_blur_goes_from_a_little_to_a_strong_one_and_leaves_the_other_pictures_alone():
    rough = np.random.default_rng(0).uniform(0.2, 0.8, (400, 24, 24, 1)).astype(np.float32)
    before = rough.std((1, 2, 3))
    left = spread_after(Distortion(flip=False, blur=0.5), rough) / before
    assert 0.42 < (left > 0.999).mean() < 0.58
    blurred = left[left < 0.999]
    assert blurred.min() < 0.2, "the strongest is more than the mean over 2x2 and 3x3 pixels, which leaves 0.28"
    assert blurred.max() > 0.85


def test_keras_does_not_compile_what_xla_cannot() -> None:
    assert RandomFace(Distortion()).supports_jit == (keras.backend.backend() != "tensorflow")
