"""When the app speaks: on key at once, by itself only what is steady, new, true and allowed, with gaps in between."""

from __future__ import annotations

import itertools
import random

import pytest

from companion.reading.reading import Kind, Reading
from companion.settings import SPEECH_RATE, SPEECH_VOICE, SPEECH_VOLUME, Settings
from companion.speech.controls import Control, line_for
from companion.speech.policy import GAP_S, SAME_S
from companion.speech.speaker import PATIENCE_S, Speaker
from companion.speech.voices import Manner, RecordingVoice, SilentVoice
from companion.words.vocabulary import WORDS
from tests.spoken_talk import HAPPY, SAD, SAYS_HAPPY, SAYS_SAD, Talk


def test_it_is_silent_unless_it_was_switched_on() -> None:
    talk = Talk(automatic=False)
    talk.look(HAPPY, 5)
    talk.look(SAD, 20)
    assert talk.voice.texts == []
    talk.speaker.say(SAYS_SAD, talk.now, of_face=True)
    assert talk.voice.texts == [SAYS_SAD]


def test_a_steady_word_is_said_once_and_one_that_only_flickers_is_not() -> None:
    talk = Talk()
    for _ in range(10):
        talk.look(HAPPY, 0.5)
        talk.look(SAD, 0.5)
    assert talk.voice.texts == []
    talk.look(HAPPY, 60)
    assert talk.voice.texts == [SAYS_HAPPY]


def test_the_next_line_waits_for_the_gap_and_only_the_newest_waits() -> None:
    talk = Talk()
    talk.look(HAPPY, 2)
    talk.look(SAD, 3)
    talk.look(Reading(Kind.CLEAR, ("surprise",)), 20)
    assert talk.voice.texts == [SAYS_HAPPY, "Face looks surprised."], "what is no longer true is dropped"
    assert talk.starts[1][0] - talk.starts[0][0] == pytest.approx(GAP_S, abs=0.1)


def test_the_same_line_comes_back_after_half_a_minute_at_the_soonest() -> None:
    talk = Talk()
    talk.look(HAPPY, 2)
    talk.look(SAD, 12)
    talk.look(HAPPY, 30)
    assert talk.voice.texts == [SAYS_HAPPY, SAYS_SAD, SAYS_HAPPY]
    assert talk.starts[2][0] - talk.starts[0][0] == pytest.approx(SAME_S, abs=0.1)


def test_what_the_person_asked_for_is_not_repeated_by_itself() -> None:
    talk = Talk()
    talk.speaker.say(SAYS_HAPPY, talk.now)
    talk.voice.finish()
    talk.look(HAPPY, 20)
    assert talk.voice.texts == [SAYS_HAPPY]


@pytest.mark.parametrize("word", ["anger", "contempt", "disgust", "fear"])
def test_four_words_are_never_said_by_itself_but_on_key(word: str) -> None:
    talk = Talk()
    talk.look(Reading(Kind.CLEAR, (word,)), 40)
    talk.look(Reading(Kind.MAYBE, ("happiness", word)), 40)
    talk.look(Reading(Kind.MAYBE, (word, "sadness")), 40)
    assert talk.voice.texts == []
    talk.speaker.say("Asked for.", talk.now, of_face=False)
    assert talk.voice.texts == ["Asked for."]


def test_no_face_is_not_said_by_itself_and_doubt_is() -> None:
    talk = Talk()
    talk.look(Reading(Kind.NO_FACE), 20)
    assert talk.voice.texts == []
    talk.look(Reading(Kind.UNSURE), 5)
    assert talk.voice.texts == ["I am not sure."]


def test_a_line_that_waits_is_dropped_when_nothing_is_seen_any_more_and_is_news_when_it_is_seen_again() -> None:
    talk = Talk()
    talk.look(HAPPY, 2)
    talk.look(SAD, 2)
    talk.now += 15  # paused: no reading comes
    talk.speaker.tick(talk.now)
    assert talk.voice.texts == [SAYS_HAPPY]
    talk.look(SAD, 0.9)
    assert talk.voice.texts == [SAYS_HAPPY]
    talk.look(SAD, 2)
    assert talk.voice.texts == [SAYS_HAPPY, SAYS_SAD]


