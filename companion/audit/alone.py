"""No information by colour alone: turned grey, the eight words, the marks of a calendar and the bars still differ."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from companion.audit.faults import Fault
from companion.audit.parts import everything, is_picture, kind_of, name_of, option_of
from companion.charts import Style
from companion.ui.drawn_face import NO_FACE, NOT_SURE, Face, face_for, paint, strokes
from companion.ui.figures import chart_style
from companion.ui.theme import Theme
from companion.words import audit as say
from companion.words.vocabulary import WORDS

# Two drawn faces differ where their grey levels are this far apart, in at least this share of the picture.
GREY_STEP = 60
LEAST_SHARE = 1.0  # percent
# The smallest drawn face of the app, in pixels at 100 %.
SMALLEST_FACE = 46
_SHAPES = ("oval", "rectangle", "polygon", "line", "arc")


def alike_faces(theme: Theme, faces: dict[str, Face] | None = None) -> Iterator[Fault]:
    """Yield a fault for each two drawn faces that look the same in grey; without `faces` those of all words."""
    known = faces or {name: face_for(name) for name in (*WORDS, NOT_SURE, NO_FACE)}
    size, palette = theme.px(SMALLEST_FACE), theme.palette
    grey = {name: _grey(paint(strokes(face), size, palette, palette.surface)) for name, face in known.items()}
    for one, other in combinations(known, 2):
        measured = float((abs(grey[one] - grey[other]) >= GREY_STEP).mean() * 100)
        if measured < LEAST_SHARE:
            who = say.FACES.format(one=one, other=other)
            yield Fault(who, say.SAME_IN_GREY.format(measured=measured, limit=LEAST_SHARE))


def alike_hatches(theme: Theme, style: Style | None = None) -> Iterator[Fault]:
    """Yield a fault for each two words that charts draw with the same hatch."""
    used = style or chart_style(theme, theme.palette.surface, 600)
    for one, other in combinations(WORDS, 2):
        if used.hatch(one) == used.hatch(other):
            who = say.WORDS.format(one=one, other=other)
            yield Fault(who, say.SAME_HATCH.format(hatch=used.hatch(one), limit=2))


def colour_alone(window: tk.Misc) -> Iterator[Fault]:
    """Yield a fault for each two shapes on one canvas that differ by colour and by nothing else.

    Size, outline or fill, line width, dashes and a text with the mark are other signs.
    """
    for widget in everything(window):
        if not isinstance(widget, tk.Canvas) or is_picture(widget):
            continue
        inks: dict[tuple[object, ...], set[tuple[str, str]]] = {}
        for item in widget.find_all():
            kind = kind_of(widget, item)
            if kind in _SHAPES and option_of(widget, item, "state") != "hidden":
                signs, ink = _signs(widget, item, kind)
                inks.setdefault(signs, set()).add(ink)
        for signs, found in inks.items():
            if len(found) > 1:
                yield Fault(name_of(widget), say.BY_COLOUR.format(shape=signs[0], measured=0, limit=1))


def _signs(canvas: tk.Canvas, item: int, kind: str) -> tuple[tuple[object, ...], tuple[str, str]]:
    """Return what tells a shape apart besides colour, and its colours."""
    left, top, right, bottom = canvas.coords(item)[:4]
    fill = option_of(canvas, item, "fill")
    outline = "" if kind == "line" else option_of(canvas, item, "outline")
    size = (round(right - left), round(bottom - top)) if kind != "line" else ()
    signs = (kind, size, bool(fill), bool(outline), option_of(canvas, item, "width"), option_of(canvas, item, "dash"))
    return signs, (fill, outline)


def _grey(picture: Image.Image) -> NDArray[np.int16]:
    return np.asarray(picture.convert("L"), dtype=np.int16)
