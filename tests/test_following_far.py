"""Far faces: in photos and large live pictures Talk finds those that `analyze` finds, and they do not come and go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.analyze import analyze_frames
from companion.faces.detector import Found, YunetDetector
from companion.faces.finder import LIVE_SIDE, PHOTO_SIDE, FaceFinder
from companion.faces.following import CLOSE_EVERY_S, FAR_PX, Follower
from companion.pipeline import Pipeline
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.sources.frame import Frame
from companion.sources.pictures import PictureSource, read_picture

Picture = NDArray[np.uint8]


class Noting(YunetDetector):
    """YuNet, which notes at which sizes whole pictures of `longer` pixels were searched."""

    def __init__(self, model: Path, longer: int) -> None:
        super().__init__(model)
        self._longer = longer
        self.sides: list[int] = []

    def find(self, image: Picture, long_side: int) -> list[Found]:
        if max(image.shape[:2]) == self._longer:
            self.sides.append(long_side)
        return super().find(image, long_side)


@pytest.fixture(scope="module")
def five(media: Path) -> Picture:
    """Five people at some distance: their faces are under 10 of the 320 pixels of the usual search."""
    group = read_picture(media / "multi_face.jpg")
    small = cv2.resize(group, (300, 200), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.copyMakeBorder(small, 260, 260, 490, 490, cv2.BORDER_REPLICATE), np.uint8)


@pytest.mark.parametrize("still", [True, False])
def test_far_faces_are_found_and_stay(yunet: Path, five: Picture, still: bool) -> None:
    detector = Noting(yunet, 1280)
    finder = FaceFinder(detector)
    assert len(finder.faces(five)) < 5, "the usual search does not find them all"
    detector.sides.clear()
    follower = Follower(finder, still=still)
    seen = [[face.track for face in follower.faces(five, n / 10)] for n in range(15)]
    assert [len(numbers) for numbers in seen] == [5] * 15
    assert all(numbers == seen[0] for numbers in seen)
    assert detector.sides.count(PHOTO_SIDE["yunet"]) <= 3, "it takes long: the faces are looked for where they were"
    assert not still or detector.sides == [PHOTO_SIDE["yunet"], LIVE_SIDE["yunet"]], "a photo is searched once"


def test_analyze_finds_the_far_faces_of_a_video_too(yunet: Path, five: Picture) -> None:
    film = (Frame(five, n / 10, "film") for n in range(6))
    finder, classifier = FaceFinder(YunetDetector(yunet)), Classifier(network_folder("poster"))
    results = list(analyze_frames(film, finder, classifier, photo=False))
    numbers = [result.face and result.face.track for result in results]
    assert numbers == [1, 2, 3, 4, 5] * 6


def test_another_photo_is_searched_too(yunet: Path, five: Picture) -> None:
    follower = Follower(FaceFinder(YunetDetector(yunet)), still=True)
    assert len(follower.faces(five, 0.0)) == 5
    assert not follower.faces(np.full_like(five, 120), 0.1)
    assert len(follower.faces(five, 0.2)) == 5


def test_a_large_live_picture_without_a_face_is_searched_closer_only_now_and_then(yunet: Path) -> None:
    for longer, close in ((1280, 3), (1279, 0)):
        detector = Noting(yunet, longer)
        follower = Follower(FaceFinder(detector))
        for n in range(30):
            follower.faces(np.full((720, longer, 3), 120, np.uint8), n / 10)
        assert detector.sides.count(PHOTO_SIDE["yunet"]) == close == int(close * CLOSE_EVERY_S)


def test_large_faces_of_a_large_picture_are_searched_at_the_usual_size(yunet: Path, media: Path) -> None:
    image = np.asarray(cv2.resize(read_picture(media / "multi_face.jpg"), (1280, 854)), np.uint8)
    detector = Noting(yunet, 1280)
    follower = Follower(FaceFinder(detector))
    for n in range(20):
        faces = follower.faces(image, n / 20)
        assert len(faces) == 5
    assert min(max(face.box.w, face.box.h) for face in faces) > FAR_PX["yunet"] * 4
    assert detector.sides.count(PHOTO_SIDE["yunet"]) == 1


def test_talk_reads_a_far_face_of_a_photo(
    yunet: Path, tmp_path: Path, astronaut: Picture, wait_until: Callable[..., None]
) -> None:
    small = cv2.resize(astronaut, (130, 130), interpolation=cv2.INTER_AREA)
    image = np.asarray(cv2.copyMakeBorder(small, 295, 295, 575, 575, cv2.BORDER_REPLICATE), np.uint8)
    finder = FaceFinder(YunetDetector(yunet))
    assert finder.faces(image, photo=True) and not finder.faces(image), "only `analyze` finds it"
    path = tmp_path / "far.png"
    cv2.imwrite(str(path), image)
    source = PictureSource(path)
    pipeline = Pipeline(source, lambda: finder, lambda: Classifier(network_folder("poster")), "poster")
    pipeline.start()
    wait_until(lambda: pipeline.outcomes.latest()[0] > 0, 120)
    assert pipeline.stop()
    _, outcome = pipeline.outcomes.latest()
    assert outcome is not None and len(outcome.faces) == 1 and outcome.chosen == 0
