"""Faces: found, cut as FER2013 frames them, turned upright, followed, and judged from the picture."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.faces.crop import FRAMING, cut, frame_square, roll_radians
from companion.faces.detector import Found, HaarDetector, YunetDetector, detector_file, open_detector
from companion.faces.face import Box, Doubt
from companion.faces.finder import FaceFinder, default_finder, with_large
from companion.faces.quality import judge
from companion.faces.tracker import Tracks, follow, overlap
from companion.paths import Paths
from companion.sources.pictures import read_picture

Picture = NDArray[np.uint8]


def turned(image: Picture, degrees: float) -> Picture:
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)


def likeness(a: Picture, b: Picture) -> float:
    return float(np.corrcoef(a.ravel().astype(float), b.ravel().astype(float))[0, 1])


@pytest.fixture(scope="module")
def yunet_finder(yunet: Path) -> FaceFinder:
    return FaceFinder(YunetDetector(yunet))


def test_haar_needs_no_file_and_finds_the_astronaut(astronaut: Picture, paths: Paths) -> None:
    finder = default_finder(paths)
    assert finder.detector.name == "haar"
    faces = finder.faces(astronaut, photo=True)
    assert any(abs(face.box.centre[0] - 222) < 25 and abs(face.box.centre[1] - 118) < 25 for face in faces)
    assert faces[0].landmarks is None
    assert faces[0].crop.shape == (48, 48)


def test_detector_named_by_the_variable_comes_before_the_kept_one(tmp_path: Path) -> None:
    named, kept = tmp_path / "named", tmp_path / "kept"
    assert detector_file(None, kept) is None
    kept.touch()
    assert detector_file(str(named), kept) == kept
    named.touch()
    assert detector_file(str(named), kept) == named


def test_a_folder_that_may_not_be_entered_holds_no_detector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    # These tests may run as root, to whom no folder is closed; and from Python 3.14 on `is_file` says no by itself.
    monkeypatch.setattr(Path, "is_file", closed)
    assert detector_file(str(tmp_path / "named.onnx"), tmp_path / "kept.onnx") is None
    assert isinstance(open_detector(tmp_path / "kept.onnx"), HaarDetector)


def test_broken_detector_file_leaves_haar(tmp_path: Path) -> None:
    path = tmp_path / "broken.onnx"
    path.write_bytes(b"no network")
    assert isinstance(open_detector(path), HaarDetector)


def test_detectors_are_opened_from_folders_with_any_name(tmp_path: Path, yunet: Path, astronaut: Picture) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/f\xfcr"))
    folder.mkdir()
    shutil.copy(yunet, folder)
    shutil.copy(Path(cv2.data.haarcascades) / "haarcascade_frontalface_default.xml", folder)
    cv2.imwrite(str(tmp_path / "astronaut.png"), astronaut)
    # In a process of its own: OpenCV ends the whole process at a name that it can't take.
    program = (
        "import cv2, sys, pathlib\n"
        "from companion.faces.detector import HaarDetector, YunetDetector\n"
        "cv2.data.haarcascades, image = sys.argv[1], cv2.imread(sys.argv[3])\n"
        "print(len(YunetDetector(pathlib.Path(sys.argv[2])).find(image, 512)))\n"
        "print(len(HaarDetector().find(image, 512)) > 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, folder, folder / yunet.name, tmp_path / "astronaut.png"],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\nTrue\n", "")


def test_opencv_without_its_cascade_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = '<?xml version="1.0"?><opencv_storage><a><b>1</b></a></opencv_storage>'
    (tmp_path / "haarcascade_frontalface_default.xml").write_text(content)
    monkeypatch.setattr(cv2.data, "haarcascades", str(tmp_path))
    with pytest.raises(OSError, match="holds no cascade"):
        HaarDetector()


@pytest.mark.parametrize("size", [(1280, 60), (1280, 120), (2000, 60), (40, 1600), (12, 12)])
def test_yunet_finds_no_endless_face_in_a_thin_or_tiny_picture(
    yunet_finder: FaceFinder, media: Path, size: tuple[int, int]
) -> None:
    group = np.asarray(cv2.resize(read_picture(media / "multi_face.jpg"), size), np.uint8)
    for image in (group, np.full_like(group, 120)):
        for photo in (True, False):
            for face in yunet_finder.faces(image, photo):
                assert max(face.box.w, face.box.h) < 4 * max(size)


def test_yunet_finds_the_faces_of_a_thin_strip_where_they_are(yunet_finder: FaceFinder, astronaut: Picture) -> None:
    strip = np.full((150, 1600, 3), 120, np.uint8)
    strip[:, 1400:1550] = cv2.resize(astronaut[20:270, 90:340], (150, 150))
    (face,) = yunet_finder.faces(strip, photo=True)
    assert 1400 < face.box.centre[0] < 1550 and 0 < face.box.centre[1] < 150


@pytest.mark.parametrize("name", ["astronaut", "single_face.jpg", "stock-emotions-a-1.jpg", "stock-emotions-a-4.jpg"])
@pytest.mark.parametrize("share", [0.5, 0.9, 1.2, 1.4])
def test_close_up_is_one_face(
    yunet_finder: FaceFinder, media: Path, astronaut: Picture, name: str, share: float
) -> None:
    image = astronaut if name == "astronaut" else read_picture(media / name)
    (face,) = yunet_finder.faces(image, photo=True)
    close, at, scale = close_up(image, face.box, share)
    (found,) = yunet_finder.find(close, photo=True)
    assert found.box.centre == pytest.approx(at, abs=0.1 * scale * face.box.h)
    assert found.box.h == pytest.approx(scale * face.box.h, rel=0.3)


def close_up(image: Picture, box: Box, share: float) -> tuple[Picture, tuple[float, float], float]:
    """Cut a square, of which a face takes `share` of the height; return it, the face's centre, and the scale."""
    (x, y), half = box.centre, box.h / share / 2
    left, top = max(0, round(x - half)), max(0, round(y - half))
    part = image[top : round(y + half), left : round(x + half)]
    scale = 960 / max(part.shape[:2])
    large = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, dtype=np.uint8), ((x - left) * scale, (y - top) * scale), scale


