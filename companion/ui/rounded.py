"""Rounded pictures for ttk: drawn large, made small (soft edges), with a middle that ttk may repeat at any size."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

# Pictures are drawn this many times too large; shrinking them gives soft edges, which X11's own lines lack.
FINER = 4


@dataclass(frozen=True)
class Box:
    """A rounded box in pixels. `margin` is empty space around it, where the focus ring is drawn.

    `behind` paints the corners (quick to draw); None leaves them see-through, for boxes that lie on any surface.
    """

    fill: str | None
    border: str | None = None
    border_width: float = 1
    radius: int = 10
    margin: int = 0
    ring: str | None = None
    ring_width: int = 3
    behind: str | None = None

    @property
    def edge(self) -> int:
        """Pixels at each side that must not be stretched."""
        return self.radius + self.margin + 1


def _small(box: Box) -> Image.Image:
    side = 2 * box.edge + 2
    picture = Image.new("RGBA", (side * FINER, side * FINER), box.behind or (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    last = side * FINER - 1

    def rectangle(inset: float, radius: float, fill: str | None, line: str | None = None, width: float = 0) -> None:
        near = round(inset * FINER)
        draw.rounded_rectangle(
            (near, near, last - near, last - near), max(0, radius) * FINER, fill, line, round(width * FINER)
        )

    if box.ring:
        rectangle(0, box.radius + box.margin, None, box.ring, box.ring_width)
    if box.fill or box.border:
        rectangle(box.margin, box.radius, box.fill, box.border, box.border_width if box.border else 0)
    if box.behind:
        return picture.resize((side, side), Image.Resampling.BOX)
    # See-through pixels are black underneath; shrinking must not let that black bleed into the edge.
    return picture.convert("RGBa").resize((side, side), Image.Resampling.BOX).convert("RGBA")


def draw_box(box: Box, middle: tuple[int, int] = (120, 24)) -> Image.Image:
    """Draw the box with a middle of this size (a larger middle is repeated less often, so it is quicker on screen)."""
    small, edge = _small(box), box.edge
    width, height = middle
    picture = Image.new("RGBA", (2 * edge + width, 2 * edge + height))
    columns = ((0, edge, 0, edge), (edge, edge + 2, edge, width), (edge + 2, 2 * edge + 2, edge + width, edge))
    rows = ((0, edge, 0, edge), (edge, edge + 2, edge, height), (edge + 2, 2 * edge + 2, edge + height, edge))
    for left, right, x, wide in columns:
        for top, bottom, y, high in rows:
            piece = small.crop((left, top, right, bottom))
            picture.paste(piece.resize((wide, high), Image.Resampling.NEAREST), (x, y))
    return picture


def _blank(size: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGBA", (size * FINER, size * FINER), (0, 0, 0, 0))
    return picture, ImageDraw.Draw(picture)


def _shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture.convert("RGBa").resize(size, Image.Resampling.BOX).convert("RGBA")


def draw_tick_box(size: int, fill: str, border: str, tick: str | None, gap: int) -> Image.Image:
    """Draw the square of a check button, with a tick if it is on, and an empty gap to its right."""
    picture, draw = _blank(size)
    whole = size * FINER
    draw.rounded_rectangle((0, 0, whole - 1, whole - 1), whole * 0.22, fill, border, 2 * FINER)
    if tick:
        points = [(whole * x, whole * y) for x, y in ((0.25, 0.53), (0.43, 0.70), (0.76, 0.32))]
        draw.line(points, tick, round(whole * 0.12), joint="curve")
        for x, y in points:
            reach = whole * 0.058
            draw.ellipse((x - reach, y - reach, x + reach, y + reach), tick)
    return _with_gap(_shrunk(picture, (size, size)), gap)


def draw_dot(size: int, fill: str, border: str, dot: str | None, gap: int) -> Image.Image:
    """Draw the circle of a radio button, with a dot if it is chosen, and an empty gap to its right."""
    picture, draw = _blank(size)
    whole = size * FINER
    draw.ellipse((0, 0, whole - 1, whole - 1), fill, border, 2 * FINER)
    if dot:
        draw.ellipse((whole * 0.27, whole * 0.27, whole * 0.73, whole * 0.73), dot)
    return _with_gap(_shrunk(picture, (size, size)), gap)


def draw_arrow(size: int, colour: str) -> Image.Image:
    """Draw the small arrow of a list box, pointing down."""
    picture, draw = _blank(size)
    whole = size * FINER
    points = [(whole * x, whole * y) for x, y in ((0.22, 0.38), (0.5, 0.66), (0.78, 0.38))]
    draw.line(points, colour, round(whole * 0.12), joint="curve")
    return _shrunk(picture, (size, size))


def _with_gap(picture: Image.Image, gap: int) -> Image.Image:
    wide = Image.new("RGBA", (picture.width + gap, picture.height), (0, 0, 0, 0))
    wide.paste(picture, (0, 0))
    return wide


def draw_keycap(letter: str, size: int, ink: str, gap: int) -> Image.Image:
    """Draw a letter in a small rounded frame, like a key, with an empty gap to its left.

    Pillow brings its own letter shapes, so this looks the same on every computer.
    """
    picture, draw = _blank(size)
    whole = size * FINER
    line = max(FINER, round(whole * 0.06))
    draw.rounded_rectangle((0, 0, whole - 1, whole - 1), whole * 0.24, None, ink, line)
    draw.text((whole / 2, whole * 0.51), letter, ink, ImageFont.load_default(whole * 0.66), anchor="mm", stroke_width=1)
    wide = Image.new("RGBA", (size + gap, size), (0, 0, 0, 0))
    wide.paste(_shrunk(picture, (size, size)), (gap, 0))
    return wide
