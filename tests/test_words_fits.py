"""The words of every language fit: the screens with the longest ones, at 200 %; and what helps fits each source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.audit.walk import audit
from companion.ui.palette import Look
from companion.words import language, talk


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


@pytest.mark.parametrize("code", [code for code in language.LANGUAGES if code != language.ENGLISH])
def test_another_language_is_not_cut_off(code: str, tmp_path: Path) -> None:
    result = audit({200: (Look.LIGHT,)}, tmp_path, ("talk", "mirror", "settings"), brief=True, code=code)
    assert [failure.line() for failure in result.failures] == []
    assert len(result.screens) > 35


def what_helps() -> list[str]:
    return [talk.NO_FACE_CUE, talk.BLACK_MEND, *(reason.mend for reason in talk.REASONS.values())]


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_helps_is_true_for_each_source(code: str) -> None:
    language.use(code)
    # On a part of the screen, a video or photos there is no camera that the person could turn, hold or come closer to.
    camera = re.compile(r"\b(the|your) camera\b|\b(die|der|deine|deiner) Kamera\b|^(come|komm) ", re.IGNORECASE)
    assert [sentence for sentence in what_helps() if camera.search(sentence)] == []


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_what_helps_needs_no_key_and_no_button(code: str) -> None:
    language.use(code)
    # Letters can be switched off, and buttons come and go; the small window has two of its own.
    key = re.compile(r"\b[B-HJ-Z]\b|\b([Pp]ress|[Dd]rück)\b")
    buttons = (talk.OTHER, talk.PAUSE, talk.DETAILS, talk.CORRECT)
    assert [one for one in what_helps() if key.search(one) or any(button in one for button in buttons)] == []
