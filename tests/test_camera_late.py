"""A camera that hangs or gives nothing at first: it may answer late, or give its place to another one."""

from __future__ import annotations

import itertools
import threading
import time

from companion.sources.camera import CameraSource
from companion.sources.frame import Change, SourceEvent
from tests.conftest import FakeCamera
from tests.test_camera import GREY, hanging_first


def test_where_the_camera_does_not_answer_another_one_takes_its_place_and_is_told() -> None:
    hang, stop, logs, events = threading.Event(), threading.Event(), dict[int, list[str]](), list[SourceEvent]()
    source = CameraSource(0, hanging_first(hang, logs), retry_s=0.05, read_s=0.2, others=range(4))
    for count, frame in enumerate(source.frames(stop, events.append), start=1):
        assert frame.name == "camera 1"
        if count == 3:
            stop.set()
    # What was told of the first one is taken back, or the picture would never be drawn.
    assert [(event.change, event.detail[-1]) for event in events] == [(Change.SILENT, "0"), (Change.SEEN, "1")]
    hang.set()
    end = time.monotonic() + 5
    while "release" not in logs[0] and time.monotonic() < end:
        time.sleep(0.01)
    assert logs[0] == ["open", "release"], "it is let go when it answers"


def test_a_camera_that_answers_after_a_hang_may_have_bad_pictures_first() -> None:
    log, events = list[str](), list[SourceEvent]()

    class Late(FakeCamera):
        def isOpened(self) -> bool:
            if not log.count("slow"):
                log.append("slow")
                time.sleep(2.5)  # longer than BUSY_S
            return super().isOpened()

    pictures = iter([None, None, None, GREY, GREY])
    source = CameraSource(0, lambda number: Late(pictures, log), retry_s=0.05, read_s=0.2)
    frames = source.frames(threading.Event(), events.append)
    next(frames)
    frames.close()
    assert [event.change for event in events] == [Change.SILENT, Change.SEEN]


def test_a_camera_that_was_found_may_refuse_for_a_moment() -> None:
    opened = list[int]()

    def opener(number: int) -> FakeCamera:
        opened.append(number)
        # Good while it is looked for, and once it was let go of by the search a bad picture first.
        pictures = [GREY] if opened.count(1) == 1 else [None, *[GREY] * 9]
        return FakeCamera(iter(pictures if number == 1 else ()), [])

    frames = CameraSource(0, opener, retry_s=0.01, others=(1,)).frames(threading.Event(), lambda event: None)
    assert next(frames).name == "camera 1"
    frames.close()


def test_a_pause_during_the_search_for_another_camera_does_not_lose_it() -> None:
    pause, stop = threading.Event(), threading.Event()

    def opener(number: int) -> FakeCamera:
        if number == 1:
            pause.set()
        return FakeCamera(itertools.repeat(GREY) if number == 1 else iter(()), [])

    source = CameraSource(0, opener, retry_s=0.01, others=(1,))
    assert list(source.frames(pause, lambda event: None)) == []
    for frame in source.frames(stop, lambda event: None):
        assert frame.name == "camera 1"
        stop.set()
