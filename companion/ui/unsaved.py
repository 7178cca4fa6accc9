"""What would be lost if the app was closed now, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.words import app as say
from companion.words import journal as journal_words

if TYPE_CHECKING:
    from companion.journal.writer import Writer


def would_be_lost(writer: Writer | None) -> str:
    """Return what waits to be saved, and why it waits, or that a copy is being brought in; "" where nothing does."""
    if writer is None:
        return ""
    count, why = writer.held_up
    if not count:
        return say.STILL_IMPORTING if writer.in_steps else ""
    # There the person can help at once.
    sentence = say.NOT_SAVED_BUSY if why == journal_words.BUSY else say.NOT_SAVED_YET
    return sentence.format(count=count, why=why)