@pytest.mark.parametrize("name", ["coffee", "coins", "chelsea", "brick", "grass"])
@pytest.mark.parametrize("side", [400, 960, 2000])
def test_a_picture_without_a_face_has_none_when_it_is_searched_twice(
    yunet_finder: FaceFinder, name: str, side: int
) -> None:
    from skimage import data

    image = np.atleast_3d(getattr(data, name)())[..., ::-1].repeat(1 if name in ("coffee", "chelsea") else 3, axis=2)
    scale = side / max(image.shape[:2])
    picture = np.asarray(cv2.resize(image, None, fx=scale, fy=scale), dtype=np.uint8)
    assert yunet_finder.find(picture, photo=True) == []


def test_a_large_face_takes_the_place_of_its_parts_and_of_no_surer_or_other_face() -> None:
    def found(score: float, *box: float) -> Found:
        return Found(Box(*box), None, score)

    large, part, beside = found(0.9, 0, 0, 700, 900), found(0.7, 100, 200, 450, 500), found(0.6, 800, 0, 100, 100)
    before = found(0.8, 300, 400, 200, 250)
    assert with_large([part, beside, before], [large]) == [beside, before, large]
    surer = found(0.95, 100, 200, 450, 500)
    assert with_large([surer, beside], [large]) == [surer, beside]
    assert with_large([beside], []) == [beside]


def test_yunet_finds_all_five_faces_from_left_to_right(yunet_finder: FaceFinder, media: Path) -> None:
    faces = yunet_finder.faces(read_picture(media / "multi_face.jpg"), photo=True)
    assert len(faces) == 5
    centres = [face.box.centre[0] for face in faces]
    assert centres == sorted(centres)
    assert all(face.landmarks is not None and face.landmarks.shape == (5, 2) for face in faces)


def test_crop_has_the_framing_that_was_measured_on_fer2013(yunet_finder: FaceFinder, media: Path) -> None:
    image = read_picture(media / "single_face.jpg")
    face = yunet_finder.faces(image, photo=True)[0]
    x, y, side = frame_square(face.box, "yunet")
    assert face.landmarks is not None
    eyes = (face.landmarks[:2] - [x - side / 2, y - side / 2]) / side
    # Medians over FER2013: eyes at (0.31, 0.38) and (0.68, 0.38); one face differs from the median a little.
    assert eyes[0] == pytest.approx([0.31, 0.38], abs=0.08)
    assert eyes[1] == pytest.approx([0.68, 0.38], abs=0.08)


def test_haar_and_yunet_cut_nearly_the_same_picture(yunet_finder: FaceFinder, media: Path) -> None:
    image = read_picture(media / "single_face.jpg")
    by_yunet = yunet_finder.faces(image, photo=True)[0].crop
    by_haar = FaceFinder(HaarDetector()).faces(image, photo=True)[0].crop
    assert likeness(by_yunet, by_haar) > 0.7


@pytest.mark.parametrize("degrees", [-25, 15, 30])
def test_turned_face_is_cut_upright(yunet_finder: FaceFinder, media: Path, degrees: float) -> None:
    image = read_picture(media / "single_face.jpg")
    straight = yunet_finder.faces(image, photo=True)[0].crop
    tilted = turned(image, degrees)
    face = yunet_finder.faces(tilted, photo=True)[0]
    assert np.degrees(roll_radians(face.landmarks)) == pytest.approx(-degrees, abs=8)
    as_found = cut(tilted, face.box, face.landmarks, "yunet", upright=False)
    assert likeness(face.crop, straight) > 0.6
    assert likeness(face.crop, straight) > likeness(as_found, straight) + 0.1


