"""The words are plain and honest: reading grade, brief and full forms, and nothing of the "Don't say" column.

Literal mode is always on: there is one catalogue, and it has no figures of speech in it.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest
from reading_grade import grade, syllables, words_in
from words_texts import room_names, texts_of_room

from companion.faces.face import Doubt
from companion.reading.reading import Kind, Reading
from companion.words import language, talk
from companion.words.vocabulary import WORDS

# Read in a terminal by who looks after the app, not on a screen.
TERMINAL = {"analyze", "audit", "bench", "cli", "doctor", "fer2013"}
SCREENS = tuple(name for name in room_names() if name not in TERMINAL)
TALK_GRADE, OTHER_GRADE, LEAST_WORDS = 3.0, 6.0, 20
READINGS = (
    *(Reading(Kind.CLEAR, (word,)) for word in WORDS),
    *(Reading(Kind.CLEAR, ("neutral",), reasons=(doubt,)) for doubt in Doubt),
    Reading(Kind.MAYBE, ("sadness", "neutral")),
    *(Reading(Kind.MAYBE, ("contempt", "disgust"), reasons=(doubt,)) for doubt in Doubt),
    Reading(Kind.UNSURE),
    *(Reading(Kind.UNSURE, reasons=(doubt,)) for doubt in Doubt),
    Reading(Kind.NO_FACE),
    Reading(Kind.NO_FACE, reasons=(Doubt.DARK,)),
)


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


def filled(text: str) -> str:
    """Return a text with a short word in each of its fields, and the eight words, which are set, made short too."""
    parts = string.Formatter().parse(text)
    text = "".join(plain + ("one" if field is not None else "") for plain, field, _, _ in parts)
    for look in talk.LOOKS.values():
        text = re.sub(rf"\b{look.short}\b", "sad", text, flags=re.IGNORECASE)
    return text


def sentences_of(name: str) -> list[str]:
    """Return the sentences of a room; buttons and other labels have no full stop."""
    texts = (filled(text) for text in texts_of_room(name).values())
    return [text for text in texts if re.search(r"[.?!]$", text.strip())]


def screens() -> Iterator[tuple[str, list[str], float]]:
    """Yield name, sentences and highest grade of what is read together: each state of Talk, and each room."""
    for reading in READINGS:
        said = talk.spoken(reading)
        yield f"talk: {said.headline} {reading.reasons}", [filled(said.headline), *map(filled, said.lines)], TALK_GRADE
    for name in SCREENS:
        yield name, sentences_of(name), TALK_GRADE if name in ("talk", "states") else OTHER_GRADE


def test_every_screen_is_easy_to_read() -> None:
    read = [screen for screen in screens() if len(words_in(" ".join(screen[1]))) >= LEAST_WORDS]
    assert len(read) > 30
    known = syllables({word for _, texts, _ in read for text in texts for word in words_in(text)})
    found = [f"{name}: {grade(texts, known):.1f}" for name, texts, high in read if grade(texts, known) > high]
    assert found == []


def test_the_grade_is_that_of_the_formula() -> None:
    # By hand: 6 words, 1 sentence, 6 syllables.
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade(["Communication difficulties necessitate extraordinary consideration."]) > 12
    assert syllables(["happy", "surprised", "eyebrows", "companionish"]) == {
        "happy": 2, "surprised": 2, "eyebrows": 2, "companionish": 4,
    }  # fmt: skip


# -- brief and full form


def check_forms() -> None:
    for reading in READINGS:
        said = talk.spoken(reading)
        most = 9 if reading.kind is Kind.MAYBE else 8
        assert said.headline.endswith(".") and len(said.headline.split()) <= most
        assert said.lead and said.live and said.lines, "never a bare label"
        assert all(line and line[-1] in ".?" for line in said.lines)
        if reading.kind is not Kind.NO_FACE:
            # Word, cue, other meaning, question: always in this order.
            assert said.lines[-1] in {talk.MAYBE_ASK, talk.UNSURE_ASK, *(look.ask for look in talk.LOOKS.values())}
            assert said.lines[-2] in {talk.MAYBE_ALSO, talk.UNSURE_ALSO, *(look.also for look in talk.LOOKS.values())}
        for doubt in reading.reasons[:1]:
            if reading.kind is not Kind.NO_FACE:
                assert {talk.REASONS[doubt].why, talk.REASONS[doubt].mend} <= set(said.lines)
    assert set(talk.LOOKS) == set(WORDS) and set(talk.REASONS) == set(Doubt)


def test_each_word_and_state_has_a_brief_and_a_full_form() -> None:
    check_forms()
    for look in talk.LOOKS.values():
        assert look.headline == f"{look.lead} {look.live}."
        assert look.cue.startswith("This look often has ")
        assert look.also.startswith("It can also be ")
        assert look.ask.startswith("You could ask: ")


def test_german_has_the_same_forms() -> None:
    language.use("de")
    check_forms()
    for look in talk.LOOKS.values():
        assert look.headline == f"Das {look.lead} {look.live}."
        assert look.cue.startswith("Bei diesem Ausdruck ") and " oft " in look.cue
        assert re.match("Es kann auch ", look.also)
        assert look.ask.startswith("Du kannst fragen: ")
    long = [
        sentence
        for name in SCREENS
        for text in texts_of_room(name).values()
        for sentence in re.split(r"[.?!:]\s|\n", text)
        if len(sentence.split()) > 20
    ]
    assert long == []
