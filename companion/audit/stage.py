"""The real app in a fresh folder, and hands to work it with: open a screen, press a button, have a reading come."""

from __future__ import annotations

import contextlib
import time
import tkinter as tk
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING, Any

from companion.audit.parts import everything, text_of
from companion.paths import Paths
from companion.settings import FIRST_RUN_DONE, LANGUAGE, TEXT_SIZE, THEME, load_settings
from companion.ui.app import App
from companion.ui.figures import ChartPicture
from companion.ui.palette import Look
from companion.words.language import ENGLISH

if TYPE_CHECKING:
    from companion.journal.store import Journal
    from companion.reading.reading import Reading

SIZE = (1024, 640)
WAIT_S = 20.0
# A window settles within a few rounds of Tk's loop.
ROUNDS = 4


@dataclass(frozen=True)
class State:
    """Something to look at.

    Attributes:
        tab: the Tab key is tried as well.
        alike: it has the same widgets as another state, with other words: a brief audit takes it in one look only.
    """

    name: str
    tab: bool = True
    alike: bool = False


class StageError(Exception):
    """A screen did not come to where the audit wants it; in one sentence."""


class Stage:
    """The app that is audited.

    Attributes:
        app, shell: the app and its window.
        picture: a drawn picture without a face, as a source.
    """

    def __init__(self, paths: Paths, picture: Path, code: str = ENGLISH) -> None:
        """Open the window in the size that everything has to fit into, in this language, with the first run done.

        Raises:
            tk.TclError: there is no display.
        """
        settings, _ = load_settings(paths.settings)
        settings.set(LANGUAGE, code)
        settings.set(FIRST_RUN_DONE, True)
        self.app, self.picture = App(paths), picture
        self.shell = self.app.shell
        self.shell.geometry(f"{SIZE[0]}x{SIZE[1]}+0+0")
        # Nothing may lie over the window while its picture is taken.
        self.shell.attributes("-topmost", True)

    @property
    def screen(self) -> Any:
        """The screen that is shown; what its parts are called is the recipe's business."""
        return self.shell.screen

    @property
    def window(self) -> tk.Tk | tk.Toplevel:
        """The window that is seen: the app's own, or a small one that took its place."""
        for child in self.shell.winfo_children():
            if isinstance(child, tk.Toplevel) and child.winfo_viewable():
                return child
        return self.shell

    def show(self, name: str, **extra: Any) -> Any:
        """Open a screen by its name in the shell's mapping."""
        screen = self.shell.show(name, **extra)
        self.shell.geometry(f"{SIZE[0]}x{SIZE[1]}+0+0")
        self.settle()
        return screen

    def dress(self, look: Look, percent: int) -> None:
        """Choose look and text size, as the settings page does."""
        self.shell.settings.set(TEXT_SIZE, percent)
        self.shell.settings.set(THEME, str(look))
        self.settle()

    def settle(self) -> None:
        """Let Tk lay out and draw all; wait for charts."""
        for _ in range(ROUNDS):
            self.shell.update()
        charts = [widget for widget in everything(self.window) if isinstance(widget, ChartPicture)]
        if not all(chart.fresh for chart in charts):
            self.until(lambda: all(chart.fresh for chart in charts if chart.winfo_exists()))
            self.settle()

    def until(self, true: Callable[[], object], seconds: float = WAIT_S) -> None:
        """Wait for what other threads bring about.

        Raises:
            StageError: it did not come in time.
        """
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise StageError("it did not come in time")
            self.shell.update()
            time.sleep(0.005)

    def press(self, text: str) -> None:
        """Press the button, or choose the choice, with this text.

        Raises:
            StageError: there is none.
        """
        for widget in everything(self.window):
            if isinstance(widget, ttk.Button | ttk.Radiobutton | ttk.Checkbutton) and text_of(widget) == text:
                widget.invoke()
                self.settle()
                return
        raise StageError(f"no button {text!r}")

    def type(self, widget: tk.Misc, *keys: str) -> None:
        """Give a widget the focus and press these keys."""
        widget.focus_force()
        self.settle()
        for key in keys:
            widget.event_generate("<Key>", keysym=key)
            self.settle()

    def read(self, live: Any, reading: Reading, faces: int = 1) -> None:
        """Have this reading come from the network: the recognition is paused, and its newest outcome is replaced."""
        from companion.audit.samples import outcome

        pipeline = live.pipeline
        pipeline.pause()
        last = -1
        # What recognition is busy with still comes.
        while pipeline.outcomes.latest()[0] != last:
            last = pipeline.outcomes.latest()[0]
            time.sleep(0.05)
        pipeline.outcomes.put(outcome(pipeline.taken.latest()[1], reading, faces))
        self.until(lambda: live.drawn_outcome > last)
        self.settle()

    def journal(self, work: Callable[[Journal], object]) -> None:
        """Have the journal's own thread do this, and wait for it."""
        done = self.app.writer.call(work)
        self.until(done.done)
        done.result()

    @contextlib.contextmanager
    def instead(self, name: str, maker: Callable[..., Any]) -> Iterator[None]:
        """Put another maker into the shell's mapping for a while: the same screen, with drawn things behind it."""
        former = self.shell.screens[name]
        self.shell.screens[name] = maker
        try:
            yield
        finally:
            self.shell.screens[name] = former


def live_of(screen: Any) -> Any:
    """Return the source that runs on a screen, a `companion.ui.live.Live`."""
    return screen._live


def texts_of(window: tk.Misc) -> set[str]:
    """Return all that is written in a window now."""
    return {text_of(widget) for widget in everything(window)}
