"""The pipeline at its edges: how it ends, goes on after a gap or a hanging camera, and what it does not remember."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from companion.channels import Slot
from companion.faces.detector import HaarDetector
from companion.faces.finder import FaceFinder
from companion.pipeline import Event, Happened, Outcome, Pipeline
from companion.reading.card import NetworkError, network_folder
from companion.reading.classifier import Classifier
from companion.reading.reading import Kind, Reading
from companion.sources.camera import CameraSource
from companion.sources.frame import Change, Frame, SourceEvent
from tests.conftest import FakeCamera
from tests.test_pipeline import Kept, events_of, pipeline_for

Wait = Callable[..., None]


class Opening:
    """A network that is opened for as long as a test wants."""

    def __init__(self, error: NetworkError | None = None) -> None:
        self.begun, self.may_end, self._error = threading.Event(), threading.Event(), error

    def __call__(self) -> Classifier:
        self.begun.set()
        self.may_end.wait(30)
        if self._error is not None:
            raise self._error
        return Classifier(network_folder())


@pytest.mark.parametrize("error", [None, NetworkError("The network is damaged.")])
def test_the_end_does_not_wait_for_a_network_that_still_opens(
    astronaut: np.ndarray, wait_until: Wait, error: NetworkError | None
) -> None:
    log: list[str] = []
    readings: list[Reading] = []
    opening, before = Opening(error), set(threading.enumerate())
    source = CameraSource(0, lambda number: FakeCamera(itertools.repeat(astronaut), log))
    pipeline = Pipeline(source, lambda: FaceFinder(HaarDetector()), opening, "companion", readings.append)
    pipeline.start()
    wait_until(lambda: opening.begun.is_set() and pipeline.taken.latest()[0] > 0)
    began = time.monotonic()
    assert pipeline.stop()
    assert time.monotonic() - began < 3, "it waits up to 5 s for a thread that hangs"
    assert log == ["open", "release"]
    (left,) = [thread for thread in set(threading.enumerate()) - before if thread.name == "recognition"]
    opening.may_end.set()
    left.join(30)
    assert not left.is_alive()
    assert not readings and not events_of(pipeline) and pipeline.outcomes.latest() == (0, None)


def test_the_end_waits_for_the_recognition_once_the_network_is_open(astronaut: np.ndarray, wait_until: Wait) -> None:
    before = set(threading.enumerate())
    source = CameraSource(0, lambda number: FakeCamera(itertools.repeat(astronaut), []))
    pipeline = pipeline_for(source)
    pipeline.start()
    wait_until(lambda: any(event.what is Happened.READY for event in events_of(pipeline)))
    assert pipeline.stop()
    assert not set(threading.enumerate()) - before


class FarDisk:
    """A file that takes as long to open as a test wants."""

    title, live, mirrored = "far away", False, False

    def __init__(self) -> None:
        self.begun, self.there = threading.Event(), threading.Event()

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        self.begun.set()
        self.there.wait(30)
        yield Frame(np.zeros((48, 64, 3), np.uint8), 0.0, self.title)


def test_the_end_does_not_wait_for_a_file_on_a_far_disk(wait_until: Wait) -> None:
    before, disk = set(threading.enumerate()), FarDisk()
    pipeline = pipeline_for(disk)
    pipeline.start()
    wait_until(lambda: disk.begun.is_set() and any(event.what is Happened.READY for event in events_of(pipeline)))
    began = time.monotonic()
    assert pipeline.stop()
    assert time.monotonic() - began < 3, "the window stands still meanwhile"
    (left,) = set(threading.enumerate()) - before
    assert left.name == "capture", "recognition has ended"
    disk.there.set()
    left.join(10)
    assert not left.is_alive() and not events_of(pipeline)


class Hanging(FakeCamera):
    """Gives two pictures, then hangs until `hang` is set."""

    hang: threading.Event

    def read(self) -> tuple[bool, np.ndarray | None]:
        good, image = super().read()
        if not good:
            self.hang.wait(30)
            return True, np.zeros((48, 64, 3), np.uint8)
        return good, image


def hanging(hang: threading.Event) -> CameraSource:
    def opened(number: int) -> FakeCamera:
        camera = Hanging(iter([np.zeros((48, 64, 3), np.uint8)] * 2), [])
        camera.hang = hang
        return camera

    return CameraSource(0, opened, retry_s=0.1, read_s=0.3)


def test_hanging_camera_is_told_and_comes_back(wait_until: Wait) -> None:
    hang = threading.Event()
    pipeline = pipeline_for(hanging(hang))
    pipeline.start()
    seen: list[Event] = []
    wait_until(lambda: seen.extend(events_of(pipeline)) or any(e.change is Change.LOST for e in seen))
    number = pipeline.taken.latest()[0]
    hang.set()
    wait_until(lambda: seen.extend(events_of(pipeline)) or any(e.change is Change.BACK for e in seen))
    wait_until(lambda: pipeline.taken.latest()[0] > number)
    assert [e.change for e in seen if e.change] == [Change.LOST, Change.BACK]
    assert pipeline.stop()


def test_hanging_camera_does_not_hold_up_the_end(wait_until: Wait) -> None:
    hang = threading.Event()
    pipeline = pipeline_for(hanging(hang))
    pipeline.start()
    wait_until(lambda: any(e.change is Change.LOST for e in events_of(pipeline)))
    began = time.monotonic()
    assert pipeline.stop()
    assert time.monotonic() - began < 5
    hang.set()
    wait_until(lambda: not any(thread.name == "camera" for thread in threading.enumerate()))


CHILD = """
import sys, time
from pathlib import Path
import numpy as np
from companion.pipeline import Pipeline
from companion.sources.frame import Frame

