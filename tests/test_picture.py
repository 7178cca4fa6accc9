"""The live picture: it costs nothing while nobody can see it, and then shows what came last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
import pytest

from companion.ui.app import App
from companion.ui.picture import PictureView
from tests.gated_talk import World, camera

Wait = Callable[..., None]
RED = np.full((240, 320, 3), (0, 0, 255), np.uint8)
BLUE = np.full((240, 320, 3), (255, 0, 0), np.uint8)


@pytest.fixture
def pictures() -> list[np.ndarray]:
    """What the camera sees; a test changes it."""
    return [RED]


@pytest.fixture
def world(app: App, pictures: list[np.ndarray], wait_until: Wait) -> Iterator[World]:
    made = World(app, wait_until)
    made.talk(camera(lambda: pictures[0]))
    made.until(lambda: colour(made.screen._picture) == (255, 0, 0))
    yield made
    made.gate.open()


@pytest.fixture
def resized(world: World, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Counts how often a picture is made to fit, which costs most."""
    count, resize = [0], cv2.resize

    def counted(image: Any, size: tuple[int, int], **more: Any) -> Any:
        count[0] += size[0] > 100
        return resize(image, size, **more)

    monkeypatch.setattr(cv2, "resize", counted)
    return count


def colour(view: PictureView) -> tuple[int, ...]:
    """Return what is drawn in the middle: red, green and blue."""
    photo = view._photo
    if photo is None:
        return ()
    return tuple(photo._PhotoImage__photo.get(photo.width() // 2, photo.height() // 2))  # type: ignore[attr-defined]


def hidden_by_help(world: World) -> Callable[[], object]:
    world.app.shell.show_help()
    return world.app.shell.leave


def hidden_by_details(world: World) -> Callable[[], object]:
    world.screen.toggle_details()
    return world.screen.toggle_details


def hidden_with_its_window(world: World) -> Callable[[], object]:
    world.app.shell.withdraw()  # a minimised window is taken off the screen in the same way
    return world.app.shell.deiconify


@pytest.mark.parametrize("hide", [hidden_by_help, hidden_by_details, hidden_with_its_window])
def test_nothing_is_drawn_where_nobody_can_see_it_and_the_newest_afterwards(
    world: World, resized: list[int], pictures: list[np.ndarray], hide: Callable[[World], Callable[[], object]]
) -> None:
    view, live = world.screen._picture, world.screen._live
    show = hide(world)
    world.app.shell.update()
    pictures[0] = BLUE
    count, number = resized[0], live.drawn_frame
    world.until(lambda: live.drawn_frame > number + 20)
    assert resized[0] == count and colour(view) == (255, 0, 0)
    world.screen._live.out_of_sight = True  # no further frame comes: what is drawn now was given before
    show()
    world.until(lambda: colour(view) == (0, 0, 255))
