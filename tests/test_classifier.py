"""A released network: its card, its files, what it answers, and how it is found by name."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.faces.face import Box, Face
from companion.reading.card import NetworkError, network_folder, read_card, released_names
from companion.reading.classifier import Classifier, calibrated
from companion.reading.reading import SCORE_NAMES, people_who_say
from companion.words.vocabulary import WORDS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the released network that a test may spoil."""
    return Path(shutil.copytree(network_folder(), tmp_path / "network"))


def change(folder: Path, **fields: Any) -> None:
    path = folder / "card.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def test_released_network_reads_pictures_into_probabilities(folder: Path) -> None:
    crops = np.random.default_rng(0).integers(0, 255, (3, 48, 48), dtype=np.uint8)
    found = Classifier(folder).scores(crops)
    assert len(found) == 3
    for one in found:
        assert one.values.sum() == pytest.approx(1)
        assert set(one.by_word()) == set(SCORE_NAMES)


def test_released_network_knows_a_smile(media: Path, yunet: Path) -> None:
    from companion.faces.detector import YunetDetector
    from companion.faces.finder import FaceFinder
    from companion.sources.pictures import read_picture

    face = FaceFinder(YunetDetector(yunet)).faces(read_picture(media / "single_face.jpg"), photo=True)[0]
    assert max(Classifier(network_folder()).scores_of([face])[0].by_word().items(), key=lambda item: item[1])[0] == (
        "happiness"
    )


def test_no_faces_need_no_network_run(folder: Path) -> None:
    assert Classifier(folder).scores_of([]) == []


def test_a_followed_face_is_read_in_turn_with_its_mirror_image(folder: Path) -> None:
    change(folder, flip_average=True)
    network = Classifier(folder)
    first, second = np.random.default_rng(0).integers(0, 256, (2, 48, 48), dtype=np.uint8)

    def face(crop: np.ndarray, track: int = 1) -> Face:
        return Face(Box(0, 0, 1, 1), None, crop, track=track)

    def both(crop: np.ndarray) -> Any:
        return pytest.approx(network.scores(crop[None])[0].values, abs=1e-5)

    change(folder, flip_average=False)
    views = Classifier(folder).scores(np.stack([first, first[:, ::-1], second, second[:, ::-1]]))
    for n in range(4):
        assert network.follow(face(first), n / 30).values == both(first), "a still face: as without turns"
    # The last view was the first face itself, so now comes the second one's mirror image.
    mixed = network.follow(face(second), 4 / 30).values
    assert mixed == pytest.approx((views[0].values + views[3].values) / 2, abs=1e-5)
    assert network.follow(face(second), 5 / 30).values == both(second)
    assert network.follow(face(first, track=2), 6 / 30).values == both(first), "another person"
    assert network.follow(face(second, track=2), 1.0).values == both(second), "frames come slowly"
    assert network.follow(face(first, track=2), 0.0).values == both(first), "the source began anew"


def test_without_the_mirror_image_there_are_no_turns(folder: Path) -> None:
    change(folder, flip_average=False)
    network = Classifier(folder)
    for n, crop in enumerate(np.random.default_rng(0).integers(0, 256, (3, 48, 48), dtype=np.uint8)):
        face = Face(Box(0, 0, 1, 1), None, crop, track=1)
        assert network.follow(face, n / 30).values == pytest.approx(network.scores(crop[None])[0].values, abs=1e-5)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda f: (f / "card.json").unlink(), "is not there"),
        (lambda f: (f / "card.json").write_text("{"), "is damaged"),
        (lambda f: (f / "card.json").write_text("[]"), "not a card that I can read"),
        (lambda f: (f / read_card(f / "card.json").file).unlink(), "can't be opened as a network"),
        (lambda f: (f / read_card(f / "card.json").file).write_bytes(b"x" * 999), "can't be opened as a network"),
        (lambda f: change(f, labels=["anger", "fear"]), "does not fit its network"),
        (lambda f: change(f, labels=["anger", "boredom"]), "see: labels"),
        (lambda f: change(f, temperature=0), "see: temperature"),
        (lambda f: change(f, output="words"), "see: output"),
        (lambda f: change(f, thresholds={}), "see: clear"),
        (lambda f: change(f, file="../network.onnx"), "see: file"),
        (lambda f: change(f, file="other.onnx"), "can't be opened as a network"),
        (lambda f: change(f, input={"side": 64, "scale": 1, "shift": 0}), "does not fit its network"),
    ],
)
def test_wrong_card_or_network_is_one_sentence(folder: Path, spoil: Any, sentence: str) -> None:
    spoil(folder)
    with pytest.raises(NetworkError, match=sentence) as caught:
        Classifier(folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("platform", "mend"), [("win32", "Visual C"), ("linux", "install Companion again")])
def test_without_its_runtime_a_network_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, platform: str, mend: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)  # as if its library could not be loaded
    with pytest.raises(NetworkError, match=mend):
        Classifier(network_folder())


def test_shares_of_people_are_the_answers_at_their_own_temperature(folder: Path) -> None:
    change(folder, target="votes", flip_average=False, temperature=0.6, people_temperature=0.9)
    crops = np.random.default_rng(0).integers(0, 256, (3, 48, 48), dtype=np.uint8)
    card = Classifier(folder).card
    sure = Classifier(folder).scores(crops)
    change(folder, temperature=0.9)
    for one, people in zip(sure, Classifier(folder).scores(crops), strict=True):
        shares = people_who_say(one, card.temperature, card.people_temperature or 0.0)
        assert shares.values == pytest.approx(people.values)
        assert shares.values.max() < one.values.max()


def test_networks_are_found_by_name_and_companion_comes_first(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="no network"):
        network_folder(None, tmp_path)
    for name in ("ckplus", "poster", "companion"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "network.onnx").touch()
    assert released_names(tmp_path) == ["companion", "poster", "ckplus"]
    assert network_folder("auto", tmp_path).name == "companion"
    assert network_folder("ckplus", tmp_path).name == "ckplus"
    with pytest.raises(NetworkError, match="no network named other"):
        network_folder("other", tmp_path)


def test_card_is_read_whole() -> None:
    card = read_card(network_folder() / "card.json")
    assert set(card.labels) <= set(SCORE_NAMES)
    assert set(card.thresholds.clear) <= set(WORDS)
    assert 0 < card.thresholds.pair <= 2


def test_temperature_softens_without_changing_the_order() -> None:
    raw = np.array([[2.0, 1.0, 0.0]], np.float32)
    plain, soft = calibrated(raw, "logits", 1.0), calibrated(raw, "logits", 3.0)
    assert soft[0, 0] < plain[0, 0]
    assert (np.argsort(soft) == np.argsort(plain)).all()
    assert calibrated(plain.astype(np.float32), "probabilities", 1.0) == pytest.approx(plain, abs=1e-6)
    assert calibrated(plain.astype(np.float32), "probabilities", 3.0) == pytest.approx(soft, abs=1e-5)


# -- smoothing
