"""A real window with a voice that writes down what it says and a clock that stands still, for tests of speech."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any

from companion.settings import Settings
from companion.speech.voices import RecordingVoice, VoiceName
from companion.ui.help import Help
from companion.ui.reading_controls import ReadControls
from companion.ui.settings_page import SettingsPage
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.widgets import ActionButton, Row, WrappedLabel, style_for

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


def find(world: World, kind: type[tk.Misc]) -> Any:
    waiting: list[tk.Misc] = [world.shell]
    while waiting:
        widget = waiting.pop()
        if type(widget) is kind:
            return widget
        waiting += widget.winfo_children()
    raise AssertionError(f"there is no {kind}")
