"""The map of feelings: unpleasant to pleasant across, calm to lively upwards, with one dot that keys or mouse move."""

from __future__ import annotations

import tkinter as tk
import tkinter.font as tkfont
from collections.abc import Callable

from PIL import Image, ImageColor, ImageTk

from companion.ui.palette import Look, Palette
from companion.ui.theme import FONT_SMALL, theme_of
from companion.ui.widgets import surface_colour
from companion.words import mirror as say

STEP = 0.2


def ground(palette: Palette, base: str, side: int) -> Image.Image:
    """Draw a soft square: a tint in each corner, so faint that text on it keeps its contrast; none in high contrast."""
    tints = ("anger", "happiness", "sadness", "disgust")  # top left, top right, bottom left, bottom right
    share = 0.0 if palette.name is Look.CONTRAST else 0.10
    picture = Image.new("RGB", (2, 2))
    behind = ImageColor.getrgb(base)[:3]
    for place, word in enumerate(tints):
        colour = ImageColor.getrgb(palette.words[word])
        mixed = tuple(round(a + share * (b - a)) for a, b in zip(behind, colour, strict=False))
        picture.putpixel((place % 2, place // 2), mixed)
    return picture.resize((side, side), Image.Resampling.BICUBIC)


class FeelingGrid(tk.Canvas):
    """The map. `on_move` is told each new point: pleasant and lively, each -1 to 1. Return calls `on_enter`."""

    def __init__(
        self,
        parent: tk.Misc,
        size: float,
        on_move: Callable[[float, float], object],
        on_enter: Callable[[], object],
        point: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Make it; `size` is the side of its square in pixels at 100 %, `point` where the dot stands."""
        super().__init__(parent, borderwidth=0, takefocus=True)
        self._size, self._on_move = size, on_move
        self.point = point
        self._photo: ImageTk.PhotoImage | None = None
        for key, right, up in (("Left", -1, 0), ("Right", 1, 0), ("Up", 0, 1), ("Down", 0, -1)):
            self.bind(f"<{key}>", lambda event, right=right, up=up: self._step(right, up))  # type: ignore[misc]
        for key in ("Return", "space"):
            self.bind(f"<{key}>", lambda event: on_enter())
        self.bind("<Button-1>", self._press)
        self.bind("<B1-Motion>", self._press)
        self.bind("<<ThemeChanged>>", lambda event: self._restyle())
        self._restyle()

    @property
    def text(self) -> str:
        """What a reader of the screen would say of the dot's place."""
        return say.place(*self.point)

    def resize(self, size: float) -> None:
        """Draw it in this size; nothing is done if it has it already."""
        if size != self._size:
            self._size = size
            self._restyle()

    def _step(self, right: int, up: int) -> str:
        # Whole steps from the middle, so that ten presses and ten back end where they began.
        self._put(round(self.point[0] + right * STEP, 6), round(self.point[1] + up * STEP, 6))
        return "break"

    def _press(self, event: tk.Event[tk.Misc]) -> None:
        self.focus_set()
        edge, side = self._edge(), self._side()
        self._put((event.x - edge) / side * 2 - 1, 1 - (event.y - edge) / side * 2)

    def _put(self, pleasant: float, lively: float) -> None:
        self.point = (min(1.0, max(-1.0, pleasant)), min(1.0, max(-1.0, lively)))
        self._draw_dot()
        self._on_move(*self.point)

    def _side(self) -> int:
        return theme_of(self).px(self._size)

    def _edge(self) -> int:
        theme = theme_of(self)
        return theme.px(theme.palette.ring_width) + 1

    def _restyle(self) -> None:
        theme = theme_of(self)
        colours, side, edge = theme.palette, self._side(), self._edge()
        base = surface_colour(self.nametowidget(self.winfo_parent()))
        self.configure(
            width=side + 2,
            height=side + 2,
            background=base,
            highlightthickness=edge - 1,
            highlightbackground=base,
            highlightcolor=colours.ring,
        )
        self._photo = ImageTk.PhotoImage(ground(colours, base, side), master=self)
        self.delete("all")
        self.create_image(edge, edge, anchor="nw", image=self._photo)
        middle, far = edge + side / 2, edge + side
        self.create_rectangle(edge, edge, far, far, outline=colours.border, width=theme.px(1.25))
        # The middle lines stop before the edges: the names of the directions stand there.
        inset = theme.px(26)
        self.create_line(edge + inset, middle, far - inset, middle, fill=colours.border)
        self.create_line(middle, edge + inset, middle, far - inset, fill=colours.border)
        font = self._corner_font(side / 2 - theme.px(4))
        for (right, up), text in say.CORNERS.items():
            self.create_text(
                middle + right * side * 0.25,
                middle - up * side * 0.3,
                text=text.replace(", ", "\n"),
                font=font,
                fill=colours.muted,
                justify="center",
                tags="corner",
            )
        self._draw_dot()

    def _corner_font(self, room: float) -> tkfont.Font:
        """Return the small font, or a smaller one where a word of a corner is wider than `room` pixels."""
        small = tkfont.nametofont(FONT_SMALL, self)
        widest = max(small.measure(word) for text in say.CORNERS.values() for word in text.split(", "))
        if widest <= room:
            return small
        # Kept: Tk forgets a font that nobody holds.
        self._smaller = tkfont.Font(self, family=small.cget("family"), size=int(small.cget("size") * room / widest))
        return self._smaller

    def _draw_dot(self) -> None:
        theme = theme_of(self)
        colours, side, edge = theme.palette, self._side(), self._edge()
        self.delete("dot")
        x, y = edge + (self.point[0] + 1) / 2 * side, edge + (1 - self.point[1]) / 2 * side
        for reach, fill in ((15, colours.surface), (12, colours.accent), (4, colours.on_accent)):
            size = theme.px(reach)
            self.create_oval(x - size, y - size, x + size, y + size, fill=fill, outline="", tags="dot")
