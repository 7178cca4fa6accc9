"""Cells of a table that are shown and not read aloud: what a person wrote is nobody else's to hear."""

from __future__ import annotations

from companion.words import speech


class Written(str):
    """A cell with words of the person's own.

    Attributes:
        spoken: what is said in its place.
    """

    spoken: str

    def __new__(cls, shown: str, spoken: str = "") -> Written:
        """Make it; without `spoken` only whether something is written there is said."""
        made = super().__new__(cls, shown)
        made.spoken = spoken or (speech.HOLDS_TEXT if shown.strip() else "")
        return made


def spoken_cell(cell: str) -> str:
    """Return what is said of a cell.

    >>> spoken_cell("0:09"), spoken_cell(Written("a long day"))
    ('0:09', 'holds text')
    """
    return cell.spoken if isinstance(cell, Written) else cell
