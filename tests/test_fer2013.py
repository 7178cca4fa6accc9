"""The CSV reader: good rows come through, each bad row is told and left out, a damaged file is one sentence."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
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
        (f"²,{PIXELS},Training\n", "'²' is not a number from 0 to 6"),
        (f"{'9' * 9000},{PIXELS},Training\n", "not a number from 0 to 6"),
        (f"3,{PIXELS.replace('255', '9' * 23)},Training\n", "not from 0 to 255"),
        # A quote that is not closed swallows no row after it, however many there are.
        (f'3,"{PIXELS},Training\n', "2 fields"),
        (f'3,"{PIXELS * 20},Training\n', "can't be split into fields"),
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
    assert len(bad[0]) < 200


@pytest.mark.parametrize("keep", [-1 - len("ing"), -1 - len("Training"), -3000, -len(GOOD) + 1])
def test_a_last_row_that_ends_early_says_that_the_file_seems_cut_off(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "f.csv"
    path.write_text((HEADER + GOOD * 3)[:keep])
    labels, bad = rows_of(path)
    assert labels == [3, 3]
    assert len(bad) == 1 and "line 4" in bad[0] and "the file seems cut off" in bad[0]


def test_other_last_rows_and_blank_lines_are_no_cut(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text((HEADER + GOOD).replace("\n", "\n\n") + "9" + GOOD[1:] + "\n\n")
    labels, bad = rows_of(path)
    assert labels == [3]
    assert len(bad) == 1 and "not a number from 0 to 6" in bad[0]
    path.write_text((HEADER + GOOD).rstrip())
    assert rows_of(path) == ([3], [])


def spoilt_gz() -> bytes:
    """Return a .gz of good rows with a block of no known kind in it, behind the first rows."""
    deflate = zlib.compressobj(wbits=31)
    start = deflate.compress((HEADER + GOOD * 50).encode()) + deflate.flush(zlib.Z_FULL_FLUSH)
    return start + bytes([0xFF] * 20)


def zip_of(method: int, flags: int = 0, **members: str) -> bytes:
    """Return a .zip whose middle is spoilt, or one that says of itself what `flags` says (1: a password)."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        for name, text in members.items():
            archive.writestr(f"{name}.csv", text)
    packed = bytearray(whole.getvalue())
    if flags:
        for sign, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            packed[packed.index(sign) + place] |= flags
    else:
        packed[len(packed) // 2 : len(packed) // 2 + 20] = bytes([0xFF] * 20)
        if method == zipfile.ZIP_DEFLATED:
            # No block is of the kind that this says.
            packed[packed.index(b".csv") + len(b".csv")] = 0xFF
    return bytes(packed)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("f.csv.gz", spoilt_gz()),
        ("deflated.zip", zip_of(zipfile.ZIP_DEFLATED, fer2013=HEADER + GOOD * 50)),
        ("bz2.zip", zip_of(zipfile.ZIP_BZIP2, fer2013=HEADER + GOOD * 50)),
        ("lzma.zip", zip_of(zipfile.ZIP_LZMA, fer2013=HEADER + GOOD * 50)),
    ],
)
def test_damaged_bytes_in_the_middle_are_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match="damaged or cut off") as told:
        rows_of(tmp_path / name)
    assert "\n" not in str(told.value) and len(str(told.value)) < 300


def test_a_zip_with_a_password_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    path.write_bytes(zip_of(zipfile.ZIP_DEFLATED, flags=1, fer2013=HEADER + GOOD))
    with pytest.raises(DataError, match="can't be unpacked"):
        rows_of(path)


def test_a_zip_with_other_csv_files_gives_the_one_in_kaggles_layout(tmp_path: Path) -> None:
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("example_submission.csv", "emotion\n0\n")
        archive.writestr("fer2013/fer2013.csv", HEADER + GOOD)
    assert rows_of(path) == ([3], [])


def tar_of(members: dict[str, str], mode: str = "w:gz") -> bytes:
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode=mode) as archive:
        for name, text in members.items():
            about = tarfile.TarInfo(name)
            about.size = len(text.encode())
            archive.addfile(about, io.BytesIO(text.encode()))
    return whole.getvalue()


FOLDER = {"fer2013/README": "Please cite", "fer2013/other.csv": "a,b\n", "fer2013/fer2013.csv": HEADER + GOOD}
# The same rows in icml_face_data.csv, with its columns in another order.
ICML = f"emotion, Usage, pixels\n3, Training, {PIXELS}\n"


@pytest.mark.parametrize("name", ["fer2013.tar.gz", "fer2013.tgz", "fer2013.tar", "fer2013.gz"])
def test_the_tar_that_kaggle_gives_is_read_and_a_cut_one_is_one_sentence(tmp_path: Path, name: str) -> None:
    packed = tar_of(FOLDER, "w" if name.endswith(".tar") else "w:gz")
    (tmp_path / name).write_bytes(packed)
    assert rows_of(tmp_path / name) == ([3], [])
    (tmp_path / name).write_bytes(packed[: len(packed) // 2])
    with pytest.raises(DataError, match="damaged or cut off"):
        rows_of(tmp_path / name)
    (tmp_path / name).write_bytes(tar_of({"readme.txt": "no table"}, "w" if name.endswith(".tar") else "w:gz"))
    with pytest.raises(DataError, match=r"holds no \.csv"):
        rows_of(tmp_path / name)


def test_the_columns_may_stand_in_kaggles_other_order(tmp_path: Path) -> None:
    path = tmp_path / "icml_face_data.csv"
    path.write_text(ICML + f"9, Training, {PIXELS}\n" + ICML.splitlines()[1])
    labels, bad = rows_of(path)
    assert labels == [3, 3] and len(bad) == 1 and "'9' is not a number from 0 to 6" in bad[0]
    row = next(read_rows(path, pytest.fail))
    assert row.split == "Training" and row.picture[1, 0] == 48
    path.write_text((ICML + ICML.splitlines()[1])[:-30])
    labels, bad = rows_of(path)
    assert labels == [3] and "the file seems cut off" in bad[0]


@pytest.mark.parametrize("inside", ["icml_face_data.csv", "fer2013.tar.gz"])
def test_all_of_kaggles_files_in_one_zip_give_the_whole_table(tmp_path: Path, inside: str) -> None:
    path = tmp_path / "challenges-in-representation-learning.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("example_submission.csv", "emotion\n0\n")
        archive.writestr("test.csv", f"pixels\n{PIXELS}\n")
        archive.writestr("train.csv", f"emotion,pixels\n0,{PIXELS}\n")
        archive.writestr(inside, ICML if inside.endswith(".csv") else tar_of(FOLDER))
    assert rows_of(path) == ([3], [])
    # The tar alone, too.
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("fer2013.tar.gz", tar_of(FOLDER))
    assert rows_of(path) == ([3], [])


def test_a_byte_order_mark_is_no_other_layout(tmp_path: Path) -> None:
    text = codecs.BOM_UTF8 + (HEADER + GOOD).encode()
    (tmp_path / "f.csv").write_bytes(text)
    with zipfile.ZipFile(tmp_path / "f.zip", "w") as archive:
        archive.writestr("other.csv", "a,b\n")
        archive.writestr("f.csv", text)
    for name in ("f.csv", "f.zip"):
        assert rows_of(tmp_path / name) == ([3], [])


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
