"""Trains the CK+ network on a few tiny pictures, for the tests of runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from training_tiny import picture

from model.networks import CKPLUS_WORDS
from training.datasets import Dataset
from training.recipes import RECIPES
from training.schedule import WorkClock
from training.trainer import Order, fit

RECIPE = replace(RECIPES["ckplus"], batch=14)


def tiny(many: int, first: int) -> Dataset:
    labels = np.repeat(np.arange(7), many)
    pictures = np.stack([picture(int(label), first + i) for i, label in enumerate(labels)])
    return Dataset(CKPLUS_WORDS, pictures, labels.astype(np.int64), np.full(len(labels), "learn"))


def run(out: Path, **more: Any) -> dict[str, Any]:
    out.mkdir(exist_ok=True)
    return fit(Order("ckplus", out, **more), RECIPE, tiny(4, 0), tiny(1, 100), WorkClock(), 0, 0.0)
