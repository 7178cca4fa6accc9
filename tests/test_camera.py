"""The camera source: it gives pictures, may go and come back, and may hang without holding anything up."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from companion.sources.camera import BAD_READS, CameraSource, find_camera, gives_picture
from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.patient import Hangs
from tests.conftest import FakeCamera

GREY = np.full((48, 64, 3), 100, np.uint8)


def test_camera_gives_pictures_and_is_released_in_the_end() -> None:
    log: list[str] = []
    stop = threading.Event()
    source = CameraSource(0, lambda number: FakeCamera(itertools.repeat(GREY), log))
    times = []
    for frame in source.frames(stop, lambda event: None):
        times.append(frame.time_s)
        if len(times) == 5:
            stop.set()
    assert times == sorted(times)
    assert log == ["open", "release"]


def test_four_bad_reads_are_nothing_and_five_are_one_event_until_it_comes_back() -> None:
    log: list[str] = []
    scripts = [[GREY, None, None, None, None, GREY, *[None] * 5], [None] * 5, [GREY, GREY]]
    opened = iter(scripts)
    stop, events = threading.Event(), []
    source = CameraSource(3, lambda number: FakeCamera(iter(next(opened)), log), retry_s=0.01)
    for count, _ in enumerate(source.frames(stop, events.append), start=1):
        if count == 4:
            stop.set()
    assert [event.change for event in events] == [Change.LOST, Change.BACK]
    assert "camera 3" in events[0].detail
    assert log.count("open") == log.count("release")


def test_camera_that_never_gave_a_picture_is_an_error() -> None:
    source = CameraSource(1, lambda number: FakeCamera(iter(()), []))
    with pytest.raises(SourceError, match="Camera 1 gives no picture"):
        list(source.frames(threading.Event(), lambda event: None))


def test_where_the_camera_gives_nothing_another_one_does_if_none_was_asked_for() -> None:
    logs: dict[int, list[str]] = {}

    def opener(number: int) -> FakeCamera:
        log = logs.setdefault(number, [])
        return FakeCamera(itertools.repeat(GREY) if number == 2 else iter(()), log)

    stop, events = threading.Event(), list[SourceEvent]()
    source = CameraSource(0, opener, retry_s=0.01, others=range(4))
    for frame in source.frames(stop, events.append):
        assert frame.name == "camera 2"
        stop.set()
    assert source.title.endswith("2") and events == [] and sorted(logs) == [0, 1, 2]
    assert all(log.count("open") == log.count("release") for log in logs.values())
    lonely = CameraSource(1, lambda number: FakeCamera(iter(()), []), retry_s=0.01, others=(0, 1))
    with pytest.raises(SourceError, match="Camera 1 gives no picture"):
        list(lonely.frames(threading.Event(), events.append))


def test_a_large_picture_of_a_camera_is_made_smaller_at_once() -> None:
    large = np.full((2160, 3840, 3), 100, np.uint8)
    source, stop = CameraSource(0, lambda number: FakeCamera(itertools.repeat(large), [])), threading.Event()
    for frame in source.frames(stop, lambda event: None):
        assert frame.image.shape == (720, 1280, 3)
        stop.set()


def test_a_camera_that_is_busy_at_first_is_asked_again() -> None:
    log: list[str] = []
    parts: list[list[np.ndarray | None]] = [[], [], [GREY]]
    stop, events = threading.Event(), list[SourceEvent]()
    source = CameraSource(0, lambda number: FakeCamera(iter(parts.pop(0)), log), retry_s=0.01)
    for _ in source.frames(stop, events.append):
        stop.set()
    assert events == [], "it was never lost"
    assert log == ["open", "release"] * 3


def test_no_camera_is_found_where_none_is() -> None:
    assert find_camera(lambda number: FakeCamera(iter(()), [])) is None
    assert find_camera(lambda number: FakeCamera(iter([GREY] if number == 2 else []), [])) == 2


def test_camera_waiting_for_its_return_can_be_stopped() -> None:
    stop = threading.Event()
    source = CameraSource(0, lambda number: FakeCamera(iter([GREY]), []), retry_s=60)
    seen, lost = list[Frame](), threading.Event()
    thread = threading.Thread(target=lambda: seen.extend(source.frames(stop, lambda event: lost.set())))
    thread.start()
    end = time.monotonic() + 10
    while not lost.is_set() and time.monotonic() < end:
        time.sleep(0.01)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(seen) == 1


def test_a_camera_that_is_gone_after_a_pause_is_waited_for() -> None:
    log: list[str] = []
    parts = [[GREY] * 3, [None] * BAD_READS, [GREY] * 9]
    source = CameraSource(0, lambda number: FakeCamera(iter(parts.pop(0)), log), retry_s=0.01)
    stop, events = threading.Event(), list[SourceEvent]()
    for _ in source.frames(stop, events.append):
        stop.set()
    again = source.frames(threading.Event(), events.append)
    assert next(again).time_s >= 0
    again.close()
    assert [event.change for event in events] == [Change.LOST, Change.BACK]


class Hanging(FakeCamera):
    """Never answers a read, until it is let go."""

    hang: threading.Event

    def read(self) -> tuple[bool, np.ndarray | None]:
        self.hang.wait(30)
        return super().read()


def hanging_first(hang: threading.Event, logs: dict[int, list[str]]) -> Callable[[int], FakeCamera]:
    """Return an opener: camera 0 hangs, all others are good; `logs` gets what is done with each."""

    def opener(number: int) -> FakeCamera:
        log = logs.setdefault(number, [])
        camera = (Hanging if number == 0 else FakeCamera)(itertools.repeat(GREY), log)
        camera.hang = hang  # type: ignore[attr-defined]
        return camera

    return opener


def test_a_camera_that_hangs_is_passed_over_and_released_when_it_answers() -> None:
    hang, logs = threading.Event(), dict[int, list[str]]()
    opener = hanging_first(hang, logs)
    assert find_camera(opener, read_s=0.2) == 1
    with pytest.raises(Hangs):
        gives_picture(0, opener, threading.Event(), read_s=0.2)
    hang.set()
    end = time.monotonic() + 5
    while logs[0].count("release") < 2 and time.monotonic() < end:
        time.sleep(0.01)
    assert logs == {0: ["open", "open", "release", "release"], 1: ["open", "release"]}


def test_a_search_that_is_stopped_lets_go_at_once_and_looks_at_no_other() -> None:
    hang, stop, logs = threading.Event(), threading.Event(), dict[int, list[str]]()

    def stop_when_it_hangs() -> None:
        while not logs:
            time.sleep(0.01)
        stop.set()
        time.sleep(0.3)
        hang.set()

    threading.Thread(target=stop_when_it_hangs, daemon=True).start()
    began = time.monotonic()
    assert find_camera(hanging_first(hang, logs), read_s=20, stop=stop) is None
    assert time.monotonic() - began < 5
    assert logs == {0: ["open", "release"]}


def test_a_camera_that_never_answered_is_told_so_and_then_seen() -> None:
    hang, events = threading.Event(), list[SourceEvent]()
    frames = CameraSource(0, hanging_first(hang, {}), retry_s=0.05, read_s=0.2).frames(threading.Event(), events.append)
    threading.Timer(1.0, hang.set).start()
    assert next(frames).time_s >= 0.5
    frames.close()
    assert [event.change for event in events] == [Change.SILENT, Change.SEEN]


class Dead(FakeCamera):
    """Gives one picture; then its stream is dead, and each read fails after longer than anyone waits."""

    def __init__(self, log: list[str]) -> None:
        super().__init__(iter([GREY]), log)
        self._read = 0

    def read(self) -> tuple[bool, np.ndarray | None]:
        self._read += 1
        if self._read > 1:
            time.sleep(0.5)
        return super().read()


def told_by_two_pictures(cameras: Iterator[FakeCamera]) -> list[Change]:
    """Return what is told until two pictures have come, of a camera that is another one each time it is opened."""
    events = list[SourceEvent]()
    source = CameraSource(0, lambda number: next(cameras), retry_s=0.05, read_s=0.2)
    frames = source.frames(threading.Event(), events.append)
    next(frames)
    next(frames)
    frames.close()
    return [event.change for event in events]


def test_a_camera_whose_stream_is_dead_is_opened_anew() -> None:
    log = list[str]()
    cameras = iter([Dead(log), FakeCamera(itertools.repeat(GREY), log)])
    assert told_by_two_pictures(cameras) == [Change.LOST, Change.BACK]
    assert log.count("release") == 2


def test_a_camera_that_hangs_as_it_is_let_go_is_waited_for() -> None:
    log = list[str]()

    class Slow(FakeCamera):
        def release(self) -> None:
            time.sleep(0.5)
            super().release()

    cameras = iter([Slow(iter([GREY]), log), FakeCamera(itertools.repeat(GREY), log)])
    assert told_by_two_pictures(cameras) == [Change.LOST, Change.BACK]


def test_camera_that_hangs_while_it_opens_can_be_stopped() -> None:
    entered, hang, stop, log = threading.Event(), threading.Event(), threading.Event(), list[str]()

    def opener(number: int) -> FakeCamera:
        entered.set()
        hang.wait(30)
        return FakeCamera(itertools.repeat(GREY), log)

    thread = threading.Thread(target=lambda: list(CameraSource(0, opener).frames(stop, lambda event: None)))
    thread.start()
    assert entered.wait(5)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
    hang.set()
    end = time.monotonic() + 5
    while log != ["open", "release"] and time.monotonic() < end:
        time.sleep(0.01)
    assert log == ["open", "release"]
