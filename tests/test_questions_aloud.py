"""Who works by ear hears the question before its answers, each entry of a list, and what came only after the focus."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk
from typing import Any

import pytest

from companion.paths import Paths
from companion.settings import READ_CONTROLS
from companion.speech.controls import line_for
from companion.speech.voices import RecordingVoice
from companion.ui.app import App
from companion.ui.headphones import HeadphonesQuestion
from companion.ui.reading_controls import ReadControls, control_of
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.widgets import ActionButton, NoticeBar
from companion.words import consent, history, history_data, home
from companion.words import mirror as mirror_words
from companion.words.speech import HOLDS_TEXT
from tests.history_window import Wait, fill, opened, press
from tests.mirror_visit import Visit
from tests.plain_screen import pump, shown


def heard(shell: Shell) -> RecordingVoice:
    voice = RecordingVoice()
    shell.settings.set(READ_CONTROLS, True)
    ReadControls(shell, Speaking(shell, shell.settings, voice=voice))
    return voice


def said_of(widget: tk.Misc) -> str:
    control = control_of(widget)
    assert control is not None
    return line_for(control)


def test_the_question_is_said_before_the_answer_that_has_the_focus(app: App, paths: Paths, wait_until: Wait) -> None:
    app.start("talk", "screen:0,0,200,200")
    screen: Any = app.shell.screen
    assert said_of(screen.no) == f"{consent.QUESTION} No, button, key N."
    fill(paths)
    screen = opened(app, wait_until)
    screen.show_view("data")
    deleting, clearing = screen.view.deleting, screen.view.clearing
    screen.filters.tag.set("family")
    screen.filters.tag.event_generate("<<ComboboxSelected>>")
    deleting.ask_span()
    wait_until(lambda: "family" in deleting._asked.cget("text"), update=app.shell.update)
    sessions = history.sessions(4)
    assert said_of(deleting._no).startswith(f"{history_data.DELETE_SPAN_ALOUD.format(sessions=sessions)} No,")
    press(app, clearing._choices[3], "space")
    assert said_of(clearing._no).startswith(history_data.CLEAR_ASK.format(months=3))


def test_headphones_and_notes_are_told_with_their_button(shell: Shell) -> None:
    screen = shown(shell)
    question = HeadphonesQuestion(screen.frame, screen.pause, lambda: None)
    question.pack()
    question.ask()
    shell.update()
    focus = shell.focus_get()
    assert isinstance(focus, ActionButton) and said_of(focus).startswith(f"{home.HEADPHONES} ")
    bar = NoticeBar(screen.frame, "The disk is full.")
    assert said_of(bar.close).startswith("The disk is full. ")


def test_each_entry_of_an_open_list_is_said_and_of_ones_own_words_only_that_they_are_there(shell: Shell) -> None:
    screen, voice = shown(shell), heard(shell)
    box = ttk.Combobox(screen.frame, values=["all", "mine"], state="readonly")
    box.spoken_entry = lambda text: "all" if text == "all" else HOLDS_TEXT  # type: ignore[attr-defined]
    box.current(0)
    box.pack()
    box.focus_force()
    shell.update()
    box.event_generate("<KeyPress>", keysym="Return")
    listed = f"{box}.popdown.f.l"
    assert pump(shell, lambda: voice.texts[-1] == "all.")
    shell.tk.call("focus", "-force", listed)
    shell.update()
    for kind in ("KeyPress", "KeyRelease"):
        shell.tk.call("event", "generate", listed, f"<{kind}-Down>")
        shell.update()
    assert voice.texts[-1] == f"{HOLDS_TEXT}."


def test_the_calendar_tells_its_day_once_it_is_known_and_each_month(app: App, paths: Paths, wait_until: Wait) -> None:
    fill(paths)
    voice = heard(app.shell)
    app.shell.focus_force()
    screen: Any = opened(app, wait_until)
    grid = screen.view.grid_days
    wait_until(lambda: "15 January 2026: 1 session." in voice.texts[-1], update=app.shell.update)
    assert not [text for text in voice.texts if "0 sessions" in text], "nothing is counted before it is read"
    press(app, grid, "KeyPress-e", "KeyRelease-e")
    assert voice.texts[-1] == "Monday 15 December 2025: 0 sessions."
    later = screen.view._turns[1]
    press(app, later, "KeyPress-space", "KeyRelease-space")
    assert "January 2026" in voice.texts[-1]


def test_the_same_words_of_the_next_step_are_said_again(visit: Visit) -> None:
    voice = heard(visit.shell)
    visit.keys("w")
    first = voice.texts[-1]
    visit.keys("1")
    assert voice.texts[-2:] == [first, first] and first.startswith("happy, ")


def test_a_note_has_its_own_name_and_is_not_empty_below_a_blank_line(visit: Visit) -> None:
    visit.keys("d")
    note = visit.screen.step.note
    note.insert("1.0", "\nonly here")
    assert said_of(note) == f"{mirror_words.NOTE_TITLE.rstrip('?')}?, text field, {HOLDS_TEXT}."


@pytest.mark.parametrize("on", [True, False])
def test_that_the_buttons_are_read_or_no_longer_is_said(shell: Shell, on: bool) -> None:
    screen, voice = shown(shell), heard(shell)
    shell.settings.set(READ_CONTROLS, not on)
    voice.finish()
    count = len(voice.texts)
    screen.pause.focus_force()
    shell.update()
    shell.settings.set(READ_CONTROLS, on)
    assert voice.texts[count:][-1:] == [said_of(screen.pause)]


def test_an_entry_is_said_once_however_the_list_was_opened(shell: Shell) -> None:
    screen, voice = shown(shell), heard(shell)
    box = ttk.Combobox(screen.frame, values=["one", "two"], state="readonly")
    box.current(0)
    box.pack()
    box.focus_force()
    shell.update()
    box.event_generate("<KeyPress-Down>")
    assert pump(shell, lambda: voice.texts[-1] == "one.")
    listed = f"{box}.popdown.f.l"
    shell.tk.call("focus", "-force", listed)
    shell.update()
    shell.tk.call("event", "generate", listed, "<KeyRelease-Down>")  # of the key that has opened it
    shell.update()
    assert voice.texts.count("one.") == 1


def test_a_field_that_is_left_is_not_painted_as_selected(shell: Shell) -> None:
    screen = shown(shell)
    entry, box = ttk.Entry(screen.frame), ttk.Combobox(screen.frame, values=["one"], state="readonly")
    for widget in (entry, box):
        widget.pack()
    entry.insert(0, "written")
    entry.focus_force()
    shell.update()
    entry.selection_range(0, "end")
    box.focus_force()
    shell.update()
    box.current(0)
    box.selection_range(0, "end")
    box.event_generate("<<ComboboxSelected>>")
    shell.update()
    assert not entry.selection_present() and not box.selection_present()
