"""Windows' console: when it is closed, each program in it is ended at once, unless it asked for a moment."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator

# CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT and CTRL_SHUTDOWN_EVENT of SetConsoleCtrlHandler.
ENDS = (2, 5, 6)
# Windows ends a program that takes longer than five seconds.
END_WITHIN_S = 4.0


def console_handler(close: Callable[[], object], ended: threading.Event) -> Callable[[int], bool]:
    """Return what Windows is to call, in a thread of its own, with what happens to the console.

    Args:
        close: asks the app to close; called in any thread.
        ended: is set once it is closed.
    """

    def take(kind: int) -> bool:
        if kind not in ENDS:
            return False  # Ctrl+C and Ctrl+Break are Python's own
        close()
        ended.wait(END_WITHIN_S)
        return True

    return take


@contextlib.contextmanager
def outlives_its_console(close: Callable[[], object]) -> Iterator[None]:
    """While this is open, a console that is closed calls `close` and waits for the end of this; only on Windows."""
    if sys.platform != "win32":
        yield
        return
    import ctypes

    ended = threading.Event()
    # Kept until the end of this: Windows does not keep it.
    handler = ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)(console_handler(close, ended))
    ctypes.windll.kernel32.SetConsoleCtrlHandler(handler, 1)
    try:
        yield
    finally:
        ended.set()
        ctypes.windll.kernel32.SetConsoleCtrlHandler(handler, 0)
