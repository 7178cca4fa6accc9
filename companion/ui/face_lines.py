"""Lines and areas that drawn faces are made of: curves as lists of points, each with a role and a width."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]


class Role(StrEnum):
    """What a shape stands for; the painter gives each its colour."""

    SKIN = "skin"
    LINE = "line"
    CREASE = "crease"
    WHITE = "white"
    PUPIL = "pupil"
    MOUTH = "mouth"
    CHEEK = "cheek"
    FRAME = "frame"


@dataclass(frozen=True)
class Shape:
    """A line of this width with round ends, or, with width 0, a filled area."""

    role: Role
    points: tuple[Point, ...]
    width: float = 0.0


def curve(start: Point, control: Point, end: Point, steps: int = 16) -> tuple[Point, ...]:
    """Return points of a quadratic Bezier curve."""
    found = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        found.append((a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]))
    return tuple(found)


def oval(
    x: float, y: float, wide: float, high: float, steps: int = 48, below: float | None = None
) -> tuple[Point, ...]:
    """Return an oval around a point; `below` is another height for its lower half."""
    angles = [2 * math.pi * step / steps for step in range(steps)]
    lower = high if below is None else below
    return tuple(
        (x + wide * math.cos(angle), y + (lower if math.sin(angle) > 0 else high) * math.sin(angle)) for angle in angles
    )


def through(start: Point, middle_y: float, end: Point) -> tuple[Point, ...]:
    """Return a curve from start to end that passes this height half-way."""
    control_y = 2 * middle_y - (start[1] + end[1]) / 2
    return curve(start, ((start[0] + end[0]) / 2, control_y), end, 24)


def bow(start: Point, depth: float, end: Point, fullness: float = 0.7) -> tuple[Point, ...]:
    """Return a rounder curve from start to end, this far below the straight line in its middle (negative: above)."""
    found = []
    for step in range(25):
        t = step / 24
        height = depth * math.sin(math.pi * t) ** fullness if 0 < step < 24 else 0.0
        found.append((start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1]) + height))
    return tuple(found)


def mirrored(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return the points on the other side of the middle."""
    return tuple((1 - x, y) for x, y in points)


def both(role: Role, points: tuple[Point, ...], width: float = 0.0) -> list[Shape]:
    """Return a shape and its mirror image."""
    return [Shape(role, points, width), Shape(role, mirrored(points), width)]


def closed(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return the points with the first one again at the end."""
    return (*points, points[0])


def dashes(points: tuple[Point, ...], on: int, off: int, width: float) -> list[Shape]:
    """Return pieces of a line: so many steps drawn, so many left out."""
    return [Shape(Role.FRAME, points[start : start + on], width) for start in range(0, len(points) - 1, on + off)]
