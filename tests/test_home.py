"""Home and settings: what is shown is what is there, each door leads on, and nothing is cut off at any size."""

from __future__ import annotations

import subprocess
import sys
import tkinter as tk
from collections.abc import Callable, Iterator
from tkinter import ttk
from typing import Any

import pytest

from companion.settings import ALL_SETTINGS, LETTER_KEYS, NETWORK, SPEECH_AUTO, TEXT_SIZE, THEME, Settings
from companion.ui.home import Home, HomeActions, HomeState, columns_for
from companion.ui.settings_page import SettingsPage
from companion.ui.shell import Shell
from companion.ui.styles import RING_ROOM
from companion.ui.widgets import ActionButton
from companion.words import home as words

NOTE = "I could not read your journal, so I start a new one. The old file is kept as journal.db.corrupt."


class World:
    """A window with home and settings, and all that was asked of it."""

    def __init__(self) -> None:
        self.calls: list[Any] = []
        self.state = HomeState()
        self.actions = HomeActions(
            lambda source: self.calls.append(("talk", source)),
            open_mirror=lambda: self.calls.append("mirror"),
            open_history=lambda: self.calls.append("history"),
            open_settings=lambda: self.shell.show("settings"),
            choose_file=lambda parent: "film.mp4",
            choose_folder=lambda parent: None,
            note_closed=lambda note: self.calls.append(note),
        )
        self.settings = Settings()
        self.shell = Shell(
            self.settings,
            {"home": lambda shell: Home(shell, self.state, self.actions), "settings": SettingsPage},
        )
        self.failed: list[object] = []
        self.shell.report_callback_exception = lambda *failure: self.failed.append(failure)  # type: ignore[method-assign]

    def show(self, name: str, size: str = "1024x640") -> None:
        self.shell.geometry(size)
        screen: Any = self.shell.show(name)
        self.settle()
        screen.first_focus.focus_force()
        self.settle()

    def settle(self) -> None:
        for _ in range(10):
            self.shell.update()

    def key(self, letter: str) -> None:
        (self.shell.focus_get() or self.shell).event_generate("<Key>", keysym=letter)
        self.settle()

    def button(self, text: str) -> ttk.Button:
        return next(w for w in everything(self.shell) if isinstance(w, ttk.Button) and w.cget("text") == text)

    def texts(self) -> list[str]:
        kinds = (ttk.Label, ttk.Button, ttk.Checkbutton, ttk.Radiobutton)
        return [str(w.cget("text")) for w in everything(self.shell) if isinstance(w, kinds)]


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.shell.close()
    assert not made.failed


