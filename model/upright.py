"""Sets a face upright, in the middle and at one size, before the app's own network reads it a second time.

A small network tells how a picture would have to be moved, and one layer moves it. It learned that from the five points
that a face finder sees (training/upright.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
from keras import layers, ops

Norm = Callable[[], keras.layers.Layer]

UPRIGHT_INPUT = "upright"
SIDE = 48
# What it tells of a picture: cosine less 1 and sine of the turn, each times the size, and the middle's place, in half
# sides.
POSE = 4
# No face is turned, larger or further from the middle than that; without a face it could say anything.
MOST = 0.75
_FILTERS = ((16, 1), (32, 2), (64, 2), (64, 1))


@contextmanager
def in_float32() -> Iterator[None]:
    """Build layers in float32 while this is open, whatever this process trains with: places need all of its digits."""
    policy = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("float32")
    try:
        yield
    finally:
        keras.mixed_precision.set_dtype_policy(policy)


def upright(norm: Norm = layers.BatchNormalization) -> keras.Model:
    """Build the network that tells how a face would have to be moved.

    Four 3x3 convolutions on the picture at half its size, 0.2 million weights, 3 million multiplications. Untrained it
    says that each picture may stay as it is.

    Args:
        norm: makes a normalisation layer with the weights of `BatchNormalization`.

    Returns:
        A model from float32 (N, 48, 48, 1), values -1..1, to float32 (N, POSE): see `Moved`.
    """
    with in_float32():
        inputs = keras.Input((SIDE, SIDE, 1), name="face")
        x = layers.AveragePooling2D(2)(inputs)
        for filters, stride in _FILTERS:
            x = layers.Conv2D(filters, 3, stride, padding="same", use_bias=False, kernel_initializer="he_normal")(x)
            x = layers.ReLU()(norm()(x))
        x = layers.Flatten()(x)
        x = layers.Dropout(0.1)(x)
        x = layers.Dense(64, activation="relu")(x)
        return keras.Model(inputs, layers.Dense(POSE, kernel_initializer="zeros")(x), name="pose")


def reads_upright(core: keras.Model, how: keras.Model) -> keras.Model:
    """Return a network that can set its pictures upright first.

    Args:
        core: any network of model/networks.py.
        how: a trained `upright`.

    Returns:
        A model with the answers of `core`. It takes [face, upright]: the inputs of `core`, and float32 (N, 1), how far
        each picture is moved to where it would be upright: 0, it stays as it is; 1, all the way.
    """
    with in_float32():
        face = keras.Input((SIDE, SIDE, 1), name="face")
        share = keras.Input((1,), name=UPRIGHT_INPUT)
        return keras.Model([face, share], core(Moved()([face, layers.Multiply()([how(face), share])])))


@keras.saving.register_keras_serializable("companion")
class Moved(keras.layers.Layer):
    """Turns, zooms and shifts each picture as its pose says (Jaderberg et al. 2015, "Spatial transformer networks").

    Inputs: pictures float32 (N, 48, 48, 1), and poses (N, POSE): a - 1, b, u, v. What stands at (x, y) from the
    middle is taken from (a x - b y + 24 u, b x + a y + 24 v), between four pixels; outside is the nearest pixel.
    Output: as the pictures.
    """

    def compute_output_shape(self, shapes: Any) -> Any:
        """Return the pictures' shape."""
        return shapes[0]

    def call(self, given: Any) -> Any:
        """Return the pictures, moved."""
        pictures, poses = given
        last, middle, half = SIDE - 1.0, (SIDE - 1) / 2, SIDE / 2
        poses = ops.clip(poses, -MOST, MOST)
        a, b, u, v = (poses[:, number : number + 1] for number in range(POSE))
        down, across = (grid.reshape(1, -1) for grid in np.indices((SIDE, SIDE), dtype=np.float32) - middle)
        x = ops.clip((1 + a) * across - b * down + half * u + middle, 0.0, last)
        y = ops.clip(b * across + (1 + a) * down + half * v + middle, 0.0, last)
        left, top = ops.floor(x), ops.floor(y)
        right, low = ops.minimum(left + 1, last), ops.minimum(top + 1, last)
        to_right, to_low = x - left, y - top
        flat = ops.reshape(pictures, (-1,))
        first = ops.expand_dims(ops.arange(ops.shape(pictures)[0], dtype="int32") * (SIDE * SIDE), 1)

        def at(row: Any, column: Any) -> Any:
            return ops.take(flat, first + ops.cast(row * SIDE + column, "int32"))

        upper = at(top, left) * (1 - to_right) + at(top, right) * to_right
        lower = at(low, left) * (1 - to_right) + at(low, right) * to_right
        return ops.reshape(upper * (1 - to_low) + lower * to_low, (-1, SIDE, SIDE, 1))
