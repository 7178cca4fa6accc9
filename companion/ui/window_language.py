"""The window in the chosen language: its words, and the dialogs that Tk makes by itself (to open and save files)."""

from __future__ import annotations

import tkinter as tk
from typing import Any

from companion.settings import LANGUAGE, Setting
from companion.ui.shell import Shell
from companion.words import language


def follow_language(shell: Shell) -> None:
    """Speak the chosen language from now on; when another is chosen, what is shown is made anew in it."""

    def changed(setting: Setting[Any]) -> None:
        if setting is LANGUAGE:
            _speak(shell, shell.settings.get(LANGUAGE))
            # Later: the button that chose it goes away with the old screen.
            shell.later(0.0, shell.again, keep=True)

    _speak(shell, shell.settings.get(LANGUAGE))
    shell.settings.listen(changed)


def _speak(window: tk.Misc, code: str) -> None:
    language.use(code)
    window.tk.call("package", "require", "msgcat")
    window.tk.call("::msgcat::mclocale", code)
    window.tk.eval("namespace eval ::tk {::msgcat::mcload [file join $::tk_library msgs]}")
