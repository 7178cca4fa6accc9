"""What makes PyTorch faster gives the same answers and gradients, and leaves out as many values as dropout should."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# In a process of its own: Keras takes its backend when it is imported, and the tests run on TensorFlow.
SCRIPT = """
import numpy as np, keras, torch
from keras import layers
from training.backend import affine, fastest_norm, speed_up

def answers():
    keras.utils.set_random_seed(0)
    model = keras.Sequential([
        keras.Input((12, 12, 1)), layers.Conv2D(4, 3, padding="same"), layers.BatchNormalization(),
        layers.MaxPooling2D(2), layers.Conv2D(3, 3, strides=2, padding="same"), layers.AveragePooling2D(2),
        layers.Flatten(), layers.Dense(2),
    ])
    x = torch.from_numpy(np.random.default_rng(0).normal(size=(5, 12, 12, 1)).astype("float32"))
    y = model(x, training=True)
    y.square().sum().backward()
    return [y.detach()] + [v.value.grad for v in model.trainable_variables]

plain = answers()
speed_up()
speed_up()
for a, b in zip(plain, answers(), strict=True):
    assert torch.allclose(a, b, atol=1e-5), (a, b)

x = torch.ones(300, 701, requires_grad=True)
for rate in (0.4, 0.6):
    y = layers.Dropout(rate)(x, training=True)
    left = (y != 0).float().mean().item()
    assert abs(left - (1 - rate)) < 0.006, left
    assert abs(y.mean().item() - 1) < 0.01
    (gradient,) = torch.autograd.grad(y.sum(), x)
    assert torch.equal(gradient, y), "what is left out learns nothing"
    rows = (y != 0).float().mean(dim=0)
    assert rows.std() < 0.04, "no column is left out more often than others"
assert layers.Dropout(0.4)(x, training=False) is x or torch.equal(layers.Dropout(0.4)(x, training=False), x)
keras.utils.set_random_seed(3); first = layers.Dropout(0.5)(x, training=True)
keras.utils.set_random_seed(3); again = layers.Dropout(0.5)(x, training=True)
assert torch.equal(first, again), "the same seed must repeat a run"

rng = np.random.default_rng(1)
pictures = torch.from_numpy(rng.uniform(size=(40, 9, 14, 2)).astype("float32"))
turn, size, mirror = rng.uniform(-1, 1, 40), rng.uniform(0.7, 1.6, 40), rng.choice([-1, 1], 40)
cos, sin, nothing = np.cos(turn) * size, np.sin(turn) * size, np.zeros(40)
rows = [cos * mirror, -sin, rng.uniform(-9, 14, 40), sin * mirror, cos, rng.uniform(-9, 9, 40), nothing, nothing]
matrix = torch.from_numpy(np.stack(rows, axis=1).astype("float32"))
# Keras changes the matrix that it is given.
own = keras.ops.image.affine_transform(pictures, matrix.clone(), fill_mode="nearest", data_format="channels_last")
assert torch.allclose(affine(pictures, matrix), own, atol=1e-4), (affine(pictures, matrix) - own).abs().max()
assert (own - pictures).abs().mean() > 0.1
"""


def test_the_faster_ways_are_the_same_arithmetic() -> None:
    if importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed")
    environment = {**os.environ, "KERAS_BACKEND": "torch", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
