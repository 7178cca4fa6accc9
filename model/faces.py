"""A network that once learned to tell people apart, as a teacher of expressions; too slow and too large for the app."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers, ops

from model.companion import INPUT_SHAPE, Norm, two_answers

# 48 pixels a side become 144: what it once learned from were faces of 150.
ENLARGED = 3
# Filters, and whether the block makes the picture half as large, from the input to the answer.
STAGES: tuple[tuple[int, bool], ...] = (
    *[(32, False)] * 3,
    (64, True),
    *[(64, False)] * 3,
    (128, True),
    *[(128, False)] * 2,
    (256, True),
    *[(256, False)] * 2,
    (256, True),
)


def faces(norm: Norm = layers.BatchNormalization) -> keras.Model:
    """Build the residual network of dlib's face recognition (King 2017), with the two answers of `companion`.

    29 convolutions, 5.6 million weights. `training/pretrained.py` reads what it starts from.

    Args:
        norm: as in `companion`.

    Returns:
        A model with the inputs and answers of `companion`.
    """
    inputs = keras.Input(INPUT_SHAPE, name="face")
    x = layers.UpSampling2D(ENLARGED, interpolation="bilinear")(inputs)
    return keras.Model(inputs, two_answers(trunk(x, norm)), name="faces")


def trunk(x: Any, norm: Norm) -> Any:
    """Return the last feature map for large pictures `x` (N, H, W, 1), values -1..1."""
    x = layers.ReLU()(norm()(layers.Conv2D(32, 7, 2, use_bias=False)(x)))
    x = layers.MaxPooling2D(3, 2)(x)
    for filters, smaller in STAGES:
        x = _block(x, filters, smaller, norm)
    return x


def _block(x: Any, filters: int, smaller: bool, norm: Norm) -> Any:
    y = layers.Conv2D(
        filters, 3, 2 if smaller else 1, padding="valid" if smaller else "same", use_bias=False
    )(x)
    y = layers.ReLU()(norm()(y))
    y = norm()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(y))
    if smaller:
        x = layers.AveragePooling2D(2)(x)
        # dlib adds maps of different sizes as if the smaller one had zeros at its right and lower end.
        side = max(x.shape[1], y.shape[1])
        x, y = (_padded(z, side, filters) for z in (x, y))
    return layers.ReLU()(layers.Add()([x, y]))


def _padded(x: Any, side: int, filters: int) -> Any:
    missing = side - x.shape[1]
    if not missing and x.shape[-1] == filters:
        return x
    return ops.pad(x, ((0, 0), (0, missing), (0, missing), (0, filters - x.shape[-1])))