def everything(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from everything(child)


def test_each_door_leads_on_by_its_letter(world: World) -> None:
    world.show("home")
    for letter in "tmhv":
        world.key(letter)
    assert world.calls == [("talk", None), "mirror", "history", ("talk", "film.mp4")]
    world.key("f")  # the person closed the window that asks for a folder
    assert len(world.calls) == 4
    world.key("s")
    assert world.shell.screen_name == "settings"
    world.key("b")
    assert world.shell.screen_name == "home"


def test_a_door_that_leads_nowhere_is_not_shown(world: World) -> None:
    world.actions = HomeActions(lambda source: None)
    world.show("home")
    assert words.TALK in world.texts()
    assert not {words.MIRROR, words.HISTORY, words.SETTINGS} & set(world.texts())


def test_the_camera_line_tells_what_is_there(world: World) -> None:
    world.show("home")
    home = world.shell.screen
    assert isinstance(home, Home)
    assert words.CAMERA_LOOKING in world.texts()
    home.set_camera("")
    assert "No camera gives me a picture. You can open a photo, a video or a folder of pictures." in world.texts()
    home.set_camera("HD Webcam")
    assert "Camera found: HD Webcam." in world.texts()


def test_a_note_is_shown_and_can_be_closed(world: World) -> None:
    world.state = HomeState("", [NOTE])
    world.show("home")
    assert NOTE in world.texts()
    world.button(words.DISMISS).invoke()
    world.settle()
    assert world.calls == [NOTE]
    assert not world.button(words.DISMISS).winfo_ismapped()


@pytest.mark.parametrize("percent", [100, 200])
def test_a_note_that_comes_later_is_seen_on_top_and_leaves_no_gap(world: World, percent: int) -> None:
    world.settings.set(TEXT_SIZE, percent)
    world.shell.geometry("1024x640")
    world.show("home")
    home, door = world.shell.screen, world.button("Open Talk")
    assert isinstance(home, Home)
    before = door.winfo_rooty()
    home.notice(NOTE)
    world.settle()
    assert world.shell.screen is home and world.shell.focus_get() is door
    bar = world.button(words.DISMISS)
    tops = [one.winfo_rooty() - world.shell.winfo_rooty() for one in (bar, door)]
    assert NOTE in world.texts() and 0 <= tops[0] < tops[1] <= 640 - door.winfo_height()
    bar.focus_force()
    world.key("space")
    assert world.calls == [NOTE] and door.winfo_rooty() == before


def test_tab_reaches_every_control_in_the_order_that_is_seen(world: World) -> None:
    world.settings.set(NETWORK, "poster")
    world.settings.reset()  # the settings then offer to take that back
    for name in ("home", "settings"):
        world.show(name)
        start = world.shell.focus_get()
        assert start is not None
        order, widget = [start], start.tk_focusNext()
        while widget is not None and widget is not start and len(order) < 60:
            order.append(widget)
            widget = widget.tk_focusNext()
        kinds = (ttk.Button, ttk.Checkbutton, ttk.Radiobutton)
        controls = [w for w in everything(world.shell) if isinstance(w, kinds)]
        assert set(map(str, order)) == set(map(str, controls))
        places = [(w.winfo_rooty() // 30, w.winfo_rootx()) for w in order]
        assert places == sorted(places)


@pytest.mark.parametrize("name", ["home", "settings"])
@pytest.mark.parametrize("size", ["1024x640", "1280x800"])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_cut_off(world: World, name: str, size: str, percent: int) -> None:
    world.state = HomeState("", [NOTE])
    world.settings.set(NETWORK, "poster")
    world.settings.reset()  # the settings then offer to take that back
    world.settings.set(TEXT_SIZE, percent)
    world.show(name, size)
    checked = 0
    for widget in everything(world.shell):
        if not isinstance(widget, ttk.Label | ttk.Button | ttk.Checkbutton | ttk.Radiobutton):
            continue
        text = str(widget.cget("text"))
        parent = widget.master
        assert widget.winfo_x() >= 0 and widget.winfo_x() + widget.winfo_width() <= parent.winfo_width(), text
        assert widget.winfo_y() >= 0 and widget.winfo_y() + widget.winfo_height() <= parent.winfo_height(), text
        assert widget.winfo_height() >= widget.winfo_reqheight(), text
        if isinstance(widget, ttk.Label):
            # Wrapped text asks for few letters of width; no single word may be wider than what it got.
            font = world.shell.theme.font(str(ttk.Style(world.shell).lookup(str(widget.cget("style")), "font")))
            assert max(font.measure(word) for word in text.split()) <= widget.winfo_width(), text
        else:
            assert widget.winfo_width() >= widget.winfo_reqwidth(), text
        left = widget.winfo_rootx() - world.shell.winfo_rootx()
        assert left >= 0 and left + widget.winfo_width() <= world.shell.winfo_width(), text
        checked += 1
    assert checked > 10


def test_a_screen_begins_at_its_beginning(world: World) -> None:
    world.settings.set(TEXT_SIZE, 150)
    world.show("home", "1280x800")
    heading = next(w for w in everything(world.shell) if isinstance(w, ttk.Label) and w.cget("text") == words.APP_NAME)
    assert heading.winfo_rooty() >= world.shell.winfo_rooty()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_focus_is_always_in_view(world: World, percent: int) -> None:
    world.settings.set(TEXT_SIZE, percent)
    for name in ("home", "settings"):
        world.show(name)
        for widget in [w for w in everything(world.shell) if isinstance(w, ActionButton | ttk.Radiobutton)]:
            widget.focus_force()
            world.settle()
            top = widget.winfo_rooty() - world.shell.winfo_rooty()
            room = world.shell.theme.px(RING_ROOM)
            assert top >= 0 and top + widget.winfo_height() <= world.shell.winfo_height() + room


def test_settings_are_applied_at_once_and_go_back_to_default(world: World) -> None:
    world.show("settings")
    for text in ("Dark", "150 %", "Poster"):
        next(w for w in everything(world.shell) if isinstance(w, ttk.Radiobutton) and w.cget("text") == text).invoke()
    next(w for w in everything(world.shell) if isinstance(w, ttk.Checkbutton)).invoke()
    world.settle()
    assert (world.settings.get(THEME), world.settings.get(TEXT_SIZE)) == ("dark", 150)
    assert world.settings.get(NETWORK) == "poster"
    assert (world.shell.theme.palette.name, world.shell.theme.percent) == ("dark", 150)
    world.key("d")
    assert world.settings.get(NETWORK) == "poster", "no single letter takes everything back"
    buttons = {str(w.cget("text")): w for w in everything(world.shell) if isinstance(w, ttk.Button)}
    buttons[words.BACK_TO_DEFAULT].invoke()
    for setting in ALL_SETTINGS:
        assert world.settings.get(setting) == setting.default
    assert world.shell.theme.percent == 100
    world.settle()
    buttons[words.UNDO_RESET].invoke()
    assert (world.settings.get(THEME), world.settings.get(TEXT_SIZE)) == ("dark", 150)


def test_the_page_follows_a_change_made_by_key(world: World) -> None:
    world.show("settings")
    (world.shell.focus_get() or world.shell).event_generate("<Control-plus>")
    world.settle()
    chosen = [
        str(w.cget("text"))
        for w in everything(world.shell)
        if isinstance(w, ttk.Radiobutton) and w.instate(["selected"])
    ]
    assert "125 %" in chosen and "100 %" not in chosen


def test_a_setting_that_cannot_be_saved_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.show("settings")
    choose: Callable[[Any, Any], str] = lambda setting, value: words.SETTINGS_NOT_SAVED  # noqa: E731
    monkeypatch.setattr(world.settings, "set", choose)
    next(w for w in everything(world.shell) if isinstance(w, ttk.Checkbutton)).invoke()
    world.settle()
    assert words.SETTINGS_NOT_SAVED in world.texts()


def test_speaking_by_itself_asks_for_headphones_first(world: World) -> None:
    world.show("settings")
    world.shell.deiconify()
    switch = next(
        w for w in everything(world.shell) if isinstance(w, ttk.Checkbutton) and w.cget("text") == SPEECH_AUTO.label
    )
    switch.focus_force()
    switch.invoke()
    world.settle()
    assert not world.settings.get(SPEECH_AUTO) and words.HEADPHONES in world.texts()
    assert world.shell.focus_get() is world.button(words.NOT_NOW)
    world.button(words.NOT_NOW).invoke()
    world.settle()
    assert not world.settings.get(SPEECH_AUTO) and words.HEADPHONES not in world.texts()
    assert world.shell.focus_get() is switch
    switch.invoke()
    world.button(words.HEADPHONES_YES).invoke()
    world.settle()
    assert world.settings.get(SPEECH_AUTO) and switch.instate(["selected"]) and words.HEADPHONES not in world.texts()
    switch.invoke()
    assert not world.settings.get(SPEECH_AUTO), "to be silent needs no question"


def test_letters_vanish_from_the_buttons_when_switched_off(world: World) -> None:
    world.show("home")
    assert str(world.button("Open Talk").cget("image"))
    world.settings.set(LETTER_KEYS, False)
    assert not str(world.button("Open Talk").cget("image"))


@pytest.mark.parametrize(
    ("count", "width", "columns"), [(4, 1200, 4), (4, 900, 2), (3, 900, 3), (3, 700, 2), (4, 100, 1), (1, 5000, 1)]
)
def test_cards_are_spread_evenly(count: int, width: int, columns: int) -> None:
    assert columns_for(count, width, 290) == columns


def test_the_window_needs_no_heavy_library() -> None:
    code = (
        "import sys; import companion.ui.home, companion.ui.settings_page; "
        "print([n for n in ('cv2', 'onnxruntime', 'matplotlib', 'numpy', 'sqlite_utils') if n in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
