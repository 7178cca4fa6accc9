"""What turns a page: a wheel, or two fingers on a touchpad, as each system tells of them."""

from __future__ import annotations

import contextlib
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass

TOUCHPAD = "<TouchpadScroll>"  # Tk 9 only (TIP 684): there two fingers send nothing else
WHEEL = ("<MouseWheel>", "<Button-4>", "<Button-5>")
# One notch of a wheel turns a page by so many pixels.
NOTCH_PX = 48
SHIFT = 0x1
# What Tk's own text moves by for each unit on a Mac with Tk 8, where a gesture sends many small ones.
MAC_PX = 15


@dataclass(frozen=True)
class Turn:
    """How far to turn, in notches of a wheel: to the right, and down."""

    across: float = 0.0
    down: float = 0.0


def touched(delta: int) -> Turn:
    """Return what two fingers on a touchpad ask for.

    Args:
        delta: of `<TouchpadScroll>`: pixels to the right in the upper 16 bits, down in the lower ones, both signed; so
            far what is shown moves.

    >>> touched((2 << 16) | 0xFFFF)  # what is shown is to move 2 pixels to the right, and 1 up
    Turn(across=-0.041666666666666664, down=0.020833333333333332)
    """
    across, down = delta >> 16, delta & 0xFFFF
    return Turn(-across / NOTCH_PX, -(down - 0x10000 if down >= 0x8000 else down) / NOTCH_PX)


def wheeled(number: int, delta: int, shift: bool, small_units: bool) -> Turn:
    """Return what a turn of the wheel asks for.

    Args:
        number: of the button, 4 or 5 where the wheel is told as two of them.
        delta: else, 120 for each notch, up is positive.
        shift: it is to turn sideways; a sideways wheel or gesture is told so, too.
        small_units: a Mac with Tk 8, where `delta` is a small number.
    """
    if number in (4, 5):
        notches = 1.0 if number == 5 else -1.0
    else:
        notches = -delta * MAC_PX / NOTCH_PX if small_units else -delta / 120
    return Turn(across=notches) if shift else Turn(down=notches)


def bind_wheel(widget: tk.Misc, turn: Callable[[tk.Event[tk.Misc], Turn], str | None]) -> None:
    """Call `turn` with what is asked for over this widget, or in this window."""
    system = widget.tk.call("tk", "windowingsystem")
    small_units = system == "aqua" and tk.TkVersion < 9

    def wheel(event: tk.Event[tk.Misc]) -> str | None:
        number = event.num if event.num in (4, 5) else 0
        delta = event.delta if not number else 0
        return turn(event, wheeled(number, delta, bool(int(event.state) & SHIFT), small_units))

    for sequence in WHEEL:
        widget.bind(sequence, wheel)
    with contextlib.suppress(tk.TclError):
        widget.bind(TOUCHPAD, lambda event: turn(event, touched(event.delta)))
