"""A run ends in the time that was planned for it, and its learning rate where its recipe says."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import keras
import numpy as np
import pytest
from training_tiny import picture

from model.networks import CKPLUS_WORDS
from training.datasets import Dataset
from training.recipes import RECIPES
from training.schedule import PlannedTime, WorkClock, cosine
from training.trainer import Order, fit


def test_the_planned_time_holds_with_a_fake_clock() -> None:
    now = 0.0
    clock = WorkClock(lambda: now)
    plan = PlannedTime(clock, 100, top=1.0, judged=0.5, after_s=10)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    plan.set_model(model)
    plan.set_params({"steps": 1000})
    model.stop_training = False
    clock.tick()
    plan.on_epoch_begin(0)
    batch = 0
    while not model.stop_training:
        plan.on_train_batch_begin(batch)
        now += 0.1
        clock.tick()
        plan.on_train_batch_end(batch)
        batch += 1
    # An epoch takes 100 s, so judging half as many pictures is held to take 100 / 2 * 0.4 s; figures 10 s.
    assert now == pytest.approx(100 - 20 - 10, abs=1)
    assert float(model.optimizer.learning_rate) == pytest.approx(cosine(1.0, 1.0), abs=0.01)
    now += 600  # a paused process
    clock.tick()
    assert clock.used_s < 100


def test_what_takes_time_before_the_first_batch_does_not_cost_the_highest_rates(tmp_path: Path) -> None:
    labels = np.arange(7)
    pictures = np.stack([picture(int(label), 0) for label in labels])
    data = Dataset(CKPLUS_WORDS, pictures, labels.astype(np.int64), np.full(7, "learn"))
    recipe, rates = replace(RECIPES["ckplus"], batch=7, rate_floor=0.0), list[float]()
    now = count(step=0.05)

    class Rates(WorkClock):
        def on_train_batch_end(self, batch: int, logs: object = None) -> None:
            super().on_train_batch_end(batch, logs)
            rates.append(float(self.model.optimizer.learning_rate) / recipe.learning_rate)

    slow = Rates(lambda: next(now))
    slow.add(30)  # half of the planned minute: the pictures were read and judged
    fit(Order("ckplus", tmp_path, minutes=1.0), recipe, data, data, slow, 0, 0.0)
    assert max(rates) > 0.99 and rates[-1] < 0.05
    state = json.loads((tmp_path / "state.json").read_text())
    assert 30 <= state["began_s"] < 31
    # A run that goes on counts from its first batch too, and one of before this was kept from its start.
    fit(Order("ckplus", tmp_path, minutes=1.01, resume=True), recipe, data, data, Rates(lambda: next(now)), 0, 0.0)
    assert json.loads((tmp_path / "state.json").read_text())["began_s"] == state["began_s"]
    assert rates[-1] < 0.05


def test_a_first_start_whose_time_goes_by_before_the_first_batch_still_learns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = np.arange(7)
    pictures = np.stack([picture(int(label), 0) for label in labels])
    data = Dataset(CKPLUS_WORDS, pictures, labels.astype(np.int64), np.full(7, "learn"))
    recipe, now = replace(RECIPES["ckplus"], batch=7), count(step=2.0)
    clock = WorkClock(lambda: next(now))
    clock.add(90)  # reading took longer than the whole planned minute
    run = fit(Order("ckplus", tmp_path, minutes=1.0), recipe, data, data, clock, 7, 25.0)
    assert run["best_epoch"] >= 1 and (tmp_path / "network.keras").is_file()
    began_s = json.loads((tmp_path / "state.json").read_text())["began_s"]
    assert began_s + 15 <= clock.used_s < began_s + 15 + 12, "a quarter of the minute, and the epoch that it ended in"
    assert "used up" not in capsys.readouterr().err
    # Of a run that has learned, the same minute is used up, and a longer one goes on with it.
    for minutes, used_up in ((1.0, True), (2.6, False)):
        again = WorkClock(lambda: next(now))
        fit(Order("ckplus", tmp_path, minutes=minutes, resume=True), recipe, data, data, again, 7, 25.0)
        assert ("A longer --minutes goes on with this run." in capsys.readouterr().err) == used_up


@pytest.mark.parametrize(("floor", "least", "most"), [(0.01, 0.01, 0.03), (1.0, 1.0, 1.0)])
def test_the_learning_rate_ends_where_the_recipe_says(tmp_path: Path, floor: float, least: float, most: float) -> None:
    labels = np.arange(7)
    pictures = np.stack([picture(int(label), 0) for label in labels])
    data = Dataset(CKPLUS_WORDS, pictures, labels.astype(np.int64), np.full(7, "learn"))
    recipe = replace(RECIPES["ckplus"], batch=7, rate_floor=floor)
    now = count(step=0.03)  # each look at the clock takes as long, on any machine
    fit(Order("ckplus", tmp_path, minutes=0.05), recipe, data, data, WorkClock(lambda: next(now)), 0, 0.0)
    share = json.loads((tmp_path / "state.json").read_text())["learning_rate"] / recipe.learning_rate
    assert least - 1e-6 <= share <= most + 1e-6
