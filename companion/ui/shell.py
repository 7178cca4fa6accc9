"""The window itself: shows one screen at a time, and owns keys, timers and the way from other threads to Tk.

A screen is any object with `frame`, `opened()` and `closed()`. The shell is given makers by name and makes a screen
anew each time that it is shown:

    shell = Shell(settings, {"home": lambda shell, **extra: Home(shell, ...), "talk": Talk})
    shell.show("talk", source=None)
    shell.mainloop()
"""

from __future__ import annotations

import contextlib
import gc
import logging
import queue
import time
import tkinter as tk
from collections.abc import Callable, Mapping
from tkinter import ttk
from types import TracebackType
from typing import Any, Protocol

from companion.settings import LETTER_KEYS, TEXT_SIZE, THEME, Setting, Settings
from companion.ui.keys import Keys
from companion.ui.theme import LARGEST, SMALLEST, STEP, Theme, look_for

LEAST_SIZE = (1024, 640)
FIRST_SIZE = (1120, 720)
# Events from other threads: 10 at most every 50 ms, so that drawing never waits long (design §1).
POST_EVERY_S = 0.05
POSTS_AT_ONCE = 10
# Rubbish is collected this often, and all of it every so many times.
COLLECT_EVERY_S = 1.0
COLLECT_ALL_EVERY = 60

log = logging.getLogger(__name__)


class Screen(Protocol):
    """What the shell asks of a screen.

    It may also have `back() -> bool` (True: Esc was used up here), `help()` for F1, and `first_focus` (a widget).
    """

    @property
    def frame(self) -> ttk.Frame:
        """Its outermost widget, a child of the shell; the shell lays it out and destroys it."""

    def opened(self) -> None:
        """Called once it is on screen."""

    def closed(self) -> None:
        """Called before it goes away: let go of threads and files."""


ScreenMaker = Callable[..., Screen]


class Job:
    """A callback on a deadline. Made by `Shell.every` and `Shell.later`."""

    def __init__(self, shell: Shell, callback: Callable[[], None], interval_s: float, repeat: bool) -> None:
        self._shell, self._callback, self._interval_s, self._repeat = shell, callback, interval_s, repeat
        self._due = time.monotonic() + interval_s
        self._after: str | None = None
        self._plan()

    @property
    def active(self) -> bool:
        """Tell whether it will still call."""
        return self._after is not None

    def cancel(self) -> None:
        """Never call again."""
        if self._after is not None:
            with contextlib.suppress(tk.TclError):  # the window may be gone already
                self._shell.after_cancel(self._after)
            self._after = None

    def _plan(self) -> None:
        wait_s = self._due - time.monotonic()
        self._after = self._shell.after(max(1, int(wait_s * 1000)), self._run)

    def _run(self) -> None:
        if not self._repeat:
            self._after = None
            self._callback()
            return
        planned = self._after
        try:
            self._callback()
        finally:
            # Planned only now: a slow callback then still leaves Tk a moment to draw. Missed turns are dropped.
            if self._after == planned and planned is not None:
                self._due = max(self._due + self._interval_s, time.monotonic())
                self._plan()


