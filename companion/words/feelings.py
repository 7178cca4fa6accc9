"""The words for one's own feelings: few, then finer ones with a meaning each; and what a body sign can point to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# At most this many are offered at once: each has a digit as its key, and more would be hard to choose from.
AT_ONCE = 8


@dataclass(frozen=True)
class Feeling:
    """One word with a meaning in one line.

    Attributes:
        pleasant, lively: where it lies on the grid, -1 (unpleasant, calm) to 1 (pleasant, lively). Rough places after
            Russell's circumplex (1980); they only choose which words are offered for a point.
    """

    word: str
    meaning: str
    pleasant: float
    lively: float


@dataclass(frozen=True)
class Family:
    """A broad word and the finer words that it opens to; the broad word itself is always the first of them."""

    broad: Feeling
    finer: tuple[Feeling, ...]

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        return (self.broad, *self.finer)


FAMILIES: tuple[Family, ...] = (
    Family(
        Feeling("happy", "Something is good, and I like it.", 0.8, 0.3),
        (
            Feeling("content", "I have what I need right now.", 0.7, -0.3),
            Feeling("cheerful", "I feel like smiling and laughing.", 0.8, 0.5),
            Feeling("grateful", "Someone did something good for me.", 0.7, -0.1),
            Feeling("proud", "I did something well.", 0.7, 0.4),
            Feeling("hopeful", "I think that something good can come.", 0.6, 0.2),
            Feeling("excited", "Something good is coming, and I can hardly wait.", 0.7, 0.9),
            Feeling("loving", "I care a lot for someone.", 0.9, 0.0),
        ),
    ),
    Family(
        Feeling("calm", "I am at rest. I do not need to do anything.", 0.5, -0.6),
        (
            Feeling("relaxed", "My body is loose and warm.", 0.7, -0.7),
            Feeling("safe", "Nothing can hurt me here.", 0.6, -0.5),
            Feeling("relieved", "Something hard is over.", 0.5, -0.2),
            Feeling("peaceful", "It is quiet in me, and that is nice.", 0.8, -0.9),
        ),
    ),
    Family(
        Feeling("sad", "Something is lost, or I miss something.", -0.7, -0.4),
        (
            Feeling("lonely", "I want someone near me, and nobody is there.", -0.6, -0.5),
            Feeling("disappointed", "I hoped for something, and it did not come.", -0.6, -0.2),
            Feeling("hurt", "Someone said or did something that was hard for me.", -0.7, 0.1),
            Feeling("homesick", "I miss a place or people that I know well.", -0.5, -0.3),
            Feeling("grieving", "I lost someone or something that I love.", -0.9, -0.3),
            Feeling("hopeless", "I can not think of anything that will help.", -0.9, -0.6),
        ),
    ),
    Family(
        Feeling("angry", "Something is not fair, or it is in my way.", -0.7, 0.7),
        (
            Feeling("annoyed", "Something small bothers me again and again.", -0.4, 0.3),
            Feeling("frustrated", "I try and try, and it does not work.", -0.6, 0.5),
            Feeling("furious", "I am very, very angry.", -0.9, 0.95),
            Feeling("jealous", "Someone has what I want to have.", -0.5, 0.4),
            Feeling("fed up", "I have had too much of this.", -0.6, 0.0),
        ),
    ),
    Family(
        Feeling("scared", "I feel that there is danger.", -0.7, 0.8),
        (
            Feeling("worried", "I think of bad things that could come.", -0.5, 0.3),
            Feeling("nervous", "Something is coming, and I do not know how it will go.", -0.3, 0.6),
            Feeling("stressed", "I have more to do than I can do.", -0.5, 0.6),
            Feeling("overwhelmed", "It is too much at once.", -0.7, 0.5),
            Feeling("panicked", "The fear is very big, and it is here now.", -0.9, 1.0),
        ),
    ),
    Family(
        Feeling("ashamed", "I do not want others to see me now.", -0.6, -0.1),
        (
            Feeling("guilty", "I did something, and I wish that I had not.", -0.6, 0.1),
            Feeling("embarrassed", "People saw something that I wanted to hide.", -0.4, 0.4),
            Feeling("left out", "Others are together, and I am not asked.", -0.6, -0.3),
        ),
    ),
    Family(
        Feeling("tired", "I have little energy.", -0.2, -0.8),
        (
            Feeling("sleepy", "I want to close my eyes.", 0.1, -0.9),
            Feeling("exhausted", "I have no energy left.", -0.5, -0.9),
            Feeling("bored", "Nothing here is interesting to me.", -0.3, -0.6),
            Feeling("empty", "I feel nothing, or almost nothing.", -0.5, -0.7),
        ),
    ),
    Family(
        Feeling("surprised", "I did not expect this.", 0.1, 0.8),
        (
            Feeling("curious", "I want to know more.", 0.4, 0.4),
            Feeling("amazed", "Something is much bigger or better than I thought.", 0.6, 0.7),
            Feeling("confused", "I do not understand what is going on.", -0.3, 0.2),
            Feeling("shocked", "Something bad came all at once.", -0.7, 0.9),
        ),
    ),
)  # fmt: skip

# Body signs as people say them. Each points to several feelings, of more than one family, and to none for sure.
SIGNS: dict[str, tuple[str, ...]] = {
    "tired eyes": ("tired", "sad", "sleepy", "stressed", "bored"),
    "warm face": ("ashamed", "angry", "embarrassed", "excited", "loving"),
    "tight jaw": ("angry", "stressed", "frustrated", "nervous", "worried"),
    "lump in the throat": ("sad", "hurt", "scared", "grateful", "ashamed"),
    "tight chest": ("scared", "stressed", "sad", "overwhelmed", "guilty"),
    "fast heart": ("excited", "scared", "angry", "nervous", "surprised"),
    "heavy arms": ("tired", "sad", "exhausted", "relaxed", "hopeless"),
    "empty stomach": ("nervous", "lonely", "sad", "worried", "empty"),
    "restless legs": ("nervous", "excited", "bored", "stressed", "annoyed"),
    "light body": ("happy", "relieved", "calm", "hopeful", "excited"),
}


def family(broad: str) -> Family:
    """Return the family of a broad word.

    Raises:
        KeyError: there is none.
    """
    return {one.broad.word: one for one in FAMILIES}[broad]


def family_of(word: str) -> Family:
    """Return the family that a word belongs to.

    Raises:
        KeyError: it is none of ours.
    """
    return {feeling.word: one for one in FAMILIES for feeling in one.feelings}[word]


def feeling(word: str) -> Feeling:
    """Return a word's entry.

    Raises:
        KeyError: it is none of ours.
    """
    return next(one for one in family_of(word).feelings if one.word == word)


def pointed_at(signs: Iterable[str], count: int = AT_ONCE) -> tuple[Feeling, ...]:
    """Return the feelings that these signs can point to, those of most signs first; never one alone.

    Raises:
        KeyError: one of them is no sign of ours.
    """
    # A word early in a sign's list counts a little more, so that equal numbers of signs have an order.
    weight: dict[str, float] = {}
    for sign in signs:
        for place, word in enumerate(SIGNS[sign]):
            weight[word] = weight.get(word, 0.0) + 1 - place / 100
    order = sorted(weight, key=lambda word: -weight[word])
    return tuple(feeling(word) for word in order[:count])


def near(pleasant: float, lively: float, count: int = 6) -> tuple[Feeling, ...]:
    """Return the feelings that lie nearest to a point of the grid (each -1 to 1), the nearest first."""
    known = [one for kin in FAMILIES for one in kin.feelings]
    return tuple(sorted(known, key=lambda one: (one.pleasant - pleasant) ** 2 + (one.lively - lively) ** 2)[:count])
