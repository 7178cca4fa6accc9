"""The Talk screen in a real window: picture, word, pause, end, faults; and its session in a real journal."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.faces.detector import HaarDetector
from companion.faces.face import Doubt
from companion.faces.finder import FaceFinder
from companion.journal.queries import Queries
from companion.paths import Paths
from companion.pipeline import Pipeline
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.reading.reading import SCORE_NAMES, Kind, Reading, Scores
from companion.settings import TEXT_SIZE
from companion.sources.camera import CameraSource
from companion.ui.app import App
from companion.ui.face_shapes import NO_FACE, face_for
from companion.ui.talk import Talk
from companion.words import network as network_words
from companion.words import talk as say
from tests.at_rest import until_at_rest
from tests.conftest import FakeCamera, write_video
from tests.history_window import texts

Wait = Callable[..., None]


@pytest.fixture(scope="module")
def long_video(tmp_path_factory: pytest.TempPathFactory, astronaut: np.ndarray) -> Path:
    """Four seconds without a face, so that the network is ready before the face comes; then two seconds with one."""
    empty = np.full((512, 512, 3), 120, np.uint8)
    return write_video(tmp_path_factory.mktemp("talk") / "long.avi", [empty] * 120 + [astronaut] * 60)


def talk_on(app: App, source: str) -> Any:
    app.start("home", None)
    return app.shell.show("talk", source=source, agreed=True)


def word(screen: Any) -> str:
    return str(screen._words.live.cget("text"))


def test_video_is_shown_with_its_word_and_kept_in_the_journal(
    app: App, paths: Paths, long_video: Path, wait_until: Wait
) -> None:
    screen = talk_on(app, str(long_video))
    wait_until(lambda: word(screen) == say.NO_FACE_LIVE, update=app.shell.update)
    wait_until(lambda: screen._picture.find_withtag("box"), update=app.shell.update)
    wait_until(lambda: word(screen) != say.NO_FACE_LIVE, update=app.shell.update)
    assert str(screen._words.lines.cget("text")), "a bare label is never shown"
    wait_until(lambda: screen._pause.cget("text") == say.AGAIN, update=app.shell.update)
    app.shell.show("home")
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
        rows = queries.readings(session.uid)
    assert (session.source, session.network) == ("file", network_folder().name)
    assert session.ended is not None
    assert rows[0].kind is Kind.NO_FACE
    assert rows[-1].kind is not Kind.NO_FACE


def test_video_can_be_played_again(app: App, long_video: Path, wait_until: Wait) -> None:
    screen = talk_on(app, str(long_video))
    wait_until(lambda: screen._pause.cget("text") == say.AGAIN, update=app.shell.update)
    screen.toggle_pause()
    wait_until(lambda: word(screen) == say.NO_FACE_LIVE, update=app.shell.update)
    assert screen._pause.cget("text") == say.PAUSE


def test_paused_video_stands_still_and_goes_on(app: App, video: Path, wait_until: Wait) -> None:
    screen = talk_on(app, str(video))
    wait_until(lambda: screen._live.drawn_frame > 5, update=app.shell.update)
    screen.toggle_pause()
    drawn = screen._live.drawn_frame
    end = time.monotonic() + 0.4
    wait_until(lambda: time.monotonic() > end, update=app.shell.update)
    assert screen._live.drawn_frame == drawn
    assert screen._pause.cget("text") == say.GO_ON
    screen.toggle_pause()
    wait_until(lambda: screen._live.drawn_frame > drawn, update=app.shell.update)


def test_paused_camera_shows_and_says_nothing_of_the_face(app: App, astronaut: np.ndarray, wait_until: Wait) -> None:
    from companion.speech.voices import RecordingVoice
    from companion.ui.speaking import Speaking

    log: list[str] = []
    voice = RecordingVoice()
    source = CameraSource(0, lambda number: FakeCamera(itertools.repeat(astronaut), log))
    app.shell.screens["talk"] = lambda shell, **extra: Talk(
        shell,
        lambda remember: Pipeline(
            source, lambda: FaceFinder(HaarDetector()), lambda: Classifier(network_folder()), "poster", remember
        ),
        speaking=Speaking(shell, app.shell.settings, voice=voice),
    )
    screen: Any = app.shell.show("talk")
    wait_until(lambda: screen._picture.find_withtag("box"), update=app.shell.update)
    assert source.mirrored and not screen._live.mirrored, "whoever sits on the left stands on the left"
    screen.toggle_details()
    details = screen._sides.details
    wait_until(lambda: details.sentence.cget("text") != say.DETAILS_NOTHING, update=app.shell.update)
    screen.toggle_pause()
    assert word(screen) == say.PAUSED_LIVE
    assert screen._words._faces[0].face == face_for(NO_FACE), "no look stands beside it"
    assert screen._state.cget("text") == ""
    assert details.sentence.cget("text") == say.DETAILS_NOTHING
    screen.toggle_details()
    screen.toggle_details()
    assert details.sentence.cget("text") == say.DETAILS_NOTHING, "not even when it is opened anew"
    screen.toggle_details()
    screen.say_now()
    wait_until(lambda: voice.texts == [f"{say.PAUSED_HEADLINE} {say.PAUSED_CAMERA}"], update=app.shell.update)
    assert not screen._picture.find_withtag("box")
    assert screen._picture.itemcget(screen._picture._item, "image") == ""
    wait_until(lambda: log[-1] == "release", update=app.shell.update)
    screen.toggle_pause()
    wait_until(lambda: screen._picture.find_withtag("box"), update=app.shell.update)


@pytest.mark.parametrize("screen", ["talk", "mirror"])
def test_a_network_without_a_still_face_is_told_and_never_clear(
    paths: Paths, video: Path, wait_until: Wait, screen: str
) -> None:
    app = App(paths, "ckplus")
    app.shell.show(screen, source=str(video))
    told = network_words.NO_STILL_FACE.format(name="CK+")  # its name in Settings
    wait_until(lambda: told in texts(app.shell.screen.frame), update=app.shell.update)
    app.shell.close()


def test_p_before_the_camera_is_there_keeps_it_off(app: App, astronaut: np.ndarray, wait_until: Wait) -> None:
    log: list[str] = []
    source = CameraSource(0, lambda number: FakeCamera(itertools.repeat(astronaut), log))
    app.shell.screens["talk"] = lambda shell, **extra: Talk(
        shell,
        lambda remember: Pipeline(
            source, lambda: FaceFinder(HaarDetector()), lambda: Classifier(network_folder()), "poster"
        ),
    )
    screen: Any = app.shell.show("talk")
    screen.toggle_pause()
    assert (word(screen), screen._pause.cget("text")) == (say.LOADING_LIVE, say.GO_ON)
    wait_until(lambda: word(screen) == say.PAUSED_LIVE, update=app.shell.update)
    end = time.monotonic() + 0.4
    wait_until(lambda: time.monotonic() > end, update=app.shell.update)
    assert not log, "its light never went on"
    screen.toggle_pause()
    wait_until(lambda: screen._picture.find_withtag("box"), update=app.shell.update)


def test_p_before_a_video_is_there_is_told_as_a_pause(app: App, video: Path, wait_until: Wait) -> None:
    screen = talk_on(app, str(video))
    screen.toggle_pause()
    wait_until(lambda: word(screen) == say.PAUSED_LIVE, update=app.shell.update)
    assert str(screen._words.lines.cget("text")) == say.PAUSED_FILE
    screen.toggle_pause()
    wait_until(lambda: word(screen) not in (say.PAUSED_LIVE, say.LOADING_LIVE), update=app.shell.update)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [("nothing.mp4", "is not there"), ("7", "Camera 7 gives no picture"), ("screen:x", "screen:LEFT")],
)
def test_source_that_cannot_be_used_is_said_in_one_sentence(
    app: App, wait_until: Wait, source: str, sentence: str
) -> None:
    screen = talk_on(app, source)
    wait_until(lambda: screen.failure, update=app.shell.update)
    assert sentence in str(screen._words.lines.cget("text"))
    assert not screen._correct.winfo_ismapped(), "nothing was read that could be corrected"
    assert app.shell.focus_get() in (screen._end, None)
    screen._end.invoke()
    assert app.shell.screen_name == "home"


def test_letters_pause_and_end(app: App, video: Path, wait_until: Wait) -> None:
    screen = talk_on(app, str(video))
    wait_until(lambda: screen._live.drawn_frame > 2, update=app.shell.update)
    screen._pause.focus_force()
    app.shell.update()
    screen._pause.event_generate("<Key>", keysym="p")
    app.shell.update()
    assert screen._pause.cget("text") == say.GO_ON
    screen._pause.event_generate("<Key>", keysym="e")
    app.shell.update()
    assert app.shell.screen_name == "home"


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_every_word_fits_into_the_smallest_window(app: App, video: Path, wait_until: Wait, percent: int) -> None:
    app.shell.settings.set(TEXT_SIZE, percent)
    app.shell.geometry("1024x640+0+0")
    screen = talk_on(app, str(video))
    wait_until(lambda: screen._live.drawn_frame > 2, update=app.shell.update)
    for look in say.LOOKS.values():
        screen._words.say(look.lead, look.live, ("",))
        app.shell.update()
        assert screen._words.live.winfo_reqwidth() <= screen._words.winfo_width()
        assert screen._words.live.winfo_rooty() + screen._words.live.winfo_reqheight() <= (
            screen._words.winfo_rooty() + screen._words.winfo_height()
        )
    for button in (screen._pause, screen._end):
        assert button.winfo_rootx() + button.winfo_width() <= app.shell.winfo_rootx() + 1024
        assert button.winfo_rooty() + button.winfo_height() <= app.shell.winfo_rooty() + 640


def paused_on_the_smallest_window(app: App, video: Path, wait: Wait, percent: int) -> Any:
    """A talk whose own readings don't write over what a test shows."""
    app.shell.settings.set(TEXT_SIZE, percent)
    app.shell.geometry("1024x640+0+0")
    screen = talk_on(app, str(video))
    wait(lambda: screen._live.drawn_outcome > 0, update=app.shell.update)
    screen.toggle_pause()
    until_at_rest(screen._live, wait, app.shell.update)
    screen._pause.focus_force()
    app.shell.update()
    return screen


