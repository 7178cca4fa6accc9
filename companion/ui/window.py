"""The Tk window under the shell: its look and size, its timers, and the way from other threads to Tk."""

from __future__ import annotations

import contextlib
import gc
import logging
import queue
import tkinter as tk
import weakref
from collections.abc import Callable
from tkinter import ttk
from types import TracebackType
from typing import Any

from companion.settings import TEXT_SIZE, THEME, Setting, Settings
from companion.ui.bare_tk import BareTk
from companion.ui.clock_watch import ClockWatch
from companion.ui.jobs import Job
from companion.ui.palette import Look
from companion.ui.system_look import SystemLook
from companion.ui.theme import LARGEST, SMALLEST, STEP, Theme

LEAST_SIZE = (1024, 640)
FIRST_SIZE = (1120, 720)
# What the system takes of a screen's height: the window's own title, and a bar below or above.
BARS = 80
# How many times as wide as high one monitor is at most, but for a few: on those the system finds a good place, too.
WIDEST_MONITOR = 2.2
# Events from other threads: 10 at most every 50 ms, so that drawing never waits long (design §1).
POST_EVERY_S = 0.05
POSTS_AT_ONCE = 10
# How often the computer is asked what look it is set to, where the window follows it.
LOOK_EVERY_S = 60.0
# Rubbish is collected this often, and all of it every so many times.
COLLECT_EVERY_S = 1.0
COLLECT_ALL_EVERY = 60

COMBO_CHOSEN = "<<ComboboxSelected>>"

log = logging.getLogger(__name__)


class Window(BareTk):
    """A window with a theme, and callbacks that are kept in time.

    Attributes:
        settings, theme: what was chosen, and the look that follows from it.
        on_saved: called after a setting was chosen where no screen tells of it, with a sentence if it was not saved.
    """

    def __init__(self, settings: Settings, title: str) -> None:
        super().__init__(className="Companion")
        # On X11 what is selected in a field, as by Tab, would be there for every other program without a copy.
        self.option_add("*exportSelection", False)
        # Nor is a field then told that another has a selection: it ends with the focus, and with a choice.
        for kind, event in (("TEntry", "<FocusOut>"), ("TCombobox", "<FocusOut>"), ("TCombobox", COMBO_CHOSEN)):
            self.bind_class(kind, event, _select_nothing, add="+")
        self.withdraw()  # no flash of an empty, unstyled window
        self.title(title)
        self.settings = settings
        self.on_saved: Callable[[str | None], object] = lambda problem: None
        self.theme = Theme(self)
        self._posts: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._screen_jobs: list[Job] = []
        self._window_jobs: list[Job] = []
        self._all_jobs: weakref.WeakSet[Job] = weakref.WeakSet()  # with those of a screen that is covered
        self._system_look = SystemLook(self.post, self._apply_look)
        self._stop_listening = settings.listen(self._setting_changed)
        self._apply_look()
        self._size_window()
        self.every(POST_EVERY_S, self._take_posts, keep=True)
        # Python collects rubbish in whichever thread happens to allocate. Widgets and pictures freed by a worker there
        # call Tk from that thread: it hangs or aborts. So nobody collects but the Tk thread, by this timer.
        gc.disable()
        self._collections = 0
        self.every(COLLECT_EVERY_S, self._collect, keep=True)
        self._clock_watch = ClockWatch(self, self._plan_anew)
        self.every(LOOK_EVERY_S, self._look_again, keep=True)

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
        self._all_jobs.add(job)
        return job

    def _plan_anew(self) -> None:
        """The clock was set back: what was planned by it would come that much later."""
        for job in tuple(self._all_jobs):
            job.plan_anew()

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

    # -- look, end, errors

    def set_text_size(self, percent: int) -> str | None:
        """Change the text size for good; outside of 100 to 200 the nearest is taken. A sentence tells of no saving."""
        return self.settings.set(TEXT_SIZE, min(LARGEST, max(SMALLEST, percent)))

    def change_text_size(self, steps: int) -> None:
        """Change the text size by steps of 25 % (Ctrl + and Ctrl -)."""
        self.on_saved(self.set_text_size(self.settings.get(TEXT_SIZE) + steps * STEP))

    def end(self) -> None:
        """Cancel all timers and destroy the window."""
        self._stop_listening()
        self._clock_watch.stop()
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
        if setting.key == THEME.key:
            self._system_look.forget()
        if setting.key in (THEME.key, TEXT_SIZE.key):
            self._apply_look()

    def _look_again(self) -> None:
        """The computer may turn dark in the evening."""
        if self.settings.get(THEME) == "system":
            self._system_look.ask_again()

    def _apply_look(self) -> None:
        choice = self.settings.get(THEME)
        look = self._system_look.get() if choice == "system" else Look(choice)
        self.theme.apply(look, self.settings.get(TEXT_SIZE))

    def _size_window(self) -> None:
        screen = (self.winfo_screenwidth(), self.winfo_screenheight())
        least, first, corner = sizes(screen, self.theme.dpi_factor)
        self.minsize(*least)
        with contextlib.suppress(tk.TclError):
            self.geometry(f"{first[0]}x{first[1]}" + ("" if corner is None else f"+{corner[0]}+{corner[1]}"))


Size = tuple[int, int]


def sizes(screen: Size, dpi_factor: float) -> tuple[Size, Size, Size | None]:
    """Return a window's least size, its first size and its first corner, in pixels, for a screen's width and height.

    On a screen smaller than that the window may be smaller too: nothing may lie outside of it, or behind a bar. Several
    monitors side by side may be told as one wide screen, whose middle lies between two of them: then there is no corner
    (None), and the system chooses a place.

    >>> sizes((1920, 1200), 1.0), sizes((1366, 768), 1.0)
    (((1024, 640), (1120, 720), (400, 200)), ((1024, 640), (1120, 688), (123, 0)))
    >>> sizes((3840, 1080), 1.0)
    ((1024, 640), (1120, 720), None)
    """
    width, height = screen[0], screen[1] - round(BARS * dpi_factor)

    def fitting(size: tuple[int, int]) -> tuple[int, int]:
        return min(round(size[0] * dpi_factor), width), min(round(size[1] * dpi_factor), height)

    least, first = fitting(LEAST_SIZE), fitting(FIRST_SIZE)
    wide = width > WIDEST_MONITOR * screen[1]
    return least, first, None if wide else ((width - first[0]) // 2, (height - first[1]) // 2)


def _failure() -> tuple[type[BaseException], BaseException, TracebackType | None]:
    import sys

    kind, value, trace = sys.exc_info()
    assert kind is not None and value is not None
    return kind, value, trace


def _select_nothing(event: tk.Event[tk.Misc]) -> None:
    if isinstance(event.widget, ttk.Entry):  # not a field of a dialog that Tk made by itself
        event.widget.selection_clear()
