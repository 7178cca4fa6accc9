"""Trains ten networks, each without the persons of one fold, and keeps what each answers about them."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from training.datasets import Dataset, tell
from training.folds import FOLDS, keep_answers, person_folds
from training.recipes import Recipe
from training.schedule import PlannedEpochs, PlannedTime, WorkClock
from training.trainer import ENDLESS, Order, prepare, run_fit, stop_on_signal
from training.weights import plain_core, start_from


def train_folds(order: Order, recipe: Recipe, data: Dataset, folder: Path, seconds: float | None) -> bool:
    """Train the ten networks and keep their answers in FOLDER/folds.json.

    No picture chooses an epoch here: each network trains a fixed time on a cosine and its last weights count.

    Args:
        order, recipe: as for the main run; `epochs` counts for each fold.
        data: all pictures, with persons.
        folder: the report's folder.
        seconds: for all ten together; None: by epochs.

    Returns:
        False when a signal ended it; nothing is kept then.

    Raises:
        DataError: persons are not known.
        OSError: the answers cannot be written.
    """
    fold = person_folds(data, folds=FOLDS)
    outputs = np.zeros((len(data), len(data.words)), dtype=np.float32)
    used_s = 0.0
    for number in range(FOLDS):
        share_s = None if seconds is None else max(seconds - used_s, 1.0) / (FOLDS - number)
        clock = WorkClock()
        core = fit_fold(order, recipe, data.take(fold != number), clock, share_s)
        if core is None:
            tell("The folds by person were stopped; their figure is left out.")
            return False
        rows = fold == number
        outputs[rows] = answers(core, recipe, data.pictures[rows])
        clock.tick()
        used_s += clock.used_s
        right = float((outputs[rows].argmax(axis=1) == data.labels[rows]).mean())
        took = f"{clock.used_s:.0f} s"
        print(f"fold {number + 1}/{FOLDS}: {right:.2%} of unseen people's pictures right, {took}", flush=True)
    keep_answers(folder, data, fold, outputs)
    return True


def fit_fold(
    order: Order, recipe: Recipe, learn: Dataset, clock: WorkClock, seconds: float | None
) -> keras.Model | None:
    """Train one network for `seconds` or the order's epochs; returns it, or None when a signal ended the training."""
    trainer, core = prepare(order, recipe, order.seed)
    if order.folds_from_init and order.init is not None:
        start_from(core, order.init)
    plan: keras.callbacks.Callback
    if seconds is not None:
        plan, epochs = PlannedTime(clock, seconds, recipe.learning_rate), ENDLESS
    else:
        epochs = order.epochs or recipe.epochs
        plan = PlannedEpochs(epochs, recipe.learning_rate)
    with stop_on_signal(trainer) as stopped:
        run_fit(trainer, recipe, order.network, learn, epochs, [clock, plan], seed=order.seed)
    return None if stopped else core


def answers(
    core: keras.Model, recipe: Recipe, pictures: NDArray[np.uint8], output: str | None = None
) -> NDArray[np.float32]:
    """Return a network's answers, float32 (N, words), for uint8 (N, 48, 48), computed in float32.

    Args:
        output: which of its outputs; None where it has one only.
    """
    plain = plain_core(core.name)
    plain.set_weights(core.get_weights())
    inputs = pictures[..., None].astype(np.float32) * recipe.scale + recipe.shift
    found = plain.predict(inputs, batch_size=128, verbose=0)
    return np.asarray(found if output is None else found[output], dtype=np.float32)
