"""What train.py is asked for on the command line: which folder a run gets, and what is refused before there is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from training_tiny import csv_text

from training import calibrate, train


def test_a_run_that_names_no_folder_gets_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = []
    for more in ([], ["--resume"], [], ["--resume"], ["--out", "own"]):
        args = train.parse(["--network", "poster", "--data", "fer2013.csv", *more])
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / "state.json").touch()
        found.append(args.out.as_posix())
    assert found == ["runs/poster", "runs/poster", "runs/poster-2", "runs/poster-2", "own"]
    # A run that ended before its first checkpoint is nothing to go on with, and neither is another network's.
    for name in ("poster-3", "poster-own", "companion-9"):
        (tmp_path / "runs" / name).mkdir()
        (tmp_path / "runs" / name / "state.json").touch()
    (tmp_path / "runs" / "poster-3" / "state.json").unlink()
    args = train.parse(["--network", "poster", "--data", "fer2013.csv", "--resume"])
    assert args.out.as_posix() == "runs/poster-2"


def test_a_flag_that_is_given_twice_counts_twice() -> None:
    twice = ["--set", "mixup=0", "--set", "batch=8", "mixup=0.1", "--teachers", "a.keras", "--teachers", "b.keras"]
    args = train.parse(["--network", "companion", "--data", "fer2013.csv", "--out", "own", *twice])
    assert args.changes == ["mixup=0", "batch=8", "mixup=0.1"]
    assert args.teachers == [Path("a.keras"), Path("b.keras")]
    unseen = calibrate.parse(["run", "--data", "fer2013.csv", "--unseen", "one", "--unseen", "two", "three"]).unseen
    assert unseen == [Path("one"), Path("two"), Path("three")]
    # And no call keeps what the one before it was given.
    assert calibrate.parse(["run", "--data", "fer2013.csv"]).unseen == []


def test_bad_input_of_training_leaves_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fer2013.csv").write_text(csv_text(learn=1, other=1))
    Path("short.csv").write_text("\n".join(csv_text(learn=1, other=0).splitlines()))
    Path("text.keras").write_text("no network")
    for arguments, message in (
        (["poster", "--data", "none.csv"], "none.csv is not there"),
        (["poster", "--data", "short.csv"], "There is no split"),
        (["poster", "--data", "fer2013.csv", "--init", "text.keras"], "text.keras is not a network"),
        (["companion", "--data", "fer2013.csv"], "Give them with --votes"),
        (["poster", "--data", "fer2013.csv", "--resume"], "no run to go on with"),
    ):
        assert train.main(["--network", *arguments]) == 2
        assert message in capsys.readouterr().err.splitlines()[-1]
        assert not Path("runs").exists(), arguments


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--seed", "-1"], "argument --seed: -1 is not a whole number from 0 to 2147483647"),
        (["--seed", "2147483648"], "argument --seed: 2147483648 is not"),
        (["--resume", "--init", "network.keras"], "leave one of them out"),
        (["--set", "mixing=1"], "argument --set: 'mixing' is not a number that can be changed; these can: average_"),
        (["--set", "scale=1"], "'scale' is not a number that can be changed"),
        (["--set", "mixup"], "mixup: mixup is a number, 0 or more"),
        (["--set", "mixup=0", "mixup=-1"], "mixup=-1: mixup is a number, 0 or more"),
        (["--set", "mixup=inf"], "mixup=inf: mixup is a number, 0 or more"),
        (["--set", "batch=1.5"], "batch=1.5: batch is a whole number, 1 or more"),
        (["--set", "distortion.erase=2"], "distortion.erase=2: distortion.erase is a number, 0 to 1"),
    ],
)
def test_arguments_that_cannot_be_meant_are_refused(
    more: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        train.main(["--network", "ckplus", "--data", "none.csv", *more])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err.splitlines()[-1]
