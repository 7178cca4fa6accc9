"""A drawn figure with a spot for each body sign: arrow keys move, Space chooses, and so does the mouse."""

from __future__ import annotations

import math
import tkinter as tk
from collections.abc import Callable

from PIL import ImageTk

from companion.ui.drawn_face import paint
from companion.ui.face_lines import Point, Role, Shape, both, closed, curve, mirrored, oval
from companion.ui.theme import theme_of
from companion.ui.widgets import surface_colour
from companion.words import feelings
from companion.words import mirror as say

# Where each sign is felt, in unit coordinates of the square that the figure is drawn in.
SPOTS: dict[str, Point] = {
    "tired eyes": (0.45, 0.135),
    "warm face": (0.57, 0.185),
    "tight jaw": (0.47, 0.255),
    "lump in the throat": (0.5, 0.335),
    "tight chest": (0.44, 0.425),
    "fast heart": (0.565, 0.435),
    "heavy arms": (0.33, 0.525),
    "empty stomach": (0.5, 0.555),
    "restless legs": (0.42, 0.83),
    "light body": (0.79, 0.36),
}
OUTLINE = 0.008
# Arrow keys: the next spot is looked for within this angle of the arrow, the nearest one first.
WIDEST = math.radians(70)


def figure() -> tuple[Shape, ...]:
    """Return the shapes of a calm standing figure, seen from the front. Its face is not drawn: that is left open."""
    head = oval(0.5, 0.165, 0.125, 0.14, 64)
    trunk = (
        *curve((0.365, 0.375), (0.375, 0.345), (0.45, 0.345)),
        *curve((0.55, 0.345), (0.625, 0.345), (0.635, 0.375)),
        *curve((0.615, 0.5), (0.6, 0.6), (0.615, 0.68)),
        *curve((0.385, 0.68), (0.4, 0.6), (0.385, 0.5)),
    )
    # Straight: Pillow leaves gaps in broad lines that bend.
    arm = ((0.385, 0.39), (0.275, 0.655))
    leg = ((0.438, 0.65), (0.425, 0.935))
    neck = ((0.5, 0.28), (0.5, 0.37))
    widths = ((arm, 0.075), (mirrored(arm), 0.075), (leg, 0.1), (mirrored(leg), 0.1), (neck, 0.085))
    # Every part is drawn wider in the line's colour first and in the body's on top: one outline around all of it.
    lines = [Shape(Role.LINE, points, width + 2 * OUTLINE) for points, width in widths]
    lines += [Shape(Role.LINE, closed(trunk), 2 * OUTLINE), Shape(Role.LINE, closed(head), 2 * OUTLINE)]
    skins = [Shape(Role.SKIN, points, width) for points, width in widths]
    skins += [Shape(Role.SKIN, trunk), Shape(Role.SKIN, head)]
    # Small lines that float beside the figure stand for a light body.
    air = [Shape(Role.FRAME, curve((0.725, y + 0.03), (0.75, y), (0.725, y - 0.03)), 0.009) for y in (0.3, 0.42)]
    cheeks = both(Role.CHEEK, oval(0.43, 0.195, 0.028, 0.022))
    return (*lines, *skins, *cheeks, *air)


def next_spot(now: str, right: int, down: int) -> str:
    """Return the spot to go to from `now` with an arrow key (`right`, `down`: -1, 0 or 1); `now` if none is there."""
    x, y = SPOTS[now]
    best, found = math.inf, now
    for name, (to_x, to_y) in SPOTS.items():
        along, across = (to_x - x) * right + (to_y - y) * down, abs((to_x - x) * down) + abs((to_y - y) * right)
        if name != now and along > 1e-6 and math.atan2(across, along) <= WIDEST and along + 2 * across < best:
            best, found = along + 2 * across, name
    return found


