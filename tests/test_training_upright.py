"""Faces are set upright by what learned it from YuNet's points, and the app shows a network the mirror image so."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import cv2
import keras
import numpy as np
import pytest
from numpy.typing import NDArray
from training_tiny import csv_text

from companion.faces.crop import cut
from companion.faces.detector import YunetDetector
from companion.faces.face import Box, Face
from companion.reading.classifier import Classifier
from model.upright import POSE, Moved, upright
from training import export
from training import upright as teaching
from training.augment import Distortion
from training.card import read_card
from training.datasets import load_fer2013
from training.onnx_network import KERAS_FILE, open_network
from training.weights import open_core, open_upright, plain_core, save_core

# A turn by 20 degrees and a zoom, and the middle a little aside.
TURN = np.array([1.1 * math.cos(0.35) - 1, 1.1 * math.sin(0.35), 0.05, -0.1], np.float32)
PICTURES = np.random.default_rng(0).integers(0, 256, (4, 48, 48), dtype=np.uint8)


def moved(pictures: NDArray[np.uint8], pose: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return pictures (N, 48, 48), moved by OpenCV as `Moved` says it does."""
    a, b, u, v = (float(value) for value in pose)
    turn = np.array([[1 + a, -b], [b, 1 + a]])
    place = 23.5 + 24 * np.array([[u], [v]]) - turn @ np.full((2, 1), 23.5)
    flags, border = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    matrix = np.concatenate([turn, place], axis=1)
    grey = pictures.astype(np.float32)
    return np.stack([cv2.warpAffine(one, matrix, (48, 48), flags=flags, borderMode=border) for one in grey])


def test_a_picture_is_moved_as_its_pose_says_and_by_no_pose_not_at_all() -> None:
    inputs = [keras.Input((48, 48, 1)), keras.Input((POSE,))]
    layer = keras.Model(inputs, Moved()(inputs))
    poses = np.stack([TURN, np.zeros(POSE, np.float32)])
    found = np.asarray(layer.predict_on_batch([PICTURES[:2, ..., None].astype(np.float32), poses]))[..., 0]
    # OpenCV goes by 32nds of a pixel.
    assert np.abs(found[0] - moved(PICTURES[:1], TURN)[0]).mean() < 2
    np.testing.assert_array_equal(found[1], PICTURES[1])


