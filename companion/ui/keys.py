"""Keys of the window: Esc, F1, Ctrl with + - Q, single letters, and scrolling to what has the focus."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.ui.shell import Shell

# In these a letter is something to write, never a command.
TEXT_FIELDS = ("Entry", "TEntry", "Text", "TCombobox", "TSpinbox", "Spinbox")
_CONTROL = 0x4


class Keys:
    """Binds the window's keys and knows the letters of the screen that is shown."""

    def __init__(self, shell: Shell, enabled: Callable[[], bool]) -> None:
        """Bind the keys; `enabled` is asked at each letter."""
        self._shell, self._enabled = shell, enabled
        self._letters: dict[str, Callable[[], object]] = {}
        # The Alt bit: on Windows the usual one means Num Lock.
        alt = 0x20000 if shell.tk.call("tk", "windowingsystem") == "win32" else 0x8
        self._modifiers = _CONTROL | alt
        shell.bind("<Key>", self._letter)
        shell.bind("<Escape>", lambda event: self._in_window(event, shell.go_back))
        shell.bind("<F1>", lambda event: shell.show_help())
        shell.bind("<Control-q>", lambda event: shell.close())
        for sequence in ("<Control-plus>", "<Control-equal>", "<Control-KP_Add>"):
            shell.bind(sequence, lambda event: shell.change_text_size(1))
        for sequence in ("<Control-minus>", "<Control-KP_Subtract>"):
            shell.bind(sequence, lambda event: shell.change_text_size(-1))
        shell.bind("<Control-Key-0>", lambda event: shell.change_text_size(-100))
        shell.bind("<FocusIn>", self._focus_moved)
        for sequence in ("<MouseWheel>", "<Button-4>", "<Button-5>"):
            shell.bind(sequence, self._wheel)
        for sequence, pages in (("<Prior>", -0.8), ("<Next>", 0.8)):
            shell.bind(sequence, lambda event, pages=pages: self._page(event, pages))  # type: ignore[misc]

    def add(self, letter: str, press: Callable[[], object]) -> None:
        """Enter a letter of this screen.

        Raises:
            ValueError: the letter is taken on this screen, or is no single letter.
        """
        letter = letter.lower()
        if len(letter) != 1 or letter in self._letters:
            raise ValueError(f"{letter!r} is no free single letter")
        self._letters[letter] = press

    def remove(self, letter: str, press: Callable[[], object]) -> None:
        """Free a letter, if it is still this caller's."""
        if self._letters.get(letter.lower()) == press:
            del self._letters[letter.lower()]

    def clear(self) -> None:
        """Free all letters (the screen has closed)."""
        self._letters.clear()

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters that do something now."""
        return tuple(sorted(self._letters)) if self._enabled() else ()

    def _letter(self, event: tk.Event[tk.Misc]) -> None:
        if int(event.state) & self._modifiers or not self._enabled():
            return
        focus = self._focus()
        if focus is not None and focus.winfo_class() in TEXT_FIELDS:
            return
        press = self._letters.get(event.char.lower())
        if press is not None:
            press()

    def _focus(self) -> tk.Misc | None:
        try:
            return self._shell.focus_get()
        except KeyError:  # the focus is in a list that Tk made by itself
            return None

    def _in_window(self, event: tk.Event[tk.Misc], action: Callable[[], None]) -> None:
        # The open list of a combobox is closed by Esc itself; its events come here under a name Python can't resolve.
        if isinstance(event.widget, tk.Misc):
            action()

    def _focus_moved(self, event: tk.Event[tk.Misc]) -> None:
        # Tk tells the frames around the widget too; only the widget itself has the focus.
        body = scroller(event.widget) if event.widget is self._focus() else None
        if body is not None:
            body.bring_into_view(event.widget)

    def _wheel(self, event: tk.Event[tk.Misc]) -> None:
        body = scroller(event.widget)
        if body is not None:
            up = event.num == 4 or event.delta > 0
            body.scroll_by(-48 if up else 48)

    def _page(self, event: tk.Event[tk.Misc], pages: float) -> None:
        body = scroller(event.widget)
        if body is not None:
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


if TYPE_CHECKING:
    from companion.ui.scroll import ScrollBody
