"""The settings page, built from the declarations in `companion.settings`: each choice counts at once."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any

from companion.settings import ALL_SETTINGS, SPEECH_AUTO, SPEECH_VOICE, Setting
from companion.ui.headphones import HeadphonesQuestion
from companion.ui.notices import Notices
from companion.ui.scroll import ScrollBody
from companion.ui.setting_choice import SettingChoice
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.voice_choice import VoiceChoice
from companion.ui.widgets import ActionButton, Panel, Row, Stack, WrappedLabel, style_for
from companion.words import home as words


class SettingsPage:
    """The settings page. Shows every setting that has a group, in the order of the declarations.

    Args:
        speaking: says the sample of the chosen voice; without it there is no choice of a voice.
    """

    def __init__(self, shell: Shell, speaking: Speaking | None = None) -> None:
        self._shell, self._speaking = shell, speaking
        self._shown = tuple(setting for setting in ALL_SETTINGS if setting.group)
        self._variables: dict[str, tk.BooleanVar] = {}
        self.frame = ttk.Frame(shell)
        scroll = ScrollBody(self.frame, padding=32, widest=1180)
        scroll.pack(fill="both", expand=True)
        self._body = body = scroll.body
        head = Row(body)
        head.add(WrappedLabel(head, words.SETTINGS, kind="Heading"), grow=1, sticky="ew")
        self.first_focus = ActionButton(head, words.BACK, shell.go_back, letter="B")
        head.add(self.first_focus)
        body.add(head)
        # Made after the head: the Tab key goes in the order in which things are made.
        self._notices = Notices(body)
        body.add(self._notices, gap=8)
        # Above, where it is seen although the page may look quite different now.
        self._undo = Stack(body)
        self._undo.add(WrappedLabel(self._undo, words.WAS_RESET))
        self._undo_button = ActionButton(self._undo, words.UNDO_RESET, self._undo_reset)
        self._undo_button.spoken_before = lambda: words.WAS_RESET  # type: ignore[attr-defined]
        self._undo.add(self._undo_button, gap=8, sticky="w")
        body.add(self._undo, gap=8)
        panels: dict[str, Panel] = {}
        for setting in self._shown:
            if setting.group not in panels:
                panel = panels[setting.group] = Panel(body)
                body.add(panel)
                panel.add(WrappedLabel(panel, words.GROUP_HEADINGS[setting.group], kind="Title"))
            self._add(panels[setting.group], setting)
        body.add(WrappedLabel(body, words.BACK_TO_DEFAULT_LINE, kind="Muted"), gap=24)
        row = Row(body)
        row.add(ActionButton(row, words.BACK_TO_DEFAULT, self._reset))
        body.add(row, gap=8)
        self._stop_listening = shell.settings.listen(self._follow)
        self._offer_undo()
        # The page is made anew in another language; what could not be saved is still told then.
        self._notices.say_of_choice(shell.settings.problem)

    def opened(self) -> None:
        """Nothing runs here."""

    def closed(self) -> None:
        """Stop following the settings, and be silent."""
        self._stop_listening()
        if self._speaking is not None:
            self._speaking.closed()

    def _add(self, panel: Panel, setting: Setting[Any]) -> None:
        if setting is SPEECH_VOICE:
            if self._speaking is not None:
                panel.add(VoiceChoice(panel, self._shell, self._speaking, self._notices.say_of_choice))
            return
        if isinstance(setting.default, bool):
            variable = self._variables[setting.key] = tk.BooleanVar(panel, self._shell.settings.get(setting))
            button = ttk.Checkbutton(
                panel, text=setting.label, variable=variable, command=lambda: self._choose(setting),
                style=style_for(panel, "TCheckbutton"),
            )  # fmt: skip
            panel.add(button, sticky="w", gap=4)
            # Set in as far as the words of the check button, so that it is seen what it belongs to.
            row = Row(panel)
            row.add(ttk.Frame(row, width=1, height=1, style=style_for(row, "TFrame")))
            row.add(WrappedLabel(row, setting.line, kind="Muted"), gap=40, grow=1, sticky="ew")
            panel.add(row, gap=0)
            if setting is SPEECH_AUTO:
                self._headphones = HeadphonesQuestion(panel, button, lambda: self._set(SPEECH_AUTO, True))
                panel.add(self._headphones, gap=12)
        else:
            panel.add(SettingChoice(panel, self._shell, setting, self._notices.say_of_choice))

    def _choose(self, setting: Setting[Any]) -> None:
        wanted = self._variables[setting.key].get()
        if setting is SPEECH_AUTO and wanted:
            # It is on only after the answer: whoever is looked at would hear it too.
            self._variables[setting.key].set(False)
            self._headphones.ask()
        else:
            self._set(setting, wanted)

    def _set(self, setting: Setting[bool], value: bool) -> None:
        self._change(lambda: self._shell.settings.set(setting, value))

    def _change(self, change: Callable[[], str | None]) -> None:
        """Do it, and tell if it could not be saved. What others tell because of it (there is no voice) stays."""
        self._notices.say_of_choice(None)
        problem = change()
        if problem and self.frame.winfo_exists():  # in another language the page is made anew
            self._notices.say_of_choice(problem)

    def _reset(self) -> None:
        # The way back gets the focus first: that is where the focus is kept when the page is made anew.
        self._undo.grid()
        self._undo.update_idletasks()
        self._undo_button.focus_set()
        self._change(lambda: self._shell.settings.reset(self._shown))
        if self.frame.winfo_exists():
            self._offer_undo()

    def _undo_reset(self) -> None:
        self._change(self._shell.settings.undo_reset)
        if self.frame.winfo_exists():
            self._offer_undo()

    def _offer_undo(self) -> None:
        if self._shell.settings.was_reset:
            self._undo.grid()
            return
        if self._shell.focus_get() is self._undo_button:
            self.first_focus.focus_set()
        self._undo.grid_remove()

    def _follow(self, setting: Setting[Any]) -> None:
        """Show what was changed elsewhere."""
        variable = self._variables.get(setting.key)
        if variable is not None:
            variable.set(self._shell.settings.get(setting))

    def notice(self, problem: str | None) -> None:
        """Show one sentence above, in the place of the one before; None for nothing."""
        if problem in (self._shell.settings.problem, self._speaking and self._speaking.problem):
            self._notices.say_of_choice(problem)  # with the next choice that may be mended
        else:
            self._notices.say(problem)
