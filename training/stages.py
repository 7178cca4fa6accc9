"""Changes what a run learns from while its planned time passes: smaller pictures at first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras

from training.augment import RandomFace


class SmallPictures(keras.callbacks.Callback):
    """Lets the network learn from smaller pictures in a run's first part: each epoch is faster then.

    An epoch is of one size. Validation and the released network always have whole pictures.

    Args:
        layer: the one that distorts pictures.
        side: the smaller height and width, in pixels.
        until: the share of the run, 0..1, from which on pictures are whole.
        share: gives the share of the run that has passed.
    """

    def __init__(self, layer: RandomFace, side: int, until: float, share: Callable[[], float]) -> None:
        super().__init__()
        self._layer, self._side, self._until, self._share = layer, side, until, share

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        side = self._side if self._share() < self._until else None
        if side != self._layer.side:
            self._layer.side = side
            # A backend that compiles the step has compiled the former size into it.
            self.model.make_train_function(force=True)