class Shell(tk.Tk):
    """The window.

    Attributes:
        settings, theme: what was chosen, and the look that follows from it.
        hotkeys: letters of the screen that is shown; `ActionButton` enters its letter itself.
        screen: what is shown now, or None.
        home: name of the screen that Esc and an ended screen go back to.
        escape_hooks: asked in order before Esc goes back; one that returns True has used Esc up (speech).
        on_help: called for F1 with the screen's name, when the screen has no `help()`.
        on_close: called once before the window goes.
    """

    def __init__(self, settings: Settings, screens: Mapping[str, ScreenMaker], title: str = "Companion") -> None:
        super().__init__(className="Companion")
        self.withdraw()  # no flash of an empty, unstyled window
        self.title(title)
        self.settings = settings
        self.theme = Theme(self)
        self.screens: dict[str, ScreenMaker] = dict(screens)
        self.screen: Screen | None = None
        self.screen_name = ""
        self.home = "home"
        self.escape_hooks: list[Callable[[], bool]] = []
        self.on_help: Callable[[str], None] = lambda name: None
        self.on_close: Callable[[], None] = lambda: None
        self.hotkeys = Keys(self, enabled=lambda: settings.get(LETTER_KEYS))
        self._closing = False
        self._posts: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._screen_jobs: list[Job] = []
        self._window_jobs: list[Job] = []
        self._stop_listening = settings.listen(self._setting_changed)
        self._apply_look()
        self._size_window()
        self.protocol("WM_DELETE_WINDOW", self.close)
        self.every(POST_EVERY_S, self._take_posts, keep=True)
        # Python collects rubbish in whichever thread happens to allocate. Widgets and pictures freed by a worker there
        # call Tk from that thread: it hangs or aborts. So nobody collects but the Tk thread, by this timer.
        gc.disable()
        self._collections = 0
        self.every(COLLECT_EVERY_S, self._collect, keep=True)

    # -- screens

    def show(self, name: str, **extra: Any) -> Screen:
        """Close what is shown, make the named screen (`extra` goes to its maker) and show it.

        Raises:
            KeyError: there is no screen of this name.
        """
        maker = self.screens[name]
        self._close_screen()
        screen = maker(self, **extra)
        self.screen, self.screen_name = screen, name
        screen.frame.pack(fill="both", expand=True)
        if self.state() == "withdrawn":
            self.deiconify()
        self.update_idletasks()
        first = getattr(screen, "first_focus", None)
        (first if isinstance(first, tk.Misc) else screen.frame).focus_set()
        screen.opened()
        return screen

    def go_back(self) -> None:
        """Do what Esc does: ask the hooks and the screen, else go to the home screen."""
        if any(hook() for hook in tuple(self.escape_hooks)):
            return
        back = getattr(self.screen, "back", None)
        if callable(back) and back():
            return
        if self.screen_name != self.home and self.home in self.screens:
            self.show(self.home)

    def show_help(self) -> None:
        """Do what F1 does: the screen's own `help()`, else `on_help`."""
        own = getattr(self.screen, "help", None)
        if callable(own):
            own()
        else:
            self.on_help(self.screen_name)

    def _close_screen(self) -> None:
        screen, self.screen = self.screen, None
        for job in self._screen_jobs:
            job.cancel()
        self._screen_jobs.clear()
        self.hotkeys.clear()
        if screen is not None:
            try:
                screen.closed()
            finally:
                screen.frame.destroy()

    # -- time, and other threads

    def every(self, interval_s: float, callback: Callable[[], None], keep: bool = False) -> Job:
        """Call back at this interval until the screen closes (`keep`: until the window closes)."""
        return self._remember(Job(self, callback, interval_s, repeat=True), keep)

    def later(self, delay_s: float, callback: Callable[[], None], keep: bool = False) -> Job:
        """Call back once after a delay, unless the screen closes first (`keep`: the window)."""
        return self._remember(Job(self, callback, delay_s, repeat=False), keep)

    def post(self, callback: Callable[[], None]) -> None:
        """Have the Tk thread call this soon. Any thread may post; none is lost while the window is open."""
        self._posts.put(callback)

    def _remember(self, job: Job, keep: bool) -> Job:
        jobs = self._window_jobs if keep else self._screen_jobs
        jobs[:] = [known for known in jobs if known.active]
        jobs.append(job)
        return job

    def _collect(self) -> None:
        self._collections += 1
        gc.collect(2 if self._collections % COLLECT_ALL_EVERY == 0 else 1)

    def _take_posts(self) -> None:
        for _ in range(POSTS_AT_ONCE):
            try:
                callback = self._posts.get_nowait()
            except queue.Empty:
                return
            try:
                callback()
            except Exception:
                # One bad event must not hold up those behind it.
                self.report_callback_exception(*_failure())

    # -- look, closing, errors

    def set_text_size(self, percent: int) -> str | None:
        """Change the text size for good; outside of 100 to 200 the nearest is taken. A sentence tells of no saving."""
        return self.settings.set(TEXT_SIZE, min(LARGEST, max(SMALLEST, percent)))

    def change_text_size(self, steps: int) -> None:
        """Change the text size by steps of 25 % (Ctrl + and Ctrl -)."""
        self.set_text_size(self.settings.get(TEXT_SIZE) + steps * STEP)

    def close(self) -> None:
        """End the app: close the screen, cancel all timers, destroy the window."""
        if self._closing:
            return
        self._closing = True
        try:
            self._close_screen()
        finally:
            try:
                self.on_close()
            finally:
                self._stop_listening()
                for job in self._window_jobs:
                    job.cancel()
                # A change of theme that still waits would complain on standard error about a window that is gone.
                self.update_idletasks()
                self.destroy()
                gc.collect()
                gc.enable()

    def report_callback_exception(
        self, exc: type[BaseException], val: BaseException, tb: TracebackType | None
    ) -> None:
        """Tk calls this when a callback fails: it goes to the log, and the window stays open."""
        log.error("a callback of the window failed", exc_info=(exc, val, tb))

    def _setting_changed(self, setting: Setting[Any]) -> None:
        if setting.key in (THEME.key, TEXT_SIZE.key):
            self._apply_look()

    def _apply_look(self) -> None:
        self.theme.apply(look_for(self.settings.get(THEME)), self.settings.get(TEXT_SIZE))

    def _size_window(self) -> None:
        screen = (self.winfo_screenwidth(), self.winfo_screenheight())
        # On a screen smaller than our least size the window may be smaller too: nothing may lie outside of it.
        least = [min(want, have) for want, have in zip(LEAST_SIZE, screen, strict=True)]
        first = [min(want, have) for want, have in zip(FIRST_SIZE, screen, strict=True)]
        self.minsize(*least)
        left, top = ((have - want) // 2 for have, want in zip(screen, first, strict=True))
        with contextlib.suppress(tk.TclError):
            self.geometry(f"{first[0]}x{first[1]}+{left}+{top}")


def _failure() -> tuple[type[BaseException], BaseException, TracebackType | None]:
    import sys

    kind, value, trace = sys.exc_info()
    assert kind is not None and value is not None
    return kind, value, trace


def shell_of(widget: tk.Misc) -> Shell | None:
    """Return the shell that a widget is in, or None in a plain Tk window."""
    root = widget.nametowidget(".")
    return root if isinstance(root, Shell) else None
