"""Small widgets that all screens share. Each takes its colours from what it lies on: page, panel or notice.

    panel = Panel(parent)                                    # a rounded surface; it is a Stack
    panel.add(WrappedLabel(panel, "Some text"), gap=16)      # one under the other; gaps grow with the text
    row = Row(panel); panel.add(row)
    row.add(ActionButton(row, "Pause", on_pause, letter="P", kind="Accent"))
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any

from PIL import ImageTk

from companion.settings import LETTER_KEYS
from companion.ui.pressed_once import repeats
from companion.ui.rounded import draw_keycap
from companion.ui.shell import shell_of
from companion.ui.styles import NOTICE, PANEL
from companion.ui.theme import theme_of
from companion.words import home as words

GAP = 16


def surface_of(widget: tk.Misc) -> str:
    """Return the beginning of style names for widgets that lie on this one: "", "Panel." or "Notice."."""
    place: tk.Misc | None = widget
    while place is not None:
        surface = getattr(place, "surface", None)
        if isinstance(surface, str):
            return surface
        place = getattr(place, "lies_on", None) or place.master
    return ""


def style_for(parent: tk.Misc, style: str) -> str:
    """Return the style's name for a widget in this parent: `ttk.Entry(panel, style=style_for(panel, "TEntry"))`."""
    return surface_of(parent) + style


def surface_colour(widget: tk.Misc) -> str:
    """Return the colour of what this widget lies on."""
    colours = theme_of(widget).palette
    return {PANEL: colours.surface, NOTICE: colours.notice}.get(surface_of(widget), colours.page)


class Stack(ttk.Frame):
    """Widgets one under the other, over the full width. Gaps and padding grow with the text size."""

    across = False

    def __init__(
        self, parent: tk.Misc, padding: float = 0, style: str = "", lies_on: tk.Misc | None = None
    ) -> None:
        self.lies_on = lies_on
        super().__init__(parent, style=style or style_for(lies_on or parent, "TFrame"))
        self._padding = padding
        self._gaps: dict[ttk.Widget | tk.Widget, float] = {}
        self._places = 0
        self.bind("<<ThemeChanged>>", lambda event: self._space())
        if self.across:
            self.rowconfigure(0, weight=1)
        else:
            self.columnconfigure(0, weight=1)
        self._space()

    def add(self, widget: tk.Widget, gap: float = GAP, grow: int = 0, sticky: str = "") -> None:
        """Put a widget at the end. `gap`: space before it (none before the first); `grow`: its share of free room."""
        place, self._places = self._places, self._places + 1
        for gone in [known for known in self._gaps if not known.winfo_exists()]:
            del self._gaps[gone]  # else all that was ever shown here would be kept; an empty row takes no room
        self._gaps[widget] = gap if place else 0
        if self.across:
            widget.grid(row=0, column=place, sticky=sticky or "w")
            self.columnconfigure(place, weight=grow)
        else:
            widget.grid(row=place, column=0, sticky=sticky or ("nsew" if grow else "ew"))
            self.rowconfigure(place, weight=grow)
        self._space_one(widget)

    def _space(self) -> None:
        self.configure(padding=round(self._padding * theme_of(self).scale))
        for widget in self._gaps:
            self._space_one(widget)

    def _space_one(self, widget: tk.Widget | ttk.Widget) -> None:
        if not widget.winfo_exists():
            return
        gap, hidden = round(self._gaps[widget] * theme_of(self).scale), not widget.winfo_manager()
        if self.across:
            widget.grid_configure(padx=(gap, 0))
        else:
            widget.grid_configure(pady=(gap, 0))
        if hidden:
            widget.grid_remove()


class Row(Stack):
    """Widgets side by side."""

    across = True


