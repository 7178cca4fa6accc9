"""How each network is trained: the numbers of its paper, or of our own experiments (training/EXPERIMENTS.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import keras

from training.augment import Distortion
from training.schedule import RATE_FLOOR


@dataclass(frozen=True)
class Recipe:
    """Everything about a training run that is not data.

    Attributes:
        optimizer: "nadam", "adam" or "sgd" (Nesterov momentum 0.9).
        learning_rate: at the start (paper's callbacks) or at the top of the schedule (planned time).
        rate_floor: the learning rate at the end of the planned time, as a share of that. A high one, together with
            `average_epochs`, leaves out the small steps that learn by heart (Izmailov et al. 2018).
        scale, shift: preprocessing, float input = pixel * scale + shift, the same in training and in the app.
        output: what the network's last layer gives, "probabilities" or "logits".
        without_twins: leave out training pictures with a twin in PublicTest or PrivateTest.
        folds: also train ten networks by person, where file names tell persons.
        weight_decay: pulls weights (not biases, not normalisation) to 0, by this times the learning rate at each step.
        mixup: mixes pairs of pictures and their answers by a share from Beta(mixup, mixup) (Zhang et al. 2018); 0: not.
        mixup_until: share of the planned time after which pictures come unmixed, as the app sees them.
        small_side, small_until: until this share of the planned time, pictures of this height and width are learned
            from, which is faster (progressive resizing, Tan and Le 2021); 0: always whole ones.
        label_smoothing: share of a label's weight that is spread over all words (Szegedy et al. 2016).
        teaching: share of the loss that is the distance from the teachers, where there are teachers.
        softened: share of each target that is another network's answer to the picture as it is, where one is given.
        sharpness: how far the weights are moved to where the loss is worse before the gradient is taken that they learn
            from (rho of sharpness-aware minimisation, training/sharpness.py); 0: not. Twice the time for an epoch.
        sharpness_batch: how many pictures of a batch say where that is; 0: all. With half of them 1.5 times the time.
        average_epochs: keeps and validates the mean of the weights over about so many epochs (training/average.py).
        label_weight: what the answer by labels counts beside the answer by votes, where a network has both.
        keep_by: the epoch that is kept has the best "accuracy" or the best "loss" on the validation pictures.
        patience_stop, patience_rate: epochs for EarlyStopping and ReduceLROnPlateau (not used with planned time).
    """

    optimizer: str
    learning_rate: float
    batch: int
    epochs: int
    scale: float
    shift: float
    output: str
    distortion: Distortion
    without_twins: bool
    rate_floor: float = RATE_FLOOR
    folds: bool = False
    weight_decay: float = 0.0
    mixup: float = 0.0
    mixup_until: float = 1.0
    small_side: int = 0
    small_until: float = 0.0
    label_smoothing: float = 0.0
    teaching: float = 0.7
    softened: float = 0.5
    sharpness: float = 0.0
    sharpness_batch: int = 0
    average_epochs: float = 0.0
    label_weight: float = 1.0
    keep_by: str = "accuracy"
    patience_stop: int = 10
    patience_rate: int = 5

    def make_optimizer(self) -> keras.optimizers.Optimizer:
        kinds: dict[str, Any] = {
            "nadam": keras.optimizers.Nadam,
            "adam": keras.optimizers.Adam,
            "sgd": partial(keras.optimizers.SGD, momentum=0.9, nesterov=True),
        }
        optimizer: keras.optimizers.Optimizer = kinds[self.optimizer](
            self.learning_rate, weight_decay=self.weight_decay or None
        )
        if self.weight_decay:
            optimizer.exclude_from_weight_decay(var_names=["bias", "gamma", "beta"])
        return optimizer


_COMPANION = Recipe(
    optimizer="sgd",
    learning_rate=0.1,
    batch=128,
    epochs=100,
    scale=1 / 127.5,
    shift=-1.0,
    output="logits",
    distortion=Distortion(
        turn_degrees=15, zoom=0.15, shift=0.1, light=0.15, contrast=0.3, blur=0.3, noise=0.04, erase=0.5
    ),
    without_twins=True,
    # 5e-4 where weight decay is part of the gradient, as in PyTorch: momentum 0.9 makes that ten times as much.
    weight_decay=5e-3,
    mixup=0.4,
    # Three unmixed epochs gave all that more of them did; after those the network learned by heart.
    mixup_until=0.92,
    small_side=32,
    small_until=0.45,
    label_smoothing=0.1,
    average_epochs=1.0,
)

# For flat places, without mixing and smoothing: what brought `companion` furthest (training/EXPERIMENTS.md). One word a
# picture is noisy and soon known by heart, ten votes are not: the answer by labels counts little.
_BRANCH = replace(
    _COMPANION,
    learning_rate=0.08,
    rate_floor=0.04,
    distortion=Distortion(
        turn_degrees=12, zoom=0.12, shift=0.08, light=0.15, contrast=0.25, blur=0.15, noise=0.14, noisy=0.15, erase=0.1
    ),
    mixup=0.0,
    small_side=0,
    label_smoothing=0.0,
    sharpness=0.1,
    sharpness_batch=64,
    average_epochs=4.0,
    label_weight=0.2,
    # From one epoch to the next the accuracy on 3,589 pictures moves by luck, half a point; the loss moves by less.
    keep_by="loss",
)

RECIPES: dict[str, Recipe] = {
    "poster": Recipe(
        optimizer="nadam",
        learning_rate=1e-3,
        batch=32,
        epochs=100,
        scale=1 / 255,
        shift=0.0,
        output="probabilities",
        distortion=Distortion(turn_degrees=5, zoom=0.05, shift=0.05, light=0.05, contrast=0.1),
        without_twins=False,
    ),
    "ckplus": Recipe(
        optimizer="adam",
        learning_rate=1e-3,
        batch=32,
        epochs=60,
        scale=1 / 127.5,
        shift=-1.0,
        output="logits",
        distortion=Distortion(shift=0.1),
        without_twins=False,
        folds=True,
        # 79 pictures choose the epoch, so their accuracy is rough: wait longer than for FER2013.
        patience_stop=20,
        patience_rate=10,
    ),
    "companion": _COMPANION,
    "branch": _BRANCH,
    "tree": _COMPANION,
    "teacher": _COMPANION,
    # It begins with weights that are worth keeping: a lower rate, and no higher one was tried.
    "faces": replace(_COMPANION, learning_rate=0.04, mixup=0.2, small_side=0),
}

# Numbers that cannot be more than 1.
SHARES = frozenset({"rate_floor", "mixup_until", "small_until", "label_smoothing", "teaching", "softened"}) | {
    f"distortion.{name}" for name in ("blur", "noisy", "erase")
}
# How pictures are prepared belongs to a network's weights, and the last two have flags of their own.
NOT_CHANGED = frozenset({"scale", "shift", "learning_rate", "epochs"})


def changed(recipe: Recipe, changes: Iterable[str]) -> Recipe:
    """Return a recipe with other numbers, as for one run.

    Args:
        recipe: what is changed.
        changes: such as "mixup=0" or "distortion.erase=0.3"; the last one of a name counts.

    Raises:
        ValueError: with a sentence that says what is wrong with a change.
    """
    for change in changes:
        name, _, text = change.partition("=")
        known = numbers(recipe)
        if name not in known:
            raise ValueError(f"{name!r} is not a number that can be changed; these can: {', '.join(sorted(known))}")
        kind = type(known[name])
        least, most = (1 if name == "batch" else 0), (1 if name in SHARES else math.inf)
        try:
            value = kind(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most or math.isinf(value):
            whole, limit = ("whole " if kind is int else ""), ("or more" if math.isinf(most) else f"to {most}")
            raise ValueError(f"{change}: {name} is a {whole}number, {least} {limit}")
        recipe = replace(recipe, **_within(recipe, name, value))
    return recipe


def numbers(recipe: Recipe) -> dict[str, int | float]:
    """Return the numbers that `changed` can change, by name; a distortion's begin with "distortion."."""
    found = {name: value for name, value in vars(recipe).items() if name not in NOT_CHANGED}
    found.update({f"distortion.{name}": value for name, value in vars(recipe.distortion).items()})
    return {name: value for name, value in found.items() if type(value) in (int, float)}


def _within(recipe: Recipe, name: str, value: float) -> dict[str, Any]:
    """Return the field of a recipe that holds a number, with its new value."""
    outer, _, inner = name.partition(".")
    changes: dict[str, Any] = {inner: value}
    return {outer: replace(recipe.distortion, **changes) if inner else value}
