"""What Talk shows when the picture stops: no look, no share and no spoken word is left of what was read before."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.faces.detector import HaarDetector
from companion.faces.face import Face
from companion.faces.finder import FaceFinder
from companion.journal.events import Saving
from companion.journal.moment import system_clock
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.paths import Paths
from companion.pipeline import Pipeline
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.reading.reading import Scores
from companion.settings import TEXT_SIZE
from companion.sources.camera import CameraSource
from companion.speech.voices import RecordingVoice
from companion.ui.app import App
from companion.ui.face_shapes import NO_FACE, face_for
from companion.ui.picture import PictureView
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.talk import Talk
from companion.ui.widgets import NoticeBar
from companion.words import journal as journal_words
from companion.words import sources as source_words
from companion.words import talk as say
from tests.conftest import FakeCamera
from tests.mirror_visit import everything

Wait = Callable[..., None]


class Breaking(Classifier):
    """A network that breaks when the test says so."""

    broken = False

    def follow(self, face: Face, time_s: float) -> Scores:
        if Breaking.broken:
            raise RuntimeError("broken")
        return super().follow(face, time_s)


class World:
    """A talk on a camera that gives `image`, or bad reads while that is None."""

    def __init__(self, app: App, image: NDArray[np.uint8], wait: Wait) -> None:
        self.image: NDArray[np.uint8] | None = image
        self.log: list[str] = []
        self.app, self.voice, self._wait = app, RecordingVoice(), wait
        source = CameraSource(0, lambda number: FakeCamera(self._pictures(), self.log), retry_s=0.05)
        app.shell.screens["talk"] = lambda shell, **extra: Talk(
            shell,
            lambda remember: Pipeline(
                source, lambda: FaceFinder(HaarDetector()), lambda: Breaking(network_folder()), "companion", remember
            ),
            speaking=Speaking(shell, app.shell.settings, voice=self.voice),
        )
        self.screen: Any = app.shell.show("talk")
        self.until(lambda: self.screen._live.reading is not None and self.screen._live.reading.words)
        self.until(lambda: self.word == say.spoken(self.screen._live.reading).live)

    def _pictures(self) -> Any:
        while True:
            yield self.image

    def until(self, true: Callable[[], object]) -> None:
        self._wait(true, update=self.app.shell.update)

    @property
    def word(self) -> str:
        return str(self.screen._words.live.cget("text"))

    def assert_nothing_of_a_face(self) -> None:
        """Nothing on the screen is of a face, and nothing would be said of one."""
        screen = self.screen
        screen.toggle_details()
        shares = screen._sides.details.sentence.cget("text")
        screen.toggle_details()
        assert shares == say.DETAILS_NOTHING
        assert screen._words._faces[0].face == face_for(NO_FACE)
        assert screen._state.cget("text") == ""
        assert screen._live.reading is None
        assert not screen._picture.find_withtag("box")


@pytest.fixture
def world(app: App, astronaut: NDArray[np.uint8], wait_until: Wait) -> World:
    Breaking.broken = False
    return World(app, astronaut, wait_until)


def test_a_camera_that_goes_away_takes_the_look_with_it(world: World) -> None:
    lost = source_words.LOST.format(detail="camera 0")
    happy, picture = world.word, world.image
    world.image = None
    world.until(lambda: world.word == say.FAILED_LIVE)
    assert world.screen._words.lines.cget("text") == lost
    world.assert_nothing_of_a_face()
    assert world.screen._picture._shown is None
    world.screen.say_now()
    world.until(lambda: world.voice.texts == [lost])
    world.image = picture
    world.until(lambda: world.word == happy)


def test_a_new_picture_waits_a_moment_for_its_reading_and_never_longer(world: World) -> None:
    live = world.screen._live
    outcome = live.current
    live._waits_since_s = None
    new, newer = (replace(outcome.taken, left_s=left_s) for left_s in (100.0, 100.011))
    assert not live._waits(new, None, 100.0), "nothing has been read yet, or nothing is read any more"
    assert not live._waits(new, replace(outcome, taken=new), 100.0)
    assert live._waits(new, outcome, 100.001)
    assert not live._waits(newer, outcome, 100.013), "a fast source always has a newer one: the picture goes on"


def test_go_on_does_not_begin_with_the_look_from_before_the_pause(world: World) -> None:
    happy, picture = world.word, world.image
    world.screen.toggle_pause()
    world.assert_nothing_of_a_face()
    world.until(lambda: world.log[-1] == "release")
    world.image = None
    world.screen.toggle_pause()
    for _ in range(5):
        world.app.shell.update()
    assert world.word == say.LOADING_LIVE
    world.assert_nothing_of_a_face()
    world.until(lambda: world.word == say.FAILED_LIVE)
    world.image = picture
    world.until(lambda: world.word == happy)


def test_recognition_that_breaks_stays_broken_whatever_is_pressed(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    Breaking.broken = True
    world.until(lambda: world.word == say.FAILED_LIVE)
    world.until(lambda: not world.screen._picture.find_withtag("box"))
    world.assert_nothing_of_a_face()
    world.screen.toggle_pause()
    assert world.word == say.PAUSED_LIVE
    world.screen.toggle_pause()
    assert world.word == say.FAILED_LIVE
    world.screen.say_now()
    world.until(lambda: world.voice.texts == [source_words.RECOGNITION_BROKE])
    caplog.clear()  # the fault was logged, as it should be


def test_with_large_text_a_pause_is_seen_although_details_are_open(world: World) -> None:
    world.app.shell.settings.set(TEXT_SIZE, 200)
    world.app.shell.update()
    world.screen.toggle_details()
    world.app.shell.update()
    assert not world.screen._words.winfo_ismapped(), "or there is nothing to test"
    world.screen.toggle_pause()
    world.app.shell.update()
    assert world.screen._words.winfo_ismapped() and world.word == say.PAUSED_LIVE


def answered(app: App, video: Path, wait: Wait) -> Any:
    """A talk on a video in which an answer is begun."""
    app.start("talk", str(video))
    screen: Any = app.shell.screen
    wait(lambda: screen._live.drawn_outcome > 0, update=app.shell.update)
    screen.open_correction()
    screen._sides.correction.text.set("They are tired")
    app.shell.update()
    return screen


def test_an_answer_that_is_begun_is_not_lost(app: App, paths: Paths, video: Path, wait_until: Wait) -> None:
    screen = answered(app, video, wait_until)
    screen.open_correction()
    screen.toggle_details()
    assert screen._sides.shown is screen._sides.correction
    screen._cannot("The camera broke.")
    app.shell.update()
    assert app.shell.focus_get() is screen._sides.correction.entry
    app.shell.show("home")
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        (kept,) = queries.corrections(session=session.uid)
        rows = queries.readings(session.uid)
    assert kept.text == "They are tired"
    assert kept.time_ms <= max(row.time_ms for row in rows) + 1000


def test_esc_keeps_an_answer_that_is_begun(app: App, paths: Paths, video: Path, wait_until: Wait) -> None:
    screen = answered(app, video, wait_until)
    app.shell.escape()
    assert app.shell.screen is screen and screen._sides.shown is screen._left
    assert notices(screen) == [say.CORRECT_KEPT]
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        assert [one.text for one in queries.corrections(session=session.uid)] == ["They are tired"]


def notices(screen: Any) -> list[str]:
    return [bar.label.cget("text") for bar in everything(screen._notices) if isinstance(bar, NoticeBar)]


def test_a_correction_is_called_kept_only_when_it_is(
    paths: Paths, small_disk: Path, video: Path, no_logged_errors: None, wait_until: Wait
) -> None:
    app = App(Paths(small_disk / "data", paths.config, paths.cache))
    try:
        screen = answered(app, video, wait_until)
        assert app.writer.flush(5)
        with (small_disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError):
            while ballast.write(bytes(4096)):
                pass
        screen._sides.correction._keep()
        wait_until(lambda: notices(screen) == [journal_words.DISK_FULL], update=app.shell.update)
        screen.open_correction()
        screen._sides.correction.text.set("They are cold")
        screen._sides.correction._keep()
        assert notices(screen) == [say.CORRECT_LATER]
        subprocess.run(["mount", "-o", "remount,size=16m", small_disk], check=True)
        wait_until(lambda: notices(screen) == [journal_words.RECOVERED], update=app.shell.update)
        screen.open_correction()
        screen._sides.correction.text.set("They are fine")
        screen._sides.correction._keep()
        assert notices(screen) == [say.CORRECT_KEPT]
        assert app.writer.flush(5)
        with Queries(app.paths) as queries:
            (session,) = queries.sessions()
            kept = [one.text for one in queries.corrections(session=session.uid)]
        assert kept == ["They are tired", "They are cold", "They are fine"]
    finally:
        app.shell.close()


def test_no_correction_is_asked_for_that_can_not_be_kept(app: App, paths: Paths, video: Path, wait_until: Wait) -> None:
    open_journal(paths, system_clock).journal.close()
    with sqlite3.connect(paths.journal) as sql:
        sql.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('companion-journal', 'schema_99')")
    app.start("talk", str(video))
    screen: Any = app.shell.screen
    wait_until(lambda: screen._live.drawn_outcome > 0, update=app.shell.update)
    wait_until(lambda: app.writer.saving is Saving.NEVER, update=app.shell.update)
    screen.open_correction()
    assert screen._sides.shown is screen._left
    assert notices(screen) == [say.CORRECT_NEVER]


def test_a_video_that_is_played_again_goes_on_in_its_session(
    app: App, paths: Paths, video: Path, wait_until: Wait
) -> None:
    app.start("talk", str(video))
    screen: Any = app.shell.screen
    for _ in range(2):
        wait_until(lambda: screen._pause.cget("text") == say.AGAIN, update=app.shell.update)
        assert app.writer.flush(5)
        with Queries(paths) as queries:
            (session,) = queries.sessions()
            rows = queries.readings(session.uid)
        last_ms = rows[-1].time_ms
        count = len(rows)
        screen.toggle_pause()
        wait_until(lambda: screen._pause.cget("text") == say.PAUSE, update=app.shell.update)
    app.shell.show("home")
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        assert session.length_ms is not None and session.length_ms >= last_ms
        assert len([row for row in queries.readings(session.uid) if row.time_ms <= last_ms]) == count


def test_a_picture_that_stands_still_fits_the_room_it_gets(shell: Shell, wait_until: Wait) -> None:
    shell.show("home")
    view = PictureView(shell)
    view.place(x=0, y=0, width=400, height=300)
    wait_until(lambda: view.winfo_width() == 400, update=shell.update)
    view.show(cv2.resize(np.zeros((10, 10, 3), np.uint8), (640, 480)), False)
    assert view._photo is not None and view._photo.width() == 400
    view.place(width=200)
    wait_until(lambda: view._photo is not None and view._photo.width() == 200, update=shell.update)
    view.clear()
    view.place(width=300)
    wait_until(lambda: view.winfo_width() == 300, update=shell.update)
    assert view._photo is None