def test_a_line_that_was_interrupted_while_it_waited_is_said_after_all() -> None:
    talk = Talk()
    talk.look(SAD, 2)
    talk.look(HAPPY, 2)
    talk.look(Reading(Kind.UNSURE), 0.7)
    talk.look(HAPPY, 30)
    assert talk.voice.texts == [SAYS_SAD, SAYS_HAPPY]


@pytest.mark.parametrize("cold", [False, True])
def test_a_button_that_is_read_aloud_does_not_take_the_place_of_a_look_for_good(cold: bool) -> None:
    talk, voice = Talk(), ColdVoice()
    talk.voice, talk.speaker, voice.ready = voice, Speaker(voice, talk.settings), True
    talk.look(HAPPY, 3)
    talk.look(SAD, 2)
    voice.ready = not cold
    talk.speaker.say("End, button, key E.", talk.now)  # by Tab
    talk.look(SAD, 0.5)
    voice.ready = True
    talk.look(SAD, 30)
    assert talk.voice.texts == [SAYS_HAPPY, "End, button, key E.", SAYS_SAD]


def test_after_a_pause_the_same_look_is_news_again() -> None:
    talk = Talk()
    talk.look(HAPPY, 40)
    talk.now += 600
    talk.look(HAPPY, 40)
    assert talk.voice.texts == [SAYS_HAPPY, SAYS_HAPPY]


def test_random_hour_keeps_every_rule() -> None:
    talk, chance = Talk(), random.Random(0)
    kinds = [Reading(Kind.CLEAR, (word,)) for word in WORDS] + [Reading(Kind.UNSURE), Reading(Kind.NO_FACE)]
    for _ in range(900):
        talk.look(chance.choice(kinds), chance.choice((0.2, 0.8, 3.0, 8.0)))
    assert len(talk.starts) > 100
    times = [at for at, _ in talk.starts]
    assert min(b - a for a, b in itertools.pairwise(times)) >= GAP_S - 1e-6
    last: dict[str, float] = {}
    for at, text in talk.starts:
        assert at - last.get(text, -1e9) >= SAME_S - 1e-6
        last[text] = at
    allowed = ("happy", "neutral", "sad", "surprised", "not sure")
    assert all(any(name in text for name in allowed) for text in talk.voice.texts)


def test_a_key_cuts_off_what_is_said_but_does_not_repeat_it() -> None:
    talk = Talk(automatic=False)
    talk.speaker.say("One.", 0)
    talk.speaker.say("One.", 0.1)
    assert (talk.voice.texts, talk.voice.stopped) == (["One."], 0)
    talk.speaker.say("Two.", 0.2)
    assert (talk.voice.texts, talk.voice.stopped) == (["One.", "Two."], 1)


class ColdVoice(RecordingVoice):
    """A voice that is not ready yet."""

    ready = False

    @property
    def free(self) -> bool:  # type: ignore[override]
        return self.ready and super().free


def test_a_line_asked_for_before_the_voice_is_ready_waits_and_then_tells_what_is_true_by_then() -> None:
    voice = ColdVoice()
    speaker = Speaker(voice, Settings())
    speaker.say(SAYS_HAPPY, 0, of_face=True)
    speaker.automatic(HAPPY, 0.1)
    speaker.say("Pause, button.", 0.15)
    speaker.say(SAYS_HAPPY, 0.2, of_face=True)
    speaker.automatic(SAD, 0.3)
    voice.ready = True
    speaker.tick(0.4)
    assert voice.texts == [SAYS_SAD], "who asks gets an answer, and a true one"
    voice.finish()
    voice.ready = False
    speaker.say("Pause, button.", 0.5)
    speaker.automatic(HAPPY, 0.6)
    voice.ready = True
    speaker.tick(0.7)
    assert voice.texts == [SAYS_SAD, "Pause, button."], "what does not tell of the face stays true"


