"""Charts on the screen: a matplotlib Figure drawn in a worker thread, shown in the theme and text size of now.

    picture = ChartPicture(panel, drawings, "Chart: what was seen")
    picture.show(lambda style: bars(values, "minutes", style))    # drawn again at each change of size or theme
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image, ImageTk

from companion.charts import Style, to_pixels
from companion.ui.theme import Theme, theme_of
from companion.ui.widgets import surface_colour

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from companion.ui.history_work import Work

# While a window is being resized, sizes come in many a second.
WAIT_MS = 60
LEAST_WIDTH = 240

MakeFigure = Callable[[Style], "Figure"]


def chart_style(theme: Theme, background: str, width_px: int) -> Style:
    """Return the look of a chart of this width that lies on this background."""
    colours = theme.palette
    return Style(
        background=background,
        text=colours.text,
        muted=colours.muted,
        line=colours.line if colours.name != "contrast" else "#5a5a5a",
        accent=colours.accent,
        on_accent=colours.on_accent,
        words=colours.words,
        family=theme.family,
        text_px=theme.px(15),
        width_px=width_px,
    )


class ChartPicture(tk.Canvas):
    """A chart that can have the focus; it asks for the height that its figure has.

    Attributes:
        name: what it shows, in words.
        drawn: how many pictures have come so far.
        fresh: what is seen is drawn for the width, text size and theme of now.
    """

    def __init__(self, parent: tk.Misc, drawings: Work, name: str) -> None:
        """Make it. `drawings`: the worker in which figures are drawn, one after the other."""
        theme = theme_of(parent)
        super().__init__(parent, takefocus=True, borderwidth=0, width=theme.px(LEAST_WIDTH), height=theme.px(120))
        self._drawings, self.name, self.drawn, self.fresh = drawings, name, 0, False
        self._make: MakeFigure | None = None
        self._photo: ImageTk.PhotoImage | None = None
        self._item = self.create_image(0, 0, anchor="nw")
        self._waits = ""
        self._size = (0, 0)
        self.bind("<Configure>", lambda event: self._resized())
        self.bind("<<ThemeChanged>>", lambda event: self._dress(anew=True))
        self.bind("<Destroy>", lambda event: self._forget())
        self.bind("<Button-1>", lambda event: self.focus_set())
        self._dress()

    def show(self, make: MakeFigure) -> None:
        """Draw this figure, and again whenever width, text size or theme change. `make` runs in the worker."""
        self._make = make
        self._plan()

    def figure(self) -> Figure | None:
        """Return the Figure as it is drawn now, to be looked into (`doctor --audit`); None before `show`."""
        edge = int(str(self.cget("highlightthickness")))
        style = chart_style(theme_of(self), surface_colour(self.master), max(50, self.winfo_width() - 2 * edge))
        return None if self._make is None else self._make(style)

    @property
    def text(self) -> str:
        """What a reader of the screen would say of it."""
        return self.name

    spoken_name = text

    def _dress(self, anew: bool = False) -> None:
        theme, ground = theme_of(self), surface_colour(self.master)
        self.configure(
            background=ground,
            highlightthickness=theme.px(theme.palette.ring_width),
            highlightbackground=ground,
            highlightcolor=theme.palette.ring,
        )
        if anew:
            self._plan()

    def _resized(self) -> None:
        if abs(self.winfo_width() - self._size[0]) > 2:
            self._plan()

    def _plan(self) -> None:
        self.fresh = False
        if not self._waits:
            self._waits = self.after(WAIT_MS if self.drawn else 1, self._ask)

    def _ask(self) -> None:
        self._waits = ""
        make, edge = self._make, int(str(self.cget("highlightthickness")))
        width = self.winfo_width() - 2 * edge
        if make is None or width < 50:
            return
        self._size = (self.winfo_width(), 0)
        style = chart_style(theme_of(self), surface_colour(self.master), width)
        self._drawings.ask(str(self), lambda: Image.fromarray(to_pixels(make(style))), self._show)

    def _show(self, image: Image.Image) -> None:
        if not self.winfo_exists():
            return
        edge = int(str(self.cget("highlightthickness")))
        self._photo = ImageTk.PhotoImage(image, master=self)
        self.itemconfigure(self._item, image=self._photo)
        self.coords(self._item, edge, edge)
        if int(str(self.cget("height"))) != image.height:
            self.configure(height=image.height)
        self.drawn += 1
        self.fresh = not self._waits

    def _forget(self) -> None:
        if self._waits:
            self.after_cancel(self._waits)
            self._waits = ""
        self._photo, self._make = None, None
