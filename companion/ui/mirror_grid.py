"""The way in through the map: move a dot, read in words where it is, then go on to the words near it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from companion.ui.feeling_grid import FeelingGrid
from companion.ui.mirror_view import Step, large
from companion.ui.theme import theme_of
from companion.ui.widgets import Panel, WrappedLabel, style_for
from companion.words import mirror as say

SIDE = 300
SIDE_LARGE = 135  # large text grows it anyway
SMALLEST = 100
# Where the dot stands before anyone has moved it.
MIDDLE = (0.0, 0.0)
# Around each name, and around the map for its ring.
GAP, EDGE = 4, 10


class PlaceOnMap(Step):
    """Choose a point, then "I am here"."""

    def __init__(
        self,
        parent: tk.Misc,
        on_next: Callable[[tuple[float, float]], object],
        back: Callable[[], object],
        on_dont_know: Callable[[tuple[float, float] | None], object],
        point: tuple[float, float] | None = None,
    ) -> None:
        """Make it; `point`: where the dot was put before, when one comes back. Both ways on are told the place."""
        super().__init__(parent, back)
        self._put_before = point is not None
        self.head(say.GRID_TITLE, say.GRID_HELP)
        panel = Panel(self.body, padding=12)
        outer = self._outer = ttk.Frame(panel, style=style_for(panel, "TFrame"))
        for column in (0, 2):
            outer.columnconfigure(column, weight=1, uniform="sides")
        self._grid = FeelingGrid(outer, SIDE_LARGE, self._moved, lambda: on_next(self._grid.point), point or MIDDLE)
        self._grid.grid(row=1, column=1)
        names = ((say.LIVELY, 0, 1, ""), (say.CALM, 2, 1, ""), (say.UNPLEASANT, 1, 0, "e"), (say.PLEASANT, 1, 2, "w"))
        for text, row, column, sticky in names:
            label = ttk.Label(outer, text=text, style=style_for(outer, "Bold.TLabel"))
            label.grid(row=row, column=column, sticky=sticky, padx=GAP, pady=2)
        self._beside = outer.grid_slaves(row=1, column=0) + outer.grid_slaves(row=1, column=2)
        # Above the map: with large text what is below it is out of sight.
        self._place = WrappedLabel(panel, kind="Title")
        self._place.configure(anchor="center", justify="center")
        panel.add(self._place)
        panel.add(outer, gap=4)
        self.keep_in_view(self._grid, panel)
        self.body.add(panel, gap=12)
        self.first_focus = self._grid
        self.button(say.GRID_NEXT, lambda: on_next(self._grid.point), "H", kind="Accent")
        self.button(say.DONT_KNOW, lambda: on_dont_know(self.chosen), "D")
        self.button(say.BACK, back, "B")
        self._moved(*self._grid.point)
        for happening in ("<Configure>", "<<ThemeChanged>>"):
            outer.bind(happening, lambda event: self._fit(), add=True)

    @property
    def chosen(self) -> tuple[float, float] | None:
        """Where the person put the dot; None while it stands where it began, since that says nothing."""
        return self._grid.point if self._put_before or self._grid.point != MIDDLE else None

    def _fit(self) -> None:
        """Give the map its size for the text of now, or what the names beside it leave of the room."""
        names = max(name.winfo_reqwidth() for name in self._beside)
        room = (self._outer.winfo_width() - 2 * (names + 2 * GAP)) / theme_of(self).scale - EDGE
        self._grid.resize(max(SMALLEST, min(SIDE_LARGE if large(self) else SIDE, room)))

    def _moved(self, pleasant: float, lively: float) -> None:
        self._place.say(say.place(pleasant, lively))
