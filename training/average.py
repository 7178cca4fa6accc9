"""The mean of a network's weights over the last part of its training, which reads better than the last weights do."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from training.backend import sync_state

# Every so many batches the weights are looked at: each look costs a copy of them.
EVERY = 8


class WeightAverage(keras.callbacks.Callback):
    """Keeps an exponential mean of all weights, moving statistics too, and validates with it (Polyak averaging).

    At the beginning its memory is short, a ninth of what has passed, so that it is not held back by untrained weights
    (as in TensorFlow's ExponentialMovingAverage). A resumed run begins it anew. It stands after the clock and before
    the callbacks that keep files.

    Args:
        core: the network.
        batches: how many batches the mean remembers.
    """

    def __init__(self, core: keras.Model, batches: float) -> None:
        super().__init__()
        self._core, self._least = core, EVERY / max(batches, EVERY)
        self._looks = 0
        self._mean: list[NDArray[np.float32]] = []
        self._own: list[NDArray[np.float32]] = []

    def weights(self) -> list[NDArray[np.float32]]:
        """Return the mean, in the order of `get_weights`; the network's own weights before the first look."""
        return self._mean or self._core.get_weights()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if batch % EVERY:
            return
        sync_state(self.model)
        now = self._core.get_weights()
        if not self._mean:
            self._mean = [np.array(value, np.float32) for value in now]
            return
        self._looks += 1
        share = max(self._least, 9 / (10 + self._looks))
        for mean, value in zip(self._mean, now, strict=True):
            mean += (value - mean) * share

    def on_test_begin(self, logs: Any = None) -> None:
        self._own = self._core.get_weights()
        self._core.set_weights(self.weights())

    def on_test_end(self, logs: Any = None) -> None:
        self._core.set_weights(self._own)
        self._own = []