class BodyFigure(tk.Canvas):
    """The figure. `on_move` is told the spot that has the cursor, `on_toggle` the spot that was pressed."""

    def __init__(
        self, parent: tk.Misc, size: float, on_move: Callable[[str], object], on_toggle: Callable[[str], object]
    ) -> None:
        """Make it; `size` is the side of its square in pixels at 100 %."""
        super().__init__(parent, borderwidth=0, takefocus=True)
        self._size, self._on_move, self._on_toggle = size, on_move, on_toggle
        self.at = next(iter(SPOTS))
        self._chosen: frozenset[str] = frozenset()
        self._focused = False
        self._photo: ImageTk.PhotoImage | None = None
        for key, right, down in (("Left", -1, 0), ("Right", 1, 0), ("Up", 0, -1), ("Down", 0, 1)):
            self.bind(f"<{key}>", lambda event, right=right, down=down: self._go(right, down))  # type: ignore[misc]
        for key in ("space", "Return"):
            self.bind(f"<{key}>", lambda event: self._on_toggle(self.at))
        self.bind("<Button-1>", self._press)
        self.bind("<FocusIn>", lambda event: self._focus_changed(True))
        self.bind("<FocusOut>", lambda event: self._focus_changed(False))
        self.bind("<<ThemeChanged>>", lambda event: self._restyle())
        self._restyle()

    @property
    def text(self) -> str:
        """What a reader of the screen would say of the spot that has the cursor."""
        here = say.BODY_HERE_ON if self.at in self._chosen else say.BODY_HERE
        return here.format(sign=feelings.sign_name(self.at))

    def resize(self, size: float) -> None:
        """Draw it in this size; nothing is done if it has it already."""
        if round(size) != round(self._size):
            self._size = round(size)
            self._restyle()

    def choose(self, chosen: frozenset[str]) -> None:
        """Show these signs as chosen."""
        self._chosen = chosen
        self._draw_spots()

    def _go(self, right: int, down: int) -> str:
        self._move_to(next_spot(self.at, right, down))
        return "break"

    def _move_to(self, spot: str) -> None:
        self.at = spot
        self._draw_spots()
        self._on_move(spot)

    def _press(self, event: tk.Event[tk.Misc]) -> None:
        self.focus_set()
        side, edge = self._side(), theme_of(self).px(theme_of(self).palette.ring_width)
        x, y = (event.x - edge) / side, (event.y - edge) / side
        nearest = min(SPOTS, key=lambda name: math.dist(SPOTS[name], (x, y)))
        # A press far from all spots is no choice; the reach is generous for hands that shake.
        if math.dist(SPOTS[nearest], (x, y)) <= 0.1:
            self._move_to(nearest)
            self._on_toggle(nearest)

    def _focus_changed(self, focused: bool) -> None:
        self._focused = focused
        self._draw_spots()
        if focused:
            self._on_move(self.at)

    def _side(self) -> int:
        return theme_of(self).px(self._size)

    def _restyle(self) -> None:
        theme = theme_of(self)
        side, colours = self._side(), theme.palette
        ground = surface_colour(self.nametowidget(self.winfo_parent()))
        self.configure(
            width=side,
            height=side,
            background=ground,
            highlightthickness=theme.px(colours.ring_width),
            highlightbackground=ground,
            highlightcolor=colours.ring,
        )
        self._photo = ImageTk.PhotoImage(paint(figure(), side, colours, ground), master=self)
        self.delete("all")
        edge = theme.px(colours.ring_width)
        self.create_image(edge, edge, anchor="nw", image=self._photo)
        self._draw_spots()

    def _draw_spots(self) -> None:
        theme = theme_of(self)
        colours, side, edge = theme.palette, self._side(), theme.px(theme.palette.ring_width)
        self.delete("spot")
        for name in feelings.SIGNS:
            x, y = (edge + share * side for share in SPOTS[name])
            on = name in self._chosen
            reach = side * (0.032 if on else 0.024)
            if self._focused and name == self.at:
                outer = reach + theme.px(5)
                self._circle(x, y, outer, "", colours.face_line, theme.px(5))
                self._circle(x, y, outer, "", colours.ring, theme.px(3))
            # A chosen spot is larger, filled and ticked: three signs besides its colour.
            self._circle(x, y, reach, colours.accent if on else colours.face_white, colours.face_line, theme.px(2))
            if on:
                points = [(x + reach * dx, y + reach * dy) for dx, dy in ((-0.45, 0.05), (-0.1, 0.4), (0.5, -0.4))]
                flat = [value for point in points for value in point]
                self.create_line(flat, fill=colours.on_accent, width=theme.px(2.5), tags="spot")

    def _circle(self, x: float, y: float, reach: float, fill: str, outline: str, width: int) -> None:
        corners = (x - reach, y - reach, x + reach, y + reach)
        self.create_oval(*corners, fill=fill, outline=outline, width=width, tags="spot")
