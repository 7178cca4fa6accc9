"""Training for flat places takes its gradient where the loss is worst, and changes nothing else about a step."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# In processes of their own: Keras takes its backend when it is imported.
BY_HAND = """
import keras, numpy as np
from training.sharpness import SharpnessAware

# One weight w, answer w * x, loss (w * x - y)^2: its slope is 2 x (w x - y).
inputs = keras.Input((1,))
answer = keras.layers.Dense(1, use_bias=False, kernel_initializer=keras.initializers.Constant(3.0))(inputs)
model = SharpnessAware(inputs, answer, rho=0.5)
optimizer = keras.optimizers.SGD(0.1)
model.compile(optimizer, loss="mse", metrics=["mae"])
figures = model.train_on_batch(np.array([[2.0]], "float32"), np.array([[1.0]], "float32"), return_dict=True)
# The slope at 3 is 20, so the loss is worse at 3.5; there it is 4 * (7 - 1) = 24, and the step is 0.1 of that.
weight = float(np.ravel(keras.ops.convert_to_numpy(model.weights[0]))[0])
assert abs(weight - (3 - 2.4)) < 1e-5, weight
assert model.optimizer is optimizer and int(optimizer.iterations) == 1
# What is told, of the batch and of the epoch so far, is the loss at 3, not also the one at 3.5.
for told in (figures, model.get_metrics_result()):
    assert abs(float(told["loss"]) - 25) < 1e-4 and abs(float(told["mae"]) - 5) < 1e-4, told
"""

# The first look takes the first picture only: the slope at 3 is 20 there, and would point the other way for both.
FIRST = """
import keras, numpy as np
from training.sharpness import SharpnessAware

inputs = keras.Input((1,))
answer = keras.layers.Dense(1, use_bias=False, kernel_initializer=keras.initializers.Constant(3.0))(inputs)
model = SharpnessAware(inputs, answer, rho=0.5, first=1)
model.compile(keras.optimizers.SGD(0.1), loss="mse")
x, y = np.array([[2.0], [2.0]], "float32"), np.array([[1.0], [31.0]], "float32")
model.train_on_batch(x, y)
# At 3.5 the slopes are 24 and -96, their mean -36. Of both pictures at 3 it is -40, which would lead to 2.5 and -44.
weight = float(np.ravel(keras.ops.convert_to_numpy(model.weights[0]))[0])
assert abs(weight - (3 + 3.6)) < 1e-5, weight
"""

# Where the second look is taken hardly anywhere else, all must go as if there was none: chance, means, figures.
AS_WITHOUT = """
import keras, numpy as np
from dataclasses import replace
from training.backend import speed_up
from training.recipes import RECIPES
from training.sharpness import SharpnessAware
from training.trainer import build_trainer

speed_up()
rng = np.random.default_rng(0)
pictures = rng.integers(0, 255, (16, 48, 48, 1)).astype("uint8")
answers = {"votes": np.eye(9)[rng.integers(0, 9, 16)], "labels": np.eye(7)[rng.integers(0, 7, 16)]}

def trained(sharpness):
    keras.utils.set_random_seed(0)
    trainer, core = build_trainer("companion", replace(RECIPES["companion"], sharpness=sharpness, small_side=0), seed=0)
    assert isinstance(trainer, SharpnessAware) == bool(sharpness)
    figures = [trainer.train_on_batch(pictures, answers, return_dict=True) for _ in range(3)]
    return figures, core.get_weights()

plain_figures, plain = trained(0.0)
figures, weights = trained(1e-7)
for a, b in zip(plain_figures, figures, strict=True):
    for name in a:
        assert abs(a[name] - b[name]) < 2e-2, (name, a[name], b[name])
for a, b in zip(plain, weights, strict=True):
    assert np.allclose(a, b, atol=5e-3), abs(a - b).max()
_, far = trained(0.5)
assert max(abs(a - b).max() for a, b in zip(plain, far, strict=True)) > 2e-2, "the second look must count"
"""

# Both looks see the same pictures, so a teacher's answer to them is asked for once.
TEACHERS = """
import keras, numpy as np
from dataclasses import replace
from model.networks import BUILDERS
from training.recipes import RECIPES
from training.trainer import build_trainer

class Asked:
    def __init__(self):
        self.network, self.pictures = BUILDERS["companion"](), []
    def __call__(self, pictures, training):
        self.pictures.append(keras.ops.convert_to_numpy(pictures))
        return self.network(pictures, training=training)

rng = np.random.default_rng(0)
pictures = rng.integers(0, 255, (2, 4, 48, 48, 1)).astype("uint8")
answers = {"votes": np.eye(9)[rng.integers(0, 9, 4)], "labels": np.eye(7)[rng.integers(0, 7, 4)]}
teachers = [Asked(), Asked()]
recipe = replace(RECIPES["companion"], sharpness=0.1, small_side=0)
trainer, core = build_trainer("companion", recipe, seed=0, teachers=teachers)
trainer.run_eagerly = True
for batch in pictures:
    trainer.train_on_batch(batch, answers)
for teacher in teachers:
    assert [len(batch) for batch in teacher.pictures] == [2, 2]
    assert abs(teacher.pictures[0] - teacher.pictures[1]).max() > 0.1, "the second batch is judged anew"
trainer(pictures[0], training=True)
assert len(teachers[0].pictures) == 3, "what was kept is forgotten after the step"
"""


@pytest.mark.parametrize("backend", ["tensorflow", "torch"])
@pytest.mark.parametrize(
    "script", [BY_HAND, FIRST, AS_WITHOUT, TEACHERS], ids=["by hand", "first", "as without", "teachers"]
)
def test_the_gradient_is_taken_where_the_loss_is_worst(backend: str, script: str) -> None:
    done = run(backend, script)
    assert done.returncode == 0, done.stderr[-2000:]


def test_a_backend_that_cannot_look_twice_is_told_in_a_sentence(tmp_path: Path) -> None:
    if importlib.util.find_spec("jax") is None:
        pytest.skip("jax is not installed")
    from tests.training_tiny import write_fer2013

    write_fer2013(tmp_path, 4, 2)
    done = subprocess.run(
        [
            sys.executable, "training/train.py", "--network", "companion", "--data", str(tmp_path / "fer2013.csv"),
            "--votes", str(tmp_path / "votes.csv"), "--out", str(tmp_path / "run"), "--set", "sharpness=0.1",
        ],
        cwd=ROOT, env={**os.environ, "KERAS_BACKEND": "jax"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "sharpness needs KERAS_BACKEND=tensorflow or torch." in done.stderr
    assert not (tmp_path / "run").exists()


def run(backend: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run a script on one backend, or skip the test where that is not installed."""
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    environment = {**os.environ, "KERAS_BACKEND": backend, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
