"""Spoilt pictures are spoilt as told, and the table of a real network shows it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from training_tiny import csv_text, votes_text

from companion.sources.fer2013 import DataError
from training import robustness
from training.onnx_network import find_network, released_root
from training.spoil import STRENGTHS, spoil


@pytest.fixture
def faces(astronaut: np.ndarray) -> np.ndarray:
    import cv2

    face = cv2.resize(cv2.cvtColor(astronaut[30:190, 150:310], cv2.COLOR_BGR2GRAY), (48, 48))
    return np.stack([face, face])


@pytest.mark.parametrize("kind", sorted(STRENGTHS))
def test_each_strength_takes_more_away(kind: str, faces: np.ndarray) -> None:
    away = [float(np.abs(spoil(kind, faces, strength).astype(float) - faces).mean()) for strength in STRENGTHS[kind]]
    assert away[0] > 0.3 and away == sorted(away)
    assert (spoil(kind, faces, STRENGTHS[kind][0]) == spoil(kind, faces, STRENGTHS[kind][0])).all()


def test_the_table_has_every_strength_and_the_report_no_face(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    (tmp_path / "fer2013.csv").write_text(csv_text(learn=1, other=2))
    head, *rows = votes_text(csv_text(learn=1, other=2)).splitlines()
    # Of each second picture, half of the people say one thing and half another.
    split = [f"{row.split('fer.png,')[0]}fer.png,5,5,0,0,0,0,0,0,0,0" for row in rows]
    votes = [one if number % 2 else other for number, (one, other) in enumerate(zip(rows, split, strict=True))]
    (tmp_path / "votes.csv").write_text("\n".join([head, *votes]) + "\n")
    data = ["--data", str(tmp_path / "fer2013.csv"), "--votes", str(tmp_path / "votes.csv")]
    order = ["--model", "poster", "--beside", "ckplus", *data, "--pictures", "9", "--report", str(tmp_path / "report")]
    assert robustness.main([*order, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    # Those without a word that most of ten people say are neither right nor wrong.
    assert result["pictures"] == 9 > result["judged"] > 0
    assert f"({result['judged']} of PrivateTest" in (tmp_path / "report" / "robustness.md").read_text()
    assert set(result["networks"]) == {"poster", "ckplus"}
    for table in result["networks"].values():
        assert {kind: len(values) for kind, values in table.items() if kind != robustness.UNTOUCHED} == {
            kind: len(values) for kind, values in STRENGTHS.items()
        }
    assert {path.name for path in (tmp_path / "report").iterdir()} == {
        "robustness.json", "robustness.md", "robustness.png",
    }  # fmt: skip
    # Two runs of one network are two rows, by what was given.
    copy = shutil.copytree(find_network("ckplus"), tmp_path / "copy")
    assert robustness.main(["--model", "ckplus", "--beside", str(copy), *data, "--pictures", "2", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["networks"]) == {"ckplus", str(copy)}
    assert robustness.main(["--model", "none", *data]) == 2
    assert "There is no network" in capsys.readouterr().err


def test_every_network_has_a_line_of_its_own() -> None:
    table = {kind: [0.5] * len(values) for kind, values in STRENGTHS.items()} | {robustness.UNTOUCHED: [0.5]}
    names = [f"network {number}" for number in range(8)]
    axes = robustness.curves(dict.fromkeys(names, table)).axes[0]
    looks = {(line.get_label(), line.get_color(), line.get_linestyle()) for line in axes.lines}
    assert [line.get_label() for line in axes.lines] == names
    assert len({look[1:] for look in looks}) == len(names)


def test_a_folder_is_not_taken_for_the_released_network_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_network("poster") == released_root() / "poster"
    for path in ("poster/", "./poster", "none/.."):
        with pytest.raises(DataError, match="There is no network"):
            find_network(path)
    (tmp_path / "poster").mkdir()
    assert find_network("poster") == released_root() / "poster", "nothing in it could be meant"
    assert find_network("./poster").samefile(tmp_path / "poster")
    assert find_network("poster/").samefile(tmp_path / "poster")
    assert find_network("..").samefile(tmp_path.parent)
    (tmp_path / "poster" / "run.json").write_text("{}")
    with pytest.raises(DataError, match=r"Give \./poster for the folder"):
        find_network("poster")
    monkeypatch.chdir(released_root())
    assert find_network("poster").samefile("poster")
    # Where all commands of the documents are given, the app's own folder `companion` lies.
    monkeypatch.chdir(released_root().parents[1])
    for card in released_root().glob("*/card.json"):
        assert find_network(card.parent.name) == card.parent
