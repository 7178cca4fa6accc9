"""The choice of a voice in a real window: chosen, heard and put back, without voices, and in small windows."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from tkinter import ttk
from typing import Any

import pytest

from companion.settings import SPEECH_RATE, SPEECH_VOICE, TEXT_SIZE
from companion.speech.voices import RecordingVoice
from companion.ui import voice_choice
from companion.ui.app import App
from companion.ui.first_cards import FirstCards
from companion.ui.speaking import Speaking
from companion.ui.voice_choice import VoiceChoice
from companion.ui.widgets import NoticeBar
from companion.words import home as words
from companion.words import speech as say
from tests.mirror_visit import everything
from tests.speech_window import VOICES, Wait, World, find


@pytest.fixture
def world(no_logged_errors: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: VOICES,))
    made = World()
    yield made
    made.shell.close()


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
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: None,))
    monkeypatch.setattr(voice_choice, "missing_player", lambda: "")
    world.show("settings")
    choice = find(world, VoiceChoice)
    wait_until(lambda: str(choice._line.cget("text")) == say.NO_VOICE, update=world.shell.update)
    assert choice._hear.instate(["disabled"])


def test_a_computer_that_lists_no_voices_may_speak_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: (),))
    world.show("settings")
    choice = find(world, VoiceChoice)
    wait_until(lambda: choice._hear.instate(["!disabled"]), update=world.shell.update)
    assert str(choice._line.cget("text")) == SPEECH_VOICE.line and choice._box.get() == words.VOICE_OF_COMPUTER
    choice.hear()
    assert world.voice.texts == [say.SAMPLE]


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


def test_a_sample_that_is_not_heard_is_told_on_its_card(
    app: App, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: VOICES,))
    app.shell.geometry("1024x640+0+0")
    voice = RecordingVoice()
    app.speaking = Speaking(app.shell, app.shell.settings, app.tell, voice)
    for name in ("first_run", "help"):
        app.shell.show("home")
        screen: Any = app.shell.cover("help") if name == "help" else app.shell.show(name)
        if name == "help":
            screen.show_cards()
        (cards,) = [one for one in everything(screen.frame) if isinstance(one, FirstCards)]
        cards.show(2)
        (choice,) = [one for one in everything(cards) if isinstance(one, VoiceChoice)]
        wait_until(lambda choice=choice: choice._hear.instate(["!disabled"]), update=app.shell.update)
        choice._hear.focus_force()
        choice._hear.invoke()
        voice.finish()
        voice.problem = say.NO_SOUND
        app.speaking._tick()
        for _ in range(8):
            app.shell.update()
        (bar,) = [one for one in everything(screen.frame) if isinstance(one, NoticeBar)]
        assert bar.label.cget("text") == say.NO_SOUND and say.NO_SOUND not in app.notes
        assert bar.winfo_rooty() >= app.shell.winfo_rooty(), "it is in sight"
        assert choice._hear.winfo_rooty() < cards.page.buttons.winfo_rooty(), "and so is the button"
        voice.problem = ""
        app.tell(f"{name}: the disk is full.")
        assert bar.label.cget("text") == say.NO_SOUND and app.notes[-1].startswith(name), "others are kept"


def test_a_sample_is_not_heard_over_the_talk_after_its_card_is_left(
    world: World, monkeypatch: pytest.MonkeyPatch, wait_until: Wait
) -> None:
    monkeypatch.setattr(VoiceChoice.__init__, "__defaults__", (lambda language: VOICES,))
    help_screen = world.show("help")
    help_screen.show_cards()
    help_screen._view.show(2)
    choice = find(world, VoiceChoice)
    wait_until(lambda: choice._hear.instate(["!disabled"]), update=world.shell.update)
    choice.hear()
    assert world.voice.busy
    help_screen.show_topic()
    assert not world.voice.busy
