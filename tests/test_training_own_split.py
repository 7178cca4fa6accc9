"""A picture in a folder of one's own keeps its part when others come, go or change their names."""

from __future__ import annotations

import json
import lzma
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from training_tiny import picture, png, write_fer2013

from companion.sources.fer2013 import DataError
from training import train
from training.card import Card
from training.datasets import Dataset, load_fer2013
from training.evaluate import ALIKE, LEARNED, Evaluation
from training.folders import load_folder
from training.folds import CHECK, LEARN, TEST, picture_split

WORDS = ("happy", "sad", "surprise")


def add(folder: Path, many: int, first: int = 0, name: str = "") -> None:
    for number, word in enumerate(WORDS):
        for frame in range(first, first + many):
            path = folder / word / f"{name}{frame:04d}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(png(picture(number, frame)))


def parts_of(folder: Path) -> dict[str, str]:
    """Return the part of each picture, by what is in its file."""
    data = load_folder(folder)
    assert data.contents is not None
    return dict(zip(map(str, data.contents), map(str, picture_split(data)), strict=True))


def test_no_picture_changes_its_part(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    add(mine, 100)
    before = parts_of(mine)
    share = {name: list(before.values()).count(name) / 300 for name in (LEARN, CHECK, TEST)}
    assert share == pytest.approx({LEARN: 0.72, CHECK: 0.08, TEST: 0.2}, abs=0.06)
    (mine / "happy" / "0000.png").unlink()
    removed = parts_of(mine)
    assert len(removed) == 299 and removed.items() < before.items()
    add(mine, 10, first=500, name="a-")  # in front of all others
    added = parts_of(mine)
    assert len(added) == 329 and removed.items() < added.items()
    for path in sorted((mine / "sad").iterdir()):
        path.rename(path.with_name(f"{path.stem[::-1]}.png"))
    assert parts_of(mine) == added
    (mine / "sad" / "copy.png").write_bytes((mine / "happy" / "0007.png").read_bytes())
    data = load_folder(mine)
    assert data.names is not None
    twice = np.isin(data.names, ["sad/copy.png", "happy/0007.png"])
    assert twice.sum() == 2 and len(set(picture_split(data)[twice])) == 1


@pytest.mark.parametrize("first", range(0, 30, 3))
def test_each_word_has_a_picture_in_each_part_of_a_tiny_folder(tmp_path: Path, first: int) -> None:
    add(tmp_path / "mine", 3, first)
    data = load_folder(tmp_path / "mine")
    part = picture_split(data)
    for label in range(len(WORDS)):
        assert set(part[data.labels == label]) == {LEARN, CHECK, TEST}
    # Two that differ are too few, also where one of them is there twice.
    (tmp_path / "mine" / "sad" / f"{first:04d}.png").write_bytes(
        (tmp_path / "mine" / "sad" / f"{first + 1:04d}.png").read_bytes()
    )
    with pytest.raises(DataError, match="too few pictures"):
        picture_split(load_folder(tmp_path / "mine"))


def test_what_was_drawn_by_chance_is_not_taken_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    add(tmp_path / "mine", 6)
    run = tmp_path / "run"
    order = ["--network", "ckplus", "--data", str(tmp_path / "mine"), "--out", str(run), "--epochs"]
    assert train.main([*order, "1"]) == 0
    told = json.loads((run / "run.json").read_text())
    assert told["picture_split"] == "content"
    # A run of before is not gone on with: it has learned from what is TEST now. Nor do its figures pass for good ones.
    state = json.loads((run / "state.json").read_text())
    state["asked"]["data"] = state["asked"]["data"].removesuffix(" content")
    (run / "state.json").write_text(json.dumps(state))
    assert train.main([*order, "2", "--resume"]) == 2
    assert "was begun with data=" in capsys.readouterr().err
    whole = load_folder(tmp_path / "mine")
    assert notes(whole, told) == [] and notes(whole, {**told, "picture_split": ""}) == [LEARNED]
    # CK+48 is drawn as it was.
    ck = replace(whole, persons=np.full(len(whole), "S001"))
    assert notes(ck, {"data_pictures": whole.pictures_sha256}) == []


def test_what_has_grown_since_is_told_to_be_learned_from_for_the_most_part(tmp_path: Path) -> None:
    mine, other, recipe = tmp_path / "mine", tmp_path / "other", {"picture_split": "content"}
    add(mine, 6)
    add(other, 6, first=50)
    data = load_folder(mine).sha256
    add(mine, 1, first=500)
    told = [ALIKE.format(name="mine")]
    assert notes(load_folder(mine), recipe, data, "all") == told
    assert notes(load_folder(mine), {**recipe, "init_data": data}, split="all") == told
    assert notes(load_folder(other), recipe, data, "all") == notes(load_folder(other), recipe, split="all") == []
    # What is TEST now was TEST then.
    assert notes(load_folder(mine), recipe, data) == [] and notes(load_folder(mine), {}, data) == told
    # Whom it has learned it answers itself, where no other networks' answers were kept.
    assert notes(load_folder(mine), recipe, data, "person") == told
    write_fer2013(tmp_path, learn=2, other=1)
    data = load_fer2013(tmp_path / "fer2013.csv").sha256
    rows = (tmp_path / "fer2013.csv").read_text().splitlines()
    (tmp_path / "fer2013.csv.xz").write_bytes(lzma.compress("\n".join(rows[:3] + rows[4:]).encode()))
    csv = load_fer2013(tmp_path / "fer2013.csv.xz")
    assert notes(csv, {}, data, "Training") == [ALIKE.format(name="fer2013.csv.xz")]
    assert notes(csv, {}, data, "PrivateTest") == notes(csv, {}, split="Training") == []


def notes(
    whole: Dataset, recipe: dict[str, object], data: dict[str, str] | None = None, split: str = "picture"
) -> list[str]:
    card = Card("ckplus", whole.words, "logits", "labels", 1.0, 0.0, data=data or {}, recipe=recipe)
    return Evaluation({"split": split}, [], whole, whole, Path(), card).notes
