"""The eight words that Companion can say, and the names that data sets use for them."""

from __future__ import annotations

WORDS: tuple[str, ...] = (
    "anger",
    "contempt",
    "disgust",
    "fear",
    "happiness",
    "neutral",
    "sadness",
    "surprise",
)

# `other` gathers "unknown" and "not a face" in FER+. It is never shown: it makes a reading UNSURE.
OTHER = "other"

# FER2013 numbers its classes; this is Kaggle's order.
FER2013_WORDS: tuple[str, ...] = (
    "anger",
    "disgust",
    "fear",
    "happiness",
    "sadness",
    "surprise",
    "neutral",
)

_ALIASES: dict[str, str] = {
    "angry": "anger",
    "disgusted": "disgust",
    "fearful": "fear",
    "afraid": "fear",
    "scared": "fear",
    "happy": "happiness",
    "joy": "happiness",
    "sad": "sadness",
    "surprised": "surprise",
}


def word_for(label: str) -> str | None:
    """Return the word for a data set's label name in any case, or None where there is none.

    >>> word_for("Angry"), word_for("fear"), word_for("tired")
    ('anger', 'fear', None)
    """
    name = label.strip().lower()
    name = _ALIASES.get(name, name)
    return name if name in WORDS else None
