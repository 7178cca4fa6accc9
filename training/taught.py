"""Learning from other networks' answers too (knowledge distillation, Hinton et al. 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
from keras import ops

from companion.sources.fer2013 import DataError
from model.networks import ANSWERS
from training.backend import fastest_norm
from training.recipes import Recipe
from training.weights import load_saved


class Taught(keras.layers.Layer):
    """Passes a network's answers on, and adds how far they are from the teachers' mean answer to the loss.

    Each teacher judges its share of a batch, so that many cost as much time as one: over the batches that is their mean
    answer. It sees the same distorted, mixed pictures as the network ("a good teacher is patient and consistent",
    Beyer et al. 2022). Its weights are no part of the trained model: a checkpoint does not hold them.
    A batch must hold at least as many pictures as there are teachers (`Mixed` gives whole batches).

    Args:
        teachers: networks with the same answers, all logits.
        recipe: says what teaching counts.
    """

    def __init__(self, teachers: Sequence[keras.Model], recipe: Recipe, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._weight = recipe.teaching

        def teach(pictures: Any) -> list[dict[str, Any]]:
            return [
                teacher(pictures[turn :: len(teachers)], training=False) for turn, teacher in enumerate(teachers)
            ]

        # In a function, where Keras does not find them.
        self._teach = teach

    def call(self, pictures: Any, answers: dict[str, Any], training: bool = False) -> dict[str, Any]:
        if training:
            taught = self._teach(pictures)
            for name, logits in answers.items():
                # In the order of `logits` again: all that the first teacher judged, then the second's, and so on.
                soft = ops.concatenate([ops.softmax(ops.cast(one[name], "float32")) for one in taught])
                asked = ops.concatenate([logits[turn :: len(taught)] for turn in range(len(taught))])
                loss = -ops.mean(ops.sum(ops.stop_gradient(soft) * ops.log_softmax(asked), axis=-1))
                self.add_loss(self._weight * loss)
        return answers


def open_teacher(path: Path, network: str) -> keras.Model:
    """Open a saved network to learn from, in this run's precision; it may have other filters than `network` has now.

    Raises:
        DataError: it cannot be opened, or has other answers than `network`.
    """
    saved = load_saved(path)
    answers = ANSWERS[network]
    if ANSWERS.get(saved.name) != answers or len(answers) < 2:
        raise DataError(f"{path} is the network {saved.name!r}, which {network} cannot learn from.")
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
