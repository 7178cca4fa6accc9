"""From scores to what is said: smoothing by elapsed time, the four kinds of answer, and what keeps a word steady."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from companion.faces.face import Box, Doubt, Face
from companion.reading.card import Card, Thresholds
from companion.reading.decision import Decision, decide, no_face, photo_reading, verdict
from companion.reading.doubts import Doubted, weigh
from companion.reading.memory import Memory, advance, begin
from companion.reading.reading import SCORE_NAMES, Kind, Scores
from companion.reading.smoother import Smoothed, smooth
from companion.words.vocabulary import WORDS

CARD = Card(
    name="test",
    labels=WORDS,
    output="logits",
    target="votes",
    side=48,
    scale=1.0,
    shift=0.0,
    temperature=1.0,
    thresholds=Thresholds({**dict.fromkeys(WORDS, 0.6), "disgust": None}, pair=0.8),
    knows_still_face=True,
)


def scores(**words: float) -> Scores:
    values = np.array([words.get(name, 0.0) for name in SCORE_NAMES])
    rest = 1 - values.sum()
    return Scores(values + np.where(values == 0, rest / (values == 0).sum(), 0))


def test_weights_come_from_elapsed_time_not_from_the_number_of_frames() -> None:
    def after(step: float) -> float:
        state: Smoothed | None = None
        for n in range(round(1 / step) + 1):
            state = smooth(state, scores(neutral=0.9), n * step)
        for n in range(1, round(0.6 / step) + 1):
            state = smooth(state, scores(happiness=0.9), 1 + n * step)
        assert state is not None
        return state.scores.by_word()["happiness"]

    assert after(1 / 30) == pytest.approx(after(1 / 10), abs=0.05)
    assert after(1 / 30) > 0.6


def test_smoothed_scores_still_sum_to_one() -> None:
    state = smooth(smooth(None, scores(fear=0.5), 0.0), scores(anger=0.8), 0.1)
    assert state.scores.values.sum() == pytest.approx(1)


def test_long_gap_or_a_clock_that_goes_back_forgets_the_past() -> None:
    state = smooth(None, scores(neutral=0.9), 5.0)
    assert smooth(state, scores(fear=0.9), 9.0).scores.by_word()["fear"] == pytest.approx(0.9)
    assert smooth(state, scores(fear=0.9), 1.0).scores.by_word()["fear"] == pytest.approx(0.9)


# -- one picture


def test_clear_maybe_and_unsure_follow_the_thresholds() -> None:
    assert verdict(scores(happiness=0.7), CARD).words == ("happiness",)
    maybe = verdict(scores(sadness=0.5, neutral=0.35), CARD)
    assert (maybe.kind, maybe.words) == (Kind.MAYBE, ("sadness", "neutral"))
    assert verdict(scores(sadness=0.3, neutral=0.3), CARD).kind is Kind.UNSURE


def test_word_without_a_threshold_is_maybe_at_most() -> None:
    assert verdict(scores(disgust=0.95), CARD).kind is Kind.MAYBE


def test_other_is_never_shown() -> None:
    reading = photo_reading(scores(other=0.9), frozenset({Doubt.BLURRED, Doubt.DARK}), CARD)
    assert (reading.kind, reading.words) == (Kind.UNSURE, ())
    assert reading.reasons == (Doubt.DARK, Doubt.BLURRED)


def test_network_without_a_still_face_is_never_clear() -> None:
    from dataclasses import replace

    assert verdict(scores(happiness=0.99), replace(CARD, knows_still_face=False)).kind is Kind.MAYBE


# -- over time


def run(steps: list[tuple[float, Scores | None]], before: Decision | None = None) -> list[Decision]:
    state, found = before or no_face(0.0), []
    for time_s, one in steps:
        state = decide(state, one, frozenset(), None if one is None else 1, time_s, CARD)
        found.append(state)
    return found


def frames(begin_s: float, end_s: float, one: Scores | None, fps: int = 15) -> list[tuple[float, Scores | None]]:
    return [(begin_s + n / fps, one) for n in range(round((end_s - begin_s) * fps))]


HAPPY, SAD, ANGRY = scores(happiness=0.9), scores(sadness=0.9), scores(anger=0.5, sadness=0.2)


def test_first_word_comes_within_six_tenths_of_a_second() -> None:
    states = run(frames(0, 1, HAPPY))
    first = next(state for state in states if state.reading.kind is Kind.CLEAR)
    assert first.reading.time_s <= 0.6


def test_a_face_in_view_is_not_no_face_although_its_first_verdicts_do_not_agree() -> None:
    swap = [scores(sadness=0.46, neutral=0.44), scores(sadness=0.44, neutral=0.46)]
    seen = run([(n / 30, swap[n % 2]) for n in range(20)])
    assert seen[10].reading.kind is Kind.NO_FACE
    assert {decision.reading.kind for decision in seen[16:]} == {Kind.MAYBE}
    blip = run([(0.0, swap[0]), (0.1, None), (9.0, swap[1])])
    assert blip[-1].reading.kind is Kind.NO_FACE, "what was there long ago does not count"


@pytest.mark.parametrize("found", ["10", "110", "1101", "11101", "1100"])
def test_a_face_that_is_found_in_some_frames_only_gets_its_word_in_time_and_keeps_it(found: str) -> None:
    states = run([(n / 15, HAPPY if found[n % len(found)] == "1" else None) for n in range(60)])
    kinds = [state.reading.kind for state in states]
    first = kinds.index(Kind.CLEAR)
    assert states[first].reading.time_s <= 0.6
    assert set(kinds[first:]) == {Kind.CLEAR}


def test_what_was_about_to_be_said_of_one_is_not_said_of_another() -> None:
    def at(n: int, number: int, one: Scores | None) -> None:
        nonlocal memory
        face = Face(Box(0, 0, 10, 10), None, np.zeros((48, 48), np.uint8), track=number)
        memory = advance(memory, None if one is None else face, one, n / 15, CARD)

    for missed in (0, 2):
        memory = begin(0.0)
        for n in range(4):  # 0.2 s: too short for a word
            at(n, 1, HAPPY)
        for n in range(4, 4 + missed):
            at(n, 1, None)
        seen = []
        for n in range(4 + missed, 20):
            at(n, 2, HAPPY)
            seen.append(memory.reading.kind)
        assert set(seen[:3]) == {Kind.NO_FACE}, "its own 0.25 s count, none of the other's"
        assert seen[4] is Kind.CLEAR


def test_a_face_that_was_gone_for_long_begins_anew_and_frames_far_apart_do_not() -> None:
    gone = run([*frames(0, 0.2, HAPPY), *frames(0.2, 1, None), *frames(1, 1.2, HAPPY)])
    assert {state.reading.kind for state in gone} == {Kind.NO_FACE}
    assert run([(0.0, HAPPY), (1.0, HAPPY)])[-1].reading.kind is Kind.CLEAR


def test_pair_keeps_its_order_and_its_place() -> None:
    one, other = scores(sadness=0.46, neutral=0.44), scores(sadness=0.44, neutral=0.46)
    states = run([(n / 15, one if n % 14 < 7 else other) for n in range(60)])
    assert {state.reading.words for state in states[10:]} == {("sadness", "neutral")}


def test_measured_doubt_asks_for_more_and_gives_its_reason() -> None:
    assert verdict(scores(happiness=0.7), CARD).kind is Kind.CLEAR
    dark = photo_reading(scores(happiness=0.7), frozenset({Doubt.DARK}), CARD)
    assert (dark.kind, dark.reasons) == (Kind.UNSURE, (Doubt.DARK,))
    assert photo_reading(scores(happiness=0.85), frozenset({Doubt.DARK}), CARD).kind is Kind.CLEAR


def test_nothing_is_said_when_it_is_not_certain_who_is_who() -> None:
    state = run(frames(0, 3, HAPPY))[-1]
    reading = decide(state, HAPPY, frozenset({Doubt.WHO, Doubt.DARK}), 1, 3.05, CARD).reading
    assert (reading.kind, reading.reasons) == (Kind.UNSURE, (Doubt.WHO, Doubt.DARK))


def test_word_goes_even_if_what_follows_is_unsettled() -> None:
    pair = scores(sadness=0.45, neutral=0.45)
    restless = [(3 + n / 15, SAD if n % 4 < 2 else pair) for n in range(30)]
    states = run([*frames(0, 3, HAPPY), *restless])
    gone = next(state.reading.since_s for state in states[45:] if state.reading.words != ("happiness",))
    assert gone - 3 <= 0.7


def test_a_word_goes_although_clear_ones_that_follow_differ() -> None:
    others = [SAD, scores(anger=0.9), scores(fear=0.9)]
    states = run([*frames(0, 3, HAPPY), *((3 + n / 2, others[n % 3]) for n in range(12))])
    words = [state.reading.words for state in states[45:]]
    assert words[0] == ("happiness",) and words[2] == ("fear",)
    assert sum(before != after for before, after in pairwise(words)) <= 4, "each is held for 1.5 s"


def test_scores_that_jump_are_a_reason_and_a_borderline_doubt_does_not_flicker() -> None:
    still, jumping, border = Doubted(), Doubted(), []
    for n in range(60):
        still = weigh(still, frozenset({Doubt.BLURRED} if n % 2 else ()), HAPPY, n / 15)
        jumping = weigh(jumping, frozenset(), HAPPY if n % 2 else SAD, n / 15)
        border.append(still.now)
    assert Doubt.CHANGING in jumping.now
    assert Doubt.CHANGING not in still.now
    assert set(border[15:]) == {frozenset()}


def test_word_stays_through_a_short_flicker() -> None:
    states = run([*frames(0, 3, HAPPY), *frames(3, 3.3, SAD), *frames(3.3, 5, HAPPY)])
    assert {state.reading.words for state in states[15:]} == {("happiness",)}


def test_maybe_gives_way_to_a_clear_word_at_once_and_is_no_halt_between_two() -> None:
    pair = scores(sadness=0.45, neutral=0.45)
    states = run([*frames(0, 1, pair), *frames(1, 3, SAD)])
    assert states[14].reading.kind is Kind.MAYBE
    came = next(state.reading.since_s for state in states if state.reading.kind is Kind.CLEAR)
    assert came - 1 <= 0.9, "the hold of 1.5 s is for clear words"
    through = run([*frames(0, 3, HAPPY), *frames(3, 3.4, pair), *frames(3.4, 5, SAD)])
    assert {state.reading.words for state in through[45:]} == {("happiness",), ("sadness",)}


def test_real_change_is_shown_in_time() -> None:
    states = run([*frames(0, 3, HAPPY), *frames(3, 6, SAD)])
    changed = next(state.reading for state in states if state.reading.words == ("sadness",))
    assert changed.since_s - 3 <= 1.2


def test_hold_gives_way_early_only_to_another_clear_word() -> None:
    clear = run([*frames(0, 0.6, HAPPY), *frames(0.6, 4, SAD)])
    assert next(s.reading.since_s for s in clear if s.reading.words == ("sadness",)) < 1.6
    unsure = run([*frames(0, 0.6, HAPPY), *frames(0.6, 4, ANGRY)])
    first = next(s.reading.since_s for s in unsure if s.reading.words == ("happiness",))
    assert next(s.reading.since_s for s in unsure if s.reading.kind is Kind.UNSURE) - first >= 1.5


def test_lost_face_keeps_its_word_for_a_moment_only() -> None:
    states = run([*frames(0, 2, HAPPY), *frames(2, 2.3, None), *frames(2.3, 3, HAPPY), *frames(3, 5, None)])
    kinds = [state.reading.kind for state in states]
    assert set(kinds[15:45]) == {Kind.CLEAR}
    assert kinds[-1] is Kind.NO_FACE


@pytest.mark.parametrize(("share", "most"), [(0.02, 0), (0.1, 2), (0.2, 8)])
def test_a_face_that_is_found_only_now_and_then_gets_no_word_that_comes_and_goes(share: float, most: int) -> None:
    drawn = np.random.default_rng(5).random(30 * 60) < share
    state = no_face(0.0)
    kinds = []
    for n, found in enumerate(drawn):
        state = decide(state, HAPPY if found else None, frozenset(), 1 if found else None, n / 30, CARD)
        kinds.append(state.reading.kind)
    assert sum(one is not other for one, other in pairwise(kinds)) <= most


def test_a_face_that_was_found_seldom_has_its_word_as_soon_as_it_is_found_well() -> None:
    state = no_face(0.0)
    for n in range(30 * 20):
        found = n % 10 == 0
        state = decide(state, HAPPY if found else None, frozenset(), 1 if found else None, n / 30, CARD)
    assert state.reading.kind is Kind.NO_FACE
    for n in range(15):
        state = decide(state, HAPPY, frozenset(), 1, 20 + n / 30, CARD)
    assert state.reading.words == ("happiness",)


def test_a_room_at_the_edge_of_black_is_not_told_anew_with_each_flicker() -> None:
    memory, reasons = begin(0.0), []
    for n, dark in enumerate(np.random.default_rng(5).random(300) < 0.5):
        memory = advance(memory, None, None, n / 30, CARD, frozenset({Doubt.DARK} if dark else ()))
        reasons.append(memory.reading.reasons)
    assert sum(one != other for one, other in pairwise(reasons)) <= 8
    assert advance(begin(0.0), None, None, 0.1, CARD, frozenset({Doubt.DARK})).reading.reasons == (Doubt.DARK,)


def test_another_person_never_inherits_a_word() -> None:
    state = run(frames(0, 2, HAPPY))[-1]
    other = decide(state, SAD, frozenset(), 2, 2.05, CARD).reading
    assert (other.kind, other.words, other.track) == (Kind.UNSURE, (), 2)


def test_memory_forgets_when_source_time_goes_back() -> None:
    face = Face(Box(0, 0, 10, 10), None, np.zeros((48, 48), np.uint8), track=1)
    memory: Memory = begin(0.0)
    for n in range(20):
        memory = advance(memory, face, HAPPY, 100 + n / 10, CARD)
    assert memory.reading.kind is Kind.CLEAR
    assert advance(memory, face, HAPPY, 0.0, CARD).reading.kind is Kind.NO_FACE
