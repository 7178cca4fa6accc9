"""Packed strips hold the same pictures, labels and splits as the CSV, and the same data set comes out of both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from training_tiny import csv_text, votes_text

from companion.sources.fer2013 import DataError
from training import strips
from training.datasets import load_fer2013


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    # A row that cannot be used: the lines after it must still find their votes.
    lines = csv_text(learn=30, other=10).splitlines()
    lines[5] = "9," + lines[5].partition(",")[2]
    (tmp_path / "fer2013.csv").write_text("\n".join(lines) + "\n")
    (tmp_path / "votes.csv").write_text(votes_text(csv_text(learn=30, other=10)))
    assert strips.main([str(tmp_path / "fer2013.csv"), str(tmp_path / "fer2013.zip")]) == 0
    return tmp_path


def test_the_same_data_set_comes_out(files: Path) -> None:
    plain, packed = (load_fer2013(files / f"fer2013.{kind}", files / "votes.csv") for kind in ("csv", "zip"))
    assert len(plain) == 350 - 1 and len(plain) > strips.STRIP
    for name in ("pictures", "labels", "splits", "votes"):
        assert (getattr(plain, name) == getattr(packed, name)).all(), name
    assert all(np.array_equal(plain.twins[name], packed.twins[name]) for name in plain.twins)


def test_a_damaged_file_is_one_sentence(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packed = files / "fer2013.zip"
    whole = packed.read_bytes()
    packed.write_bytes(whole[:-4000].replace(b"RIFF", b"RUFF"))
    assert not strips.is_strips(packed)
    packed.write_bytes(whole.replace(b"RIFF", b"RUFF"))
    with pytest.raises(DataError, match="is damaged"):
        load_fer2013(packed)
    assert strips.main([str(files / "none.csv"), str(packed)]) == 2
    assert len(capsys.readouterr().err.splitlines()) >= 1 and packed.read_bytes() != whole
