"""Speech in a real window: Esc, notes, the voice on the settings page, and controls that are read aloud."""

from __future__ import annotations

import threading
import tkinter as tk
from collections.abc import Callable, Iterator
from tkinter import ttk
from typing import Any

import pytest

from companion.reading.reading import Kind, Reading
from companion.settings import LETTER_KEYS, READ_CONTROLS, SPEECH_AUTO, SPEECH_RATE, SPEECH_VOICE, TEXT_SIZE, Settings
from companion.speech.voices import RecordingVoice, VoiceName
from companion.ui import voice_choice
from companion.ui.help import Help
from companion.ui.reading_controls import ReadControls, control_of
from companion.ui.settings_page import SettingsPage
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.voice_choice import VoiceChoice
from companion.ui.widgets import ActionButton, NoticeBar, Row, WrappedLabel, style_for
from companion.words import home as words
from companion.words import speech as say
from tests.mirror_visit import everything

Wait = Callable[..., None]
VOICES = (VoiceName("a", "English (America)"), VoiceName("b", "English (America, New York City)"))


class Plain:
    """A screen with a few controls, which can show a note."""

    def __init__(self, shell: Shell) -> None:
        self.frame = ttk.Frame(shell)
        self.noted: list[str] = []
        self.pause = ActionButton(self.frame, "Pause", lambda: None, letter="P")
        self.pause.pack()
        self.on = tk.BooleanVar(self.frame, False)
        self.check = ttk.Checkbutton(self.frame, text="Like a mirror", variable=self.on)
        self.check.pack()
        WrappedLabel(self.frame, "Your note").pack()
        row = Row(self.frame)
        row.pack()
        self.entry = ttk.Entry(row, style=style_for(row, "TEntry"))
        row.add(self.entry)
        self.first_focus = self.pause

    def opened(self) -> None:
        self.pause.focus_force()

    def closed(self) -> None:
        pass

    def notice(self, sentence: str) -> None:
        self.noted.append(sentence)


class World:
    """A window whose voice writes down what it says, and whose clock stands still."""

    def __init__(self, problem: str = "") -> None:
        self.now = 100.0
        self.voice = RecordingVoice(problem)
        self.settings = Settings()
        screens = {"home": Plain, "talk": Plain, "settings": self._settings_page, "help": self._help}
        self.shell = Shell(self.settings, screens)
        self.speaking = Speaking(self.shell, self.settings, voice=self.voice, clock=lambda: self.now)
        ReadControls(self.shell, self.speaking)

    def _settings_page(self, shell: Shell) -> SettingsPage:
        return SettingsPage(shell, self.speaking)

    def _help(self, shell: Shell) -> Help:
        return Help(shell, speaking=self.speaking)

    def show(self, name: str) -> Any:
        screen = self.shell.show(name)
        self.settle()
        return screen

    def settle(self) -> None:
        for _ in range(8):
            self.shell.update()

    def press(self, widget: tk.Misc, *sequences: str) -> None:
        widget.focus_force()  # type: ignore[attr-defined]
        self.settle()
        for sequence in sequences:
            widget.event_generate(sequence)
        self.settle()


@pytest.fixture
def world(no_logged_errors: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: VOICES,))
    made = World()
    yield made
    made.shell.close()


def find(world: World, kind: type[tk.Misc]) -> Any:
    waiting: list[tk.Misc] = [world.shell]
    while waiting:
        widget = waiting.pop()
        if type(widget) is kind:
            return widget
        waiting += widget.winfo_children()
    raise AssertionError(f"there is no {kind}")


def test_escape_stops_speech_then_waits_a_second_then_goes_back(world: World) -> None:
    talk = world.show("talk")
    world.speaking.say_now("Face looks happy.")
    world.press(talk.pause, "<Escape>")
    assert (world.voice.stopped, world.shell.screen_name) == (1, "talk")
    world.now += 0.9
    world.press(talk.pause, "<Escape>")
    assert world.shell.screen_name == "talk"
    world.now += 0.2
    world.press(talk.pause, "<Escape>")
    assert world.shell.screen_name == "home"


def test_a_button_back_is_silent_and_goes_back_with_one_press(world: World) -> None:
    world.show("settings")
    world.speaking.say_now("Face looks happy.")
    world.press(world.shell.screen.first_focus, "<space>")  # type: ignore[union-attr]
    assert (world.voice.stopped, world.shell.screen_name) == (1, "home")


