"""The resting face in the Mirror's real window: learned, used, switched off, deleted, and brought back."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from companion import resting_store as store
from companion.faces.face import Box, Face
from companion.reading.card import network_folder
from companion.reading.reading import SCORE_NAMES, Scores
from companion.reading.resting import LEAST_LOOKS, Resting
from companion.settings import TEXT_SIZE
from companion.ui import mirror_resting
from companion.ui.app import App
from companion.ui.mirror_resting import TEACH_S, TeachResting
from companion.ui.resting_lesson import Lesson
from companion.words import mirror as say
from companion.words.home import SETTINGS_NOT_SAVED
from tests.mirror_visit import Visit, Wait


def test_resting_face_is_learned_used_switched_off_and_deleted(
    app: App, video: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror_resting, "UNDO_S", 600.0)
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    visit.keys("r")
    step = visit.screen.step
    assert isinstance(step, TeachResting)
    step._seconds = 60.0
    visit.keys("s")
    visit.wait(lambda: len(step._lesson.looks) > 25, 30, update=visit.shell.update)
    step._seconds = 0.0
    visit.wait(lambda: say.REST_DONE in visit.texts(), update=visit.shell.update)
    resting = store.used(app.shell.settings)
    assert resting is not None and resting.network == visit.screen._use.network
    assert resting.network.startswith(f"{network_folder().name} "), "a name alone would hold for the next release too"
    assert visit.screen._use.resting == resting
    step._switch.invoke()
    visit.settle()
    assert visit.screen._use.resting is None and store.kept(app.shell.settings) == resting
    visit.keys("x")
    assert store.kept(app.shell.settings) is None
    assert say.REST_DELETED in visit.texts()
    assert app.shell.focus_get() is step._undo
    visit.keys("b", "r", "z")
    assert say.REST_BACK in visit.texts() and store.kept(app.shell.settings) == resting
    monkeypatch.setattr(mirror_resting, "UNDO_S", 0.1)
    visit.keys("x")
    visit.wait(lambda: say.REST_GONE in visit.texts(), update=visit.shell.update)
    assert store.kept(app.shell.settings) is None and not visit.screen.step._undo.winfo_ismapped()
    assert "mean_logs" not in app.paths.settings.read_text()


def test_a_second_deletion_has_its_own_time_until_all_is_gone(
    app: App, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(app.shell.settings, Resting("poster", (-1.0,) * 9))
    visit.keys("r")
    due: list[Callable[[], object]] = []
    monkeypatch.setattr(app.shell, "later", lambda seconds, call, keep: due.append(call))
    visit.keys("x", "z", "x")
    first, second = due
    first()
    visit.settle()
    assert say.REST_DELETED in visit.texts() and say.REST_GONE not in visit.texts()
    visit.keys("z")
    assert say.REST_BACK in visit.texts() and store.kept(app.shell.settings) is not None
    visit.keys("x")
    second()
    due[-1]()
    visit.settle()
    assert say.REST_GONE in visit.texts() and "mean_logs" not in app.paths.settings.read_text()


def test_numbers_that_stay_in_the_file_are_not_said_to_be_gone(
    app: App, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(app.shell.settings, Resting("poster", (-1.0,) * 9))

    def full(*unused: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("companion.settings.os.fsync", full)
    monkeypatch.setattr(mirror_resting, "UNDO_S", 0.1)
    visit.keys("r", "x")
    step = visit.screen.step
    assert say.REST_NOT_GONE in visit.texts() and SETTINGS_NOT_SAVED in visit.texts()
    assert say.REST_DELETED not in visit.texts()
    visit.wait(lambda: not step._undo.winfo_ismapped(), update=visit.shell.update)
    assert "mean_logs" in app.paths.settings.read_text()
    assert say.REST_NOT_GONE in visit.texts() and SETTINGS_NOT_SAVED in visit.texts()
    assert say.REST_GONE not in visit.texts()


def test_resting_face_that_is_stopped_or_not_seen_keeps_nothing(app: App, tmp_path: Path, wait_until: Wait) -> None:
    from tests.conftest import write_video

    empty = write_video(tmp_path / "empty.avi", [np.full((240, 320, 3), 120, np.uint8)] * 10)
    visit = Visit(app, str(empty), wait_until)
    visit.until_seen()
    visit.keys("r", "s")
    step = visit.screen.step
    visit.keys("s")
    assert step._lesson is None and say.REST_START in visit.texts()
    step._seconds = 0.2
    visit.keys("s")
    visit.wait(lambda: say.REST_TOO_FEW in visit.texts(), update=visit.shell.update)
    assert store.kept(app.shell.settings) is None


def test_a_picture_that_ends_for_good_ends_the_lesson_too(app: App, video: Path, wait_until: Wait) -> None:
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    visit.keys("r", "s")
    assert visit.screen._use.watch is not None
    visit.screen._live._fail("The picture has ended.")  # as a source that fails in the middle does
    visit.settle()
    assert visit.screen._use.watch is None and say.REST_NO_CAMERA in visit.texts()
    assert visit.screen.step._start.instate(["disabled"])
    assert store.kept(app.shell.settings) is None


@pytest.mark.parametrize("hidden", ["_switch", "_delete", "_undo"])
def test_a_start_by_its_key_takes_the_focus_from_what_it_hides(
    app: App, video: Path, wait_until: Wait, hidden: str
) -> None:
    store.keep(app.shell.settings, Resting("poster", (-1.0,) * 9))
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    visit.keys("r")
    step = visit.screen.step
    if hidden == "_undo":
        visit.keys("x")
    kept = store.kept(app.shell.settings)
    getattr(step, hidden).focus_force()
    visit.settle()
    visit.keys("s")
    assert step._lesson is not None and app.shell.focus_get() is step._start
    visit.keys("space")
    visit.wait(lambda: step._lesson is None, update=visit.shell.update)
    assert store.kept(app.shell.settings) == kept


@pytest.mark.parametrize("percent", [100, 200])
def test_what_is_kept_can_be_switched_and_deleted_in_the_smallest_window(
    app: App, video: Path, wait_until: Wait, percent: int
) -> None:
    app.shell.settings.set(TEXT_SIZE, percent)
    store.keep(app.shell.settings, Resting("poster", (-1.0,) * 9))
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    visit.keys("r")
    step = visit.screen.step
    for control in (step._switch, step._delete):
        control.focus_set()
        visit.settle()
        assert control.winfo_width() >= control.winfo_reqwidth() - 1
        assert control.winfo_rootx() + control.winfo_width() <= step.winfo_rootx() + step.winfo_width()
        assert control.winfo_rooty() + control.winfo_height() <= step.winfo_rooty() + step.winfo_height()


def test_resting_face_needs_a_camera(visit: Visit) -> None:
    visit.keys("r")
    assert say.REST_NO_CAMERA in visit.texts()
    assert visit.screen.step._start.instate(["disabled"])


def test_a_camera_that_comes_later_can_be_used_for_the_resting_face(
    app: App, video: Path, wait_until: Wait
) -> None:
    visit = Visit(app, str(video), wait_until)
    visit.keys("r")
    visit.wait(lambda: visit.screen.step._start.instate(["!disabled"]), 20, update=visit.shell.update)
    assert say.REST_NO_CAMERA not in visit.texts()


def test_resting_face_corrects_the_readings_of_its_network_only(astronaut: np.ndarray) -> None:
    from companion.reading.resting_classifier import RestingClassifier

    folder = network_folder("poster")
    use = store.RestingUse()
    classifier = RestingClassifier(folder, use)
    face = Face(Box(0, 0, 1, 1), None, np.ascontiguousarray(astronaut[90:138, 200:248, 0]))
    seen: list[Scores] = []
    use.watch = lambda face, scores: seen.append(scores)
    (plain,) = classifier.scores_of([face])
    assert seen[0] is plain
    logs = tuple(float(value) for value in np.log(np.clip(plain.values, 1e-4, 1)))
    for other in ("another", "poster", f"poster {'0' * 16}"):
        use.resting = Resting(other, logs)
        assert classifier.scores_of([face])[0].values == pytest.approx(plain.values), "another one, or a former release"
    assert use.network is not None and use.network.startswith("poster ")
    use.resting = Resting(use.network, logs)
    assert int(classifier.scores_of([face])[0].values.argmax()) == SCORE_NAMES.index("neutral")
    assert int(classifier.follow(face, 0.0).values.argmax()) == SCORE_NAMES.index("neutral")


LOOK = Scores(np.full(len(SCORE_NAMES), 1 / len(SCORE_NAMES)))
FACE = Face(Box(0, 0, 1, 1), None, np.zeros((48, 48), np.uint8))


class Looks:
    """A lesson whose looks come at a pace that the test gives, on a clock of its own."""

    def __init__(self) -> None:
        self.now = 50.0
        self.lesson = Lesson(lambda: self.now)

    def go_on(self, seconds: float, pace: float = 0.0) -> None:
        """Let time pass, with so many looks a second, unless the lesson ends first."""
        for _ in range(round(seconds * 10)):
            if self.lesson.over(TEACH_S):
                return
            self.now += 0.1
            if pace and round(self.now * 10) % round(10 / pace) == 0:
                self.lesson.watch(FACE, LOOK)


@pytest.mark.parametrize(("pace", "lasts_s"), [(10.0, 10.0), (2.0, 10.0), (1.0, 19.0)])
def test_a_slow_computer_looks_on_until_there_are_looks_enough(pace: float, lasts_s: float) -> None:
    looks = Looks()
    looks.go_on(8.0)  # the network is being opened
    assert looks.lesson.left_s(TEACH_S) is None and looks.lesson.share(TEACH_S) == 0
    began = looks.now
    shares, lefts = [], []
    while not looks.lesson.over(TEACH_S):
        looks.go_on(0.1, pace)
        shares.append(looks.lesson.share(TEACH_S))
        if looks.now - began > 3.1:
            lefts.append((looks.lesson.left_s(TEACH_S) or 0.0) + looks.now - began)
    assert len(looks.lesson.looks) >= LEAST_LOOKS
    assert looks.now - began == pytest.approx(lasts_s, abs=1.2)
    assert shares == sorted(shares) and shares[-1] == pytest.approx(1)
    assert shares[len(shares) // 2] < 0.6, "not full before the end"
    assert min(lefts) >= lasts_s - 1.5 and max(lefts) <= lasts_s + 2.5, "the time to go is what it will take"


def test_a_lesson_without_looks_enough_ends_at_last() -> None:
    nothing = Looks()
    nothing.go_on(60.0)
    assert nothing.now == pytest.approx(80.0, abs=0.2)
    few = Looks()
    few.go_on(60.0, 0.2)
    assert few.now - 50.0 == pytest.approx(5 + 30.0, abs=5.2) and 0 < len(few.lesson.looks) < LEAST_LOOKS


def test_a_face_that_is_seen_late_is_learned_all_the_same(app: App, tmp_path: Path, wait_until: Wait) -> None:
    from tests.conftest import write_video

    empty = write_video(tmp_path / "empty.avi", [np.full((240, 320, 3), 120, np.uint8)] * 10)
    visit = Visit(app, str(empty), wait_until)
    visit.until_seen()
    visit.keys("r")
    visit.screen.step._seconds = 2.0
    visit.keys("s")
    assert say.REST_WAITS in visit.texts()
    end = time.monotonic() + 2.3
    visit.wait(lambda: time.monotonic() > end, update=visit.shell.update)
    for _ in range(LEAST_LOOKS):
        visit.screen._use.watch(FACE, LOOK)
    visit.wait(lambda: say.seconds_left(1) in visit.texts(), update=visit.shell.update)
    visit.wait(lambda: say.REST_DONE in visit.texts(), update=visit.shell.update)
    assert store.kept(app.shell.settings) is not None
