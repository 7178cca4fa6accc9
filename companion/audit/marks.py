"""Edges, marks and drawn shapes of what can be worked: 3:1 against what is behind them (WCAG 1.4.11)."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from tkinter import ttk

import numpy as np

from companion.audit.faults import Fault
from companion.audit.parts import (
    Area,
    area_of,
    everything,
    is_control,
    is_off,
    is_picture,
    kind_of,
    name_of,
    option_of,
    style_of,
)
from companion.audit.pixels import Colours, Meter, Photo, commonest
from companion.ui.drawn_face import Drawing
from companion.ui.palette import CONTROL_CONTRAST, Look
from companion.ui.styles import RING_ROOM
from companion.ui.theme import theme_of
from companion.words import audit as say

# A drawing's lines on what it lies on.
_SHAPES = ("oval", "rectangle", "line", "polygon", "arc")


def weak_marks(window: tk.Misc, photo: Photo, meter: Meter) -> Iterator[Fault]:
    """Yield a fault for each control that is seen whole and whose edge, mark or shape is too weak.

    Nothing may have the focus: its ring would count as an edge.
    """
    for widget in everything(window):
        area = area_of(widget)
        if is_picture(widget) or photo.seen(widget) != area or is_off(widget):
            continue
        who = name_of(widget)
        if _has_mark(widget):
            yield from _mark(widget, who, photo, meter)
        elif _has_edge(widget):
            found = edge_contrast(photo.crop(area), theme_of(widget).px(RING_ROOM + 5), meter)
            if found < CONTROL_CONTRAST:
                yield Fault(who, say.EDGE_WEAK.format(measured=found, limit=CONTROL_CONTRAST))
        elif isinstance(widget, ttk.Scrollbar | Drawing) or _part_full(widget):
            found = meter.within(photo.crop(area))
            if found < CONTROL_CONTRAST:
                yield Fault(who, say.MARK_WEAK.format(measured=found, limit=CONTROL_CONTRAST))
        if isinstance(widget, ttk.Treeview):
            yield from _chosen_row(widget, who, photo, meter)
        if isinstance(widget, tk.Canvas) and (is_control(widget) or not widget.find_withtag("box")):
            yield from _shapes(widget, who, photo, meter)


def edge_contrast(colours: Colours, depth: int, meter: Meter) -> float:
    """Return the contrast of a control's edge: on each side, from outside in by `depth`; the weakest side counts."""
    high, wide = colours.shape
    if high < 8 or wide < 8:
        return 1.0
    rim = (colours[0, :], colours[-1, :], colours[:, 0], colours[:, -1])
    behind = max((commonest(side) for side in rim), key=lambda colour: sum(int((side == colour).sum()) for side in rim))
    middle, centre, depth = high // 2, wide // 2, min(depth, high // 2, wide // 2)
    sides = (
        colours[middle, :depth], colours[middle, -depth:], colours[:depth, centre], colours[-depth:, centre],
    )  # fmt: skip
    return min(meter.strongest(side, behind) for side in sides)


def mark_of(widget: ttk.Widget) -> Area:
    """Return where the mark of a check or radio button is: the square or circle before its text."""
    area, middle = area_of(widget), widget.winfo_height() // 2
    name = f"{widget.winfo_class().removeprefix('T').removesuffix('button')}.mark"
    left = next((x for x in range(area.width) if str(widget.identify(x, middle)) == name), None)
    if left is None:
        return Area(area.left, area.top, area.left, area.bottom)
    # The picture is a square of 24, and an empty gap before the text.
    side = theme_of(widget).px(24)
    top = area.top + middle - side // 2
    return Area(area.left + left, top, area.left + left + side, top + side)


def _has_mark(widget: tk.Misc) -> bool:
    return isinstance(widget, ttk.Checkbutton | ttk.Radiobutton)


def _has_edge(widget: tk.Misc) -> bool:
    if isinstance(widget, ttk.Button):
        # A quiet button is known by its text, which is measured as text; WCAG 1.4.11 asks for no edge around it.
        return "Quiet." not in style_of(widget)
    return isinstance(widget, ttk.Entry | tk.Entry | tk.Text | tk.Button | tk.Listbox)


