"""Distorts training pictures a little, inside the model, so that the same code runs on a CPU and on a GPU."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import keras
from keras import ops


@dataclass(frozen=True)
class Distortion:
    """How far a training picture may be distorted. `turn_degrees`, `zoom`, `shift` (share of the side), `light`
    (added, of 0..1) and `contrast` (factor 1 +- contrast) are half widths of even distributions."""

    flip: bool = True
    turn_degrees: float = 0.0
    zoom: float = 0.0
    shift: float = 0.0
    light: float = 0.0
    contrast: float = 0.0


class RandomFace(keras.layers.Layer):
    """Flips, turns, zooms, shifts and relights each picture at random during training; passes it on otherwise.

    Input and output: float32 (N, H, W, 1), values 0..1. One affine transform a picture does all of the geometry, so
    that a picture is interpolated once only.
    """

    def __init__(self, distortion: Distortion, seed: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.distortion = distortion
        self.seeds = keras.random.SeedGenerator(seed)

    def call(self, pictures: Any, training: bool = False) -> Any:
        if not training:
            return pictures
        d = self.distortion
        count, height, width = ops.shape(pictures)[0], pictures.shape[1], pictures.shape[2]

        def spread(half_width: float) -> Any:
            return keras.random.uniform((count,), -half_width, half_width, dtype="float32", seed=self.seeds)

        angle = spread(math.radians(d.turn_degrees))
        scale = ops.exp(spread(math.log1p(d.zoom)))
        mirror = ops.sign(spread(1.0)) if d.flip else ops.ones((count,), "float32")
        centre_x, centre_y = (width - 1) / 2, (height - 1) / 2
        cos, sin = ops.cos(angle) * scale, ops.sin(angle) * scale
        a0, a1, b0, b1 = cos * mirror, -sin, sin * mirror, cos
        a2 = centre_x - a0 * centre_x - a1 * centre_y + spread(d.shift * width)
        b2 = centre_y - b0 * centre_x - b1 * centre_y + spread(d.shift * height)
        nothing = ops.zeros((count,), "float32")
        matrix = ops.stack([a0, a1, a2, b0, b1, b2, nothing, nothing], axis=1)
        pictures = ops.image.affine_transform(
            pictures, matrix, fill_mode="nearest", data_format="channels_last"
        )
        light = ops.reshape(spread(d.light), (-1, 1, 1, 1))
        contrast = ops.reshape(1.0 + spread(d.contrast), (-1, 1, 1, 1))
        return ops.clip((pictures - 0.5) * contrast + 0.5 + light, 0.0, 1.0)
