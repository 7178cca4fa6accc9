"""The log of a run has its numbers below their own names, and the kept epoch's accuracy is one that an answer has."""

from __future__ import annotations

import csv
import json
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from training_tiny import picture, write_fer2013

from model.networks import CKPLUS_WORDS
from training import export, figures, train
from training.callbacks import accuracies
from training.card import read_card
from training.datasets import Dataset, tell
from training.recipes import RECIPES
from training.run_report import epoch_told, kept_accuracy
from training.schedule import WorkClock
from training.trainer import Order, fit

FULL = Path("/dev/full")
RECIPE = replace(RECIPES["ckplus"], batch=14)


def tiny(many: int, first: int) -> Dataset:
    labels = np.repeat(np.arange(7), many)
    pictures = np.stack([picture(int(label), first + i) for i, label in enumerate(labels)])
    return Dataset(CKPLUS_WORDS, pictures, labels.astype(np.int64), np.full(len(labels), "learn"))


def run(out: Path, **more: object) -> None:
    # Each look at the clock takes a second, so that planned time means as many epochs on any computer.
    clock = WorkClock(partial(next, count(0.0, 1.0)))
    fit(Order("ckplus", out, **more), RECIPE, tiny(4, 0), tiny(1, 100), clock, 0, 0.0)


def rows_of(log: Path) -> list[dict[str, str]]:
    with log.open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("first", ["epochs", "minutes"])
def test_a_run_that_goes_on_by_another_plan_keeps_the_columns_of_its_log(tmp_path: Path, first: str) -> None:
    if first == "epochs":
        run(tmp_path, epochs=2)
        run(tmp_path, minutes=1, resume=True)
    else:
        run(tmp_path, minutes=0.5)
        epochs = json.loads((tmp_path / "state.json").read_text())["epoch"]
        run(tmp_path, epochs=epochs + 2, resume=True)
    rows = rows_of(tmp_path / "log.csv")
    assert len(rows) > 2, "both parts are in it"
    known = {"epoch", "accuracy", "loss", "val_accuracy", "val_loss"}
    assert set(rows[0]) - known == ({"learning_rate"} if first == "epochs" else set())
    for row in rows:
        assert None not in row and None not in row.values(), "as many values as names"
        # Shares of 28 and 7 pictures.
        assert float(row["accuracy"]) * 28 == pytest.approx(round(float(row["accuracy"]) * 28), abs=1e-3)
        assert float(row["val_accuracy"]) * 7 == pytest.approx(round(float(row["val_accuracy"]) * 7), abs=1e-3)
        assert float(row["loss"]) > 0 and float(row["val_loss"]) > 0
        rate = row.get("learning_rate", "NA")
        assert rate == "NA" or float(rate) == pytest.approx(RECIPE.learning_rate)
    assert figures.curves(tmp_path / "log.csv") is not None


@pytest.mark.skipif(not FULL.exists(), reason="there is no such disk here")
def test_a_full_disk_below_the_output_ends_no_training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, FULL.open("w"))
    with pytest.raises(OSError, match="No space"):
        print("a line", flush=True)
    tell("a file could not be written")
    run(tmp_path, epochs=2)
    assert json.loads((tmp_path / "state.json").read_text())["epoch"] == 2
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.close()  # it has never been rid of what was written


def test_each_answers_accuracy_is_kept_told_and_called_what_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    write_fer2013(tmp_path, learn=2, other=4)
    out, order = tmp_path / "run", ["--network", "companion", "--data", str(tmp_path / "fer2013.csv")]
    order += ["--votes", str(tmp_path / "votes.csv"), "--out", str(out), "--epochs"]
    assert train.main([*order, "1"]) == 0
    row = rows_of(out / "log.csv")[0]
    each = {name: float(row[f"val_{name}_accuracy"]) for name in ("votes", "labels")}
    kept = json.loads((out / "run.json").read_text())
    assert kept["best_val_accuracies"] == pytest.approx(each)
    assert kept["metrics"]["accuracy_at_the_kept_epoch"] == pytest.approx(each)
    page = (out / "report" / "report.md").read_text().splitlines()
    line = next(line for line in page if "chose the epoch (1)" in line)
    for name in ("votes", "labels"):
        assert f"{each[name]:.2%} by {name}" in line
    assert f"{each['votes']:.4f} by votes" in capsys.readouterr().out
    figure = figures.curves(out / "log.csv")
    assert figure is not None and "mean of both answers" in figure.axes[0].get_ylabel()
    assert figure.axes[1].get_ylabel() == "loss"
    # A resumed part that does no better still knows both.
    state = json.loads((out / "state.json").read_text())
    (out / "state.json").write_text(json.dumps({**state, "best": 2.0}))
    assert train.main([*order, "2", "--resume"]) == 0
    assert json.loads((out / "run.json").read_text())["best_val_accuracies"] == pytest.approx(each)
    assert export.main([str(out)]) == 0
    assert read_card(out).metrics["accuracy_at_the_kept_epoch"] == pytest.approx(each)


def test_of_a_run_of_before_the_mean_is_called_a_mean() -> None:
    old = {"network": "companion", "best_val_accuracy": 0.7693}
    assert epoch_told(old, ".2%") == "76.93% (the mean of both answers)"
    one = {"network": "poster", "best_val_accuracy": 0.6838}
    assert epoch_told(one, ".2%") == "68.38%" and kept_accuracy(one) == 0.6838


def test_a_network_with_one_answer_has_no_second_accuracy() -> None:
    logs = {"accuracy": 0.5, "val_accuracy": 0.4, "val_votes_accuracy": 0.3, "labels_accuracy": 0.2}
    assert accuracies(logs, "val_") == {"votes": 0.3} and accuracies(logs, "") == {"labels": 0.2}
    assert accuracies({"accuracy": 0.5, "val_accuracy": 0.4, "loss": 1.0}, "val_") == {}
