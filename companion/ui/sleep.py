"""Notices that the computer has slept (its lid was closed), which no clock that a program usually asks tells alone."""

from __future__ import annotations

import time
from collections.abc import Callable

# A shorter sleep changes nothing that a person would notice.
LONG_S = 60.0


def asleep_s() -> float:
    """Return for how many seconds this computer has slept since it was started; it only ever grows.

    Windows has no pair of clocks to tell that by, but its own clock goes on meanwhile: there the time goes by.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if hasattr(time, "CLOCK_UPTIME_RAW"):  # macOS, whose CLOCK_MONOTONIC goes on
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    return time.monotonic()


class Sleep:
    """Tells of each sleep once. Ask it every few seconds: where `asleep` goes on all the time, a gap is a sleep."""

    def __init__(self, asleep: Callable[[], float] = asleep_s) -> None:
        self._asleep = asleep
        self._before = asleep()

    def is_over(self) -> bool:
        """Tell whether the computer has slept for longer than LONG_S since this was asked last."""
        before, self._before = self._before, self._asleep()
        return self._before - before > LONG_S
