"""Choosing a camera by its live picture, and a part of the screen on a still: in a real window, on a real screen."""

from __future__ import annotations

import itertools
import threading
import tkinter as tk
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.paths import Paths
from companion.settings import CAMERA, TEXT_SIZE, Settings
from companion.sources.camera_names import camera_name
from companion.sources.frame import SourceError
from companion.sources.still import screen_problem, take_still
from companion.ui.app import App
from companion.ui.choose_region import ChooseRegion
from companion.ui.choose_source import CameraActions, ChooseCamera
from companion.ui.region import LEAST, Region, between, first_region
from companion.ui.shell import Shell
from companion.words import choose as say
from companion.words import home as words
from companion.words import sources as source_words
from tests.conftest import FakeCamera

Wait = Callable[..., None]
SCREEN = Region(0, 0, 1920, 1080)


# -- cameras


class Cameras:
    """Fake cameras by number: each gives pictures of one grey, as bright as its number times 50 plus 20."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = set(numbers)
        self.log: list[str] = []
        self.open: set[int] = set()
        self.most_open = 0

    def __call__(self, number: int) -> FakeCamera:
        cameras = self

        class Logged(FakeCamera):
            def release(self) -> None:
                cameras.open.discard(number)
                cameras.log.append(f"release {number}")

        image = np.full((48, 64, 3), grey(number), np.uint8)
        pictures = (image if number in cameras.numbers else None for _ in itertools.count())
        if number in self.numbers:
            self.open.add(number)
            self.most_open = max(self.most_open, len(self.open))
        self.log.append(f"open {number}")
        return Logged(pictures, [])


def grey(number: int) -> int:
    return number * 50 + 20


class World:
    """A window with the camera's choice."""

    def __init__(self, cameras: Cameras, settings: Settings | None = None) -> None:
        self.calls: list[Any] = []
        self.cameras, self.settings = cameras, settings or Settings()
        self.actions = CameraActions(
            lambda source: self.calls.append(source),
            chosen=lambda number, name: self.calls.append((number, name)),
            choose_video=lambda parent: "film.mp4",
            choose_folder=lambda parent: None,
            name=lambda number: "Integrated Webcam" if number == 0 else "",
            opener=cameras,
        )
        self.shell = Shell(self.settings, {"home": Empty, "camera": lambda shell: ChooseCamera(shell, self.actions)})

    def show(self, wait_until: Wait) -> Any:
        screen: Any = self.shell.show("camera")
        self.shell.focus_force()
        # The button is off while cameras are looked for.
        wait_until(lambda: screen._preview and screen._again.instate(["!disabled"]), update=self.shell.update)
        return screen

    def seen(self, screen: Any) -> int | None:
        """Return the grey of the picture that is shown."""
        photo = screen._picture._photo
        return None if photo is None else int(self.shell.tk.call(str(photo), "get", 0, 0)[0])


class Empty:
    """A screen with nothing on it."""

    def __init__(self, shell: Shell) -> None:
        self.frame = ttk.Frame(shell)

    def opened(self) -> None:
        pass

    def closed(self) -> None:
        pass


@pytest.fixture
def make(no_logged_errors: None) -> Iterator[Callable[..., World]]:
    made: list[World] = []

    def world(*numbers: int, settings: Settings | None = None) -> World:
        made.append(World(Cameras(*numbers), settings))
        return made[-1]

    yield world
    for one in made:
        one.shell.close()
        assert not one.cameras.open


def test_moving_to_a_camera_shows_its_picture_and_using_it_remembers_it(
    make: Callable[..., World], wait_until: Wait
) -> None:
    world = make(0, 2)
    screen = world.show(wait_until)
    assert list(screen._choices) == [0, 2]
    wait_until(lambda: world.seen(screen) == grey(0), update=world.shell.update)
    screen._choices[2].focus_force()
    wait_until(lambda: world.seen(screen) == grey(2), update=world.shell.update)
    assert screen._number.get() == 2
    assert world.cameras.most_open == 1, "two cameras were open at once"
    screen._use.invoke()
    assert world.settings.get(CAMERA) == 2
    assert world.calls == [(2, "")]
    assert world.shell.screen_name == "home"
    assert not world.cameras.open


def test_the_remembered_camera_is_shown_first(make: Callable[..., World], wait_until: Wait) -> None:
    settings = Settings()
    settings.set(CAMERA, 1)
    world = make(0, 1, settings=settings)
    screen = world.show(wait_until)
    wait_until(lambda: world.seen(screen) == grey(1), update=world.shell.update)
    assert f"open {0}" in world.cameras.log


def test_the_name_that_the_system_gives_is_shown(make: Callable[..., World], wait_until: Wait) -> None:
    world = make(0, 1)
    screen = world.show(wait_until)
    texts = [str(w.cget("text")) for w in everything(screen.frame) if isinstance(w, ttk.Label | ttk.Radiobutton)]
    assert [text for text in texts if text in ("Camera 0", "Integrated Webcam", "Camera 1")] == [
        "Camera 0", "Integrated Webcam", "Camera 1",
    ]  # fmt: skip


