"""A run repeats, goes on where it stood, ends in time and keeps what it had: real training on tiny data."""

from __future__ import annotations

import json
import math
import signal
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import h5py
import keras
import pytest
from training_run import RECIPE, run
from training_tiny import write_ck

from companion.sources.fer2013 import DataError
from training import fold_run, train
from training.callbacks import FoldProgress, Safekeeping, papers_callbacks
from training.recipes import RECIPES
from training.schedule import WorkClock
from training.weights import plain_core


def test_same_seed_same_figures(tmp_path: Path) -> None:
    run(tmp_path / "a", epochs=2, seed=3)
    run(tmp_path / "b", epochs=2, seed=3)
    run(tmp_path / "c", epochs=2, seed=4)
    logs = [(tmp_path / name / "log.csv").read_text() for name in "abc"]
    assert logs[0] == logs[1] != logs[2]


def test_a_learning_rate_of_ones_own_replaces_the_recipes(tmp_path: Path) -> None:
    write_ck(tmp_path / "ck48.zip")
    for rate in ("1e-9", "1e-2"):
        arguments = ["--network", "ckplus", "--data", str(tmp_path / "ck48.zip"), "--out", str(tmp_path / rate)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(RECIPES, "ckplus", replace(RECIPES["ckplus"], folds=False))
            assert train.main([*arguments, "--epochs", "1", "--learning-rate", rate]) == 0
    small, large = (json.loads((tmp_path / rate / "run.json").read_text()) for rate in ("1e-9", "1e-2"))
    assert (small["recipe"]["learning_rate"], large["recipe"]["learning_rate"]) == (1e-9, 1e-2)
    weights = [keras.models.load_model(tmp_path / rate / "network.keras").get_weights()[1] for rate in ("1e-9", "1e-2")]
    # The first layer's bias begins at 0.
    assert abs(weights[0]).max() < 1e-7 < 1e-3 < abs(weights[1]).max()


def test_single_numbers_of_a_recipe_are_changed_for_a_run_and_kept_in_its_papers(tmp_path: Path) -> None:
    write_ck(tmp_path / "ck48.zip")
    arguments = ["--network", "ckplus", "--data", str(tmp_path / "ck48.zip"), "--out", str(tmp_path / "run")]
    changes = ["batch=16", "distortion.erase=0.3", "distortion.shift=0", "label_smoothing=0.2"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(RECIPES, "ckplus", replace(RECIPES["ckplus"], folds=False))
        assert train.main([*arguments, "--epochs", "1", "--set", *changes]) == 0
        kept = json.loads((tmp_path / "run" / "run.json").read_text())["recipe"]
        own = RECIPES["ckplus"]
    distortion = replace(own.distortion, erase=0.3, shift=0.0)
    assert kept == asdict(replace(own, batch=16, label_smoothing=0.2, distortion=distortion))


def test_a_resumed_run_keeps_counters_optimizer_and_rate(tmp_path: Path) -> None:
    run(tmp_path, epochs=2)
    state = json.loads((tmp_path / "state.json").read_text())
    # As if ReduceLROnPlateau and EarlyStopping had waited long already.
    state["counters"]["reduce_rate"].update(wait=RECIPE.patience_rate - 1, best=2.0)
    state["counters"]["early_stopping"].update(wait=5, best=2.0)
    (tmp_path / "state.json").write_text(json.dumps(state))
    run(tmp_path, epochs=3, resume=True)
    after = json.loads((tmp_path / "state.json").read_text())
    assert after["epoch"] == 3
    assert after["counters"]["early_stopping"]["wait"] == 6
    assert after["learning_rate"] == pytest.approx(RECIPE.learning_rate / 2)
    assert after["used_s"] > state["used_s"]
    with h5py.File(tmp_path / "last.weights.h5") as file:
        assert int(file["optimizer/vars/0"][()]) == 3 * 2  # steps of all three epochs
    assert len((tmp_path / "log.csv").read_text().splitlines()) == 4


@pytest.mark.parametrize(("by", "goes_on"), [("loss", True), ("accuracy", False)])
def test_a_run_waits_for_what_its_recipe_keeps_the_best_epoch_by(by: str, goes_on: bool) -> None:
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(keras.optimizers.SGD(1.0), "mse")
    model.stop_training = False
    for watch in papers_callbacks(replace(RECIPE, keep_by=by, patience_stop=2, patience_rate=2)).values():
        watch.set_model(model)
        watch.on_train_begin()
        # The loss falls all the time, and the accuracy had its lucky epoch at the beginning.
        for epoch in range(4):
            watch.on_epoch_end(epoch, {"val_loss": 1.0 - epoch / 10, "val_accuracy": 0.6 - epoch / 100})
    assert model.stop_training is not goes_on
    assert float(model.optimizer.learning_rate) == (1.0 if goes_on else 0.5)


def test_a_resumed_run_of_planned_time_goes_on_with_its_share(tmp_path: Path) -> None:
    run(tmp_path, minutes=0.02)
    state = json.loads((tmp_path / "state.json").read_text())
    summary = run(tmp_path, minutes=0.02, resume=True)
    # Its time is used up: nothing more is learned.
    assert summary["best_epoch"] == state["best_epoch"]
    assert json.loads((tmp_path / "state.json").read_text()) == state


def test_a_run_of_planned_time_is_not_gone_on_with_for_a_hundred_epochs_by_mistake(tmp_path: Path) -> None:
    run(tmp_path, minutes=0.02)
    with pytest.raises(DataError, match=r"was planned by time. Give --minutes \(or --epochs\) too"):
        run(tmp_path, resume=True)


def test_what_a_run_was_begun_with_holds_for_its_next_part(tmp_path: Path) -> None:
    order = ["--network", "ckplus", "--data", "ck48.zip", "--out", str(tmp_path)]
    (tmp_path / "run.json").write_text(json.dumps({"seed": 7, "precision": "bfloat16"}))
    for more, seed, precision in (
        ([], 0, "float32"), (["--resume"], 7, "bfloat16"),
        (["--resume", "--seed", "8", "--precision", "float32"], 8, "float32"),
    ):  # fmt: skip
        asked = train.parse([*order, *more])
        assert (asked.seed, asked.precision) == (seed, precision)


def test_resume_by_another_plan_and_bad_states(tmp_path: Path) -> None:
    run(tmp_path, epochs=1)
    run(tmp_path, minutes=1e-6, resume=True)
    with pytest.raises(DataError, match="no run to go on with"):
        run(tmp_path / "other", epochs=1, resume=True)
    (tmp_path / "state.json").write_text("{")
    with pytest.raises(DataError, match="damaged"):
        run(tmp_path, epochs=2, resume=True)


def test_a_run_is_not_gone_on_with_by_other_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_ck(tmp_path / "ck48.zip")
    arguments = ["--network", "ckplus", "--data", str(tmp_path / "ck48.zip"), "--out", str(tmp_path / "run")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(RECIPES, "ckplus", replace(RECIPES["ckplus"], folds=False))
        asked = ["--learning-rate", "0.002", "--set", "distortion.shift=0.2"]
        assert train.main([*arguments, "--epochs", "1", *asked]) == 0
        before = (tmp_path / "run" / "state.json").read_bytes()
        assert train.main([*arguments, "--epochs", "2", "--resume"]) == 2
        assert "was begun with learning_rate=0.002, distortion.shift=0.2. Give the same" in capsys.readouterr().err
        assert (tmp_path / "run" / "state.json").read_bytes() == before
        assert train.main([*arguments, "--epochs", "2", *asked, "--resume"]) == 0
        # A run of before this was kept goes on as it is asked for.
        state = json.loads((tmp_path / "run" / "state.json").read_text())
        assert state["epoch"] == 2
        del state["asked"]
        (tmp_path / "run" / "state.json").write_text(json.dumps(state))
        assert train.main([*arguments, "--epochs", "3", "--resume"]) == 0


def test_a_failed_write_keeps_the_former_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def full(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    (tmp_path / "network.keras").write_bytes(b"former")
    (tmp_path / "last.weights.h5").write_bytes(b"former")
    keeper = Safekeeping(tmp_path, WorkClock(), {}, full, dict, {})
    model = plain_core("ckplus")
    model.compile("adam", "mse")
    model.save_weights = full
    keeper.set_model(model)
    keeper.set_params({"steps": 1})
    keeper.on_epoch_end(0, {"val_accuracy": 0.5, "val_loss": 1.0})
    assert {path.name for path in tmp_path.iterdir()} == {"network.keras", "last.weights.h5"}
    assert all(path.read_bytes() == b"former" for path in tmp_path.iterdir())
    assert keeper.best == -1.0  # what is on disk is not this epoch's
    assert capsys.readouterr().err.count("The former one is kept.") == 2


@pytest.mark.parametrize(("by", "kept"), [("accuracy", [1, 1, 1, 4]), ("loss", [1, 2, 2, 2])])
def test_the_epoch_that_is_kept_is_the_best_by_accuracy_or_by_loss_after_a_break_too(
    tmp_path: Path, by: str, kept: list[int]
) -> None:
    model = plain_core("ckplus")
    model.compile("adam", "mse")
    epochs = [(0.6, 0.9), (0.5, 0.8), (0.6, math.nan), (0.7, 0.85)]
    for epoch, ((accuracy, loss), best) in enumerate(zip(epochs, kept, strict=True)):
        state = json.loads((tmp_path / "state.json").read_text()) if epoch else {}
        keeper = Safekeeping(
            tmp_path, WorkClock(), {}, lambda path, epoch=epoch: path.write_text(str(epoch + 1)), dict, state, by
        )
        keeper.set_model(model)
        keeper.set_params({"steps": 1})
        keeper.on_train_batch_end(0)
        keeper.on_epoch_end(epoch, {"val_accuracy": accuracy, "val_loss": loss})
        assert keeper.best_epoch == int((tmp_path / "network.keras").read_text()) == best
        assert keeper.best == epochs[best - 1][0]


def test_the_progress_of_a_fold_tells_the_time_of_all_that_are_left(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    clock = WorkClock(lambda: now)
    clock.tick()
    shown = FoldProgress(clock, 4, None, "fold 3/10  ", before_s=120, to_come=7)
    shown.set_params({"steps": 10})
    shown.on_epoch_begin(0)
    now = 6.0  # half of the first of four epochs: 42 s more, and seven times 48 s
    clock.tick()
    shown.on_train_batch_end(4, {"loss": 0.5})
    line = capsys.readouterr().out
    assert line.startswith("fold 3/10  epoch 1/4  batch 5/10  loss 0.5000  2.1 min used, about 6.3 min left"), line


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl+C does what it does in a terminal, also where the tests run in the background, which ignores it."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("ctrl_c")
@pytest.mark.parametrize("where", ["within the training", "after it"])
def test_folds_that_were_stopped_are_told_left_out_and_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    data, out = write_ck(tmp_path / "ck48.zip"), tmp_path / "run"
    arguments = ["--network", "ckplus", "--data", str(data), "--out", str(out), "--epochs", "1"]
    monkeypatch.setattr(fold_run, "FOLDS", 2)
    name = "run_fit" if where == "within the training" else "answers"
    real, came = getattr(fold_run, name), []

    def stopped_in_the_second(*given: Any, **more: Any) -> Any:
        came.append(1)
        if len(came) == 2:
            signal.raise_signal(signal.SIGINT)
        return real(*given, **more)

    monkeypatch.setattr(fold_run, name, stopped_in_the_second)
    assert train.main(arguments) == 0
    first = json.loads((out / "run.json").read_text())
    assert first["folds_interrupted"] and "by_person" not in first["metrics"]
    assert (out / "report" / "report.md").is_file() and not (out / "report" / "folds.json").exists()
    printed = capsys.readouterr()
    assert "were stopped; their figure is left out" in printed.err
    assert "fold 1/2  epoch 1/1  batch 1/" in printed.out and "min left" in printed.out

    assert train.main([*arguments, "--resume"]) == 0
    second = json.loads((out / "run.json").read_text())
    assert len(came) == 3, "the fold that was done is not trained again"
    assert not second["folds_interrupted"] and second["metrics"]["by_person"]["n"] == 84
    # Answers of other settings do not count.
    assert train.main([*arguments[:-1], "2", "--resume"]) == 0
    assert len(came) == 5
