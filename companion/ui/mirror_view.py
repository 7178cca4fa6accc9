"""What every step of the Mirror has in common: a body that scrolls, buttons below it, and one way back."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from tkinter import ttk

from companion.ui.scroll import ScrollBody
from companion.ui.theme import theme_of
from companion.ui.widgets import ActionButton, Flow, Stack, WrappedLabel

# From this text size on (percent) a step that needs room takes the picture's place.
LARGE_TEXT = 150
PAGE_KEYS = ("Prior", "Next")
# A step gets no wider (pixels at 100 %): long lines are hard to read, and what belongs together stands together.
WIDEST = 780


@dataclass(frozen=True)
class Answer:
    """What the person said: a word, "I don't know", or skipped; with the signs or the point that led there."""

    word: str | None = None
    signs: tuple[str, ...] = ()
    grid: tuple[float, float] | None = None
    dont_know: bool = False
    skipped: bool = False


class Step(ttk.Frame):
    """One step. A subclass fills `body` and `buttons` and names what has the focus at first.

    Attributes:
        buttons: lie beside it in its parent, which gives them their place: with large text they need the whole width.
        back: where Esc and "Back" lead; None leaves the Mirror.
        scroll: what Page Up, Page Down and the arrow keys turn while a button has the focus.
        wants_room: with large text it is shown without the picture.
    """

    wants_room = True

    def __init__(self, parent: tk.Misc, back: Callable[[], object] | None = None) -> None:
        super().__init__(parent)
        self.back = back
        self.first_focus: tk.Misc = self
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self.scroll = ScrollBody(self, padding=4)
        self.scroll.grid(row=0, column=0, sticky="nsew")
        self.body: Stack = self.scroll.body
        self.buttons = Flow(parent, gap=4)

    def destroy(self) -> None:
        """Go, with the buttons."""
        self.buttons.destroy()
        super().destroy()

    def head(self, title: str, line: str) -> None:
        """Say what this step is about."""
        self.body.add(WrappedLabel(self.body, title, kind="Heading"))
        self.body.add(WrappedLabel(self.body, line, kind="Muted"), gap=4)

    def button(self, text: str, press: Callable[[], object], letter: str, kind: str = "") -> ActionButton:
        """Add a button below. While it has the focus, the arrow keys scroll what stands above it."""
        made = ActionButton(self.buttons, text, press, letter=letter, kind=kind)
        for key, pages in (("Up", -0.2), ("Down", 0.2)):
            made.bind(f"<{key}>", lambda event, pages=pages: self.scroll.scroll_pages(pages))  # type: ignore[misc]
        return made

    def keep_in_view(self, focused: tk.Misc, together: tk.Misc) -> None:
        """While `focused` has the focus, show all that belongs to it: its readout, not itself alone."""

        def bring() -> None:
            if self.winfo_exists() and self.focus_get() is focused:
                self.scroll.bring_into_view(together)

        def told(event: tk.Event[tk.Misc]) -> None:
            # Who turns the page wants to see something else.
            if event.keysym not in PAGE_KEYS:
                # Once idle: the shell first brings the widget itself into view.
                self.after_idle(bring)

        for happening in ("<FocusIn>", "<Configure>", "<KeyRelease>"):
            focused.bind(happening, told, add=True)

    def leave(self) -> None:
        """Called before it goes away."""


def large(widget: tk.Misc) -> bool:
    """Tell whether the text is so large that room is short."""
    return theme_of(widget).percent >= LARGE_TEXT
