"""What would be lost if the app was closed now, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.words import app as say
from companion.words import journal as journal_words

if TYPE_CHECKING:
    from companion.journal.writer import Writer


def would_be_lost(writer: Writer | None) -> str:
    """Return what waits to be saved, and why it waits; "" where nothing does, or where nothing was to be saved."""
    count, why = (0, "") if writer is None else writer.held_up
    if not count:
        return ""
    # There the person can help at once.
    sentence = say.NOT_SAVED_BUSY if why == journal_words.BUSY else say.NOT_SAVED_YET
    return sentence.format(count=count, why=why)
