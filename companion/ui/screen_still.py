"""A shrunk still of the screen with a box on it, which is drawn with the mouse or moved with the arrow keys."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from typing import TYPE_CHECKING

from PIL import Image, ImageEnhance, ImageTk

from companion.ui.pressed_once import repeats
from companion.ui.region import Region, between, first_region
from companion.ui.theme import theme_of
from companion.words import choose as say

if TYPE_CHECKING:
    from companion.sources.still import Still

# An arrow key moves or sizes by this share of the screen's width.
STEP_SHARE = 1 / 96
# Outside of the box the still is this bright.
DIM = 0.4
# A shorter pull of the mouse was a click.
CLICK_PX = 6
SHIFT = 0x1


class ScreenStill(tk.Canvas):
    """Shows the still as large as the room allows. `region` is what the box marks, in units of the screen.

    Args:
        on_change: called when the box has changed.
        on_use: called for Enter.
    """

    def __init__(self, parent: tk.Misc, on_change: Callable[[Region], object], on_use: Callable[[], object]) -> None:
        super().__init__(parent, borderwidth=0, width=320, height=200, takefocus=False)
        self.spoken_name = say.STILL_NAME
        self._on_change = on_change
        self._image: Image.Image | None = None
        self._bright: Image.Image | None = None
        self._dim: Image.Image | None = None
        self._photo: ImageTk.PhotoImage | None = None
        self._screen = Region(0, 0, 1, 1)
        self.region = self._screen
        self._pressed: tuple[float, float] | None = None
        for key, right, down in (("Left", -1, 0), ("Right", 1, 0), ("Up", 0, -1), ("Down", 0, 1)):
            self.bind(f"<{key}>", lambda event, right=right, down=down: self._key(event, right, down))  # type: ignore[misc]
        self.bind("<Return>", lambda event: on_use() if self._image is not None and not repeats(event) else None)
        self.bind("<ButtonPress-1>", self._press)
        self.bind("<B1-Motion>", self._pull)
        self.bind("<Configure>", lambda event: self._fit())
        self.bind("<<ThemeChanged>>", lambda event: self._recolour())
        self._recolour()

    def show(self, still: Still) -> None:
        """Show this still; the box stays, if it was on this screen before, else it begins in the middle."""
        screen = Region(*still.screen)
        self._image = Image.fromarray(still.image[..., ::-1])
        if screen != self._screen:
            self._screen, self.region = screen, first_region(screen)
        self.configure(takefocus=True)
        self._fit()
        self._on_change(self.region)

    @property
    def text(self) -> str:
        """What a reader of the screen would say of the part that is marked."""
        box = self.region
        return say.REGION_PLACE.format(x=box.x, y=box.y, w=box.w, h=box.h)

    def set_region(self, region: Region) -> None:
        """Mark this part of the screen."""
        self.region = region.inside(self._screen)
        self._draw()
        self._on_change(self.region)

    # -- keys and mouse

    def _key(self, event: tk.Event[ScreenStill], right: int, down: int) -> str:
        if self._image is not None:
            step = max(1, round(self._screen.w * STEP_SHARE))
            change = self.region.sized if int(event.state) & SHIFT else self.region.moved
            self.set_region(change(right * step, down * step, self._screen))
        return "break"

    def _press(self, event: tk.Event[ScreenStill]) -> None:
        self._pressed = (event.x, event.y)
        if self._image is not None:
            self.focus_set()

    def _pull(self, event: tk.Event[ScreenStill]) -> None:
        if self._image is None or self._pressed is None:
            return
        x, y = self._pressed
        if max(abs(event.x - x), abs(event.y - y)) >= CLICK_PX:
            self.set_region(between(self._on_screen(x, y), self._on_screen(event.x, event.y), self._screen))

    # -- drawing

    def _place(self) -> tuple[float, float, float]:
        """Return left and top of the still on this canvas, and its pixels for one unit of the screen."""
        edge = 2 * int(str(self.cget("highlightthickness")))
        room = (max(1, self.winfo_width() - edge), max(1, self.winfo_height() - edge))
        scale = min(room[0] / self._screen.w, room[1] / self._screen.h)
        left = (self.winfo_width() - self._screen.w * scale) / 2
        return left, (self.winfo_height() - self._screen.h * scale) / 2, scale

    def _on_screen(self, x: float, y: float) -> tuple[float, float]:
        left, top, scale = self._place()
        return self._screen.x + (x - left) / scale, self._screen.y + (y - top) / scale

    def _fit(self) -> None:
        if self._image is None:
            return
        scale = self._place()[2]
        size = (max(1, round(self._screen.w * scale)), max(1, round(self._screen.h * scale)))
        self._bright = self._image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
        self._dim = ImageEnhance.Brightness(self._bright).enhance(DIM)
        self._draw()

    def _draw(self) -> None:
        if self._bright is None or self._dim is None:
            return
        left, top, scale = self._place()
        x, y = (self.region.x - self._screen.x) * scale, (self.region.y - self._screen.y) * scale
        box = (round(x), round(y), round(x + self.region.w * scale), round(y + self.region.h * scale))
        picture = self._dim.copy()
        picture.paste(self._bright.crop(box), box[:2])
        self._photo = ImageTk.PhotoImage(picture, master=self)
        self.delete("all")
        self.create_image(left, top, anchor="nw", image=self._photo)
        theme = theme_of(self)
        corners = (left + box[0], top + box[1], left + box[2], top + box[3])
        # White over black is seen on any picture, light or dark.
        self.create_rectangle(*corners, outline="#000000", width=theme.px(6))
        self.create_rectangle(*corners, outline="#ffffff", width=theme.px(3))

    def _recolour(self) -> None:
        theme_of(self).dress(self)
        self._fit()
