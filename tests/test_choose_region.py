"""The choice of a part of the screen: by mouse, by arrow keys, and where the screen cannot be read."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.paths import Paths
from companion.settings import TEXT_SIZE
from companion.sources.frame import SourceError
from companion.sources.still import screen_problem, take_still
from companion.ui.app import App
from companion.ui.choose_region import ChooseRegion
from companion.ui.region import LEAST, Region, between, first_region
from companion.words import sources as source_words
from tests.fitting import Empty, fits

Wait = Callable[..., None]
SCREEN = Region(0, 0, 1920, 1080)


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    made = App(paths)
    yield made
    made.shell.close()


def choosing(app: App) -> tuple[Any, list[str]]:
    opened: list[str] = []
    app.shell.screens["region"] = lambda shell: ChooseRegion(shell, opened.append)
    return app.shell.show("region"), opened


def with_still(app: App, wait_until: Wait) -> tuple[Any, list[str]]:
    screen, opened = choosing(app)
    screen.take()
    wait_until(lambda: screen._use.winfo_ismapped(), update=app.shell.update)
    wait_until(lambda: screen.still._photo is not None, update=app.shell.update)
    return screen, opened


def test_the_still_shows_the_screen_without_this_window(app: App, wait_until: Wait) -> None:
    app.shell.geometry("1024x640+0+0")
    other = tk.Toplevel(app.shell, background="#00c000")
    other.wm_overrideredirect(True)
    other.geometry("500x300+100+100")  # where our window is, too
    screen, _ = with_still(app, wait_until)
    app.shell.update()
    still = screen.still
    assert still._image.getpixel((300, 200)) == (0, 192, 0)
    assert app.shell.state() == "normal" and app.shell.winfo_width() == 1024
    left, top, scale = still._place()
    inside = still._photo.width() / still._screen.w
    assert inside == pytest.approx(scale, rel=0.02), "it is shrunk, and never stretched"
    assert left >= 0 and top >= 0


def test_a_box_drawn_with_the_mouse_opens_talk_with_that_part(app: App, wait_until: Wait) -> None:
    screen, opened = with_still(app, wait_until)
    still = screen.still
    left, top, scale = still._place()

    def at(x: int, y: int) -> dict[str, int]:
        return {"x": round(left + x * scale), "y": round(top + y * scale)}

    still.event_generate("<ButtonPress-1>", **at(600, 500))
    still.event_generate("<B1-Motion>", **at(200, 100), state=0x100)
    still.event_generate("<ButtonRelease-1>", **at(200, 100))
    app.shell.update()
    region = still.region
    for value, wanted in zip((region.x, region.y, region.w, region.h), (200, 100, 400, 400), strict=True):
        assert abs(value - wanted) <= 2 / scale
    screen._use.invoke()
    assert opened == [f"screen:{region.x},{region.y},{region.w},{region.h}"]
    still.event_generate("<ButtonPress-1>", **at(10, 10))
    still.event_generate("<B1-Motion>", **at(12, 12), state=0x100)
    assert still.region == region, "a click draws no new box"


def test_arrow_keys_move_the_box_and_with_shift_size_it(app: App, wait_until: Wait) -> None:
    screen, opened = with_still(app, wait_until)
    still = screen.still
    still.focus_force()
    app.shell.update()
    before = still.region
    for keys in ("<Right>", "<Down>", "<Down>", "<Shift-Right>", "<Shift-Up>"):
        still.event_generate(keys)
    app.shell.update()
    step = round(still._screen.w / 96)
    assert still.region == Region(before.x + step, before.y + 2 * step, before.w + step, before.h - step)
    assert str(still.region.w) in str(screen._place.cget("text"))
    still.event_generate("<Return>")
    assert opened == [still.region.source]


def test_talk_reads_the_part_that_was_chosen(app: App, wait_until: Wait, astronaut: NDArray[np.uint8]) -> None:
    app.shell.show("region")
    screen: Any = app.shell.screen
    screen.take()
    wait_until(lambda: screen._use.winfo_ismapped(), update=app.shell.update)
    screen.still.set_region(Region(10, 20, 320, 240))
    asked: list[str] = []
    app.shell.screens["talk"] = lambda shell, source: asked.append(source) or Empty(shell)
    screen._use.invoke()
    assert asked == ["screen:10,20,320,240"]


def test_under_wayland_the_plain_sentence_is_shown_and_nothing_is_hidden(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    screen, _ = choosing(app)
    assert screen._line.cget("text") == source_words.NO_SCREEN_WAYLAND
    assert screen._shot.instate(["disabled"])
    assert screen_problem({"XDG_SESSION_TYPE": "x11"}) == ""


def test_a_screen_that_cannot_be_read_is_told_and_the_window_comes_back(app: App, wait_until: Wait) -> None:
    def refuse() -> Any:
        raise SourceError(source_words.NO_SCREEN)

    app.shell.screens["region"] = lambda shell: ChooseRegion(shell, lambda source: None, refuse)
    screen: Any = app.shell.show("region")
    screen.take()
    wait_until(lambda: screen._line.cget("text") == source_words.NO_SCREEN, update=app.shell.update)
    assert app.shell.state() == "normal" and not screen._use.winfo_ismapped()


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_of_the_region_choice_is_cut_off(app: App, wait_until: Wait, percent: int) -> None:
    app.shell.settings.set(TEXT_SIZE, percent)
    app.shell.geometry("1024x640+0+0")
    screen, _ = choosing(app)
    fits(app.shell, screen.frame)
    screen, _ = with_still(app, wait_until)
    fits(app.shell, screen.frame)
    assert screen.still.winfo_width() > 200 and screen.still.winfo_height() > 200


def test_the_still_is_taken_of_the_whole_screen(app: App) -> None:
    still = take_still()
    assert still.image.dtype == np.uint8 and still.image.shape[2] == 3
    assert still.screen[2:] == (app.shell.winfo_screenwidth(), app.shell.winfo_screenheight())


def test_home_leads_to_both(app: App, wait_until: Wait) -> None:
    for letter, name in (("c", "camera"), ("p", "region")):
        app.shell.show("home")
        app.shell.focus_force()
        app.shell.update()
        (app.shell.focus_get() or app.shell).event_generate("<Key>", keysym=letter)
        app.shell.update()
        assert app.shell.screen_name == name


def test_a_region_never_leaves_the_screen_and_never_gets_too_small() -> None:
    region = first_region(SCREEN)
    assert region == Region(480, 270, 960, 540)
    assert region.moved(-5000, 5000, SCREEN) == Region(0, 540, 960, 540)
    assert region.sized(-5000, -5000, SCREEN) == Region(480, 270, LEAST, LEAST)
    assert region.sized(5000, 5000, SCREEN) == Region(480, 270, 1440, 810)
    assert between((-50, 1000), (100, 3000), SCREEN).inside(SCREEN) == between((-50, 1000), (100, 3000), SCREEN)
    for corner in ((2500, 900), (2200, 1500)):
        assert between((1500, 300), corner, SCREEN) == Region(1500, 300, 420, min(780, corner[1] - 300))
    assert between((400, 300), (-700, -90), SCREEN) == Region(0, 0, 400, 300), "the corner where it began stays"
    left = Region(-1280, 0, 3200, 1080)  # a second screen to the left
    assert first_region(left).moved(-5000, 0, left).x == -1280
    assert between((-1000, 10), (-900, 110), left).source == "screen:-1000,10,100,100"


# -- helpers
