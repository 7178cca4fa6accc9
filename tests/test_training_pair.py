"""Two networks side by side answer with the mean of both, and each half can be trained on as what it was."""

from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
import pytest

from training.export import make_card
from training.pair import main
from training.weights import HEADS, SIDES, open_core, plain_core, save_core, start_from

PICTURES = np.random.default_rng(0).uniform(-1, 1, (4, 48, 48, 1)).astype(np.float32)


def answers(core: keras.Model) -> dict[str, np.ndarray]:
    return {name: np.asarray(values) for name, values in core.predict_on_batch(PICTURES).items()}


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pair")
    for seed, name in enumerate(SIDES):
        keras.utils.set_random_seed(seed)
        core = plain_core(name)
        for head in HEADS:
            kernel, bias = core.get_layer(head).get_weights()
            core.get_layer(head).set_weights([kernel, np.full_like(bias, seed)])
        (home / name).mkdir()
        save_core(core, home / name / "network.keras")
        (home / name / "run.json").write_text(json.dumps({"seed": seed, "best_epoch": 3}))
    assert main([*(str(home / name) for name in SIDES), "--out", str(home / "pair")]) == 0
    return home


def test_the_pair_answers_with_the_mean_of_both(joined: Path) -> None:
    first, second = (answers(open_core(joined / name / "network.keras")) for name in SIDES)
    pair = open_core(joined / "pair" / "network.keras")
    for name, values in answers(pair).items():
        assert np.abs(first[name] - second[name]).max() > 0.5, "two different networks"
        np.testing.assert_allclose(values, (first[name] + second[name]) / 2, atol=1e-5)
    about = json.loads((joined / "pair" / "run.json").read_text())
    assert [name.split()[0] for name in about.pop("pair_of")] == list(SIDES)
    assert about == {"seed": 1}
    assert make_card(pair, about, None).name == "companion", "the app's own network, whatever it is made of"


@pytest.mark.parametrize("name", SIDES)
def test_a_half_goes_on_where_it_was(joined: Path, name: str) -> None:
    core = plain_core(name)
    start_from(core, joined / "pair" / "network.keras")
    before = answers(open_core(joined / name / "network.keras"))
    for head, values in answers(core).items():
        # Its last layer's bias is the pair's, 0.5 here: the mean of 0 and 1.
        np.testing.assert_allclose(values, before[head] - SIDES.index(name) + 0.5, atol=1e-5)


def test_what_is_no_pair_is_told_and_nothing_is_written(
    joined: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for runs, sentence in (
        (["second", "companion"], "in this order, not of second and companion"),
        (["companion", "gone"], "is not there"),
    ):
        assert main([*(str(joined / run) for run in runs), "--out", str(tmp_path / "pair")]) == 2
        assert sentence in capsys.readouterr().err
        assert not (tmp_path / "pair").exists()
