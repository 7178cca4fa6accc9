"""Learning from other networks' answers too (knowledge distillation, Hinton et al. 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
from keras import ops

from companion.sources.fer2013 import DataError
from model.networks import ANSWERS, BUILDERS
from training.backend import fastest_norm
from training.recipes import Recipe
from training.weights import open_core


class Taught(keras.layers.Layer):
    """Passes a network's answers on, and adds how far they are from the teachers' mean answer to the loss.

    Each teacher sees the same distorted, mixed pictures as the network ("a good teacher is patient and consistent",
    Beyer et al. 2022). Its weights are no part of the trained model: a checkpoint does not hold them.

    Args:
        teachers: networks with the same answers, all logits.
        recipe: says what teaching counts.
    """

    def __init__(self, teachers: Sequence[keras.Model], recipe: Recipe, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._weight = recipe.teaching

        def teach(pictures: Any) -> list[dict[str, Any]]:
            return [teacher(pictures, training=False) for teacher in teachers]

        # In a function, where Keras does not find them.
        self._teach = teach

    def call(self, pictures: Any, answers: dict[str, Any], training: bool = False) -> dict[str, Any]:
        if training:
            taught = self._teach(pictures)
            for name, logits in answers.items():
                soft = sum(ops.softmax(ops.cast(one[name], "float32")) for one in taught) / len(taught)
                soft = ops.stop_gradient(soft)
                loss = -ops.mean(ops.sum(soft * ops.log_softmax(logits), axis=-1))
                self.add_loss(self._weight * loss)
        return answers


def open_teacher(path: Path, network: str) -> keras.Model:
    """Open a saved network to learn from, in this run's precision.

    Raises:
        DataError: it cannot be opened, or has other answers than `network`.
    """
    saved = open_core(path)
    answers = ANSWERS[network]
    if ANSWERS[saved.name] != answers or len(answers) < 2:
        raise DataError(f"{path} is the network {saved.name!r}, which {network} cannot learn from.")
    teacher = BUILDERS[saved.name](fastest_norm())
    teacher.set_weights(saved.get_weights())
    teacher.trainable = False
    return teacher
