"""A part of a screen as a source: a large one is made smaller where it is taken, and a tiny one is refused as such."""

from __future__ import annotations

import threading
import tkinter as tk
from collections.abc import Iterator

import numpy as np
import pytest

from companion.sources.frame import SourceError
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
