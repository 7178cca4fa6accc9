"""The Mirror's ways to an answer: "I don't know" keeps what was said on the way, on each of them."""

from __future__ import annotations

from companion.ui.help import Help
from companion.ui.mirror_result import Result
from companion.words import help as help_words
from companion.words import mirror as say
from tests.mirror_visit import Visit


def test_not_knowing_a_word_keeps_the_signs_that_were_chosen(visit: Visit) -> None:
    visit.keys("b", "Tab", "Down", "space", "d")
    signs = ("warm face",)
    assert any(say.SIGNS_LINE.format(signs=say.sign_list(signs)) in text for text in visit.texts())
    _, (checkin,) = visit.kept()
    assert (checkin.signs, checkin.words, checkin.grid, checkin.dont_know) == (signs, (), None, True)


def test_not_knowing_without_a_sign_is_an_answer_too(visit: Visit) -> None:
    visit.keys("b", "d")
    _, (checkin,) = visit.kept()
    assert (checkin.signs, checkin.grid, checkin.dont_know) == ((), None, True)


def test_not_knowing_a_nearer_word_keeps_the_signs_too(visit: Visit) -> None:
    visit.keys("b", "Tab", "Down", "space", "h", "o", "1", "d")
    _, (checkin,) = visit.kept()
    assert (checkin.signs, checkin.words, checkin.dont_know) == (("warm face",), (), True)


def test_not_knowing_a_word_keeps_the_place_where_the_dot_was_put(visit: Visit) -> None:
    visit.keys("m", "Right", "Up", "d")
    assert any(say.PLACE_LINE.format(place=say.place(0.2, 0.2)) in text for text in visit.texts())
    _, (checkin,) = visit.kept()
    assert (checkin.grid, checkin.words, checkin.dont_know) == ((0.2, 0.2), (), True)


def test_a_dot_that_stands_where_it_began_says_nothing(visit: Visit) -> None:
    visit.keys("m", "d", "a", "m", "Right", "Left", "d")
    _, checkins = visit.kept()
    assert [(one.grid, one.dont_know) for one in checkins] == [(None, True), (None, True)]


def test_a_dot_that_was_put_in_the_middle_on_purpose_is_kept(visit: Visit) -> None:
    visit.keys("m", "h", "Escape", "d")  # "I am here", and back to the map
    _, (checkin,) = visit.kept()
    assert (checkin.grid, checkin.dont_know) == ((0.0, 0.0), True)


def test_help_is_at_hand_after_the_answer_and_the_note_stays(visit: Visit) -> None:
    visit.keys("w", "4", "1")
    step = visit.screen.step
    assert isinstance(step, Result)
    step.note.insert("end", "too loud")
    visit.keys("question")
    screen = visit.shell.screen
    assert isinstance(screen, Help) and help_words.TOO_MUCH in visit.texts()
    visit.keys("Escape")
    assert visit.screen.step is step and step.note.get("1.0", "end-1c") == "too loud"
