"""The scripts do the whole way, from data to release, as a person runs them; bad input gives one line and status 2."""

from __future__ import annotations

import errno
import importlib.util
import json
import shlex
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from training_tiny import ROOT, csv_text, environment, run_script, votes_text, write_ck

from companion.sources.fer2013 import DataError
from training import calibrate, evaluate, export, fold_run, folds, train
from training.card import read_card, write_card
from training.export import release
from training.onnx_network import open_network, released_root
from training.recipes import RECIPES
from training.run_folder import begin

# The small network where the backend is slow to start; poster's batch normalisation where it is our own (PyTorch).
BACKENDS = (("tensorflow", "ckplus"), ("torch", "poster"), ("jax", "ckplus"))
WITHOUT_CARE_OF_SIZE = "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of ckplus on a tiny CK+48, with two folds by person in place of ten, exported."""
    home = tmp_path_factory.mktemp("trained")
    data = write_ck(home / "ck48.zip")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fold_run, "FOLDS", 2)
        out = str(home / "run")
        assert train.main(["--network", "ckplus", "--data", str(data), "--out", out, "--epochs", "1"]) == 0
    assert export.main([str(home / "run")]) == 0
    return home


@pytest.mark.parametrize(("backend", "network"), BACKENDS)
def test_one_real_step_on_each_backend(tmp_path: Path, backend: str, network: str) -> None:
    if importlib.util.find_spec(backend) is None:
        pytest.skip(f"{backend} is not installed")
    (tmp_path / "fer2013.csv").write_text(csv_text(learn=2, other=1))
    (tmp_path / "votes.csv").write_text(votes_text(csv_text(learn=2, other=1)))
    arguments = ["--network", network, "--data", "fer2013.csv", "--votes", "votes.csv", "--epochs", 1]
    done = run_script("train", *arguments, "--out", "run", home=tmp_path, backend=backend)
    assert done.returncode == 0, done.stderr
    run = json.loads((tmp_path / "run" / "run.json").read_text())
    pictures = 14 if network == "poster" else 12  # ckplus has no neutral
    assert (run["backend"], run["epochs"], run["training_pictures"]) == (backend, 1, pictures)
    report = {path.name for path in (tmp_path / "run" / "report").iterdir()}
    assert {"report.md", "metrics.json", "confusion.png", "confusion-ferplus.png", "curves.png"} <= report
    # Most of the ten say the label, whatever number the network gives it.
    assert json.loads((tmp_path / "run" / "report" / "metrics.json").read_text())["human_baseline"] == 1


def test_a_run_begun_anew_loses_the_former_report_and_says_how_to_make_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = write_ck(tmp_path / "ck48.zip"), tmp_path / "my run"
    (out / "report").mkdir(parents=True)
    for name in ("state.json", "folds-done.json", "report/folds.json", "report/roc.png", "report/mine.txt"):
        (out / name).write_text("{}")
    (out / "network.keras").write_bytes(b"hours of work")
    begin(out, resume=True)
    assert (out / "report" / "folds.json").is_file() and (out / "folds-done.json").is_file()

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(train, "report_run", ended)
    monkeypatch.setitem(RECIPES, "ckplus", replace(RECIPES["ckplus"], folds=False))
    assert train.main(["--network", "ckplus", "--data", str(data), "--out", str(out), "--epochs", "1"]) == 130
    assert [path.name for path in (out / "report").iterdir()] == ["mine.txt"]
    assert not (out / "folds-done.json").exists() and (out / "former" / "folds-done.json").is_file()
    # Whoever forgot --resume can still go on with it.
    assert (out / "former" / "network.keras").read_bytes() == b"hours of work"
    assert (out / "former" / "state.json").read_text() == "{}"
    told = capsys.readouterr().err.splitlines()
    assert "a new one is begun" in told[0] and f"{out / 'former'}: --resume" in told[0]
    assert "Training is done" in told[-1] and "before anything was trained" not in told[-1]
    commands = told[-1].split("`")[1::2]
    monkeypatch.undo()
    # The commands that it names do make the report.
    for command, script in zip(commands, (export, evaluate), strict=True):
        assert command.startswith(f"python training/{script.__name__.split('.')[-1]}.py ")
        assert script.main(shlex.split(command)[2:]) == 0
    assert (out / "report" / "report.md").is_file()


@pytest.mark.parametrize("when", ["write_json", "report_run"])
def test_a_disk_that_is_full_at_the_report_does_not_hide_that_the_training_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], when: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "report.md")

    monkeypatch.setattr(train, when, full)
    monkeypatch.setitem(RECIPES, "ckplus", replace(RECIPES["ckplus"], folds=False))
    data, out = write_ck(tmp_path / "ck48.zip"), tmp_path / "run"
    assert train.main(["--network", "ckplus", "--data", str(data), "--out", str(out), "--epochs", "1"]) == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert "No space left on device: 'report.md'. Training is done and " in told
    assert f"`python training/export.py {out}` and then " in told and (out / "network.keras").is_file()


