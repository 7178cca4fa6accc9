"""The home screen's search for a camera: what it finds is what is opened, and it is in nobody's way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest

from companion.faces.detector import HaarDetector
from companion.faces.finder import FaceFinder
from companion.pipeline import Pipeline
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.settings import CAMERA
from companion.ui import app as app_module
from companion.ui import camera_search
from companion.ui.app import App
from companion.ui.camera_search import CameraSearch
from companion.ui.home import Home
from companion.words import home as words

Wait = Callable[..., None]
GREY = np.full((48, 64, 3), 100, np.uint8)


class Devices:
    """The cameras of a computer, as `cv2.VideoCapture` opens them: each for one at a time.

    Attributes:
        there: the numbers of those that are plugged in. log: what was opened.
        first_s: how long the very first picture takes.
    """

    def __init__(self) -> None:
        self.there: set[int] = set()
        self.open: set[int] = set()
        self.log: list[int] = []
        self.first_s = 0.0
        self.kind = Device

    def __call__(self, number: int) -> Device:
        return self.kind(self, number)


class Device:
    def __init__(self, devices: Devices, number: int) -> None:
        self._devices, self._number = devices, number
        self._good = number in devices.there and number not in devices.open
        self._wait_s = devices.first_s if not devices.log else 0.002
        if self._good:
            devices.open.add(number)
            devices.log.append(number)

    def set(self, *setting: float) -> None:
        pass

    def isOpened(self) -> bool:
        return self._good

    def read(self) -> tuple[bool, np.ndarray | None]:
        time.sleep(self._wait_s)
        return self._good, GREY if self._good else None

    def release(self) -> None:
        if self._good:
            self._devices.open.discard(self._number)


@pytest.fixture
def devices(monkeypatch: pytest.MonkeyPatch) -> Devices:
    made = Devices()
    monkeypatch.setattr(cv2, "VideoCapture", made)
    return made


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long to load is there already: a screen opens its camera at once."""
    finder, classifier = FaceFinder(HaarDetector()), Classifier(network_folder())

    def maker(paths: object, source: str, *more: object, **other: object) -> Callable[[Any], Pipeline]:
        from companion.sources.choose import choose

        return lambda remember: Pipeline(choose(source), lambda: finder, lambda: classifier, "poster", remember)

    monkeypatch.setattr(app_module, "pipeline_maker", maker)


def camera_line(app: App) -> str:
    home: Any = app.shell.screen
    assert isinstance(home, Home)
    return str(home._camera.cget("text"))


def test_the_mirror_gets_the_camera_that_is_being_looked_at(
    app: App, devices: Devices, quick: None, wait_until: Wait
) -> None:
    devices.there.add(0)
    devices.first_s = 0.8
    app.start("home", None)
    wait_until(lambda: devices.open, update=app.shell.update)
    mirror: Any = app.shell.show("mirror")
    wait_until(lambda: mirror._live.drawn_frame > 0, 10, update=app.shell.update)


def test_the_choice_of_the_camera_gets_it_too_and_a_late_answer_changes_nothing(
    app: App, devices: Devices, wait_until: Wait
) -> None:
    devices.there.update((0, 2))
    devices.first_s = 0.8
    app.start("home", None)
    wait_until(lambda: devices.open, update=app.shell.update)
    screen: Any = app.shell.show("camera")
    wait_until(lambda: screen._preview and screen._again.instate(["!disabled"]), 10, update=app.shell.update)
    assert list(screen._choices) == [0, 2]
    screen.preview(2)
    screen.use()
    assert camera_line(app) == words.CAMERA_FOUND.format(camera="camera 2")
    app._camera.found(0)
    assert camera_line(app) == words.CAMERA_FOUND.format(camera="camera 2")


def test_what_home_has_found_is_what_is_opened(app: App, devices: Devices, quick: None, wait_until: Wait) -> None:
    app.shell.settings.set(CAMERA, 2)
    devices.there.add(0)
    app.start("home", None)
    found = words.CAMERA_FOUND.format(camera="camera 0")
    wait_until(lambda: camera_line(app) == found, update=app.shell.update)
    mirror: Any = app.shell.show("mirror")
    wait_until(lambda: mirror._live.drawn_frame > 0, 10, update=app.shell.update)
    assert mirror._live.pipeline.source.title == "camera 0"
    app.shell.show("home")
    # A camera that was named is not changed for another.
    devices.there.add(2)
    mirror = app.shell.show("mirror", source="2")
    wait_until(lambda: mirror._live.drawn_frame > 0, 10, update=app.shell.update)
    assert mirror._live.pipeline.source.title == "camera 2"


def test_a_camera_that_is_plugged_in_later_is_found(app: App, devices: Devices, wait_until: Wait) -> None:
    app.start("home", None)
    wait_until(lambda: camera_line(app) == words.CAMERA_MISSING, update=app.shell.update)
    devices.there.add(1)
    app.shell.show("settings")
    app.shell.show("home")
    found = words.CAMERA_FOUND.format(camera="camera 1")
    wait_until(lambda: camera_line(app) == found, 5, update=app.shell.update)


