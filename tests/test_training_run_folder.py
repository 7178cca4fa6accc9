"""The folder of a run tells what the run learns from as soon as it begins, and the run goes on with nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from training_tiny import picture, png, write_fer2013

from companion.sources.fer2013 import DataError
from training import export, train, trainer
from training.datasets import sha256_of
from training.learned import learned_before, refuse_seen
from training.recipes import RECIPES
from training.run_folder import PROCESS_FILE, begin, folder_of_run


@pytest.fixture(autouse=True)
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(RECIPES, "ckplus", replace(RECIPES["ckplus"], folds=False))


class Killed(BaseException):
    """What nothing in the project catches."""


def killed(*_: Any, **__: Any) -> None:
    raise Killed


def told(run: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((run / "run.json").read_text())
    return found


def test_a_run_that_is_killed_tells_what_it_learned_from_and_nothing_of_a_former_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_fer2013(tmp_path, learn=2, other=3)
    data = tmp_path / "fer2013.csv"
    order = ["--network", "poster", "--data", str(data), "--epochs", "1"]
    assert train.main([*order, "--out", str(tmp_path / "first")]) == 0
    former = told(tmp_path / "first")
    (tmp_path / "first" / "run.json").write_text(
        json.dumps({**former, "data": {"other.zip": "0"}, "check_part": "1/3"})
    )
    run = tmp_path / "run"
    run.mkdir()
    (run / "run.json").write_text(json.dumps({"metrics": {}, "init_data": {"more.zip": "1"}, "check_part": "2/3"}))
    monkeypatch.setattr(trainer, "run_fit", killed)
    for init in (["--init", str(tmp_path / "first" / "network.keras"), "--check-part", "1/3"], []):
        with pytest.raises(Killed):
            train.main([*order, *init, "--out", str(run)])
        began = told(run)
        assert began["data"] == {data.name: sha256_of(data)} and began["data_path"] == str(data)
        assert (began["network"], began["recipe"]["batch"]) == ("poster", RECIPES["poster"].batch)
        assert began["init_data"] == learned_before(None, run, resume=True) == ({"other.zip": "0"} if init else {})
        assert "metrics" not in began
        if init:
            with pytest.raises(DataError, match="--check-part 1/3"):
                refuse_seen(run / "network.keras", "poster", None)
        else:
            refuse_seen(run / "network.keras", "poster", None)
    # What a former run left there is none of its own: neither a network nor anything to go on with.
    for name in ("network.keras", "state.json", "last.weights.h5"):
        (run / name).write_bytes((tmp_path / "first" / name).read_bytes())
    with pytest.raises(Killed):
        train.main([*order, "--out", str(run)])
    assert not {"network.keras", "state.json", "last.weights.h5"} & {path.name for path in run.iterdir()}
    # At its end a run tells the same, and what came of it.
    assert set(began) < set(former)
    # One that goes on keeps what it had.
    (tmp_path / "first" / "run.json").write_text(json.dumps({"metrics": {"kept": 1}}))
    with pytest.raises(Killed):
        train.main([*order[:-1], "2", "--out", str(tmp_path / "first"), "--resume"])
    assert told(tmp_path / "first") == {"metrics": {"kept": 1}}


def test_a_run_goes_on_with_no_other_pictures_and_no_other_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_fer2013(tmp_path, learn=2, other=2)
    (tmp_path / "other").mkdir()
    write_fer2013(tmp_path / "other", learn=3, other=2)
    run, others = tmp_path / "run", ["--votes", str(tmp_path / "votes.csv"), "--labels", "votes"]
    order = ["--network", "ckplus", "--out", str(run), "--data"]
    mine = [*order, str(tmp_path / "fer2013.csv"), *others]
    assert train.main([*mine, "--epochs", "1"]) == 0
    before = (run / "state.json").read_bytes()
    for more in (
        [*mine[:-1], "own"],
        [
            *order,
            str(tmp_path / "other" / "fer2013.csv"),
            "--votes",
            str(tmp_path / "other" / "votes.csv"),
            *others[2:],
        ],
    ):
        capsys.readouterr()
        assert train.main([*more, "--epochs", "2", "--resume"]) == 2
        sentence = capsys.readouterr().err.splitlines()[-1]
        assert "was begun with " + ("labels_by_votes=True" if more[-1] == "own" else "data=") in sentence
        assert "--data, --votes, --labels" in sentence
        assert (run / "state.json").read_bytes() == before
    # Elsewhere, by another name, they are the same pictures.
    (tmp_path / "moved.csv").write_bytes((tmp_path / "fer2013.csv").read_bytes())
    assert train.main([*order, str(tmp_path / "moved.csv"), *others, "--epochs", "2", "--resume"]) == 0
    # A run of before this was kept goes on as it is asked for.
    state = json.loads((run / "state.json").read_text())
    del state["asked"]["data"], state["asked"]["labels_by_votes"]
    (run / "state.json").write_text(json.dumps(state))
    assert train.main([*mine[:-1], "own", "--epochs", "3", "--resume"]) == 0


def test_a_run_without_a_path_of_its_data_is_not_checked_on_the_folder_that_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "happy").mkdir()
    (tmp_path / "happy" / "a.png").write_bytes(png(picture(1, 1)))
    monkeypatch.chdir(tmp_path)
    for run in ({}, {"data_path": ""}, {"data_path": "gone.csv"}):
        assert export.check_pictures(None, run)[1] == "noise"
        assert "No data was given" in capsys.readouterr().err
    assert export.check_pictures(None, {"data_path": str(tmp_path)})[1] == tmp_path.name


def test_of_two_runs_that_begin_together_in_a_new_folder_one_says_so(tmp_path: Path) -> None:
    runs = [folder_of_run(tmp_path / "runs" / "poster", resume=False) for _ in range(2)]
    begin(runs[0], resume=False, about={"seed": 1}, unnamed=True)
    with pytest.raises(DataError, match="Another run has begun"):
        begin(runs[1], resume=False, about={"seed": 2}, unnamed=True)
    assert told(runs[0]) == {"seed": 1}
    begin(runs[0], resume=False, about={"seed": 3})  # who names it gets it
    assert told(runs[0]) == {"seed": 3}


def test_the_newest_run_is_none_of_another_name(tmp_path: Path) -> None:
    for name in ("poster", "7", "ckplus-9"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "state.json").touch()
    assert folder_of_run(tmp_path / "poster", resume=True) == tmp_path / "poster"


@pytest.mark.parametrize("resume", [False, True])
def test_two_processes_do_not_train_in_one_folder(tmp_path: Path, resume: bool) -> None:
    out = tmp_path / "run"
    begin(out, resume=False)
    begin(out, resume)  # this process may: one run after the other
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        began_s = psutil.Process(other.pid).create_time()
        (out / PROCESS_FILE).write_text(f"{other.pid} {began_s}")
        with pytest.raises(DataError, match=rf"Another run is going on in .*run \(process {other.pid}\)"):
            begin(out, resume)
        # Of before, or of another computer: the number was given to another process later.
        (out / PROCESS_FILE).write_text(f"{other.pid} {began_s - 60}")
        begin(out, resume)
        (out / PROCESS_FILE).write_text(f"{other.pid} {began_s}")
        other.kill()
        other.wait()
        begin(out, resume)
