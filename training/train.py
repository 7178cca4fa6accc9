"""Trains a network: `python training/train.py --network poster --data fer2013.csv --out runs/poster`."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np

from companion.sources.fer2013 import DataError
from model.networks import BUILDERS, INPUT_SHAPE
from training.augment import RandomFace
from training.backend import fastest_norm
from training.callbacks import PlannedTime, Progress, Safekeeping, WorkClock
from training.datasets import Dataset, load_fer2013, tell
from training.recipes import RECIPES, Recipe


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Train one of Companion's networks.")
    parser.add_argument("--network", required=True, choices=sorted(BUILDERS))
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv, plain or packed")
    parser.add_argument("--votes", type=Path, help="fer2013new.csv, the FER+ votes")
    parser.add_argument("--out", required=True, type=Path, help="folder of this run, such as runs/poster")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--epochs", type=int, help="at most so many epochs, by the paper's callbacks")
    length.add_argument("--minutes", type=float, help="plan the run for this time, the report included")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--init", type=Path, help="start from this network.keras")
    parser.add_argument("--resume", action="store_true", help="go on with the run in --out")
    parser.add_argument(
        "--precision", choices=("float32", "bfloat16"), default="float32", help="of the arithmetic in training"
    )
    return parser.parse_args(argv)


def build_trainer(
    name: str, recipe: Recipe, seed: int, init: Path | None
) -> tuple[keras.Model, keras.Model]:
    """Return (trainer, core): the core is the network to release, the trainer wraps it in preprocessing and augmentation.

    Raises:
        DataError: `init` cannot be read or is another architecture.
    """
    core = BUILDERS[name](fastest_norm())
    if init is not None:
        core.set_weights(read_weights(init, core))
    pixels = keras.Input(INPUT_SHAPE, dtype="float32", name="pixels")
    x = keras.layers.Rescaling(1 / 255, dtype="float32")(pixels)
    x = RandomFace(recipe.distortion, seed=seed, dtype="float32")(x)
    x = keras.layers.Rescaling(recipe.scale * 255, recipe.shift, dtype="float32")(x)
    trainer = keras.Model(pixels, core(x), name="trainer")
    trainer.compile(
        optimizer=recipe.make_optimizer(),
        loss=keras.losses.CategoricalCrossentropy(from_logits=recipe.output == "logits"),
        metrics=["accuracy"],
    )
    return trainer, core


def read_weights(path: Path, core: keras.Model) -> list[np.ndarray]:
    """Read the weights of a saved network.

    Raises:
        DataError: the file is missing, is no network, or its weights do not fit `core`.
    """
    try:
        weights = keras.models.load_model(path, compile=False).get_weights()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DataError(f"{path} is not a network that can be opened: {str(error).splitlines()[0]}") from error
    if [w.shape for w in weights] != [w.shape for w in core.get_weights()]:
        raise DataError(f"{path} holds another architecture than {core.name}. Leave --init out, or give its own.")
    return list(weights)


def save_core(core: keras.Model, path: Path) -> None:
    """Save the core as plain Keras in float32, without optimizer state, so that any backend opens it."""
    policy = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("float32")
    try:
        plain = BUILDERS[core.name]()
        plain.set_weights(core.get_weights())
        # Keras insists on the suffix; the caller's temporary name has it too.
        plain.save(path)
    finally:
        keras.mixed_precision.set_dtype_policy(policy)


def training_part(data: Dataset, recipe: Recipe) -> Dataset:
    """Return the Training split, without pictures whose twin stands in a test split where the recipe says so."""
    part = data.split("Training")
    if recipe.without_twins:
        part = part.take(~part.has_twin())
    return part


def fit(args: argparse.Namespace, data: Dataset, recipe: Recipe) -> dict[str, Any]:
    """Train, keeping `network.keras`, `state.json` and `log.csv` in `--out`. Returns a summary for the card."""
    keras.utils.set_random_seed(args.seed)
    keras.mixed_precision.set_dtype_policy("mixed_bfloat16" if args.precision == "bfloat16" else "float32")
    state = read_state(args.out) if args.resume else {}
    trainer, core = build_trainer(args.network, recipe, args.seed, args.init)
    learn, check = training_part(data, recipe), data.split("PublicTest")
    clock = WorkClock(used_s=float(state.get("used_s", 0.0)))
    epochs = args.epochs or recipe.epochs
    counters: dict[str, keras.callbacks.Callback] = {}
    callbacks: list[keras.callbacks.Callback] = [clock]
    share = None
    if args.minutes:
        plan = PlannedTime(
            clock, args.minutes * 60, recipe.learning_rate, validations=3, validation_share=len(check) / len(learn)
        )
        callbacks.append(plan)
        share = plan.share
        epochs = 100_000
    else:
        counters["early_stopping"] = keras.callbacks.EarlyStopping(
            monitor="val_accuracy", mode="max", patience=recipe.patience_stop
        )
        counters["reduce_rate"] = keras.callbacks.ReduceLROnPlateau(
            monitor="val_accuracy", mode="max", factor=0.5, patience=recipe.patience_rate, min_lr=1e-6
        )
        callbacks += counters.values()
    keeper = Safekeeping(args.out, clock, counters, lambda path: save_core(core, path), state)
    callbacks += [keeper, Progress(clock, epochs, share)]
    callbacks.append(keras.callbacks.CSVLogger(str(args.out / "log.csv"), append=args.resume))
    if state:
        trainer.load_weights(args.out / "last.weights.h5")
        trainer.optimizer.learning_rate = state["learning_rate"]
    stop_on_signal(trainer)
    eye = np.eye(len(data.words), dtype=np.float32)
    trainer.fit(
        learn.pictures[..., None],
        eye[learn.labels],
        batch_size=recipe.batch,
        epochs=epochs,
        initial_epoch=int(state.get("epoch", 0)),
        validation_data=(check.pictures[..., None], eye[check.labels]),
        validation_batch_size=128,
        callbacks=callbacks,
        verbose=0,
    )
    return {
        "planned_minutes": args.minutes,
        "epochs": keeper._epoch,
        "best_epoch": keeper.best_epoch,
        "best_val_accuracy": keeper.best,
        "schedule": "cosine over the planned time"
        if args.minutes
        else "EarlyStopping and ReduceLROnPlateau, as the paper",
        "init": None if args.init is None else sha_name(args.init),
        "seed": args.seed,
        "precision": args.precision,
        "backend": keras.backend.backend(),
        "training_minutes": round(clock.used_s / 60, 1),
        "training_pictures": len(learn),
        "recipe": asdict(recipe),
    }


def sha_name(path: Path) -> str:
    from training.datasets import sha256_of

    return f"{path.name} {sha256_of(path)[:16]}"


def read_state(out: Path) -> dict[str, Any]:
    """Read the state that a resumed run starts from.

    Raises:
        DataError: there is no run in `out`.
    """
    try:
        state: dict[str, Any] = json.loads((out / "state.json").read_text())
    except FileNotFoundError:
        raise DataError(f"There is no run to go on with in {out}. Leave --resume out.") from None
    except ValueError as error:
        raise DataError(f"{out / 'state.json'} is damaged ({error}). Leave --resume out to start anew.") from error
    return state


def stop_on_signal(trainer: keras.Model) -> None:
    """Let Ctrl+C (and a kill) end the run cleanly after the batch in hand; a second one ends it at once."""

    def handle(number: int, frame: object) -> None:
        tell("Stopping after this batch; the best network is kept. (Again to stop at once.)")
        trainer.stop_training = True
        signal.signal(number, signal.SIG_DFL)

    signal.signal(signal.SIGINT, handle)
    signal.signal(signal.SIGTERM, handle)


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    args = parse(argv)
    began = time.strftime("%Y-%m-%d")
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        recipe = RECIPES[args.network]
        data = load_fer2013(args.data, args.votes)
        summary = fit(args, data, recipe)
    except DataError as error:
        tell(str(error))
        return 2
    run = {"network": args.network, "date": began, "words": list(data.words), "data": data.sha256, **summary}
    (args.out / "run.json").write_text(json.dumps(run, indent=1))
    print(f"Best PublicTest accuracy {summary['best_val_accuracy']:.4f} in epoch {summary['best_epoch']}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
