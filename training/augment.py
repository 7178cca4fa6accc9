"""Distorts training pictures a little, inside the model, so that the same code runs on a CPU and on a GPU."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import keras
from keras import ops

from training.backend import affine


@dataclass(frozen=True)
class Distortion:
    """How far a training picture may be distorted.

    Attributes:
        turn_degrees, zoom, shift (share of the side), light (added, of 0..1), contrast (factor 1 +- contrast): half
            widths of even distributions.
        blur: the share of pictures that lose their fine detail, as from a weak or unsharp camera.
        noise: pictures get noise of a standard deviation between 0 and this (of 0..1), as in a dark room.
        noisy: the share of pictures that get it. Strong noise on a few leaves the others as sharp as the app sees most.
        erase: the share of pictures of which a rectangle is made grey (random erasing, Zhong et al. 2020).
    """

    flip: bool = True
    turn_degrees: float = 0.0
    zoom: float = 0.0
    shift: float = 0.0
    light: float = 0.0
    contrast: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    noisy: float = 1.0
    erase: float = 0.0


# An erased rectangle is between these shares of the side, in height and in width.
ERASE_LEAST, ERASE_MOST = 0.15, 0.5


class RandomFace(keras.layers.Layer):
    """Flips, turns, zooms, shifts and relights each picture at random during training; passes it on otherwise.

    Input and output: float32 (N, H, W, 1), values 0..1. One affine transform a picture does all of the geometry, so
    that a picture is interpolated once only. Where `side` is set, pictures leave with that smaller height and width
    during training (training/stages.py).
    """

    def __init__(self, distortion: Distortion, seed: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.distortion = distortion
        self.side: int | None = None
        self.seeds = keras.random.SeedGenerator(seed)
        if keras.backend.backend() == "tensorflow":
            # On a GPU Keras compiles by XLA, which has no kernel for the affine transform (keras issue 20191).
            self.supports_jit = False

    def call(self, pictures: Any, training: bool = False) -> Any:
        if not training:
            return pictures
        d = self.distortion
        count, height, width = ops.shape(pictures)[0], pictures.shape[1], pictures.shape[2]

        def spread(half_width: float) -> Any:
            return keras.random.uniform((count,), -half_width, half_width, dtype="float32", seed=self.seeds)

        to_width = self.side or width
        to_height = round(to_width * height / width)
        angle = spread(math.radians(d.turn_degrees))
        scale = ops.exp(spread(math.log1p(d.zoom))) * (width / to_width)
        mirror = ops.sign(spread(1.0)) if d.flip else ops.ones((count,), "float32")
        centre_x, centre_y = (width - 1) / 2, (height - 1) / 2
        cos, sin = ops.cos(angle) * scale, ops.sin(angle) * scale
        a0, a1, b0, b1 = cos * mirror, -sin, sin * mirror, cos
        # The centre of what leaves: the smaller picture is the upper left part of the transform's answer.
        to_x, to_y = (to_width - 1) / 2, (to_height - 1) / 2
        a2 = centre_x - a0 * to_x - a1 * to_y + spread(d.shift * width)
        b2 = centre_y - b0 * to_x - b1 * to_y + spread(d.shift * height)
        nothing = ops.zeros((count,), "float32")
        matrix = ops.stack([a0, a1, a2, b0, b1, b2, nothing, nothing], axis=1)
        pictures = affine(pictures, matrix)[:, :to_height, :to_width]
        light = ops.reshape(spread(d.light), (-1, 1, 1, 1))
        contrast = ops.reshape(1.0 + spread(d.contrast), (-1, 1, 1, 1))
        pictures = (pictures - 0.5) * contrast + 0.5 + light
        if d.blur:
            pictures = self._blurred(pictures, count)
        if d.noise:
            chosen = ops.cast(self._share(count) < d.noisy, "float32")
            strength = ops.reshape(chosen * ops.abs(spread(d.noise)), (-1, 1, 1, 1))
            pictures = pictures + strength * keras.random.normal(ops.shape(pictures), dtype="float32", seed=self.seeds)
        pictures = ops.clip(pictures, 0.0, 1.0)
        return self._erased(pictures, count, to_height, to_width) if d.erase else pictures

    def _share(self, count: Any) -> Any:
        return keras.random.uniform((count,), dtype="float32", seed=self.seeds)

    def _blurred(self, pictures: Any, count: Any) -> Any:
        # Means over 2x2 and 3x3, and then 5x5 pixels too (standard deviations of about 1 and 1.7 pixels), mixed with
        # the picture itself up to the first and with each other from there on: from a little blur to a strong one.
        def mean_over(side: int, of: Any) -> Any:
            return ops.average_pool(of, side, strides=1, padding="same", data_format="channels_last")

        soft = mean_over(3, mean_over(2, pictures))
        chosen = ops.cast(self._share(count) < self.distortion.blur, "float32")
        weight = ops.reshape(2 * chosen * self._share(count), (-1, 1, 1, 1))
        little, much = ops.minimum(weight, 1.0), ops.maximum(weight - 1.0, 0.0)
        return (pictures * (1 - little) + soft * little) * (1 - much) + mean_over(5, soft) * much

    def _erased(self, pictures: Any, count: Any, height: int, width: int) -> Any:
        def inside(side: int) -> Any:
            half = (ERASE_LEAST + (ERASE_MOST - ERASE_LEAST) * self._share(count)) * side / 2
            distance = ops.abs(ops.arange(side, dtype="float32")[None] - self._share(count)[:, None] * side)
            return ops.cast(distance < half[:, None], "float32")

        chosen = ops.cast(self._share(count) < self.distortion.erase, "float32")
        mask = inside(height)[:, :, None] * inside(width)[:, None, :] * chosen[:, None, None]
        grey = ops.reshape(self._share(count), (-1, 1, 1, 1))
        mask = mask[..., None]
        return pictures * (1 - mask) + grey * mask
