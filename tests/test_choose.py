"""The camera choice: a live preview, the name that the system gives, and what happens without a camera."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk
from typing import Any

import numpy as np
import pytest

from companion.settings import CAMERA, TEXT_SIZE, Settings
from companion.sources.camera_names import camera_name
from companion.ui.choose_source import CameraActions, ChooseCamera
from companion.ui.region import Region
from companion.ui.shell import Shell
from companion.words import choose as say
from companion.words import home as words
from companion.words import sources as source_words
from tests.conftest import FakeCamera
from tests.fitting import Empty, everything, fits
from tests.history_window import texts

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
        self.hanging: set[int] = set()
        self.answer = threading.Event()

    def __call__(self, number: int) -> FakeCamera:
        cameras = self

        class Logged(FakeCamera):
            def read(self) -> tuple[bool, np.ndarray | None]:
                if number in cameras.hanging:
                    cameras.answer.wait(60)
                return super().read()

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
            choose_file=lambda parent: "film.mp4",
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
    screen._use.focus_force()
    world.shell.update()
    assert screen._number.get() == 0, "Tab on the way to the button chooses nothing"
    screen._choices[0].focus_force()
    world.shell.update()
    screen._choices[0].event_generate("<Down>")
    wait_until(lambda: world.seen(screen) == grey(2), update=world.shell.update)
    assert screen._number.get() == 2
    assert world.cameras.most_open == 1, "two cameras were open at once"
    screen._use.invoke()
    assert world.settings.get(CAMERA) == 2
    assert world.calls == [(2, "")]
    assert world.shell.screen_name == "home"
    assert not world.cameras.open


def test_a_camera_that_hangs_is_told_and_the_others_can_be_chosen(
    make: Callable[..., World], wait_until: Wait
) -> None:
    world = make(2)
    world.cameras.hanging.add(0)
    screen = world.show(wait_until)
    assert list(screen._choices) == [2]
    assert say.HANGS.format(number=0) in texts(screen.frame)
    wait_until(lambda: world.seen(screen) == grey(2), update=world.shell.update)
    world.cameras.answer.set()


def test_where_the_only_camera_hangs_nothing_says_that_there_is_none(
    make: Callable[..., World], wait_until: Wait
) -> None:
    world = make()
    world.cameras.hanging.add(0)
    screen = world.show(wait_until)
    assert screen._line.cget("text") == say.HANGS.format(number=0)
    assert say.NONE not in texts(screen.frame)
    world.shell.update()
    assert screen._file.winfo_ismapped() and not screen._use.winfo_ismapped()
    world.cameras.answer.set()


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
    assert screen._file.winfo_ismapped() and screen._folder.winfo_ismapped() and not screen._use.winfo_ismapped()
    screen._file.invoke()
    screen._folder.invoke()  # the person closed the window that asks for a folder
    assert world.calls == ["film.mp4"]
    world.cameras.numbers.add(3)
    screen._again.invoke()
    wait_until(lambda: world.seen(screen) == grey(3), update=world.shell.update)
    assert not screen._file.winfo_ismapped()


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
    world = make(0)
    before = set(threading.enumerate())  # the window has one of its own
    for _ in range(3):
        screen = world.show(wait_until)
        wait_until(lambda screen=screen: world.seen(screen) is not None, update=world.shell.update)
        world.shell.go_back()
    assert world.shell.screen_name == "home"
    assert not set(threading.enumerate()) - before and not world.cameras.open


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
    assert world.calls == [(1, "")], "so the app is told"


def test_a_fault_that_is_told_after_the_screen_has_gone_breaks_nothing(
    make: Callable[..., World], wait_until: Wait
) -> None:
    world = make(0)
    screen = world.show(wait_until)
    wait_until(lambda: world.seen(screen) == grey(0), update=world.shell.update)
    screen._told(0, source_words.LOST.format(detail="camera 0"))  # the preview's thread, at this very moment
    world.shell.go_back()
    handled: list[bool] = []
    world.shell.post(lambda: handled.append(True))
    wait_until(lambda: handled, update=world.shell.update)


def test_page_keys_turn_the_page_while_a_note_has_the_focus(make: Callable[..., World], wait_until: Wait) -> None:
    world = make(0, 1, 2, 3)
    world.settings.set(TEXT_SIZE, 200)
    world.shell.geometry("1024x640")
    screen = world.show(wait_until)
    screen.notice("Something to know.")
    world.shell.update()
    note = next(one for one in everything(screen.frame._notices) if isinstance(one, ttk.Button))
    note.focus_force()
    world.shell.update()
    note.event_generate("<Next>")
    world.shell.update()
    assert screen.scroll._canvas.yview()[0] > 0


def test_cameras_that_are_gone_leave_no_gap(make: Callable[..., World], wait_until: Wait) -> None:
    world = make(0, 1, 2, 3)
    screen = world.show(wait_until)
    world.shell.update()
    tall = screen._list.winfo_height()
    world.cameras.numbers.clear()
    screen.look()
    wait_until(lambda: screen._line.cget("text") == say.NONE, update=world.shell.update)
    world.shell.update()
    assert screen._list.winfo_height() <= 1 < tall


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
