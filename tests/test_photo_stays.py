"""A photo stays for who wants to look at another person in it: during its time, and after its end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.faces.detector import HaarDetector
from companion.faces.finder import FaceFinder
from companion.pipeline import Happened, Pipeline
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.sources.frame import Lasting
from companion.sources.pictures import PictureSource
from companion.sources.video import VideoSource
from tests.test_sources import GREY, Waits

Wait = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in "ab":
        cv2.imwrite(str(tmp_path / f"{name}.png"), GREY)
    return tmp_path


def test_a_picture_that_is_asked_for_has_its_whole_time_from_then_on(folder: Path) -> None:
    now, seen = [100.0], list[tuple[str, float]]()
    source = PictureSource(folder, show_s=2, clock=lambda: now[0])
    for frame in source.frames(Waits(now), lambda event: None):
        seen.append((Path(frame.name).stem, frame.time_s))
        if seen[-1][0] == "a" and len(seen) in (10, 20):
            source.stay()
    last_of_a = max(time_s for name, time_s in seen if name == "a")
    assert last_of_a == pytest.approx(1.9 + 2, abs=0.2), "2 s after it was asked for the last time, after 1.9 s"
    assert sum(name == "b" for name, _ in seen) == pytest.approx(20, abs=1), "the next one has its own time"
    assert all(a < b for (_, a), (_, b) in pairwise(seen))


def test_after_the_end_its_clock_goes_on_without_the_time_between(folder: Path) -> None:
    now, waits = [100.0], Waits([0.0])
    source = PictureSource(folder / "a.png", show_s=2, clock=lambda: now[0])
    waits._now = now
    times = [frame.time_s for frame in source.frames(waits, lambda event: None)]
    now[0] += 3600
    source.stay()
    more = [frame.time_s for frame in source.more(waits)]
    assert times[-1] < more[0] < times[-1] + 0.3, "its faces are still known"
    assert more[-1] - more[0] == pytest.approx(2, abs=0.2)
    stop = threading.Event()
    stop.set()
    assert list(source.more(stop)) == [], "nobody asks: it ends when it is stopped"


@pytest.fixture
def pipeline(tmp_path: Path, astronaut: NDArray[np.uint8]) -> Iterator[Pipeline]:
    path = tmp_path / "two.png"
    cv2.imwrite(str(path), np.hstack([astronaut[:300, 100:400]] * 2))
    made = Pipeline(
        PictureSource(path, show_s=1.0), lambda: FaceFinder(HaarDetector()), lambda: Classifier(network_folder()), "x"
    )
    yield made
    assert made.stop(), "a photo at its end waits for nobody who ends the talk"


def test_the_next_face_is_read_after_a_photos_end_and_keeps_its_number(pipeline: Pipeline, wait_until: Wait) -> None:
    assert pipeline.lasting and not isinstance(VideoSource(Path("a.avi")), Lasting)
    pipeline.start()

    def ended() -> bool:
        return not pipeline.events.empty() and pipeline.events.get().what is Happened.ENDED

    wait_until(ended)
    before = pipeline.outcomes.latest()[1]
    assert before is not None and before.chosen is not None
    pipeline.next_face()

    def other() -> bool:
        newest = pipeline.outcomes.latest()[1]
        return newest is not None and newest.chosen == 1 - (before.chosen or 0)

    wait_until(other)
    wait_until(ended)
    after = pipeline.outcomes.latest()[1]
    assert after is not None
    assert [face.track for face in after.faces] == [face.track for face in before.faces]
    assert after.reading.words, "it had the time that a word takes"
