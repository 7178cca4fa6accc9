"""From a session's records to its timeline: the lanes of the chart, and the rows of the table beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from companion.charts import Lane, Mark, Span, Timeline
from companion.charts.timeline import clock
from companion.journal.counts import Run, key_of
from companion.journal.records import CheckIn, Correction, Session
from companion.words import history as say
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
    ends = [one.end_ms for one in stretches] + [one.time_ms for one in corrections]
    length_s = max([session.length_ms, *ends]) / 1000
    if checkins:
        # A clock that was changed must not put an answer outside of its session.
        places = [min(max(0.0, (one.at.utc_ms - session.started.utc_ms) / 1000), length_s) for one in checkins]
        marks += [Mark(0, at, number, _ANSWER) for number, at in enumerate(places, 1)]
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
    for one in stretches:
        doubt_ms = sum(max(0, min(end, one.end_ms) - max(start, one.start_ms)) for start, end in doubted)
        part_ms = doubt_ms if doubt_ms < one.end_ms - one.start_ms else None
        said = say.with_reasons(say.run_name(one.kind, one.words), one.reasons, part_ms)
        rows.append((one.start_ms, (_at(one.start_ms), _at(one.end_ms), said)))
    for number, answer in enumerate(checkins, 1):
        at = answer.at.utc_ms - session.started.utc_ms
        what = say.SAID.format(number=number, what=say.answer(answer))
        rows.append((at, (_at(max(at, 0)), "", what)))
    for number, correction in enumerate(corrections, 1):
        what = say.CORRECTED.format(number=number, what=say.correction(correction))
        rows.append((correction.time_ms, (_at(correction.time_ms), "", what)))
    return tuple(cells for _, cells in sorted(rows, key=lambda row: row[0]))


def _at(milliseconds: int) -> str:
    return clock(milliseconds / 1000)
