"""Companion's own network: a small residual network with two answers on one trunk, alone or as a tree with several
branches; and a large one that teaches it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
from keras import layers

from companion.words.vocabulary import FER2013_WORDS, OTHER, WORDS

Norm = Callable[[], keras.layers.Layer]

INPUT_SHAPE = (48, 48, 1)
# What ten people say: the eight words, and `other` for "unknown" and "not a face".
VOTE_WORDS = (*WORDS, OTHER)

# Filters and blocks at 48, 24, 12 and 6 pixels a side. Few at 48, where each filter costs most time, and many at 12 and
# 6, where they hardly cost any: measured in training/EXPERIMENTS.md.
FILTERS = (24, 64, 128, 256)
BLOCKS = (1, 2, 2, 2)
SQUEEZE = 8
# A tree's branches share so many blocks in front: those at 48 and 24 pixels, which take half of the time.
SHARED_BLOCKS = 3
BRANCHES = 3
# 11 times the arithmetic: too slow for the app, and a better guess for the small one to learn from.
TEACHER_FILTERS = (64, 128, 256, 512)
TEACHER_BLOCKS = (2, 2, 2, 2)


def companion(norm: Norm = layers.BatchNormalization) -> keras.Model:
    """Build the app's own network.

    A 3x3 convolution and seven residual blocks (He et al. 2016) with squeeze-and-excitation (Hu et al. 2018), a mean
    over the last 6x6 pixels, and two linear answers. 2.8 million weights, 0.25 billion multiplications a face.

    Args:
        norm: makes a normalisation layer with the weights of `BatchNormalization`; training may pass a faster one.

    Returns:
        A model from float32 (N, 48, 48, 1), values -1..1, to logits: `votes` float32 (N, 9) in the order of VOTE_WORDS,
        and `labels` float32 (N, 7) in the order of FER2013_WORDS.
    """
    return _network("companion", FILTERS, BLOCKS, norm)


def branch(norm: Norm = layers.BatchNormalization) -> keras.Model:
    """Build `companion` as what stands beside it in a `tree`: its front stays as it is, only the rest is trained.

    Args:
        norm: as in `companion`.

    Returns:
        A model with the inputs and answers of `companion`. The layers of `front` are not trained.
    """
    core = _network("branch", FILTERS, BLOCKS, norm)
    for layer in front(core):
        layer.trainable = False
    return core


def tree(norm: Norm = layers.BatchNormalization) -> keras.Model:
    """Build `companion` and its branches as one network for the app.

    The first blocks are shared, the others stand beside each other, and the answer is the mean of all branches' logits.
    Branches that learned apart, each from another beginning, err apart, as separate networks do, for less time (Lee et
    al. 2015, "Why M heads are better than one").

    Args:
        norm: as in `companion`.

    Returns:
        A model with the inputs and answers of `companion`.
    """
    inputs = keras.Input(INPUT_SHAPE, name="face")
    shared = _blocks(_stem(inputs, FILTERS, norm), FILTERS, BLOCKS, norm, slice(SHARED_BLOCKS))
    answers = [
        two_answers(_blocks(shared, FILTERS, BLOCKS, norm, slice(SHARED_BLOCKS, None)), f"_{number}")
        for number in range(1, BRANCHES + 1)
    ]
    means = {name: layers.Average(dtype="float32", name=name)([one[name] for one in answers]) for name in answers[0]}
    return keras.Model(inputs, means, name="tree")


def front(core: keras.Model) -> list[keras.layers.Layer]:
    """Return the layers of `companion`, `branch` or `tree` that branches share, from the input on."""
    # All of them come before the others: the only way from one to the other leads through the last of them.
    sums = [place for place, layer in enumerate(core.layers) if isinstance(layer, layers.Add)]
    return list(core.layers[: sums[SHARED_BLOCKS - 1] + 2])


def teacher(norm: Norm = layers.BatchNormalization) -> keras.Model:
    """Build a network like `companion`, with 11 million weights, to be learned from (training/taught.py).

    Args:
        norm: as in `companion`.

    Returns:
        A model with the inputs and answers of `companion`.
    """
    return _network("teacher", TEACHER_FILTERS, TEACHER_BLOCKS, norm)


def _network(name: str, all_filters: tuple[int, ...], all_blocks: tuple[int, ...], norm: Norm) -> keras.Model:
    inputs = keras.Input(INPUT_SHAPE, name="face")
    x = _blocks(_stem(inputs, all_filters, norm), all_filters, all_blocks, norm, slice(None))
    return keras.Model(inputs, two_answers(x), name=name)


def _stem(x: Any, all_filters: tuple[int, ...], norm: Norm) -> Any:
    return layers.ReLU()(_conv(x, all_filters[0], norm))


def _blocks(x: Any, all_filters: tuple[int, ...], all_blocks: tuple[int, ...], norm: Norm, part: slice) -> Any:
    """Put some of a network's blocks behind `x`."""
    plan = [
        (filters, stage > 0 and block == 0)
        for stage, (filters, blocks) in enumerate(zip(all_filters, all_blocks, strict=True))
        for block in range(blocks)
    ]
    for filters, smaller in plan[part]:
        x = _block(x, filters, norm, smaller)
    return x


def two_answers(x: Any, tail: str = "") -> dict[str, Any]:
    """Return both answers, logits (N, 9) and (N, 7), from the last feature map (N, H, W, filters).

    Args:
        x: the feature map.
        tail: what the names of the two layers end with, where a network has several of them.
    """
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.4)(x)
    return {
        "votes": layers.Dense(len(VOTE_WORDS), dtype="float32", name=f"votes{tail}")(x),
        "labels": layers.Dense(len(FER2013_WORDS), dtype="float32", name=f"labels{tail}")(x),
    }


def _conv(x: Any, filters: int, norm: Norm, size: int = 3, stride: int = 1) -> Any:
    x = layers.Conv2D(
        filters, size, stride, padding="same", use_bias=False, kernel_initializer="he_normal"
    )(x)
    return norm()(x)


def _block(x: Any, filters: int, norm: Norm, smaller: bool) -> Any:
    y = layers.ReLU()(_conv(x, filters, norm, stride=2 if smaller else 1))
    y = _squeeze(_conv(y, filters, norm), filters)
    if smaller:
        # The mean of four pixels keeps what a stride of 2 would throw away (He et al. 2019, ResNet-D).
        x = layers.AveragePooling2D(2)(x)
    if x.shape[-1] != filters:
        x = _conv(x, filters, norm, size=1)
    return layers.ReLU()(layers.Add()([x, y]))


def _squeeze(x: Any, filters: int) -> Any:
    share = layers.GlobalAveragePooling2D(keepdims=True)(x)
    share = layers.Dense(filters // SQUEEZE, activation="relu")(share)
    share = layers.Dense(filters, activation="sigmoid")(share)
    return layers.Multiply()([x, share])
