"""Keys of the window: Esc, F1, Ctrl with + - Q, single letters, and scrolling to what has the focus."""

from __future__ import annotations

import contextlib
import time
import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import TYPE_CHECKING

from companion.ui.held_key import HeldKey
from companion.ui.wheel import NOTCH_PX, TOUCHPAD, WHEEL, Turn, bind_wheel
from companion.words import app as say

if TYPE_CHECKING:
    from companion.ui.scroll import ScrollBody
    from companion.ui.shell import Shell

# In these a letter is something to write, never a command.
TEXT_FIELDS = ("Entry", "TEntry", "Text", "TCombobox")
_CONTROL = 0x4
# Ctrl+Q twice within this time ends everything at once.
TWICE_S = 2.0


class Keys:
    """Binds the windows' keys and knows the letters of the screen that is shown.

    Attributes:
        held: which key is held; one for all windows, because the focus moves while it is.
    """

    def __init__(
        self, shell: Shell, enabled: Callable[[], bool], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Bind the keys; `enabled` is asked at each letter."""
        self._shell, self._enabled, self._clock = shell, enabled, clock
        self._quit_s = float("-inf")
        self.held = HeldKey()
        # The screen's letters, and over them those of each thing that covers it: (what it covers, its letters).
        self._layers: list[tuple[str, dict[str, Callable[[], object]]]] = [("", {})]
        # The Alt bit: on Windows the usual one means Num Lock.
        alt = 0x20000 if shell.tk.call("tk", "windowingsystem") == "win32" else 0x8
        self._modifiers = _CONTROL | alt
        # Tk moves the focus among values by Up and Down only, but most of them stand side by side.
        for across, along in (("<Left>", "<Up>"), ("<Right>", "<Down>")):
            shell.bind_class("TRadiobutton", across, lambda event, to=along: event.widget.event_generate(to))  # type: ignore[misc]
        # Enter presses whatever Space presses, and keyboards have two. In Tcl: Tk's own dialogs have such widgets, too.
        shell.tk.call("bind", "all", "<KP_Enter>", "event generate %W <Return> -time %t")
        shell.tk.call("bind", "TRadiobutton", "<Return>", "if {[winfo viewable %W]} {%W invoke}")
        for key in ("<Return>", "<space>"):
            shell.bind_class("TCheckbutton", key, self._switch)
            shell.bind_class("TCombobox", key, self._drop_down)
            shell.bind_class("ComboboxListbox", key, self._take)
        shell.bind_class("ComboboxListbox", "<KeyRelease>", self.held.released)
        # The wheel turns the page; over a list it would else choose another value on the way.
        for wheel in (*WHEEL, TOUCHPAD):
            with contextlib.suppress(tk.TclError):  # Tk 8 knows no touchpad
                shell.unbind_class("TCombobox", wheel)
        self.bind_to(shell)

    def bind_to(self, window: tk.Tk | tk.Toplevel) -> None:
        """Have a window follow these keys: the main one, or one beside it."""
        shell = self._shell
        window.bind("<Key>", self._letter)
        window.bind("<KeyRelease>", self.held.released)
        window.bind("<Escape>", lambda event: self._in_window(event, shell.escape))
        window.bind("<F1>", lambda event: shell.show_help())
        for sequence in ("<Control-q>", "<Control-Q>"):  # the second with Caps Lock
            window.bind(sequence, lambda event: self._quit(event, window))
        for sequence in ("<Control-plus>", "<Control-equal>", "<Control-KP_Add>"):
            window.bind(sequence, lambda event: shell.change_text_size(1))
        for sequence in ("<Control-minus>", "<Control-KP_Subtract>"):
            window.bind(sequence, lambda event: shell.change_text_size(-1))
        window.bind("<Control-Key-0>", lambda event: shell.change_text_size(-100))
        window.bind("<FocusIn>", self._focus_moved)
        bind_wheel(window, self._wheel)
        for sequence, pages in (("<Prior>", -0.8), ("<Next>", 0.8)):
            window.bind(sequence, lambda event, pages=pages: self._page(event, pages))  # type: ignore[misc]

    def add(self, letter: str, press: Callable[[], object], widget: tk.Misc | None = None) -> None:
        """Enter a letter of the screen, or the thing over it, that `widget` lies in; without it, of what is on top.

        Raises:
            ValueError: the letter is taken there, or is no single letter.
        """
        letter, letters = letter.lower(), self._layer_of(widget)
        if len(letter) != 1 or letter in letters:
            raise ValueError(f"{letter!r} is no free single letter")
        letters[letter] = press

    def remove(self, letter: str, press: Callable[[], object]) -> None:
        """Free a letter, if it is still this caller's."""
        for _, letters in self._layers:
            if letters.get(letter.lower()) == press:
                del letters[letter.lower()]

    def clear(self) -> None:
        """Free all letters (the screen has closed)."""
        self._layers[:] = [("", {})]

    def cover(self, frame: tk.Misc) -> None:
        """From now on only the letters of what lies over this frame count."""
        self._layers.append((str(frame), {}))

    def uncover(self) -> None:
        """Go back to the letters before the last `cover`."""
        if len(self._layers) > 1:
            self._layers.pop()

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters that do something now."""
        return tuple(sorted(self._layers[-1][1])) if self._enabled() else ()

    def _layer_of(self, widget: tk.Misc | None) -> dict[str, Callable[[], object]]:
        for covered, letters in reversed(self._layers):
            if widget is None or not covered or not f"{widget}.".startswith(covered + "."):
                return letters
        raise AssertionError("the lowest layer covers nothing")

    def _quit(self, event: tk.Event[tk.Misc], window: tk.Misc) -> None:
        """End the app; while something runs only after a second Ctrl+Q, which ends it all at once."""
        if self.held.repeats(event):
            return  # what the first press warns of has not been read yet
        now, before = self._clock(), self._quit_s
        self._quit_s = now
        if now - before <= TWICE_S:
            self._shell.end_at_once()
        elif self._shell.warns(window):
            pass
        elif self._shell.running:
            self._shell.hint(say.QUIT_AGAIN, TWICE_S, window)
        else:
            self._shell.close()

    def _switch(self, event: tk.Event[tk.Misc]) -> None:
        # A key that is held would switch it on and off until it is let go.
        box, call = str(event.widget), self._shell.tk.call
        if not self.held.repeats(event) and call("winfo", "viewable", box):
            call(box, "invoke")

    def _drop_down(self, event: tk.Event[tk.Misc]) -> None:
        # Tk opens a list by the arrow key only, and nothing on the screen says so.
        if not self.held.repeats(event) and isinstance(event.widget, ttk.Combobox):
            event.widget.event_generate("<Down>")

    def _take(self, event: tk.Event[tk.Misc]) -> None:
        # The key that opened the list may still be held.
        if not self.held.repeats(event):
            self._shell.tk.call("ttk::combobox::LBSelected", str(event.widget))

    def _letter(self, event: tk.Event[tk.Misc]) -> None:
        # A key that is held does not also press what its letter means on the screen that it has led to.
        if self.held.repeats(event) or int(event.state) & self._modifiers or not self._enabled():
            return
        focus = self._focus()
        if focus is not None and _writes_in(focus):
            return
        press = self._layers[-1][1].get(event.char.lower())
        if press is not None:
            press()

    def _focus(self) -> tk.Misc | None:
        try:
            return self._shell.focus_get()
        except KeyError:  # the focus is in a list that Tk made by itself
            return None

    def _in_window(self, event: tk.Event[tk.Misc], action: Callable[[], None]) -> None:
        # The open list of a combobox is closed by Esc itself; its events come here under a name Python can't resolve.
        # A key that is held goes back once: not also from where its first press has led.
        if not self.held.repeats(event) and isinstance(event.widget, tk.Misc):
            action()

    def _focus_moved(self, event: tk.Event[tk.Misc]) -> None:
        # Tk tells the frames around the widget too; only the widget itself has the focus.
        body = scroller(event.widget) if event.widget is self._focus() else None
        if body is not None:
            body.bring_into_view(event.widget)

    def _wheel(self, event: tk.Event[tk.Misc], turn: Turn) -> None:
        body = scroller(event.widget)
        if body is not None and turn.down:
            body.scroll_by(round(turn.down * NOTCH_PX))

    def _page(self, event: tk.Event[tk.Misc], pages: float) -> None:
        # A button outside of what scrolls may have the focus; the keys then turn the one thing that does.
        body = scroller(event.widget)
        if body is None:
            # A small window beside it may have taken its place.
            window = event.widget.winfo_toplevel() if isinstance(event.widget, tk.Misc) else None
            body = scrolling_part(window) or scrolling_part(self._shell.screen)
        if body is not None and body.winfo_viewable():
            body.scroll_pages(pages)


def scroller(widget: object) -> ScrollBody | None:
    """Return the scrolling body that a widget is in, or is, or None."""
    from companion.ui.scroll import ScrollBody

    place = widget if isinstance(widget, tk.Misc) else None
    while place is not None:
        if isinstance(place, ScrollBody):
            return place
        place = place.master
    return None


def scrolling_part(screen: object) -> ScrollBody | None:
    """Return the body of a screen that Page Up and Page Down turn wherever the focus is; a screen may have none."""
    from companion.ui.scroll import ScrollBody

    body = getattr(screen, "scroll", None)
    return body if isinstance(body, ScrollBody) else None


def _writes_in(widget: tk.Misc) -> bool:
    """Tell whether a letter is something to write here. In a list that can only be chosen from it is not."""
    chosen_from = isinstance(widget, ttk.Combobox) and widget.instate(["readonly"])
    return widget.winfo_class() in TEXT_FIELDS and not chosen_from
