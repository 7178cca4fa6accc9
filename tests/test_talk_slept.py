"""A talk while the computer sleeps: it stops by itself, so that nobody else is read with the consent of before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from companion.ui import live as live_module
from companion.ui import sleep
from companion.ui.app import App
from companion.words import sources as source_words
from companion.words import talk as say
from tests.gated_talk import World, camera

Wait = Callable[..., None]


@pytest.fixture
def world(app: App, wait_until: Wait) -> Iterator[World]:
    made = World(app, wait_until)
    yield made
    made.gate.open()


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the computer has slept, in seconds; a test lets it sleep."""
    asleep = [100.0]
    monkeypatch.setattr(live_module, "Sleep", lambda: sleep.Sleep(lambda: asleep[0]))
    return asleep


def test_a_camera_is_off_after_a_sleep_and_goes_on_when_the_person_says_so(
    world: World, slept: list[float], astronaut: np.ndarray
) -> None:
    world.talk(camera(astronaut))
    world.until(lambda: world.screen._live.drawn_outcome > 0)
    slept[0] += 30  # the lid was closed for a moment
    world.rest(live_module.SLEEP_EVERY_S * 2)
    assert not world.screen._live.paused
    slept[0] += 8 * 3600
    world.until(lambda: world.screen._live.paused)
    assert world.words == (say.PAUSED_LEAD, say.PAUSED_LIVE, source_words.SLEPT)
    assert world.aloud() == f"{say.PAUSED_HEADLINE} {source_words.SLEPT}"
    assert str(world.screen._pause.cget("text")) == say.GO_ON and say.GO_ON in source_words.SLEPT
    world.screen.toggle_pause()
    number = world.screen._live.drawn_outcome
    world.until(lambda: world.screen._live.drawn_outcome > number)
    assert world.live != say.PAUSED_LIVE


def test_from_the_small_window_it_leads_back_to_the_button_that_goes_on(
    world: World, slept: list[float], astronaut: np.ndarray
) -> None:
    world.talk(camera(astronaut))
    world.until(lambda: world.screen._live.drawn_outcome > 0)
    world.screen.open_small()
    world.until(lambda: world.screen._views.small.winfo_viewable())
    slept[0] += 8 * 3600
    world.until(lambda: world.screen._live.paused)
    world.until(lambda: world.app.shell.focus_get() is world.screen._pause)
    assert world.screen._views.small is None and world.app.shell.state() == "normal"
    assert str(world.screen._pause.cget("text")) == say.GO_ON
    world.rest(0.2)
    assert world.screen._picture._shown is None, "others may see the large window in a call"


def test_it_stops_under_help_too(world: World, slept: list[float], astronaut: np.ndarray) -> None:
    world.talk(camera(astronaut))
    world.until(lambda: world.screen._live.drawn_frame > 0)
    world.app.shell.show_help()
    slept[0] += 8 * 3600
    world.until(lambda: world.screen._live.paused)
    world.app.shell.leave()
    assert world.words[1:] == (say.PAUSED_LIVE, source_words.SLEPT)


def test_a_video_goes_on(app: App, slept: list[float], video: Path, wait_until: Wait) -> None:
    app.start("talk", str(video))
    live = app.shell.screen._live  # type: ignore[union-attr]
    wait_until(lambda: live.drawn_frame > 0, update=app.shell.update)
    slept[0] += 8 * 3600
    wait_until(lambda: live._sleep._before == slept[0], update=app.shell.update)
    assert not live.paused


def test_the_clocks_of_this_computer_tell_a_sleep() -> None:
    before = sleep.asleep_s()
    assert 0 <= sleep.asleep_s() - before < 1
    assert not sleep.Sleep().is_over()
