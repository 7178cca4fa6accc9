"""The pipeline: newest frame first, no event lost, every thread ends, and faults become sentences."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from companion.channels import Slot
from companion.faces.detector import HaarDetector
from companion.faces.face import Doubt
from companion.faces.finder import FaceFinder
from companion.faces.tracker import FORGET_S
from companion.pipeline import Event, Happened, Outcome, Pipeline
from companion.reading.card import NetworkError, network_folder
from companion.reading.classifier import Classifier
from companion.reading.reading import Kind, Reading
from companion.sources.camera import CameraSource
from companion.sources.frame import Frame, Source, SourceEvent
from companion.sources.pictures import PictureSource
from companion.sources.video import VideoSource
from tests.conftest import FakeCamera

Wait = Callable[..., None]


def pipeline_for(source: Source, remember: Callable[[Reading], None] = lambda reading: None) -> Pipeline:
    return Pipeline(
        source, lambda: FaceFinder(HaarDetector()), lambda: Classifier(network_folder()), "poster", remember
    )


class Kept(Slot[Outcome]):
    """A slot that keeps what is said of each frame: "no face" is not remembered while a face has no word yet."""

    def __init__(self) -> None:
        super().__init__()
        self.readings: list[Reading] = []

    def put(self, value: Outcome) -> None:
        self.readings.append(value.reading)
        super().put(value)


def events_of(pipeline: Pipeline) -> list[Event]:
    return [pipeline.events.get_nowait() for _ in range(pipeline.events.qsize())]


def test_slot_keeps_the_newest_only() -> None:
    slot: Slot[int] = Slot()
    assert slot.latest() == (0, None)
    for value in range(5):
        slot.put(value)
    assert slot.latest() == (5, 4)
    assert slot.wait_newer(5, 0.01) == (5, 4)
    threading.Timer(0.05, lambda: slot.put(9)).start()
    assert slot.wait_newer(5, 5.0) == (6, 9)


def test_video_is_read_to_its_end(video: Path, wait_until: Wait) -> None:
    readings: list[Reading] = []
    pipeline = pipeline_for(VideoSource(video), readings.append)
    pipeline.start()
    seen: list[Event] = []
    wait_until(lambda: seen.extend(events_of(pipeline)) or any(e.what is Happened.ENDED for e in seen))
    assert pipeline.stop()
    assert [event.what for event in seen] == [Happened.READY, Happened.ENDED]
    assert readings[0].kind is Kind.NO_FACE
    assert readings[-1].track is not None
    _, outcome = pipeline.outcomes.latest()
    assert outcome is not None
    assert outcome.chosen is not None
    assert outcome.recognition_s > 0


def test_a_photo_waits_for_a_network_that_opens_slowly(astronaut: np.ndarray, tmp_path: Path, wait_until: Wait) -> None:
    path = tmp_path / "one.png"
    cv2.imwrite(str(path), astronaut)
    readings: list[Reading] = []

    def slowly() -> FaceFinder:
        time.sleep(1.5)
        return FaceFinder(HaarDetector())

    source = PictureSource(path, show_s=1.0)
    pipeline = Pipeline(source, slowly, lambda: Classifier(network_folder()), "companion", readings.append)
    pipeline.start()
    wait_until(lambda: pipeline.taken.latest()[0] > 0)
    assert not readings, "the photo is shown while the network opens"
    wait_until(lambda: any(event.what is Happened.ENDED for event in events_of(pipeline)))
    assert pipeline.stop()
    assert readings[-1].track is not None


def test_a_source_ends_although_nothing_reads_it(video: Path, wait_until: Wait) -> None:
    def none() -> Classifier:
        raise NetworkError("there is none")

    pipeline = Pipeline(VideoSource(video), lambda: FaceFinder(HaarDetector()), none, "companion")
    pipeline.start()
    seen: list[Event] = []
    wait_until(lambda: seen.extend(events_of(pipeline)) or any(e.what is Happened.ENDED for e in seen))
    assert pipeline.stop()
    assert [event.what for event in seen] == [Happened.NETWORK_FAILED, Happened.ENDED]


def test_paused_camera_is_released_and_comes_back(astronaut: np.ndarray, wait_until: Wait) -> None:
    log: list[str] = []
    source = CameraSource(0, lambda number: FakeCamera(itertools.repeat(astronaut), log))
    pipeline = pipeline_for(source)
    pipeline.start()
    wait_until(lambda: pipeline.outcomes.latest()[0] > 1)
    pipeline.pause()
    wait_until(lambda: log == ["open", "release"])
    number = pipeline.taken.latest()[0]
    time.sleep(0.2)
    assert pipeline.taken.latest()[0] == number
    pipeline.resume()
    wait_until(lambda: pipeline.taken.latest()[0] > number)
    assert pipeline.stop()
    assert log == ["open", "release", "open", "release"]


class Reopened:
    """A live source that shows one face each time it is opened; its clock goes on from opening to opening, slowly."""

    title, live, mirrored = "camera", True, False

    def __init__(self, image: np.ndarray) -> None:
        self._image, self._frame = image, 0
        self.openings: list[float] = []

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        self.openings.append(self._frame / 60)
        while not stop.is_set():
            yield Frame(self._image, self._frame / 60, self.title)
            self._frame += 1
            stop.wait(0.03)


def test_after_a_pause_nobody_inherits_a_word_although_the_clock_goes_on(
    astronaut: np.ndarray, wait_until: Wait
) -> None:
    source = Reopened(astronaut)
    pipeline = pipeline_for(source)
    pipeline.outcomes = kept = Kept()
    readings = kept.readings
    pipeline.start()
    wait_until(lambda: readings and readings[-1].track is not None)
    pipeline.pause()
    time.sleep(0.2)
    pipeline.resume()
    wait_until(lambda: len(source.openings) == 2)
    began_s = source.openings[1]
    wait_until(lambda: readings[-1].time_s >= began_s and readings[-1].track is not None)
    assert pipeline.stop()
    before = [reading for reading in readings if reading.time_s < began_s]
    after = [reading for reading in readings if reading.time_s >= began_s]
    assert after[0].time_s - before[-1].time_s < FORGET_S, "too soon for the face to be forgotten"
    assert after[0].kind is Kind.NO_FACE
    assert not {reading.track for reading in before} & {reading.track for reading in after} - {None}


def test_after_a_pause_with_two_people_it_is_said_that_nobody_knows_who_is_who(
    astronaut: np.ndarray, wait_until: Wait
) -> None:
    readings: list[Reading] = []
    face = astronaut[:300, 100:400]
    source = Reopened(np.ascontiguousarray(np.hstack([face, face])))
    pipeline = pipeline_for(source, readings.append)
    pipeline.start()
    wait_until(lambda: readings and readings[-1].track is not None)
    assert all(len(outcome.faces) == 2 for outcome in [pipeline.outcomes.latest()[1]] if outcome)
    assert not any(Doubt.WHO in reading.reasons for reading in readings)
    pipeline.pause()
    time.sleep(0.2)
    pipeline.resume()
    wait_until(lambda: len(source.openings) == 2)
    wait_until(lambda: readings[-1].time_s >= source.openings[1] and readings[-1].track is not None)
    assert pipeline.stop()
    assert Doubt.WHO in readings[-1].reasons


def test_a_pause_that_ends_while_the_camera_is_being_released_does_no_harm(
    astronaut: np.ndarray, wait_until: Wait
) -> None:
    log: list[str] = []

    class Slow(FakeCamera):
        def release(self) -> None:
            time.sleep(0.4)
            super().release()

    pipeline = pipeline_for(CameraSource(0, lambda number: Slow(itertools.repeat(astronaut), log)))
    pipeline.start()
    wait_until(lambda: pipeline.outcomes.latest()[0] > 1)
    pipeline.pause()
    time.sleep(0.2)
    pipeline.resume()
    wait_until(lambda: log.count("open") == 2)
    number = pipeline.taken.latest()[0]
    wait_until(lambda: pipeline.taken.latest()[0] > number)
    assert pipeline.stop()
    assert not [event for event in events_of(pipeline) if event.what is Happened.ENDED]


def test_each_photo_of_a_folder_begins_anew(tmp_path: Path, astronaut: np.ndarray, wait_until: Wait) -> None:
    for name in ("a.png", "b.png"):
        cv2.imwrite(str(tmp_path / name), astronaut)
    pipeline = pipeline_for(PictureSource(tmp_path, show_s=2))
    pipeline.outcomes = kept = Kept()
    readings = kept.readings
    pipeline.start()
    wait_until(lambda: any(event.what is Happened.ENDED for event in events_of(pipeline)))
    assert pipeline.stop()
    kinds = [kind for kind, _ in itertools.groupby(reading.kind is Kind.NO_FACE for reading in readings)]
    assert kinds == [True, False, True, False], "what was said of the first is gone when the second comes"


def test_missing_camera_is_a_sentence_for_the_window(wait_until: Wait) -> None:
    pipeline = pipeline_for(CameraSource(2, lambda number: FakeCamera(iter(()), [])))
    pipeline.start()
    wait_until(lambda: pipeline.events.qsize() >= 2)
    failed = [event for event in events_of(pipeline) if event.what is Happened.SOURCE_FAILED]
    assert "Camera 2 gives no picture" in failed[0].sentence
    assert pipeline.stop()


def test_network_that_cannot_be_used_leaves_the_picture(video: Path, wait_until: Wait) -> None:
    def broken() -> Classifier:
        raise NetworkError("The network is damaged.")

    pipeline = Pipeline(VideoSource(video), lambda: FaceFinder(HaarDetector()), broken, "poster")
    pipeline.start()
    wait_until(lambda: pipeline.taken.latest()[0] > 3)
    wait_until(lambda: not pipeline.events.empty())
    failed = [event for event in events_of(pipeline) if event.what is Happened.NETWORK_FAILED]
    assert [event.sentence for event in failed] == ["The network is damaged."]
    assert pipeline.stop()


class BrokenSource:
    """A source with a fault that nobody thought of."""

    title, live, mirrored = "broken", False, False

    def frames(self, stop: threading.Event, tell: Callable[[SourceEvent], None]) -> Iterator[Frame]:
        yield Frame(np.zeros((48, 48, 3), np.uint8), 0.0, "broken")
        raise RuntimeError("unforeseen")


def test_unforeseen_fault_is_a_sentence_too(wait_until: Wait) -> None:
    pipeline = pipeline_for(BrokenSource())
    pipeline.start()
    wait_until(lambda: any(e.what is Happened.SOURCE_FAILED and "broken" in e.sentence for e in events_of(pipeline)))
    assert pipeline.stop()


def test_no_thread_and_no_camera_is_left(astronaut: np.ndarray, wait_until: Wait) -> None:
    before, log = set(threading.enumerate()), []
    for _ in range(10):
        pipeline = pipeline_for(CameraSource(0, lambda number: FakeCamera(itertools.repeat(astronaut), log)))
        pipeline.start()
        wait_until(lambda p=pipeline: p.outcomes.latest()[0] > 0)
        assert pipeline.stop()
    assert not set(threading.enumerate()) - before
    assert log == ["open", "release"] * 10


def test_black_picture_has_a_reason_and_a_change_of_size_does_no_harm(wait_until: Wait, astronaut: np.ndarray) -> None:
    black, small = np.zeros((480, 640, 3), np.uint8), np.ascontiguousarray(astronaut[:256, 64:400])
    readings: list[Reading] = []

    def is_dark() -> bool:
        return any(one.kind is Kind.NO_FACE and one.reasons == (Doubt.DARK,) for one in readings)

    dark = itertools.takewhile(lambda image: not is_dark(), itertools.repeat(black))
    images = itertools.chain(dark, itertools.cycle([astronaut] * 300 + [small] * 300))
    pipeline = pipeline_for(CameraSource(0, lambda number: FakeCamera(images, [])), readings.append)
    pipeline.start()
    wait_until(is_dark)
    wait_until(lambda: any(reading.track is not None for reading in readings), 30)
    for _ in range(2):
        before = newest(pipeline)
        wait_until(lambda before=before: newest(pipeline).shape != before.shape)
    assert pipeline.stop()
    assert not [event for event in events_of(pipeline) if event.what is Happened.NETWORK_FAILED]


def newest(pipeline: Pipeline) -> np.ndarray:
    """Return the picture that was recognised last."""
    outcome = pipeline.outcomes.latest()[1]
    assert outcome is not None
    return outcome.taken.frame.image
