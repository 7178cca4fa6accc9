"""From JSON values to the types of `records`, trusting nothing: what makes no sense is named, not stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from companion.faces.face import Doubt
from companion.journal.moment import Moment, moment_from_iso
from companion.journal.records import CheckIn, Correction, Guess, Mode, ReadingRow, Session, WholeSession
from companion.journal.rows import LONGEST_MS
from companion.reading.reading import SCORE_NAMES, Kind
from companion.words import journal as sentences
from companion.words.vocabulary import WORDS

_UID = re.compile(r"[0-9a-f]{16}")
_WORDS_OF = {Kind.CLEAR: 1, Kind.MAYBE: 2, Kind.UNSURE: 0, Kind.NO_FACE: 0}
_T = TypeVar("_T")


class BadRecord(ValueError):
    """A record can't be taken; the text says why, as the end of a sentence."""


def session_in(value: Any, number: int) -> tuple[WholeSession, list[str]]:
    """Return the session, and a sentence for each sort of part that had to be left out.

    Raises:
        BadRecord: the session itself can't be taken.
    """
    uid = _get(value, "uid", _uid)
    session = Session(
        uid,
        _get(value, "mode", Mode),
        _get(value, "started", moment_from_iso),
        _get(value, "ended", _or_none(moment_from_iso)),
        _get(value, "length_ms", _length),
        _get(value, "network", _text),
        _get(value, "source", _text),
        _get(value, "consent", _or_none(_bool)),
        _get(value, "note", _text),
        _get(value, "tags", _texts),
    )
    faults: list[str] = []

    def parts(what: str, read: Callable[[Any], _T]) -> tuple[_T, ...]:
        good: list[_T] = []
        first, bad = "", 0
        for one in _get(value, what, _list):
            try:
                good.append(read(one))
            except BadRecord as error:
                first, bad = first or str(error), bad + 1
        if bad:
            name = sentences.PARTS[what]
            faults.append(sentences.BAD_PARTS.format(number=number, count=bad, what=name, detail=first))
        return tuple(good)

    readings = parts("readings", _reading)
    checkins = parts("checkins", lambda one: _checkin(one, uid))
    return WholeSession(session, readings, checkins, parts("corrections", lambda one: _correction(one, uid))), faults


def _reading(value: Any) -> ReadingRow:
    if not isinstance(value, list) or len(value) != 6:
        raise BadRecord(sentences.BAD_FIELD.format(field="form"))
    named = dict(zip(("time_ms", "kind", "words", "reasons", "face", "scores"), value, strict=True))
    time_ms, face = _get(named, "time_ms", _length), _get(named, "face", _or_none(_small))
    guess = _guess(named)
    return ReadingRow(time_ms, guess.kind, guess.words, guess.reasons, guess.scores, face)


def _guess(value: Any) -> Guess:
    kind, words = _get(value, "kind", Kind), _get(value, "words", _known_words)
    if len(words) != _WORDS_OF[kind]:
        raise BadRecord(sentences.BAD_FIELD.format(field="words"))
    reasons = _get(value, "reasons", lambda given: tuple(Doubt(one) for one in _texts(given)))
    return Guess(kind, words, tuple(sorted(set(reasons), key=list(Doubt).index)), _get(value, "scores", _scores))


def _checkin(value: Any, session: str) -> CheckIn:
    return CheckIn(
        _get(value, "uid", _uid),
        session,
        _get(value, "at", moment_from_iso),
        _get(value, "words", _texts),
        _get(value, "signs", _texts),
        _get(value, "grid", _or_none(_grid)),
        _get(value, "dont_know", _bool),
        _get(value, "skipped", _bool),
        _get(value, "guess", _or_none(_guess)),
        _get(value, "guess_shown", _bool),
        _get(value, "note", _text),
    )


def _correction(value: Any, session: str) -> Correction:
    at: Moment = _get(value, "at", moment_from_iso)
    time_ms, words = _get(value, "time_ms", _length), _get(value, "words", _known_words)
    return Correction(_get(value, "uid", _uid), session, at, time_ms, words, _get(value, "text", _text))


def _get(value: Any, field: str, read: Callable[[Any], _T]) -> _T:
    if not isinstance(value, dict):
        raise BadRecord(sentences.BAD_FIELD.format(field="form"))
    if field not in value:
        raise BadRecord(sentences.MISSING_FIELD.format(field=field))
    try:
        return read(value[field])
    except BadRecord:
        raise
    except (ValueError, TypeError, OverflowError) as error:
        raise BadRecord(sentences.BAD_FIELD.format(field=field)) from error


def _or_none(read: Callable[[Any], _T]) -> Callable[[Any], _T | None]:
    return lambda value: None if value is None else read(value)


def _uid(value: Any) -> str:
    sound: str = _must(value, isinstance(value, str) and _UID.fullmatch(value) is not None)
    return sound


def _text(value: Any) -> str:
    # Of any length: a note has none that is too much when it is written, and one's own copy must come back whole.
    sound: str = _must(value, isinstance(value, str) and _is_unicode(value))
    return sound


def _is_unicode(text: str) -> bool:
    # JSON can spell half a character; SQLite can't keep it.
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


def _bool(value: Any) -> bool:
    sound: bool = _must(value, isinstance(value, bool))
    return sound


def _int(value: Any, low: int, high: int) -> int:
    sound: int = _must(value, isinstance(value, int) and not isinstance(value, bool) and low <= value <= high)
    return sound


def _length(value: Any) -> int:
    return _int(value, 0, LONGEST_MS)


def _small(value: Any) -> int:
    return _int(value, -(2**31), 2**31)


def _list(value: Any) -> list[Any]:
    return _must(value, isinstance(value, list))


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in _list(value))


def _known_words(value: Any) -> tuple[str, ...]:
    words = _texts(value)
    return _must(words, len(words) <= 2 and all(word in WORDS for word in words))


def _grid(value: Any) -> tuple[float, float]:
    pleasant, lively = (float(one) for one in _list(value))
    return _must((pleasant, lively), -1 <= pleasant <= 1 and -1 <= lively <= 1)


def _scores(value: Any) -> bytes | None:
    if value is None:
        return None
    # bytes() itself refuses what is no whole number from 0 to 255.
    return _must(bytes(_list(value)), len(value) == len(SCORE_NAMES))


def _must(value: _T, sound: bool) -> _T:
    if not sound:
        raise ValueError
    return value
