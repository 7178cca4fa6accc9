"""Keras callbacks that plan a run's time, keep it safe on disk, and show how far it is."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras

CHECKPOINT_EVERY_S = 300.0
# A gap between two batches longer than this is a pause (the process was stopped), not work.
PAUSE_S = 60.0


def cosine(share: float, top: float, warm: float = 0.02, floor: float = 0.01) -> float:
    """Return the learning rate at `share` (0..1) of the planned time: a short rise, then half a cosine down.

    >>> round(cosine(0.02, 1.0), 3), round(cosine(1.0, 1.0), 3)
    (1.0, 0.01)
    """
    share = min(max(share, 0.0), 1.0)
    if share < warm:
        return top * max(share / warm, 0.05)
    fall = (share - warm) / (1 - warm)
    return top * (floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * fall)))


class WorkClock(keras.callbacks.Callback):
    """Counts the seconds of work, training and validation batches, and leaves pauses out."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, used_s: float = 0.0) -> None:
        super().__init__()
        self._clock = clock
        self._last: float | None = None
        self.used_s = used_s

    def tick(self) -> None:
        now = self._clock()
        if self._last is not None and now - self._last < PAUSE_S:
            self.used_s += now - self._last
        self._last = now

    def on_train_begin(self, logs: Any = None) -> None:
        self.tick()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.tick()

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        self.tick()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.tick()


class PlannedTime(keras.callbacks.Callback):
    """Sets the learning rate from the share of the planned time that has passed, and ends the run in time.

    Args:
        seconds: for everything, the report included.
        validations: how many passes over the validation pictures come after training (its own, and the report's).
        validation_share: validation pictures for each training picture.
    """

    def __init__(
        self, clock: WorkClock, seconds: float, top: float, validations: int, validation_share: float
    ) -> None:
        super().__init__()
        self._clock, self._seconds, self._top = clock, seconds, top
        self._validations, self._validation_share = validations, validation_share
        self._epoch_s: float | None = None
        self._epoch_began_s = 0.0

    def share(self) -> float:
        """Return the share of the training time that has passed, 0..1 (and above when late)."""
        return self._clock.used_s / max(self._seconds - self._reserve_s(), 1.0)

    def _reserve_s(self) -> float:
        # A picture costs about a third to judge of what it costs to learn from; figures and files take 20 s more.
        epoch_s = self._epoch_s or self._seconds
        ahead = self._validations * self._validation_share * epoch_s / 3 + 20
        return min(ahead, self._seconds / 2)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._epoch_began_s = self._clock.used_s

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self.model.optimizer.learning_rate = cosine(self.share(), self._top)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        done = (batch + 1) / self.params["steps"]
        if done > 0.01:
            self._epoch_s = (self._clock.used_s - self._epoch_began_s) / done
        if self.share() >= 1:
            self.model.stop_training = True


class Safekeeping(keras.callbacks.Callback):
    """Keeps the run on disk: the best network after each epoch, all that a resumed run needs every 5 minutes.

    A write that fails (a full disk) is told in one line; the former checkpoint stays, training goes on.
    """

    def __init__(
        self,
        out: Path,
        clock: WorkClock,
        counters: dict[str, keras.callbacks.Callback],
        save_best: Callable[[Path], None],
        state: dict[str, Any],
    ) -> None:
        super().__init__()
        self._out, self._clock, self._counters, self._save_best = out, clock, counters, save_best
        self._epoch = int(state.get("epoch", 0))
        self._saved_at_s = clock.used_s
        self._resumed_counters: dict[str, dict[str, Any]] = state.get("counters", {})
        self.best: float = float(state.get("best", -1.0))
        self.best_epoch: int = int(state.get("best_epoch", 0))

    def on_train_begin(self, logs: Any = None) -> None:
        # Keras' own callbacks clear their counters when training begins; a resumed run puts them back after that.
        for name, values in self._resumed_counters.items():
            for attribute, value in values.items():
                setattr(self._counters[name], attribute, value)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if self._clock.used_s - self._saved_at_s >= CHECKPOINT_EVERY_S:
            self._checkpoint()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._epoch = epoch + 1
        value = float((logs or {})["val_accuracy"])
        if value > self.best:
            self.best, self.best_epoch = value, epoch + 1
            self._write("network.keras", self._save_best)
        self._checkpoint()

    def _checkpoint(self) -> None:
        self._saved_at_s = self._clock.used_s
        if not self._write("last.weights.h5", self.model.save_weights):
            return
        state = {
            "epoch": self._epoch,
            "used_s": self._clock.used_s,
            "best": self.best,
            "best_epoch": self.best_epoch,
            "learning_rate": float(self.model.optimizer.learning_rate),
            "counters": {name: _counters_of(callback) for name, callback in self._counters.items()},
        }
        self._write("state.json", lambda path: path.write_text(json.dumps(state, indent=1)))

    def _write(self, name: str, save: Callable[[Path], Any]) -> bool:
        target = self._out / name
        part = target.with_name(f"part.{name}")
        try:
            save(part)
            os.replace(part, target)
        except OSError as error:
            part.unlink(missing_ok=True)
            print(f"{target} could not be written ({error}). The former one is kept.", file=sys.stderr)
            return False
        return True


def _counters_of(callback: keras.callbacks.Callback) -> dict[str, Any]:
    names = ("wait", "best", "best_epoch", "stopped_epoch", "cooldown_counter")
    values = {name: getattr(callback, name) for name in names if getattr(callback, name, None) is not None}
    return {name: float(value) if name == "best" else int(value) for name, value in values.items()}


class Progress(keras.callbacks.Callback):
    """Prints where the run stands: on a terminal in place, else a line every half minute."""

    def __init__(self, clock: WorkClock, epochs: int, share: Callable[[], float] | None) -> None:
        super().__init__()
        self._clock, self._epochs, self._share = clock, epochs, share
        self._every_s = 1.0 if sys.stdout.isatty() else 30.0
        self._shown_s = -1e9
        self._epoch = 0
        self._began_s = 0.0

    def on_train_begin(self, logs: Any = None) -> None:
        self._began_s = self._clock.used_s

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if self._clock.used_s - self._shown_s >= self._every_s:
            self._shown_s = self._clock.used_s
            self._line(batch + 1, logs or {}, end="\r" if sys.stdout.isatty() else "\n")

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._line(self.params["steps"], logs or {}, end="\n")

    def _line(self, batch: int, logs: dict[str, Any], end: str) -> None:
        steps = self.params["steps"]
        share = self._share() if self._share else (self._epoch + batch / steps) / self._epochs
        used = self._clock.used_s
        left = used / share - used if share > 0 else 0.0
        numbers = "  ".join(f"{name} {float(value):.4f}" for name, value in logs.items())
        of = "" if self._share else f"/{self._epochs}"
        print(
            f"epoch {self._epoch + 1}{of}  batch {batch}/{steps}  {numbers}  "
            f"{used / 60:.1f} min used, about {max(left, 0) / 60:.1f} min left",
            end=end,
            flush=True,
        )
