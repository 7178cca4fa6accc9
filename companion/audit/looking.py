"""Looks at what a window shows now, from top to bottom, and gathers all that is wrong with it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator

from companion.audit.alone import colour_alone
from companion.audit.charts import chart_faults
from companion.audit.faults import Fault
from companion.audit.focus import tab_faults
from companion.audit.layout import cut_off, overlaps, small_targets
from companion.audit.marks import weak_marks
from companion.audit.parts import scrollers
from companion.audit.pixels import Meter, Photo
from companion.audit.texts import Best, weak_faults, weak_texts
from companion.ui.scroll import ScrollBody

# A page is moved on by a little less than what is seen of it.
PAGE = 0.85
MOST_PAGES = 60


def look(
    window: tk.Tk | tk.Toplevel, meter: Meter, settle: Callable[[], None], tab: bool = True, brief: bool = False
) -> list[Fault]:
    """Return all faults of a window as it is now, each once.

    Args:
        settle: lets the window draw itself.
        tab: also go through it by Tab.
        brief: look at its colours only.
    """
    # Else the ring of what has the focus would be measured as if it were the edge.
    window.focus_set()
    settle()
    found: list[Fault] = []
    if not brief:
        found += [*small_targets(window), *cut_off(window), *overlaps(window), *colour_alone(window)]
        found += chart_faults(window, meter)
    best: Best = {}
    for _ in _pages(scrollers(window), settle):
        photo = Photo(window)
        weak_texts(window, photo, meter, best)
        found += weak_marks(window, photo, meter)
    found += weak_faults(best)
    if tab and not brief:
        found += tab_faults(window, meter, settle)
    return list(dict.fromkeys(found))


def _pages(bodies: list[ScrollBody], settle: Callable[[], None]) -> Iterator[None]:
    """Move all bodies from their beginning to their end, and yield at each place."""
    for body in bodies:
        body.scroll_pages(-1000)
    settle()
    yield
    moving = [body for body in bodies if body.scrolls]
    for _ in range(MOST_PAGES):
        places = [body.body.winfo_rooty() for body in moving]
        for body in moving:
            body.scroll_pages(PAGE)
        settle()
        if places == [body.body.winfo_rooty() for body in moving]:
            return
        yield
