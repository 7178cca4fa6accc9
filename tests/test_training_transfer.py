"""Fresh starts against starts from a FER+-trained trunk: real training on tiny data, and a table in the report."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from training_tiny import write_ck, write_fer2013

from companion.sources.fer2013 import DataError
from companion.words.vocabulary import WORDS
from model.networks import ckplus, label_words, poster
from training import evaluate, export, fold_run, train, transfer
from training.datasets import load_fer2013
from training.targets import labelled_by_votes
from training.train import load
from training.weights import open_core


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    write_fer2013(tmp_path, learn=2, other=2)
    write_ck(tmp_path / "ck48.zip")
    # Two folds by person in place of ten; how many there are is no matter here.
    monkeypatch.setattr(fold_run, "FOLDS", 2)
    return tmp_path


def test_a_label_by_votes_is_what_most_people_say(files: Path) -> None:
    lines = (files / "votes.csv").read_text().splitlines()
    # The first picture is an angry one; five say contempt and five are split, so nobody has more than half.
    lines[1] = "Training,fer.png," + ",".join(map(str, [0, 0, 0, 0, 3, 2, 0, 5, 0, 0]))
    lines[2] = "Training,fer.png," + ",".join(map(str, [0, 0, 0, 0, 4, 0, 0, 6, 0, 0]))
    (files / "votes.csv").write_text("\n".join(lines) + "\n")
    plain = load_fer2013(files / "fer2013.csv", files / "votes.csv")
    data = labelled_by_votes(plain)
    assert len(data) == len(plain) - 1
    assert WORDS[data.labels[0]] == "contempt" and (data.pictures[0] == plain.pictures[1]).all()
    with pytest.raises(DataError, match="no FER\\+ votes"):
        labelled_by_votes(load_fer2013(files / "fer2013.csv"))
    with pytest.raises(DataError, match="a folder has no votes"):
        load(files / "ck48.zip", None, WORDS, by_votes=True)


def test_the_comparison_is_made_and_stands_in_the_report(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--fer2013", str(files / "fer2013.csv"), "--votes", str(files / "votes.csv")]
    own = ["--network", "ckplus", "--data", str(files / "ck48.zip")]
    assert transfer.main([*own, *data, "--out", str(files / "out"), "--epochs", "1"]) == 0
    found = json.loads((files / "out" / "transfer.json").read_text())
    assert set(found["fresh"]) == set(found["transferred"]) >= {"accuracy", "macro_f1", "by_person_accuracy_mean"}
    runs = {name: json.loads((files / "out" / name / "run.json").read_text()) for name in ("trunk", "transferred")}
    assert runs["trunk"]["labels_by_votes"] and runs["trunk"]["training_pictures"] == 12
    assert runs["transferred"]["init"].startswith("network.keras")
    # Its labels are what people say, so nothing is said of how often people say them.
    trunk_report = files / "out" / "trunk" / "report"
    assert "human_baseline" not in json.loads((trunk_report / "metrics.json").read_text())
    assert "answered by people" not in (trunk_report / "report.md").read_text()

    # Which trunk its folds began with is not kept, so it can't be gone on with by itself.
    capsys.readouterr()
    assert train.main([*own, "--out", str(files / "out" / "transferred"), "--epochs", "2", "--resume"]) == 2
    assert "Start transfer.py again, with --trunk." in capsys.readouterr().err

    # Once more from the trunk that is there, into the report of another run, which has none yet.
    assert train.main([*own, "--out", str(files / "run"), "--epochs", "1"]) == 0
    report = files / "run" / "report"
    shutil.rmtree(report)
    trunk = ["--trunk", str(files / "out" / "trunk"), "--report", str(report)]
    assert transfer.main([*own, *data, *trunk, "--out", str(files / "again"), "--epochs", "1"]) == 0
    assert not (files / "again" / "trunk").exists()
    assert export.main([str(files / "run")]) == 0
    capsys.readouterr()
    assert evaluate.main(["--model", str(files / "run"), *own[2:], "--split", "picture", "--report", str(report)]) == 0
    text = (report / "report.md").read_text()
    assert "from a trunk that learned FER+ first" in text and "| transferred | 1 |" in text


@pytest.mark.parametrize(("ended", "status"), [({"interrupted": False, "folds_interrupted": True}, 2), (None, 130)])
def test_a_stop_ends_the_whole_comparison_with_one_line(
    files: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ended: dict[str, bool] | None,
    status: int,
) -> None:
    def stopped(*_: object) -> dict[str, bool]:
        if ended is None:
            raise KeyboardInterrupt
        return ended

    monkeypatch.setattr(transfer, "train", stopped)
    ckplus().save(files / "network.keras")
    own = ["--network", "ckplus", "--data", str(files / "ck48.zip")]
    arguments = [*own, "--fer2013", "b.csv", "--votes", "c.csv", "--epochs", "1"]
    assert transfer.main([*arguments, "--out", str(files), "--trunk", str(files)]) == status
    assert "The comparison was stopped." in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize("lacks", ["ck48.zip", "fer2013.csv", "votes.csv", "trunk/network.keras"])
def test_what_is_missing_is_told_before_anything_is_trained(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lacks: str
) -> None:
    (files / lacks).unlink(missing_ok=True)
    trained: list[object] = []
    monkeypatch.setattr(transfer, "train", lambda *given: trained.append(given))
    data = ["--fer2013", str(files / "fer2013.csv"), "--votes", str(files / "votes.csv")]
    order = ["--network", "ckplus", "--data", str(files / "ck48.zip"), *data, "--epochs", "1", "--out", str(files)]
    if lacks.startswith("trunk"):
        order += ["--trunk", str(files / "trunk")]
    assert transfer.main(order) == 2 and not trained
    assert capsys.readouterr().err == f"{files / lacks} is not there, so nothing was trained.\n"


def test_a_trunk_of_another_network_is_told_before_anything_is_trained(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    trained: list[object] = []
    monkeypatch.setattr(transfer, "train", lambda *given: trained.append(given))
    (files / "trunk").mkdir(exist_ok=True)
    poster().save(files / "trunk" / "network.keras")
    order = ["--network", "ckplus", "--data", str(files / "ck48.zip"), "--epochs", "1", "--out", str(files)]
    order += ["--fer2013", str(files / "fer2013.csv"), "--votes", str(files / "votes.csv")]
    assert transfer.main([*order, "--trunk", str(files / "trunk")]) == 2 and not trained
    assert capsys.readouterr().err == f"{files / 'trunk'} holds poster, not ckplus, so nothing was trained.\n"


def test_folds_start_from_the_trunk_only_when_asked(files: Path) -> None:
    from training.fold_run import fit_fold
    from training.recipes import RECIPES
    from training.schedule import WorkClock
    from training.trainer import Order

    own = ["--network", "ckplus", "--data", str(files / "fer2013.csv"), "--votes", str(files / "votes.csv")]
    assert train.main([*own, "--labels", "votes", "--out", str(files / "trunk"), "--epochs", "1"]) == 0
    kept = files / "trunk" / "network.keras"
    learn = load(files / "ck48.zip", None, label_words("ckplus"))
    near = {}
    for asked in (True, False):
        order = Order("ckplus", files, epochs=1, seed=5, init=kept, folds_from_init=asked)
        core = fit_fold(order, RECIPES["ckplus"], learn, WorkClock(), None)
        assert core is not None
        near[asked] = max(
            np.abs(ours - theirs).max()
            for ours, theirs in zip(core.get_weights(), open_core(kept).get_weights(), strict=True)
        )
    assert near[True] < 0.05 < near[False]


