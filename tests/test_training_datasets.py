"""FER2013 is read in every packing, twins are found, and bad files give one clear line."""

from __future__ import annotations

import gzip
import lzma
import zipfile
from pathlib import Path

import numpy as np
import pytest
from training_tiny import csv_text, picture, shared, votes_text

from companion.sources.fer2013 import DataError
from training import datasets
from training.datasets import load_fer2013
from training.twins import twins_in_splits


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "csv.xz", "zip"])
def test_every_packing_reads_the_same(tmp_path: Path, suffix: str) -> None:
    path, text = tmp_path / f"fer2013.{suffix}", csv_text()
    if suffix == "csv":
        path.write_text(text)
    elif suffix == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("fer2013/fer2013.csv", text)
    else:
        path.write_bytes((gzip if suffix.endswith("gz") else lzma).compress(text.encode()))
    data = load_fer2013(path)
    assert len(data) == 56
    assert data.pictures.dtype == np.uint8 and data.pictures.shape == (56, 48, 48)
    assert (data.pictures[0] == picture(0, 0)).all()
    assert data.counts()["PublicTest"]["neutral"] == 2


def test_second_start_uses_the_cache_and_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_text(csv_text())
    notes: list[str] = []
    first = load_fer2013(path, on_note=notes.append)
    assert len(notes) == 2
    again = load_fer2013(path, on_note=notes.append)
    assert len(notes) == 3 and (again.pictures == first.pictures).all()
    cache = next((tmp_path / "home").rglob("*.npz"))
    cache.write_bytes(cache.read_bytes()[:1000])
    assert len(load_fer2013(path, on_note=notes.append)) == len(first)
    assert "damaged" in notes[3]
    with np.load(cache) as kept:
        few = {name: kept[name] for name in kept.files if name != "lines"}
    np.savez(cache, allow_pickle=False, **few)
    assert len(load_fer2013(path, on_note=notes.append)) == len(first)
    assert "lacks something" in notes[-3]


def test_bad_rows_are_told_and_left_out_and_votes_stay_beside(tmp_path: Path) -> None:
    text = csv_text().splitlines()
    text[1] = text[1].replace(" ", ",", 1)
    text[2] = text[2].rsplit(" ", 1)[0] + ",Training"
    path, votes = tmp_path / "fer2013.csv", tmp_path / "fer2013new.csv"
    path.write_text("\n".join(text))
    votes.write_text(votes_text(csv_text()))
    notes: list[str] = []
    data = load_fer2013(path, votes, notes.append)
    assert data.left_out == 2 and len(data) == 54
    assert [note for note in notes if "line 3: it has 2303 pixels" in note]
    assert data.votes is not None
    said = data.votes[:, [4, 5, 6, 1, 3, 2, 0]].argmax(axis=1)
    assert (said == data.labels).all()


def test_what_a_cut_file_lacks_is_said_from_the_cache_too(tmp_path: Path) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_text(csv_text()[:-5000])
    first: list[str] = []
    second: list[str] = []
    assert load_fer2013(path, on_note=first.append).left_out == 1
    load_fer2013(path, on_note=second.append)
    assert any("line 57" in note and "the file seems cut off" in note for note in first)
    assert second == first[-2:] and "1 row is left out" in second[0]
    assert "not the whole FER2013" in second[1]
    assert "Training 28 of 28,709, PublicTest 14 of 3,589, PrivateTest 13 of 3,589" in second[1]


def test_that_the_file_is_cut_is_told_behind_many_bad_rows(tmp_path: Path) -> None:
    lines = csv_text().splitlines()
    path = tmp_path / "fer2013.csv"
    path.write_text("\n".join([lines[0], *("9" + line[1:] for line in lines[1:9]), *lines[9:]])[:-5000])
    notes: list[str] = []
    load_fer2013(path, on_note=notes.append)
    assert any("the file seems cut off" in note for note in notes) and any("9 rows are left out" in n for n in notes)


