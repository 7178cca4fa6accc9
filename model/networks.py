"""The Keras definitions of every network that Companion can use. Nothing here knows about data or training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import keras
from keras import layers

from companion.words.vocabulary import FER2013_WORDS
from model.companion import VOTE_WORDS, branch, companion, teacher, tree
from model.faces import faces

INPUT_SHAPE = (48, 48, 1)

# The order is that of CK+48's folders by name, in the app's vocabulary.
CKPLUS_WORDS: tuple[str, ...] = ("anger", "contempt", "disgust", "fear", "happiness", "sadness", "surprise")

Norm = Callable[[], keras.layers.Layer]


def poster(norm: Norm = layers.BatchNormalization) -> keras.Model:
    """Build the poster's CNN: 48x48 grey to the probabilities of FER2013's seven classes.

    Three blocks of two 3x3 convolutions (64, 128, 256 filters; ReLU; He normal) with batch normalisation, 2x2 max
    pooling and dropout from 0.4 to 0.6, a dense layer of 128, softmax over seven.

    Args:
        norm: makes a normalisation layer with the weights of `BatchNormalization`; training may pass a faster one.

    Returns:
        A model from float32 (N, 48, 48, 1), values 0..1, to float32 (N, 7), rows that sum to 1.
    """
    x = inputs = keras.Input(INPUT_SHAPE, name="face")
    for filters, dropout in ((64, 0.4), (128, 0.5), (256, 0.6)):
        for _ in range(2):
            x = layers.Conv2D(
                filters, 3, padding="same", activation="relu", kernel_initializer="he_normal"
            )(x)
            x = norm()(x)
        x = layers.MaxPooling2D(2)(x)
        x = layers.Dropout(dropout)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu", kernel_initializer="he_normal")(x)
    x = norm()(x)
    x = layers.Dropout(0.6)(x)
    x = layers.Dense(len(FER2013_WORDS), name="logits")(x)
    outputs = layers.Softmax(dtype="float32", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="poster")


def ckplus(norm: Norm = layers.BatchNormalization) -> keras.Model:
    """Build the CK+ paper's small CNN: 48x48 grey to seven logits, in the order of CKPLUS_WORDS.

    Three 3x3 convolutions (32, 64, 128 filters), each with ReLU and 2x2 max pooling, a dense layer of 128, seven
    logits. It has no normalisation layers, so `norm` is not used.

    Returns:
        A model from float32 (N, 48, 48, 1), values -1..1, to float32 (N, 7).
    """
    del norm
    x = inputs = keras.Input(INPUT_SHAPE, name="face")
    for filters in (32, 64, 128):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu")(x)
    outputs = layers.Dense(len(CKPLUS_WORDS), dtype="float32", name="logits")(x)
    return keras.Model(inputs, outputs, name="ckplus")


class Builder(Protocol):
    """Builds a network; the kind of batch normalisation may be left out."""

    def __call__(self, norm: Norm = ...) -> keras.Model: ...


BUILDERS: dict[str, Builder] = {
    "poster": poster,
    "ckplus": ckplus,
    "companion": companion,
    "branch": branch,
    "tree": tree,
    "teacher": teacher,
    "faces": faces,
}


@dataclass(frozen=True)
class Answer:
    """One answer of a network.

    Attributes:
        words: the word of each value, in order; `other` may be among them.
        target: "labels" (one word a picture) or "votes" (what share of ten people say each word).
        output: the name of the output, None where the network has one only.
    """

    words: tuple[str, ...]
    target: str = "labels"
    output: str | None = None


_VOTES_AND_LABELS = (Answer(VOTE_WORDS, "votes", "votes"), Answer(FER2013_WORDS, "labels", "labels"))

# The first answer is the one that the app uses.
ANSWERS: dict[str, tuple[Answer, ...]] = {
    "poster": (Answer(FER2013_WORDS),),
    "ckplus": (Answer(CKPLUS_WORDS),),
    "companion": _VOTES_AND_LABELS,
    "branch": _VOTES_AND_LABELS,
    "tree": _VOTES_AND_LABELS,
    "teacher": _VOTES_AND_LABELS,
    "faces": _VOTES_AND_LABELS,
}


def label_words(name: str) -> tuple[str, ...]:
    """Return the words of the labels that a network learns from, in its order.

    >>> label_words("companion") == FER2013_WORDS
    True
    """
    return next(answer.words for answer in ANSWERS[name] if answer.target == "labels")