def test_the_pose_of_points_takes_them_back_to_the_mean_face() -> None:
    mean = np.array([[14.5, 17.5], [32.5, 17.5], [23.5, 27.0], [16.0, 36.0], [31.0, 36.0]])
    a, b, u, v = (float(value) for value in TURN)
    there = 23.5 + (mean - 23.5) @ np.array([[1 + a, b], [-b, 1 + a]]) + 24 * np.array([u, v])
    assert teaching.poses_of(there[None], mean)[0] == pytest.approx(TURN, abs=1e-6)
    # The mean face is the same on both sides, whichever way faces look.
    found = teaching.mean_points(np.stack([mean + np.array([3, 1]), np.full((5, 2), np.nan)]))
    assert found == pytest.approx(mean + np.array([0, 1]))


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory, shared: Path, astronaut: NDArray[np.uint8]) -> Path:
    """What was taught with one face, a little aside in each picture."""
    home = tmp_path_factory.mktemp("upright")
    file = shared / "models" / "face_detection_yunet_2023mar.onnx"
    found = YunetDetector(file).find(astronaut, 512)[0]
    lines = csv_text(learn=19, other=1).splitlines()
    for number, (x, y) in enumerate(np.random.default_rng(0).uniform(-8, 8, (len(lines) - 1, 2)), start=1):
        face = cut(astronaut, Box(found.box.x + x, found.box.y + y, found.box.w, found.box.h), None, "yunet")
        label, _, split = lines[number].split(",")
        lines[number] = f"{label},{' '.join(map(str, face.ravel()))},{split}"
    (home / "fer2013.csv").write_text("\n".join(lines) + "\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(home / "home"))
        patch.setattr(teaching, "LOOKS", Distortion(flip=False))
        patch.setattr(teaching, "BATCH", 32)
        order = ["--data", str(home / "fer2013.csv"), "--detector", str(file), "--epochs", "40"]
        assert teaching.main([*order, "--out", str(home / "run")]) == 0
    return home


def test_it_learns_which_way_a_face_is_turned(learned: Path, astronaut: NDArray[np.uint8]) -> None:
    about = json.loads((learned / "run" / "run.json").read_text())
    assert about["faces_seen"]["learn"] > 80 and list(about["data"]) == ["fer2013.csv"]
    how = open_upright(learned / "run" / KERAS_FILE)
    face = load_fer2013(learned / "fer2013.csv").pictures[:1]
    left, right = (
        float(how.predict_on_batch(moved(face, np.array([0, sine, 0, 0], np.float32))[..., None] / 127.5 - 1)[0, 1])
        for sine in (0.3, -0.3)
    )
    assert left < -0.08 and right > 0.08, "the sine of the turn that takes it back"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """An untrained network, and beside it what turns each face by the same."""
    core, how = plain_core("ckplus"), upright()
    rng = np.random.default_rng(0)
    core.set_weights([weight + 0.01 * rng.normal(size=weight.shape) for weight in core.get_weights()])
    how.layers[-1].bias.assign(TURN)
    (tmp_path / "run").mkdir()
    save_core(core, tmp_path / "run" / KERAS_FILE)
    (tmp_path / "how").mkdir()
    how.save(tmp_path / "how" / KERAS_FILE)
    return tmp_path / "run"


def test_the_app_sees_the_mirror_image_upright(run: Path) -> None:
    assert export.main([str(run), "--upright", str(run.with_name("how"))]) == 0
    card = read_card(run)
    assert card.upright_input == "upright" and card.flip_average, "only the mirror image is set upright"
    network, core = open_network(run), open_core(run / KERAS_FILE)

    def answers(pictures: NDArray[Any]) -> NDArray[np.float32]:
        return np.asarray(core.predict_on_batch(pictures[..., None].astype(np.float32) * card.scale + card.shift))

    assert network.outputs(PICTURES) == pytest.approx(answers(PICTURES), abs=1e-4)
    mirrored = PICTURES[:, :, ::-1]
    assert network.views(PICTURES)[1] == pytest.approx(answers(moved(mirrored, TURN)), abs=0.02)
    assert np.abs(network.views(PICTURES)[1] - answers(mirrored)).max() > 0.05
    # The app's own way, at once and in turn.
    app = Classifier(run)
    both = network.probabilities(PICTURES)
    assert app.probabilities(PICTURES) == pytest.approx(both, abs=1e-5)
    for frame in range(4):
        seen = app.follow(Face(Box(0, 0, 1, 1), None, PICTURES[0], track=1), frame / 30)
        assert sorted(seen.values)[-7:] == pytest.approx(sorted(both[0]), abs=1e-5)


def test_what_sets_upright_stays_with_the_run_and_its_release(run: Path, tmp_path: Path) -> None:
    assert export.main([str(run), "--upright", str(run.with_name("how"))]) == 0
    first = read_card(run)
    (run.with_name("how") / KERAS_FILE).unlink()
    assert export.main([str(run)]) == 0
    again = read_card(run)
    assert again.upright_input and again.recipe["weights_sha256"] == first.recipe["weights_sha256"]
    target = export.release(run, "ckplus", tmp_path / "released")
    assert open_upright(target / export.UPRIGHT_FILE).name == "pose"
    assert read_card(target).upright_input
    # And can be taken from there for another network.
    (run / export.UPRIGHT_FILE).unlink()
    assert export.main([str(run), "--upright", str(target)]) == 0
    assert read_card(run).recipe["weights_sha256"] == first.recipe["weights_sha256"]


def test_what_is_no_such_network_or_missing_is_one_sentence(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export.main([str(run), "--upright", str(run)]) == 2
    assert "sets no face upright" in capsys.readouterr().err
    assert export.main([str(run), "--upright", str(tmp_path / "none")]) == 2
    (tmp_path / "fer2013.csv").write_text(csv_text(learn=1, other=1))
    order = ["--data", str(tmp_path / "fer2013.csv"), "--out", str(tmp_path / "out"), "--detector"]
    assert teaching.main([*order, str(tmp_path / "none.onnx")]) == 2
    assert teaching.main([*order, str(tmp_path / "fer2013.csv")]) == 2
    error = capsys.readouterr().err
    assert "none.onnx is not there" not in error and error.count("\n") >= 3 and not (tmp_path / "out").exists()


def test_pictures_without_faces_teach_nothing(
    tmp_path: Path, yunet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fer2013.csv").write_text(csv_text(learn=1, other=1))
    order = ["--data", str(tmp_path / "fer2013.csv"), "--out", str(tmp_path / "out"), "--detector", str(yunet)]
    assert teaching.main(order) == 2
    assert "No faces are seen" in capsys.readouterr().err and not (tmp_path / "out").exists()
