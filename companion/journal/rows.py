"""From rows of the file to the types of `records`, and the SQL that says which rows make sense."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from companion.journal.moment import DAY_MS, EARLIEST_MS, LATEST_MS, WIDEST_OFFSET_MIN, Moment
from companion.journal.records import (
    KIND_NUMBERS,
    CheckIn,
    Correction,
    Guess,
    Mode,
    ReadingRow,
    Session,
    reasons_in,
    words_in,
)
from companion.reading.reading import SCORE_NAMES, Kind
from companion.words.vocabulary import WORDS

# The Mirror may stay open for weeks, with an answer each day; of a year no computer can honestly tell.
LONGEST_MS = 366 * DAY_MS

# SQLite sorts text and blobs after numbers, so BETWEEN also keeps out what is no number at all.
_TIME = f"BETWEEN {EARLIEST_MS} AND {LATEST_MS}"
_ZONE = f"BETWEEN {-WIDEST_OFFSET_MIN} AND {WIDEST_OFFSET_MIN}"
_WORD = f"BETWEEN 0 AND {len(WORDS) - 1}"
_MODES = ", ".join(f"'{mode.value}'" for mode in Mode)


def _said(kind: str, first: str, second: str) -> str:
    """Return SQL: the kind is known and has as many words as it should."""
    return (
        f"(({kind} = 0 AND {first} {_WORD} AND {second} IS NULL)"
        f" OR ({kind} = 1 AND {first} {_WORD} AND {second} {_WORD})"
        f" OR ({kind} IN (2, 3) AND {first} IS NULL AND {second} IS NULL))"
    )


def _scores(column: str) -> str:
    return f"({column} IS NULL OR (typeof({column}) = 'blob' AND length({column}) = {len(SCORE_NAMES)}))"


def _mask(column: str) -> str:
    # 0 and 1 lie in the head of a row alone: there one bit makes an empty text of them, and that has no bits.
    return f"(typeof({column}) = 'integer' AND {column} BETWEEN 0 AND {2**31})"


def _text(column: str) -> str:
    # One bit in the head of a row makes bytes of a text, and quick_check finds nothing wrong with that.
    return f"cast({column} AS TEXT)"


def _small(column: str) -> str:
    return f"({column} IS NULL OR {column} {_WORD})"


UID, MODE, TAG, NOTE = _text("s.uid"), _text("s.mode"), _text("tag"), _text("c.note")

# NOT (NULL) is NULL: every condition here must be true or false, so COALESCE closes them.
GOOD_SESSION = (
    f"(s.deletion IS NULL AND {MODE} IN ({_MODES}) AND s.started_ms {_TIME} AND s.started_offset_min {_ZONE}"
    f" AND COALESCE(s.ended_ms, 0) {_TIME} AND COALESCE(s.ended_offset_min, 0) {_ZONE}"
    f" AND COALESCE(s.length_ms, 0) BETWEEN 0 AND {LONGEST_MS})"
)
GOOD_READING = (
    f"COALESCE(r.time_ms BETWEEN 0 AND {LONGEST_MS} AND {_said('r.kind', 'r.word1', 'r.word2')}"
    f" AND {_scores('r.scores')} AND {_mask('r.reasons')}"
    f" AND COALESCE(r.face, 0) BETWEEN {-(2**31)} AND {2**31}, 0)"
)
GOOD_CHECKIN = (
    f"(c.deletion IS NULL AND c.at_ms {_TIME} AND c.at_offset_min {_ZONE}"
    f" AND json_valid({_text('c.words')}) AND json_valid({_text('c.signs')})"
    f" AND COALESCE(c.pleasant, 0) BETWEEN -1 AND 1 AND COALESCE(c.lively, 0) BETWEEN -1 AND 1"
    f" AND (c.guess_kind IS NULL OR COALESCE({_said('c.guess_kind', 'c.guess_word1', 'c.guess_word2')}, 0))"
    f" AND {_scores('c.guess_scores')} AND {_mask('c.guess_reasons')})"
)
GOOD_CORRECTION = (
    f"(c.deletion IS NULL AND c.at_ms {_TIME} AND c.at_offset_min {_ZONE} AND c.time_ms BETWEEN 0 AND {LONGEST_MS}"
    f" AND {_small('c.word1')} AND {_small('c.word2')})"
)
LOCAL_DAY = "date((s.started_ms + s.started_offset_min * 60000) / 1000, 'unixepoch')"

# While a session runs, or before a killed one was given its end, it has lasted until its newest reading.
LENGTH = (
    "COALESCE(s.length_ms, (SELECT MAX(time_ms) FROM readings WHERE session_id = s.id"
    f" AND time_ms BETWEEN 0 AND {LONGEST_MS}), 0)"
)
SESSION = (
    f"{UID}, {MODE}, started_ms, started_offset_min, ended_ms, ended_offset_min, {LENGTH},"
    f" {_text('network')}, {_text('source')}, consent, {_text('s.note')}"
)
READING = "time_ms, kind, word1, word2, reasons, scores, face"
CHECKIN = (
    f"{_text('c.uid')}, {UID}, c.at_ms, c.at_offset_min, {_text('c.words')}, {_text('c.signs')}, c.pleasant, c.lively,"
    " c.dont_know, c.skipped, c.guess_kind, c.guess_word1, c.guess_word2, c.guess_reasons, c.guess_scores,"
    f" c.guess_shown, {NOTE}"
)
CORRECTION = f"{_text('c.uid')}, {UID}, c.at_ms, c.at_offset_min, c.time_ms, c.word1, c.word2, {_text('c.text')}"


def readable(raw: bytes) -> str:
    """Return a text of the file; a damaged letter becomes U+FFFD, so that it costs no more than itself."""
    return raw.decode("utf-8", "replace")


def session_from(row: tuple[Any, ...], tags: tuple[str, ...]) -> Session:
    """Return the Session of the columns SESSION."""
    uid, mode, started, zone, ended, ended_zone, length, network, source, consent, note = row
    end = None if ended is None else Moment(ended, ended_zone or 0)
    known = None if consent is None else bool(consent)
    return Session(uid, Mode(mode), Moment(started, zone), end, length, network, source, known, note, tags)


def reading_from(row: tuple[Any, ...]) -> ReadingRow:
    """Return the ReadingRow of the columns READING."""
    time_ms, kind, first, second, reasons, scores, face = row
    return ReadingRow(time_ms, *kind_and_words(kind, first, second), reasons_in(reasons), scores, face)


def checkin_from(row: tuple[Any, ...]) -> CheckIn:
    """Return the CheckIn of the columns CHECKIN."""
    uid, session, at, zone, words, signs, pleasant, lively, dont_know, skipped, *guess, shown, note = row
    kind, first, second, reasons, scores = guess
    seen = None if kind is None else Guess(*kind_and_words(kind, first, second), reasons_in(reasons), scores)
    grid = None if pleasant is None or lively is None else (float(pleasant), float(lively))
    said = (_texts(words), _texts(signs), grid, bool(dont_know), bool(skipped))
    return CheckIn(uid, session, Moment(at, zone), *said, seen, bool(shown), note)


def correction_from(row: tuple[Any, ...]) -> Correction:
    """Return the Correction of the columns CORRECTION."""
    uid, session, at, zone, time_ms, first, second, text = row
    return Correction(uid, session, Moment(at, zone), time_ms, words_in(first, second), text)


def kind_and_words(kind: int, first: int | None, second: int | None) -> tuple[Kind, tuple[str, ...]]:
    """Return kind and words for their numbers."""
    return KIND_NUMBERS[kind], words_in(first, second)


def day_of(text: str) -> date:
    """Return the day that SQLite wrote."""
    return date.fromisoformat(text)


def _texts(text: str) -> tuple[str, ...]:
    found = json.loads(text)
    return tuple(str(one) for one in found) if isinstance(found, list) else ()
