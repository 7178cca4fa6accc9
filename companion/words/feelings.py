"""The words for one's own feelings: few, then finer ones with a meaning each; and what a body sign can point to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# At most this many are offered at once: each has a digit as its key, and more would be hard to choose from.
AT_ONCE = 8


@dataclass(frozen=True)
class Feeling:
    """One word for a feeling.

    Attributes:
        word: what the journal keeps, in every language.
        pleasant, lively: where it lies on the grid, -1 (unpleasant, calm) to 1 (pleasant, lively). Rough places after
            Russell's circumplex (1980); they only choose which words are offered for a point.
    """

    word: str
    pleasant: float
    lively: float

    @property
    def name(self) -> str:
        """How the word is called on the screen."""
        return name(self.word)

    @property
    def meaning(self) -> str:
        """What it means, in one line."""
        return MEANINGS[self.word]


@dataclass(frozen=True)
class Family:
    """A broad word and the finer words that it opens to; the broad word itself is always the first of them."""

    broad: Feeling
    finer: tuple[Feeling, ...]

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        return (self.broad, *self.finer)


# What the journal keeps, and where each word lies on the grid. How it is called and what it means stand below.
FAMILIES: tuple[Family, ...] = (
    Family(
        Feeling("happy", 0.8, 0.3),
        (
            Feeling("content", 0.7, -0.3),
            Feeling("cheerful", 0.8, 0.5),
            Feeling("grateful", 0.7, -0.1),
            Feeling("proud", 0.7, 0.4),
            Feeling("hopeful", 0.6, 0.2),
            Feeling("excited", 0.7, 0.9),
            Feeling("loving", 0.9, 0.0),
        ),
    ),
    Family(
        Feeling("calm", 0.5, -0.6),
        (
            Feeling("relaxed", 0.7, -0.7),
            Feeling("safe", 0.6, -0.5),
            Feeling("relieved", 0.5, -0.2),
            Feeling("peaceful", 0.8, -0.9),
        ),
    ),
    Family(
        Feeling("sad", -0.7, -0.4),
        (
            Feeling("lonely", -0.6, -0.5),
            Feeling("disappointed", -0.6, -0.2),
            Feeling("hurt", -0.7, 0.1),
            Feeling("homesick", -0.5, -0.3),
            Feeling("grieving", -0.9, -0.3),
            Feeling("hopeless", -0.9, -0.6),
        ),
    ),
    Family(
        Feeling("angry", -0.7, 0.7),
        (
            Feeling("annoyed", -0.4, 0.3),
            Feeling("frustrated", -0.6, 0.5),
            Feeling("furious", -0.9, 0.95),
            Feeling("jealous", -0.5, 0.4),
            Feeling("fed up", -0.6, 0.0),
        ),
    ),
    Family(
        Feeling("scared", -0.7, 0.8),
        (
            Feeling("worried", -0.5, 0.3),
            Feeling("nervous", -0.3, 0.6),
            Feeling("stressed", -0.5, 0.6),
            Feeling("overwhelmed", -0.7, 0.5),
            Feeling("panicked", -0.9, 1.0),
        ),
    ),
    Family(
        Feeling("ashamed", -0.6, -0.1),
        (
            Feeling("guilty", -0.6, 0.1),
            Feeling("embarrassed", -0.4, 0.4),
            Feeling("left out", -0.6, -0.3),
        ),
    ),
    Family(
        Feeling("tired", -0.2, -0.8),
        (
            Feeling("sleepy", 0.1, -0.9),
            Feeling("exhausted", -0.5, -0.9),
            Feeling("bored", -0.3, -0.6),
            Feeling("empty", -0.5, -0.7),
        ),
    ),
    Family(
        Feeling("surprised", 0.1, 0.8),
        (
            Feeling("curious", 0.4, 0.4),
            Feeling("amazed", 0.6, 0.7),
            Feeling("confused", -0.3, 0.2),
            Feeling("shocked", -0.7, 0.9),
        ),
    ),
)  # fmt: skip

MEANINGS: dict[str, str] = {
    "happy": "Something is good, and I like it.",
    "content": "I have what I need right now.",
    "cheerful": "I feel like smiling and laughing.",
    "grateful": "Someone did something good for me.",
    "proud": "I did something well.",
    "hopeful": "I think that something good can come.",
    "excited": "Something good is coming, and I want it to come soon.",
    "loving": "I care a lot for someone.",
    "calm": "I am at rest. I do not need to do anything.",
    "relaxed": "My body is loose and warm.",
    "safe": "Nothing can hurt me here.",
    "relieved": "Something hard is over.",
    "peaceful": "It is quiet in me, and that is nice.",
    "sad": "Something is lost, or I miss something.",
    "lonely": "I want someone near me, and nobody is there.",
    "disappointed": "I hoped for something, and it did not come.",
    "hurt": "Someone said or did something that was hard for me.",
    "homesick": "I miss a place or people that I know well.",
    "grieving": "I lost someone or something that I love.",
    "hopeless": "I can't think of anything that will help.",
    "angry": "Something is not fair, or it is in my way.",
    "annoyed": "Something small bothers me again and again.",
    "frustrated": "I try and try, and it does not work.",
    "furious": "I am very, very angry.",
    "jealous": "Someone has what I want to have.",
    "fed up": "I have had too much of this.",
    "scared": "I feel that there is danger.",
    "worried": "I think of bad things that could come.",
    "nervous": "Something is coming, and I do not know how it will go.",
    "stressed": "I have more to do than I can do.",
    "overwhelmed": "It is too much at once.",
    "panicked": "The fear is very big, and it is here now.",
    "ashamed": "I do not want others to see me now.",
    "guilty": "I did something, and I wish that I had not.",
    "embarrassed": "People saw something that I wanted to hide.",
    "left out": "Others are together, and I am not asked.",
    "tired": "I have little energy.",
    "sleepy": "I want to close my eyes.",
    "exhausted": "I have no energy left.",
    "bored": "Nothing here is interesting to me.",
    "empty": "I feel nothing, or almost nothing.",
    "surprised": "I did not expect this.",
    "curious": "I want to know more.",
    "amazed": "Something is much bigger or better than I thought.",
    "confused": "I do not understand what is going on.",
    "shocked": "Something bad came all at once.",
}

# Body signs. Each points to several feelings, of more than one family, and to none for sure.
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

# How words and signs are called on the screen. English is what the journal keeps.
NAMES: dict[str, str] = {word: word for word in MEANINGS}
SIGN_NAMES: dict[str, str] = {sign: sign for sign in SIGNS}


def name(word: str) -> str:
    """Return how a word is called; a word that is none of ours (from another version) stays as it is."""
    return NAMES.get(word, word)


def sign_name(sign: str) -> str:
    """Return how a body sign is called; one that is none of ours stays as it is."""
    return SIGN_NAMES.get(sign, sign)


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
