"""What `companion bench` measures of Talk: when frames and readings are really drawn."""

from __future__ import annotations

import time
from tkinter import ttk
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.meter import Meter
    from companion.pipeline import Outcome


class Measured:
    """Tells the meter of each drawing, once it is done; without a meter it does nothing."""

    def __init__(self, frame: ttk.Frame, meter: Meter | None) -> None:
        self._frame, self._meter = frame, meter

    def frame_drawn(self) -> None:
        """A frame was given to the window."""
        if self._meter is not None:
            self._frame.update_idletasks()
            self._meter.frame_drawn(time.monotonic())

    def reading_drawn(self, outcome: Outcome) -> None:
        """The reading of this outcome was given to the window."""
        if self._meter is not None:
            self._frame.update_idletasks()
            found, left_s = outcome.chosen is not None, outcome.taken.left_s
            self._meter.reading_drawn(time.monotonic(), left_s, outcome.recognition_s, found)
