"""Speech in a real window: Esc, notes, a computer without a voice, and controls that are read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from tkinter import ttk

import pytest

from companion.reading.reading import Kind, Reading
from companion.settings import LETTER_KEYS, READ_CONTROLS, SPEECH_AUTO
from companion.ui.reading_controls import control_of
from companion.ui.voice_choice import VoiceChoice
from companion.ui.widgets import ActionButton, NoticeBar
from companion.words import speech as say
from tests.mirror_visit import everything
from tests.speech_window import VOICES, Wait, World, find


@pytest.fixture
def world(no_logged_errors: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: VOICES,))
    made = World()
    yield made
    made.shell.close()


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


def test_escape_goes_back_at_once_where_there_is_no_voice(mute: World) -> None:
    talk = mute.show("talk")
    mute.speaking.say_now("Face looks happy.")
    mute.press(talk.pause, "<Escape>")
    assert (talk.noted, mute.shell.screen_name) == ([say.NO_VOICE], "home")


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
