"""Talk with several people: whose face is read is told in both windows, and the key N comes to each of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.audit.samples import reading_of
from companion.faces.face import Doubt
from companion.faces.places import Place
from companion.reading.reading import Kind, Reading
from companion.settings import SMALL_PLACE, TEXT_SIZE
from companion.sources.pictures import PictureSource
from companion.sources.video import VideoSource
from companion.ui import talk_small
from companion.ui.app import App
from companion.ui.talk_small import HIGHEST
from companion.words import language, states
from companion.words import talk as say
from tests.conftest import write_video
from tests.gated_talk import World, camera
from tests.test_talk_small import assert_nothing_is_cut_off

Wait = Callable[..., None]
Picture = NDArray[np.uint8]


@pytest.fixture
def world(app: App, wait_until: Wait) -> Iterator[World]:
    made = World(app, wait_until)
    yield made
    made.gate.open()
    language.use(language.ENGLISH)


@pytest.fixture
def one(astronaut: Picture) -> Picture:
    """One person on the left."""
    face = astronaut[:300, 100:400]
    return np.ascontiguousarray(np.hstack([face, np.full_like(face, 120)]))


@pytest.fixture
def two(astronaut: Picture) -> Picture:
    """Two people beside each other."""
    return np.ascontiguousarray(np.hstack([astronaut[:300, 100:400]] * 2))


class Changing:
    """What a camera sees: `image`, and in every third frame `now_and_then`."""

    def __init__(self, image: Picture) -> None:
        self.image = self.now_and_then = image
        self._frames = 0

    def __call__(self) -> Picture:
        self._frames += 1
        return self.now_and_then if self._frames % 3 == 0 else self.image


def state(world: World) -> str:
    return str(world.screen._state.cget("text"))


def sides(text: str) -> tuple[bool, bool]:
    return states.ON_LEFT in text, states.ON_RIGHT in text


def test_the_button_and_its_focus_stay_while_the_second_face_is_missed_in_single_frames(
    world: World, one: Picture, two: Picture
) -> None:
    seen = Changing(two)
    seen.now_and_then = one
    world.talk(camera(seen))
    other = world.screen._other
    world.until(lambda: other.winfo_viewable() and world.live not in (say.LOADING_LIVE, say.NO_FACE_LIVE))
    other.focus_force()
    found, lines, end = set[int](), set[str](), time.monotonic() + 2

    def holds() -> bool:
        assert other.winfo_manager() and world.app.shell.focus_get() is other
        found.add(len(world.screen._live.current.faces))
        lines.add(state(world))
        return time.monotonic() > end and found == {1, 2}

    world.until(holds)
    assert len(lines) == 1, "nor does the line under the picture flicker"
    for _ in range(2):
        before = sides(state(world))
        other.invoke()
        world.until(lambda before=before: sides(state(world)) == before[::-1])  # type: ignore[misc]
    seen.image = one
    world.until(lambda: other.instate(["disabled"]))
    assert states.FACES_ONE in state(world)
    # It does not go while it has the focus: who presses Space now would press another button.
    assert other.winfo_viewable() and world.app.shell.focus_get() is other
    other.event_generate("<Key>", keysym="space")
    other.event_generate("<KeyRelease>", keysym="space")
    other.event_generate("<Key>", keysym="Return")
    world.app.shell.update()
    assert not world.screen._live.paused
    seen.image = two
    world.until(lambda: other.instate(["!disabled"]))
    assert other.winfo_viewable()
    seen.image = one
    world.until(lambda: other.instate(["disabled"]))
    world.screen._pause.focus_force()
    world.until(lambda: not other.winfo_manager())


def test_the_small_window_tells_whose_face_it_is_and_n_works_there(world: World, one: Picture, two: Picture) -> None:
    seen = Changing(one)
    world.talk(camera(seen))
    world.until(lambda: states.FACES_ONE in state(world))
    world.screen.open_small()
    small: Any = world.screen._views.small
    world.until(small.winfo_viewable)
    assert small.people.cget("text") == "" and world.app.shell.hotkeys.letters == ("s", "w")
    seen.image = seen.now_and_then = two
    world.until(lambda: small.other is not None and small.other.winfo_viewable())
    assert small.people.cget("text") == f"{states.READ_ONE.format(place=states.ON_LEFT)}."
    assert world.app.shell.hotkeys.letters == ("n", "s", "w")
    small.large.focus_force()
    world.app.shell.update()
    small.large.event_generate("<Key>", keysym="n")
    world.until(lambda: small.people.cget("text") == f"{states.READ_ONE.format(place=states.ON_RIGHT)}.")
    where = small.winfo_width(), small.winfo_height(), small.large.winfo_y()
    seen.image = seen.now_and_then = one
    world.until(lambda: not small.other.winfo_viewable())
    assert small.people.cget("text") == ""
    assert (small.winfo_width(), small.winfo_height(), small.large.winfo_y()) == where, "nothing else moves"
    world.screen.back()
    seen.image = seen.now_and_then = two
    world.until(world.screen._other.winfo_viewable)
    world.screen.open_small()
    assert any(sides(world.screen._views.small.people.cget("text"))), "one that is opened later tells it too"


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_in_the_small_window_all_is_seen_with_several_people(world: World, two: Picture, code: str) -> None:
    language.use(code)
    world.talk(camera(two), opened=False)
    for percent in (100, 150, 200):
        world.app.shell.settings.set(TEXT_SIZE, percent)
        world.screen.open_small()
        small: Any = world.screen._views.small
        small.offer_next(True)
        for row in range(3):
            small.people.say(states.whose(Place(20, number=1, in_row=7, row=row, rows=3)))
            for doubt in Doubt:
                small.show(Reading(Kind.CLEAR, ("contempt",), reasons=(doubt,)))
                world.app.shell.update()
                assert small.other.winfo_viewable()
                assert_nothing_is_cut_off(small)
        assert small.winfo_height() <= HIGHEST and small.winfo_width() <= world.app.shell.winfo_screenwidth()
        small.say(say.NO_FACE_LEAD, say.NO_FACE_LIVE, (say.NO_FACE_CUE,))
        small.people.say(say.FILE_ENDED)
        world.app.shell.update()
        assert_nothing_is_cut_off(small)
        world.screen.back()


def test_n_comes_to_all_in_two_rows_and_names_each_differently(world: World, two: Picture) -> None:
    world.talk(camera(np.ascontiguousarray(np.vstack([two, two]))))
    world.until(lambda: states.FACES_MANY.format(count=4) in state(world) and world.screen._other.winfo_viewable())
    names = {
        states.READ_ONE.format(place=states.ROW_AND_PLACE.format(row=row, place=place))
        for row in (states.AT_TOP, states.AT_BOTTOM)
        for place in (states.ON_LEFT, states.ON_RIGHT)
    }

    def name() -> str:
        (found,) = [part for part in state(world).split("  ·  ") if part in names]
        return found

    seen = [name()]
    for _ in range(3):
        world.screen._other.invoke()
        world.until(lambda: name() != seen[-1])
        seen.append(name())
    assert set(seen) == names


def test_the_line_tells_the_light_of_the_sentence_beside_it(world: World, one: Picture) -> None:
    world.talk(camera(one), opened=False)
    world.until(lambda: world.screen._live.drawn_frame > 0)
    # What is doubted over time, although nothing was measured in this one frame.
    world.give(reading_of("neutral", reasons=(Doubt.DARK,)), faces=1)
    assert say.REASONS[Doubt.DARK].why in world.words[2]
    assert states.LIGHT_DARK in state(world) and states.LIGHT_GOOD not in state(world)
    world.give(reading_of("neutral"), faces=1)
    assert states.LIGHT_GOOD in state(world)
    world.give(Reading(Kind.NO_FACE, since_s=9.0), faces=0, later_s=9.0)
    assert states.FACES_NONE in state(world) and states.LIGHT_GOOD not in state(world)


def test_at_a_photos_end_the_next_person_is_still_read(world: World, two: Picture, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "two.png"), two)
    world.talk(PictureSource(tmp_path / "two.png", show_s=1.5))
    screen = world.screen
    for _ in range(2):
        world.until(lambda: screen._pause.cget("text") == say.AGAIN)
        world.rest(0.3)
        before = screen._live.current.chosen
        assert state(world) == say.FILE_ENDED and screen._other.winfo_viewable()
        screen._other.invoke()
        world.until(lambda: screen._pause.cget("text") == say.PAUSE)
        world.until(lambda before=before: screen._live.current.chosen == 1 - before)  # type: ignore[misc]
        assert sides(state(world)) == (before == 1, before == 0)
        world.until(lambda: world.live not in (say.UNSURE_LIVE, say.LOADING_LIVE))
    world.until(lambda: screen._pause.cget("text") == say.AGAIN)
    screen.open_small()
    small = screen._views.small
    assert small.people.cget("text") == say.FILE_ENDED and small.other is not None
    small.other.invoke()
    world.until(lambda: states.ON_LEFT in small.people.cget("text") or states.ON_RIGHT in small.people.cget("text"))
    screen.back()
    # "Once more" begins it anew.
    world.until(lambda: screen._pause.cget("text") == say.AGAIN)
    screen.toggle_pause()
    assert not screen._other.winfo_manager()
    world.until(lambda: screen._other.winfo_viewable())


def test_at_a_videos_end_nobody_else_is_offered(world: World, two: Picture, tmp_path: Path) -> None:
    world.talk(VideoSource(write_video(tmp_path / "two.avi", [two] * 60)))
    screen = world.screen
    world.until(screen._other.winfo_viewable)
    world.until(lambda: screen._pause.cget("text") == say.AGAIN)
    world.rest(0.3)
    assert not screen._other.winfo_manager() and state(world) == say.FILE_ENDED


def test_the_small_window_stays_on_the_second_monitor(
    world: World, one: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As Windows tells it: a monitor on the left of the main one, both together.
    wide, high = world.app.shell.winfo_screenwidth(), world.app.shell.winfo_screenheight()
    monkeypatch.setattr(talk_small, "screen_now", lambda window: (-wide, 0, 2 * wide, high))
    world.talk(camera(one), opened=False)
    world.app.shell.settings.set(SMALL_PLACE, "-900,40")
    world.screen.open_small()
    small: Any = world.screen._views.small
    world.until(lambda: (small.winfo_x(), small.winfo_y()) == (-900, 40))
    before = small.winfo_width()
    world.app.shell.settings.set(TEXT_SIZE, 150)
    world.until(lambda: small.winfo_width() > before)
    world.rest(0.2)
    assert (small.winfo_x(), small.winfo_y()) == (-900, 40), "nor does larger text throw it over"
    world.screen.back()
    assert world.app.shell.settings.get(SMALL_PLACE) == "-900,40"
