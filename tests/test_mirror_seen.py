"""What the Mirror says of its picture and its guess: what is true while a face has no word yet, or nothing is read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.audit.samples import outcome
from companion.faces.face import Face
from companion.paths import Paths
from companion.reading.card import NetworkError
from companion.reading.reading import Kind, Reading, Scores
from companion.reading.resting import Resting
from companion.reading.resting_classifier import RestingClassifier
from companion.resting_store import RestingUse, keep
from companion.sources.camera import CameraSource
from companion.ui import live as live_module
from companion.ui import sleep
from companion.ui.app import App
from companion.ui.mirror_ask import Ask
from companion.words import mirror as say
from companion.words import sources as source_words
from companion.words import talk
from tests.at_rest import until_all_is_read
from tests.conftest import FakeCamera
from tests.gated_talk import Plugged, camera
from tests.mirror_visit import Visit, Wait

RESTING_CLASSIFIER = "companion.reading.resting_classifier.RestingClassifier"


@pytest.fixture
def face(app: App, video: Path, wait_until: Wait) -> Visit:
    """A mirror that sees a face of which nothing can be said yet."""
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    live = visit.screen._live
    live.pipeline.pause()
    until_all_is_read(live, wait_until, visit.shell.update)
    number, newest = live.pipeline.outcomes.latest()
    frame = newest.taken.frame
    # Found twice on end: what is found once may be none.
    for later_s in (1.0, 1.2):
        later = replace(newest.taken, frame=replace(frame, time_s=frame.time_s + later_s))
        live.pipeline.outcomes.put(outcome(later, Reading(Kind.NO_FACE), 1))
        number += 1
        wait_until(lambda drawn=number: live.drawn_outcome >= drawn, update=visit.shell.update)
    return visit


def test_an_answer_while_a_face_has_no_word_yet_stands_beside_no_guess(face: Visit) -> None:
    face.keys("d")
    assert say.NO_GUESS in face.texts() and talk.NO_FACE_LIVE not in face.texts()
    _, (checkin,) = face.kept()
    assert (checkin.guess, checkin.guess_shown) == (None, False)


def test_the_free_view_tells_a_face_that_has_no_word_yet(face: Visit) -> None:
    face.keys("d", "l")
    assert {talk.FACE_LEAD, talk.LOADING_LIVE, talk.FACE_CUE} <= set(face.texts())
    assert talk.NO_FACE_LIVE not in face.texts()
    live = face.screen._live
    live.pipeline.outcomes.put(outcome(live.current.taken, Reading(Kind.CLEAR, ("happiness",)), 1))
    face.wait(lambda: talk.LOOKS["happiness"].live in face.texts(), update=face.shell.update)


def test_the_free_view_changes_between_no_face_and_a_face_without_a_word(face: Visit) -> None:
    face.keys("d", "l")
    view: Any = face.screen.step
    none = Reading(Kind.NO_FACE)
    for reading, live in ((none, talk.NO_FACE_LIVE), (talk.FaceSeen(Kind.NO_FACE), talk.LOADING_LIVE)) * 2:
        view.show(reading, False)
        assert view._live.cget("text") == live


def test_a_network_that_can_not_be_opened_promises_no_guess(
    app: App, video: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*args: Any) -> None:
        raise NetworkError("The network is damaged.")

    monkeypatch.setattr(RESTING_CLASSIFIER, damaged)
    visit = Visit(app, str(video), wait_until)
    wait_until(lambda: visit.screen._live.running and visit.screen._live.broken, update=visit.shell.update)
    visit.settle()
    assert isinstance(visit.screen.step, Ask) and "The network is damaged." in visit.texts()
    assert say.NO_GUESS_NOW in visit.texts() and say.HIDDEN not in visit.texts()
    visit.keys("d", "a")
    assert say.NO_GUESS_NOW in visit.texts(), "also when it is asked again"
    visit.keys("r")
    assert say.REST_BROKEN in visit.texts() and visit.screen.step._start.instate(["disabled"])


def test_a_network_that_breaks_ends_the_promise_and_the_lesson(
    app: App, video: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Breaking(RestingClassifier):
        broken = False

        def follow(self, face: Face, time_s: float) -> Scores:
            if Breaking.broken:
                raise RuntimeError("broken")
            return super().follow(face, time_s)

    monkeypatch.setattr(RESTING_CLASSIFIER, Breaking)
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    assert say.HIDDEN in visit.texts()
    visit.keys("r", "s")
    Breaking.broken = True
    visit.wait(lambda: say.REST_BROKEN in visit.texts(), update=visit.shell.update)
    assert visit.screen._use.watch is None and say.REST_TOO_FEW not in visit.texts()
    visit.keys("b")
    assert say.NO_GUESS_NOW in visit.texts() and say.HIDDEN not in visit.texts()
    caplog.clear()  # the fault was logged, as it should be


@pytest.fixture
def plugged(astronaut: NDArray[np.uint8], monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugged]:
    made = Plugged(astronaut)
    monkeypatch.setattr("companion.sources.choose.CameraSource", lambda number, others: camera(made))
    yield made


def test_nothing_is_said_of_a_picture_that_is_not_there(
    paths: Paths, app: App, plugged: Plugged, wait_until: Wait
) -> None:
    visit = Visit(app, "0", wait_until)
    visit.until_seen()
    assert {say.CAMERA_ON, say.HIDDEN} <= set(visit.texts())
    plugged.there = False
    visit.wait(lambda: source_words.LOST.format(detail="camera 0") in visit.texts(), update=visit.shell.update)
    assert not {say.CAMERA_ON, say.HIDDEN} & set(visit.texts()) and say.NO_GUESS_NOW in visit.texts()
    plugged.there = True
    visit.wait(lambda: say.CAMERA_ON in visit.texts(), update=visit.shell.update)
    assert say.HIDDEN in visit.texts() and say.NO_GUESS_NOW not in visit.texts()


def test_after_a_sleep_nothing_of_before_is_shown_or_kept_with_an_answer(
    app: App, astronaut: NDArray[np.uint8], wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    asleep, answers = [100.0], threading.Event()
    answers.set()

    def pictures() -> Iterator[NDArray[np.uint8]]:
        while answers.wait(60):
            yield astronaut

    slow = CameraSource(0, lambda number: FakeCamera(pictures(), []), read_s=60)
    monkeypatch.setattr("companion.sources.choose.CameraSource", lambda number, others: slow)
    monkeypatch.setattr(live_module, "Sleep", lambda: sleep.Sleep(lambda: asleep[0]))
    visit = Visit(app, "0", wait_until)
    visit.until_seen()
    answers.clear()  # the lid is closed, and the camera takes a moment when it is opened again
    live = visit.screen._live
    until_all_is_read(live, wait_until, visit.shell.update)
    before = live.pipeline.taken.latest()[1]
    live.pipeline.outcomes.put(outcome(before, Reading(Kind.CLEAR, ("happiness",)), 1))
    visit.wait(lambda: live.reading.words, update=visit.shell.update)
    visit.keys("d", "l")
    assert visit.screen.step._live.cget("text") == talk.LOOKS["happiness"].live
    asleep[0] += 8 * 3600
    visit.wait(lambda: live.reading is None, update=visit.shell.update)
    assert visit.screen._picture._shown is None, "the last picture of a face"
    assert visit.screen.step._live.cget("text") == say.NO_GUESS
    visit.keys("a", "d")
    assert [one.guess is not None for one in visit.kept()[1]] == [True, False]
    answers.set()
    visit.wait(lambda: live.current is not None, update=visit.shell.update)
    assert visit.screen._picture._shown is not None and not live.paused, "it goes on"
    assert live.current.taken.opened > before.opened, "and what was read before does not count"


def test_that_a_resting_face_is_of_a_former_network_is_told_once_the_network_is_open(
    app: App, video: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()

    class Late(RestingClassifier):
        def __init__(self, folder: Path, use: RestingUse) -> None:
            assert gate.wait(30)
            super().__init__(folder, use)

    monkeypatch.setattr(RESTING_CLASSIFIER, Late)
    keep(app.shell.settings, Resting("companion", (-1.0,) * 9))
    visit = Visit(app, str(video), wait_until)
    visit.wait(lambda: visit.screen._live.drawn_frame > 0, 20, update=visit.shell.update)
    visit.keys("r")
    assert say.REST_HAVE in visit.texts() and say.REST_OTHER not in visit.texts(), "not known yet"
    gate.set()
    visit.wait(lambda: say.REST_OTHER in visit.texts(), 20, update=visit.shell.update)
