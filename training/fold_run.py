"""Trains ten networks, each without the persons of one fold, and keeps what each answers about them."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from companion.sources.fer2013 import DataError
from training.answers import answers
from training.average import WeightAverage
from training.callbacks import FoldProgress
from training.datasets import Dataset, sha256_of, tell
from training.feed import run_fit
from training.folds import FOLDS, FOLDS_FILE, DoneFolds, keep_answers, person_folds
from training.recipes import Recipe
from training.schedule import PlannedEpochs, PlannedTime, WorkClock
from training.stopping import stop_on_signal
from training.trainer import ENDLESS, Order, prepare
from training.weights import start_from


def enough_people(data: Dataset) -> bool:
    """Tell whether ten folds by person are possible; where they are not, say so before the training, not after it."""
    try:
        person_folds(data, folds=FOLDS)
    except DataError as error:
        tell(f"{error} This figure is left out.")
        return False
    return True


def train_folds(order: Order, recipe: Recipe, data: Dataset, folder: Path, seconds: float | None) -> bool:
    """Train the ten networks and keep their answers in FOLDER/folds.json.

    No picture chooses an epoch here: each network trains a fixed time on a cosine and its last weights count.
    A resumed run goes on with the first fold that is not done.

    Args:
        order, recipe: as for the main run; `epochs` counts for each fold.
        data: all pictures, with persons.
        folder: the report's folder.
        seconds: for all ten together; None: by epochs.

    Returns:
        False when a signal ended it; only the folds that are done are kept then, for a resumed run.

    Raises:
        DataError: persons are not known.
        OSError: the answers cannot be written.
    """
    fold = person_folds(data, folds=FOLDS)
    outputs = np.zeros((len(data), len(data.words)), dtype=np.float32)
    done = DoneFolds(order.out, _about(order, recipe, data), order.resume)
    tell(f"Now {FOLDS} networks, each without the people of one fold.", sys.stdout)
    # A former part's figure is not this one's, should this one be stopped.
    (folder / FOLDS_FILE).unlink(missing_ok=True)
    used_s = 0.0
    for number in range(FOLDS):
        rows = fold == number
        kept, took = done.get(number, outputs[rows].shape), "kept from before"
        if kept is None:
            kept = _train_one(order, recipe, data, rows, number, seconds, used_s)
            if kept is None:
                more = "" if order.folds_from_init else " (--resume goes on with them.)"
                tell(f"The folds by person were stopped; their figure is left out.{more}")
                return False
            done.add(number, *kept)
            took = f"{kept[1]:.0f} s"
        outputs[rows] = kept[0]
        used_s += kept[1]
        right = float((outputs[rows].argmax(axis=1) == data.labels[rows]).mean())
        tell(f"fold {number + 1}/{FOLDS}: {right:.2%} of unseen people's pictures right, {took}", sys.stdout)
    keep_answers(folder, data, fold, outputs)
    return True


def _about(order: Order, recipe: Recipe, data: Dataset) -> dict[str, Any]:
    """Return all that the folds' answers depend on, for DoneFolds."""
    init = sha256_of(order.init) if order.folds_from_init and order.init is not None else None
    return {
        "data": data.sha256,
        "words": data.words,
        "folds": FOLDS,
        "recipe": asdict(recipe),
        "length": [order.epochs, order.minutes],
        "seed": order.seed,
        "precision": order.precision,
        "init": init,
    }


def _train_one(
    order: Order,
    recipe: Recipe,
    data: Dataset,
    rows: NDArray[np.bool_],
    number: int,
    seconds: float | None,
    used_s: float,
) -> tuple[NDArray[np.float32], float] | None:
    """Train one fold's network: (its answers about `rows`, the seconds it took), or None when a signal ended it.

    Args:
        rows: bool (N,), the pictures it must not learn from.
        seconds: for all folds together; None: by epochs.
        used_s: what the folds before it took.
    """
    share_s = None if seconds is None else max(seconds - used_s, 1.0) / (FOLDS - number)
    clock = WorkClock()
    try:
        core = fit_fold(order, recipe, data.take(~rows), clock, share_s, number, used_s)
        found = None if core is None else answers(core, recipe, data.pictures[rows])
    except KeyboardInterrupt:  # between two trainings, where no handler stands
        return None
    clock.tick()
    return None if found is None else (found, clock.used_s)


def fit_fold(
    order: Order,
    recipe: Recipe,
    learn: Dataset,
    clock: WorkClock,
    seconds: float | None,
    number: int = 0,
    used_s: float = 0.0,
) -> keras.Model | None:
    """Train one network for `seconds` or the order's epochs; returns it, or None when a signal ended the training.

    Args:
        number, used_s: which fold it is, and what those before it took, for the progress.
    """
    trainer, core = prepare(order, recipe, order.seed)
    if order.folds_from_init and order.init is not None:
        start_from(core, order.init)
    plan: PlannedTime | PlannedEpochs
    if seconds is not None:
        plan, epochs = PlannedTime(clock, seconds, recipe.learning_rate, floor=recipe.rate_floor), ENDLESS
    else:
        epochs = order.epochs or recipe.epochs
        plan = PlannedEpochs(epochs, recipe.learning_rate, recipe.rate_floor)
    share = plan.share if isinstance(plan, PlannedTime) else None
    label = f"fold {number + 1}/{FOLDS}  "
    shown = FoldProgress(clock, epochs, share, label, before_s=used_s, to_come=FOLDS - number - 1)
    callbacks: list[keras.callbacks.Callback] = [clock, plan, shown]
    average = WeightAverage(core, recipe.average_epochs * len(learn) / recipe.batch) if recipe.average_epochs else None
    if average is not None:
        callbacks.append(average)
    with stop_on_signal(trainer) as stopped:
        run_fit(trainer, recipe, order.network, learn, epochs, callbacks, seed=order.seed)
    if average is not None:
        core.set_weights(average.weights())
    return None if stopped else core
