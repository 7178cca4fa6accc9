"""The two kinds of channel between threads: a latest-value slot (nothing waits) and, for events, a plain queue."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """Holds the newest value only. Any number of readers; each remembers the number of the value it saw last."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._value: T | None = None

    def put(self, value: T) -> None:
        """Replace the value and wake who waits."""
        with self._changed:
            self._value = value
            self._number += 1
            self._changed.notify_all()

    def latest(self) -> tuple[int, T | None]:
        """Return the newest value and its number (0 and None before the first)."""
        with self._changed:
            return self._number, self._value

    def wait_newer(self, number: int, timeout_s: float) -> tuple[int, T | None]:
        """Wait until there is a value newer than `number`, `timeout_s` at most; return what `latest` returns."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > number, timeout_s)
            return self._number, self._value
