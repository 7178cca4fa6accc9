"""The same thing has the same name on every screen, and different things have different names; in each language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.reading.reading import Kind, Reading
from companion.words import choose, feelings, help, home, language, mirror, network, talk

# The own words that are also looks.
BOTH = {
    "happy": "happiness", "sad": "sadness", "angry": "anger", "scared": "fear", "surprised": "surprise",
}  # fmt: skip


@pytest.fixture(autouse=True, params=language.LANGUAGES)
def code(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use(language.ENGLISH)


def test_an_own_word_and_a_look_of_the_same_kind_have_one_name() -> None:
    assert {word: feelings.name(word) for word in BOTH} == {word: talk.LOOKS[look].short for word, look in BOTH.items()}


def test_in_the_mirror_there_is_no_other_person() -> None:
    for word in talk.LOOKS:
        lines = mirror.guessed(Reading(Kind.CLEAR, (word,))).lines
        assert not [line for line in lines if "die person" in line.lower() or "the person" in line.lower()]


def test_a_network_without_the_word_neutral_is_told_with_names_that_the_app_shows() -> None:
    neutral = talk.LOOKS["neutral"].short
    assert neutral in network.NO_STILL_FACE and neutral in mirror.REST_NO_STILL
    resting = mirror.RESTING.lower()
    assert resting not in network.NO_STILL_FACE.lower()
    for name, label in home.CHOICE_LABELS["network"].items():
        assert network.no_still_face(name) == network.NO_STILL_FACE.format(name=label)
    assert network.no_still_face("mine") == network.NO_STILL_FACE.format(name="mine")


def test_what_marks_a_part_of_the_screen_has_one_name() -> None:
    box = choose.REGION_PLACE.split(":")[0].lower()
    topic = help.TOPICS["region"]
    for text in (choose.REGION_HOW, choose.STILL_NAME, topic.parts[0][1], topic.keys[0][1]):
        assert box in text.lower()


def test_a_sentence_calls_a_button_as_it_is_called() -> None:
    assert choose.LOOK_AGAIN in choose.HANGS


def test_shares_of_people_and_of_the_camera_are_said_as_in_the_sentence_above_them() -> None:
    for share in (0.01, 0.4, 1.0):
        assert talk.tenths(share, votes=False) in talk.details_sentence("anger", share, votes=False)
    people = {talk.tenths(share, votes=True) for share in (0.01, 1.0)}
    assert people.isdisjoint(talk.tenths(share, votes=False) for share in (0.01, 1.0))


def test_help_and_home_tell_where_the_language_is_chosen() -> None:
    label = home.SETTING_LABELS["language"].lower()
    topics = help.TOPICS
    lines = [home.SETTINGS_LINE, dict(topics["settings"].parts)[home.GROUP_HEADINGS["look"]]]
    lines.append(dict(topics["home"].parts)[home.SETTINGS])
    assert all(label in line.lower() for line in lines)