class Flow(ttk.Frame):
    """Widgets side by side that go on in a new line where the width ends: all its children, in the order made."""

    def __init__(self, parent: tk.Misc, gap: float = 4) -> None:
        super().__init__(parent, style=style_for(parent, "TFrame"), width=10, height=10)
        self._gap = gap
        self._left_out: set[str] = set()
        self.bind("<Configure>", lambda event: self.arrange())
        self.bind("<<ThemeChanged>>", lambda event: self.after_idle(self._arrange_if_there))

    def offer(self, child: tk.Widget, on: bool) -> None:
        """Show a child, or leave it out for now."""
        if on == (str(child) not in self._left_out):
            return
        self._left_out.symmetric_difference_update({str(child)})
        if not on and str(self.tk.call("focus")) == str(child):
            # The focus must not stay on what is not seen.
            for other in self.winfo_children():
                if str(other) not in self._left_out:
                    other.focus_set()
                    break
        self.arrange()

    def _arrange_if_there(self) -> None:
        if self.winfo_exists():
            self.arrange()

    def arrange(self) -> None:
        """Give each child its place, and ask for the height that all of them need."""
        gap, width = theme_of(self).px(self._gap), self.winfo_width()
        x = y = line = 0
        for child in self.winfo_children():
            if str(child) in self._left_out:
                child.place_forget()  # type: ignore[union-attr]  # it was placed below before
                continue
            wide, high = child.winfo_reqwidth(), child.winfo_reqheight()
            if x and x + wide > width:
                x, y, line = 0, y + line + gap, 0
            if not isinstance(child, tk.Toplevel):
                child.place(x=x, y=y)
            x, line = x + wide + gap, max(line, high)
        if y + line != int(str(self.cget("height"))):
            self.configure(height=y + line)


class Panel(Stack):
    """A calm rounded surface with padding, for things that belong together."""

    surface = PANEL

    def __init__(self, parent: tk.Misc, padding: float = 24) -> None:
        super().__init__(parent, padding, style=f"{PANEL}Box.TFrame")


class WrappedLabel(ttk.Label):
    """Text that wraps to the width it is given, live. It asks for little width itself: lay it out to fill."""

    def __init__(self, parent: tk.Misc, text: str = "", kind: str = "", chars: int = 12, longest: int = 80) -> None:
        """Make it. `kind`: "", Small, Muted, Bold, Title, Heading, Live. Lines get no longer than `longest` letters."""
        style = style_for(parent, f"{kind}.TLabel" if kind else "TLabel")
        super().__init__(parent, text=text, style=style, width=chars, justify="left", anchor="nw")
        self._longest = longest
        self.bind("<Configure>", lambda event: self._wrap())
        self.bind("<<ThemeChanged>>", lambda event: self._wrap())

    def say(self, text: str) -> None:
        """Show another text; nothing is drawn anew if it is the same."""
        if str(self.cget("text")) != text:
            self.configure(text=text)

    def _wrap(self) -> None:
        if self.winfo_width() <= 1:
            # Not laid out yet: a letter a line would make a page of texts larger than the display can draw.
            return
        limit = theme_of(self).font("CompanionBody").measure("n") * self._longest
        width = max(1, min(self.winfo_width(), limit))
        if int(str(self.cget("wraplength") or 0)) != width:
            self.configure(wraplength=width)


