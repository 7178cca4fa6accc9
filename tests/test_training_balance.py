"""A network that is too fond of some words is mended by its last biases, and by nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from training_tiny import write_fer2013

from model.companion import VOTE_WORDS
from model.networks import FER2013_WORDS
from training import balance
from training.datasets import VOTE_NAMES, Dataset
from training.onnx_network import released_root
from training.weights import open_core, plain_core, save_core

ANSWER_WORDS = {"votes": VOTE_WORDS, "labels": FER2013_WORDS}
ANGER, HAPPINESS = FER2013_WORDS.index("anger"), FER2013_WORDS.index("happiness")


def two_views(count: int, fondness: float) -> tuple[balance.Floats, balance.Ints]:
    """Return (logits, truth) of a network that gives the first of three words this much too high a logit."""
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, count)
    logits = rng.normal(size=(2, count, 3)) * 0.3 + rng.normal(size=(count, 3)) + 1.5 * np.eye(3)[truth]
    return logits + np.array([fondness, 0, 0]), truth


def test_a_word_said_too_often_is_shifted_down() -> None:
    logits, truth = two_views(1500, fondness=1.0)
    found = balance.balanced(logits, truth)
    assert found.after > found.before + 0.03
    assert found.shift[0] - found.shift[1:].mean() == pytest.approx(-1.0, abs=0.15)
    fair = balance.balanced(*two_views(1500, fondness=0.0))
    assert found.after == pytest.approx(fair.before, abs=0.01)


def test_nothing_is_shifted_where_it_does_not_help() -> None:
    truth = np.arange(60) % 3
    found = balance.balanced(np.stack([9.0 * np.eye(3)[truth]] * 2), truth)
    assert (found.shift == 0).all() and found.before == found.after == 1.0


def mostly_happy() -> Dataset:
    """Return PublicTest pictures, four of five happy by labels and votes, the others angry."""
    labels = np.where(np.arange(50) % 5, HAPPINESS, ANGER)
    votes = np.zeros((50, 10), np.float32)
    for row, label in enumerate(labels):
        votes[row, VOTE_NAMES.index(FER2013_WORDS[label])] = 9
    pictures = np.random.default_rng(1).integers(0, 256, (50, 48, 48)).astype(np.uint8)
    return Dataset(FER2013_WORDS, pictures, labels, np.full(50, "PublicTest"), votes=votes)


def test_a_run_is_balanced_and_other_stays(tmp_path: Path) -> None:
    core = plain_core("companion")
    before = core.get_weights()
    for output in ("votes", "labels"):
        layer = core.get_layer(output)
        kernel, bias = layer.get_weights()
        bias[ANGER] = 6.0  # the first word of both answers
        layer.set_weights([kernel, bias])
    save_core(core, tmp_path / "network.keras")
    found = balance.balance(tmp_path, mostly_happy())
    mended = open_core(tmp_path / "network.keras")
    for output in ("votes", "labels"):
        assert found[output].before == pytest.approx(0.2) and found[output].after == pytest.approx(0.8)
        bias = mended.get_layer(output).get_weights()[1]
        happiness = ANSWER_WORDS[output].index("happiness")
        assert bias[happiness] > bias[ANGER]
    assert mended.get_layer("votes").get_weights()[1][-1] == 0
    changed = [np.abs(a - b).max() > 0 for a, b in zip(before, mended.get_weights(), strict=True)]
    assert sum(changed) == 2, "the two biases only"


def test_what_it_gave_is_written_beside_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_fer2013(tmp_path, learn=1, other=2)
    save_core(plain_core("companion"), tmp_path / "network.keras")
    (tmp_path / "run.json").write_text('{"epochs": 3, "metrics": {"val": 0.5}}')
    order = [str(tmp_path), "--data", str(tmp_path / "fer2013.csv"), "--votes", str(tmp_path / "votes.csv")]
    assert balance.main(order) == 0
    about = json.loads((tmp_path / "run.json").read_text())
    assert about["epochs"] == 3 and about["metrics"]["val"] == 0.5
    assert set(about["metrics"]["balanced"]) == {"votes", "labels"}
    assert "votes: " in capsys.readouterr().out


def test_a_network_with_one_answer_gets_one_clear_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_fer2013(tmp_path, learn=1, other=1)
    shutil.copy(released_root() / "poster" / "network.keras", tmp_path)
    order = [str(tmp_path), "--data", str(tmp_path / "fer2013.csv"), "--votes", str(tmp_path / "votes.csv")]
    assert balance.main(order) == 2
    assert "poster has one answer only" in capsys.readouterr().err