def _part_full(widget: tk.Misc) -> bool:
    return isinstance(widget, ttk.Progressbar) and 0.1 < float(widget["value"]) / float(widget["maximum"]) < 0.9


def _mark(widget: tk.Misc, who: str, photo: Photo, meter: Meter) -> Iterator[Fault]:
    assert isinstance(widget, ttk.Widget)
    mark = mark_of(widget)
    # Two pixels of what is behind are looked at, too.
    found = edge_contrast(photo.crop(mark.shrunk(-2, -2)), theme_of(widget).px(5), meter) if not mark.empty else 1.0
    if widget.instate(["selected"]) and not mark.empty:
        quarter = mark.width // 5
        found = min(found, meter.within(photo.crop(mark.shrunk(quarter, quarter))))
    if found < CONTROL_CONTRAST:
        yield Fault(who, say.MARK_WEAK.format(measured=found, limit=CONTROL_CONTRAST))


def _chosen_row(table: ttk.Treeview, who: str, photo: Photo, meter: Meter) -> Iterator[Fault]:
    origin, rows = area_of(table), {}
    for row in table.get_children():
        box = table.bbox(row)
        if isinstance(box, tuple):
            x, y, wide, high = box
            colours = photo.crop(Area(origin.left + x, origin.top + y, origin.left + x + wide, origin.top + y + high))
            if colours.size:
                rows[row] = commonest(colours)
    chosen = [colour for row, colour in rows.items() if row in table.selection()]
    others = [colour for row, colour in rows.items() if row not in table.selection()]
    if chosen and others:
        found = min(meter.contrast(chosen[0], other) for other in others)
        if found < CONTROL_CONTRAST:
            yield Fault(who, say.CHOSEN_WEAK.format(measured=found, limit=CONTROL_CONTRAST))


def _shapes(canvas: tk.Canvas, who: str, photo: Photo, meter: Meter) -> Iterator[Fault]:
    """Look at shapes drawn around one centre as one (a halo with a dot in it): one of them has to be seen."""
    origin, colours = area_of(canvas), theme_of(canvas).palette
    # These two are decoration by their definition: what they divide or fill is told apart without them. High contrast
    # has no decoration.
    quiet = {""} if colours.name is Look.CONTRAST else {colours.line, colours.control, ""}
    best: dict[tuple[int, int], tuple[float, str]] = {}
    for item in canvas.find_all():
        kind = kind_of(canvas, item)
        if kind not in _SHAPES or option_of(canvas, item, "state") == "hidden":
            continue
        inks = [option_of(canvas, item, option) for option in ("fill", "outline") if kind != "line" or option == "fill"]
        inks = [ink for ink in inks if ink not in quiet]
        box = canvas.bbox(item)
        if not inks or not box:
            continue
        place = Area(origin.left + box[0], origin.top + box[1], origin.left + box[2], origin.top + box[3])
        around = _around(photo, place, area_of(canvas))
        if not around.size:
            continue
        behind = commonest(around)
        found = max(meter.contrast(_colour(canvas, ink), behind) for ink in inks)
        centre = ((box[0] + box[2]) // 8, (box[1] + box[3]) // 8)
        best[centre] = max(best.get(centre, (0.0, kind)), (found, kind))
    for found, kind in best.values():
        if found < CONTROL_CONTRAST:
            yield Fault(who, say.SHAPE_WEAK.format(shape=kind, measured=found, limit=CONTROL_CONTRAST))


def _around(photo: Photo, place: Area, canvas: Area) -> Colours:
    """Return the pixels two pixels around a place, as far as they lie on the canvas."""
    left, top, right, bottom = place.left, place.top, place.right, place.bottom
    sides = (
        Area(left - 2, top - 2, right + 2, top - 1), Area(left - 2, bottom + 1, right + 2, bottom + 2),
        Area(left - 2, top, left - 1, bottom), Area(right + 1, top, right + 2, bottom),
    )  # fmt: skip
    return np.concatenate([photo.crop(side.cut(canvas)).ravel() for side in sides])


def _colour(canvas: tk.Canvas, name: str) -> int:
    red, green, blue = (channel >> 8 for channel in canvas.winfo_rgb(name))
    return red << 16 | green << 8 | blue