class ActionButton(ttk.Button):
    """A button that shows its letter key and enters it with the shell. Space, Enter, mouse or letter press it."""

    def __init__(
        self, parent: tk.Misc, text: str, command: Callable[[], object], letter: str | None = None, kind: str = ""
    ) -> None:
        """Make it. `kind`: "" plain, "Accent" the screen's main action, "Quiet" without an edge."""
        style = style_for(parent, f"{kind}.TButton" if kind else "TButton")
        super().__init__(parent, text=text, command=command, style=style)
        self.letter = letter.upper() if letter else None
        self._kind = kind
        self._caps: list[ImageTk.PhotoImage] = []
        for key in ("Return", "KP_Enter", "space"):
            self.bind(f"<{key}>", self._key)
        self.bind("<<ThemeChanged>>", lambda event: self._show_letter())
        shell = shell_of(self)
        if self.letter and shell is not None:
            shell.hotkeys.add(self.letter, self._press, self)
            stop = shell.settings.listen(lambda setting: self._show_letter() if setting is LETTER_KEYS else None)

            def let_go(event: object) -> None:
                stop()
                shell.hotkeys.remove(self.letter or "", self._press)

            self.bind("<Destroy>", let_go)
        self._show_letter()

    def set_text(self, text: str) -> None:
        """Show another name, such as "Go on" for "Pause"."""
        self.configure(text=text)

    def enable(self, on: bool, instead: tk.Misc | None = None) -> None:
        """Let it be pressed, or not; `instead` takes the focus from it when it can't be pressed any more."""
        self.state(["!disabled" if on else "disabled"])
        if not on and instead is not None and str(self.tk.call("focus")) == str(self):
            instead.focus_set()

    def _key(self, event: tk.Event[tk.Misc]) -> str | None:
        # A press counts once: a key that is held presses neither this again, nor this after what had the focus before.
        if repeats(event):
            return "break"
        if event.keysym == "Return":
            self._press()
        elif not self.winfo_viewable():
            return "break"
        return None  # Tk itself presses by Space; the other Enter comes here once more, as the first one

    def _press(self) -> None:
        # A button that is not seen now (another state of the screen) has no key either, although the focus may be left
        # on it.
        if self.winfo_viewable():
            self.invoke()

    def _show_letter(self) -> None:
        shell = shell_of(self)
        if not self.letter or (shell is not None and not shell.settings.get(LETTER_KEYS)):
            self.configure(image="", compound="none")
            return
        theme = theme_of(self)
        ink = theme.palette.on_accent if self._kind == "Accent" else theme.palette.muted
        size, gap = theme.px(24), theme.px(10)
        self._caps = [
            ImageTk.PhotoImage(draw_keycap(self.letter, size, colour, gap), master=self)
            for colour in (ink, theme.palette.disabled)
        ]
        images: Any = (self._caps[0], "disabled", self._caps[1])
        self.configure(image=images, compound="right")


class NoticeBar(Stack):
    """One plain sentence with a button that closes it. Calm: it is for notes, not for alarms."""

    surface = NOTICE

    def __init__(self, parent: tk.Misc, text: str, on_dismiss: Callable[[], object] | None = None) -> None:
        super().__init__(parent, 8, style=f"{NOTICE}Box.TFrame")
        self._on_dismiss = on_dismiss
        row = Row(self)
        self.label = WrappedLabel(row, text)
        row.add(ttk.Frame(row, style=style_for(row, "TFrame"), width=8))
        row.add(self.label, grow=1, sticky="ew", gap=4)
        self.close = ActionButton(row, words.DISMISS, self.dismiss, kind="Quiet")
        self.close.spoken_before = lambda: str(self.label.cget("text"))  # type: ignore[attr-defined]
        row.add(self.close)
        self.add(row)

    @property
    def held(self) -> bool:
        """Whether the focus is on its button."""
        return str(self.tk.call("focus")) == str(self.close)

    def hand_on(self) -> None:
        """Give the focus, if it is here, to what follows."""
        following = self.close.tk_focusNext() if self.held else None
        if following is not None:
            following.focus_set()

    def dismiss(self) -> None:
        """The person closes it."""
        self.put_away()
        if self._on_dismiss is not None:
            self._on_dismiss()

    def put_away(self) -> None:
        """Take it away; the focus goes on to what follows."""
        self.hand_on()
        self.grid_remove() if self.winfo_manager() == "grid" else self.pack_forget()
        around = self.master
        if isinstance(around, Stack) and not around.grid_slaves():
            # A frame whose children are gone keeps its height until it is told.
            around.configure(height=1)
