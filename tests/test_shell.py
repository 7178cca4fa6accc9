"""The window: one screen at a time, its keys, and how it closes."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

import pytest

from companion.settings import LETTER_KEYS, TEXT_SIZE
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton
from tests.plain_screen import shown


def test_one_screen_at_a_time(shell: Shell) -> None:
    home = shown(shell)
    talk = shown(shell, "talk", source="video.mp4")
    assert home.events == ["opened", "closed"] and not home.frame.winfo_exists()
    assert talk.extra == {"source": "video.mp4"}
    assert [child for child in shell.winfo_children() if isinstance(child, ttk.Frame)] == [talk.frame]


def test_escape_asks_speech_first_then_goes_home(shell: Shell) -> None:
    talk = shown(shell, "talk")
    speaking = [True]
    shell.escape_hooks.append(lambda: speaking.pop() if speaking else False)
    talk.pause.event_generate("<Escape>")
    assert shell.screen is talk
    talk.pause.event_generate("<Escape>")
    assert shell.screen_name == "home"


def test_a_letter_presses_its_button_but_not_in_a_text_field_and_not_when_switched_off(shell: Shell) -> None:
    home = shown(shell)
    home.pause.event_generate("<Key>", keysym="p")
    assert home.events == ["opened", "pause"]
    home.pause.event_generate("<Control-Key>", keysym="p")
    home.entry.focus_force()
    shell.update()
    home.entry.event_generate("<Key>", keysym="p")
    assert home.events == ["opened", "pause"] and home.entry.get() == "p"
    home.pause.focus_force()
    shell.settings.set(LETTER_KEYS, False)
    home.pause.event_generate("<Key>", keysym="p")
    assert home.events == ["opened", "pause"]
    assert str(home.pause.cget("image")) == ""  # what does nothing is not shown


def test_space_presses_and_a_button_that_is_off_does_nothing(shell: Shell) -> None:
    home = shown(shell)
    home.pause.event_generate("<space>")
    home.pause.event_generate("<KeyRelease-space>")
    assert home.events.count("pause") == 1
    home.pause.enable(False)
    home.entry.event_generate("<Escape>")
    home.pause.event_generate("<Key>", keysym="p")
    assert home.events.count("pause") == 1


def test_a_letter_can_be_taken_once_only_and_is_free_again_later(shell: Shell) -> None:
    home = shown(shell)
    with pytest.raises(ValueError, match="p"):
        ActionButton(home.frame, "Play", lambda: None, letter="p")
    home.pause.destroy()
    ActionButton(home.frame, "Play", lambda: None, letter="p")
    shell.show("talk")
    assert shell.hotkeys.letters == ("p",)


def test_ctrl_plus_and_minus_change_the_text_size_within_its_range(shell: Shell) -> None:
    home = shown(shell)
    for _ in range(6):
        home.pause.event_generate("<Control-plus>")
    assert shell.settings.get(TEXT_SIZE) == 200 and shell.theme.percent == 200
    for _ in range(6):
        home.pause.event_generate("<Control-minus>")
    assert shell.settings.get(TEXT_SIZE) == 100 and shell.theme.percent == 100


def test_f1_and_ctrl_q(shell: Shell) -> None:
    home = shown(shell)
    asked: list[str] = []
    closed: list[bool] = []
    shell.on_help, shell.on_close = asked.append, lambda: closed.append(True)
    home.pause.event_generate("<F1>")
    assert asked == ["home"]
    home.pause.event_generate("<Control-q>")
    assert closed == [True] and home.events[-1] == "closed"
    with pytest.raises(tk.TclError):
        shell.winfo_exists()
    shell.close()
    assert closed == [True]
