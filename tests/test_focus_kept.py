"""The focus is never left where it does nothing; and Enter, of which there are two, does what Space does."""

from __future__ import annotations

import tkinter as tk
from pathlib import Path
from tkinter import ttk
from typing import Any

import pytest

from companion.ui.app import App
from companion.ui.notices import Notices
from companion.ui.settings_page import SettingsPage
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, style_for
from tests.plain_screen import Plain, pump, shown


class Noted(Plain):
    """A screen with notes above."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.notices = Notices(self.frame)
        self.notices.pack(fill="x")
        self.last = ActionButton(self.frame, "Last", lambda: None)
        self.last.pack()


def noted(shell: Shell) -> Noted:
    shell.screens["noted"] = Noted
    screen = shown(shell, "noted")
    assert isinstance(screen, Noted)
    screen.notices.say("Something to know.")
    close_of(screen).focus_force()
    shell.update()
    return screen


def close_of(screen: Noted) -> ActionButton:
    (bar,) = screen.notices.winfo_children()
    close: ActionButton = bar.close  # type: ignore[attr-defined]
    return close


def test_another_note_keeps_the_focus_that_the_one_before_had(shell: Shell) -> None:
    screen = noted(shell)
    screen.notices.say("Something else.")
    shell.update()
    assert shell.focus_get() is close_of(screen)
    screen.notices.say(None)
    shell.update()
    assert shell.focus_get() is screen.last, "without a note it is what follows"


def test_another_note_takes_no_focus_from_elsewhere(shell: Shell) -> None:
    screen = noted(shell)
    screen.pause.focus_force()
    for sentence in ("Something else.", None):
        screen.notices.say(sentence)
        shell.update()
        assert shell.focus_get() is screen.pause


def test_a_button_that_is_switched_off_hands_the_focus_on(shell: Shell) -> None:
    home = shown(shell)
    other = ActionButton(home.frame, "Other", lambda: None)
    other.pack()
    home.pause.enable(False, other)
    shell.update()
    assert shell.focus_get() is other
    home.entry.focus_force()
    home.pause.enable(True, other)
    home.pause.enable(False, other)
    shell.update()
    assert shell.focus_get() is home.entry


@pytest.mark.parametrize("how", ["off", "hidden"])
def test_what_comes_back_has_its_focus_where_it_does_something(shell: Shell, how: str) -> None:
    home = shown(shell)
    end = ActionButton(home.frame, "End", lambda: None)
    end.pack()
    shell.screens["over"] = Plain
    shell.cover("over")
    shell.update()
    if how == "off":
        home.pause.enable(False)
    else:
        home.pause.pack_forget()
    shell.uncover()
    shell.update()
    assert shell.focus_get() is end


def test_what_comes_back_unchanged_has_its_focus_again(shell: Shell) -> None:
    home = shown(shell)
    home.entry.focus_force()
    shell.update()
    shell.screens["over"] = Plain
    shell.cover("over")
    shell.update()
    shell.uncover()
    shell.update()
    assert shell.focus_get() is home.entry


def test_the_talk_that_failed_under_help_comes_back_with_a_focus_that_is_seen(
    app: App, tmp_path: Path, wait_until: Any
) -> None:
    (tmp_path / "no.avi").write_bytes(b"nothing")
    app.start("talk", str(tmp_path / "no.avi"))
    app.shell.update()
    app.shell.focus_force()
    talk: Any = app.shell.screen
    app.shell.show_help()
    wait_until(lambda: talk._pause.instate(["disabled"]), update=app.shell.update)
    app.shell.leave()
    for _ in range(8):
        app.shell.update()
    focus = app.shell.focus_get()
    assert isinstance(focus, ttk.Button) and focus.winfo_viewable() and focus.instate(["!disabled"])


@pytest.mark.parametrize("key", ["Return", "KP_Enter", "space"])
def test_each_key_that_presses_presses_everything(shell: Shell, key: str) -> None:
    home = shown(shell)
    on, chosen = tk.BooleanVar(shell, False), tk.StringVar(shell, "a")
    check = ttk.Checkbutton(home.frame, text="On", variable=on, style=style_for(home.frame, "TCheckbutton"))
    look = style_for(home.frame, "TRadiobutton")
    radio = ttk.Radiobutton(home.frame, text="B", variable=chosen, value="b", style=look)
    for widget in (check, radio, home.pause):
        widget.pack()
        widget.focus_force()
        shell.update()
        widget.event_generate("<Key>", keysym=key)
        pump(shell, lambda: False, seconds=0.2)
    assert (on.get(), chosen.get(), home.events[-1]) == (True, "b", "pause")
    assert home.events.count("pause") == 1
    check.state(["disabled"])
    check.event_generate("<Key>", keysym=key)
    shell.update()
    assert on.get(), "what is off stays as it is"


def test_enter_of_the_number_pad_ends_an_entry_and_begins_a_line(shell: Shell) -> None:
    home, ended = shown(shell), list[bool]()
    home.entry.bind("<Return>", lambda event: ended.append(True))
    note = tk.Text(home.frame, height=2, width=20)
    note.pack()
    for widget in (home.entry, note):
        widget.focus_force()  # type: ignore[attr-defined]
        shell.update()
        widget.event_generate("<Key>", keysym="KP_Enter")
        shell.update()
    assert ended == [True] and note.get("1.0", "end-1c") == "\n"


def test_a_note_in_the_settings_comes_after_back_where_it_stands(shell: Shell) -> None:
    shell.screens["settings"] = SettingsPage
    page: Any = shell.show("settings")
    page.notice("Something to know.")
    shell.update()
    (bar,) = page._notices.winfo_children()
    assert bar.winfo_rooty() > page.first_focus.winfo_rooty()
    assert page.first_focus.tk_focusNext() is bar.close
