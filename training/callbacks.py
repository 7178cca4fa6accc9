"""Keras callbacks that keep a run safe on disk and show how far it is."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import keras

from companion.sources.fer2013 import DataError
from training.backend import sync_state
from training.datasets import tell
from training.files import write_json, write_with
from training.recipes import Recipe
from training.schedule import WorkClock

CHECKPOINT_EVERY_S = 300.0
CHECKPOINT_FILE = "last.weights.h5"
STATE_FILE = "state.json"
BEST_FILE = "network.keras"
LOG_FILE = "log.csv"


class BothAnswers(keras.callbacks.Callback):
    """Gives a network with several answers one `accuracy` and one `val_accuracy`: the mean over its answers.

    It stands before the callbacks that read the logs.
    """

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        for prefix in ("", "val_"):
            values = accuracies(logs or {}, prefix).values()
            if values and f"{prefix}accuracy" not in logs:
                logs[f"{prefix}accuracy"] = sum(values) / len(values)


def accuracies(logs: Mapping[str, Any], prefix: str) -> dict[str, float]:
    """Return the accuracy of each answer of a network that has several, by the answer's name; empty for any other.

    Args:
        logs: of an epoch, as Keras gives them.
        prefix: "val_" for those of the validation, "" for those of the training.
    """
    tail = "_accuracy"
    return {
        name.removeprefix(prefix).removesuffix(tail): float(value)
        for name, value in logs.items()
        if name.endswith(tail) and name.startswith("val_") == bool(prefix) and name != "val_accuracy"
    }


class Safekeeping(keras.callbacks.Callback):
    """Keeps the run on disk: the best network after each epoch, all that a resumed run needs every 5 minutes.

    A write that fails (a full disk) is told in one line; the former checkpoint stays, training goes on. Where the loss
    is no number any more, DataError ends the training, and what was kept before stays.

    Args:
        out: the run's folder.
        clock: what work took so far.
        counters: callbacks whose counters a resumed run needs, by name.
        save_best: writes the network to a path.
        about: what else the state file should hold, asked for at each checkpoint.
        state: of the run to go on with; empty for a new one.
        by: what makes an epoch the best, "accuracy" or "loss" of the validation.
    """

    def __init__(
        self,
        out: Path,
        clock: WorkClock,
        counters: dict[str, keras.callbacks.Callback],
        save_best: Callable[[Path], None],
        about: Callable[[], dict[str, Any]],
        state: dict[str, Any],
        by: str = "accuracy",
    ) -> None:
        super().__init__()
        self._out, self._clock, self._counters = out, clock, counters
        self._save_best, self._about, self._by = save_best, about, by
        self._saved_at_s = clock.used_s
        self._resumed_counters: dict[str, dict[str, Any]] = state.get("counters", {})
        self._batches = 0
        self.epochs = int(state.get("epoch", 0))  # whole ones
        self.best = float(state.get("best", -1.0))  # the accuracy of the epoch that is kept
        self.best_each: dict[str, float] = dict(state.get("best_each", {}))  # the same of each answer, where it has two
        self._loss = float(state.get("best_loss", math.inf))  # and its loss; runs of before tell none
        self.best_epoch = int(state.get("best_epoch", 0))

    def on_train_begin(self, logs: Any = None) -> None:
        # Keras' own callbacks clear their counters when training begins; a resumed run puts them back after that.
        # A run that is resumed by another plan (--minutes in place of --epochs) has other callbacks.
        for name, values in self._resumed_counters.items():
            for attribute, value in values.items():
                if name in self._counters:
                    setattr(self._counters[name], attribute, value)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._batches = batch + 1
        if self._clock.used_s - self._saved_at_s >= CHECKPOINT_EVERY_S:
            self._refuse_astray(logs or {})
            self._checkpoint()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        # A run that was stopped within an epoch does this epoch again when it goes on.
        if self._batches >= self.params["steps"]:
            self.epochs = epoch + 1
        self._refuse_astray(logs or {})
        accuracy, loss = (float((logs or {})[f"val_{name}"]) for name in ("accuracy", "loss"))
        better = math.isfinite(loss) and (accuracy > self.best if self._by == "accuracy" else loss < self._loss)
        if better and self._write(BEST_FILE, self._save_best):
            self.best, self._loss, self.best_epoch = accuracy, loss, epoch + 1
            self.best_each = accuracies(logs or {}, "val_")
        self._checkpoint()

    def _refuse_astray(self, logs: Mapping[str, Any]) -> None:
        if not math.isfinite(float(logs.get("loss", 0.0))):
            kept = "Nothing is kept"
            if self.best_epoch:
                kept = f"{self._out / BEST_FILE} is that of epoch {self.best_epoch}"
            raise DataError(
                f"The training went astray: after {self.epochs} epochs its loss is no number any more. {kept}. Give a "
                "lower --learning-rate."
            )

    def _checkpoint(self) -> None:
        self._saved_at_s = self._clock.used_s
        sync_state(self.model)
        if not self._write(CHECKPOINT_FILE, self.model.save_weights):
            return
        state = {
            "epoch": self.epochs,
            "used_s": self._clock.used_s,
            "best": self.best,
            **({} if math.isinf(self._loss) else {"best_loss": self._loss}),
            "best_epoch": self.best_epoch,
            **({"best_each": self.best_each} if self.best_each else {}),
            "learning_rate": float(self.model.optimizer.learning_rate),
            "counters": {name: _counters_of(callback) for name, callback in self._counters.items()},
            **self._about(),
        }
        try:
            write_json(self._out / STATE_FILE, state)
        except OSError as error:
            _tell_kept(self._out / STATE_FILE, error)

    def _write(self, name: str, save: Callable[[Path], Any]) -> bool:
        try:
            write_with(self._out / name, save)
        except OSError as error:
            _tell_kept(self._out / name, error)
            return False
        return True


def papers_callbacks(recipe: Recipe) -> dict[str, keras.callbacks.Callback]:
    """Return what ends a run of the papers and lowers its rate, by name, where no time is planned."""
    by = f"val_{recipe.keep_by}"
    mode = "max" if recipe.keep_by == "accuracy" else "min"
    return {
        "early_stopping": keras.callbacks.EarlyStopping(monitor=by, mode=mode, patience=recipe.patience_stop),
        "reduce_rate": keras.callbacks.ReduceLROnPlateau(
            monitor=by, mode=mode, factor=0.5, patience=recipe.patience_rate, min_lr=1e-6
        ),
    }


def _tell_kept(path: Path, error: OSError) -> None:
    what = str(error).splitlines()[0]
    tell(f"{path} could not be written ({what}). " + ("The former one is kept." if path.exists() else "Make room."))


def _counters_of(callback: keras.callbacks.Callback) -> dict[str, Any]:
    names = ("wait", "best", "best_epoch", "stopped_epoch", "cooldown_counter")
    values = {name: getattr(callback, name) for name in names if getattr(callback, name, None) is not None}
    return {name: float(value) if name == "best" else int(value) for name, value in values.items()}


class Progress(keras.callbacks.Callback):
    """Prints where the run stands: on a terminal in place, else a line every half minute.

    Args:
        clock: what work took so far.
        epochs: how many there are at most.
        share: gives the share of the planned time that has passed; None where epochs are counted.
        label: stands before each line.
    """

    def __init__(self, clock: WorkClock, epochs: int, share: Callable[[], float] | None, label: str = "") -> None:
        super().__init__()
        self._clock, self._epochs, self._share, self._label = clock, epochs, share, label
        self._every_s = 1.0 if sys.stdout.isatty() else 30.0
        self._shown_s = -1e9
        self._epoch = self._began_epoch = 0
        self._began_s = clock.used_s

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        if self._shown_s < 0:
            self._began_epoch, self._began_s = epoch, self._clock.used_s
        self._epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if self._clock.used_s - self._shown_s >= self._every_s:
            self._shown_s = self._clock.used_s
            self._line(batch + 1, logs or {}, end="\r" if sys.stdout.isatty() else "\n")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._line(self.params["steps"], logs or {}, end="\n")

    def _line(self, batch: int, logs: dict[str, Any], end: str) -> None:
        numbers = "  ".join(f"{name} {float(value):.4f}" for name, value in logs.items())
        of = "" if self._share else f"/{self._epochs}"
        tell(
            f"{self._label}epoch {self._epoch + 1}{of}  batch {batch}/{self.params['steps']}  {numbers}  "
            f"{self._used_s() / 60:.1f} min used, about {self._left_s(batch) / 60:.1f} min left",
            sys.stdout,
            end=end,
        )

    def _used_s(self) -> float:
        return self._clock.used_s

    def _left_s(self, batch: int) -> float:
        used = self._clock.used_s
        if self._share:
            share = self._share()
            return max(used / share - used, 0.0) if share > 0 else 0.0
        # A resumed run is judged by the epochs that this part of it did.
        done = self._epoch - self._began_epoch + batch / self.params["steps"]
        ahead = self._epochs - self._epoch - batch / self.params["steps"]
        return max((used - self._began_s) / done * ahead, 0.0) if done > 0 else 0.0


class FoldProgress(Progress):
    """Prints how far one of several equal trainings is, with the time for all that are still to come.

    Epochs are short here, so none gets a line of its own: a terminal shows one line for each training.

    Args:
        clock, epochs, share, label: as of Progress, of this training.
        before_s: what the trainings before this one took.
        to_come: how many trainings follow this one.
    """

    def __init__(
        self,
        clock: WorkClock,
        epochs: int,
        share: Callable[[], float] | None,
        label: str,
        before_s: float,
        to_come: int,
    ) -> None:
        super().__init__(clock, epochs, share, label)
        self._before_s, self._to_come = before_s, to_come

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        pass

    def on_train_end(self, logs: Any = None) -> None:
        if sys.stdout.isatty():
            tell("", sys.stdout)  # leave the line that was written in place

    def _used_s(self) -> float:
        return self._before_s + super()._used_s()

    def _left_s(self, batch: int) -> float:
        left = super()._left_s(batch)
        # The others are taken to last as long as this one.
        return left + self._to_come * (super()._used_s() + left)
