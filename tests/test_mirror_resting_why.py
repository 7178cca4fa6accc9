"""The resting lesson says what it waits for and what helps, and what stands there after the switch is true."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from companion import resting_store as store
from companion.faces.face import Box, Doubt, Face
from companion.reading.reading import SCORE_NAMES, Scores
from companion.reading.resting import Resting
from companion.ui.app import App
from companion.ui.resting_lesson import PACE_S, Lesson
from companion.words import mirror as say
from companion.words import talk
from tests.conftest import write_video
from tests.mirror_visit import Visit, Wait

LOOK = Scores(np.full(len(SCORE_NAMES), 1 / len(SCORE_NAMES)))
DARK = talk.REASONS[Doubt.DARK]


def seen(*doubts: Doubt) -> Face:
    return Face(Box(0, 0, 1, 1), None, np.zeros((48, 48), np.uint8), frozenset(doubts))


def test_the_lesson_knows_why_its_looks_did_not_count() -> None:
    now = 10.0
    lesson = Lesson(lambda: now)
    assert lesson.doubt() is None and not lesson.saw_a_face and not lesson.waits_long
    for doubts in ((Doubt.SMALL,), (Doubt.SMALL, Doubt.TURNED), (Doubt.DARK,)):
        lesson.watch(seen(*doubts), LOOK)
    assert lesson.doubt() is Doubt.SMALL and lesson.saw_a_face and not lesson.looks
    now += PACE_S + 0.1
    lesson.watch(seen(Doubt.DARK), LOOK)
    assert lesson.doubt(PACE_S) is Doubt.DARK, "only what was seen just now"
    assert lesson.doubt() in (Doubt.SMALL, Doubt.DARK) and lesson.waits_long


def test_a_dark_picture_is_told_while_it_waits_and_at_the_end(
    app: App, tmp_path: Path, astronaut: NDArray[np.uint8], wait_until: Wait
) -> None:
    images = [(np.roll(astronaut, n % 4, axis=1) * 0.15).astype(np.uint8) for n in range(20)]
    visit = Visit(app, str(write_video(tmp_path / "dark.avi", images)), wait_until)
    visit.until_seen()
    visit.keys("r", "s")
    step = visit.screen.step
    waits = f"{say.REST_WAITS} {DARK.why} {DARK.mend}"
    visit.wait(lambda: waits in visit.texts(), update=visit.shell.update)
    step._seconds = 0.1
    visit.wait(lambda: say.REST_TOO_FEW in visit.texts(), update=visit.shell.update)
    assert f"{DARK.why} {DARK.mend}" in visit.texts()
    assert store.kept(app.shell.settings) is None


def test_that_no_face_is_there_is_told_and_no_lamp_is_asked_for(app: App, tmp_path: Path, wait_until: Wait) -> None:
    empty = write_video(tmp_path / "empty.avi", [np.full((240, 320, 3), 120, np.uint8)] * 10)
    visit = Visit(app, str(empty), wait_until)
    visit.until_seen()
    visit.keys("r", "s")
    step = visit.screen.step
    assert say.REST_WAITS in visit.texts()
    waits = f"{say.REST_WAITS} {talk.NO_FACE_HEADLINE} {talk.NO_FACE_CUE}"
    visit.wait(lambda: waits in visit.texts(), update=visit.shell.update)
    step._seconds = 0.1
    visit.wait(lambda: say.REST_TOO_FEW in visit.texts(), update=visit.shell.update)
    assert f"{say.OWN_NO_FACE} {talk.NO_FACE_CUE}" in visit.texts()
    assert not [text for text in visit.texts() if "light" in text or "lamp" in text]


def test_a_closed_cover_is_told_in_the_lesson_and_in_the_guess(app: App, tmp_path: Path, wait_until: Wait) -> None:
    black = write_video(tmp_path / "black.avi", [np.zeros((240, 320, 3), np.uint8)] * 10)
    visit = Visit(app, str(black), wait_until)
    visit.until_seen()
    visit.keys("r", "s")
    helps = f"{talk.BLACK_WHY} {talk.BLACK_MEND}"
    visit.wait(lambda: f"{say.REST_WAITS} {helps}" in visit.texts(), update=visit.shell.update)
    visit.screen.step._seconds = 0.1
    visit.wait(lambda: say.REST_TOO_FEW in visit.texts(), update=visit.shell.update)
    assert helps in visit.texts()
    visit.keys("Escape", "d")
    assert f"{talk.BLACK_WHY}\n{talk.BLACK_MEND}" in visit.texts() and say.OWN_NO_FACE not in visit.texts()


@pytest.mark.parametrize("line", [say.REST_USED, ""])
def test_after_the_switch_nothing_says_that_it_is_used(visit: Visit, line: str) -> None:
    store.keep(visit.shell.settings, Resting("poster", (-1.0,) * 9))
    visit.keys("r")
    step = visit.screen.step
    step._idle(say.REST_DONE, line)  # as after the lesson
    visit.settle()
    step._switch.invoke()
    visit.settle()
    assert not {say.REST_USED, say.REST_DONE} & set(visit.texts()) and say.REST_HAVE in visit.texts()
    assert store.used(visit.shell.settings) is None and not step._on.get()
