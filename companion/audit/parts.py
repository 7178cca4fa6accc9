"""What is in a window: its widgets, where each is and how much of it is seen, and which of them can be worked."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from dataclasses import dataclass
from tkinter import font as tkfont
from tkinter import ttk

from companion.ui.picture import PictureView
from companion.ui.screen_still import ScreenStill
from companion.ui.scroll import ScrollBody
from companion.ui.styles import RING_ROOM
from companion.ui.theme import theme_of
from companion.words import audit as say

# A widget of these classes is there to be worked; one with a button or a key bound to it is, too.
CONTROLS = (
    ttk.Button, ttk.Checkbutton, ttk.Radiobutton, ttk.Entry, ttk.Treeview,
    tk.Button, tk.Checkbutton, tk.Radiobutton, tk.Entry, tk.Text, tk.Listbox,
)  # fmt: skip
_PRESSES = ("Button-1", "ButtonPress-1", "ButtonRelease-1", "Key-space", "Key-Return")


@dataclass(frozen=True)
class Area:
    """A rectangle on the screen in pixels; `right` and `bottom` are the first that do not belong to it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        return max(0, self.bottom - self.top)

    @property
    def empty(self) -> bool:
        return not (self.width and self.height)

    def cut(self, other: Area) -> Area:
        """Return what lies in both."""
        return Area(
            max(self.left, other.left), max(self.top, other.top), min(self.right, other.right),
            min(self.bottom, other.bottom),
        )  # fmt: skip

    def shrunk(self, across: int, down: int) -> Area:
        """Return it without so many pixels at each side; negative makes it larger."""
        return Area(self.left + across, self.top + down, self.right - across, self.bottom - down)

    def outside(self, other: Area, slack: int = 1) -> int:
        """Return by how many pixels it sticks out of another at most; 0 within the slack."""
        most = max(
            other.left - self.left, other.top - self.top, self.right - other.right, self.bottom - other.bottom
        )
        return most if most > slack else 0


def area_of(widget: tk.Misc) -> Area:
    """Return where a widget is, whether it is seen or not."""
    left, top = widget.winfo_rootx(), widget.winfo_rooty()
    return Area(left, top, left + widget.winfo_width(), top + widget.winfo_height())


def ancestors(widget: tk.Misc) -> Iterator[tk.Misc]:
    """Yield parent, its parent and so on, up to and with the window."""
    place = widget
    while not isinstance(place, tk.Tk | tk.Toplevel):
        assert place.master is not None
        place = place.master
        yield place


def seen_area(widget: tk.Misc) -> Area:
    """Return the part of a widget that no widget around it cuts off."""
    area = area_of(widget)
    for around in ancestors(widget):
        area = area.cut(area_of(around))
    return area


def scrollers(window: tk.Misc) -> list[ScrollBody]:
    """Return the bodies that scroll."""
    return [one for one in everything(window) if isinstance(one, ScrollBody)]


def everything(window: tk.Misc) -> Iterator[tk.Misc]:
    """Yield all widgets that are laid out, top down; scrolled out of sight counts as laid out, a window apart not."""
    for child in window.winfo_children():
        if child.winfo_viewable() and not isinstance(child, tk.Toplevel):
            yield child
            yield from everything(child)


def leaves(window: tk.Misc) -> list[tk.Misc]:
    """Return the widgets that show something themselves: no frames, and nothing that holds other widgets."""
    return [
        widget
        for widget in everything(window)
        if not isinstance(widget, tk.Frame | ttk.Frame | tk.Toplevel | ttk.Separator)
        and not any(child.winfo_viewable() for child in widget.winfo_children())
    ]


def is_picture(widget: tk.Misc) -> bool:
    """Tell whether it shows a camera's or the screen's picture, whose colours nobody can choose: it is exempt."""
    return isinstance(widget, PictureView | ScreenStill)


def is_control(widget: tk.Misc) -> bool:
    """Tell whether a person can do something with it."""
    if isinstance(widget, CONTROLS):
        return True
    # A scroll bar is worked with the mouse only: wheel, arrow and page keys do the same.
    if isinstance(widget, ttk.Scrollbar | tk.Tk | tk.Toplevel):
        return False
    return any(f"<{press}>" in widget.bind() for press in _PRESSES)


def is_off(widget: tk.Misc) -> bool:
    """Tell whether it is disabled now."""
    if isinstance(widget, ttk.Widget):
        return bool(widget.instate(["disabled"]))
    return "state" in widget.keys() and str(widget.cget("state")) == "disabled"  # noqa: SIM118


def body_of(widget: tk.Misc) -> Area:
    """Return a control's body: its area without the empty room in which its focus ring appears."""
    room = theme_of(widget).px(RING_ROOM) if ringed(widget) else 0
    return area_of(widget).shrunk(room, room)


def ringed(widget: tk.Misc) -> bool:
    """Tell whether its style keeps room for a ring (see `companion.ui.styles`)."""
    return isinstance(widget, ttk.Button | ttk.Checkbutton | ttk.Radiobutton | ttk.Entry)


def style_of(widget: ttk.Widget) -> str:
    """Return the name of its ttk style."""
    return str(widget.cget("style")) or widget.winfo_class()


def text_of(widget: tk.Misc) -> str:
    """Return what a widget says; of a field what is written in it."""
    if isinstance(widget, ttk.Entry | tk.Entry):
        return str(widget.get())
    if isinstance(widget, tk.Text):
        return str(widget.get("1.0", "end-1c"))
    return str(widget.cget("text")) if "text" in widget.keys() else ""  # noqa: SIM118


def kind_of(canvas: tk.Canvas, item: int) -> str:
    """Return what kind of item on a canvas this is: oval, text and so on."""
    return str(canvas.tk.call(str(canvas), "type", item))


def option_of(canvas: tk.Canvas, item: int, name: str) -> str:
    """Return an option of an item on a canvas."""
    return str(canvas.tk.call(str(canvas), "itemcget", item, f"-{name}"))


def font_of(widget: tk.Misc) -> tkfont.Font:
    """Return the font that its text is drawn with."""
    named = str(widget.cget("font")) if "font" in widget.keys() else ""  # noqa: SIM118
    if not named and isinstance(widget, ttk.Widget):
        named = str(ttk.Style(widget).lookup(style_of(widget), "font"))
    return font_named(widget, named or "TkDefaultFont")


def font_named(widget: tk.Misc, named: str) -> tkfont.Font:
    """Return a font by its name or description."""
    # Of a named font `Font(font=...)` would make a copy in points, which is not quite the same size.
    if named in tkfont.names(widget):
        return tkfont.nametofont(named, widget)
    return tkfont.Font(widget, font=named)


def name_of(widget: tk.Misc) -> str:
    """Return kind and text of a widget, as a failure names it."""
    kind = say.KINDS.get(widget.winfo_class(), type(widget).__name__)
    text = " ".join(text_of(widget).split()) or str(getattr(widget, "name", "")) or str(widget).rsplit(".", 1)[-1]
    return say.WHO.format(kind=kind, text=text if len(text) <= 48 else text[:47] + "…")