def test_escape_goes_back_at_once_when_nothing_is_said(world: World) -> None:
    talk = world.show("talk")
    world.speaking.say_now("Face looks happy.")
    world.voice.finish()
    world.press(talk.pause, "<Escape>")
    assert world.shell.screen_name == "home"


def test_readings_are_told_in_automatic_mode_only(world: World) -> None:
    happy = Reading(Kind.CLEAR, ("happiness",))
    for automatic, told in ((False, []), (True, ["Face looks happy."])):
        world.settings.set(SPEECH_AUTO, automatic)
        world.speaking.closed()
        for _ in range(30):
            world.speaking.reading(happy)
            world.now += 0.05
        assert world.voice.texts == told


def test_no_voice_is_a_quiet_note_whenever_it_is_asked_for() -> None:
    world = World(say.NO_VOICE)
    try:
        talk = world.show("talk")
        world.speaking.say_now("Face looks happy.")
        for _ in range(3):
            world.speaking.reading(Reading(Kind.CLEAR, ("happiness",)))
        assert talk.noted == [say.NO_VOICE]
        world.speaking.say_now("Face looks sad.")
        assert talk.noted == [say.NO_VOICE] * 2, "a key never does nothing"
        assert world.voice.texts == []
    finally:
        world.shell.close()


def test_a_line_that_was_not_heard_is_told_each_time_that_it_was_asked_for(world: World) -> None:
    talk = world.show("talk")
    for count in (1, 2):
        world.speaking.say_now("Face looks happy.")
        assert len(talk.noted) == count - 1, "nothing is known yet"
        world.voice.finish()
        world.voice.problem = say.NO_SOUND
        world.speaking._tick()
        assert talk.noted == [say.NO_SOUND] * count
        world.voice.problem = ""


@pytest.fixture
def mute(no_logged_errors: None) -> Iterator[World]:
    """A window whose computer has no voice."""
    made = World(say.NO_VOICE)
    yield made
    made.shell.close()


def test_buttons_read_aloud_without_a_voice_are_told_once(mute: World) -> None:
    screen = mute.show("home")
    mute.settings.set(READ_CONTROLS, True)
    assert screen.noted == [say.NO_VOICE], "who switches it on gets an answer"
    for widget in (screen.check, screen.entry, screen.pause, screen.check):
        mute.press(widget)
    assert screen.noted == [say.NO_VOICE]
    mute.settings.set(READ_CONTROLS, False)
    mute.settings.set(READ_CONTROLS, True)
    mute.speaking.say_now("Face looks happy.")
    assert screen.noted == [say.NO_VOICE] * 3, "so does each time that it is asked for"


def test_the_switch_that_reads_buttons_says_that_there_is_no_voice(mute: World) -> None:
    mute.show("settings")
    switch = next(
        one for one in everything(mute.shell) if isinstance(one, ttk.Checkbutton) and READ_CONTROLS.label in one["text"]
    )
    mute.press(switch, "<KeyPress-space>", "<KeyRelease-space>")
    (bar,) = [one for one in everything(mute.shell) if isinstance(one, NoticeBar)]
    assert mute.settings.get(READ_CONTROLS) and bar.label.cget("text") == say.NO_VOICE
    close = next(one for one in everything(bar) if isinstance(one, ActionButton))
    mute.press(close, "<Return>")
    assert not bar.winfo_ismapped(), "it can be closed by keyboard"


def test_a_closed_screen_is_silent_and_lets_the_voice_go(world: World) -> None:
    world.speaking.say_now("Face looks happy.")
    world.speaking.closed()
    assert (world.voice.busy, world.voice.closed) == (False, 1)
    world.settings.set(READ_CONTROLS, True)
    world.speaking.closed()
    assert world.voice.closed == 1, "the controls are read aloud, so the voice is kept warm"


def test_controls_are_read_when_the_focus_moves_and_when_their_state_changes(world: World) -> None:
    screen = world.show("home")
    world.press(screen.check)
    assert world.voice.texts == [], "off by default"
    world.settings.set(READ_CONTROLS, True)
    assert world.voice.texts == ["Like a mirror, switch, off."], "told at once, so that it is heard that it works"
    world.press(screen.pause)
    assert world.voice.texts[-1] == "Pause, button, key P."
    world.press(screen.check, "<KeyPress-space>", "<KeyRelease-space>")
    assert world.voice.texts[-2:] == ["Like a mirror, switch, off.", "Like a mirror, switch, on."]
    world.press(screen.entry)
    assert world.voice.texts[-1] == "Your note, text field, empty."
    said = len(world.voice.texts)
    screen.entry.insert(0, "a secret")
    world.press(screen.entry, "<KeyRelease-t>")
    assert all("secret" not in text for text in world.voice.texts), "what a person writes is not said aloud"
    assert len(world.voice.texts) == said + 1
    world.settings.set(LETTER_KEYS, False)
    world.press(screen.pause)
    assert world.voice.texts[-1] == "Pause, button."


