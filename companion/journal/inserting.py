"""From the types of `records` to rows of the file: what `Journal` writes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from companion.journal.records import (
    KIND_NUMBERS,
    CheckIn,
    Correction,
    Guess,
    ReadingRow,
    reason_mask,
    word_numbers,
)
from companion.whole_text import whole


def reading_values(row: ReadingRow) -> tuple[Any, ...]:
    """Return the columns of one reading, after its session."""
    kind = KIND_NUMBERS.index(row.kind)
    return (row.time_ms, kind, *word_numbers(row.words), reason_mask(row.reasons), row.scores, row.face)


def insert_tags(sql: sqlite3.Connection, number: int, tags: Sequence[str]) -> None:
    """Add tags; spaces around them and empty ones are dropped."""
    rows = [(number, whole(tag.strip())) for tag in tags if tag.strip()]
    sql.executemany("INSERT OR IGNORE INTO tags (session_id, tag) VALUES (?, ?)", rows)


def insert_checkins(sql: sqlite3.Connection, number: int, checkins: Sequence[CheckIn]) -> None:
    """Add check-ins; one that is here (same uid) stays as it is."""
    sql.executemany(
        "INSERT OR IGNORE INTO checkins (uid, session_id, at_ms, at_offset_min, words, signs, pleasant, lively,"
        " dont_know, skipped, guess_kind, guess_word1, guess_word2, guess_reasons, guess_scores, guess_shown, note)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        [
            (one.uid, number, one.at.utc_ms, one.at.offset_min, _text(one.words), _text(one.signs))
            + (one.grid or (None, None))
            + (int(one.dont_know), int(one.skipped), *_guess_values(one.guess), int(one.guess_shown), whole(one.note))
            for one in checkins
        ],
    )


def insert_corrections(sql: sqlite3.Connection, number: int, corrections: Sequence[Correction]) -> None:
    """Add corrections; one that is here (same uid) stays as it is."""
    sql.executemany(
        "INSERT OR IGNORE INTO corrections (uid, session_id, at_ms, at_offset_min, time_ms, word1, word2, text)"
        " VALUES (?,?,?,?,?,?,?,?)",
        [
            (one.uid, number, one.at.utc_ms, one.at.offset_min, one.time_ms, *word_numbers(one.words), whole(one.text))
            for one in corrections
        ],
    )


def _guess_values(guess: Guess | None) -> tuple[Any, ...]:
    if guess is None:
        return (None, None, None, 0, None)
    return (KIND_NUMBERS.index(guess.kind), *word_numbers(guess.words), reason_mask(guess.reasons), guess.scores)


def _text(words: tuple[str, ...]) -> str:
    return whole(json.dumps(words, ensure_ascii=False))