def test_crop_keeps_what_lies_where() -> None:
    # One white pixel in a black picture, in the middle of the lower right quarter of the frame.
    image = np.zeros((480, 480, 3), np.uint8)
    framing = FRAMING["haar"]
    box = Box(120, 120, 240 * framing.width, 240 * framing.height)
    x, y, side = frame_square(box, "haar")
    image[round(y + side / 4) - 3 : round(y + side / 4) + 3, round(x + side / 4) - 3 : round(x + side / 4) + 3] = 255
    crop = cut(image, box, None, "haar")
    row, column = np.unravel_index(crop.argmax(), crop.shape)
    assert (row, column) == (pytest.approx(35.5, abs=1), pytest.approx(35.5, abs=1))


def test_face_at_the_edge_is_cut_without_failing(astronaut: Picture) -> None:
    for box in (Box(-60, -60, 120, 120), Box(480, 480, 100, 100), Box(900, 900, 50, 50), Box(10, 10, 0.5, 0.5)):
        assert cut(astronaut, box, None, "haar").shape == (48, 48)


def doubts_of(finder: FaceFinder, image: Picture) -> frozenset[Doubt]:
    faces = finder.faces(np.ascontiguousarray(image), photo=True)
    assert faces, "the face was not found at all"
    return max(faces, key=lambda face: face.box.w).doubts


def test_good_pictures_raise_no_doubt(yunet_finder: FaceFinder, media: Path, astronaut: Picture) -> None:
    assert doubts_of(yunet_finder, astronaut) == frozenset()
    for name in ("single_face.jpg", "stock-emotions-a-1.jpg", "stock-emotions-a-4.jpg"):
        assert doubts_of(yunet_finder, read_picture(media / name)) == frozenset()


def test_doubts_are_measured_on_spoilt_pictures(yunet_finder: FaceFinder, media: Path, astronaut: Picture) -> None:
    image = read_picture(media / "single_face.jpg")
    assert Doubt.DARK in doubts_of(yunet_finder, (image * 0.12).astype(np.uint8))
    assert Doubt.BLURRED in doubts_of(yunet_finder, np.asarray(cv2.GaussianBlur(image, (0, 0), 12), np.uint8))
    tiny = np.asarray(cv2.resize(image, None, fx=0.11, fy=0.11, interpolation=cv2.INTER_AREA), np.uint8)
    assert Doubt.SMALL in doubts_of(yunet_finder, cv2.copyMakeBorder(tiny, 90, 90, 90, 90, cv2.BORDER_CONSTANT))
    face = yunet_finder.faces(image, photo=True)[0]
    left = round(face.box.x + face.box.w * 0.3)
    assert Doubt.CUT_OFF in judge(image, Box(-left, face.box.y, face.box.w, face.box.h), None, face.crop)
    lit = np.full_like(image, 240)
    x, y, w, h = (round(value) for value in (face.box.x, face.box.y, face.box.w, face.box.h))
    lit[y : y + h, x : x + w] = image[y : y + h, x : x + w] // 3
    assert Doubt.BACK_LIT in judge(lit, face.box, face.landmarks, cut(lit, face.box, face.landmarks, "yunet"))


def test_turned_away_is_measured_from_the_points(yunet_finder: FaceFinder, media: Path) -> None:
    image = read_picture(media / "single_face.jpg")
    face = yunet_finder.faces(image, photo=True)[0]
    assert face.landmarks is not None
    points = face.landmarks.copy()
    points[2] = points[1]
    assert Doubt.TURNED in judge(image, face.box, points, face.crop)
    assert Doubt.TURNED not in judge(image, face.box, face.landmarks, face.crop)


def test_faces_keep_their_numbers_while_they_move() -> None:
    tracks = Tracks()
    left, right = Box(0, 0, 100, 100), Box(300, 0, 100, 100)
    tracks, first = follow(tracks, [left, right], 0.0)
    for step in range(1, 10):
        moved = [Box(300 - step * 10, 0, 100, 100), Box(step * 10, 0, 100, 100)]
        tracks, numbers = follow(tracks, moved, step / 10)
        assert numbers == [first[1], first[0]]


def test_face_that_was_gone_for_long_is_a_new_one() -> None:
    box = Box(0, 0, 100, 100)
    tracks, first = follow(Tracks(), [box], 0.0)
    tracks, soon = follow(tracks, [box], 0.9)
    assert soon == first
    tracks, none = follow(tracks, [], 2.5)
    tracks, late = follow(tracks, [box], 2.6)
    assert (none, late) == ([], [first[0] + 1])
    tracks, later = follow(tracks, [box], 60.0)  # no frame came meanwhile: the camera was lost
    assert later == [first[0] + 2]


def test_overlap_is_intersection_over_union() -> None:
    assert overlap(Box(0, 0, 10, 10), Box(5, 0, 10, 10)) == pytest.approx(1 / 3)
    assert overlap(Box(0, 0, 10, 10), Box(20, 0, 10, 10)) == 0
