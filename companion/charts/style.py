"""How charts look: colours and sizes passed in, a hatch for each word, and text that is safe to draw."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from companion.words.vocabulary import WORDS

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

DPI = 100
LONGEST_NAME = 22
# What is no word of the eight: drawn in the quiet colour, told apart by hatch.
NEUTRAL_KEYS: tuple[str, ...] = ("maybe", "unsure", "no_face", "doubt")
_WORD_HATCHES = ("///", "..", "xx", "\\\\\\", "", "--", "||", "oo")
_HATCHES: dict[str, str] = dict(zip((*WORDS, *NEUTRAL_KEYS), (*_WORD_HATCHES, "++", "...", "", "////"), strict=True))
# The share of its size that a letter is wide, on the average and on the safe side.
_LETTER = 0.62


@dataclass(frozen=True)
class Style:
    """Colours ("#rrggbb"), font family, text size and width of the whole chart in pixels.

    `words` holds a colour for each of the eight words; each also has its own hatch and its name beside it. `air` is the
    height of rows, as a share of the usual one.
    """

    background: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    words: Mapping[str, str]
    family: str
    text_px: float
    width_px: int
    air: float = 1.0

    @property
    def points(self) -> float:
        """The text size in points at DPI."""
        return self.text_px * 72 / DPI

    def colour(self, key: str) -> str:
        """Return the colour of a word; the quiet one for NEUTRAL_KEYS, the accent for anything else."""
        return self.words.get(key) or (self.muted if key in NEUTRAL_KEYS else self.accent)

    def hatch(self, key: str) -> str:
        """Return the hatch of a word; own words have none."""
        return _HATCHES.get(key, "")

    def name_width(self, names: Iterable[str]) -> float:
        """Return about how wide the longest of these names is when drawn by `short`, in pixels."""
        return self.text_width(short(name) for name in names)

    def text_width(self, texts: Iterable[str]) -> float:
        """Return about how wide the longest of these texts is, in pixels."""
        return max((len(text) for text in texts), default=0) * self.text_px * _LETTER


def short(name: str) -> str:
    """Return a name that is never too long for a chart (the table has all of it), on one line and free of markup."""
    line = " ".join(name.split())
    return literal(line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1].rstrip() + "…")


def literal(line: str) -> str:
    """Return a text that matplotlib draws as it stands."""
    # To matplotlib a pair of dollar signs begins a formula.
    return line.replace("\\", "\N{FULLWIDTH REVERSE SOLIDUS}").replace("$", r"\$")


@functools.cache
def library() -> ModuleType:
    """Return matplotlib with its own defaults, and without what a file `matplotlibrc` says.

    It reads one of this person's, or of the folder that the app was started in. With `text.usetex` the words of the
    journal would stand in LaTeX files that nobody deletes.
    """
    import matplotlib

    matplotlib.rcdefaults()
    return matplotlib


def new_figure(style: Style, height_px: float) -> Figure:
    """Return an empty figure of the style's width."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    library()
    figure = Figure(figsize=(style.width_px / DPI, max(height_px, 1) / DPI), dpi=DPI, facecolor=style.background)
    FigureCanvasAgg(figure)
    return figure


def axes_at(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Return axes at this place (pixels from the top left). No layout engine: those need a drawing of their own."""
    wide, high = figure.get_size_inches() * DPI
    return figure.add_axes((left / wide, 1 - (top + height) / high, max(1.0, width) / wide, max(1.0, height) / high))


def plain(axes: Axes, style: Style) -> None:
    """Take away frame and tick marks, and put text into this style."""
    axes.set_facecolor(style.background)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, colors=style.text, labelsize=style.points, pad=style.text_px * 0.35)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontfamily(known_family(style.family))


def known_family(family: str) -> str:
    """Return the family if matplotlib knows it, else the one that it brings along."""
    from matplotlib import font_manager

    return family if family in font_manager.get_font_names() else "DejaVu Sans"


def to_pixels(figure: Figure) -> NDArray[np.uint8]:
    """Draw the figure: uint8 (H, W, 4) RGBA."""
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    with warnings.catch_warnings():
        # A sign that the font lacks is drawn as a box; the table beside shows it.
        warnings.simplefilter("ignore", UserWarning)
        canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib types not all of it
    return np.asarray(canvas.buffer_rgba()).copy()  # type: ignore[no-untyped-call]
