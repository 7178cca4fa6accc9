"""The mean of weights is what is validated and kept; training itself goes on with its own weights."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
from training_run import RECIPE, tiny

from training.average import EVERY, WeightAverage
from training.schedule import WorkClock
from training.trainer import Order, fit
from training.weights import open_core


def one_weight() -> keras.Model:
    core = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    core.compile("sgd", "mse")
    return core


def test_the_mean_follows_with_a_long_memory_and_is_in_place_while_judging() -> None:
    core = one_weight()
    average = WeightAverage(core, batches=100 * EVERY)
    average.set_model(core)
    means = []
    for batch in range(2000 * EVERY):
        core.set_weights([np.full((1, 1), 0.0 if batch < 1000 * EVERY else 1.0, np.float32)])
        average.on_train_batch_end(batch)
        means.append(float(average.weights()[0].item()))
    assert means[1000 * EVERY - 1] == 0.0
    # After as many batches as it remembers, the mean has gone 1 - 1/e of the way.
    assert abs(means[1100 * EVERY] - (1 - np.exp(-1))) < 0.01
    average.on_test_begin()
    assert core.get_weights()[0].item() == means[-1] < 1.0
    average.on_test_end()
    assert core.get_weights()[0].item() == 1.0


def test_its_first_weights_are_soon_forgotten() -> None:
    core = one_weight()
    average = WeightAverage(core, batches=10_000)
    average.set_model(core)
    for look in range(20):
        core.set_weights([np.full((1, 1), 5.0 if look == 0 else 1.0, np.float32)])
        average.on_train_batch_end(look * EVERY)
    assert abs(average.weights()[0].item() - 1.0) < 0.01


def test_the_kept_network_is_the_mean(tmp_path: Path) -> None:
    for name, epochs in (("own", 0.0), ("mean", 50.0)):
        (tmp_path / name).mkdir()
        recipe = replace(RECIPE, batch=2, average_epochs=epochs)
        order = Order("ckplus", tmp_path / name, epochs=2, seed=1)
        fit(order, recipe, tiny(4, 0), tiny(1, 100), WorkClock(), 0, 0.0)
    own, mean = (open_core(tmp_path / name / "network.keras").get_weights() for name in ("own", "mean"))
    assert any(not np.allclose(a, b) for a, b in zip(own, mean, strict=True))
