"""Reasons: each is measured on a real picture that this test spoils, and good pictures raise none."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.faces.detector import YunetDetector
from companion.faces.face import Doubt
from companion.faces.finder import FaceFinder
from companion.faces.quality import judge, judge_picture
from companion.reading.reading import Kind, Reading
from companion.sources.fer2013 import read_rows
from companion.sources.pictures import read_picture
from companion.words.talk import REASONS, spoken

Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def finder(yunet: Path) -> FaceFinder:
    return FaceFinder(YunetDetector(yunet))


@pytest.fixture(scope="module")
def person(media: Path) -> Picture:
    return read_picture(media / "single_face.jpg")


def doubts_of(finder: FaceFinder, image: Picture) -> frozenset[Doubt]:
    faces = finder.faces(np.ascontiguousarray(image), photo=True)
    assert faces, "the face was not found at all"
    return max(faces, key=lambda face: face.box.w).doubts


def darkened(image: Picture) -> Picture:
    return (image * 0.2).astype(np.uint8)


def blurred(image: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 7), np.uint8)


def shrunk(image: Picture) -> Picture:
    small = cv2.resize(image, None, fx=0.12, fy=0.12, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.copyMakeBorder(small, 90, 90, 90, 90, cv2.BORDER_CONSTANT, value=(120, 120, 120)), np.uint8)


def cut_off(image: Picture) -> Picture:
    # The face lies at about x 200 to 380: a fifth of it goes.
    return np.ascontiguousarray(image[:, 240:])


@pytest.mark.parametrize(
    ("spoil", "doubt"),
    [
        (darkened, Doubt.DARK),
        (blurred, Doubt.BLURRED),
        (shrunk, Doubt.SMALL),
        (cut_off, Doubt.CUT_OFF),
    ],
)
def test_spoilt_picture_raises_its_doubt(
    finder: FaceFinder, person: Picture, spoil: Callable[[Picture], Picture], doubt: Doubt
) -> None:
    assert doubt not in doubts_of(finder, person)
    assert doubt in doubts_of(finder, spoil(person))


def test_faces_that_turn_away_are_told_from_tilted_ones(finder: FaceFinder, person: Picture, shared: Path) -> None:
    # These lines of FER2013 were looked at: four people who turn their heads well away.
    lines = {68, 70, 76, 130}
    rows = itertools.islice(read_rows(shared / "data" / "fer2013.csv.xz", print), 130)
    for row in rows:
        if row.line in lines:
            image = np.full((384, 384, 3), 110, np.uint8)
            image[96:288, 96:288] = cv2.resize(row.picture, (192, 192), interpolation=cv2.INTER_CUBIC)[..., None]
            assert Doubt.TURNED in doubts_of(finder, image), row.line
            lines.remove(row.line)
    assert not lines
    height, width = person.shape[:2]
    for degrees in (-25, 25):
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        tilted = cv2.warpAffine(person, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        assert doubts_of(finder, np.asarray(tilted, np.uint8)) == frozenset()


def test_window_behind_a_dim_face_is_light_behind_and_not_darkness(finder: FaceFinder, person: Picture) -> None:
    (face,) = finder.faces(person, photo=True)
    y, x = np.mgrid[: person.shape[0], : person.shape[1]]
    centre = face.box.centre
    inside = ((x - centre[0]) / (face.box.w * 0.6)) ** 2 + ((y - centre[1]) / (face.box.h * 0.62)) ** 2 < 1
    lit = np.where(inside[..., None], person * 0.4, 235).astype(np.uint8)
    assert doubts_of(finder, lit) >= {Doubt.BACK_LIT}
    assert Doubt.DARK not in doubts_of(finder, lit)


def before_a_wall(finder: FaceFinder, image: Picture, share: float, shine: float, wall: int) -> Picture:
    """Return a face that gives back this share of the light that it did, before a light wall.

    Args:
        shine: what its brightest places give back besides, as skin does whatever its colour.
    """
    (face,) = finder.faces(image, photo=True)
    y, x = np.mgrid[: image.shape[0], : image.shape[1]]
    centre = face.box.centre
    inside = ((x - centre[0]) / (face.box.w * 0.6)) ** 2 + ((y - centre[1]) / (face.box.h * 0.62)) ** 2 < 1
    light = (image / 255.0) ** 2.2
    grey = light.mean(axis=2)
    low, high = np.percentile(grey[inside], (60, 99))
    shines = shine * np.clip((grey - low) / (high - low), 0, 1) ** 2
    seen = 255 * np.clip(light * share + shines[..., None], 0, 1) ** (1 / 2.2)
    return np.where(inside[..., None], seen, wall).astype(np.uint8)


def test_dark_skin_before_a_light_wall_is_no_light_behind(
    finder: FaceFinder, person: Picture, media: Path, astronaut: Picture
) -> None:
    stock = [read_picture(media / f"stock-emotions-a-{n}.jpg") for n in (1, 3, 4, 5, 6, 7, 8)]
    for image in (person, astronaut, *stock):
        assert Doubt.BACK_LIT not in doubts_of(finder, before_a_wall(finder, image, 0.15, 0.06, 200))
        for share in (0.12, 0.06):
            assert Doubt.BACK_LIT in doubts_of(finder, before_a_wall(finder, image, share, 0.0, 235)), "a dim face"


def test_good_pictures_raise_no_doubt(finder: FaceFinder, media: Path, astronaut: Picture) -> None:
    names = ["single_face.jpg", *(f"stock-emotions-a-{n}.jpg" for n in (1, 3, 4, 5, 6, 7, 8))]
    for image in (astronaut, *(read_picture(media / name) for name in names)):
        assert doubts_of(finder, image) == frozenset()
    several = finder.faces(read_picture(media / "multi_face.jpg"), photo=True)
    assert len(several) > 1 and {face.doubts for face in several} == {frozenset()}


def test_two_heads_side_by_side_are_close_together(finder: FaceFinder, person: Picture) -> None:
    (face,) = finder.faces(person, photo=True)
    left = round(face.box.x - face.box.w * 0.02)
    head = person[:, left : round(face.box.x + face.box.w * 1.02)]
    pair = np.concatenate([person[:, :left], head, head, person[:, left + head.shape[1] :]], axis=1)
    faces = finder.faces(np.ascontiguousarray(pair), photo=True)
    assert len(faces) == 2
    assert all(Doubt.CROWDED in one.doubts for one in faces)


def test_black_picture_is_told_from_a_dim_one(person: Picture) -> None:
    assert judge_picture(np.zeros_like(person)) == {Doubt.DARK}
    assert judge_picture(person) == frozenset()
    assert judge_picture(darkened(person)) == frozenset()


def test_judging_is_cheap(finder: FaceFinder, person: Picture) -> None:
    (face,) = finder.faces(person, photo=True)
    times = []
    for _ in range(50):
        began = time.thread_time()
        judge(person, face.box, face.landmarks, face.crop)
        times.append(time.thread_time() - began)
    assert np.median(times) < 0.005


@pytest.mark.parametrize("doubt", list(Doubt))
def test_each_reason_has_a_sentence_and_a_mend(doubt: Doubt) -> None:
    said = spoken(Reading(Kind.UNSURE, reasons=(doubt,))).lines
    assert REASONS[doubt].why in said
    assert REASONS[doubt].mend in said


def test_black_picture_says_what_to_do() -> None:
    assert "black" in " ".join(spoken(Reading(Kind.NO_FACE, reasons=(Doubt.DARK,))).lines)
