"""A key that is held was pressed once, wherever its first press leads."""

from __future__ import annotations

import tkinter as tk
from datetime import date
from tkinter import ttk

import pytest

from companion.ui.correction import CorrectionPanel
from companion.ui.first_cards import FirstCards
from companion.ui.history_calendar import MonthGrid
from companion.ui.history_table import Table
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton
from companion.words import app as say
from companion.words import talk as talk_words
from tests.plain_screen import Plain, pump, shown

REPEATED_MS = (500, 540, 580)


def hold(shell: Shell, name: str, at_ms: int, modifier: str = "") -> None:
    """Press a key and hold it, as X tells it."""
    send(shell, f"<{modifier}KeyPress>", name, at_ms)
    for later_ms in REPEATED_MS:
        for kind in ("Release", "Press"):
            send(shell, f"<{modifier}Key{kind}>", name, at_ms + later_ms)
    send(shell, f"<{modifier}KeyRelease>", name, at_ms + 600)


def send(shell: Shell, event: str, name: str, at_ms: int) -> None:
    if not shell.children:
        return  # the window has closed
    focus = shell.focus_lastfor() or shell
    focus.focus_force()  # another program's window may have taken it meanwhile
    shell.update()
    focus.event_generate(event, keysym=name, time=at_ms)
    pump(shell, lambda: False, seconds=0.15 if name == "space" else 0.02)


def test_escape_that_is_held_goes_back_once(shell: Shell) -> None:
    talk = shown(shell, "talk")
    shell.screens["help"] = Plain
    shell.cover("help")
    hold(shell, "Escape", 10_000)
    assert shell.screen is talk
    hold(shell, "Escape", 10_800)
    assert shell.screen_name == "home", "it was let go and pressed again"


@pytest.mark.parametrize("name", ["space", "Return"])
def test_a_switch_is_switched_once_by_a_key_that_is_held(shell: Shell, name: str) -> None:
    screen = shown(shell)
    on, pressed = tk.BooleanVar(shell, False), []
    switch = ttk.Checkbutton(screen.frame, text="On", variable=on, command=lambda: pressed.append(on.get()))
    switch.pack()
    switch.focus_force()
    shell.update()
    hold(shell, name, 10_000)
    assert pressed == [True]
    hold(shell, name, 20_000)
    assert pressed == [True, False]


@pytest.mark.parametrize("name", ["q", "Q"])
def test_ctrl_q_that_is_held_does_not_end_what_it_only_warns_of(shell: Shell, name: str) -> None:
    shown(shell)
    closed: list[bool] = []
    shell.hotkeys._clock = lambda: 0.0  # a slow machine is no slow hand
    shell.before_close, shell.on_close = lambda: "Something is not saved.", lambda: closed.append(True)
    hold(shell, name, 10_000, "Control-")
    assert closed == [] and shell._hint is not None
    hold(shell, name, 10_800, "Control-")
    assert closed == [True] and shell.ends_at_once


def test_ctrl_q_that_is_held_does_not_end_a_talk(shell: Shell) -> None:
    shown(shell, "talk")
    shell.running.add("camera")
    closed: list[bool] = []
    shell.on_close = lambda: closed.append(True)
    hold(shell, "q", 10_000, "Control-")
    assert closed == []
    (label,) = shell._hint.winfo_children() if shell._hint is not None else ()
    assert isinstance(label, tk.Widget) and label.cget("text") == say.QUIT_AGAIN


@pytest.mark.parametrize("name", ["space", "Return", "KP_Enter"])
def test_a_button_whose_key_is_held_is_pressed_once_and_each_press_counts(shell: Shell, name: str) -> None:
    home = shown(shell)
    hold(shell, name, 10_000)
    assert home.events.count("pause") == 1
    hold(shell, name, 10_800)
    assert home.events.count("pause") == 2


@pytest.mark.parametrize("name", ["space", "Return", "KP_Enter"])
def test_a_key_that_is_held_presses_only_the_button_that_it_was_pressed_on(shell: Shell, name: str) -> None:
    home = shown(shell)
    following = ActionButton(home.frame, "Next", home.pause.focus_set)
    following.pack()
    home.entry.bind("<Return>", lambda event: home.pause.focus_set())
    for at_ms, first in ((10_000, following), (10_800, home.entry))[: 2 if name == "Return" else 1]:
        first.focus_force()
        shell.update()
        hold(shell, name, at_ms)
        assert shell.focus_lastfor() is home.pause and home.events.count("pause") == 0


@pytest.mark.parametrize("name", ["space", "Return", "KP_Enter"])
def test_no_card_of_the_first_start_goes_by_unread(shell: Shell, name: str) -> None:
    done: list[bool] = []
    home = shown(shell)
    cards = FirstCards(home.frame, shell, None, lambda: done.append(True))
    cards.pack()
    shell.update()
    for number in (1, 2):
        hold(shell, name, 10_000 + 800 * number)
        assert cards.number == number and done == []
    hold(shell, name, 12_400)
    assert done == [True]


