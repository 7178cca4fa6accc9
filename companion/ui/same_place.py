"""Where the focus is on a screen, so that it can go to the same place of a screen that is made anew."""

from __future__ import annotations

import tkinter as tk

# Which child, and its class, from the screen's frame inwards. Names would not do: they count what was there before.
Place = tuple[tuple[int, str], ...]


def focused_place(frame: tk.Misc) -> Place:
    """Return where in `frame` the focus is; () if it is elsewhere."""
    focus, path = str(frame.tk.call("focus")), str(frame)
    if not focus.startswith(f"{path}."):
        return ()
    found = []
    for name in focus[len(path) + 1 :].split("."):
        inner = f"{path}.{name}"
        found.append((_children(frame, path).index(inner), str(frame.tk.call("winfo", "class", inner))))
        path = inner
    return tuple(found)


def focus_place(frame: tk.Misc, place: Place) -> None:
    """Put the focus on that place of `frame`, if it is there and of the same kind; nothing for ()."""
    path = str(frame)
    for number, kind in place:
        children = _children(frame, path)
        if number >= len(children) or str(frame.tk.call("winfo", "class", children[number])) != kind:
            return
        path = children[number]
    if place:
        frame.tk.call("focus", path)


def _children(frame: tk.Misc, path: str) -> list[str]:
    return [str(child) for child in frame.tk.splitlist(frame.tk.call("winfo", "children", path))]
