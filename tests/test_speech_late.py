"""What is said where time goes by: on a slow computer, by a voice that is late or hangs, and lengths of time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.speech import process_voice
from companion.words import speech as words
from tests.spoken_talk import HAPPY, SAD, SAYS_HAPPY, SAYS_SAD, Talk


@pytest.mark.parametrize(
    "text, said",
    [
        ("It lasted 1 h 05 min.", "It lasted 1 hour 5 minutes."),
        ("tired, under 1 s; happy, 20 s", "tired, under 1 second; happy, 20 seconds"),
        ("At 12.5 s, in the s3 folder", "At 12.5 s, in the s3 folder"),
    ],
)
def test_lengths_of_time_are_said_in_full(text: str, said: str) -> None:
    talk = Talk()
    talk.speaker.say(text, talk.now)
    talk.speaker.say(text, talk.now)
    assert talk.voice.texts == [said]


@pytest.mark.parametrize("step_s", [0.9, 1.5, 2.9])
def test_a_computer_that_reads_seldom_is_told_a_steady_look_too(step_s: float) -> None:
    talk = Talk()
    for _ in range(4):
        talk.speaker.automatic(HAPPY, talk.now)
        talk.now += step_s
    assert talk.voice.texts == [SAYS_HAPPY]


@pytest.mark.parametrize("passes", [False, True])
def test_what_was_asked_for_is_not_said_of_a_face_that_is_not_seen_any_more(passes: bool) -> None:
    talk = Talk(automatic=False)
    talk.look(HAPPY, 2)
    talk.voice.problem = "not ready yet"
    talk.speaker.say(SAYS_HAPPY, talk.now, of_face=True)
    talk.speaker.unseen("I get ready.", passes)
    talk.voice.problem = ""
    talk.speaker.tick(talk.now)
    assert talk.voice.texts == ["I get ready."]


def test_a_line_whose_sound_hangs_is_said_when_it_is_asked_for_again() -> None:
    talk = Talk(automatic=False)
    for wait_s, times in ((0.0, 1), (8.0, 1), (4.0, 2), (1.0, 2)):
        talk.now += wait_s
        talk.speaker.say(SAYS_HAPPY, talk.now)
        assert talk.voice.texts == [SAYS_HAPPY] * times


def test_a_look_that_was_about_to_be_told_is_told_after_the_camera_was_lost_for_a_moment() -> None:
    talk = Talk()
    talk.look(SAD, 3)
    talk.look(HAPPY, 3)  # waits for the gap
    talk.speaker.unseen("I can't see.", passes=False)
    talk.now += 1.5
    talk.look(HAPPY, 0.5)
    assert talk.voice.texts == [SAYS_SAD], "it must be steady anew: another person may be there"
    talk.look(HAPPY, 20)
    assert talk.voice.texts == [SAYS_SAD, SAYS_HAPPY]


def test_a_process_that_never_gets_ready_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wait_until: Callable[..., None]
) -> None:
    hangs = tmp_path / "hangs.py"
    hangs.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(process_voice, "CHILD", hangs)
    monkeypatch.setattr(process_voice, "READY_S", 0.2)
    monkeypatch.setattr(process_voice, "missing_player", lambda: "")
    voice = process_voice.ProcessVoice(tmp_path / "cache")
    voice.warm()
    time.sleep(0.3)
    voice.warm()
    assert voice.problem == words.NO_VOICE and voice.mute
    voice.warm()
    assert voice.problem == words.NO_VOICE, "not at once again"
    voice.close()
