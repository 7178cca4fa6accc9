"""A training is fed with batches that its normalisations can learn from."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from training_tiny import csv_text, run_script

from model.networks import FER2013_WORDS
from training.datasets import Dataset
from training.feed import run_fit
from training.recipes import RECIPES


def test_one_picture_that_is_left_over_ends_no_run(tmp_path: Path) -> None:
    if importlib.util.find_spec("torch") is None:
        pytest.skip("PyTorch is not installed: its normalisation alone refuses a batch of one")
    (tmp_path / "fer2013.csv").write_text(csv_text(learn=1, other=1))
    order = ["--network", "poster", "--data", "fer2013.csv", "--out", "run", "--epochs", 1, "--set", "batch=6"]
    done = run_script("train", *order, home=tmp_path, backend="torch")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "run" / "run.json").read_text())["epochs"] == 1


@pytest.mark.parametrize(
    ("pictures", "batch", "learned"), [(13, 6, 12), (14, 6, 14), (12, 6, 12), (1, 6, 1), (7, 7, 7)]
)
def test_only_one_that_would_stand_alone_is_left_out(pictures: int, batch: int, learned: int) -> None:
    given = {}

    class Trainer:
        def fit(self, **feed: object) -> None:
            given.update(feed)

    labels = np.arange(pictures) % 7
    data = Dataset(FER2013_WORDS, np.zeros((pictures, 48, 48), np.uint8), labels, np.full(pictures, "Training"))
    recipe = RECIPES["poster"]
    run_fit(Trainer(), replace(recipe, batch=batch), "poster", data, 1, [])
    assert len(given["x"]) == len(given["y"]) == learned