class One:
    title, live, mirrored = "one", False, False
    def frames(self, stop, tell):
        yield Frame(np.zeros((48, 48, 3), np.uint8), 0.0, "one")

def slowly():
    time.sleep(2)
    Path(sys.argv[1]).write_text("opened")

pipeline = Pipeline(One(), lambda: None, slowly, "companion")
pipeline.start()
assert pipeline.stop()
assert not Path(sys.argv[1]).exists()
"""


def test_the_process_does_not_end_in_the_middle_of_opening(tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    opened = tmp_path / "opened"
    done = subprocess.run([sys.executable, "-c", CHILD, str(opened)], env=environ, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert opened.exists()


class Timed:
    """A source that shows one picture at given times, each when the one before is read; it is away before one."""

    title, live, mirrored = "camera", False, False

    def __init__(self, image: np.ndarray, times: list[float], away_before: int | None = None) -> None:
        self._image, self._times, self._away_before = image, times, away_before
        self.outcomes: Slot[Outcome] = Slot()

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        for n, time_s in enumerate(self._times):
            if n == self._away_before:
                tell(SourceEvent(Change.LOST, self.title))
                tell(SourceEvent(Change.BACK, self.title))
            yield Frame(self._image, time_s, self.title)
            self.outcomes.wait_newer(n, 30)


def read(source: Timed, wait_until: Wait) -> tuple[list[Reading], list[Reading]]:
    """Return what is said of each frame, and what is remembered of that."""
    remembered: list[Reading] = []
    pipeline = pipeline_for(source, remembered.append)
    pipeline.outcomes = source.outcomes = kept = Kept()
    pipeline.start()
    wait_until(lambda: any(event.what is Happened.ENDED for event in events_of(pipeline)))
    assert pipeline.stop()
    return kept.readings, remembered


SOON = [n / 10 for n in range(8)]
GAP = [*SOON, *(2.2 + time_s for time_s in SOON)]  # 1.5 s


def face_of(astronaut: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(astronaut[:300, 100:400])


def test_a_gap_between_two_frames_takes_no_word_away(astronaut: np.ndarray, wait_until: Wait) -> None:
    said, _ = read(Timed(face_of(astronaut), GAP), wait_until)
    assert said[7].kind is not Kind.NO_FACE
    assert [(one.kind, one.words, one.track) for one in said[8:]] == [(said[7].kind, said[7].words, said[7].track)] * 8


def test_after_a_loss_of_the_camera_nobody_inherits_a_word(astronaut: np.ndarray, wait_until: Wait) -> None:
    said, _ = read(Timed(face_of(astronaut), GAP, away_before=8), wait_until)
    assert said[7].kind is not Kind.NO_FACE and said[7].track is not None
    assert said[8].kind is Kind.NO_FACE
    assert said[-1].track not in (None, said[7].track)


def test_no_face_is_not_remembered_while_a_face_waits_for_its_word(astronaut: np.ndarray, wait_until: Wait) -> None:
    said, remembered = read(Timed(face_of(astronaut), SOON), wait_until)
    assert said[0].kind is Kind.NO_FACE
    assert remembered and remembered == [one for one in said if one.kind is not Kind.NO_FACE]
    said, remembered = read(Timed(np.full((300, 300, 3), 120, np.uint8), SOON), wait_until)
    assert remembered == said and {one.kind for one in said} == {Kind.NO_FACE}


class Slides:
    """A slow film of two pictures; the second comes when it may."""

    title, live, mirrored = "slides", False, False

    def __init__(self) -> None:
        self.waits, self.may_come = threading.Event(), threading.Event()

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        yield Frame(np.zeros((48, 64, 3), np.uint8), 0.0, "slides")
        self.waits.set()
        self.may_come.wait(30)
        yield Frame(np.zeros((48, 64, 3), np.uint8), 1.0, "slides")


def test_a_pause_while_a_slow_film_waits_lets_nothing_through(wait_until: Wait) -> None:
    source = Slides()
    pipeline = pipeline_for(source)
    pipeline.start()
    wait_until(source.waits.is_set)
    pipeline.pause()
    source.may_come.set()
    time.sleep(0.3)
    assert pipeline.taken.latest()[0] == 1
    pipeline.resume()
    wait_until(lambda: pipeline.taken.latest()[0] == 2)
    assert pipeline.stop()