def seen_share(body: Any) -> tuple[float, float]:
    first, last = body._canvas.yview()
    return first, last


@pytest.mark.parametrize("percent", [150, 200])
def test_page_keys_turn_the_words_and_the_details_from_the_row_of_buttons(
    app: App, video: Path, wait_until: Wait, percent: int
) -> None:
    screen = paused_on_the_smallest_window(app, video, wait_until, percent)
    screen._words.show(Reading(Kind.CLEAR, ("contempt",)))
    app.shell.update()
    for body in (screen._words.scroll, screen._sides.details.scroll):
        assert seen_share(body)[1] < 1, "or there is nothing to test"
        for key, end in (("Next", 1), ("Prior", 0)):
            for _ in range(6):
                screen._pause.event_generate("<Key>", keysym=key)
            app.shell.update()
            assert seen_share(body)[end] == end
        screen.toggle_details()
        screen._sides.details.show(Scores(np.full(len(SCORE_NAMES), 1 / len(SCORE_NAMES))), True)
        app.shell.update()


def test_page_keys_turn_the_words_beside_details_that_are_seen_whole(app: App, video: Path, wait_until: Wait) -> None:
    screen = paused_on_the_smallest_window(app, video, wait_until, 125)
    screen.toggle_details()
    screen._words.show(Reading(Kind.CLEAR, ("contempt",)))
    app.shell.update()
    details, words = screen._sides.details.scroll, screen._words.scroll
    assert not details.scrolls and words.scrolls, "or there is nothing to test"
    for _ in range(6):
        screen._pause.event_generate("<Key>", keysym="Next")
    app.shell.update()
    assert seen_share(words)[1] == 1


