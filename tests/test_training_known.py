"""What a network has learned from is known again, and figures that flatter for it say so, on the page too."""

from __future__ import annotations

import json
import lzma
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from training_tiny import csv_text, picture, png, shared, votes_text, write_ck

from training import branches, calibrate, evaluate, export, fold_run, known, mean, strips, train
from training.card import read_card, write_card
from training.datasets import load_fer2013
from training.evaluate import CHOSEN, LEARNED
from training.folders import load_folder
from training.learned import pictures_before
from training.onnx_network import released_root


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ckplus of a tiny CK+48 with two folds, calibrated; one of a folder, begun at it; a poster of a tiny FER2013."""
    home = tmp_path_factory.mktemp("known")
    data = write_ck(home / "ck48.zip")
    (home / "fer2013.csv").write_text(csv_text(learn=3, other=2))
    for person in range(12):
        for number, label in enumerate(("happy", "sad", "fear")):
            path = home / "mine" / label / f"{person}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(png(picture(number, 500 + person)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(home / "home"))
        patch.setattr(fold_run, "FOLDS", 2)
        order = ["--epochs", "1", "--out"]
        assert train.main(["--network", "ckplus", "--data", str(data), *order, str(home / "ck")]) == 0
        assert export.main([str(home / "ck")]) == 0 and calibrate.main([str(home / "ck"), "--data", str(data)]) == 0
        init = ["--init", str(home / "ck" / "network.keras")]
        mine = ["--network", "ckplus", "--data", str(home / "mine"), *init]
        assert train.main([*mine, *order, str(home / "tuned")]) == 0 and export.main([str(home / "tuned")]) == 0
        fer = ["--network", "poster", "--data", str(home / "fer2013.csv")]
        assert train.main([*fer, *order, str(home / "fer")]) == 0 and export.main([str(home / "fer")]) == 0
    return home


@pytest.fixture(autouse=True)
def own_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(home / "home"))


def told(capsys: pytest.CaptureFixture[str], run: Path, data: Path, *more: object) -> str:
    """Return what is told on standard error, and require that a report says it too."""
    capsys.readouterr()
    page = run.parent / "pages" / "-".join([run.name, data.name, *map(str, more)]).replace("/", "-")
    arguments = ["--model", str(run), "--data", str(data), *map(str, more), "--report", str(page)]
    assert evaluate.main(arguments) == 0
    err, text = capsys.readouterr().err, (page / "report.md").read_text()
    for note in (LEARNED, CHOSEN):
        assert (note in err) == (note in text), "the page is what is kept and passed on"
    return err


def test_fer2013_is_known_again_however_it_is_packed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (home / "fer2013.csv").read_text()
    (home / "packed.csv.xz").write_bytes(lzma.compress(text.encode()))
    rows = [line.split(",") for line in text.splitlines()]
    (home / "icml.csv").write_text("\n".join(f"{label}, {split}, {pixels}" for label, pixels, split in rows))
    assert strips.main([str(home / "fer2013.csv"), str(home / "strips.zip")]) == 0
    for name in ("fer2013.csv", "packed.csv.xz", "icml.csv", "strips.zip"):
        assert LEARNED in told(capsys, home / "fer", home / name, "--split", "Training"), name
        assert CHOSEN in told(capsys, home / "fer", home / name, "--split", "PublicTest"), name
        assert told(capsys, home / "fer", home / name).count("expect") == 0, "PrivateTest chose nothing"
    # Other pictures are others, also where the labels are the same.
    (home / "other.csv").write_text(csv_text(learn=4, other=2))
    assert "expect" not in told(capsys, home / "fer", home / "other.csv", "--split", "Training")
    # A network that learned from a folder and has its thresholds from there was fitted on PublicTest all the same.
    votes = home / "votes.csv"
    votes.write_text(votes_text(text))
    assert calibrate.main([str(home / "tuned"), "--data", str(home / "fer2013.csv"), "--votes", str(votes)]) == 0
    assert CHOSEN in told(capsys, home / "tuned", home / "fer2013.csv", "--split", "PublicTest")


def test_a_labelled_folder_is_known_again_unpacked(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(home / "ck48.zip") as archive:
        archive.extractall(tmp_path)
    for data in (home / "ck48.zip", tmp_path / "CK+48"):
        assert LEARNED in told(capsys, home / "ck", data)
        page = home / "by-person"
        order = ["--model", str(home / "ck"), "--data", str(data), "--split", "picture", "--report", str(page)]
        assert evaluate.main(order) == 0
        assert "Each word, split by person" in (page / "report.md").read_text()
        assert LEARNED not in capsys.readouterr().err


@pytest.mark.parametrize(("split", "flatters"), [("train", True), ("Train", True), ("test", False)])
def test_the_part_of_a_folder_that_is_learned_from_is_told(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], split: str, flatters: bool
) -> None:
    faces = tmp_path / "faces"
    for name, count in ((split, 20), ("other", 20)):
        for number, label in enumerate(("happy", "sad", "fear")):
            for frame in range(count):
                path = faces / name / label / f"{frame}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(png(picture(number, 700 + frame)))
    # As if the network had learned from it.
    card = read_card(home / "tuned")
    recipe = {**card.recipe, "data_pictures": load_folder(faces).pictures_sha256, "picture_split": ""}
    try:
        write_card(home / "tuned", replace(card, recipe=recipe))
        assert (LEARNED in told(capsys, home / "tuned", faces, "--split", split)) == flatters
        # The same pictures without such parts were split by content: most of the test was learned.
        write_card(home / "tuned", replace(card, recipe={**recipe, "picture_split": "content"}))
        assert LEARNED in told(capsys, home / "tuned", faces, "--split", split)
    finally:
        write_card(home / "tuned", card)


def test_what_a_network_began_with_counts_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert LEARNED in told(capsys, home / "tuned", home / "ck48.zip")
    # It does not answer itself about people that it began with.
    order = ["--model", str(home / "tuned"), "--data", str(home / "ck48.zip"), "--split", "person"]
    assert evaluate.main(order) == 2
    assert "no answers by fold were kept" in capsys.readouterr().err
    # Nor is what was kept of its own training taken for one on them.
    found = evaluate.evaluate(evaluate.parse([*order[:-1], "picture"]))
    assert not found.own


def test_what_is_made_of_networks_has_learned_what_they_have(home: Path, tmp_path: Path) -> None:
    ck, mine = load_folder(home / "ck48.zip").pictures_sha256, load_folder(home / "mine").pictures_sha256
    assert pictures_before(home / "tuned" / "network.keras", tmp_path, resume=False) == sorted([ck, mine])
    assert mean.main([str(home / "tuned"), str(home / "ck"), "--out", str(tmp_path / "mean")]) == 0
    assert json.loads((tmp_path / "mean" / "run.json").read_text())["init_pictures"] == sorted([ck, mine])
    # From the card where no run.json is beside it, as of a released network.
    (tmp_path / "released").mkdir()
    write_card(tmp_path / "released", read_card(home / "tuned"))
    assert pictures_before(tmp_path / "released" / "network.keras", tmp_path, resume=False) == sorted([ck, mine])
    assert "init_pictures" in branches.all_pictures_before([home / "ck" / "network.keras"])


def test_by_person_is_judged_with_the_temperature_of_the_card(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    card = read_card(home / "ck")
    results = {}
    try:
        write_card(home / "ck", replace(card, temperature=3.0))
        for split in ("person", "picture"):
            capsys.readouterr()
            order = ["--model", str(home / "ck"), "--data", str(home / "ck48.zip"), "--split", split, "--json"]
            assert evaluate.main([*order, "--report", str(tmp_path / split)]) == 0
            results[split] = json.loads(capsys.readouterr().out)
    finally:
        write_card(home / "ck", card)
    beside = json.loads((tmp_path / "picture" / "metrics.json").read_text())["by_person"]
    assert beside["ece"] == pytest.approx(results["person"]["ece"])
    assert beside["coverage_at_95"] == pytest.approx(results["person"]["coverage_at_95"])


@pytest.mark.usefixtures("read_once")
def test_the_released_networks_know_their_data_again_in_any_packing() -> None:
    data = load_fer2013(shared("fer2013.csv.xz"))
    ck = load_folder(shared("ck48.zip"))
    for name, own, before in (("poster", data, None), ("companion", data, data), ("ckplus", ck, data)):
        card = read_card(released_root() / name)
        # Not by the file: as if it had been packed by somebody else.
        assert own.pictures_sha256 in known.of_its_own(card.data, card.recipe), name
        if before is not None:
            assert before.pictures_sha256 in known.before(card.recipe), name


def test_of_a_card_that_tells_of_no_data_nothing_is_known() -> None:
    assert known.of_its_own({}, {}) == known.before({}) == set()
