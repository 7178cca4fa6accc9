"""The window with its screens: shows one at a time, at most one more over it, and owns their keys.

A screen is any object with `frame`, `opened()` and `closed()`. The shell is given makers by name and makes a screen
anew each time that it is shown:

    shell = Shell(settings, {"home": lambda shell, **extra: Home(shell, ...), "talk": Talk})
    shell.show("talk", source=None)
    shell.mainloop()
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from tkinter import ttk
from typing import Any, cast

from companion.settings import LETTER_KEYS, Settings
from companion.ui.jobs import Job
from companion.ui.keys import Keys
from companion.ui.same_place import focus_place, focused_place
from companion.ui.screen import Screen, ScreenMaker
from companion.ui.window import Window

# How long it stands there what would be lost: long enough to read it slowly.
WARNED_S = 20.0


@dataclass(frozen=True)
class _Covered:
    """The screen that lies under another for a while, with what it was made from, its timers and what had the focus."""

    screen: Screen
    name: str
    extra: dict[str, Any]
    jobs: list[Job]
    focus: tk.Misc | None


class Shell(Window):
    """The window with its screens.

    Attributes:
        hotkeys: letters of the screen that is shown; `ActionButton` enters its letter itself.
        screen: what is shown now, or None.
        home: name of the screen that Esc and an ended screen go back to.
        escape_hooks: asked in order before Esc goes back; one that returns True has used Esc up (speech).
        running: what is live now (a camera, a video); while there is something, Ctrl+Q asks for a second time.
        ends_at_once: the person wants everything to end now; nobody may take his time.
        on_help: called for F1 with the screen's topic, when the screen has no `help()`.
        on_window: called with each further window, after its keys are bound.
        before_close: asked when the window is to close; returns what would be lost, in a sentence, or "".
        on_close: called once before the window goes.
        on_end_at_once: called before that, when everything is to end at once.
    """

    def __init__(self, settings: Settings, screens: Mapping[str, ScreenMaker], title: str = "Companion") -> None:
        super().__init__(settings, title)
        self.screens: dict[str, ScreenMaker] = dict(screens)
        self.screen: Screen | None = None
        self.screen_name = ""
        self._extra: dict[str, Any] = {}
        self.home = "home"
        self.escape_hooks: list[Callable[[], bool]] = []
        self.on_help: Callable[[str], object] = lambda name: None
        self.on_window: Callable[[tk.Toplevel], None] = lambda window: None
        self.before_close: Callable[[], str] = lambda: ""
        self.on_close: Callable[[], None] = lambda: None
        self.on_end_at_once: Callable[[], None] = lambda: None
        self.running: set[object] = set()
        self.ends_at_once = False
        self.hotkeys = Keys(self, enabled=lambda: settings.get(LETTER_KEYS))
        self._closing = self._warned = False
        self._covered: _Covered | None = None
        self._hint: ttk.Frame | None = None
        self.protocol("WM_DELETE_WINDOW", self.ask_to_close)
        if self.tk.call("tk", "windowingsystem") == "win32":
            self.protocol("WM_SAVE_YOURSELF", self.close)  # the end of the day: the process ends without another word
        if self.tk.call("tk", "windowingsystem") == "aqua":
            # Cmd+Q, the Dock's menu and the end of the day: Tk would end the process, and what is half written with it.
            self.createcommand("::tk::mac::Quit", self.ask_to_close)

    # -- screens

    def show(self, name: str, **extra: Any) -> Screen:
        """Close what is shown, make the named screen (`extra` goes to its maker) and show it.

        Raises:
            KeyError: there is no screen of this name.
        """
        maker = self.screens[name]
        self._close_screen()
        self._extra = extra
        return self._open(name, maker(self, **extra))

    def cover(self, name: str, **extra: Any) -> Screen:
        """Show the named screen over what is shown, which goes on (a talk) and comes back with `uncover` or Esc.

        A covered screen must not ask for new timers: they would end with what covers it.

        Raises:
            KeyError: there is no screen of this name.
        """
        maker, under = self.screens[name], self.screen
        if under is None or self._covered is not None:
            return self.show(name, **extra)
        self.hotkeys.cover(under.frame)
        self._covered = _Covered(under, self.screen_name, self._extra, self._screen_jobs, self._focus())
        self._screen_jobs, self._extra = [], extra
        under.frame.pack_forget()
        return self._open(name, maker(self, **extra))

    def uncover(self) -> None:
        """Close what covers a screen; that comes back as it was, with its focus. Nothing, if nothing is covered."""
        covered, self._covered = self._covered, None
        if covered is None:
            return
        self._close_top()
        self.hotkeys.uncover()
        self.screen, self.screen_name, self._screen_jobs = covered.screen, covered.name, covered.jobs
        self._extra = covered.extra
        self.screen.frame.pack(fill="both", expand=True)
        self.update_idletasks()
        focus: tk.Misc | None = covered.focus
        if focus is None or not focus.winfo_exists():
            focus = self.screen.frame
        elif not _laid_out(focus) or (isinstance(focus, ttk.Widget) and focus.instate(["disabled"])):
            # Meanwhile it went, or can't be pressed any more.
            focus = focus.tk_focusNext() or focus
        focus.focus_set()

    def again(self) -> None:
        """Make anew what is shown, and what it covers, in the language of now; the focus stays in its place.

        What is covered and `stays` is left as it is: nothing that lies over a talk may end it, or begin it anew.
        """
        if self.screen is None:
            return
        place, page = focused_place(self.screen.frame), getattr(self.screen, "page_shown", "")
        name, extra, covered = self.screen_name, self._extra, self._covered
        if covered is not None:
            if getattr(covered.screen, "stays", False):
                self.uncover()
            else:
                self.show(covered.name, **covered.extra)
            self.cover(name, **extra)
        else:
            self.show(name, **extra)
        if page:
            cast(Any, self.screen).show_page(page)
        focus_place(self.screen.frame, place)

    @property
    def covered(self) -> Screen | None:
        """The screen that lies under the one that is shown, or None."""
        return None if self._covered is None else self._covered.screen

    def escape(self) -> None:
        """Do what Esc does: be silent, or else go back."""
        if not any(hook() for hook in tuple(self.escape_hooks)):
            self._go_back()

    def go_back(self) -> None:
        """Do what a button "Back" does: be silent, and go back in any case."""
        for hook in tuple(self.escape_hooks):
            hook()
        self._go_back()

    def _go_back(self) -> None:
        """Ask the screen, else uncover, else go to the home screen."""
        back = getattr(self.screen, "back", None)
        if callable(back) and back():
            return
        self.leave()

    def leave(self) -> None:
        """Go from what covers a screen back to that, or else to the home screen; nobody is asked."""
        if self._covered is not None:
            self.uncover()
        elif self.screen_name != self.home and self.home in self.screens:
            self.show(self.home)

    def show_help(self) -> None:
        """Do what F1 does: the screen's own `help()`, else `on_help`."""
        own = getattr(self.screen, "help", None)
        if callable(own):
            own()
        else:
            self.on_help(getattr(self.screen, "help_topic", self.screen_name))

    def _open(self, name: str, screen: Screen) -> Screen:
        self.screen, self.screen_name = screen, name
        screen.frame.pack(fill="both", expand=True)
        if self.state() == "withdrawn":
            self.deiconify()
        self.update_idletasks()
        first = getattr(screen, "first_focus", None)
        (first if isinstance(first, tk.Misc) else screen.frame).focus_set()
        screen.opened()
        return screen

    def _close_screen(self) -> None:
        covered, self._covered = self._covered, None
        try:
            self._close_top()
        finally:
            if covered is not None:
                self.screen, self._screen_jobs = covered.screen, covered.jobs
                self._close_top()
            self.hotkeys.clear()

    def _close_top(self) -> None:
        screen, self.screen = self.screen, None
        for job in self._screen_jobs:
            job.cancel()
        self._screen_jobs.clear()
        if screen is not None:
            try:
                screen.closed()
            finally:
                screen.frame.destroy()

    def _focus(self) -> tk.Misc | None:
        try:
            return self.focus_get()
        except KeyError:  # the focus is in a list that Tk made by itself
            return None

    # -- further windows, the end

    def adopt(self, window: tk.Toplevel) -> None:
        """Have a further window follow the keys of this one."""
        self.hotkeys.bind_to(window)
        self.on_window(window)

    def hint(self, text: str, seconds: float, window: tk.Misc | None = None) -> None:
        """Show a short hint at the lower edge of this window, or of the one here; it goes by itself."""
        from companion.ui.hint import Hint

        if self._hint is not None:
            self._hint.destroy()
        hint = self._hint = Hint(window or self, text)
        self.later(seconds, hint.destroy, keep=True)

    def ask_to_close(self) -> None:
        """Close; but where something would be lost, say so first. The next time it closes anyway."""
        if not self.warns():
            self.close()

    def warn_anew(self) -> None:
        """All is saved: what would be lost from now on was never told."""
        self._warned = False

    def warns(self, window: tk.Misc | None = None) -> bool:
        """Say in this window what would be lost by closing, once; tell whether that was done."""
        lost = "" if self._warned else self.before_close()
        if lost:
            self._warned = True
            self.hint(lost, WARNED_S, window)
        return bool(lost)

    def close(self) -> None:
        """End the app: close the screen, cancel all timers, destroy the window."""
        if self._closing:
            return
        self._closing = True
        self.withdraw()  # what takes a moment to end need not be looked at
        try:
            self._close_screen()
        finally:
            try:
                self.on_close()
            finally:
                self.end()

    def end_at_once(self) -> None:
        """End the app without waiting for anything that hangs (Ctrl+Q twice)."""
        self.ends_at_once = True
        self.on_end_at_once()
        self.close()


def _laid_out(widget: tk.Misc) -> bool:
    """Tell whether a widget and all around it have a place (it may not be on the display yet)."""
    place: tk.Misc | None = widget
    while place is not None and not isinstance(place, tk.Tk | tk.Toplevel):
        if not place.winfo_manager():
            return False
        place = place.master
    return True


def shell_of(widget: tk.Misc) -> Shell | None:
    """Return the shell that a widget is in, or None in a plain Tk window."""
    root = widget.nametowidget(".")
    return root if isinstance(root, Shell) else None
