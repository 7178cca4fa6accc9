"""The Tab key: whether it reaches everything, in an order that follows the eye, with a ring that is seen."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from tkinter import ttk

import numpy as np

from companion.audit.faults import Fault
from companion.audit.parts import (
    Area,
    ancestors,
    area_of,
    everything,
    is_control,
    is_off,
    name_of,
    ringed,
    scrollers,
    seen_area,
)
from companion.audit.pixels import Meter, Photo
from companion.ui.palette import CONTROL_CONTRAST
from companion.ui.styles import RING_ROOM
from companion.ui.theme import theme_of
from companion.words import audit as say

MOST_STEPS = 250
RING_PX = 2
# The ring may be round at its corners and lie a little outside of what it surrounds.
_ROUNDED = 0.85


class FocusLost(Exception):
    """Another window has taken the keyboard."""


@dataclass(frozen=True)
class Stop:
    """One stop of the Tab key.

    Attributes:
        area, seen: where the widget (with the frame that has its ring) was, and what of it was seen.
        former: where the stop before then was.
        photo: what the window showed.
    """

    widget: tk.Misc
    area: Area
    seen: Area
    former: Area | None
    photo: Photo


def tab_faults(window: tk.Tk | tk.Toplevel, meter: Meter, settle: Callable[[], None]) -> Iterator[Fault]:
    """Walk through the window by Tab until it comes round, and yield all that is wrong on the way.

    Raises:
        FocusLost: the keyboard went to another window meanwhile.
    """
    # To be worked by key is asked of what can be worked now.
    wanted = [widget for widget in everything(window) if is_control(widget) and not is_off(widget)]
    stops, round_trip = _walk(window, settle)
    if not round_trip:
        yield Fault(name_of(stops[-1].widget) if stops else say.THE_SCREEN, say.NO_END.format(limit=MOST_STEPS))
    reached = {str(stop.widget) for stop in stops}
    for widget in wanted:
        # A list that a screen fills anew while the focus goes through it may have lost a widget, and Talk puts the
        # button for the other person away once there is one face only.
        if widget.winfo_exists() and widget.winfo_viewable() and str(widget) not in reached:
            yield Fault(name_of(widget), say.NOT_REACHED.format(steps=len(stops)))
    for before, after in pairwise(stops):
        pixels = _backwards(before, after)
        if pixels:
            yield Fault(name_of(after.widget), say.ORDER.format(other=name_of(before.widget), pixels=pixels))
    for number, stop in enumerate(stops):
        yield from _sight(stop)
        yield from _ring(*_unfocused(window, stops, number, settle), meter)
    window.focus_set()
    settle()


def _walk(window: tk.Tk | tk.Toplevel, settle: Callable[[], None]) -> tuple[list[Stop], bool]:
    """Return the stops, and whether the last Tab came back to the first."""
    window.focus_set()
    for body in scrollers(window):
        body.scroll_pages(-1000)
    settle()
    stops: list[Stop] = []
    for _ in range(MOST_STEPS):
        (window.focus_get() or window).event_generate("<Tab>")
        settle()
        now = window.focus_get()
        if now is None:
            raise FocusLost(say.FOCUS_LOST)
        if now is window or (stops and now is stops[0].widget):
            return stops, True
        if any(now is stop.widget for stop in stops):
            return stops, False
        stops.append(_stop(window, now, stops[-1].widget if stops else None))
    return stops, False


def _stop(window: tk.Tk | tk.Toplevel, widget: tk.Misc, former: tk.Misc | None) -> Stop:
    holder, before = _ring_holder(widget), None
    if former is not None and former.winfo_exists():
        before = area_of(_ring_holder(former))
    return Stop(widget, area_of(holder), seen_area(holder), before, Photo(window))


def _ring_holder(widget: tk.Misc) -> tk.Misc:
    """Return what has the ring of a widget: a table's is around the frame that it lies in."""
    around = widget.master
    framed = isinstance(widget, ttk.Treeview) and type(around) is tk.Frame
    return around if framed and around is not None else widget


