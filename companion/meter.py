"""Collects what `companion bench` reports: when frames were drawn, and how old a reading was when it was drawn."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

import psutil


def process_age_s() -> float:
    """Return for how many seconds this process has been running, its interpreter's start included.

    On Linux psutil's `create_time` lies up to a second too early: it counts from the system's start, which Linux tells
    in whole seconds. The time since that start is told exactly.
    """
    born, booted = float(psutil.Process().create_time()), float(psutil.boot_time())
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - (born - booted)
    return time.time() - born


@dataclass
class Meter:
    """Times in seconds of one run; the Talk screen fills it when it is given one."""

    drawn_at: list[float] = field(default_factory=list)
    latency_s: list[float] = field(default_factory=list)
    recognition_s: list[float] = field(default_factory=list)
    first_reading_at: float | None = None

    def frame_drawn(self, now: float) -> None:
        """Note that a new frame was drawn."""
        self.drawn_at.append(now)

    def reading_drawn(self, now: float, left_s: float, recognition_s: float, face: bool) -> None:
        """Note that a reading was drawn whose frame left its source at `left_s`."""
        self.latency_s.append(now - left_s)
        if face:
            self.recognition_s.append(recognition_s)
        if self.first_reading_at is None:
            self.first_reading_at = now
