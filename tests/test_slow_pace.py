"""A slow computer reads seldom: a face keeps its number and its word there, and a true change is no restlessness."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from companion.faces.choosing import Chooser
from companion.faces.face import Box, Doubt, Face
from companion.faces.tracker import Tracks, follow
from companion.reading.doubts import JUMPS_ENTER, JUMPS_LEAVE, TIME_CONSTANT_S, Doubted, weigh
from companion.reading.memory import Memory, advance, begin
from companion.reading.presence import GONE_S
from companion.reading.reading import Kind, Reading, Scores
from tests.test_reading import CARD, HAPPY, SAD

HERE, BESIDE = Box(0, 0, 100, 100), Box(300, 0, 100, 100)
CROP = np.zeros((48, 48), np.uint8)


def numbers(times: Sequence[float], missed: Sequence[int] = ()) -> list[int | None]:
    """Return the number that a face gets at each time; it is not found in the frames `missed`."""
    tracks, found = Tracks(), []
    for n, time_s in enumerate(times):
        tracks, here = follow(tracks, [] if n in missed else [HERE], time_s)
        found.append(here[0] if here else None)
    return found


def every(step_s: float, count: int = 5) -> list[float]:
    return [n * step_s for n in range(count)]


@pytest.mark.parametrize("step_s", [0.3, 0.9, 1.1, 1.7, 2.9])
def test_a_face_keeps_its_number_however_seldom_it_is_looked_at(step_s: float) -> None:
    assert numbers(every(step_s)) == [1, 1, 1, 1, 1]


def test_after_a_long_gap_a_face_is_a_new_one() -> None:
    assert numbers(every(3.2)) == [1, 2, 3, 4, 5]


def test_one_hiccup_does_not_make_a_face_a_new_one() -> None:
    assert numbers([0.0, 0.03, 0.07, 2.0, 2.03]) == [1] * 5


@pytest.mark.parametrize("step_s", [0.4, 0.6, 0.8, 0.99])
def test_one_missed_frame_of_few_leaves_a_face_its_number_and_more_do_not(step_s: float) -> None:
    assert numbers(every(step_s), missed=[2]) == [1, 1, None, 1, 1]
    late = numbers(every(step_s, 7), missed=[2, 3, 4])
    assert late == [1, 1, None, None, None, 2, 2]


def test_at_thirty_a_second_a_face_is_forgotten_after_as_long_as_ever() -> None:
    def after(missed: int) -> int | None:
        return numbers(every(1 / 30, 12 + missed), range(10, 10 + missed))[-1]

    assert (after(28), after(30)) == (1, 2)


@pytest.mark.parametrize("step_s", [1.1, 2.5])
def test_with_two_faces_and_few_readings_it_is_known_who_is_who(step_s: float) -> None:
    tracks, chooser, who = Tracks(), Chooser(), []
    for time_s in every(step_s):
        tracks, here = follow(tracks, [HERE, BESIDE], time_s)
        faces = [Face(box, None, CROP, track=n) for box, n in zip((HERE, BESIDE), here, strict=True)]
        marked, chosen = chooser.choose(faces, tracks, False, time_s)
        assert chosen is not None
        who.append(Doubt.WHO in marked[chosen].doubts)
    assert not any(who)


def said(step_s: float, looks: Sequence[Scores | None]) -> list[Reading]:
    """Return what is said of a face that is followed and read every `step_s`; None is a frame that misses it."""
    tracks, memory = Tracks(), begin(0.0)
    readings = []
    for n, look in enumerate(looks):
        tracks, here = follow(tracks, [] if look is None else [HERE], n * step_s)
        face = Face(HERE, None, CROP, track=here[0]) if here else None
        memory = advance(memory, face, look, n * step_s, CARD)
        readings.append(memory.reading)
    return readings


@pytest.mark.parametrize("step_s", [0.3, 0.6, 1.2, 2.9])
def test_the_second_look_at_a_face_has_its_word_however_late_it_is(step_s: float) -> None:
    readings = said(step_s, [HAPPY] * 4)
    assert [reading.words for reading in readings] == [(), *[("happiness",)] * 3]


@pytest.mark.parametrize("step_s", [0.5, 0.6, 0.99])
def test_one_missed_frame_is_not_no_face_and_two_are(step_s: float) -> None:
    once = said(step_s, [HAPPY, HAPPY, None, HAPPY, None, HAPPY])
    assert [reading.words for reading in once[1:]] == [("happiness",)] * 5
    twice = said(step_s, [HAPPY, HAPPY, None, None])
    assert [reading.kind for reading in twice] == [Kind.NO_FACE, Kind.CLEAR, Kind.CLEAR, Kind.NO_FACE]


def test_one_missed_frame_before_the_first_word_does_not_begin_anew() -> None:
    assert said(0.6, [HAPPY, None, HAPPY])[-1].kind is Kind.CLEAR


def test_a_word_does_not_outlast_a_long_gap_because_one_frame_only_missed_the_face() -> None:
    assert said(3.1, [HAPPY, None])[-1].kind is Kind.NO_FACE
    face, memory = Face(HERE, None, CROP, track=1), begin(0.0)
    for time_s in (0.0, 1.0):
        memory = advance(memory, face, HAPPY, time_s, CARD)
    assert memory.reading.kind is Kind.CLEAR
    assert advance(memory, None, None, 3.9, CARD).reading.kind is Kind.CLEAR
    assert advance(memory, None, None, 4.0, CARD).reading.kind is Kind.NO_FACE


def test_at_thirty_a_second_a_face_is_gone_after_as_long_as_ever() -> None:
    looks: list[Scores | None] = [*[HAPPY] * 30, *[None] * 30]
    readings = said(1 / 30, looks)
    gone = next(n for n in range(30, 60) if readings[n].kind is Kind.NO_FACE)
    assert gone == next(n for n in range(30, 60) if n / 30 - 29 / 30 >= GONE_S)


# -- restlessness


def changing(step_s: float, looks: Sequence[Scores]) -> list[bool]:
    doubted, found = Doubted(), []
    for n, look in enumerate(looks):
        doubted = weigh(doubted, frozenset(), look, n * step_s)
        found.append(Doubt.CHANGING in doubted.now)
    return found


@pytest.mark.parametrize("step_s", [1 / 30, 0.1, 0.2, 0.25, 1 / 3, 0.5, 1.0, 2.0])
def test_a_true_change_of_look_is_no_restlessness_at_any_pace(step_s: float) -> None:
    assert not any(changing(step_s, [*[HAPPY] * 5, *[SAD] * 5]))


@pytest.mark.parametrize("step_s", [1 / 30, 1 / 15, 0.1])
def test_where_frames_come_fast_restlessness_is_what_it_was(step_s: float) -> None:
    rng = np.random.default_rng(0)
    looks = [HAPPY if rng.random() < 0.5 else SAD for _ in range(60)]
    jump, was, expected = 0.0, False, [False]
    for before, look in pairwise(looks):
        weight = 1 - math.exp(-step_s / TIME_CONSTANT_S)
        jump += weight * (float(np.abs(look.values - before.values).sum()) / 2 - jump)
        was = jump >= (JUMPS_LEAVE if was else JUMPS_ENTER)
        expected.append(was)
    assert any(expected)
    assert changing(step_s, looks) == expected


def test_restlessness_ends_where_frames_then_come_seldom() -> None:
    memory: Memory = begin(0.0)
    face = Face(HERE, None, CROP, track=1)
    for n in range(30):
        memory = advance(memory, face, HAPPY if n % 2 else SAD, n / 30, CARD)
    assert Doubt.CHANGING in memory.reading.reasons
    for n in range(3):
        memory = advance(memory, face, HAPPY, 1.0 + n / 3, CARD)
    assert Doubt.CHANGING not in memory.reading.reasons
