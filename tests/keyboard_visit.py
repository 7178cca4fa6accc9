"""A whole visit by keyboard alone: first cards, a talk on a video, a check-in, History, an export, the end."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from typing import Any

from companion.ui.app import App
from companion.ui.help import Help
from companion.words import history as history_words
from companion.words import history_data as data_words
from companion.words import home as home_words
from companion.words import talk as talk_words

KEYSYMS = {"/": "slash", ".": "period", "_": "underscore", "-": "minus", " ": "space", "?": "question"}
PATIENCE_S = 40.0
DIALOG = "__tk_filedialog"


class Hands:
    """Presses keys at what has the focus, also in windows that Tk made itself, and never anything else."""

    def __init__(self, app: App) -> None:
        self.app, self._tk = app, app.shell.tk

    @property
    def focus(self) -> str:
        """The path of the widget that has the focus; "" for none."""
        return str(self._tk.call("focus"))

    @property
    def text(self) -> str:
        """What stands on the widget that has the focus; "" where it has no text."""
        try:
            return str(self._tk.call(self.focus, "cget", "-text"))
        except tk.TclError:
            return ""

    def wait(self, true: Callable[[], object], what: str) -> None:
        """Let the window live until this is true."""
        end = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < end, f"this did not happen: {what}"
            self.app.shell.update()
            time.sleep(0.01)

    def press(self, *keys: str) -> None:
        """Press keys: a letter, or a name such as Tab, Escape, Control-q."""
        for key in keys:
            self.wait(lambda: self.focus, "something has the focus")
            self._press(key)
            if self.app.shell.children or self.app.shell.screen is not None:
                self.app.shell.update()

    def _press(self, key: str) -> None:
        modifier, _, name = key.rpartition("-") if len(key) > 1 else ("", "", key)
        sequence = f"<{modifier}-Key>" if modifier else "<Key>"
        self._tk.call("event", "generate", self.focus, sequence, "-keysym", KEYSYMS.get(name, name))

    def tab_to(self, text: str) -> None:
        """Press Tab until a control with this text has the focus."""
        for _ in range(80):
            if self.text == text:
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {text!r}")

    def answer_file_dialog(self, file: Path) -> None:
        """Write a name into the file dialog that is about to open, and accept it."""

        def type_it() -> None:
            if DIALOG in self.focus:
                typing.cancel()
                self._press("Control-/")
                for letter in str(file):
                    self._press(letter)
                self._press("Return")

        typing = self.app.shell.every(0.1, type_it, keep=True)


def visit(app: App, video: Path, folder: Path, exports: tuple[str, ...] = (".csv",)) -> dict[str, Any]:
    """Do all of it; the app is closed at the end. Returns what was seen: `words` and `exported`."""
    hands, shell = Hands(app), app.shell
    app.start("talk", str(video))
    shell.update()
    shell.focus_force()
    hands.wait(lambda: shell.screen_name == "first_run" and hands.focus, "the first card")
    hands.press("n", "n", "d")
    assert shell.screen_name == "talk"
    seen = _talk(hands)
    hands.press("e")
    assert shell.screen_name == "home"
    _check_in(hands)
    assert shell.screen_name == "home"
    exported = _history(hands, folder, exports)
    hands.press("Escape")
    hands.wait(lambda: shell.screen_name == "home", "home again")
    assert app.writer.flush(PATIENCE_S)
    hands._press("Control-q")
    return {"words": seen, "exported": exported}


def _talk(hands: Hands) -> list[str]:
    shell = hands.app.shell
    talk: Any = shell.screen
    seen: list[str] = []

    def word() -> str:
        text = str(talk._words.live.cget("text"))
        if text not in seen:
            seen.append(text)
        return text

    hands.wait(lambda: word() not in (talk_words.LOADING_LIVE, talk_words.NO_FACE_LIVE), "a word for the face")
    hands.press("s", "d", "d")
    hands.press("F1")
    assert isinstance(shell.screen, Help)
    hands.press("Escape")
    # The first Esc may have stopped speech, and for a second after that it does nothing more.
    hands.wait(lambda: shell.screen is talk or (hands.press("Escape"), time.sleep(0.3)) is None, "the talk again")
    hands.press("w")
    hands.wait(lambda: talk._views.small is not None and "smalltalk" in hands.focus, "the small window")
    assert str(talk._views.small.line.cget("text"))
    hands.press("w")
    hands.wait(lambda: shell.state() == "normal" and hands.text == talk_words.SMALL_WINDOW, "the large window")
    return seen


def _check_in(hands: Hands) -> None:
    shell = hands.app.shell
    hands.press("m")
    assert shell.screen_name == "mirror"
    mirror: Any = shell.screen
    hands.press("w", "1", "1")
    hands.wait(lambda: type(mirror.step).__name__ == "Result", "the answer beside the guess")
    hands.wait(lambda: shell.screen_name == "home" or hands.press("Escape"), "home after the check-in")


def _history(hands: Hands, folder: Path, exports: tuple[str, ...]) -> list[Path]:
    shell = hands.app.shell
    hands.wait(lambda: hands.text == home_words.OPEN_DOOR.format(name=home_words.TALK), "the first door")
    hands.press("h")
    history: Any = shell.screen
    hands.wait(lambda: hands.focus, "History")
    hands.tab_to(history_words.VIEWS["data"])
    hands.press("space")
    hands.wait(lambda: history.view_name == "data", "the view of one's data")
    files = []
    for ending in exports:
        hands.tab_to(data_words.EXPORT_KINDS[ending])
        files.append(folder / f"visit{ending}")
        hands.answer_file_dialog(files[-1])
        hands.press("space")
        hands.wait(lambda: files[-1].exists() and files[-1].name in str(history.view.told.cget("text")), "the export")
    return files
