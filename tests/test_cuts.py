"""A cut, or a call that moves its tiles, gives the next person a new number; motion and light give none."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.analyze import analyze_frames
from companion.faces.cuts import another, view_of
from companion.faces.detector import YunetDetector
from companion.faces.face import Box
from companion.faces.finder import FaceFinder
from companion.faces.following import Follower
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.sources.frame import Frame
from companion.sources.pictures import read_picture
from companion.sources.video import VideoSource
from tests.conftest import read_all

Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def finder(yunet: Path) -> FaceFinder:
    return FaceFinder(YunetDetector(yunet))


def at_one_place(finder: FaceFinder, image: Picture, index: int = 0) -> Picture:
    """Return a picture of 360 x 360 whose face has the same place and size, whoever it is."""
    box = finder.faces(image, photo=True)[index].box
    (x, y), side = box.centre, 2.1 * (box.w * box.h) ** 0.5
    matrix = np.array([[360 / side, 0, 180 - x * 360 / side], [0, 360 / side, 180 - y * 360 / side]])
    return np.asarray(cv2.warpAffine(image, matrix, (360, 360), borderMode=cv2.BORDER_REPLICATE), np.uint8)


@pytest.fixture(scope="module")
def people(finder: FaceFinder, media: Path, astronaut: Picture) -> list[Picture]:
    """Different people, each with the face at the same place and nobody beside it."""
    group = read_picture(media / "multi_face.jpg")
    alone = [astronaut, *(read_picture(media / name) for name in ("single_face.jpg", "stock-emotions-a-1.jpg"))]
    images = [at_one_place(finder, image) for image in alone] + [at_one_place(finder, group, n) for n in range(5)]
    one_by_one = [image for image in images if len(finder.faces(image)) == 1]
    assert len(one_by_one) >= 6
    return one_by_one


def numbers(finder: FaceFinder, images: list[Picture], step_s: float = 1 / 30) -> list[tuple[int | None, ...]]:
    follower = Follower(finder)
    return [tuple(face.track for face in follower.faces(image, n * step_s)) for n, image in enumerate(images)]


@pytest.mark.parametrize("step_s", [1 / 30, 0.3])
def test_after_a_cut_the_next_face_in_the_same_place_is_another(
    finder: FaceFinder, people: list[Picture], step_s: float
) -> None:
    images = [image for image in people for _ in range(3)]
    found = numbers(finder, images, step_s)
    assert [len(one) for one in found] == [1] * len(images)
    assert [one for (one,) in found] == [n // 3 + 1 for n in range(len(images))]


def test_tiles_that_move_up_by_one_place_get_new_numbers_and_the_one_that_stays_keeps_its_own(
    finder: FaceFinder, people: list[Picture]
) -> None:
    before, after = np.hstack([people[n] for n in (0, 1, 2)]), np.hstack([people[n] for n in (0, 2, 3)])
    found = numbers(finder, [before, before, after, after])
    assert found == [(1, 2, 3)] * 2 + [(1, 4, 5)] * 2


def test_grey_pictures_do_too(finder: FaceFinder, people: list[Picture]) -> None:
    grey = [cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR) for image in people[:2]]
    assert numbers(finder, [np.asarray(grey[n // 3], np.uint8) for n in range(6)]) == [(1,)] * 3 + [(2,)] * 3


@pytest.mark.parametrize("name", ["single_face.mp4", "woman_talking.mp4", "noface_then_face.mov"])
@pytest.mark.parametrize("each", [1, 3, 15])
def test_motion_is_no_cut(finder: FaceFinder, media: Path, name: str, each: int) -> None:
    frames = read_all(VideoSource(media / name, paced=False))[0][::each]
    follower = Follower(finder)
    seen = {face.track for frame in frames for face in follower.faces(frame.image, frame.time_s)}
    assert seen == {1}


def lit(image: Picture, lamp: float, angle: float, ambient: float, warm: float) -> Picture:
    """Return a picture under another light: less of the one before, and a lamp from one side, with a colour."""
    height, width = image.shape[:2]
    y, x = np.mgrid[:height, :width]
    side = np.clip(0.5 + (x / width - 0.5) * np.cos(angle) + (y / height - 0.5) * np.sin(angle), 0, 1)
    light = (image / 255.0) ** 2.2 * (ambient + lamp * side[..., None] * np.array([1 - warm, 1.0, 1 + warm]))
    return np.asarray(255 * np.clip(light, 0, 1) ** (1 / 2.2), np.uint8)


def test_a_lamp_flicker_and_exposure_are_no_cut(finder: FaceFinder, people: list[Picture], media: Path) -> None:
    frame = read_all(VideoSource(media / "single_face.mp4", paced=False))[0][30].image
    for image in (frame, *people):
        box = max(finder.faces(image), key=lambda face: face.box.w).box
        view = view_of(image, box)
        for angle in np.linspace(0, 6, 7):
            for lamp, ambient, warm in ((2.0, 1.0, 0.3), (1.0, 0.3, -0.3), (0.8, 0.2, 0.3)):
                assert not another(view, view_of(lit(image, lamp, float(angle), ambient, warm), box))
        for gain in (0.2, 0.5, 2.0, 3.0):
            assert not another(view, view_of(lit(image, 0.0, 0.0, gain, 0.0), box)), "exposure"
    on_off = [frame, lit(frame, 0.0, 0.0, 0.5, 0.0)] * 8
    assert {one for found in numbers(finder, on_off) for one in found} == {1}


def test_different_people_are_told_apart_and_nothing_is_said_of_an_even_picture(people: list[Picture]) -> None:
    box = Box(95, 95, 170, 170)
    assert all(another(view_of(one, box), view_of(other, box)) for one, other in combinations(people, 2))
    even = view_of(np.full((360, 360, 3), 120, np.uint8), box)
    assert not another(even, view_of(people[0], box)) and not another(even, even)
    view_of(people[0], Box(-900, 900, 5, 5))  # beyond the edge


def test_analyze_averages_no_two_people(finder: FaceFinder, people: list[Picture]) -> None:
    images = [people[n // 5] for n in range(10)]
    frames = iter([Frame(image, n / 30, "cut") for n, image in enumerate(images)])
    results = list(analyze_frames(frames, finder, Classifier(network_folder("poster")), photo=False))
    assert [one.face.track for one in results if one.face is not None] == [1] * 5 + [2] * 5
