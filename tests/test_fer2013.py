"""The CSV reader: good rows come through, each bad row is told and left out, a damaged file is one sentence."""

from __future__ import annotations

import gzip
import lzma
import zipfile
from pathlib import Path

import numpy as np
import pytest

from companion.sources.fer2013 import DataError, read_rows

HEADER = "emotion,pixels,Usage\n"
PIXELS = " ".join(str(n % 256) for n in range(48 * 48))
GOOD = f"3,{PIXELS},Training\n"


def rows_of(path: Path) -> tuple[list[int], list[str]]:
    bad: list[str] = []
    return [row.label for row in read_rows(path, bad.append)], bad


def test_plain_and_packed_files_read_the_same(tmp_path: Path) -> None:
    text = HEADER + GOOD + f"0,{PIXELS},PrivateTest\n"
    (tmp_path / "a.csv").write_text(text)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "a.csv.xz").write_bytes(lzma.compress(text.encode()))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("fer2013/fer2013.csv", text)
    for name in ("a.csv", "a.csv.gz", "a.csv.xz", "a.zip"):
        assert rows_of(tmp_path / name) == ([3, 0], [])
    row = next(read_rows(tmp_path / "a.csv", pytest.fail))
    assert row.picture.dtype == np.uint8
    assert row.picture[1, 0] == 48


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("3,1 2 3,Training\n", "3 pixels, not 2304"),
        (f"9,{PIXELS},Training\n", "not a number from 0 to 6"),
        (f"3,{PIXELS},Holiday\n", "'Holiday' is unknown"),
        (f"3,{PIXELS.replace('255', '256')},Training\n", "not from 0 to 255"),
        (f"3,{PIXELS.replace('255', 'x')},Training\n", "not whole numbers"),
        ("3\n", "1 fields"),
    ],
)
def test_bad_row_is_told_with_its_line_and_left_out(tmp_path: Path, row: str, why: str) -> None:
    path = tmp_path / "f.csv"
    path.write_text(HEADER + GOOD + row + GOOD)
    labels, bad = rows_of(path)
    assert labels == [3, 3]
    assert len(bad) == 1
    assert "line 3" in bad[0]
    assert why in bad[0]


def test_another_layout_or_a_cut_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match="not in Kaggle's layout"):
        rows_of(path)
    with pytest.raises(DataError, match="is not there"):
        rows_of(tmp_path / "none.csv")
    cut = tmp_path / "f.csv.xz"
    cut.write_bytes(lzma.compress((HEADER + GOOD * 50).encode())[:-40])
    with pytest.raises(DataError, match="damaged or cut off"):
        rows_of(cut)


def test_a_folder_in_place_of_the_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="can't be read as a file"):
        list(read_rows(tmp_path, print))
