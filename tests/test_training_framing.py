"""How FER2013 frames its faces is measured, and what is amiss is told in one line before anything is measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from training_tiny import csv_text

from companion.paths import DETECTOR_VARIABLE
from training import framing


@pytest.fixture
def data(tmp_path: Path) -> str:
    path = tmp_path / "fer2013.csv"
    path.write_text(csv_text(learn=2, other=1))
    return str(path)


def test_more_pictures_than_there_are_are_not_measured_twice(
    data: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    monkeypatch.setattr(framing, "measure", lambda detector, pictures: counted.append(len(pictures)))
    for count in ("500", "3"):
        assert framing.main(["--data", data, "--count", count]) == 0
    assert counted == [14, 3]


def test_what_is_amiss_is_told_before_anything_is_measured(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    only = tmp_path / "only.csv"
    only.write_text("\n".join(line for line in csv_text(learn=2, other=1).splitlines() if "PublicTest" not in line))
    for order, told in (
        ([data, "--model", "nobody"], "nobody"),
        ([str(only)], "There is no split 'PublicTest'"),
        ([str(tmp_path / "none.csv")], "none.csv"),
    ):
        assert framing.main(["--data", *order]) == 2
        answer = capsys.readouterr()
        assert told in answer.err.splitlines()[-1] and not answer.out
    monkeypatch.setenv(DETECTOR_VARIABLE, str(tmp_path / "none.onnx"))
    assert framing.main(["--data", data]) == 2
    assert "none.onnx is no readable detector" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        framing.main(["--data", data, "--count", "0"])
