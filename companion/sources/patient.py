"""Calls that may never return (a camera that hangs in `read`), made in a thread that can be left behind."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Any

# How often a waiting caller looks whether it should stop.
LOOK_S = 0.05


class Hangs(Exception):
    """The call did not return in time; it may still return later."""


class Patient:
    """Makes calls one after the other in one thread, which is left behind if a call never returns."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], Any] | None] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[tuple[Any, BaseException | None]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waiting = False

    def call(self, function: Callable[[], Any], stop: threading.Event, limit_s: float) -> Any:
        """Return what `function` returns, or None as soon as `stop` is set.

        After Hangs, a new call waits for the old one first, and `function` is only made when that has returned.

        Raises:
            Hangs: it took longer than `limit_s`.
        """
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="camera", daemon=True)
            self._thread.start()
        end = time.monotonic() + limit_s
        if self._waiting:
            self._answer(stop, end)
        if stop.is_set():
            return None
        self._calls.put(function)
        self._waiting = True
        return self._answer(stop, end)

    def finish(self, last: Callable[[], Any], limit_s: float) -> None:
        """Make one last call and end the thread; if it hangs, it makes that call whenever it comes back."""
        self._calls.put(last)
        self._calls.put(None)
        if self._thread is None:
            last()
        else:
            self._thread.join(limit_s)

    def _answer(self, stop: threading.Event, end: float) -> Any:
        while True:
            try:
                value, error = self._answers.get(timeout=LOOK_S)
            except queue.Empty:
                if stop.is_set():
                    return None
                if time.monotonic() >= end:
                    raise Hangs from None
                continue
            self._waiting = False
            if error is not None:
                raise error
            return value

    def _work(self) -> None:
        while True:
            call = self._calls.get()
            if call is None:
                return
            try:
                self._answers.put((call(), None))
            except Exception as error:
                self._answers.put((None, error))