def test_a_new_word_is_seen_although_the_one_before_was_scrolled_away(app: App, video: Path, wait_until: Wait) -> None:
    screen = paused_on_the_smallest_window(app, video, wait_until, 200)
    words = screen._words
    words.show(Reading(Kind.CLEAR, ("contempt",)))
    app.shell.update()
    words.lines.event_generate("<Button-5>")
    app.shell.update()
    scrolled, _ = seen_share(words.scroll)
    assert scrolled > 0
    words.show(Reading(Kind.CLEAR, ("contempt",), reasons=(Doubt.DARK,)))
    app.shell.update()
    assert seen_share(words.scroll)[0] > 0, "it is the same word: who reads its lines goes on reading"
    words.show(Reading(Kind.CLEAR, ("anger",)))
    app.shell.update()
    assert seen_share(words.scroll)[0] == 0


def test_headline_is_said_on_the_key_and_stops_with_the_talk(app: App, video: Path, wait_until: Wait) -> None:
    from companion.speech.voices import RecordingVoice
    from companion.ui.speaking import Speaking

    voice = RecordingVoice()
    app.speaking = Speaking(app.shell, app.shell.settings, voice=voice)
    screen = talk_on(app, str(video))
    wait_until(lambda: screen._live.drawn_outcome > 0, update=app.shell.update)
    screen._pause.focus_force()
    app.shell.update()
    screen._pause.event_generate("<Key>", keysym="s")
    app.shell.update()
    assert voice.texts == [say.NO_FACE_HEADLINE]
    app.shell.show("home")
    assert voice.closed or voice.stopped
