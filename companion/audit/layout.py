"""What is cut off, what lies over what, and what is too small to hit."""

from __future__ import annotations

import os
import tkinter as tk
from collections.abc import Iterator
from itertools import combinations
from tkinter import ttk

from companion.audit.faults import Fault
from companion.audit.parts import (
    Area,
    ancestors,
    area_of,
    body_of,
    everything,
    font_of,
    is_control,
    leaves,
    name_of,
    seen_area,
    text_of,
)
from companion.audit.texts import canvas_texts
from companion.ui.keys import scroller
from companion.ui.scroll import ScrollBody
from companion.ui.styles import TARGET
from companion.ui.theme import theme_of
from companion.words import audit as say

_FIELDS = (ttk.Entry, tk.Entry, tk.Text)


def small_targets(window: tk.Misc) -> Iterator[Fault]:
    """Yield a fault for each control whose body is smaller than 44 pixels (96 dpi) in width or height (WCAG 2.5.5)."""
    for widget in everything(window):
        if not is_control(widget):
            continue
        body, limit = body_of(widget), round(TARGET * theme_of(widget).dpi_factor)
        if min(body.width, body.height) < limit:
            yield Fault(name_of(widget), say.TOO_SMALL.format(wide=body.width, high=body.height, limit=limit))
        if isinstance(widget, ttk.Treeview) and widget.get_children():
            box = widget.bbox(widget.get_children()[0])
            if isinstance(box, tuple) and box[3] < limit:
                yield Fault(name_of(widget), say.TOO_SMALL.format(wide=box[2], high=box[3], limit=limit))


def cut_off(window: tk.Misc) -> Iterator[Fault]:
    """Yield a fault for each widget that has less room than it needs, or that sticks out of what it lies in."""
    for widget in leaves(window):
        who = name_of(widget)
        yield from _room(widget, who)
        pixels = _sticks_out(widget)
        if pixels:
            yield Fault(who, say.OUTSIDE.format(pixels=pixels))
        if isinstance(widget, tk.Canvas):
            for one in canvas_texts(widget):
                pixels = one.area.outside(area_of(widget))
                if pixels:
                    yield Fault(say.PART.format(who=who, text=one.text), say.OUTSIDE.format(pixels=pixels))


def overlaps(window: tk.Misc) -> Iterator[Fault]:
    """Yield a fault for each two widgets, or two texts on a canvas, that lie over each other."""
    groups: dict[str, list[tuple[tk.Misc, Area]]] = {}
    seen: list[tuple[tk.Misc, Area, str]] = []
    for widget in leaves(window):
        body = scroller(widget)
        group = str(body) if body is not None and not isinstance(widget, ttk.Scrollbar) else ""
        # In one scrolling body all is compared, also what is scrolled out of sight; across bodies what is seen.
        groups.setdefault(group, []).append((widget, area_of(widget)))
        seen.append((widget, seen_area(widget), group))
    for pairs in groups.values():
        for (one, area), (other, other_area) in combinations(pairs, 2):
            yield from _over(one, area, other, other_area)
    for (one, area, group), (other, other_area, other_group) in combinations(seen, 2):
        if group != other_group:
            yield from _over(one, area, other, other_area)
    for widget in leaves(window):
        if isinstance(widget, tk.Canvas):
            for text, other_text in combinations(canvas_texts(widget), 2):
                both = text.area.cut(other_text.area)
                # The box around a text has empty room above and below its letters.
                if both.width > 1 and both.height > 0.3 * min(text.area.height, other_text.area.height):
                    who = say.PART.format(who=name_of(widget), text=text.text)
                    yield Fault(who, say.OVERLAPS.format(wide=both.width, high=both.height, other=other_text.text))


def _over(one: tk.Misc, area: Area, other: tk.Misc, other_area: Area) -> Iterator[Fault]:
    both = area.cut(other_area)
    if both.width > 1 and both.height > 1:
        # What was made later, or raised, lies on top; either way one of them is not seen whole.
        yield Fault(name_of(one), say.OVERLAPS.format(wide=both.width, high=both.height, other=name_of(other)))


def _room(widget: tk.Misc, who: str) -> Iterator[Fault]:
    wide, high = widget.winfo_width(), widget.winfo_height()
    if isinstance(widget, ttk.Label | tk.Label):
        text, font = text_of(widget), font_of(widget)
        wraps = int(str(widget.cget("wraplength") or 0)) > 0
        # A wrapped text breaks at spaces; what is wider than a line between two spaces is cut in two.
        parts = text.split() if wraps else text.split("\n")
        # A path has no place to break at, and is broken anywhere: all of it is still there to be read.
        widest = max((part for part in parts if not (wraps and os.sep in part)), key=font.measure, default="")
        if font.measure(widest) > wide:
            told = say.WORD_CUT.format(word=widest, needed=font.measure(widest), given=wide)
            yield Fault(who, told if wraps else say.CUT_WIDE.format(needed=font.measure(widest), given=wide))
    elif isinstance(widget, ttk.Combobox):
        needed = font_of(widget).measure(text_of(widget)) + body_of(widget).height // 2
        if needed > body_of(widget).width:
            yield Fault(who, say.CUT_WIDE.format(needed=needed, given=body_of(widget).width))
    elif isinstance(widget, ttk.Treeview):
        yield from _columns(widget, who)
    # What is written into a field may be longer than the field.
    elif text_of(widget) and widget.winfo_reqwidth() > wide + 1 and not isinstance(widget, _FIELDS):
        yield Fault(who, say.CUT_WIDE.format(needed=widget.winfo_reqwidth(), given=wide))
    if widget.winfo_reqheight() > high + 1 and not isinstance(widget, tk.Canvas | ttk.Scrollbar):
        yield Fault(who, say.CUT_HIGH.format(needed=widget.winfo_reqheight(), given=high))


def _columns(table: ttk.Treeview, who: str) -> Iterator[Fault]:
    """A table can be moved sideways, but its columns have to be as wide as their texts."""
    font = font_of(table)
    for column in table.cget("columns"):
        given = int(table.column(column, "width"))
        widest = max((str(table.set(row, column)) for row in table.get_children()), key=font.measure, default="")
        if font.measure(widest) > given:
            told = say.CUT_WIDE.format(needed=font.measure(widest), given=given)
            yield Fault(say.PART.format(who=who, text=widest), told)


def _sticks_out(widget: tk.Misc) -> int:
    """Return by how many pixels something around a widget cuts it off at most."""
    area, most = area_of(widget), 0
    for around in ancestors(widget):
        frame = area_of(around)
        if isinstance(around.master, ScrollBody) and isinstance(around, tk.Canvas):
            # Up and down it can be scrolled into view; sideways it can't. From here on the seen part counts.
            most = max(most, Area(area.left, frame.top, area.right, frame.top).outside(frame))
            area = frame
        else:
            most = max(most, area.outside(frame))
    return most