def test_a_training_that_goes_astray_ends_at_once_and_keeps_what_was_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(RECIPES, "ckplus", replace(RECIPES["ckplus"], folds=False))
    data, out = write_ck(tmp_path / "ck48.zip"), tmp_path / "run"
    order = ["--network", "ckplus", "--data", str(data), "--out", str(out)]
    assert train.main([*order, "--epochs", "9", "--learning-rate", "1e30"]) == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("The training went astray: after ") and told.endswith("Give a lower --learning-rate.")
    assert "Nothing is kept" in told and not (out / "network.keras").exists()


def test_onnx_answers_as_keras_does(trained: Path) -> None:
    check = read_card(trained / "run").metrics["onnx_against_keras"]
    assert check["same_word"] == check["pictures"] == 84
    assert check["largest_difference"] < 1e-4


def test_calibrate_and_evaluate_by_picture_and_by_person(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, data = str(trained / "run"), str(trained / "ck48.zip")
    assert calibrate.main([run, "--data", data]) == 0
    card = read_card(trained / "run")
    assert not card.knows_still_face and set(card.clear.values()) == {None}
    results = {}
    for split in ("picture", "person"):
        capsys.readouterr()
        report = str(trained / split)
        assert evaluate.main(["--model", run, "--data", data, "--split", split, "--json", "--report", report]) == 0
        results[split] = json.loads(capsys.readouterr().out)
        assert (trained / split / "report.md").is_file()
    assert results["picture"]["n"] == 17 and results["person"]["n"] == 84
    assert {"accuracy", "macro_f1", "per_class", "ece", "coverage_at_95"} <= set(results["picture"])
    kept = json.loads((trained / "run" / "run.json").read_text())["metrics"]["by_person"]
    assert results["person"]["accuracy_mean"] == pytest.approx(kept["accuracy_mean"])
    assert results["person"]["accuracy_sd"] == pytest.approx(kept["accuracy_sd"])
    assert results["picture"]["by_person"] == pytest.approx(kept)
    page = (trained / "picture" / "report.md").read_text()
    assert f"{kept['accuracy_mean']:.2%}" in page and "Each word, split by person" in page
    numbers = json.loads((trained / "picture" / "metrics.json").read_text())
    assert sum(map(sum, numbers["confusion"]["counts"])) == 17
    assert sum(map(sum, numbers["by_person"]["confusion"]["counts"])) == 84
    assert sum(bar["pictures"] for bar in numbers["reliability"]) == 17
    assert numbers["coverage"]["100 %"] == pytest.approx(numbers["accuracy"])
    assert sum(sum(row.values()) for row in numbers["classes"].values()) == 84, "all of the data set, not the split"
    assert set(numbers["auc"]) == set(numbers["average_precision"]) and not numbers["twins"]
    assert read_card(trained / "run").metrics["validation"]["data"].startswith("ten folds by person")


def test_a_report_on_other_pictures_tells_nothing_of_the_networks_own(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_ck(tmp_path / "mine.zip", 5)
    arguments = ["--model", str(trained / "run"), "--data", str(tmp_path / "mine.zip"), "--report", str(tmp_path / "r")]
    assert evaluate.main(arguments) == 0
    assert not (tmp_path / "r" / "folds.json").exists()
    assert "learned from most" not in capsys.readouterr().err
    assert evaluate.main(["--model", str(trained / "run"), "--data", str(trained / "ck48.zip")]) == 0
    assert "learned from most" in capsys.readouterr().err


def test_answers_by_person_fit_the_unpacked_data_too(trained: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(trained / "ck48.zip") as archive:
        archive.extractall(tmp_path)
    for folder in (tmp_path, tmp_path / "CK+48"):
        assert len(folds.kept_answers(trained / "run", folder)[0]) == 84


def test_larger_pictures_are_cut_for_training_as_for_judging(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, label in enumerate(("happy", "sad", "neutral") * 10):
        (tmp_path / "mine" / label).mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(tmp_path / "mine" / label / f"{number}.png"), np.full((200, 200, 3), 8 * number, np.uint8))
    out = ["--out", str(tmp_path / "run"), "--epochs", "1", "--init", str(trained / "run" / "network.keras")]
    assert train.main(["--network", "ckplus", "--data", str(tmp_path / "mine"), *out]) == 0
    told = capsys.readouterr().err
    assert "30 pictures are larger than 48x48; each is cut to the face" in told
    assert "10 pictures show neutral, which this network has no word for" in told
    run = json.loads((tmp_path / "run" / "run.json").read_text())
    assert run["left_out"] == 10
    assert run["init_data"] == json.loads((trained / "run" / "run.json").read_text())["data"]


def test_calibration_is_kept_when_the_same_network_is_exported_again(trained: Path) -> None:
    card = read_card(trained / "run")
    write_card(trained / "run", replace(card, temperature=1.5, pair=0.7))
    assert export.main([str(trained / "run")]) == 0
    again = read_card(trained / "run")
    assert (again.temperature, again.pair) == (1.5, 0.7)


def test_release_is_whole_and_replaces_the_former(trained: Path, tmp_path: Path) -> None:
    (tmp_path / "ckplus").mkdir()
    (tmp_path / "ckplus" / "old.txt").write_text("former")
    target = release(trained / "run", "ckplus", tmp_path)
    assert {path.name for path in target.iterdir()} == {"network.keras", "network.onnx", "card.json", "report"}
    assert [path.name for path in tmp_path.iterdir()] == ["ckplus"]
    network = open_network(target)
    found = network.probabilities(np.zeros((3, 48, 48), np.uint8))
    assert found.shape == (3, 7) and np.allclose(found.sum(axis=1), 1)
    raw = json.loads((target / "card.json").read_text())
    assert list(raw) == [
        "format", "name", "labels", "output", "target", "input", "temperature", "thresholds", "knows_still_face",
        "metrics", "data", "recipe",
    ]  # fmt: skip


def test_a_branch_that_waits_beside_a_release_stays(tmp_path: Path) -> None:
    (tmp_path / "ckplus").mkdir()
    for name in ("branch.keras", "branch-2.keras"):
        (tmp_path / "ckplus" / name).write_bytes(b"to be gone on with")
    target = release(released_root() / "ckplus", "ckplus", tmp_path)
    assert {path.read_bytes() for path in target.glob("branch*")} == {b"to be gone on with"}
    assert len(list(target.glob("branch*"))) == 2 and (target / "card.json").is_file()


def test_a_failed_release_keeps_the_former(trained: Path, tmp_path: Path) -> None:
    (tmp_path / "ckplus").mkdir()
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError):
        release(tmp_path / "empty", "ckplus", tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ckplus", "empty"]


def test_interrupt_ends_cleanly_with_the_best_network(tmp_path: Path) -> None:
    data = write_ck(tmp_path / "ck48.zip")
    command = [sys.executable, str(ROOT / "training" / "train.py"), "--network", "ckplus", "--data", str(data)]
    command += ["--out", "run", "--minutes", "10"]
    log = tmp_path / "log.txt"
    with log.open("w") as stream:
        process = subprocess.Popen(
            command, cwd=tmp_path, env=environment(tmp_path), stdout=stream, stderr=subprocess.STDOUT
        )
        while "epoch 3" not in log.read_text() and process.poll() is None:
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0, log.read_text()
    assert "Traceback" not in log.read_text() and "Stopping after this batch" in log.read_text()
    found = {path.name for path in (tmp_path / "run").iterdir()}
    assert {"network.keras", "last.weights.h5", "state.json", "log.csv", "run.json"} <= found
    assert json.loads((tmp_path / "run" / "run.json").read_text())["interrupted"]


def test_a_full_disk_keeps_the_former_checkpoint(trained: Path, tmp_path: Path) -> None:
    for name in ("network.keras", "last.weights.h5", "state.json", "log.csv"):
        (tmp_path / name).write_bytes((trained / "run" / name).read_bytes())
    former = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    # A limit on the size of files acts as a full disk does.
    code = WITHOUT_CARE_OF_SIZE + (
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000)); sys.path.insert(0, {str(ROOT)!r}); "
        "from training.trainer import Order, fit; from training.recipes import RECIPES; from pathlib import Path; "
        "from training.train import load, parts; from training.schedule import WorkClock; "
        f"data = load(Path({str(trained / 'ck48.zip')!r}), None, "
        "('anger', 'contempt', 'disgust', 'fear', 'happiness', 'sadness', 'surprise')); "
        "learn, check, _ = parts(data, RECIPES['ckplus']); "
        f"fit(Order('ckplus', Path({str(tmp_path)!r}), epochs=2, resume=True), RECIPES['ckplus'], learn, check, "
        "WorkClock(), 0, 0.0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path / "home"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "The former one is kept." in done.stderr
    for name in ("network.keras", "last.weights.h5"):
        assert (tmp_path / name).read_bytes() == former[name]
    assert not list(tmp_path.glob("part.*"))


def test_bad_input_gives_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    Path("fer2013.csv").write_text(csv_text(learn=1, other=1))
    for main, arguments, message in (
        (evaluate.main, ["--model", "nosuch", "--data", "fer2013.csv"], "There is no network 'nosuch'"),
        (evaluate.main, ["--model", ".", "--data", "fer2013.csv"], "card.json is not there"),
        (calibrate.main, [".", "--data", "fer2013.csv"], "card.json is not there"),
        (train.main, ["--network", "poster", "--out", "run", "--data", "none.csv"], "none.csv is not there"),
        (export.main, ["run", "--release", "a/b"], "one word"),
    ):
        assert main(arguments) == 2
        told = capsys.readouterr().err
        assert message in told and len(told.splitlines()) == 1, told
