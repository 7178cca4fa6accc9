"""Labelled folders and .zip files are read, split by picture and by person, and bad ones give one clear line."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from training_tiny import csv_text, picture, png, shared, write_ck

from companion.sources.fer2013 import DataError
from model.networks import CKPLUS_WORDS, FER2013_WORDS
from training import evaluate, folds, judge, strips, train
from training.faces import crop_for
from training.folders import is_folder_data, load_folder
from training.onnx_network import over_words
from training.run_report import person_figures


def test_zip_and_folder_read_the_same(tmp_path: Path) -> None:
    path = write_ck(tmp_path / "ck48.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
    packed, unpacked = load_folder(path), load_folder(tmp_path / "out")
    assert is_folder_data(path) and is_folder_data(tmp_path / "out")
    assert len(packed) == 84 and (packed.pictures == unpacked.pictures).all()
    assert packed.words == ("anger", "contempt", "disgust", "fear", "happiness", "sadness", "surprise")
    assert packed.persons is not None and set(packed.persons) == {f"S{i:03d}" for i in range(12)}


def test_label_names_sizes_splits_and_what_cannot_be_used(tmp_path: Path) -> None:
    for split, label, name in (
        ("train", "Happy", "a.png"),
        ("train", "SURPRISED", "b.png"),
        ("test", "fearful", "c.PNG"),
        ("test", "sleepy", "d.png"),
        ("test", "sad", "._e.png"),
    ):
        (tmp_path / split / label).mkdir(parents=True, exist_ok=True)
        (tmp_path / split / label / name).write_bytes(png(picture(1, 1, side=30 if name == "a.png" else 96)))
    (tmp_path / "test" / "fearful" / "text.jpg").write_text("no picture")
    for name in ("notes.txt", "d.heic", "e.HEIC", ".DS_Store", "Thumbs.db"):
        (tmp_path / "test" / "fearful" / name).write_text("not looked at")
    notes: list[str] = []
    data = load_folder(tmp_path, on_note=notes.append)
    assert data.words == ("fear", "happiness", "surprise")
    assert data.pictures.shape == (3, 48, 48) and data.persons is None
    assert data.counts()["train"] == {"fear": 0, "happiness": 1, "surprise": 1}
    assert len(notes) == 4 and "'sleepy'" in notes[0] and "text.jpg is not a picture" in notes[1]
    assert "3 files are not of a kind that is read as a picture (.heic, .txt)" in notes[2]
    assert data.left_out == 5


def test_a_zip_with_a_csv_beside_its_pictures_is_a_labelled_one(tmp_path: Path) -> None:
    path = write_ck(tmp_path / "ck48.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("labels.csv", "file,label\na.png,happy\n")
        archive.writestr("rows.csv", "file,label\na.png,happy\n")
    assert is_folder_data(path)
    notes: list[str] = []
    assert len(load_folder(path, on_note=notes.append)) == 84
    assert notes == ["ck48.zip: 2 files are not of a kind that is read as a picture (.csv); left out."]


def test_a_zip_of_fer2013_is_no_labelled_one(tmp_path: Path) -> None:
    path = tmp_path / "fer2013.zip"
    for members in (["fer2013.csv", "readme/example.png"], ["fer2013.csv"], ["other.csv"]):
        with zipfile.ZipFile(path, "w") as archive:
            for name in members:
                archive.writestr(name, csv_text(1, 1) if name == "fer2013.csv" else "a,b\n")
        assert not is_folder_data(path)
    (tmp_path / "fer2013.csv").write_text(csv_text(1, 1))
    assert strips.main([str(tmp_path / "fer2013.csv"), str(path)]) == 0
    assert not is_folder_data(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_is_one_line(tmp_path: Path, method: int) -> None:
    path = tmp_path / "own.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("happy/a.png", png(picture(1, 1)))
    packed = bytearray(path.read_bytes())
    packed[len(packed) // 2 : len(packed) // 2 + 20] = bytes(20)
    if method == zipfile.ZIP_DEFLATED:
        # The content's first byte: no block is of the kind that this says.
        packed[packed.index(b"a.png") + len(b"a.png")] = 0xFF
    path.write_bytes(packed)
    assert is_folder_data(path)
    with pytest.raises(DataError, match="damaged or cut off"):
        load_folder(path)


def test_a_zip_with_a_password_or_an_odd_method_is_one_line(tmp_path: Path) -> None:
    path = write_ck(tmp_path / "ck48.zip")
    whole = path.read_bytes()
    # Where the two headers of a member keep its flags and its method.
    for start, central, value in ((6, 8, 1), (8, 10, 99)):
        packed = bytearray(whole)
        packed[start] |= value
        packed[packed.index(b"PK\1\2") + central] |= value
        path.write_bytes(packed)
        with pytest.raises(DataError, match="can't be unpacked"):
            load_folder(path)


def test_a_fault_of_the_crop_is_not_told_as_one_of_the_file(tmp_path: Path) -> None:
    def crop(_picture: object) -> np.ndarray:
        raise RuntimeError("the detector")

    with pytest.raises(RuntimeError, match="the detector"):
        load_folder(write_ck(tmp_path / "ck48.zip"), crop)


def test_bad_folders_give_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not there"):
        load_folder(tmp_path / "none")
    with pytest.raises(DataError, match="holds no picture"):
        load_folder(tmp_path)
    (tmp_path / "cut.zip").write_bytes(write_ck(tmp_path / "ck48.zip").read_bytes()[:5000])
    with pytest.raises(DataError, match="damaged or cut off"):
        load_folder(tmp_path / "cut.zip")
    # Nor is it taken for a folder, which could not be learned from as FER2013 can.
    with pytest.raises(DataError, match="damaged or cut off"):
        is_folder_data(tmp_path / "cut.zip")


def test_folders_behind_links_are_read_and_a_ring_of_them_has_an_end(tmp_path: Path) -> None:
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    for label, folder in (("sad", data / "sad"), ("happy", elsewhere)):
        folder.mkdir(parents=True)
        (folder / f"{label}.png").write_bytes(png(picture(1, 1)))
    (data / "happy").symlink_to(elsewhere)
    (data / "sad" / "back").symlink_to(data)
    for name in (".Trash-1000", "lost+found"):
        (data / name / "happy").mkdir(parents=True)
        (data / name / "happy" / "old.png").write_bytes(png(picture(1, 1)))
    loaded = load_folder(data)
    assert (loaded.words, len(loaded)) == (("happiness", "sadness"), 2)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    write_ck(tmp_path / "ck48.zip")
    (tmp_path / "sad").mkdir(mode=0)
    with pytest.raises(DataError, match=r"sad cannot be read \(Permission denied\)"):
        load_folder(tmp_path)


def test_no_person_is_on_both_sides_of_a_fold(tmp_path: Path) -> None:
    data = load_folder(write_ck(tmp_path / "ck48.zip"))
    fold = folds.person_folds(data)
    assert data.persons is not None and set(fold) == set(range(10))
    for person in set(data.persons):
        assert len(set(fold[data.persons == person])) == 1


def test_too_few_people_or_pictures_of_each_word_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="fewer than 10 persons"):
        folds.person_folds(load_folder(write_ck(tmp_path / "ck48.zip", persons=9)))
    data = load_folder(write_ck(tmp_path / "ck48.zip", persons=10))
    with pytest.raises(DataError, match="No word has 10 pictures"):
        folds.person_folds(data.take(np.arange(len(data)) % 10 != data.labels))


def test_picture_split_repeats_and_keeps_shares(tmp_path: Path) -> None:
    data = load_folder(write_ck(tmp_path / "ck48.zip", frames=3))
    part = folds.picture_split(data)
    assert (part == folds.picture_split(data)).all()
    assert (part == folds.TEST).mean() == pytest.approx(0.2, abs=0.01)
    assert (part == folds.CHECK).mean() == pytest.approx(0.08, abs=0.01)
    assert set(data.labels[part == folds.TEST]) == set(range(7))


def test_what_is_learned_from_a_folder_is_none_of_what_is_judged_there(tmp_path: Path) -> None:
    path = write_ck(tmp_path / "ck48.zip", frames=3)
    judged, _ = evaluate.load(evaluate.parse(["--model", "any", "--data", str(path), "--split", "picture"]))
    assert judged.names is not None
    # The first network has no word for contempt, the last has the words in another order.
    for words in (FER2013_WORDS, CKPLUS_WORDS, CKPLUS_WORDS[::-1]):
        data = train.load(path, None, words)
        assert data.names is not None and data.words == words
        expected = [name for name in judged.names if "contempt" in words or "contempt" not in name]
        assert list(data.names[data.splits == folds.TEST]) == expected


@pytest.mark.parametrize("words", [FER2013_WORDS, CKPLUS_WORDS])
def test_a_word_without_a_folder_is_judged_after_training_as_evaluate_judges_it(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    for number, word in enumerate(("happy", "sad", "fear")):
        for frame in range(20):
            path = tmp_path / "mine" / word / f"{frame}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(png(picture(number, frame)))
    ours = train.load(tmp_path / "mine", None, words).split(folds.TEST)
    order = ["--model", "any", "--data", str(tmp_path / "mine"), "--split", "picture"]
    theirs, _ = evaluate.load(evaluate.parse(order))
    assert ours.names is not None and theirs.names is not None and list(ours.names) == list(theirs.names)
    # Contempt first, where the network knows it, then the right word.
    answers = 2 * np.eye(len(words))[ours.labels] + 3 * (np.array(words) == "contempt")
    wide = over_words((answers / answers.sum(axis=1, keepdims=True)).astype(np.float32), words)
    found = judge.figures_of(judge.by_labels(wide, ours, {}))
    assert found == judge.figures_of(judge.by_labels(wide, theirs, {}))
    assert (found["accuracy"], found["macro_f1"]) == (1, 1)


def test_a_folders_own_test_pictures_are_never_learned_from(tmp_path: Path) -> None:
    for split, count in (("train", 20), ("Test", 5)):
        for number, word in enumerate(CKPLUS_WORDS):
            for frame in range(count):
                path = tmp_path / "faces" / split / word / f"{frame}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(png(picture(number, 100 * (split == "Test") + frame)))
    data = train.load(tmp_path / "faces", None, CKPLUS_WORDS)
    assert data.names is not None
    assert {name.split("/")[0] for name in data.names[data.splits == folds.TEST]} == {"Test"}
    assert {name.split("/")[0] for name in data.names[data.splits != folds.TEST]} == {"train"}
    assert (data.splits == folds.CHECK).sum() == 14
    judged, _ = evaluate.load(
        evaluate.parse(["--model", "any", "--data", str(tmp_path / "faces"), "--split", "picture"])
    )
    assert judged.names is not None and {name.split("/")[0] for name in judged.names} == {"Test"}


def test_a_folder_is_known_again_by_its_pictures(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        with zipfile.ZipFile(write_ck(tmp_path / "ck48.zip")) as archive:
            archive.extractall(tmp_path / folder)
    first, second = load_folder(tmp_path / "one"), load_folder(tmp_path / "two")
    assert list(first.sha256) == ["one"] and [*first.sha256.values()] == [*second.sha256.values()]
    some = next((tmp_path / "two").rglob("*.png"))
    some.write_bytes(png(picture(3, 77)))
    assert [*load_folder(tmp_path / "two").sha256.values()] != [*first.sha256.values()]


def test_the_same_pictures_are_known_again_packed_renamed_and_in_other_folders(tmp_path: Path) -> None:
    path = write_ck(tmp_path / "ck48.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
    (tmp_path / "out" / "CK+48" / "happy").rename(tmp_path / "out" / "CK+48" / "Happiness")
    same = [load_folder(place).pictures_sha256 for place in (path, tmp_path / "out", tmp_path / "out" / "CK+48")]
    assert len(set(same)) == 1 and same[0]
    # Another label is another thing to learn.
    (tmp_path / "out" / "CK+48" / "Happiness").rename(tmp_path / "out" / "CK+48" / "neutral")
    assert load_folder(tmp_path / "out").pictures_sha256 != same[0]


def test_a_zip_whose_names_have_backslashes_is_read_like_any_other(tmp_path: Path) -> None:
    path, other = write_ck(tmp_path / "ck48.zip"), tmp_path / "windows.zip"
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w") as windows:
        windows.writestr("CK+48\\", b"")
        for name in archive.namelist():
            windows.writestr(name.replace("/", "\\"), archive.read(name))
    assert is_folder_data(other)
    notes: list[str] = []
    data = load_folder(other, on_note=notes.append)
    assert len(data) == 84 and not notes and data.left_out == 0
    assert data.pictures_sha256 == load_folder(path).pictures_sha256


def test_kept_answers_come_back_and_fit_their_pictures_only(tmp_path: Path) -> None:
    path = write_ck(tmp_path / "ck48.zip")
    data = load_folder(path)
    outputs = np.random.default_rng(0).normal(size=(len(data), 7)).astype(np.float32)
    folds.keep_answers(tmp_path / "report", data, folds.person_folds(data), outputs)
    back, found = folds.kept_answers(tmp_path, path)
    assert np.allclose(found, outputs, atol=1e-4) and len(set(back.splits)) == 10
    with pytest.raises(DataError, match=r"does not belong|holds 84 answers"):
        folds.kept_answers(tmp_path, write_ck(tmp_path / "other.zip", persons=13))
    with pytest.raises(DataError, match="no answers by fold"):
        folds.kept_answers(tmp_path / "empty", path)


def test_kept_answers_are_judged_without_the_word_that_has_no_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(write_ck(tmp_path / "ck48.zip")) as archive:
        archive.extractall(tmp_path / "ck", [name for name in archive.namelist() if "contempt" not in name])
    data = folds.with_words(load_folder(tmp_path / "ck"), CKPLUS_WORDS)
    # Contempt first, then the right word.
    outputs = 2 * np.eye(7, dtype=np.float32)[data.labels]
    outputs[:, CKPLUS_WORDS.index("contempt")] = 3
    folds.keep_answers(tmp_path / "report", data, folds.person_folds(data), outputs)
    figures, judged = person_figures(tmp_path, tmp_path / "ck")
    assert (figures["accuracy"], figures["accuracy_mean"], figures["macro_f1"]) == (1, 1, 1)
    assert len(judged.classes) == 6


def test_small_pictures_are_used_whole_and_a_picture_without_a_face_too() -> None:
    small = np.repeat(picture(1, 1)[..., None], 3, axis=2)
    large = np.zeros((200, 200, 3), np.uint8)
    assert (crop_for("auto")(small) == picture(1, 1)).all()
    assert crop_for("auto")(large).shape == (48, 48)
    assert (crop_for("whole")(large) == 0).all()


def test_real_ck48() -> None:
    data = load_folder(shared("ck48.zip"))
    assert len(data) == 981 and data.persons is not None and len(set(data.persons)) == 118
