"""The card for the other person: large, spoken on S, and nothing on it that is none of their business."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from companion.speech import process_voice
from companion.ui.app import App
from companion.words import help as say
from companion.words import speech
from tests.help_window import press, settle, texts


def test_card_for_the_other_person_is_large_and_spoken_on_s(app: App) -> None:
    from companion.speech.voices import RecordingVoice
    from companion.ui.speaking import Speaking
    from companion.words import consent

    voice = RecordingVoice()
    app.speaking = Speaking(app.shell, app.shell.settings, voice=voice)
    question: Any = app.shell.show("talk", source="0")
    app.shell.update()
    question.no.focus_force()
    app.shell.update()
    press(app, "c")
    assert app.shell.screen_name == "card" and app.shell.covered is question
    settle(app)
    press(app, "s")
    assert voice.texts == [" ".join(consent.CARD)]
    press(app, "F1")
    assert say.TOPICS["card"].title in texts(app.shell.screen.frame)  # type: ignore[union-attr]
    press(app, "b")
    assert app.shell.screen is question, "help on the card leads back to the question"
    press(app, "c")
    press(app, "b")
    assert app.shell.screen is question and voice.closed
    assert "not use it at work or at school" in texts(question.frame)


def test_card_without_a_voice_says_so_at_once_and_only_there(
    app: App, monkeypatch: pytest.MonkeyPatch, video: Path
) -> None:
    monkeypatch.setattr(process_voice, "missing_player", lambda: speech.NO_PLAYER)
    question: Any = app.shell.show("talk", source="63")
    app.shell.cover("card")
    settle(app)
    for _ in range(3):
        press(app, "s")
    card: Any = app.shell.screen
    assert app.shell.screen_name == "card" and texts(card.frame).count(speech.NO_PLAYER) == 1
    # What is no business of the other person's waits for the talk.
    app.tell("Last time Companion stopped in the middle.")
    assert "Last time Companion stopped in the middle." not in texts(card.frame)
    press(app, "b")
    question.yes.invoke()
    assert app.shell.screen_name == "talk"
    told = texts(app.shell.screen.frame)  # type: ignore[union-attr]
    assert speech.NO_PLAYER not in told and "Last time Companion stopped in the middle." in told
