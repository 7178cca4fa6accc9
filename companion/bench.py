"""`companion bench`: start-up, frames a second, latency and memory of the real window on a real video."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
import tkinter as tk
from pathlib import Path
from typing import Any

import psutil

from companion.no_window import no_window
from companion.paths import HOME_VARIABLE, Paths, is_there, user_paths
from companion.sources.endings import is_camera
from companion.words import bench as say

RUN_S = 15.0


def bench(source: str | None, network: str | None, as_json: bool, seconds: float = RUN_S) -> int:
    """Measure Talk on a video in a fresh COMPANION_HOME and print the figures of design §3.

    Args:
        source: a video; without one, a drawn moving picture. It has no face, so the network has nothing to do, and
            `recognition_ms` is None.

    Returns:
        0, or 1 with a sentence when there is no window, video or network.
    """
    with tempfile.TemporaryDirectory(prefix="companion-bench-") as folder:
        paths = user_paths({HOME_VARIABLE: folder})
        # The detector stays the one that this person uses; all else is new.
        if is_there(user_paths().detector):
            paths.make_private()
            shutil.copyfile(user_paths().detector, paths.detector)
        try:
            if source and (is_camera(source) or source.startswith("screen:")):
                raise BenchError(say.NOT_LIVE.format(source=source))
            began = time.monotonic()
            video = source or _drawn_video(Path(folder))
            figures = measure(paths, video, network or "auto", seconds, time.monotonic() - began)
        except tk.TclError as error:
            print(no_window(error, say.NO_DISPLAY), file=sys.stderr)
            return 1
        except BenchError as error:
            print(error, file=sys.stderr)
            return 1
    print(json.dumps(figures) if as_json else "\n".join(_lines(figures)))
    return 0


class BenchError(Exception):
    """Why nothing could be measured, in one sentence."""


def measure(paths: Paths, source: str, network: str, seconds: float, extra_s: float = 0.0) -> dict[str, Any]:
    """Open the window, run Talk for `seconds` on the looped source, and return the figures.

    Args:
        extra_s: how long this process has done before what the app never does; it is no part of its start-up.

    Raises:
        BenchError: no reading was drawn, or the window was closed.
        tk.TclError: there can be no window.
    """
    from companion.meter import Meter, process_age_s
    from companion.settings import Settings
    from companion.ui.make_pipeline import pipeline_maker
    from companion.ui.shell import Shell
    from companion.ui.talk import Talk

    process = psutil.Process()
    meter = Meter()
    opened: dict[str, float] = {}
    maker = pipeline_maker(paths, source, network, loop=True)
    shell = Shell(Settings(None), {"talk": lambda shell, **extra: Talk(shell, maker, None, meter)})
    closed: list[bool] = []
    shell.on_close = lambda: closed.append(True)
    screen = shell.show("talk")
    shell.update()
    opened["window"] = process_age_s() - extra_s
    began, memory_start, memory = time.monotonic(), 0.0, 0.0
    while time.monotonic() - began < seconds and not closed and not getattr(screen, "failure", ""):
        shell.update()
        # Tk's own loop would sleep in select(); 1 ms is close to it and lets us stop on time.
        time.sleep(0.001)
        if not memory_start and meter.first_reading_at is not None:
            memory_start = _memory_mb(process)
    memory = _memory_mb(process)
    failure = say.CLOSED if closed else getattr(screen, "failure", "")
    shell.close()
    if failure or meter.first_reading_at is None:
        raise BenchError(failure or say.NO_READING)
    return figures_of(meter, opened["window"], began, memory_start, memory)


def figures_of(meter: Any, window_s: float, began: float, memory_start: float, memory_end: float) -> dict[str, Any]:
    """Return the object of design §3 from what a run collected; `began` is when the source was asked for."""
    # The first second is start-up, which has its own figures.
    first = meter.drawn_at[0] + 1.0
    steady = [at for at in meter.drawn_at if at >= first]
    span = steady[-1] - steady[0] if len(steady) > 1 else 0.0
    return {
        "window_s": round(window_s, 3),
        "first_reading_s": round(meter.first_reading_at - began, 3),
        "fps": round((len(steady) - 1) / span, 1) if span else 0.0,
        "latency_ms": _percentiles(meter.latency_s[5:]),
        "recognition_ms": _percentiles(meter.recognition_s[5:]),
        "memory_mb": {"start": round(memory_start, 1), "end": round(memory_end, 1)},
    }


def _percentiles(seconds: list[float]) -> dict[str, float | None]:
    import numpy as np

    if not seconds:
        return {"p50": None, "p95": None}
    p50, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    return {"p50": round(float(p50), 1), "p95": round(float(p95), 1)}


def _memory_mb(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return float(sum(one.memory_info().rss for one in family)) / 1e6


def _drawn_video(folder: Path) -> str:
    """Write a short video of a moving disc: there is no face that we may ship."""
    import cv2
    import numpy as np

    path = folder / "drawn.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30.0, (640, 480))
    for number in range(90):
        image = np.full((480, 640, 3), 90, np.uint8)
        cv2.circle(image, (200 + number * 2, 240), 120, (170, 190, 220), -1)
        writer.write(image)
    writer.release()
    return str(path)


def _lines(figures: dict[str, Any]) -> list[str]:
    lines = []
    for name, value in figures.items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        if all(number is not None for _, number in parts):
            lines.append(f"{say.NAMES[name]}: " + ", ".join(f"{part} {number}".strip() for part, number in parts))
    return lines if figures["recognition_ms"]["p50"] is not None else [*lines, say.NO_FACE]
