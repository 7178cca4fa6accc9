"""What the tests of the Mirror share: a visit that is worked by keys only."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from tkinter import ttk
from typing import Any

from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Session
from companion.ui.app import App
from companion.words import mirror as say

Wait = Callable[..., None]
NO_CAMERA = "63"


class Visit:
    """A mirror that is open, worked by keys only."""

    def __init__(self, app: App, source: str, wait: Wait) -> None:
        self.app, self.shell, self.wait = app, app.shell, wait
        self.shell.geometry("1024x640+0+0")
        app.start("mirror", source)
        self.screen: Any = self.shell.screen
        self.settle()
        self.screen.step.first_focus.focus_force()
        self.settle()

    def settle(self) -> None:
        for _ in range(6):
            self.shell.update()

    def keys(self, *names: str) -> None:
        for name in names:
            focus = self.shell.focus_get()
            assert focus is not None, "the focus is lost"
            focus.event_generate("<Key>", keysym=name)
            self.settle()

    def texts(self) -> list[str]:
        return [str(w.cget("text")) for w in everything(self.shell) if isinstance(w, ttk.Label | ttk.Button)]

    def until_seen(self) -> None:
        self.wait(lambda: self.screen._live.reading is not None, 20, update=self.shell.update)

    def until_no_camera(self) -> None:
        self.wait(lambda: say.NO_CAMERA in self.texts(), update=self.shell.update)

    def kept(self) -> tuple[Session, tuple[CheckIn, ...]]:
        assert self.app.writer.flush(5)
        with Queries(self.app.paths) as queries:
            (session,) = queries.sessions()
            return session, queries.checkins()


def everything(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from everything(child)
