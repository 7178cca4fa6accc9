"""Voices of Windows and of a Mac, which no test machine has: pyttsx3's engine is stood for, as far as it is asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from companion.speech import child

# What the child is asked for where the person lets the computer choose.
WISH = {"text": "Face looks happy.", "rate": 160, "volume": 0.8, "voice": "", "language": "en"}


class Token:
    """A voice as SAPI 5 has it; what is None can't be read."""

    def __init__(self, name: str | None, language: str | None) -> None:
        self.Id, self._name, self._language = f"token {name}", name, language

    def GetDescription(self) -> str:
        return self._read(self._name)

    def GetAttribute(self, attribute: str) -> str:
        assert attribute == "Language"
        return self._read(self._language)

    def _read(self, value: str | None) -> str:
        if value is None:
            raise OSError("the system can't find the file")
        return value


class Engine:
    """pyttsx3's engine, which writes down what it is set to and says each line at once."""

    def __init__(self, own: str, voices: Any = None, tokens: Callable[[], list[Token]] = list) -> None:
        self.own, self.voices = own, voices
        self.proxy = SimpleNamespace(_driver=SimpleNamespace(_tts=SimpleNamespace(GetVoices=tokens)))
        self.set: dict[str, Any] = {}
        self.said: list[str] = []

    def connect(self, topic: str, callback: Callable[..., None]) -> None:
        self.finished = callback

    def getProperty(self, name: str) -> Any:
        if name == "voice":
            return self.own
        if self.voices is None:
            # As `SAPI5Driver._toVoice` does.
            raise ValueError("invalid literal for int() with base 16: '409;9'")
        return self.voices

    def setProperty(self, name: str, value: Any) -> None:
        self.set[name] = value

    def say(self, text: str) -> None:
        self.said.append(text)

    def runAndWait(self) -> None:
        self.finished(name=None, completed=True)


TOKENS = [Token("Hedda", "407"), Token("Jenny", "409;9"), Token(None, "409"), Token("Gone", None), Token("Zira", "409")]


def test_on_windows_one_unusual_voice_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    found = child._voices(Engine("token Zira", tokens=lambda: TOKENS))
    assert [(voice["id"], voice["name"], voice["languages"]) for voice in json.loads(json.dumps(found))] == [
        ("token Hedda", "Hedda", ["de-de"]),
        ("token Jenny", "Jenny", ["en-us"]),
        ("token Zira", "Zira", ["en-us"]),
    ]


@pytest.mark.parametrize(("language", "voice"), [("en", "token Zira"), ("de", "token Hedda")])
def test_on_windows_a_line_is_said_beside_an_unusual_voice(
    monkeypatch: pytest.MonkeyPatch, language: str, voice: str
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    engine = Engine("token Zira", tokens=lambda: TOKENS)
    assert child._pyttsx3(engine, {**WISH, "language": language})
    assert (engine.said, engine.set["voice"]) == (["Face looks happy."], voice)


def mac_voice(name: str, language: str, kind: str = "speech.synthesis.voice") -> SimpleNamespace:
    return SimpleNamespace(id=f"com.apple.{kind}.{name}", name=name, languages=[language])


ALBERT, ANNA, SAMANTHA = "com.apple.speech.synthesis.voice.Albert", "com.apple.voice.Anna", "com.apple.voice.Samantha"
MAC = [mac_voice("Albert", "en_US"), mac_voice("Anna", "de_DE", "voice"), mac_voice("Samantha", "en_US", "voice")]


@pytest.mark.parametrize(
    ("own", "computer", "language", "voice"),
    [
        ("", "en-US", "en", None),  # a Siri voice: it is left as it is
        ("siri", "de-DE", "de", None),
        ("", "de-DE", "en", SAMANTHA),  # it would read English as if it was German
        ("siri", "en-US", "de", ANNA),
        (ALBERT, "en-US", "en", ALBERT),  # somebody likes it
        (ALBERT, "en-US", "de", ANNA),
        (ANNA, "de-DE", "en", SAMANTHA),
    ],
)
def test_on_a_mac_its_own_choice_of_a_voice_stays_unless_it_speaks_another_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own: str, computer: str, language: str, voice: str | None
) -> None:
    defaults = tmp_path / "defaults"
    defaults.write_text(f"#!/bin/sh\nprintf '(\\n    \"{computer}\",\\n    \"fr-FR\"\\n)\\n'\n")
    defaults.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "darwin")
    engine = Engine(own, MAC)
    assert child._pyttsx3(engine, {**WISH, "language": language})
    assert (engine.said, engine.set.get("voice")) == (["Face looks happy."], voice)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_where_no_voice_can_be_listed_the_computers_own_one_speaks(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    def broken() -> list[Token]:
        raise OSError("class not registered")

    monkeypatch.setattr(sys, "platform", platform)
    engine = Engine("own", tokens=broken)
    assert child._pyttsx3(engine, dict(WISH))
    assert (engine.said, engine.set.get("voice", "own")) == (["Face looks happy."], "own")