def test_a_file_with_all_pictures_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets, "WHOLE", {"Training": 28, "PublicTest": 14, "PrivateTest": 14})
    path = tmp_path / "fer2013.csv"
    path.write_text(csv_text())
    notes: list[str] = []
    load_fer2013(path, on_note=notes.append)
    assert len(notes) == 1 and "for the first time" in notes[0]


def test_votes_of_another_file_are_refused(tmp_path: Path) -> None:
    path, votes = tmp_path / "fer2013.csv", tmp_path / "votes.csv"
    lines = csv_text().splitlines()
    # Rows that cannot be used are counted too, the last one as well.
    path.write_text("\n".join([*lines[:3], "9" + lines[3][1:], *lines[4:-1], "9" + lines[-1][1:]]) + "\n")
    good = votes_text(csv_text())
    votes.write_text(good)
    assert load_fer2013(path, votes).votes is not None
    votes.write_text(good + good.splitlines()[-1] + "\n")
    with pytest.raises(DataError, match=r"has 57 rows, fer2013.csv 56. The two do not belong together"):
        load_fer2013(path, votes)
    told = good.splitlines()
    votes.write_text("\n".join([told[0], *told[:0:-1]]) + "\n")
    with pytest.raises(DataError, match=r"line 2, says 'PrivateTest' where .* 'Training'. The two do not belong"):
        load_fer2013(path, votes)


@pytest.mark.parametrize("bad", ["nan", "-1", '"8', ""])
def test_votes_that_are_no_counts_are_one_line(tmp_path: Path, bad: str) -> None:
    path, votes = tmp_path / "fer2013.csv", tmp_path / "votes.csv"
    path.write_text(csv_text())
    votes.write_text(votes_text(csv_text()).replace(",8,", f",{bad},", 1) + "x" * 140_000)
    with pytest.raises(DataError, match=r"votes.csv is damaged") as told:
        load_fer2013(path, votes)
    assert "\n" not in str(told.value) and len(str(told.value)) < 200


def test_a_full_disk_leaves_no_half_cache(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "fer2013.csv"
    path.write_text(csv_text())
    notes: list[str] = []
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, former[1]))
    try:
        data = load_fer2013(path, on_note=notes.append)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
    assert len(data) == 56 and any("could not be written" in note for note in notes)
    assert not [file for file in (tmp_path / "home").rglob("*") if file.is_file()]


def test_bad_files_give_one_line(tmp_path: Path) -> None:
    missing = tmp_path / "none.csv"
    with pytest.raises(DataError, match="is not there"):
        load_fer2013(missing)
    cut = tmp_path / "fer2013.csv.xz"
    cut.write_bytes(lzma.compress(csv_text().encode())[:2000])
    with pytest.raises(DataError, match="damaged or cut off"):
        load_fer2013(cut)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match="Kaggle's layout"):
        load_fer2013(other)
    good, votes = tmp_path / "fer2013.csv", tmp_path / "votes.csv"
    good.write_text(csv_text())
    votes.write_text("\n".join(votes_text(csv_text()).splitlines()[:10]))
    with pytest.raises(DataError, match="do not belong together"):
        load_fer2013(good, votes)
    with pytest.raises(DataError, match="It has: PrivateTest, PublicTest, Training"):
        load_fer2013(good).split("Test")


def test_twins_across_splits_only() -> None:
    one, two, three = picture(0, 1), picture(1, 2), picture(2, 3)
    lighter = np.clip(one.astype(int) + 10, 0, 255).astype(np.uint8)
    pictures = np.stack([one, two, two, lighter, three, np.zeros((48, 48), np.uint8)])
    splits = np.array(["Training", "Training", "Training", "PrivateTest", "PrivateTest", "PrivateTest"])
    found = twins_in_splits(pictures, splits)
    assert found["PrivateTest"].tolist() == [True, False, False, False, False, False]
    assert found["Training"].tolist() == [False, False, False, True, False, False]


@pytest.mark.usefixtures("read_once")
def test_real_twins() -> None:
    data = load_fer2013(shared("fer2013.csv.xz"))
    assert len(data) == 35887
    assert int(data.split("PrivateTest").has_twin().sum()) == 358
