"""A network trained on one's own folder goes the whole way to thresholds, and what a folder can't give is said once."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from training_tiny import picture, png, write_ck, write_fer2013

from training import calibrate, evaluate, export, train
from training.card import read_card
from training.datasets import VOTES_OF_FER2013


def folder_of(path: Path, many: int = 12) -> Path:
    for number, label in enumerate(("happy", "sad", "neutral")):
        for frame in range(many):
            file = path / label / f"{frame}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(png(picture(number, frame)))
    return path


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))


def test_one_word_alone_is_nothing_to_learn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for frame in range(4):
        file = tmp_path / "mine" / "happy" / f"{frame}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png(picture(0, frame)))
    order = ["--network", "poster", "--data", str(tmp_path / "mine"), "--out", str(tmp_path / "run"), "--epochs", "1"]
    assert train.main(order) == 2
    told = capsys.readouterr().err.splitlines()
    assert "show the same word" in told[-1] and not (tmp_path / "run").exists()


def test_the_sentences_lead_to_the_way_that_calibrates_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, run = folder_of(tmp_path / "mine"), str(tmp_path / "run")
    write_fer2013(tmp_path, learn=2, other=4)
    monkeypatch.setattr(export, "release", lambda run, name: tmp_path / "released")
    assert train.main(["--network", "poster", "--data", str(mine), "--out", run, "--epochs", "1"]) == 0
    assert export.main([run, "--release", "mine"]) == 0
    assert "training/calibrate.py mends that, with FER2013 and FER+ votes" in capsys.readouterr().err
    # The people in the folder may be those that it learned from.
    assert calibrate.main([run, "--data", str(mine)]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1 and "Give --data fer2013.csv and --votes fer2013new.csv." in told
    fer = ["--data", str(tmp_path / "fer2013.csv"), "--votes", str(tmp_path / "votes.csv")]
    assert calibrate.main([run, *fer]) == 0
    assert read_card(tmp_path / "run").metrics["validation"]["data"].startswith("PublicTest")
    assert export.main([run, "--release", "mine"]) == 0
    assert "not calibrated" not in capsys.readouterr().err


def test_a_folder_of_few_people_whose_name_is_no_text_has_a_report_without_folds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = Path(os.fsdecode(os.fsencode(tmp_path) + b"/m\xe9in"))
    with zipfile.ZipFile(write_ck(tmp_path / "ck48.zip", persons=5, frames=3)) as archive:
        archive.extractall(mine)
    out = tmp_path / "run"
    order = ["--data", str(mine), "--out", str(out), "--epochs", "1"]
    assert train.main(["--network", "ckplus", *order]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "persons" in line]
    assert told == ["There are fewer than 10 persons, so 10 folds by person are not possible. This figure is left out."]
    page = (out / "report" / "report.md").read_text(encoding="utf-8")
    assert page.startswith("# ckplus on m\N{REPLACEMENT CHARACTER}in, picture") and "Ten folds" not in page
    assert not list((out / "report").glob("part.*"))


def test_a_name_that_is_no_text_is_shown_after_measuring(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = folder_of(Path(os.fsdecode(os.fsencode(tmp_path) + b"/m\xe9in")), 2)
    page = tmp_path / "page"
    assert evaluate.main(["--model", "poster", "--data", str(mine), "--report", str(page)]) == 0
    assert "poster on m\N{REPLACEMENT CHARACTER}in, all" in capsys.readouterr().out
    assert "m\N{REPLACEMENT CHARACTER}in" in (page / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("votes", [True, False])
@pytest.mark.parametrize("network", ["companion", "branch", "teacher"])
def test_a_network_that_learns_votes_says_that_a_folder_has_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], network: str, votes: bool
) -> None:
    write_fer2013(tmp_path, learn=1, other=1)
    order = ["--network", network, "--out", str(tmp_path / "run"), "--epochs", "1"]
    for data in (folder_of(tmp_path / "mine", 1), write_ck(tmp_path / "ck48.zip", 1)):
        assert train.main([*order, "--data", str(data), *(["--votes", str(tmp_path / "votes.csv")] * votes)]) == 2
        told = capsys.readouterr().err
        assert len(told.splitlines()) == 1 and "which a folder does not have. Give --data fer2013.csv" in told
        assert not (tmp_path / "run").exists()


def test_votes_beside_a_folder_are_told_to_be_of_no_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_fer2013(tmp_path, learn=1, other=1)
    train.load(folder_of(tmp_path / "mine"), tmp_path / "votes.csv", ("happiness", "sadness", "neutral"))
    assert VOTES_OF_FER2013 in capsys.readouterr().err


@pytest.mark.parametrize(("network", "data"), [("poster", "mine"), ("ckplus", "mine"), ("ckplus", "fer2013.csv")])
def test_parts_that_calibrate_would_not_find_again_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], network: str, data: str
) -> None:
    folder_of(tmp_path / "mine")
    write_fer2013(tmp_path, learn=1, other=3)
    order = ["--network", network, "--data", str(tmp_path / data), "--out", str(tmp_path / "run"), "--epochs", "1"]
    assert train.main([*order, "--check-part", "1/3"]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1 and "--check-part needs FER2013 and a network with all of its seven" in told
    assert not (tmp_path / "run").exists()
