"""A second language: complete, of the same form, with no English left in it, and laid over the first and taken off."""

from __future__ import annotations

import dataclasses
import string
from collections.abc import Iterator, Mapping
from datetime import date
from types import FunctionType

import pytest
from words_texts import room, room_names, texts_in, texts_of_room

from companion.reading.reading import Kind, Reading
from companion.words import feelings, history, language, mirror, states, talk
from companion.words.language import LANGUAGES, texts_of

OTHERS = tuple(code for code in LANGUAGES if code != language.ENGLISH)
# Data that happens to stand in a room: what the journal keeps, and keys.
DATA = {"feelings.FAMILIES", "feelings.SIGNS", "history_charts._GUESSES"}
# Texts that are the same in both languages: names, units, and words that German shares.
SAME = {
    "Companion", "Poster", "CK+", "English", "Deutsch", "PDF", "MB", "Pause", "Start", "neutral", "Videos", "live",
    "companion.csv", "companion.json", "April", "August", "September", "November", "Details",
    # Read by programs (the audit's last line).
    "{screens} screens, {failures} failures",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    """No other test hears anything but English."""
    yield
    language.use(language.ENGLISH)


def shape(value: object) -> object:
    """Return the form of a constant: types, keys, lengths, and the fields of each text."""
    if isinstance(value, str) and type(value) is str:
        return sorted(field for _, field, _, _ in string.Formatter().parse(value) if field is not None)
    if isinstance(value, Mapping):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [type(value), *(shape(one) for one in value)]
    if dataclasses.is_dataclass(value):
        parts = {field.name: shape(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return (type(value), parts)
    return value


def faults(code: str) -> list[str]:
    """Return what is missing, of another form, or still English in a language; one line each."""
    language.use(language.ENGLISH)
    there = dict(language.rooms(code))
    found = [f"{name}: no such room in English" for name in there if name not in room_names()]
    for name in room_names():
        own = texts_of(there[name]) if name in there else {}
        english = texts_of(room(name))
        found += [f"{name}.{text}: not in English" for text in own if text not in english]
        for text, value in english.items():
            place = f"{name}.{text}"
            if isinstance(value, FunctionType) or place in DATA:
                continue
            said = list(texts_in(value, place))
            if said and text not in own:
                found.append(f"{place}: missing")
            elif text in own:
                found += compare(place, value, own[text])
    return found


def compare(place: str, english: object, other: object) -> list[str]:
    """Return the faults of one constant."""
    if shape(english) != shape(other):
        return [f"{place}: another form: {shape(english)} and {shape(other)}"]
    pairs = zip(texts_in(english, place), texts_in(other, place), strict=True)
    return [
        f"{where}: still English: {one!r}"
        for (where, one), (_, two) in pairs
        if one == two and one not in SAME and needs_translation(one)
    ]


def needs_translation(text: str) -> bool:
    """Tell whether a text holds a word: two letters or more in a row, outside of its fields."""
    plain = "".join(literal for literal, _, _, _ in string.Formatter().parse(text))
    run = best = 0
    for letter in plain:
        run = run + 1 if letter.isalpha() else 0
        best = max(best, run)
    return best > 3


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_every_text_in_the_same_form(code: str) -> None:
    assert faults(code) == []


def test_the_check_of_completeness_can_fail() -> None:
    assert compare("a.B", "Go back", "Go back") == ["a.B: still English: 'Go back'"]
    assert "another form" in compare("a.B", "{count} days", "{days} Tage")[0]
    assert "another form" in compare("a.B", {"dark": "Dark"}, {"darj": "Dunkel"})[0]
    assert "another form" in compare("a.B", ("One", "Two"), ("Eins",))[0]
    assert compare("a.B", talk.LOOKS["anger"], talk.LOOKS["anger"])
    assert compare("a.B", "{minutes} min", "{minutes} min") == []


@pytest.mark.parametrize("code", OTHERS)
def test_functions_that_a_language_replaces_take_the_same_arguments(code: str) -> None:
    replaced = 0
    for name, there in language.rooms(code):
        for text, value in texts_of(there).items():
            if isinstance(value, FunctionType):
                english = getattr(room(name), text)
                assert value.__annotations__ == english.__annotations__, (name, text)
                replaced += 1
    assert replaced


def test_german_is_laid_over_english_and_taken_off_again() -> None:
    before = {name: texts_of_room(name) for name in room_names()}
    clear = Reading(Kind.CLEAR, ("sadness",))
    language.use("de")
    assert talk.spoken(clear).headline == "Das Gesicht wirkt traurig."
    assert talk.details_sentence("sadness", 0.71, votes=True) == "Etwa 7 von 10 Menschen würden „traurig“ sagen."
    assert talk.details_sentence("sadness", 0.12, votes=True) == "Etwa 1 von 10 Menschen würde „traurig“ sagen."
    assert mirror.guessed(clear).live == "traurig"
    assert mirror.own_lines("grieving", ("tired eyes",), (0.9, -0.3), False, False) == (
        "Ich habe jemanden oder etwas verloren, das ich liebe.",
        "Das ist nah bei: traurig.",
        "In deinem Körper: müde Augen.",
        "Auf der Karte: sehr angenehm und ein wenig ruhig.",
    )
    assert history.long_day(date(2026, 11, 21)) == "Samstag, 21. November 2026"
    assert states.place(0, 2) == "links"
    language.use("de")  # once more changes nothing
    language.use("en")
    assert {name: texts_of_room(name) for name in room_names()} == before
    assert history.long_day(date(2026, 11, 21)) == "Saturday 21 November 2026"


def test_what_the_journal_keeps_is_the_same_in_every_language() -> None:
    kept = [one.word for kin in feelings.FAMILIES for one in kin.feelings]
    assert list(feelings.MEANINGS) == kept and list(feelings.NAMES) == kept
    assert list(feelings.SIGN_NAMES) == list(feelings.SIGNS)
    language.use("de")
    assert [one.word for kin in feelings.FAMILIES for one in kin.feelings] == kept
    assert feelings.feeling("tired").name == "müde"
    assert {one.word for one in feelings.pointed_at(["tired eyes"])} < set(kept)
    # Names that people see are told apart; a word from another version of the app is shown as it is.
    assert len(set(feelings.NAMES.values())) == len(kept)
    assert feelings.name("wistful") == "wistful" and history.own("tired") == "müde"


def test_an_unknown_language_is_refused_and_english_stays() -> None:
    with pytest.raises(ValueError, match="xx"):
        language.use("xx")
    assert talk.PAUSED_LIVE == "paused"
