"""The words of every language fit: what the audit says of the screens with the longest ones, at 200 %."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.audit.walk import audit
from companion.ui.palette import Look
from companion.words import language


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


@pytest.mark.parametrize("code", [code for code in language.LANGUAGES if code != language.ENGLISH])
def test_another_language_is_not_cut_off(code: str, tmp_path: Path) -> None:
    result = audit({200: (Look.LIGHT,)}, tmp_path, ("talk", "settings"), brief=True, code=code)
    assert [failure.line() for failure in result.failures] == []
    assert len(result.screens) > 20
