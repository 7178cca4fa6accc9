"""The ttk styles behind the theme: one ttk theme for each look and size, on clam, with rounded pictures.

A style's name may begin with what it lies on: nothing (the page), `Panel.` or `Notice.`; `widgets.style_for` adds it.

    TLabel  Small.TLabel  Muted.TLabel  Bold.TLabel  Title.TLabel  Heading.TLabel  Live.TLabel
    TButton  Accent.TButton (one a screen: the main action)  Quiet.TButton (no edge until it is pointed at)
    TCheckbutton  TRadiobutton  Choice.TRadiobutton (a pill; several in a row)
    TEntry  TCombobox  Treeview  TProgressbar  TScrollbar  TSeparator  TFrame
"""

from __future__ import annotations

import tkinter as tk
from dataclasses import replace
from tkinter import ttk
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageTk

from companion.ui.rounded import Box, draw_arrow, draw_box, draw_dot, draw_tick_box

if TYPE_CHECKING:
    from companion.ui.theme import Theme

PANEL = "Panel."
NOTICE = "Notice."
TARGET = 44  # the least height of anything to press
MARK_GAP = 12  # between the mark of a check or radio button and its text
RING_ROOM = 5  # empty space around a button's body, where its focus ring appears


class Styles:
    """Builds a ttk theme the first time that a look and a size are used, and switches to it."""

    def __init__(self, root: tk.Tk, theme: Theme) -> None:
        self._style, self._root, self._theme = ttk.Style(root), root, theme
        # Tk forgets a picture as soon as Python does.
        self._pictures: list[ImageTk.PhotoImage] = []

    def use(self) -> None:
        """Switch to the ttk theme for the look and size of now."""
        theme = self._theme
        name = f"companion-{theme.palette.name}-{theme.percent}"
        if name not in self._style.theme_names():
            self._style.theme_create(name, parent="clam")
            self._style.theme_use(name)
            self._base()
            self._buttons()
            self._choices()
            self._fields()
            self._others()
        self._style.theme_use(name)
        self._root.configure(background=theme.palette.page)
        self._popup_lists()

    # -- helpers

    def _picture(self, drawn: Image.Image) -> str:
        picture = ImageTk.PhotoImage(drawn, master=self._root)
        self._pictures.append(picture)
        return str(picture)

    def _box(self, fill: str | None, border: str | None, focus: bool = False, radius: int = 10) -> Box:
        theme, colours = self._theme, self._theme.palette
        thick = 2 if colours.name == "contrast" else 1.25
        return Box(
            fill, border, thick * theme.scale, theme.px(radius), theme.px(RING_ROOM),
            colours.ring if focus else None, theme.px(colours.ring_width),
        )  # fmt: skip

    def _element(self, name: str, states: list[tuple[tuple[str, ...], Box]], padding: int = 0) -> None:
        """Make an element from boxes; the last state is the normal one, with no condition."""
        *special, (_, normal) = states
        images: list[Any] = [(*condition, self._picture(draw_box(box))) for condition, box in special]
        self._style.element_create(
            name, "image", self._picture(draw_box(normal)), *images, border=normal.edge, padding=padding, sticky="nsew",
            width=2 * normal.edge, height=2 * normal.edge,
        )  # fmt: skip

    def _pictures_element(self, name: str, normal: Image.Image, *states: tuple[Any, ...]) -> None:
        images = [(*state[:-1], self._picture(state[-1])) for state in states]
        self._style.element_create(name, "image", self._picture(normal), *images, sticky="")

    def _layout(self, style: str, spec: Any) -> None:
        self._style.layout(style, spec)

    def _surfaces(self) -> tuple[tuple[str, str], ...]:
        colours = self._theme.palette
        return (("", colours.page), (PANEL, colours.surface), (NOTICE, colours.notice))

    # -- the styles

    def _base(self) -> None:
        theme, colours, style = self._theme, self._theme.palette, self._style
        style.configure(
            ".", background=colours.page, foreground=colours.text, font="CompanionBody", borderwidth=0,
            focuscolor=colours.ring, troughcolor=colours.page, bordercolor=colours.border, lightcolor=colours.page,
            darkcolor=colours.page, insertcolor=colours.text, selectbackground=colours.accent,
            selectforeground=colours.on_accent, fieldbackground=colours.surface,
        )  # fmt: skip
        style.map(".", foreground=[("disabled", colours.disabled)])
        radius = theme.px(16)
        for surface, fill, line in ((PANEL, colours.surface, colours.line), (NOTICE, colours.notice, colours.border)):
            box = Box(fill, line, max(1, theme.scale), radius, behind=colours.page)
            element = f"{surface}rounded"
            style.element_create(
                element, "image", self._picture(draw_box(box, (160, 160))), border=box.edge, padding=0, sticky="nsew"
            )
            self._layout(f"{surface}Box.TFrame", [(element, {"sticky": "nsew"})])
        # The plain label of clam has a focus border and padding that we don't need.
        self._layout("TLabel", [("Label.label", {"sticky": "nsew"})])
        fonts = {"Small": "CompanionSmall", "Muted": "CompanionBody", "Bold": "CompanionBold"}
        fonts |= {"Title": "CompanionTitle", "Heading": "CompanionHeading", "Live": "CompanionLive"}
        for surface, ground in self._surfaces():
            style.configure(f"{surface}TFrame", background=ground)
            style.configure(f"{surface}Box.TFrame", background=colours.page)
            style.configure(f"{surface}TLabel", background=ground)
            for kind, font in fonts.items():
                ink = colours.muted if kind in ("Small", "Muted") else colours.text
                style.configure(f"{surface}{kind}.TLabel", background=ground, foreground=ink, font=font)

    def _buttons(self) -> None:
        colours, style = self._theme.palette, self._style
        contrast = colours.name == "contrast"
        kinds = {
            "": (colours.control, colours.control_hover, colours.control_press, colours.border, colours.text),
            "Accent.": (colours.accent, colours.accent_hover, colours.accent_press, None, colours.on_accent),
            "Quiet.": (None, colours.control_hover, colours.control_press, None, colours.text),
        }
        for kind, (fill, hover, press, border, ink) in kinds.items():
            off, off_border = (None, None) if kind == "Quiet." else (colours.control, colours.line)
            hover_border = colours.border if contrast else border
            self._element(
                f"{kind}Button.body",
                [
                    # One can't be pressed any more while it has the focus (ui/comes_and_goes.py).
                    (("disabled", "focus"), self._box(off, off_border, True)),
                    (("disabled",), self._box(off, off_border)),
                    (("pressed", "focus"), self._box(press, hover_border, True)),
                    (("pressed",), self._box(press, hover_border)),
                    (("active", "focus"), self._box(hover, hover_border, True)),
                    (("active",), self._box(hover, hover_border)),
                    (("focus",), self._box(fill, border, True)),
                    ((), self._box(fill, border)),
                ],
            )
            inside = ("Button.padding", {"sticky": "nsew", "children": [("Button.label", {"sticky": "nsew"})]})
            self._layout(f"{kind}TButton", [(f"{kind}Button.body", {"sticky": "nsew", "children": [inside]})])
            for surface, ground in self._surfaces():
                name = f"{surface}{kind}TButton"
                style.configure(name, background=ground, foreground=ink, padding=self._padding(18), anchor="center")
                style.map(name, foreground=[("disabled", colours.disabled)], background=[])

    def _padding(self, wide: int) -> tuple[int, int]:
        """Return the padding that makes one line of text at least 44 px high without the room for the ring.

        It does not grow with the text: large text needs the room itself, most of all in a small window.
        """
        theme = self._theme
        line = theme.font("CompanionBody").metrics("linespace")
        room = theme.px(RING_ROOM)
        tall = max(TARGET * theme.dpi_factor, line + 16 * theme.dpi_factor)
        return (round(wide * theme.dpi_factor) + room, round((tall - line) / 2 + 0.49) + room)

    def _choices(self) -> None:
        theme, colours, style = self._theme, self._theme.palette, self._style
        size, gap = theme.px(24), theme.px(MARK_GAP)
        for name, draw in (("Check", draw_tick_box), ("Radio", draw_dot)):
            on = draw(size, colours.accent, colours.accent, colours.on_accent, gap)
            off = draw(size, colours.surface, colours.border, None, gap)
            on_off = draw(size, colours.disabled, colours.disabled, colours.surface, gap)
            none_off = draw(size, colours.surface, colours.disabled, None, gap)
            self._pictures_element(
                f"{name}.mark", off, ("disabled", "selected", on_off), ("disabled", none_off), ("selected", on)
            )
        self._element("Row.body", [(("focus",), self._box(None, None, True)), ((), self._box(None, None))])
        chosen, hover, plain = colours.notice, colours.control_hover, colours.control
        self._element(
            "Choice.body",
            [
                (("selected", "focus"), self._box(chosen, colours.accent, True, 22)),
                (("selected",), self._box(chosen, colours.accent, False, 22)),
                (("active", "focus"), self._box(hover, colours.border, True, 22)),
                (("active",), self._box(hover, colours.border, False, 22)),
                (("focus",), self._box(plain, colours.border, True, 22)),
                ((), self._box(plain, colours.border, False, 22)),
            ],
        )
        for kind, mark, body in (
            ("TCheckbutton", "Check.mark", "Row.body"),
            ("TRadiobutton", "Radio.mark", "Row.body"),
            ("Choice.TRadiobutton", "Radio.mark", "Choice.body"),
        ):
            inside: Any = [(mark, {"side": "left", "sticky": ""}), ("Label.label", {"side": "left", "sticky": ""})]
            padded = ("Button.padding", {"sticky": "nsew", "children": inside})
            self._layout(kind, [(body, {"sticky": "nsew", "children": [padded]})])
            for surface, ground in self._surfaces():
                wide = 14 if kind.startswith("Choice") else 0
                style.configure(f"{surface}{kind}", background=ground, padding=self._padding(wide))
                style.map(f"{surface}{kind}", background=[], foreground=[("disabled", colours.disabled)])

    def _fields(self) -> None:
        theme, colours, style = self._theme, self._theme.palette, self._style
        self._element(
            "Field.body",
            [
                (("disabled",), self._box(colours.control, colours.line)),
                (("focus",), self._box(colours.surface, colours.border, True)),
                ((), self._box(colours.surface, colours.border)),
            ],
        )
        self._pictures_element("Field.arrow", draw_arrow(theme.px(24), colours.text))
        text = ("Field.padding", {"sticky": "nsew", "children": [("Entry.textarea", {"sticky": "nsew"})]})
        both: Any = [("Field.arrow", {"side": "right", "sticky": ""}), ("Entry.textarea", {"sticky": "nsew"})]
        arrow_and_text = ("Field.padding", {"sticky": "nsew", "children": both})
        self._layout("TEntry", [("Field.body", {"sticky": "nsew", "children": [text]})])
        self._layout("TCombobox", [("Field.body", {"sticky": "nsew", "children": [arrow_and_text]})])
        for surface, ground in self._surfaces():
            for name in ("TEntry", "TCombobox"):
                style.configure(f"{surface}{name}", background=ground, padding=self._padding(10))
                style.map(f"{surface}{name}", background=[], foreground=[("disabled", colours.disabled)])

    def _others(self) -> None:
        theme, colours, style = self._theme, self._theme.palette, self._style
        thumb = Box(colours.border, None, 0, theme.px(5), theme.px(4))
        for surface, ground in self._surfaces():
            for way, sticky, middle in (("Vertical", "ns", (2, 160)), ("Horizontal", "ew", (160, 2))):
                # Tk repeats the middle along the thumb, and for each piece of a see-through picture it asks the display
                # for what is behind it: with a small one, that was four fifths of the time in which a session opened.
                image = self._picture(draw_box(replace(thumb, behind=ground), middle))
                element, least = f"{surface}{way}.thumb", 2 * thumb.edge + 2
                style.element_create(
                    element, "image", image, border=thumb.edge, sticky="nsew", width=least, height=least
                )  # fmt: skip
                part = [(element, {"expand": "1", "sticky": "nsew"})]
                trough = (f"{way}.Scrollbar.trough", {"sticky": sticky, "children": part})
                self._layout(f"{surface}{way}.TScrollbar", [trough])
                style.configure(f"{surface}{way}.TScrollbar", background=ground, troughcolor=ground, bordercolor=ground)
            style.configure(f"{surface}TSeparator", background=colours.line)
        # A table gets the frame and the ring of a field.
        area = ("Treeview.padding", {"sticky": "nsew", "children": [("Treeview.treearea", {"sticky": "nsew"})]})
        self._layout("Treeview", [("Field.body", {"sticky": "nsew", "children": [area]})])
        style.configure("TProgressbar", background=colours.accent, troughcolor=colours.control_press)
        line = theme.font("CompanionBody").metrics("linespace")
        style.configure(
            "Treeview", background=colours.surface, foreground=colours.text, fieldbackground=colours.surface,
            rowheight=max(theme.px(TARGET), line + theme.px(8)), borderwidth=0, padding=theme.px(RING_ROOM + 2),
        )  # fmt: skip
        style.map("Treeview", background=[("selected", colours.accent)], foreground=[("selected", colours.on_accent)])
        style.configure("Treeview.Heading", background=colours.control, font="CompanionBold", padding=theme.px(8))

    def _popup_lists(self) -> None:
        """The list that a combobox opens is a plain Tk list: it takes its look from Tk's option database."""
        for option, value in self._list_look().items():
            self._root.option_add(f"*TCombobox*Listbox.{option}", value)

    def dress_list(self, box: tk.Misc) -> None:
        """Give a combobox's list the look of now, if it was opened before: Tk keeps it with the look of then."""
        opened = f"{box}.popdown.f.l"
        if int(self._root.tk.call("winfo", "exists", opened)):
            for option, value in self._list_look().items():
                self._root.tk.call(opened, "configure", f"-{option.lower()}", value)

    def _list_look(self) -> dict[str, str]:
        colours = self._theme.palette
        return {
            "font": "CompanionBody", "background": colours.surface, "foreground": colours.text,
            "selectBackground": colours.accent, "selectForeground": colours.on_accent, "borderWidth": "0",
        }  # fmt: skip
