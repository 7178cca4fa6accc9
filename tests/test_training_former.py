"""What was made of a network's former weights never passes for that of its new ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from training_tiny import write_ck

from companion.sources.fer2013 import DataError
from training import calibrate, evaluate, export, train, trainer
from training.card import read_card
from training.onnx_network import open_network
from training.recipes import RECIPES
from training.run_folder import EXPORTED_FILES
from training.weights import plain_core, save_core


@pytest.fixture
def order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The command of a run of one epoch, without folds."""
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(RECIPES, "ckplus", replace(RECIPES["ckplus"], folds=False))
    data = write_ck(tmp_path / "ck48.zip")
    return ["--network", "ckplus", "--data", str(data), "--out", str(tmp_path / "run"), "--epochs"]


def test_a_network_that_no_state_stands_beside_is_not_written_over(
    tmp_path: Path, order: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As mean.py and branches.py make one, and as one comes back from another machine.
    run = tmp_path / "run"
    run.mkdir()
    save_core(plain_core("ckplus"), run / "network.keras")
    (run / "run.json").write_text(json.dumps({"mean_of": ["a", "b"]}))
    (run / "log.csv").write_text("epoch\n0\n")
    (run / "report").mkdir()
    for name in ("robustness.md", "robustness.json", "robustness.png", "report.md", "mine.txt"):
        (run / "report" / name).write_text("of the former one")
    before = {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(trainer, "run_fit", killed)
        assert train.main([*order, "1", "--init", str(run / "network.keras")]) == 130
    # Weights of before do not pass for those of the run that was killed.
    assert not (run / "network.keras").exists()
    assert {path.name: path.read_bytes() for path in (run / "former").iterdir()} == before
    assert [path.name for path in (run / "report").iterdir()] == ["mine.txt"]
    told = capsys.readouterr().err
    assert f"There is a network in {run}" in told and f"{run / 'former'}." in told and "--resume" not in told


def test_better_weights_leave_no_older_onnx_file_card_or_figure_beside_them(
    tmp_path: Path, order: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, data = tmp_path / "run", str(tmp_path / "ck48.zip")
    assert train.main([*order, "1"]) == 0 and export.main([str(run)]) == 0
    former = (run / "card.json").read_bytes()
    # A resumed part that does no better keeps all: the network is the same.
    state = json.loads((run / "state.json").read_text())
    (run / "state.json").write_text(json.dumps({**state, "best": 2.0}))
    assert train.main([*order, "2", "--resume"]) == 0
    assert (run / "card.json").read_bytes() == former and open_network(run)
    state = json.loads((run / "state.json").read_text())
    (run / "state.json").write_text(json.dumps({**state, "best": -1.0}))
    (run / "network-int8.onnx").write_bytes(b"its small form")
    (run / "report" / "metrics.json").write_text('{"accuracy": 0.123}')
    assert train.main([*order, "3", "--resume"]) == 0
    assert not [name for name in EXPORTED_FILES if (run / name).exists()]
    assert (run / "former" / "card.json").read_bytes() == former
    assert (run / "former" / "network-int8.onnx").read_bytes() == b"its small form"
    assert "what was exported of the former one is now in" in capsys.readouterr().err
    for main, arguments in (
        (evaluate.main, ["--model", str(run), "--data", data]),
        (calibrate.main, [str(run), "--data", data]),
    ):
        assert main(arguments) == 2
        assert f"`python training/export.py {run}` makes it" in capsys.readouterr().err
    assert export.main([str(run)]) == 0
    # Nor the new one's before calibration: with this ONNX file nothing was measured yet.
    assert json.loads((run / "report" / "metrics.json").read_text())["accuracy"] != 0.123
    assert "report" not in read_card(run).metrics
    assert evaluate.main(["--model", str(run), "--data", data, "--report", str(run / "report")]) == 0
    assert export.main([str(run)]) == 0
    assert read_card(run).metrics["report"]["split"] == "all"
    # With the mirror image nothing was measured yet, either.
    assert export.main([str(run), "--flip-average"]) == 0
    assert "report" not in read_card(run).metrics
    # Without a flag the same network stays as it was exported: else its calibration would be gone.
    assert export.main([str(run)]) == 0 and read_card(run).flip_average
    assert export.main([str(run), "--no-flip-average"]) == 0 and not read_card(run).flip_average
    monkeypatch.setattr(export, "released_root", lambda: tmp_path)
    exported = (run / "card.json").read_bytes()
    assert export.main([str(run)]) == 2 and (run / "card.json").read_bytes() == exported
    assert f"{run} is a release. `git restore {run}` brings it back" in capsys.readouterr().err
    # Begun anew in the same folder, it is a former one too.
    assert train.main([*order, "1"]) == 0
    assert not [name for name in EXPORTED_FILES if (run / name).exists()]
    assert (run / "former-2" / "network.onnx").is_file() and (run / "former-2" / "network.keras").is_file()


def test_a_run_that_is_stopped_keeps_no_figures_of_the_weights_before(
    tmp_path: Path, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert train.main([*order, "1"]) == 0
    run = tmp_path / "run"
    state = json.loads((run / "state.json").read_text())
    (run / "state.json").write_text(json.dumps({**state, "best": -1.0}))

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "report_run", ended)
    assert train.main([*order, "2", "--resume"]) == 130
    left = {path.name for path in (run / "report").iterdir()}
    assert not {"metrics.json", "report.md", "roc.png"} & left
    assert export.main([str(run)]) == 0 and "report" not in read_card(run).metrics


def test_a_run_that_is_killed_after_a_better_epoch_tells_no_figure_of_the_weights_before(
    tmp_path: Path, order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    assert train.main([*order, "1"]) == 0
    before = json.loads((run / "run.json").read_text())
    state = json.loads((run / "state.json").read_text())
    (run / "state.json").write_text(json.dumps({**state, "best": -1.0}))
    fit = trainer.run_fit

    def killed(*given: Any, **more: Any) -> None:
        fit(*given, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(trainer, "run_fit", killed)
    assert train.main([*order, "2", "--resume"]) == 130
    assert json.loads((run / "state.json").read_text())["best_epoch"] == 2
    gone = {"metrics", "epochs", "training_minutes", "best_epoch", "best_val_accuracy"}
    assert gone < set(before)
    told = json.loads((run / "run.json").read_text())
    assert told == {name: value for name, value in before.items() if name not in gone}, "the rest is true of both"
    assert export.main([str(run)]) == 0
    assert not gone & set(read_card(run).recipe) and set(read_card(run).metrics) == {"onnx_against_keras"}


def test_a_network_laid_beside_anothers_card_is_told(tmp_path: Path, order: list[str]) -> None:
    run = tmp_path / "run"
    assert train.main([*order, "1"]) == 0 and export.main([str(run)]) == 0
    assert open_network(run)
    save_core(plain_core("ckplus"), run / "network.keras")
    with pytest.raises(DataError, match=r"is not made of the network\.keras beside it"):
        open_network(run)
    assert export.main([str(run)]) == 0
    assert open_network(run)
