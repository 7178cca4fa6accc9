"""Trains one network on one set of pictures, for train.py's main run and for the folds by person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras

from companion.sources.fer2013 import DataError
from model.networks import ANSWERS, BUILDERS, INPUT_SHAPE
from training.arguments import MOST_SEED
from training.augment import RandomFace
from training.average import WeightAverage
from training.backend import fastest_norm, speed_up
from training.callbacks import CHECKPOINT_FILE, BothAnswers, Progress, Safekeeping, papers_callbacks
from training.datasets import Dataset, sha256_of, tell
from training.feed import run_fit
from training.log import Log
from training.recipes import Recipe, numbers
from training.run_folder import begin, read_state, refuse_other, take_out_former
from training.schedule import PlannedTime, WorkClock
from training.sharpness import BACKENDS, SharpnessAware
from training.stopping import stop_on_signal
from training.targets import targets_of
from training.taught import Taught, Teachers, open_teacher
from training.weights import load_checkpoint, load_saved, save_core, start_from, weights_sha

# With planned time the clock ends the run, not the number of epochs.
ENDLESS = 100_000


@dataclass(frozen=True)
class Order:
    """What one training run is asked for.

    Attributes:
        network: a name of model.networks.BUILDERS.
        out: the run's folder.
        epochs: at most so many; None: the recipe's.
        minutes: planned time, everything included; None: by epochs.
        seed: of weights, order and distortion.
        init: a network.keras to start from.
        resume: go on with the run in `out`; `init` began it and counts no more.
        precision: "float32" or "bfloat16", of the arithmetic in training.
        by_votes: a picture's label is the word that most of ten people say.
        teachers: networks whose answers are learned from too.
        softened_by: a network whose answers to the pictures as they are make a share of the targets.
        check_part: (part, count): all parts of the pictures that choose the epoch but this one are learned from too.
        learning_rate: the highest; None: the recipe's.
        changes: other numbers than the recipe's, as `recipes.changed` takes them.
        unnamed: `out` is a new folder that nobody named, so no other run may have begun in it meanwhile.
        folds_from_init: the folds by person start from `init` too, which must never have seen their pictures.
    """

    network: str
    out: Path
    epochs: int | None = None
    minutes: float | None = None
    seed: int = 0
    init: Path | None = None
    resume: bool = False
    precision: str = "float32"
    by_votes: bool = False
    teachers: tuple[Path, ...] = ()
    softened_by: Path | None = None
    check_part: tuple[int, int] | None = None
    learning_rate: float | None = None
    changes: tuple[str, ...] = ()
    unnamed: bool = False
    folds_from_init: bool = False

    @property
    def left_out(self) -> str | None:
        """The part that is not learned from, as files tell it, such as "1/3"."""
        return self.check_part and "{}/{}".format(*self.check_part)


def build_trainer(
    name: str, recipe: Recipe, seed: int, teachers: Sequence[keras.Model] = ()
) -> tuple[keras.Model, keras.Model]:
    """Return (trainer, core): the core is what is released, the trainer wraps it in preprocessing and distortion."""
    core = BUILDERS[name](fastest_norm())
    if recipe.small_side:
        for network in (core, *teachers):
            network.input_spec = keras.layers.InputSpec(shape=(None, None, None, INPUT_SHAPE[-1]))
    pixels = keras.Input(INPUT_SHAPE, dtype="float32", name="pixels")
    x = keras.layers.Rescaling(1 / 255, dtype="float32")(pixels)
    x = RandomFace(recipe.distortion, seed=seed, dtype="float32")(x)
    x = keras.layers.Rescaling(recipe.scale * 255, recipe.shift, dtype="float32")(x)
    given = core(x)
    taught = Teachers(teachers)
    if teachers:
        given = Taught(taught, recipe, dtype="float32")(x, given)
    if recipe.sharpness:
        trainer = SharpnessAware(
            pixels, given, recipe.sharpness, recipe.sharpness_batch, taught.once, name="trainer"
        )
    else:
        trainer = keras.Model(pixels, given, name="trainer")
    logits = recipe.output == "logits"
    # What is learned from teachers takes its share from the rest: the gradients stay as large as without.
    rest = 1 - recipe.teaching if teachers else 1.0
    by_target = {
        "votes": (keras.losses.CategoricalCrossentropy(from_logits=logits), rest),
        "labels": (
            keras.losses.CategoricalCrossentropy(from_logits=logits, label_smoothing=recipe.label_smoothing),
            rest * recipe.label_weight,
        ),
    }
    optimizer, answers = recipe.make_optimizer(), ANSWERS[name]
    if len(answers) == 1:
        trainer.compile(optimizer, loss=by_target[answers[0].target][0], metrics=["accuracy"])
    else:
        trainer.compile(
            optimizer,
            loss={answer.output: by_target[answer.target][0] for answer in answers},
            loss_weights={answer.output: by_target[answer.target][1] for answer in answers},
            metrics={answer.output: ["accuracy"] for answer in answers},
        )
    return trainer, core


def fit(
    order: Order,
    recipe: Recipe,
    learn: Dataset,
    check: Dataset,
    clock: WorkClock,
    judged_after: int,
    after_s: float,
    about: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Train, keeping `network.keras`, `last.weights.h5`, `state.json` and `log.csv` in the run's folder.

    Args:
        order, recipe: what to train, and how.
        learn, check: pictures to learn from, and to choose the best epoch by.
        clock: what the run took so far, in this process.
        judged_after: how many pictures the report judges after the training (counts for planned time).
        after_s: seconds for all else that follows the training (counts for planned time).
        about: what else a new run's run.json tells from the beginning on.

    Returns:
        A summary for run.json and the card; `interrupted` tells that a signal ended it.

    Raises:
        DataError: `init`, the data or the run to resume cannot be used; no folder was made then.
        OSError: the run's folder cannot be written at the start.
    """
    state = read_state(order.out, order.network) if order.resume else {}
    # A resumed part shuffles and distorts anew; the same seed again would repeat the first epochs' order.
    seed = (order.seed + 1000 * int(state.get("epoch", 0))) % (MOST_SEED + 1)
    trainer, core = prepare(order, recipe, seed)
    teachers = [_told(path) for path in order.teachers]
    more = _more_asked(order)
    asked = {"learning_rate": recipe.learning_rate, **numbers(recipe), "teachers": teachers, **more}
    # By content: a file may have been moved or renamed since. Drawn otherwise, it is learned from other pictures.
    asked["data"] = " ".join([*(sha[:16] for sha in sorted(learn.sha256.values())), learn.drawn]).strip()
    init: str | None = None
    if state:
        refuse_other(order.out, state, asked)
        if state.get("began_s") is not None and not (order.minutes or order.epochs):
            raise DataError(f"The run in {order.out} was planned by time. Give --minutes (or --epochs) too.")
        load_checkpoint(trainer, order.out / CHECKPOINT_FILE)
        trainer.optimizer.learning_rate = state["learning_rate"]
        # A part that goes on with a run says where its first part began.
        init = state.get("init")
    elif order.init is not None:
        start_from(core, order.init)
        init = f"{order.init.name} {sha256_of(order.init)[:16]}"
    targets_of(order.network, learn)  # data without votes is told before the folder is made
    known = {
        "init": init,
        "teachers": teachers,
        **more,
        "seed": order.seed,
        "precision": order.precision,
        "backend": keras.backend.backend(),
        "training_pictures": len(learn),
        "recipe": asdict(recipe),
    }
    begin(order.out, order.resume, {**(about or {}), **known}, order.unnamed)
    clock.add(float(state.get("used_s", 0.0)))
    plan: PlannedTime | None = None
    epochs = order.epochs or recipe.epochs
    counters: dict[str, keras.callbacks.Callback] = {}
    callbacks: list[keras.callbacks.Callback] = [clock, BothAnswers()]
    average = WeightAverage(core, recipe.average_epochs * len(learn) / recipe.batch) if recipe.average_epochs else None
    if average is not None:
        callbacks.append(average)
    if order.minutes:
        judged = (len(check) + judged_after) / len(learn)
        plan = PlannedTime(
            clock, order.minutes * 60, recipe.learning_rate, judged, after_s, state.get("epoch_s"), recipe.rate_floor,
            state.get("began_s", 0.0) if state else None,
        )  # fmt: skip
        callbacks.append(plan)
        epochs = ENDLESS
    else:
        counters = papers_callbacks(recipe)
        callbacks += counters.values()

    def save_best(path: Path) -> None:
        save_core(core, path, None if average is None else average.weights())
        # Now that the new network is on the disk, and before it takes its place.
        take_out_former(order.out)

    keeper = Safekeeping(
        order.out,
        clock,
        counters,
        save_best,
        lambda: {**(plan.state() if plan else {}), "network": order.network, "init": init, "asked": asked},
        state,
        recipe.keep_by,
    )
    callbacks += [keeper, Progress(clock, epochs, plan and plan.share), Log(order.out, append=order.resume)]
    # A new run has nothing to be used yet: it learns a little, also where reading the pictures took all of the time.
    if state and plan is not None and plan.share() >= 1:
        tell("The planned time is used up. A longer --minutes goes on with this run.")
        stopped: list[int] = []
    else:
        with stop_on_signal(trainer) as stopped:
            share = None if plan is None else plan.share
            run_fit(trainer, recipe, order.network, learn, epochs, callbacks, check, keeper.epochs, seed, share)
    return {
        "planned_minutes": order.minutes,
        "epochs": keeper.epochs,
        "best_epoch": keeper.best_epoch,
        "best_val_accuracy": keeper.best,
        **({"best_val_accuracies": keeper.best_each} if keeper.best_each else {}),
        "interrupted": bool(stopped),
        "schedule": "cosine over the planned time"
        if order.minutes
        else "EarlyStopping and ReduceLROnPlateau, as the paper",
        "training_minutes": round(clock.used_s / 60, 1),
        **known,
    }


