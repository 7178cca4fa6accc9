"""From a session's records to its timeline: the lanes of the chart, and the rows of the table beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from companion.charts import Lane, Mark, Span, Timeline
from companion.charts.timeline import clock
from companion.journal.counts import Run, key_of, place_ms
from companion.journal.records import CheckIn, Correction, Session
from companion.ui.history_cells import Written
from companion.words import history as say
from companion.words import speech
from companion.words.vocabulary import WORDS

_ORDER = (*WORDS, "maybe", "unsure", "no_face")
_ANSWER, _CORRECTION = "D", "s"


def timeline_of(
    session: Session,
    stretches: Sequence[Run],
    doubted: Sequence[tuple[int, int]],
    checkins: Sequence[CheckIn],
    corrections: Sequence[Correction],
) -> Timeline:
    """Return the lanes that have something in them: what the person said first, then words, then doubts (from, to)."""
    lanes: list[Lane] = []
    spans: list[Span] = []
    marks: list[Mark] = []
    ends = _ends(stretches, corrections)
    length_ms = max([session.length_ms, *ends])
    places = [place_ms(one.at, session, length_ms) for one in checkins]
    length_s = max([length_ms, *places]) / 1000
    if checkins:
        marks += [Mark(0, at / 1000, number, _ANSWER) for number, at in enumerate(places, 1)]
        lanes.append(Lane(say.LANE_SAID, "own"))
    if corrections:
        marks += [
            Mark(len(lanes), one.time_ms / 1000, number, _CORRECTION) for number, one in enumerate(corrections, 1)
        ]
        lanes.append(Lane(say.LANE_CORRECTED, "own"))
    for key in _ORDER:
        mine = [one for one in stretches if key_of(one.kind, one.words) == key]
        if mine:
            spans += [Span(len(lanes), one.start_ms / 1000, one.end_ms / 1000) for one in mine]
            lanes.append(Lane(say.KEYS[key], key))
    if doubted:
        spans += [Span(len(lanes), start_ms / 1000, end_ms / 1000) for start_ms, end_ms in doubted]
        lanes.append(Lane(say.LANE_DOUBT, "doubt"))
    return Timeline(tuple(lanes), tuple(spans), tuple(marks), length_s)


def timeline_rows(
    session: Session,
    stretches: Sequence[Run],
    doubted: Sequence[tuple[int, int]],
    checkins: Sequence[CheckIn],
    corrections: Sequence[Correction],
) -> tuple[tuple[str, ...], ...]:
    """Return the same as rows of TIMELINE_COLUMNS, in order of time."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    length_ms = max([session.length_ms, *_ends(stretches, corrections)])
    for one, doubt_ms in zip(stretches, _doubted_ms(stretches, doubted), strict=True):
        part_ms = doubt_ms if doubt_ms < one.end_ms - one.start_ms else None
        said = say.with_reasons(say.run_name(one.kind, one.words), one.reasons, part_ms)
        rows.append((one.start_ms, (_at(one.start_ms), _at(one.end_ms), said)))
    for number, answer in enumerate(checkins, 1):
        at = place_ms(answer.at, session, length_ms)
        what = say.SAID.format(number=number, what=say.answer(answer))
        rows.append((at, (_at(at), "", what)))
    for number, correction in enumerate(corrections, 1):
        what = say.CORRECTED.format(number=number, what=say.correction(correction))
        if correction.text:
            unsaid = say.correction(replace(correction, text=speech.TEXT_OF_THEIRS))
            what = Written(what, say.CORRECTED.format(number=number, what=unsaid))
        rows.append((correction.time_ms, (_at(correction.time_ms), "", what)))
    return tuple(cells for _, cells in sorted(rows, key=lambda row: row[0]))


def _ends(stretches: Sequence[Run], corrections: Sequence[Correction]) -> list[int]:
    return [one.end_ms for one in stretches] + [one.time_ms for one in corrections]


def _doubted_ms(stretches: Sequence[Run], doubted: Sequence[tuple[int, int]]) -> list[int]:
    """Return how long each stretch was doubted (ms). Both are in order of time: one walk through them is enough."""
    found, first = [], 0
    for one in stretches:
        while first < len(doubted) and doubted[first][1] <= one.start_ms:
            first += 1
        inside, place = 0, first
        while place < len(doubted) and doubted[place][0] < one.end_ms:
            start, end = doubted[place]
            inside += min(end, one.end_ms) - max(start, one.start_ms)
            place += 1
        found.append(inside)
    return found


def _at(milliseconds: int) -> str:
    """Return "1:02:03"; a voice would take that for a time of day, and says "1 hour 2 minutes 3 seconds"."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    parts = zip((*divmod(minutes, 60), seconds), ("h", "min", "s"), strict=True)  # speech.aloud writes them out
    return Written(clock(milliseconds / 1000), " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 s")
