"""The charts of a screen: their texts, bars and hatches, looked up in the matplotlib Figure that is shown."""

from __future__ import annotations

import tkinter as tk
import warnings
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from companion.audit.faults import Fault
from companion.audit.parts import everything, name_of
from companion.audit.pixels import Colours, Meter, commonest, packed
from companion.charts import to_pixels
from companion.ui.figures import ChartPicture
from companion.ui.palette import CONTROL_CONTRAST, LARGE_TEXT_CONTRAST, TEXT_CONTRAST
from companion.words import audit as say

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

# Pixels of WCAG's large text (18 pt, or 14 pt bold, at 96 dpi).
_LARGE, _LARGE_BOLD = 24.0, 18.66


def chart_faults(window: tk.Misc, meter: Meter) -> Iterator[Fault]:
    """Yield what is wrong in the charts of a window."""
    for widget in everything(window):
        figure = widget.figure() if isinstance(widget, ChartPicture) else None
        if figure is not None:
            yield from figure_faults(figure, name_of(widget), meter)


def figure_faults(figure: Figure, who: str, meter: Meter) -> Iterator[Fault]:
    """Yield what is wrong in a figure: weak, cut off or overlapping texts; bars that are weak or differ by colour."""
    colours = packed(Image.fromarray(to_pixels(figure)))
    boxes: list[tuple[str, Any]] = []
    for text in _texts(figure):
        told = str(text.get_text())
        part = say.CHART_PART.format(who=who, text=told)
        with warnings.catch_warnings():
            # A sign that the font lacks is drawn as a box; the table beside shows it.
            warnings.simplefilter("ignore", UserWarning)
            box = text.get_window_extent()
        yield from _weak_text(text, box, colours, part, meter)
        high, wide = colours.shape
        out = max(-box.x0, -box.y0, box.x1 - wide, box.y1 - high)
        if out > 1:
            yield Fault(part, say.OUTSIDE.format(pixels=round(out)))
        boxes.append((told, box))
    for (one, box), (other, other_box) in combinations(boxes, 2):
        across = min(box.x1, other_box.x1) - max(box.x0, other_box.x0)
        down = min(box.y1, other_box.y1) - max(box.y0, other_box.y0)
        if across > 1 and down > 1:
            part = say.CHART_PART.format(who=who, text=one)
            yield Fault(part, say.OVERLAPS.format(wide=round(across), high=round(down), other=other))
    yield from _bars(figure, who, meter)


def _texts(figure: Figure) -> Iterator[Text]:
    from matplotlib.text import Text

    for text in figure.findobj(Text):
        if isinstance(text, Text) and text.get_visible() and str(text.get_text()).strip():
            yield text


def _weak_text(text: Text, box: Any, colours: Colours, part: str, meter: Meter) -> Iterator[Fault]:
    from matplotlib.colors import to_hex

    high, wide = colours.shape
    top, left = max(0, int(high - box.y1)), max(0, int(box.x0))
    behind = colours[top : int(high - box.y0) + 1, left : int(box.x1) + 1]
    if not behind.size or wide < 2:
        return
    figure = text.get_figure(root=True)
    assert figure is not None
    pixels = float(text.get_fontsize()) * figure.dpi / 72
    bold = str(text.get_fontweight()) in ("bold", "700")
    limit = LARGE_TEXT_CONTRAST if pixels >= (_LARGE_BOLD if bold else _LARGE) else TEXT_CONTRAST
    measured = meter.contrast(int(to_hex(text.get_color())[1:], 16), commonest(behind))
    if measured < limit:
        yield Fault(part, say.TEXT_WEAK.format(measured=measured, limit=limit))


def _bars(figure: Figure, who: str, meter: Meter) -> Iterator[Fault]:
    """Each coloured mark has 3:1 to the ground; two colours differ also by hatch, which is seen, or by their row."""
    from matplotlib.collections import Collection, PathCollection
    from matplotlib.colors import to_hex
    from matplotlib.patches import Rectangle

    for axes in figure.axes:
        ground = int(to_hex(axes.get_facecolor())[1:], 16)
        labels = {round(place): label.get_text() for place, label in zip(axes.get_yticks(), axes.get_yticklabels())}  # noqa: B905
        marks: list[tuple[int, str, str]] = []
        for patch in axes.patches:
            if isinstance(patch, Rectangle):
                row = round(patch.get_y() + patch.get_height() / 2)
                marks.append((_ink(patch.get_facecolor()), patch.get_hatch() or "", labels.get(row, "")))
        for group in axes.collections:
            if isinstance(group, Collection) and len(group.get_facecolor()) and len(group.get_paths()):
                alone = isinstance(group, PathCollection)  # a single mark, with its number written in it
                hatch = "" if alone else group.get_hatch() or ""
                places = np.asarray(group.get_offsets() if alone else group.get_paths()[0].vertices)
                row = round(float(places[..., 1].mean()))
                marks.append((_ink(group.get_facecolor()[0]), hatch, labels.get(row, "")))
        for ink in {ink for ink, _, _ in marks}:
            measured = meter.contrast(ink, ground)
            if measured < CONTROL_CONTRAST:
                yield Fault(who, say.BAR_WEAK.format(measured=measured, limit=CONTROL_CONTRAST))
        for (ink, hatch, label), (other_ink, other_hatch, other_label) in combinations(set(marks), 2):
            if ink != other_ink and hatch == other_hatch and label == other_label:
                yield Fault(who, say.BY_COLOUR.format(shape="bar", measured=0, limit=1))


def _ink(colour: Any) -> int:
    from matplotlib.colors import to_hex

    return int(to_hex(colour)[1:], 16)