@pytest.mark.parametrize("name", ["c", "space", "Return"])
def test_the_key_that_leads_to_a_correction_writes_nothing_in_it_while_it_is_held(shell: Shell, name: str) -> None:
    home = shown(shell)
    panel = CorrectionPanel(home.frame, lambda words, text: None, lambda: None)
    panel.pack()
    said = ActionButton(home.frame, talk_words.CORRECT, lambda: panel.open("Face looks happy."), letter="C")
    said.pack()
    shell.update()
    said.focus_force()
    hold(shell, name, 10_000)
    assert shell.focus_lastfor() is panel.entry and panel.text.get() == ""
    assert panel._problem.cget("text") == "", "nobody has pressed Enter here"
    hold(shell, name, 10_800)
    assert panel.text.get() == {"c": "cccc", "space": "    ", "Return": ""}[name]


def test_tab_that_is_held_goes_through_the_correction(shell: Shell) -> None:
    home = shown(shell)
    panel = CorrectionPanel(home.frame, lambda words, text: None, lambda: None)
    panel.pack()
    shell.update()
    before, visited = panel.entry.tk_focusPrev(), []
    assert before is not None
    before.focus_force()
    panel.entry.bind("<FocusOut>", visited.append, add=True)
    hold(shell, "Tab", 10_000)
    assert visited and shell.focus_lastfor() not in (before, panel.entry)


@pytest.mark.parametrize(("of", "name"), [("calendar", "Return"), ("calendar", "space"), ("table", "Return")])
def test_a_session_of_history_that_is_opened_by_a_held_key_stays_open(shell: Shell, of: str, name: str) -> None:
    home = shown(shell)
    opened: list[object] = []

    def opens(what: object) -> None:
        opened.append(what)
        home.pause.focus_set()  # in History "Back" gets the focus

    list_: tk.Widget
    if of == "calendar":
        list_ = MonthGrid(home.frame, lambda: date(2026, 11, 30), lambda day: None, opens)
        focus: tk.Misc = list_
    else:
        list_ = table = Table(home.frame, ("Day",), opens)
        table.fill([("Monday",)], ids=["a"])
        focus = table.tree
    list_.pack()
    shell.update()
    focus.focus_force()
    hold(shell, name, 10_000)
    assert len(opened) == 1 and shell.focus_lastfor() is home.pause and home.events.count("pause") == 0
    focus.focus_force()
    hold(shell, name, 10_800)
    assert len(opened) == 2, "it was let go and pressed again"


@pytest.mark.parametrize("name", ["space", "Return", "KP_Enter"])
def test_a_list_that_a_held_key_opens_stays_open_until_it_is_pressed_again(shell: Shell, name: str) -> None:
    screen, chosen = shown(shell), list[str]()
    box = ttk.Combobox(screen.frame, values=["one", "two"], state="readonly")
    box.bind("<<ComboboxSelected>>", lambda event: chosen.append(box.get()))
    box.current(0)
    box.pack()
    box.focus_force()
    shell.update()
    listed, call = f"{box}.popdown.f.l", shell.tk.call

    def send_to(path: str, event: str, at_ms: int) -> None:
        call("focus", "-force", path)
        shell.update()
        call("event", "generate", path, event, "-keysym", name, "-time", at_ms)
        shell.update()

    send_to(str(box), "<KeyPress>", 10_000)
    assert pump(shell, lambda: bool(call("winfo", "ismapped", listed)))
    for later_ms in REPEATED_MS:
        for event in ("<KeyRelease>", "<KeyPress>"):
            send_to(listed, event, 10_000 + later_ms)
    send_to(listed, "<KeyRelease>", 10_600)
    assert call("winfo", "ismapped", listed) and chosen == []
    send_to(listed, "<KeyPress>", 10_900)
    assert pump(shell, lambda: not call("winfo", "ismapped", listed)) and chosen == ["one"]
    send_to(str(box), "<KeyRelease>", 10_950)
    send_to(str(box), "<KeyPress>", 11_200)
    assert pump(shell, lambda: bool(call("winfo", "ismapped", listed))), "the next press counts again"


@pytest.mark.parametrize("name", ["space", "Return", "KP_Enter"])
def test_a_list_is_opened_by_the_keys_that_press_a_button_and_chosen_from_by_them(shell: Shell, name: str) -> None:
    screen = shown(shell)
    box = ttk.Combobox(screen.frame, values=["one", "two"], state="readonly")
    box.current(0)
    box.pack()
    box.focus_force()
    shell.update()
    box.event_generate("<KeyPress>", keysym=name)
    popdown = f"{box}.popdown"
    assert pump(shell, lambda: bool(shell.tk.call("winfo", "ismapped", popdown)))
    listed = f"{popdown}.f.l"
    shell.tk.call("focus", "-force", listed)
    assert pump(shell, lambda: str(shell.tk.call("focus")) == listed)
    shell.tk.call("event", "generate", listed, "<Down>")
    shell.tk.call("event", "generate", listed, "<KeyPress>", "-keysym", name)
    assert pump(shell, lambda: not shell.tk.call("winfo", "ismapped", popdown))
    assert box.get() == "two"
