"""Learning from other networks' answers too (knowledge distillation, Hinton et al. 2015)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
from keras import ops

from training.answers import refuse_stranger
from training.backend import fastest_norm
from training.recipes import Recipe
from training.weights import load_saved


class Teachers:
    """Judges a batch, each teacher its share of it. No part of a Keras model, so a checkpoint does not hold them.

    Args:
        networks: with the same answers, all logits.
    """

    def __init__(self, networks: Sequence[keras.Model]) -> None:
        self._networks = networks
        self._once = False
        self._judged: list[dict[str, Any]] | None = None

    def __len__(self) -> int:
        return len(self._networks)

    def judge(self, pictures: Any) -> list[dict[str, Any]]:
        """Return the answers of each teacher to every len(self)-th picture, from its own number on."""
        judged = self._judged
        if judged is None:
            judged = [
                network(pictures[turn :: len(self)], training=False) for turn, network in enumerate(self._networks)
            ]
        self._judged = judged if self._once else None
        return judged

    @contextmanager
    def once(self) -> Iterator[None]:
        """Within this, how the first batch was judged stands for all that follow: the same one looked at again."""
        self._once = True
        try:
            yield
        finally:
            self._once, self._judged = False, None


class Taught(keras.layers.Layer):
    """Passes a network's answers on, and adds how far they are from the teachers' mean answer to the loss.

    Each teacher judges its share of a batch, so that many cost as much time as one: over the batches that is their mean
    answer. It sees the same distorted, mixed pictures as the network ("a good teacher is patient and consistent",
    Beyer et al. 2022). A batch must hold at least as many pictures as there are teachers (`Mixed` gives whole batches).

    Args:
        teachers: whom to learn from.
        recipe: says what teaching counts.
    """

    def __init__(self, teachers: Teachers, recipe: Recipe, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._weights = {"labels": recipe.teaching * recipe.label_weight}
        self._weight = recipe.teaching
        self._teachers = teachers

    def call(self, pictures: Any, answers: dict[str, Any], training: bool = False) -> dict[str, Any]:
        if training:
            taught = self._teachers.judge(pictures)
            for name, logits in answers.items():
                # In the order of `logits` again: all that the first teacher judged, then the second's, and so on.
                soft = ops.concatenate([ops.softmax(ops.cast(one[name], "float32")) for one in taught])
                asked = ops.concatenate([logits[turn :: len(taught)] for turn in range(len(taught))])
                loss = -ops.mean(ops.sum(ops.stop_gradient(soft) * ops.log_softmax(asked), axis=-1))
                self.add_loss(self._weights.get(name, self._weight) * loss)
        return answers


def open_teacher(path: Path, network: str) -> keras.Model:
    """Open a saved network to learn from, in this run's precision; it may have other filters than `network` has now.

    Raises:
        DataError: it cannot be opened, or has other answers than `network`.
    """
    saved = load_saved(path)
    refuse_stranger(path, saved, network)
    teacher = keras.models.clone_model(saved, clone_function=_in_this_precision)
    teacher.set_weights(saved.get_weights())
    teacher.trainable = False
    return teacher


def _in_this_precision(layer: keras.layers.Layer) -> keras.layers.Layer:
    config = layer.get_config()
    config.pop("dtype", None)  # a plain operation, such as a padding, has none
    kind = fastest_norm() if isinstance(layer, keras.layers.BatchNormalization) else type(layer)
    copied: keras.layers.Layer = kind.from_config(config)
    return copied
