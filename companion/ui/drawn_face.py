"""A drawn face on a canvas: one for each word, in any size and theme, so that no word stands alone.

    face = DrawnFace(panel, size=160)   # pixels at 100 %; it grows with the text size
    face.show("happiness")              # or a word, NOT_SURE, NO_FACE
    face.show_face(Face(au1=0.4))       # or any numbers, for a cue that moves
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterable

from PIL import Image, ImageColor, ImageDraw, ImageTk

from companion.ui.face_lines import Role, Shape
from companion.ui.face_shapes import NO_FACE, NOT_SURE, Face, face_for, strokes
from companion.ui.palette import Palette
from companion.ui.theme import theme_of
from companion.ui.widgets import surface_colour

__all__ = ["NOT_SURE", "NO_FACE", "Drawing", "DrawnFace", "Face", "Role", "Shape", "face_for", "paint", "strokes"]


def _mixed(one: str, other: str, share: float) -> str:
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return "#{:02x}{:02x}{:02x}".format(*(round(a + share * (b - a)) for a, b in pairs))


def _colours(palette: Palette) -> dict[Role, str]:
    return {
        Role.SKIN: palette.face,
        Role.LINE: palette.face_line,
        Role.CREASE: _mixed(palette.face_line, palette.face, 0.3),
        Role.WHITE: palette.face_white,
        Role.PUPIL: palette.face_line,
        Role.MOUTH: palette.face_mouth,
        Role.CHEEK: palette.face_cheek,
        Role.FRAME: palette.muted,
    }


def paint(shapes: Iterable[Shape], size: int, palette: Palette, background: str) -> Image.Image:
    """Draw shapes as a square picture. It is drawn larger and made small: Tk's own lines have hard edges."""
    finer = 4 if size <= 300 else 2
    whole = size * finer
    picture = Image.new("RGB", (whole, whole), background)
    draw, colours = ImageDraw.Draw(picture), _colours(palette)
    for shape in shapes:
        points = [(x * whole, y * whole) for x, y in shape.points]
        colour = colours[shape.role]
        if not shape.width:
            draw.polygon(points, colour)
            continue
        # A small face needs stronger lines than its size gives.
        width = max(shape.width * whole, 1.1 * finer)
        draw.line(points, colour, round(width), joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), colour)
    return picture.resize((size, size), Image.Resampling.BOX)


class Drawing(tk.Canvas):
    """Shows shapes, as large as the place that it is given, and draws them anew for each size and theme."""

    def __init__(self, parent: tk.Misc, size: float, shapes: tuple[Shape, ...]) -> None:
        """Make it; `size` is what it asks for, in pixels at 100 %."""
        super().__init__(parent, highlightthickness=0, borderwidth=0, takefocus=False)
        self._size = size
        self._shapes = shapes
        self._drawn: tuple[tuple[Shape, ...], int, str, str] | None = None
        self._picture: ImageTk.PhotoImage | None = None
        self._item = self.create_image(0, 0, anchor="center")
        self.bind("<Configure>", lambda event: self._draw())
        self.bind("<<ThemeChanged>>", lambda event: self._restyle())
        self._restyle()

    def show_shapes(self, shapes: tuple[Shape, ...]) -> None:
        """Show these shapes instead."""
        self._shapes = shapes
        self._draw()

    def _restyle(self) -> None:
        size = theme_of(self).px(self._size)
        self.configure(width=size, height=size, background=surface_colour(self.nametowidget(self.winfo_parent())))
        self._draw()

    def _draw(self) -> None:
        wide, high = self.winfo_width(), self.winfo_height()
        size, background, palette = min(wide, high), str(self.cget("background")), theme_of(self).palette
        if size < 8:
            return
        self.coords(self._item, wide / 2, high / 2)
        wanted = (self._shapes, size, background, str(palette.name))
        if wanted == self._drawn:
            return
        # The finished picture takes the old one's place in one step, so nothing flickers.
        picture = ImageTk.PhotoImage(paint(self._shapes, size, palette, background), master=self)
        self.itemconfigure(self._item, image=picture)
        self._picture, self._drawn = picture, wanted


class DrawnFace(Drawing):
    """Shows one face."""

    def __init__(self, parent: tk.Misc, size: float = 120, name: str = NO_FACE) -> None:
        """Make it with the face of a word, NOT_SURE or NO_FACE; `size` is in pixels at 100 %."""
        self.face = face_for(name)
        super().__init__(parent, size, tuple(strokes(self.face)))

    def show(self, name: str) -> None:
        """Show the face of a word, NOT_SURE or NO_FACE.

        Raises:
            KeyError: there is no such face.
        """
        self.show_face(face_for(name))

    def show_face(self, face: Face) -> None:
        """Show a face made of any numbers."""
        if face != self.face:
            self.face = face
            self.show_shapes(tuple(strokes(face)))
