"""Writes a run's `log.csv`: what each epoch came to."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import keras

from training.callbacks import LOG_FILE
from training.datasets import tell


class Log(keras.callbacks.CSVLogger):
    """Writes `log.csv`, a row an epoch; a full disk is told once and does not end the training.

    A run that goes on keeps the columns of its file: by another plan (--minutes in place of --epochs) it may know more
    or fewer numbers, and Keras would write them below other names.
    """

    def __init__(self, out: Path, append: bool) -> None:
        super().__init__(str(out / LOG_FILE), append=append)
        self._broken = False

    def on_train_begin(self, logs: Any = None) -> None:
        columns = _columns_of(Path(self.filename)) if self.append else []
        super().on_train_begin(logs)
        if columns:
            self.keys = columns

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self._broken:
            return
        try:
            super().on_epoch_end(epoch, logs)
        except OSError as error:
            self._broken = True
            tell(f"{self.filename} could not be written ({error}). Training goes on without it.")

    def on_train_end(self, logs: Any = None) -> None:
        try:
            super().on_train_end(logs)
        except OSError as error:
            tell(f"{self.filename} could not be written ({error}).")


def _columns_of(log: Path) -> list[str]:
    """Return the names in a log's first line, `epoch` aside; none where there is no log, or it has no such line."""
    try:
        with log.open(newline="") as stream:
            first, *rest = next(csv.reader(stream), [""])
    except (OSError, ValueError, csv.Error):
        return []
    return rest if first == "epoch" else []