def _backwards(before: Stop, after: Stop) -> int:
    """Return by how many pixels the second lies before the first, top down and then left to right; 0 if it does not.

    What is compared are the two groups around them that lie in the same frame: side by side, a group is gone through
    as a whole.
    """
    line = [before.widget, *ancestors(before.widget)]
    other = [after.widget, *ancestors(after.widget)]
    names = {str(widget) for widget in other}
    place = next(index for index, widget in enumerate(line) if str(widget) in names)
    common = str(line[place])
    if place == 0 or common == str(after.widget):
        return 0
    one, two = area_of(line[place - 1]), area_of(other[[str(widget) for widget in other].index(common) - 1])
    below = two.top >= one.bottom - 2
    beside = two.left >= one.right - 2 and two.bottom > one.top
    if below or beside:
        return 0
    return max(1, one.left - two.left if two.bottom > one.top + 2 else one.bottom - two.top)


def _sight(stop: Stop) -> Iterator[Fault]:
    """The focused widget is seen whole, or as much of it as there is room for."""
    room = stop.photo.area.height
    for around in ancestors(stop.widget):
        room = min(room, around.winfo_height())
    could = min(stop.area.height, room)
    # Of what is taller than the room a good part does.
    enough = could if stop.area.height <= room else could * 0.6
    if stop.seen.height < enough - 2 or stop.seen.width < stop.area.width - 2:
        measured, limit = f"{stop.seen.width} x {stop.seen.height}", f"{stop.area.width} x {could}"
        yield Fault(name_of(stop.widget), say.NOT_IN_VIEW.format(measured=measured, limit=limit))


def _unfocused(
    window: tk.Tk | tk.Toplevel, stops: list[Stop], number: int, settle: Callable[[], None]
) -> tuple[Stop, Photo]:
    """Return a stop with the window's picture while its widget was at the same place without the focus."""
    stop = stops[number]
    if number + 1 < len(stops) and stops[number + 1].former == stop.area:
        return stop, stops[number + 1].photo
    # The page has moved on the way to the next stop: look again, with the focus and without.
    stop.widget.focus_set()
    settle()
    again = _stop(window, stop.widget, None)
    window.focus_set()
    settle()
    return again, Photo(window)


def _ring(stop: Stop, without: Photo, meter: Meter) -> Iterator[Fault]:
    """WCAG 2.4.13: the pixels that change with the focus are as many as a line of 2 pixels around it, at 3:1.

    Only the edge of the widget is looked at, and of a widget that is not seen whole only the edge that is seen.
    """
    theme = theme_of(stop.widget)
    room = theme.px(RING_ROOM) if ringed(stop.widget) else 0
    area, seen = stop.area, stop.seen
    if seen.empty:
        return
    across, down = seen.width - 2 * room, seen.height - 2 * room
    length = across * ((seen.top == area.top) + (seen.bottom == area.bottom))
    length += down * ((seen.left == area.left) + (seen.right == area.right))
    limit = round(RING_PX * theme.dpi_factor * length * _ROUNDED)
    one, other = stop.photo.crop(seen), without.crop(seen)
    inner = area.shrunk(theme.px(RING_ROOM * 2), theme.px(RING_ROOM * 2)).cut(seen)
    edge = np.ones(one.shape, bool)
    if not inner.empty:
        edge[inner.top - seen.top : inner.bottom - seen.top, inner.left - seen.left : inner.right - seen.left] = False
    edge &= one != other
    measured = int((meter.contrasts(one[edge], other[edge]) >= CONTROL_CONTRAST).sum())
    if measured < limit:
        yield Fault(
            name_of(stop.widget), say.NO_RING.format(measured=measured, contrast=CONTROL_CONTRAST, limit=limit)
        )
