"""A picture of a window, and the contrast in it by design §10: behind is the commonest colour, ink the strongest."""

from __future__ import annotations

import os
import sys
import tkinter as tk

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageGrab

from companion.audit.parts import Area, area_of
from companion.ui.palette import linear

Colours = NDArray[np.uint32]


class Meter:
    """Measures contrast as `companion.ui.palette` does, for many pixels at once."""

    def __init__(self) -> None:
        self._linear = np.array([linear(channel) for channel in range(256)])

    def luminance(self, colours: Colours | int) -> NDArray[np.float64]:
        """Return WCAG relative luminance, 0 to 1, of colours 0xrrggbb."""
        channels = (self._linear[np.asarray(colours) >> shift & 255] for shift in (16, 8, 0))
        return np.asarray(sum(weight * light for weight, light in zip((0.2126, 0.7152, 0.0722), channels, strict=True)))

    def contrasts(self, colours: Colours | int, behind: Colours | int) -> NDArray[np.float64]:
        """Return WCAG contrast of colours 0xrrggbb to those behind them, 1 to 21, in any order."""
        one, other = self.luminance(colours) + 0.05, self.luminance(behind) + 0.05
        return np.asarray(np.maximum(one, other) / np.minimum(one, other))

    def contrast(self, one: int, other: int) -> float:
        """Return WCAG contrast of two colours."""
        return float(self.contrasts(one, other))

    def strongest(self, colours: Colours, behind: int) -> float:
        """Return the largest contrast that any of these colours has to the one behind them."""
        return float(self.contrasts(colours, behind).max(initial=1.0))

    def within(self, colours: Colours) -> float:
        """Return the contrast of what is written or drawn in these pixels to what is behind it."""
        if not colours.size:
            return 1.0
        found, counts = np.unique(colours, return_counts=True)
        return self.strongest(found, int(found[counts.argmax()]))


def commonest(colours: Colours) -> int:
    """Return the commonest of these colours."""
    found, counts = np.unique(colours, return_counts=True)
    return int(found[counts.argmax()])


def packed(picture: Image.Image) -> Colours:
    """Return a picture as uint32 (H, W): 0xrrggbb."""
    blue, green, red = picture.convert("RGB").split()[::-1]
    # Little-endian in memory: blue first, and nothing in the highest byte.
    four = np.asarray(Image.merge("RGBX", (blue, green, red, Image.new("L", picture.size))))
    return four.view("<u4")[..., 0].astype(np.uint32, copy=False)


class Photo:
    """What a window shows now, to be asked before anything moves.

    Attributes:
        colours: uint32 (H, W), 0xrrggbb.
        area: where it is on the screen.
    """

    def __init__(self, window: tk.Misc) -> None:
        """Take it.

        Raises:
            OSError: this screen can't be read.
        """
        window.update_idletasks()
        self.area = area_of(window)
        self._seen = {str(window): self.area}
        box = (self.area.left, self.area.top, self.area.right, self.area.bottom)
        display = os.environ.get("DISPLAY") if sys.platform.startswith("linux") else None
        picture, size = ImageGrab.grab(bbox=box, xdisplay=display), (self.area.width, self.area.height)
        # A Mac's fine screen gives four pixels for each one that Tk counts.
        self.colours = packed(picture if picture.size == size else picture.resize(size))

    def seen(self, widget: tk.Misc) -> Area:
        """Return the part of a widget that no widget around it cuts off, as `parts.seen_area`, but quicker for many."""
        path = str(widget)
        if path not in self._seen:
            assert widget.master is not None
            self._seen[path] = area_of(widget).cut(self.seen(widget.master))
        return self._seen[path]

    def crop(self, area: Area) -> Colours:
        """Return the pixels of an area, as far as it lies in the window."""
        inside = area.cut(self.area)
        left, top = self.area.left, self.area.top
        if inside.empty:
            return np.empty((0, 0), np.uint32)
        return self.colours[inside.top - top : inside.bottom - top, inside.left - left : inside.right - left]
