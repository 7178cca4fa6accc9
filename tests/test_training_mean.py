"""The mean of several runs' weights is a run of its own, which the export takes as any other."""

from __future__ import annotations

import json
import resource
import signal
from pathlib import Path

import numpy as np
import pytest

from training.mean import main
from training.weights import open_core, plain_core, save_core


def run_of(folder: Path, factor: float, network: str = "ckplus") -> list[np.ndarray]:
    core = plain_core(network)
    weights = [np.full_like(weight, factor) for weight in core.get_weights()]
    folder.mkdir()
    save_core(core, folder / "network.keras", weights)
    (folder / "run.json").write_text(json.dumps({"seed": factor, "best_epoch": 3, "metrics": {"test": 0.5}}))
    (folder / "log.csv").write_text(f"epoch\n{factor}\n")
    return weights


def test_the_mean_has_each_weight_halfway_and_no_figures_of_another_network(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_of(tmp_path / "first", 1)
    run_of(tmp_path / "second", 4)
    assert main([str(tmp_path / "first"), str(tmp_path / "second"), "--out", str(tmp_path / "both")]) == 0
    assert "is the mean of first " in capsys.readouterr().out
    for weight in open_core(tmp_path / "both" / "network.keras").get_weights():
        np.testing.assert_array_equal(weight, 2.5)
    about = json.loads((tmp_path / "both" / "run.json").read_text())
    assert [name.split()[0] for name in about.pop("mean_of")] == ["first", "second"]
    assert about == {"seed": 4}
    assert (tmp_path / "both" / "log.csv").read_text() == "epoch\n4\n"


def test_what_has_no_mean_is_told_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_of(tmp_path / "first", 1)
    run_of(tmp_path / "other", 1, "poster")
    run_of(tmp_path / "part", 1)
    (tmp_path / "part" / "run.json").write_text(json.dumps({"check_part": "1/3"}))
    before = [(tmp_path / run / "network.keras").read_bytes() for run in ("first", "other")]
    for runs, out, sentence in (
        (["first", "other"], "both", "different networks: ckplus, poster"),
        (["first", "gone"], "both", "is not there"),
        (["part", "first"], "both", "their mean has seen them all"),
        (["first", "first"], "first", "There is a network in"),
        (["first", "first"], "other", "There is a network in"),
    ):
        assert main([*(str(tmp_path / run) for run in runs), "--out", str(tmp_path / out)]) == 2
        assert sentence in capsys.readouterr().err
        assert not (tmp_path / "both").exists()
    assert [(tmp_path / run / "network.keras").read_bytes() for run in ("first", "other")] == before


def test_a_full_disk_leaves_no_half_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_of(tmp_path / "first", 1)
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    # A limit on the size of files acts as a full disk does.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, former[1]))
    try:
        status = main([str(tmp_path / "first"), "--out", str(tmp_path / "mean")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
    assert status == 2 and len(capsys.readouterr().err.splitlines()) == 1
    assert not [path.name for path in (tmp_path / "mean").iterdir() if path.suffix == ".keras"]
