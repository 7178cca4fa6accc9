"""Balances a trained network's words: `python training/balance.py runs/companion --data fer2013.csv --votes ...`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import log_softmax, softmax  # type: ignore[import-untyped]

from companion.sources.fer2013 import DataError
from model.networks import ANSWERS, Answer
from training.datasets import Dataset, load_fer2013, tell
from training.export import KERAS_FILE, read_run
from training.recipes import RECIPES
from training.targets import labelled_by_votes
from training.weights import open_core, save_core

# How strongly a shift is pulled to 0: rare words have too few pictures to shift far.
PULL = 1e-3
# One over the highest temperature: a network that knows nothing would have an endless one.
LEAST_SCALE = 0.05
LEFT_OUT, ROUNDS = 10, 3

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Balanced:
    """What balancing does to one answer, judged by pictures that were left out of the fit (cross-validation).

    Attributes:
        shift: (words,) what is added to the logits; all 0 where it would not help.
        before, after: share of right answers, 0..1.
    """

    shift: Floats
    before: float
    after: float


def fit_shift(logits: Floats, truth: Ints) -> Floats:
    """Return what to add to each word's logit for the least cross-entropy, a temperature fitted beside it: (words,).

    Mixup, smoothed labels and shares of votes in place of one word leave a network a little too fond of some words.
    Shifts of the last biases mend that (logit adjustment, Menon et al. 2021; here fitted, not from the words' shares).

    Args:
        logits: (views, N, words); the answer is the mean of the views' probabilities.
        truth: (N,) the right word, an index into words.
    """
    rows = np.arange(len(truth))

    def loss(numbers: Floats) -> float:
        probabilities = softmax(logits * numbers[0] + numbers[1:], axis=-1).mean(axis=0)
        return float(-np.log(probabilities[rows, truth] + 1e-12).mean() + PULL * (numbers[1:] ** 2).sum())

    words = logits.shape[-1]
    bounds = [(LEAST_SCALE, None), *[(None, None)] * words]
    found: Floats = minimize(loss, np.append(1.0, np.zeros(words)), method="L-BFGS-B", bounds=bounds).x
    shift: Floats = found[1:] / found[0]
    return shift


def balanced(logits: Floats, truth: Ints) -> Balanced:
    """Return the shift for one answer, and what it gives on pictures left out of the fit.

    Args:
        logits, truth: as in `fit_shift`.
    """
    logits = log_softmax(logits, axis=-1)
    rng = np.random.default_rng(0)
    right = np.zeros((ROUNDS, len(truth)))
    for number in range(ROUNDS):
        part = rng.permutation(len(truth)) % LEFT_OUT
        for left_out in range(LEFT_OUT):
            held = part == left_out
            shift = fit_shift(logits[:, ~held], truth[~held])
            right[number, held] = _answers(logits[:, held] + shift) == truth[held]
    before, after = float((_answers(logits) == truth).mean()), float(right.mean())
    shift = fit_shift(logits, truth) if after > before else np.zeros(logits.shape[-1])
    return Balanced(shift, before, after if after > before else before)


def _answers(logits: Floats) -> Ints:
    answers: Ints = softmax(logits, axis=-1).mean(axis=0).argmax(axis=1)
    return answers


def balance(run: Path, data: Dataset) -> dict[str, Balanced]:
    """Shift the last biases of RUN/network.keras, each answer by PublicTest without twins; `other` keeps its bias.

    Answers by votes are balanced for what most of ten people say. Training goes on (--init) from the balanced network
    as from any other.

    Args:
        run: folder of a training run.
        data: with PublicTest, and with votes.

    Returns:
        What was done, by output.

    Raises:
        DataError: there is no network, it has no answers by name, or there are no votes.
        OSError: the folder cannot be written.
    """
    core = open_core(run / KERAS_FILE)
    recipe = RECIPES[core.name]
    if any(answer.output is None for answer in ANSWERS[core.name]):
        raise DataError(f"{core.name} has one answer only: nothing to balance. This is for networks with two.")
    check = data.split("PublicTest")
    check = check.take(~check.has_twin())
    found: dict[str, Balanced] = {}
    for answer in ANSWERS[core.name]:
        seen = labelled_by_votes(check) if answer.target == "votes" else check
        columns = [answer.words.index(word) for word in seen.words]
        pictures = seen.pictures[..., None].astype(np.float32) * recipe.scale + recipe.shift
        views = [_logits(core, answer, view)[:, columns] for view in (pictures, pictures[:, :, ::-1])]
        found[str(answer.output)] = result = balanced(np.stack(views), np.asarray(seen.labels, np.int64))
        layer = core.get_layer(answer.output)
        kernel, bias = layer.get_weights()
        bias[columns] += result.shift
        layer.set_weights([kernel, bias])
    with tempfile.TemporaryDirectory(dir=run, prefix="balance-") as folder:
        save_core(core, Path(folder) / KERAS_FILE)
        (Path(folder) / KERAS_FILE).replace(run / KERAS_FILE)
    return found


def _logits(core: keras.Model, answer: Answer, pictures: NDArray[np.float32]) -> Floats:
    return np.asarray(core.predict(pictures, batch_size=128, verbose=0)[answer.output], np.float64)


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    parser = argparse.ArgumentParser(description="Balance a network's words on the validation split, before export.")
    parser.add_argument("run", type=Path, help="folder of a training run; export it afterwards")
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv, plain or packed")
    parser.add_argument("--votes", required=True, type=Path, help="fer2013new.csv, the FER+ votes")
    args = parser.parse_args(argv)
    try:
        found = balance(args.run, load_fer2013(args.data, args.votes))
        about = read_run(args.run)
        figures = {name: {"before": result.before, "after": result.after} for name, result in found.items()}
        about["metrics"] = {**about.get("metrics", {}), "balanced": figures}
        (args.run / "run.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    for name, result in found.items():
        print(f"{name}: {result.before:.2%} right before, {result.after:.2%} after, on pictures left out of the fit.")
    print("Export it now.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
