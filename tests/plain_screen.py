"""What the tests of the window, its jobs and its widgets share: a plain screen that writes down what happens to it."""

from __future__ import annotations

import time
from collections.abc import Callable
from tkinter import ttk

from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton


class Plain:
    """A screen that writes down what happens to it."""

    def __init__(self, shell: Shell, **extra: object) -> None:
        self.shell, self.extra = shell, extra
        self.events: list[str] = []
        self.frame = ttk.Frame(shell)
        self.entry = ttk.Entry(self.frame)
        self.entry.pack()
        self.pause = ActionButton(self.frame, "Pause", lambda: self.events.append("pause"), letter="P")
        self.pause.pack()
        self.first_focus = self.pause

    def opened(self) -> None:
        self.events.append("opened")

    def closed(self) -> None:
        self.events.append("closed")


def pump(shell: Shell, until: Callable[[], bool], seconds: float = 3) -> bool:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        shell.update()
        time.sleep(0.002)
    return until()


def shown(shell: Shell, name: str = "home", **extra: object) -> Plain:
    screen = shell.show(name, **extra)
    assert isinstance(screen, Plain)
    shell.focus_force()
    screen.pause.focus_force()
    shell.update()
    return screen
