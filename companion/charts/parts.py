"""What charts are made of: plain data with its words already chosen. No matplotlib in here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar: `value` sets its length, `told` is the count written behind it, `key` its colour and hatch."""

    name: str
    value: float
    told: str
    key: str


@dataclass(frozen=True)
class CountsGrid:
    """How often each row came in each column; `counts[row][column]`. Zero leaves the place empty."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    def newest(self, columns: int) -> CountsGrid:
        """Return the grid with its last columns only."""
        return CountsGrid(self.rows, self.columns[-columns:], tuple(row[-columns:] for row in self.counts))


@dataclass(frozen=True)
class Lane:
    """One line of a timeline, from the top down."""

    name: str
    key: str


@dataclass(frozen=True)
class Span:
    """Something that lasted: seconds from the session's start; `lane` counts from 0."""

    lane: int
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Mark:
    """Something at one moment, with its number in the table beside the chart. `shape` is a matplotlib marker."""

    lane: int
    at_s: float
    number: int
    shape: str = "D"


@dataclass(frozen=True)
class Timeline:
    """A session: its lanes, what lasted and what happened in them, and its length in seconds."""

    lanes: tuple[Lane, ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...]
    length_s: float
