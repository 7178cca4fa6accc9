"""Training for flat places: weights that stay right when they are moved a little read new faces better."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import keras
from keras import ops

from training.backend import dice, set_dice

# On JAX a training step gets and returns all state, so nothing can be moved between two looks.
BACKENDS = ("tensorflow", "torch")


class StandIn:
    """What a backend's training step asks of an optimizer."""

    def scale_loss(self, loss: Any) -> Any:
        """Return the loss as it is."""
        return loss

    def apply(self, gradients: Sequence[Any], weights: Sequence[keras.Variable]) -> None:
        """Do something with the gradients of the weights (PyTorch's way in)."""
        raise NotImplementedError

    def apply_gradients(self, pairs: Iterable[tuple[Any, keras.Variable]]) -> None:
        """Do the same (TensorFlow's way in)."""
        gradients, weights = zip(*pairs, strict=True)
        self.apply(gradients, weights)


class Uphill(StandIn):
    """Moves the weights to where the loss is worst, `rho` away, and remembers the way."""

    def __init__(self, rho: float) -> None:
        self._rho = rho
        self.way: list[Any] = []

    def apply(self, gradients: Sequence[Any], weights: Sequence[keras.Variable]) -> None:
        """Move the weights along their gradients, all of them together by `rho`."""
        length = ops.sqrt(sum(ops.sum(ops.square(one)) for one in gradients))
        self.way = [one * (self._rho / (length + 1e-12)) for one in gradients]
        for weight, step in zip(weights, self.way, strict=True):
            weight.assign_add(step)


class Back(StandIn):
    """Moves the weights back, then lets the real optimizer learn from the gradients out there."""

    def __init__(self, way: Sequence[Any], optimizer: keras.optimizers.Optimizer) -> None:
        self._way, self._optimizer = way, optimizer

    def apply(self, gradients: Sequence[Any], weights: Sequence[keras.Variable]) -> None:
        """Move back and learn."""
        for weight, step in zip(weights, self._way, strict=True):
            weight.assign_sub(step)
        self._optimizer.apply(gradients, weights)


class SharpnessAware(keras.Model):
    """A model that looks at each batch twice (sharpness-aware minimisation, Foret et al. 2021).

    The first look finds where, `rho` away, the loss is worst; the second one takes the gradient there, of the same
    pictures with the same distortion and dropout. An epoch so takes twice the time. Figures, normalisations' means and
    chance are those of the first look only.

    Args:
        inputs, outputs: as of any model of Keras' functional kind.
        rho: how far, as the length of all weights' steps together; 0.1 worked here (training/EXPERIMENTS.md).
        first: how many pictures of a batch the first look takes, 0: all. With half of them an epoch takes 1.5 times the
            time of a plain one in place of twice; distortion and dropout are then drawn anew for the second look.
        both: opened around both looks at a batch: what is alike in them need be worked out once only.
    """

    optimizer: Any

    def __init__(
        self,
        inputs: Any,
        outputs: Any,
        rho: float,
        first: int = 0,
        both: Callable[[], AbstractContextManager[None]] = nullcontext,
        **kwargs: Any,
    ) -> None:
        super().__init__(inputs=inputs, outputs=outputs, **kwargs)
        self._rho, self._first = rho, first or None
        # What is worked out for a part of the pictures does not stand for all of them.
        self._both = nullcontext if first else both

    def train_step(self, data: Any) -> Any:
        """Learn from one batch; see `keras.Model.fit`."""
        optimizer = self.optimizer
        try:
            with self._both():
                return self._look_twice(data, optimizer)
        finally:
            self.optimizer = optimizer

    def _look_twice(self, data: Any, optimizer: keras.optimizers.Optimizer) -> Any:
        chance, before = dice(), _copies(self.non_trainable_variables)
        uphill = Uphill(self._rho)
        self.optimizer = uphill
        figures = super().train_step(self._some_of(data))
        # Only now: the figures' variables are made in the first step.
        after = _copies([*self.non_trainable_variables, *self.metrics_variables])
        set_dice(chance)
        _put_back(before)
        self.optimizer = Back(uphill.way, optimizer)
        super().train_step(data)
        _put_back(after)
        return figures

    def _some_of(self, data: Any) -> Any:
        # There are no sample weights: None.
        def some(values: Any) -> Any:
            return values if values is None else values[: self._first]

        return keras.tree.map_structure(some, data, none_is_leaf=True) if self._first else data


def _copies(variables: Iterable[keras.Variable]) -> list[tuple[keras.Variable, Any]]:
    """Return what is not trained and its values: normalisations' means, random seeds, figures."""
    return [(variable, ops.copy(variable.value)) for variable in variables]


def _put_back(copies: list[tuple[keras.Variable, Any]]) -> None:
    for variable, value in copies:
        variable.assign(value)
