"""One setting with a few values to choose from: its name, its plain line, and the values side by side."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk
from typing import Any

from companion.settings import Setting
from companion.ui.shell import Shell
from companion.ui.widgets import Flow, Stack, WrappedLabel, style_for


class SettingChoice(Stack):
    """A choice counts at once; it also shows what was changed elsewhere (Ctrl + changes the text size).

    Args:
        notice: gets the sentence if it could not be saved, or None.
    """

    def __init__(
        self, parent: tk.Misc, shell: Shell, setting: Setting[Any], notice: Callable[[str | None], object]
    ) -> None:
        super().__init__(parent)
        self._settings, self._setting, self._notice = shell.settings, setting, notice
        self.add(WrappedLabel(self, setting.label, kind="Bold"))
        self.add(WrappedLabel(self, setting.line, kind="Muted"), gap=4)
        self._chosen = tk.StringVar(self, str(shell.settings.get(setting)))
        choices = Flow(self)
        for value in setting.values():
            choice = ttk.Radiobutton(
                choices, text=setting.choice_label(value), value=str(value), variable=self._chosen,
                command=partial(self._choose, value), style=style_for(choices, "Choice.TRadiobutton"),
            )  # fmt: skip
            # "100 %" alone could be the text size or the volume.
            choice.spoken_name = f"{setting.label}: {setting.choice_label(value)}"  # type: ignore[attr-defined]
        self.add(choices, gap=4)
        stop = shell.settings.listen(self._follow)
        self.bind("<Destroy>", lambda event: stop())

    def _choose(self, value: object) -> None:
        self._notice(self._settings.set(self._setting, value))

    def _follow(self, changed: Setting[Any]) -> None:
        if changed is self._setting:
            self._chosen.set(str(self._settings.get(changed)))
