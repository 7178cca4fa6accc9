"""Where the texts of a window are, and whether they can be read: 7:1 or, large, 4.5:1 (WCAG 1.4.6 and 1.4.3)."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from dataclasses import dataclass
from tkinter import font as tkfont
from tkinter import ttk

from companion.audit.faults import Fault
from companion.audit.marks import mark_of
from companion.audit.parts import (
    Area,
    area_of,
    body_of,
    everything,
    font_named,
    font_of,
    is_off,
    is_picture,
    kind_of,
    name_of,
    option_of,
    style_of,
    text_of,
)
from companion.audit.pixels import Meter, Photo
from companion.ui.palette import CONTROL_CONTRAST, LARGE_TEXT_CONTRAST, TEXT_CONTRAST
from companion.ui.styles import MARK_GAP
from companion.ui.theme import theme_of
from companion.words import audit as say

# WCAG's large text: 18 pt, or 14 pt bold, at 96 dpi.
LARGE_PX, LARGE_BOLD_PX = 24.0, 18.66
# The border of a control's body is no text.
EDGE = 3


@dataclass(frozen=True)
class Written:
    """One text: what it says, where (on the screen), and the contrast that it needs."""

    widget: tk.Misc
    text: str
    area: Area
    limit: float


def limit_for(font: tkfont.Font, root: tk.Misc, off: bool = False) -> float:
    """Return the contrast that text in this font needs."""
    if off:
        # WCAG asks nothing of what can't be used now; we ask that it can still be made out.
        return CONTROL_CONTRAST
    size = float(font.actual("size"))
    pixels = -size if size < 0 else size * root.winfo_fpixels("1p")
    least = LARGE_BOLD_PX if font.actual("weight") == "bold" else LARGE_PX
    return LARGE_TEXT_CONTRAST if pixels >= least * max(1.0, root.winfo_fpixels("1i") / 96) else TEXT_CONTRAST


# By widget and text: name, strongest contrast so far, limit.
Best = dict[tuple[str, str], tuple[str, float, float]]


def weak_texts(window: tk.Misc, photo: Photo, meter: Meter, best: Best) -> None:
    """Measure all texts that are seen now, and keep what is measured in `best`.

    A long page is looked at piece by piece, so a text counts with the piece in which it shows best.
    """
    for one in texts(window, photo):
        key = (str(one.widget), one.text)
        before = best[key][1] if key in best else 0.0
        colours = photo.crop(one.area.cut(photo.seen(one.widget)))
        if before >= one.limit or colours.shape[0] < 4 or colours.shape[1] < 2:
            continue
        name = name_of(one.widget) if one.text == text_of(one.widget) else say.PART.format(
            who=name_of(one.widget), text=one.text
        )  # fmt: skip
        best[key] = (name, max(before, meter.within(colours)), one.limit)


def weak_faults(best: Best) -> list[Fault]:
    """Return a fault for each text that is too weak."""
    return [
        Fault(name, say.TEXT_WEAK.format(measured=measured, limit=limit))
        for name, measured, limit in best.values()
        if measured < limit
    ]


def texts(window: tk.Misc, photo: Photo) -> Iterator[Written]:
    """Yield the texts of all widgets that are seen."""
    for widget in everything(window):
        if is_picture(widget) or photo.seen(widget).empty:
            continue
        if isinstance(widget, tk.Canvas):
            yield from canvas_texts(widget)
        elif isinstance(widget, ttk.Treeview):
            yield from _table_texts(widget)
        elif text_of(widget).strip():
            limit = limit_for(font_of(widget), widget, is_off(widget))
            text_area, image_area = _parts(widget)
            yield Written(widget, text_of(widget), text_area, limit)
            letter = getattr(widget, "letter", None)
            if letter and not image_area.empty:
                yield Written(widget, str(letter), image_area, limit)


def canvas_texts(canvas: tk.Canvas) -> Iterator[Written]:
    """Yield what is written on a canvas."""
    # A canvas that moves its content (a scrolling body) shows other widgets, not texts of its own.
    origin = area_of(canvas)
    for item in canvas.find_all():
        if kind_of(canvas, item) != "text" or not option_of(canvas, item, "text").strip():
            continue
        box = canvas.bbox(item)
        font = font_named(canvas, option_of(canvas, item, "font"))
        area = Area(origin.left + box[0], origin.top + box[1], origin.left + box[2], origin.top + box[3])
        yield Written(canvas, option_of(canvas, item, "text"), area, limit_for(font, canvas))


def _table_texts(table: ttk.Treeview) -> Iterator[Written]:
    origin, top = area_of(table), table.winfo_height()
    columns = list(table.cget("columns"))
    limit = limit_for(font_of(table), table)
    for row in table.get_children():
        for column in columns:
            box = table.bbox(row, column)
            if not isinstance(box, tuple):
                continue  # scrolled out of sight
            x, y, wide, high = box
            top = min(top, y)
            text = str(table.set(row, column))
            if text:
                place = Area(origin.left + x, origin.top + y, origin.left + x + wide, origin.top + y + high)
                yield Written(table, text, place, limit)
    heads = [str(table.heading(column, "text")) for column in columns]
    if any(heads) and table.get_children() and top < table.winfo_height():
        area = Area(origin.left, origin.top, origin.right, origin.top + top)
        yield Written(table, ", ".join(heads), area, TEXT_CONTRAST)


def _parts(widget: tk.Misc) -> tuple[Area, Area]:
    """Return where the text of a widget is, and where its picture beside the text (a keycap); empty without one."""
    body, nothing = body_of(widget), Area(0, 0, 0, 0)
    if isinstance(widget, ttk.Checkbutton | ttk.Radiobutton):
        # The text's own place: the edge of a pill is no text, and would be stronger than it.
        mark, font, middle = mark_of(widget), font_of(widget), (body.top + body.bottom) // 2
        left, half = mark.right + theme_of(widget).px(MARK_GAP), font.metrics("linespace") // 2
        text = Area(left, middle - half, left + font.measure(text_of(widget)), middle + half)
        return text.cut(body.shrunk(EDGE, EDGE)), nothing
    if isinstance(widget, ttk.Button):
        font = font_of(widget)
        wide = font.measure(text_of(widget))
        picture = _picture_width(widget)
        left = body.left + max(0, (body.width - wide - picture) // 2)
        text = Area(left, body.top + EDGE, left + wide, body.bottom - EDGE)
        after = Area(text.right, text.top, min(text.right + picture, body.right - EDGE), text.bottom)
        return text, after if picture else nothing
    if isinstance(widget, ttk.Entry | tk.Entry):
        # The letters' own place: the round corners of the edge reach far inside.
        arrow = body.height if isinstance(widget, ttk.Combobox) else EDGE
        place = area_of(widget)
        first, last = (_letter_box(widget, number) for number in (0, len(text_of(widget)) - 1))
        text = Area(place.left + first[0], place.top + first[1], place.left + last[2], place.top + first[3])
        return text.cut(Area(body.left + EDGE, body.top, body.right - arrow, body.bottom)), nothing
    if isinstance(widget, tk.Text):
        edge = int(str(widget.cget("highlightthickness"))) + 2
        return body.shrunk(edge, edge), nothing
    return area_of(widget), nothing


def _letter_box(field: tk.Misc, number: int) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a letter in a field of one line, counted from the field's corner."""
    x, y, wide, high = map(int, field.tk.splitlist(field.tk.call(str(field), "bbox", number)))
    return x, y, x + wide, y + high


def _picture_width(button: ttk.Button) -> int:
    """Return how much of a button's width its picture takes, with the space that ttk leaves before it."""
    images = button.cget("image")
    if not images:
        return 0
    first = images[0] if isinstance(images, tuple) else str(images).split()[0]
    space = ttk.Style(button).lookup(style_of(button), "space") or 4
    return int(button.tk.call("image", "width", first)) + int(space)
