"""What Talk says while a face is seen and no word is there yet, and that word, box and voice are of what is drawn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.audit.samples import reading_of
from companion.reading.reading import Kind, Reading
from companion.settings import SPEECH_AUTO
from companion.sources.pictures import PictureSource
from companion.sources.video import VideoSource
from companion.ui.app import App
from companion.words import sources as source_words
from companion.words import talk as say
from tests.conftest import write_video
from tests.gated_talk import Plugged, World, camera

Wait = Callable[..., None]
FACE_ALOUD = f"{say.FACE_LEAD} {say.FACE_CUE}"


@pytest.fixture
def world(app: App, wait_until: Wait) -> Iterator[World]:
    made = World(app, wait_until)
    yield made
    made.gate.open()


LOADING = (say.LOADING_LEAD, say.LOADING_LIVE, say.LOADING_CUE)
FACE = (say.FACE_LEAD, say.LOADING_LIVE, say.FACE_CUE)


def test_from_the_start_to_the_first_word_no_face_is_never_said_beside_a_box(
    world: World, astronaut: NDArray[np.uint8]
) -> None:
    world.talk(camera(astronaut))
    seen: list[tuple[str, bool]] = []

    def first_word() -> bool:
        now = (world.lead, bool(world.boxes))
        if not seen or seen[-1] != now:
            seen.append(now)
        return world.live != say.LOADING_LIVE

    world.until(first_word)
    assert (say.FACE_LEAD, True) in seen
    assert [lead for lead, box in seen if box and lead == say.NO_FACE_LEAD] == []
    leads = [lead for n, (lead, _) in enumerate(seen) if n == 0 or seen[n - 1][0] != lead]
    assert leads[:2] == [say.LOADING_LEAD, say.FACE_LEAD] and len(leads) == 3, "each comes once"


def test_a_face_without_a_word_is_told_so_on_every_way(world: World, astronaut: NDArray[np.uint8]) -> None:
    world.app.shell.settings.set(SPEECH_AUTO, True)
    world.talk(camera(astronaut), opened=False)
    world.until(lambda: world.screen._live.drawn_frame > 0)
    world.screen.toggle_details()
    taken = world.screen._live.pipeline.taken.latest()[1]
    world.give(Reading(Kind.NO_FACE), faces=0, of=taken)
    assert (world.live, world.details) == (say.NO_FACE_LIVE, say.DETAILS_NO_FACE)
    # What a detector takes for a face in one frame may be none: neither a box nor a word comes and goes with it.
    world.give(Reading(Kind.NO_FACE), faces=1, later_s=0.03, of=taken)
    assert world.live == say.NO_FACE_LIVE and not world.boxes
    world.give(Reading(Kind.NO_FACE), faces=1, later_s=0.25, of=taken)
    assert world.words == FACE and world.boxes
    assert world.details == FACE_ALOUD, "at once, as the word beside it"
    end = time.monotonic() + 1.3
    world.until(lambda: world.give(Reading(Kind.NO_FACE), faces=1) is None and time.monotonic() > end)
    assert world.voice.texts == [], "nothing is said by itself"
    assert world.aloud() == FACE_ALOUD
    world.screen.toggle_details()
    world.screen.open_small()
    small = world.screen._views.small
    assert (small.lead.cget("text"), small.live.cget("text"), small.line.cget("text")) == FACE
    world.screen.back()
    assert not world.screen._correct.winfo_manager(), "nothing was said that could be corrected"


def test_a_face_that_the_detector_misses_for_a_moment_does_not_make_the_words_flicker(
    world: World, astronaut: NDArray[np.uint8]
) -> None:
    world.talk(camera(astronaut), opened=False)
    world.until(lambda: world.screen._live.drawn_frame > 0)
    world.give(Reading(Kind.NO_FACE), faces=1)
    taken = world.screen._live.current.taken
    world.screen._live.pipeline.taken.put(taken)
    for missed_s in (0.1, 0.4):
        world.give(Reading(Kind.NO_FACE), faces=0, later_s=missed_s)
        assert world.words == FACE
    world.give(Reading(Kind.NO_FACE), faces=0, later_s=3.5)
    assert world.live == say.NO_FACE_LIVE
    world.give(Reading(Kind.NO_FACE), faces=1, later_s=3.6)
    world.give(Reading(Kind.CLEAR, ("happiness",)), faces=1, later_s=3.9)
    assert world.live == say.LOOKS["happiness"].live


def test_details_come_to_the_newest_shares_although_no_other_reading_follows(
    world: World, astronaut: NDArray[np.uint8]
) -> None:
    world.talk(camera(astronaut), opened=False)
    world.until(lambda: world.screen._live.drawn_frame > 0)
    world.screen.toggle_details()
    world.give(reading_of("happiness"), faces=1)
    happy = world.details
    world.give(reading_of("anger"), faces=1)
    world.until(lambda: world.details != happy)


@pytest.fixture
def folder(tmp_path: Path, astronaut: NDArray[np.uint8]) -> Path:
    """Two photos of a face, the second the other way round."""
    for name, image in (("a.png", astronaut), ("b.png", astronaut[:, ::-1])):
        cv2.imwrite(str(tmp_path / name), image)
    return tmp_path


def test_nothing_of_the_photo_before_stands_beside_the_next_one(world: World, folder: Path) -> None:
    world.gate.follow_from_s = 2.0
    world.talk(PictureSource(folder, show_s=2.0))
    live = world.screen._live
    world.until(lambda: world.live not in (say.LOADING_LIVE, say.NO_FACE_LIVE) and world.boxes)
    word = world.live
    world.until(lambda: world.drawn(lambda taken: taken.frame.name.endswith("b.png")))
    world.app.shell.update()
    assert world.words == LOADING and not world.boxes
    assert world.aloud() == say.LOADING_CUE
    world.screen.toggle_details()
    assert world.details == say.DETAILS_NOTHING
    world.gate.open()
    world.until(lambda: world.lead == say.FACE_LEAD)
    assert live.current.taken.frame.name.endswith("b.png") and world.boxes
    world.until(lambda: world.live == word)


def test_the_next_photo_waits_a_moment_for_its_reading(world: World, folder: Path) -> None:
    world.talk(PictureSource(folder, show_s=2.0))
    live = world.screen._live
    world.until(lambda: world.live not in (say.LOADING_LIVE, say.NO_FACE_LIVE))
    outcome = live.current
    live._waits_since_s = None
    other = replace(outcome.taken, frame=replace(outcome.taken.frame, name="b.png"), left_s=100.0)
    assert live._waits(other, outcome, 100.1), "else the loading words would flash up"
    assert not live._waits(other, outcome, 100.3), "never long"


def test_what_is_read_of_a_paused_picture_is_still_shown_and_said(world: World, folder: Path) -> None:
    world.gate.follow_from_s = 0.0
    world.talk(PictureSource(folder / "a.png", show_s=60.0))
    world.until(lambda: world.screen._live.drawn_frame > 0)
    world.screen.toggle_pause()
    assert world.words == LOADING and world.aloud() == say.LOADING_CUE
    drawn = world.screen._live.drawn_frame
    world.gate.open()
    world.until(lambda: world.lead == say.FACE_LEAD)
    world.rest(0.3)
    assert world.screen._live.drawn_frame == drawn and world.boxes
    assert world.screen._state.cget("text") == say.PAUSED_FILE
    assert world.screen._pause.cget("text") == say.GO_ON
    assert world.aloud() == say.spoken(world.screen._live.reading).headline
    world.screen.toggle_details()
    assert world.details == world.voice.texts[-1]


@pytest.mark.parametrize("ended", [True, False])
def test_the_box_is_that_of_the_picture_that_stands_still(
    world: World, tmp_path: Path, astronaut: NDArray[np.uint8], ended: bool
) -> None:
    moved = np.roll(astronaut, 60, axis=1)
    still = 1 if ended else 60
    video = write_video(tmp_path / "moves.avi", [astronaut] * 45 + [moved] * still)
    world.gate.follow_from_s = 44.5 / 30
    world.talk(VideoSource(video))
    world.until(lambda: world.live not in (say.LOADING_LIVE, say.NO_FACE_LIVE))
    if ended:
        world.until(lambda: world.screen._pause.cget("text") == say.AGAIN)
    else:
        world.until(lambda: world.drawn(lambda taken: taken.frame.time_s > 46 / 30))
        world.screen.toggle_pause()
    world.rest(0.2)
    before = world.screen._picture.coords(world.boxes[0])
    said = world.screen._state.cget("text")
    assert said == (say.FILE_ENDED if ended else say.PAUSED_FILE)
    world.gate.open()
    pipeline = world.screen._live.pipeline
    world.until(lambda: pipeline.outcomes.latest()[1].taken is pipeline.taken.latest()[1])
    world.rest(0.2)
    scale = world.screen._picture._place[2]
    assert world.screen._picture.coords(world.boxes[0])[0] - before[0] == pytest.approx(60 * scale, abs=25 * scale)
    assert world.screen._state.cget("text") == said
    assert not world.screen._other.winfo_manager()


def test_a_camera_that_is_back_is_no_longer_said_to_be_lost(world: World, astronaut: NDArray[np.uint8]) -> None:
    plugged = Plugged(astronaut)
    world.talk(camera(plugged))
    world.until(lambda: world.live not in (say.LOADING_LIVE, say.NO_FACE_LIVE))
    plugged.there = False
    world.until(lambda: world.live == say.FAILED_LIVE)
    world.gate.follow_from_s = 0.0
    plugged.there = True
    world.until(lambda: source_words.BACK.format(detail="camera 0") in world.notices)
    assert world.words == LOADING
    assert world.aloud() == say.LOADING_CUE
    world.gate.open()
    world.until(lambda: world.live not in (say.LOADING_LIVE, say.NO_FACE_LIVE))


def test_a_camera_that_is_lost_anew_is_not_said_to_be_seen(world: World, astronaut: np.ndarray) -> None:
    plugged, back = Plugged(astronaut), source_words.BACK.format(detail="camera 0")
    world.talk(camera(plugged))
    world.until(lambda: world.live not in (say.LOADING_LIVE, say.NO_FACE_LIVE))

    def lose_and_find() -> None:
        plugged.there = False
        world.until(lambda: world.live == say.FAILED_LIVE)
        assert back not in world.notices
        plugged.there = True
        world.until(lambda: back in world.notices)

    lose_and_find()
    lose_and_find()
    world.screen.toggle_pause()
    assert world.live == say.PAUSED_LIVE and back not in world.notices
    world.screen.toggle_pause()
    world.until(lambda: world.live not in (say.PAUSED_LIVE, say.LOADING_LIVE))
    lose_and_find()
    world.screen._live._fail("It broke.")  # as a source that breaks in the middle does
    assert back not in world.notices


def test_a_camera_that_is_back_does_not_mend_recognition(
    world: World, astronaut: NDArray[np.uint8], caplog: pytest.LogCaptureFixture
) -> None:
    plugged = Plugged(astronaut)
    world.talk(camera(plugged))
    world.gate.broken = True
    broke, lost = source_words.RECOGNITION_BROKE, source_words.LOST.format(detail="camera 0")
    world.until(lambda: world.words[2] == broke)
    assert world.lead == say.FAILED_LEAD
    plugged.there = False
    world.until(lambda: world.words[2] == lost)
    plugged.there = True
    world.until(lambda: world.words[2] == broke)
    assert world.aloud() == broke
    caplog.clear()  # the fault was logged, as it should be


def test_of_a_camera_that_is_lost_nobody_says_that_it_is_off(world: World, astronaut: NDArray[np.uint8]) -> None:
    plugged = Plugged(astronaut)
    world.talk(camera(plugged))
    world.until(lambda: world.boxes)
    plugged.there = False
    world.until(lambda: world.lead == say.FAILED_LEAD)
    world.screen.toggle_pause()
    assert world.words == (say.PAUSED_LEAD, say.PAUSED_LIVE, say.PAUSED_LOST), "it may hang, and then it is still on"


def test_the_voice_is_warmed_once_the_network_is_open(world: World, astronaut: NDArray[np.uint8]) -> None:
    world.talk(camera(astronaut), opened=False)
    world.until(lambda: world.screen._live.drawn_frame > 0)
    world.rest(1.8)
    assert world.voice.warmed == 0, "it would take a core from the network"
    world.gate.open()
    world.until(lambda: world.voice.warmed)


def test_s_before_the_voice_is_ready_says_what_stands_there_then(world: World, astronaut: NDArray[np.uint8]) -> None:
    world.voice.ready = False
    world.talk(camera(astronaut), opened=False)
    world.until(lambda: world.screen._live.drawn_frame > 0)
    world.screen.say_now()
    world.gate.open()
    world.until(lambda: world.live not in (say.LOADING_LIVE, say.NO_FACE_LIVE))
    assert world.voice.texts == []
    world.voice.ready = True
    world.until(lambda: world.voice.texts)
    assert world.voice.texts == [say.spoken(world.screen._live.reading).headline]