def _told(path: Path) -> str:
    """Return how a run tells of another network: its folder, and its weights, which stay where it is saved anew."""
    return f"{path.parent.name} {weights_sha(load_saved(path))[:16]}"


def _more_asked(order: Order) -> dict[str, Any]:
    """Return what else a run was asked to learn from, as run.json and the state of the run tell it."""
    return {
        "softened_by": order.softened_by and _told(order.softened_by),
        "check_part": order.left_out,
        "labels_by_votes": order.by_votes,
    }


def prepare(order: Order, recipe: Recipe, seed: int) -> tuple[keras.Model, keras.Model]:
    """Set seed and precision, and return (trainer, core) as `build_trainer`.

    Raises:
        DataError: a teacher cannot be opened, or has other answers than the network; or the recipe asks for what this
            backend cannot do.
    """
    if recipe.sharpness and keras.backend.backend() not in BACKENDS:
        raise DataError(f"sharpness needs KERAS_BACKEND={' or '.join(BACKENDS)}. Choose one, or leave sharpness out.")
    speed_up()
    keras.utils.set_random_seed(seed)
    keras.mixed_precision.set_dtype_policy("mixed_bfloat16" if order.precision == "bfloat16" else "float32")
    return build_trainer(order.network, recipe, seed, [open_teacher(path, order.network) for path in order.teachers])
