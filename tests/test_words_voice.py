"""A line is spoken by a voice of its language, if the computer has one; the real espeak-ng is asked."""

from __future__ import annotations

import shutil

import pytest

from companion.speech.child import espeak_voice, fitting
from companion.speech.controls import Control, line_for
from companion.words import language

FOUND = [
    {"id": "anna", "languages": ["de-de"]},
    {"id": "alex", "languages": ["en-us"]},
    {"id": "emma", "languages": ["en-gb", "de"]},
    {"id": "nobody", "languages": []},
]


@pytest.mark.parametrize(
    ("wished", "language", "voice"),
    [
        ("alex", "en", "alex"),  # the chosen voice speaks it
        ("alex", "de", "anna"),  # it does not: the first that does
        ("emma", "de", "emma"),
        ("", "de", "anna"),
        ("gone", "en", "alex"),
        ("alex", "fr", "alex"),  # nobody does: better a foreign voice than silence
        ("", "fr", ""),
    ],
)
def test_the_voice_fits_the_language(wished: str, language: str, voice: str) -> None:
    assert fitting(FOUND, wished, language) == voice


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng")
@pytest.mark.parametrize(
    ("wished", "language", "voice"),
    [
        ("", "de", "de"),
        ("", "en", "en"),
        ("gmw/en-us", "en", "gmw/en-us"),
        ("gmw/en-us", "de", "de"),
        ("gmw/de", "de", "gmw/de"),
        ("gone", "de", "de"),
        ("gmw/de", "tlh", "gmw/de"),
        ("", "tlh", ""),
    ],
)
def test_espeak_speaks_the_language(wished: str, language: str, voice: str) -> None:
    program = shutil.which("espeak-ng")
    assert program is not None
    assert espeak_voice(program, {"voice": wished, "language": language}) == voice


@pytest.mark.parametrize(
    ("code", "letter", "line"),
    [
        ("en", "?", "Help, button, key question mark."),  # a voice leaves the mark out, or asks
        ("de", "?", "Help, Knopf, Taste Fragezeichen."),
        ("en", "P", "Help, button, key P."),
    ],
)
def test_a_key_that_is_no_letter_is_spoken_by_its_name(code: str, letter: str, line: str) -> None:
    language.use(code)
    try:
        assert line_for(Control("Help", "TButton", letter=letter)) == line
    finally:
        language.use(language.ENGLISH)
