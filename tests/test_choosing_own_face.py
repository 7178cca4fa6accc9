"""The Mirror reads the person's own face: the clearly largest one, also after another one was read meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.faces.choosing import LARGEST_FOR_S, Chooser
from companion.faces.face import Box, Doubt, Face
from companion.faces.tracker import FORGET_S, Tracks, follow
from companion.paths import Paths
from companion.pipeline import Outcome, Pipeline
from companion.resting_store import RestingUse
from companion.sources.frame import Frame, SourceEvent
from companion.ui.make_pipeline import pipeline_maker

OWN, PORTRAIT = Box(250, 100, 200, 200), Box(20, 20, 60, 60)
FPS = 10


class Seen:
    """A chooser that sees boxes at ten frames a second; `read` is the box that it reads, `who` its doubt."""

    def __init__(self, own_face: bool = True) -> None:
        self._chooser, self._tracks, self._frames = Chooser(own_face), Tracks(), 0
        self.read: Box | None = None
        self.who = False

    def see(self, seconds: float, *boxes: Box) -> None:
        for _ in range(round(seconds * FPS)):
            time_s = self._frames / FPS
            self._frames += 1
            self._tracks, numbers = follow(self._tracks, boxes, time_s)
            faces = [
                Face(box, None, np.zeros((48, 48), np.uint8), track=number)
                for box, number in zip(boxes, numbers, strict=True)
            ]
            marked, chosen = self._chooser.choose(faces, self._tracks, False, time_s)
            self.read = None if chosen is None else marked[chosen].box
            self.who = chosen is not None and Doubt.WHO in marked[chosen].doubts


@pytest.mark.parametrize("away_s", [FORGET_S + 1.0, 20.0])
def test_the_mirror_comes_back_to_who_bent_down_before_a_portrait(away_s: float) -> None:
    seen = Seen()
    seen.see(2.0, PORTRAIT, OWN)
    assert (seen.read, seen.who) == (OWN, False)
    seen.see(FORGET_S + 0.5, PORTRAIT)
    assert seen.who, "nothing is said or learned of the portrait at once"
    seen.see(away_s - FORGET_S - 0.5, PORTRAIT)
    seen.see(LARGEST_FOR_S + 0.2, PORTRAIT, OWN)
    assert (seen.read, seen.who) == (OWN, False)


def test_the_mirror_reads_who_sits_down_after_the_picture_came() -> None:
    seen = Seen()
    seen.see(5.0, PORTRAIT)
    assert seen.read == PORTRAIT
    seen.see(LARGEST_FOR_S - 0.3, PORTRAIT, OWN)
    assert seen.read == PORTRAIT, "who only walks past is not read"
    seen.see(0.6, PORTRAIT, OWN)
    assert (seen.read, seen.who) == (OWN, False)


def test_a_large_face_that_is_missed_now_and_then_is_come_back_to() -> None:
    seen = Seen()
    seen.see(2.0, PORTRAIT)
    for _ in range(5):
        seen.see(0.2, PORTRAIT, OWN)
        seen.see(0.1, PORTRAIT)
    seen.see(0.1, PORTRAIT, OWN)
    assert seen.read == OWN


def test_a_face_that_is_only_a_little_larger_is_not_taken_and_talk_stays_with_its_face() -> None:
    near = Box(500, 100, 230, 230)
    seen = Seen()
    seen.see(2.0, OWN)
    seen.see(5.0, OWN, near)
    assert seen.read == OWN
    talk = Seen(own_face=False)
    talk.see(2.0, PORTRAIT)
    talk.see(5.0, PORTRAIT, OWN)
    assert talk.read == PORTRAIT


class Bending:
    """A source: one before a portrait of the same woman is there, bends down for 3 s, and is back.

    Each frame waits until the one before was read, so that no slow computer leaves one out.
    """

    live, mirrored, title = False, False, "bending"

    def __init__(self, head: NDArray[np.uint8]) -> None:
        alone = np.full((480, 800, 3), 160, np.uint8)
        alone[:280, 520:] = cv2.resize(head, (280, 280), interpolation=cv2.INTER_CUBIC)
        both = alone.copy()
        both[:, :480] = cv2.resize(head, (480, 480), interpolation=cv2.INTER_CUBIC)
        self._images = [both] * 10 + [alone] * 30 + [both] * 15
        self.pipeline: Pipeline | None = None
        self.read: list[Outcome] = []

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        assert self.pipeline is not None
        for n, image in enumerate(self._images):
            yield Frame(image, n / FPS, self.title)
            number, outcome = self.pipeline.outcomes.wait_newer(n, 20.0)
            assert number == n + 1 and outcome is not None
            self.read.append(outcome)


def test_the_pipeline_of_the_mirror_comes_back_to_the_large_face(
    paths: Paths, astronaut: NDArray[np.uint8], wait_until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Bending(astronaut[:230, 110:340])
    monkeypatch.setattr("companion.sources.choose.choose", lambda *args, **more: source)
    pipeline = source.pipeline = pipeline_maker(paths, "0", "poster", resting=RestingUse())(lambda reading: None)
    pipeline.start()
    wait_until(lambda: len(source.read) == 55, 120)
    assert pipeline.stop()
    widths = [0 if one.chosen is None else one.faces[one.chosen].box.w for one in source.read]
    assert widths[9] > 170, "the person"
    assert 100 < widths[38] < 170, "the portrait"
    assert widths[-1] > 170 and len(source.read[-1].faces) == 2, "the person again"
