"""A part of a screen as a source: a large one is made smaller where it is taken, and a tiny one is refused as such."""

from __future__ import annotations

import ctypes
import os
import subprocess
import threading
import tkinter as tk
from collections.abc import Iterator

import numpy as np
import pytest

from companion.sources import screen
from companion.sources.frame import Change, SourceError, SourceEvent
from companion.sources.screen import ScreenSource
from companion.sources.size import LIVE_LONGEST
from companion.words import sources as say


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


class Resolution:
    """Sets the size of the screen at DISPLAY, as undocking does: by RandR, which Xvfb has."""

    def __init__(self) -> None:
        self._x, self._randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
        pointer, number = ctypes.c_void_p, ctypes.c_int
        self._x.XOpenDisplay.restype, self._x.XDefaultRootWindow.restype = pointer, ctypes.c_ulong
        self._x.XDefaultRootWindow.argtypes, self._x.XSync.argtypes = [pointer], [pointer, number]
        self._randr.XRRGetScreenResources.restype = ctypes.POINTER(Resources)
        self._randr.XRRGetScreenResources.argtypes = [pointer, ctypes.c_ulong]
        self._randr.XRRSetScreenSize.argtypes = [pointer, ctypes.c_ulong, number, number, number, number]
        self._randr.XRRSetCrtcConfig.argtypes = [
            pointer, ctypes.POINTER(Resources), ctypes.c_ulong, ctypes.c_ulong, number, number, ctypes.c_ulong,
            ctypes.c_ushort, pointer, number,
        ]  # fmt: skip
        self._display = self._x.XOpenDisplay(None)
        self._root = self._x.XDefaultRootWindow(self._display)

    def set(self, width: int, height: int) -> None:
        found = self._randr.XRRGetScreenResources(self._display, self._root)
        for place in range(found.contents.crtc_count):
            crtc = found.contents.crtcs[place]
            self._randr.XRRSetCrtcConfig(self._display, found, crtc, 0, 0, 0, 0, 1, None, 0)
        self._randr.XRRSetScreenSize(self._display, self._root, width, height, width // 4, height // 4)
        self._x.XSync(self._display, 0)


class Resources(ctypes.Structure):
    _fields_ = (
        ("time", ctypes.c_ulong), ("changed", ctypes.c_ulong),
        ("crtc_count", ctypes.c_int), ("crtcs", ctypes.POINTER(ctypes.c_ulong)),
        ("output_count", ctypes.c_int), ("outputs", ctypes.POINTER(ctypes.c_ulong)),
        ("mode_count", ctypes.c_int), ("modes", ctypes.c_void_p),
    )  # fmt: skip


@pytest.fixture
def resolution(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolution]:
    """A screen of its own, 1280 x 1024, since no other window may be on it."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1280x1024x24"], pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writes)
    with os.fdopen(reads) as answer:
        number = answer.readline().strip()
    if not number:
        pytest.skip("no second screen can be had")
    monkeypatch.setenv("DISPLAY", f":{number}")
    try:
        yield Resolution()
    except OSError:
        pytest.skip("libXrandr is not here")
    finally:
        server.terminate()
        server.wait()


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