def test_every_control_of_the_settings_page_has_a_name_and_a_kind(world: World, wait_until: Wait) -> None:
    page = world.show("settings")
    wait_until(lambda: str(find(world, ttk.Combobox).cget("state")) == "readonly", update=world.shell.update)
    widget, seen = page.first_focus, 0
    while seen == 0 or widget is not page.first_focus:
        control = control_of(widget)
        assert control is not None and control.name and control.kind in say.KINDS, str(widget)
        widget, seen = widget.tk_focusNext(), seen + 1
    assert seen > 25


def test_a_voice_is_chosen_heard_and_put_back(world: World, wait_until: Wait) -> None:
    world.show("settings")
    box = find(world, ttk.Combobox)
    wait_until(lambda: str(box.cget("state")) == "readonly", update=world.shell.update)
    assert list(box.cget("values")) == [words.VOICE_OF_COMPUTER, *(voice.name for voice in VOICES)]
    assert box.get() == words.VOICE_OF_COMPUTER
    world.press(box, "<Down>")
    box.event_generate("<<ComboboxSelected>>")  # Tk sends it when a line of the open list is taken
    box.current(2)
    box.event_generate("<<ComboboxSelected>>")
    assert world.settings.get(SPEECH_VOICE) == "b"
    world.settings.set(SPEECH_RATE, 200)
    find(world, VoiceChoice).hear()
    find(world, VoiceChoice).hear()
    assert [(text, manner.rate, manner.voice) for text, manner in world.voice.said] == [(say.SAMPLE, 200, "b")] * 2
    world.settings.reset()
    assert box.get() == words.VOICE_OF_COMPUTER
    world.shell.show("home")
    assert not world.voice.busy, "the sample ends with the page"


def test_the_wheel_turns_the_page_and_not_the_voice(world: World, wait_until: Wait) -> None:
    world.show("settings")
    box = find(world, ttk.Combobox)
    wait_until(lambda: str(box.cget("state")) == "readonly", update=world.shell.update)
    box.focus_force()
    world.settle()
    top = box.winfo_rooty()
    box.event_generate("<Button-4>")
    world.settle()
    assert box.winfo_rooty() > top
    assert box.get() == words.VOICE_OF_COMPUTER


def test_a_computer_without_voices_is_told_beside_the_list(
    world: World, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: (),))
    monkeypatch.setattr(voice_choice, "missing_player", lambda: "")
    world.show("settings")
    choice = find(world, VoiceChoice)
    wait_until(lambda: str(choice._line.cget("text")) == say.NO_VOICE, update=world.shell.update)
    assert choice._hear.instate(["disabled"])


def test_a_choice_of_a_voice_that_goes_before_the_voices_come_breaks_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    listed = threading.Event()
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: VOICES if listed.wait(20) else (),))
    help_screen = world.show("help")
    help_screen.show_cards()
    help_screen._view.show(2)
    choice = find(world, VoiceChoice)
    help_screen._view.back()
    listed.set()
    assert not choice.winfo_exists()
    late: list[bool] = []
    world.shell.later(3 * voice_choice.ASK_EVERY_S, lambda: late.append(True))
    wait_until(lambda: late, update=world.shell.update)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_choice_of_a_voice_fits_into_the_smallest_window(world: World, wait_until: Wait, percent: int) -> None:
    world.settings.set(TEXT_SIZE, percent)
    world.shell.geometry("1024x640")
    world.show("settings")
    choice = find(world, VoiceChoice)
    wait_until(lambda: str(choice._box.cget("state")) == "readonly", update=world.shell.update)
    world.settle()
    for widget in (choice._box, choice._hear):
        assert widget.winfo_width() >= widget.winfo_reqwidth()
        assert widget.winfo_height() >= 44 * world.shell.theme.dpi_factor
        assert widget.winfo_x() + widget.winfo_width() <= widget.master.winfo_width()
