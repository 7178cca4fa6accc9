"""A part of a screen as a source: a large one is made smaller where it is taken, and a tiny one is refused as such."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from companion.sources import screen
from companion.sources.frame import Change, SourceError, SourceEvent
from companion.sources.screen import ScreenSource
from companion.sources.size import LIVE_LONGEST
from companion.words import sources as say
from tests.resolution import Resolution


@pytest.fixture
def orange() -> Iterator[tk.Tk]:
    """A window over the whole screen, in a colour whose red, green and blue are far apart."""
    window = tk.Tk()
    window.overrideredirect(True)
    window.geometry(f"{window.winfo_screenwidth()}x{window.winfo_screenheight()}+0+0")
    window.configure(background="#f08020")
    window.update()
    yield window
    window.destroy()


def test_a_large_part_is_made_smaller_in_its_colours(orange: tk.Tk) -> None:
    if orange.winfo_screenwidth() <= LIVE_LONGEST:
        pytest.skip("the screen is small")
    size = orange.winfo_screenwidth(), orange.winfo_screenheight()
    stop = threading.Event()
    frame = next(ScreenSource((0, 0, *size)).frames(stop, lambda event: None))
    assert max(frame.image.shape[:2]) == LIVE_LONGEST
    assert frame.image.shape[0] == pytest.approx(LIVE_LONGEST * size[1] / size[0], abs=1)
    assert frame.image.dtype == np.uint8 and frame.image.flags.c_contiguous
    assert np.abs(frame.image[100, 100].astype(int) - (0x20, 0x80, 0xF0)).max() <= 2, "blue, green, red"


@pytest.mark.parametrize(
    ("region", "sentence"),
    [((100, 100, 40, 40), say.REGION_TOO_SMALL.format(least=48)), ((90_000, 100, 400, 400), say.REGION_OUTSIDE)],
)
def test_what_is_wrong_with_a_part_is_said(region: tuple[int, int, int, int], sentence: str) -> None:
    with pytest.raises(SourceError) as error:
        next(ScreenSource(region).frames(threading.Event(), lambda event: None))
    assert str(error.value) == sentence


def test_a_screen_that_becomes_smaller_goes_on_with_what_is_left(
    resolution: Resolution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "LOOK_EVERY_S", 0.1)
    events: list[SourceEvent] = []
    frames = ScreenSource((200, 100, 1000, 600)).frames(threading.Event(), events.append)
    whole = next(frames).image.shape
    resolution.set(1024, 768)
    for frame in frames:
        if events and frame.image.shape != whole:
            break
    # 824 of its 1000 pixels are still there.
    assert frame.image.shape[1] / frame.image.shape[0] == pytest.approx(824 / 600, abs=0.01)
    assert [event.change for event in events] == [Change.HIDDEN, Change.BACK]


def test_after_a_pause_a_monitor_that_is_gone_is_waited_for(
    resolution: Resolution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "AGAIN_S", 0.05)
    source = ScreenSource((1000, 100, 250, 300))
    first = source.frames(threading.Event(), lambda event: None)
    next(first)
    first.close()  # type: ignore[attr-defined]  # it is a generator
    resolution.set(924, 768)
    events: list[SourceEvent] = []

    def tell(event: SourceEvent) -> None:
        events.append(event)
        if event.change is Change.HIDDEN:
            resolution.set(1280, 1024)

    again = next(source.frames(threading.Event(), tell))
    assert again.image.shape[:2] == (300, 250)
    assert [event.change for event in events] == [Change.HIDDEN, Change.BACK]
    # Who asks for it at first is told that it is not there.
    resolution.set(924, 768)
    with pytest.raises(SourceError) as error:
        next(ScreenSource((1000, 100, 250, 300)).frames(threading.Event(), tell))
    assert str(error.value) == say.REGION_OUTSIDE


SHRINKS = """
import tkinter as tk
from companion.ui.screen_now import screen_now
from tests.resolution import Resolution
window = tk.Tk()
before = screen_now(window)
Resolution().set(924, 768)
print(*before, *screen_now(window), window.winfo_screenwidth())
"""


def test_a_window_is_placed_on_the_screen_as_it_is_now(resolution: Resolution) -> None:
    # In a process of its own: Tk holds on to its screen, which ends with this test.
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run([sys.executable, "-c", SHRINKS], env=environ, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["0", "0", "1280", "1024", "0", "0", "924", "768", "1280"], done.stderr