def test_what_was_asked_for_is_told_even_if_it_would_never_be_said_by_itself() -> None:
    voice = ColdVoice()
    speaker = Speaker(voice, Settings())
    speaker.say(SAYS_HAPPY, 0, of_face=True)
    for look in (Reading(Kind.NO_FACE), Reading(Kind.CLEAR, ("anger",))):
        speaker.automatic(look, 0.1)
    voice.ready = True
    speaker.automatic(Reading(Kind.CLEAR, ("anger",)), 0.2)
    speaker.automatic(Reading(Kind.CLEAR, ("anger",)), 2.0)
    assert voice.texts == ["Face looks angry."]


def test_stop_tells_whether_something_was_stopped() -> None:
    talk = Talk()
    assert talk.speaker.stop() is False
    talk.speaker.say("One.", 0)
    assert talk.speaker.stop() is True
    assert talk.speaker.stop() is False
    talk.look(HAPPY, 1.5)
    talk.voice.finish()
    talk.look(SAD, 1.5)
    assert talk.speaker.stop() is False, "an automatic line that waits for its gap is not heard yet"
    talk.look(SAD, 20)
    assert SAYS_SAD not in talk.voice.texts, "but it is dropped"


def test_a_sound_device_that_hangs_is_given_up() -> None:
    talk = Talk()
    talk.speaker.say("One.", 0)
    talk.speaker.tick(PATIENCE_S + 1)
    assert talk.voice.stopped == 1


def test_volume_rate_and_voice_come_from_the_settings() -> None:
    talk = Talk()
    talk.settings.set(SPEECH_VOLUME, 40)
    talk.settings.set(SPEECH_RATE, 240)
    talk.settings.set(SPEECH_VOICE, "gmw/en-us")
    talk.speaker.say("One.", 0)
    assert talk.voice.said == [("One.", Manner(40, 240, "gmw/en-us"))]


def test_a_voice_with_a_problem_says_nothing_and_the_silent_one_is_never_busy() -> None:
    broken = RecordingVoice("There is no voice.")
    speaker = Speaker(broken, Settings())
    speaker.say("One.", 0)
    assert (broken.texts, speaker.problem) == ([], "There is no voice.")
    silent = Speaker(SilentVoice(), Settings())
    silent.say("One.", 0)
    assert silent.stop() is False


@pytest.mark.parametrize(
    ("control", "line"),
    [
        (Control("Pause", "TButton", letter="P"), "Pause, button, key P."),
        (Control("Next", "TButton", enabled=False), "Next, button, can't be used now."),
        (Control("Dark", "TRadiobutton", on=True), "Dark, choice, chosen."),
        (Control("Light", "TRadiobutton", on=False), "Light, choice, not chosen."),
        (Control("Use single letters as keys", "TCheckbutton", on=True), "Use single letters as keys, switch, on."),
        (Control("Notes:", "TEntry", full=False), "Notes, text field, empty."),
        (Control("Notes", "Text", full=True), "Notes, text field, holds text."),
        (Control("Voice", "TCombobox", value="English (America)"), "Voice, list, English (America)."),
        (Control("Part", "Unknown"), "Part."),
        (Control("", "TFrame"), ""),
    ],
)
def test_a_control_is_named_in_one_short_line(control: Control, line: str) -> None:
    assert line_for(control) == line


def test_a_look_that_a_button_cut_off_is_told_again_after_the_usual_time() -> None:
    talk = Talk()
    talk.look(HAPPY, 1.5, talk_s=5)
    assert talk.voice.texts == [SAYS_HAPPY] and talk.voice.busy
    talk.speaker.say("End, button.", talk.now)
    talk.voice.finish()
    talk.look(HAPPY, 20)
    assert talk.voice.texts == [SAYS_HAPPY, "End, button.", SAYS_HAPPY]
    first, again = (at for at, text in talk.starts if text == SAYS_HAPPY)
    assert again - first >= GAP_S