def test_without_a_camera_a_sentence_and_other_sources_are_offered(
    make: Callable[..., World], wait_until: Wait
) -> None:
    world = make()
    screen = world.show(wait_until)
    assert screen._line.cget("text") == say.NONE
    world.shell.update()
    assert screen._video.winfo_ismapped() and screen._folder.winfo_ismapped() and not screen._use.winfo_ismapped()
    screen._video.invoke()
    screen._folder.invoke()  # the person closed the window that asks for a folder
    assert world.calls == ["film.mp4"]
    world.cameras.numbers.add(3)
    screen._again.invoke()
    wait_until(lambda: world.seen(screen) == grey(3), update=world.shell.update)
    assert not screen._video.winfo_ismapped()


def test_a_camera_that_goes_away_is_told_and_comes_back(
    make: Callable[..., World], wait_until: Wait
) -> None:
    world = make(0)
    screen = world.show(wait_until)
    wait_until(lambda: world.seen(screen) == grey(0), update=world.shell.update)
    world.cameras.numbers.discard(0)
    lost = source_words.LOST.format(detail="camera 0")
    wait_until(lambda: screen._state.cget("text") == lost, update=world.shell.update)
    assert world.seen(screen) is None, "the last picture does not stay"
    world.cameras.numbers.add(0)
    wait_until(lambda: world.seen(screen) == grey(0), update=world.shell.update)
    assert screen._state.cget("text") == say.SHOWN


def test_leaving_releases_the_camera_and_leaves_no_thread(make: Callable[..., World], wait_until: Wait) -> None:
    before = threading.active_count()
    world = make(0)
    for _ in range(3):
        screen = world.show(wait_until)
        wait_until(lambda screen=screen: world.seen(screen) is not None, update=world.shell.update)
        world.shell.go_back()
    assert world.shell.screen_name == "home"
    assert threading.active_count() == before and not world.cameras.open


def test_a_choice_that_cannot_be_saved_is_told(
    make: Callable[..., World], wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make(1)
    screen = world.show(wait_until)
    monkeypatch.setattr(world.settings, "_save", lambda: words.SETTINGS_NOT_SAVED)
    screen._use.invoke()
    shown = [str(w.cget("text")) for w in everything(screen.frame) if isinstance(w, ttk.Label)]
    assert any(words.SETTINGS_NOT_SAVED in text for text in shown)
    assert world.settings.get(CAMERA) == 1, "it counts until the app is closed"


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("numbers", [(), (0, 1, 2, 3)])
def test_nothing_of_the_camera_choice_is_cut_off(
    make: Callable[..., World], wait_until: Wait, percent: int, numbers: tuple[int, ...]
) -> None:
    world = make(*numbers)
    world.settings.set(TEXT_SIZE, percent)
    world.shell.geometry("1024x640+0+0")
    fits(world.shell, world.show(wait_until).frame)


@pytest.mark.parametrize(
    ("content", "name"),
    [("HD Webcam: HD Webcam\n", "HD Webcam"), ("Integrated_Webcam_HD: Integrate\n", "Integrated_Webcam_HD"),
     ("USB Camera\n", "USB Camera"), ("UVC: Logitech\n", "UVC: Logitech")],
)  # fmt: skip
def test_the_system_is_asked_for_a_name(tmp_path: Path, content: str, name: str) -> None:
    (tmp_path / "video0").mkdir()
    (tmp_path / "video0" / "name").write_text(content)
    assert camera_name(0, tmp_path) == name
    assert camera_name(1, tmp_path) == ""


# -- a part of the screen


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
    assert screen._line.cget("text") == source_words.NO_SCREEN
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
    left = Region(-1280, 0, 3200, 1080)  # a second screen to the left
    assert first_region(left).moved(-5000, 0, left).x == -1280
    assert between((-1000, 10), (-900, 110), left).source == "screen:-1000,10,100,100"


# -- helpers


def everything(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from everything(child)


def fits(shell: Shell, frame: tk.Misc) -> None:
    """No control and no text is wider than the place that it is in."""
    for _ in range(10):
        shell.update()
    checked = 0
    for widget in everything(frame):
        if not isinstance(widget, ttk.Label | ttk.Button | ttk.Radiobutton) or not widget.winfo_ismapped():
            continue
        text = str(widget.cget("text"))
        assert widget.winfo_x() + widget.winfo_width() <= widget.master.winfo_width(), text
        assert widget.winfo_height() >= widget.winfo_reqheight(), text
        if isinstance(widget, ttk.Label):
            font = shell.theme.font(str(ttk.Style(shell).lookup(str(widget.cget("style")), "font")))
            assert max((font.measure(word) for word in text.split()), default=0) <= widget.winfo_width(), text
        else:
            assert widget.winfo_width() >= widget.winfo_reqwidth(), text
            assert widget.winfo_height() >= 44 * shell.theme.dpi_factor, text
        checked += 1
    assert checked > 3
