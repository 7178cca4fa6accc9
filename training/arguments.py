"""What argparse reads the numbers of the scripts with."""

from __future__ import annotations

import argparse
from typing import Any

# The highest seed that NumPy and every backend take.
MOST_SEED = 2**31 - 1


def seed(text: str) -> int:
    """Read what argparse takes for --seed."""
    value = int(text)
    if not 0 <= value <= MOST_SEED:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 to {MOST_SEED}")
    return value


def part(text: str) -> tuple[int, int]:
    """Read what argparse takes for --check-part, such as 1/3."""
    number, count = map(int, text.split("/"))
    if not 1 <= number <= count or count < 2:
        raise argparse.ArgumentTypeError(f"{text} is not a part such as 1/3")
    return number, count


def positive(kind: type[int] | type[float]) -> Any:
    """Return what argparse reads a number above 0 with."""

    def read(text: str) -> float:
        value = kind(text)
        if not 0 < value < float("inf"):
            raise ValueError(text)
        return value

    read.__name__ = "number above 0"  # argparse says "invalid number above 0 value"
    return read
