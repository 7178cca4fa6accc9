"""A rectangle on the screen that a person moves and sizes. Pure: no widget."""

from __future__ import annotations

from dataclasses import dataclass, replace

# Smaller than this a source takes no region (companion.sources.screen.clip).
LEAST = 48


@dataclass(frozen=True)
class Region:
    """Left, top, width and height in units of the screen."""

    x: int
    y: int
    w: int
    h: int

    @property
    def source(self) -> str:
        """As `--source` takes it.

        >>> Region(10, 20, 300, 200).source
        'screen:10,20,300,200'
        """
        return f"screen:{self.x},{self.y},{self.w},{self.h}"

    def inside(self, screen: Region) -> Region:
        """Return this region, made small and moved enough to lie on the screen, and at least 48 a side."""
        w, h = min(max(self.w, LEAST), screen.w), min(max(self.h, LEAST), screen.h)
        x = min(max(self.x, screen.x), screen.x + screen.w - w)
        y = min(max(self.y, screen.y), screen.y + screen.h - h)
        return Region(x, y, w, h)

    def moved(self, right: int, down: int, screen: Region) -> Region:
        """Return it moved by so much, as far as the screen goes."""
        return replace(self, x=self.x + right, y=self.y + down).inside(screen)

    def sized(self, wider: int, higher: int, screen: Region) -> Region:
        """Return it larger by so much (negative: smaller); its left top corner stays where it is."""
        w = min(self.w + wider, screen.x + screen.w - self.x)
        h = min(self.h + higher, screen.y + screen.h - self.y)
        return replace(self, w=w, h=h).inside(screen)


def first_region(screen: Region) -> Region:
    """Return the region to begin with: the middle of the screen, half as wide and high."""
    return Region(screen.x + screen.w // 4, screen.y + screen.h // 4, screen.w // 2, screen.h // 2).inside(screen)


def between(first: tuple[float, float], second: tuple[float, float], screen: Region) -> Region:
    """Return the region between two opposite corners, each on the screen or at its edge, where it was pulled beyond."""
    left, right = (min(max(x, screen.x), screen.x + screen.w) for x in sorted((first[0], second[0])))
    top, bottom = (min(max(y, screen.y), screen.y + screen.h) for y in sorted((first[1], second[1])))
    return Region(round(left), round(top), round(right - left), round(bottom - top)).inside(screen)
