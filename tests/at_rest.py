"""Waits until a paused video is at rest: what recognition was busy with is still shown after the pause."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

# The source gives one more frame after a pause, at its own pace.
ONE_MORE_S = 0.3

Wait = Callable[..., None]


def until_at_rest(live: Any, wait: Wait, update: Callable[[], object]) -> None:
    """Pause a screen's source, and wait until nothing of it comes any more."""
    live.pause()
    until_all_is_read(live, wait, update)


def until_all_is_read(live: Any, wait: Wait, update: Callable[[], object]) -> None:
    """Wait until the newest frame of a pipeline that is paused is read, and that is shown."""
    end = time.monotonic() + ONE_MORE_S
    wait(lambda: time.monotonic() > end, update=update)
    pipeline = live.pipeline

    def read() -> bool:
        number, outcome = pipeline.outcomes.latest()
        return outcome is not None and outcome.taken is pipeline.taken.latest()[1] and live.drawn_outcome == number

    wait(read, update=update)
