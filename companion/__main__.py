"""The way in: `companion ...` and `python -m companion ...`."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line and return its exit status."""
    # OpenCV and FFmpeg write to standard error on their own; both read these only once, when they are loaded.
    os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
    # Many webcams take 10 seconds and more to open on Windows with it (opencv/opencv#17687); we need none of it.
    os.environ.setdefault("OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS", "0")
    if sys.platform == "win32":
        _draw_sharply()
    else:
        _keep_no_memory()
    from companion.cli import run

    return run(sys.argv[1:])


def _keep_no_memory() -> None:
    """Have no crash write the memory to the disk: the picture of a face may be in it."""
    import contextlib
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _draw_sharply() -> None:
    """Tell Windows, before there is a window, that this one is drawn for the screen as it is.

    Else Windows draws it small and blows it up; and `mss` says so later, upon which the window shrinks.
    """
    import contextlib
    import ctypes

    with contextlib.suppress(AttributeError, OSError):
        ctypes.WinDLL("shcore").SetProcessDpiAwareness(1)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(main())