def test_a_camera_that_is_plugged_in_while_home_is_shown_is_found(
    app: App, devices: Devices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "LOOK_AGAIN_S", 0.2)
    app.start("home", None)
    wait_until(lambda: camera_line(app) == words.CAMERA_MISSING, update=app.shell.update)
    devices.there.add(1)
    found = words.CAMERA_FOUND.format(camera="camera 1")
    wait_until(lambda: camera_line(app) == found, 10, update=app.shell.update)


def test_a_camera_that_is_gone_when_a_talk_opens_it_is_not_told_of_any_more(
    app: App, devices: Devices, wait_until: Wait
) -> None:
    devices.there.add(0)
    app.start("home", None)
    found = words.CAMERA_FOUND.format(camera="camera 0")
    wait_until(lambda: camera_line(app) == found, update=app.shell.update)
    devices.there.clear()
    talk: Any = app.shell.show("talk", source=None, agreed=True)
    wait_until(lambda: talk.failure, 15, update=app.shell.update)
    app.shell.show("home")
    assert camera_line(app) != found
    wait_until(lambda: camera_line(app) == words.CAMERA_MISSING, 10, update=app.shell.update)


def test_a_camera_that_is_gone_when_the_mirror_opens_it_is_not_told_of_any_more(
    app: App, devices: Devices, wait_until: Wait
) -> None:
    devices.there.add(0)
    app.start("home", None)
    wait_until(
        lambda: camera_line(app) == words.CAMERA_FOUND.format(camera="camera 0"), update=app.shell.update
    )
    devices.there.clear()
    mirror: Any = app.shell.show("mirror")
    wait_until(lambda: mirror.source_gone, 15, update=app.shell.update)
    app.shell.show("home")
    wait_until(lambda: camera_line(app) == words.CAMERA_MISSING, 10, update=app.shell.update)


def test_a_camera_that_hangs_is_not_asked_for_ever(
    app: App, devices: Devices, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app_module, "LOOK_AGAIN_S", 0.2)
    monkeypatch.setattr(camera_search, "HUNG_S", 0.0)  # each search counts as one that hung
    app.start("home", None)
    wait_until(lambda: camera_line(app) == words.CAMERA_MISSING, update=app.shell.update)
    search = app._camera._search
    wait_until(lambda: search.over, update=app.shell.update)
    until = time.monotonic() + 1.0
    while time.monotonic() < until:
        app.shell.update()
    assert app._camera._search is search
    app.shell.show("home")
    assert app._camera._search is not search, "whoever comes back asks for it"


def test_whoever_comes_back_at_once_is_told_too(app: App, devices: Devices, wait_until: Wait) -> None:
    devices.there.add(0)
    devices.first_s = 0.5
    app.start("home", None)
    wait_until(lambda: devices.open, update=app.shell.update)
    # As a screen does that is left before its thread comes to open the camera.
    late = app._camera.given_way(lambda what: what)
    app.shell.show("settings")
    app.shell.show("home")
    late(None)
    found = words.CAMERA_FOUND.format(camera="camera 0")
    wait_until(lambda: camera_line(app) == found, 10, update=app.shell.update)


def test_the_chosen_camera_is_not_changed_for_another_because_it_was_busy(
    app: App, devices: Devices, wait_until: Wait
) -> None:
    app.shell.settings.set(CAMERA, 0)
    devices.there.update((0, 1))
    devices.open.add(0)  # the screen before holds it still

    class Freed(Device):
        def __init__(self, devices: Devices, number: int) -> None:
            super().__init__(devices, number)
            if number == 1:
                devices.open.discard(0)

    devices.kind = Freed
    app.start("home", None)
    wait_until(lambda: app._camera.name is not None, update=app.shell.update)
    assert app._camera.number == 0 and camera_line(app) == words.CAMERA_FOUND.format(camera="camera 0")


def test_what_was_found_while_help_lay_over_home_is_told(app: App, devices: Devices, wait_until: Wait) -> None:
    devices.there.add(0)
    devices.first_s = 0.5
    app.start("home", None)
    app.shell.show_help()
    wait_until(lambda: app._camera.name is not None, update=app.shell.update)
    app.shell.leave()
    assert camera_line(app) == words.CAMERA_FOUND.format(camera="camera 0")


def test_a_search_that_gives_way_lets_the_camera_go_and_answers_nothing(devices: Devices, wait_until: Wait) -> None:
    devices.there.add(0)
    devices.first_s = 0.5
    answers: list[int | None] = []
    search = CameraSearch(0, answers.append)
    wait_until(lambda: devices.open)
    before = threading.active_count()
    search.give_way()
    assert search.over and not devices.open and answers == [] and threading.active_count() < before
    after = CameraSearch(3, answers.append, search)
    wait_until(lambda: after.over)
    assert answers == [0]
