"""What History counts, from what `Queries` returns. Pure; it says how often, and never what that may mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from companion.journal.holding import LONGEST_HOLD_MS, said_by
from companion.journal.moment import Moment
from companion.journal.queries import SessionTimes
from companion.journal.records import CheckIn, ReadingRow, Session
from companion.reading.reading import Kind
from companion.words.vocabulary import WORDS

# With fewer days than this on either side nothing is compared (design §7).
LEAST_DAYS = 3
# A stopwatch and a clock that differ by more than this have not seen the same time.
CLOCKS_AGREE_MS = 5_000


@dataclass(frozen=True)
class Seen:
    """How often the camera said one thing: `key` is a word, or maybe, unsure, no_face."""

    key: str
    seconds: float
    sessions: int
    days: int


@dataclass(frozen=True)
class Run:
    """A stretch of one session in which the same was said; reasons are all that came up in it."""

    start_ms: int
    end_ms: int
    kind: Kind
    words: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class OwnCounts:
    """Own words by period: `counts[word]` has one number for each of `starts` (the first day of a week or month).

    The word None is "I don't know". The commonest word comes first.
    """

    starts: tuple[date, ...]
    months: bool
    counts: dict[str | None, tuple[int, ...]]


def key_of(kind: Kind, words: Sequence[str]) -> str:
    """Return the word of a clear reading; else the kind."""
    return words[0] if kind is Kind.CLEAR else kind.value


def enough(days_with: int, days_without: int) -> bool:
    """Tell whether something may be said of days with and days without."""
    return days_with >= LEAST_DAYS and days_without >= LEAST_DAYS


def seen(times: Iterable[SessionTimes]) -> tuple[Seen, ...]:
    """Return what the camera said, the eight words first (the longest first), then doubts; what never came is out."""
    seconds: Counter[str] = Counter()
    sessions: Counter[str] = Counter()
    days: dict[str, set[date]] = {}
    for one in times:
        here: Counter[str] = Counter()
        for code, ms in one.held.items():
            said = said_by(code)
            if said is not None:
                here[key_of(*said)] += ms
        for key, ms in here.items():
            if ms > 0:
                seconds[key] += ms
                sessions[key] += 1
                days.setdefault(key, set()).add(one.day)
    order = sorted(seconds, key=lambda key: (key not in WORDS, -seconds[key], key))
    return tuple(Seen(key, seconds[key] / 1000, sessions[key], len(days[key])) for key in order)


def runs(rows: Sequence[ReadingRow], length_ms: int) -> tuple[Run, ...]:
    """Return the stretches of a session. A pause between rows (no row for 2 s) ends a stretch and is left empty."""
    found: list[Run] = []
    for row, end in _held(rows, length_ms):
        last = found[-1] if found else None
        if last and last.end_ms == row.time_ms and (last.kind, last.words) == (row.kind, row.words):
            reasons = last.reasons + tuple(one for one in row.reasons if one not in last.reasons)
            found[-1] = Run(last.start_ms, end, row.kind, row.words, reasons)
        else:
            found.append(Run(row.time_ms, end, row.kind, row.words, tuple(row.reasons)))
    return tuple(found)


def doubts(rows: Sequence[ReadingRow], length_ms: int) -> tuple[tuple[int, int], ...]:
    """Return from when to when (ms) a reading had a reason to doubt it: a run may hold one for a moment only."""
    found: list[tuple[int, int]] = []
    for row, end in _held(rows, length_ms):
        if row.reasons and found and found[-1][1] == row.time_ms:
            found[-1] = (found[-1][0], end)
        elif row.reasons:
            found.append((row.time_ms, end))
    return tuple(found)


def own_words(checkins: Sequence[CheckIn], most_weeks: int = 16) -> OwnCounts:
    """Return own words by week, or by month if there would be more than `most_weeks`. Gaps stay empty."""
    said = [(one.at.local_day, word) for one in checkins for word in words_said(one)]
    if not said:
        return OwnCounts((), False, {})
    first, last = min(day for day, _ in said), max(day for day, _ in said)
    months = (_monday(last) - _monday(first)).days // 7 >= most_weeks
    begin = _month if months else _monday
    starts = [begin(first)]
    while starts[-1] < begin(last):
        starts.append(begin(starts[-1] + timedelta(days=32 if months else 7)))
    totals = Counter(word for _, word in said)
    by_place = Counter((word, begin(day)) for day, word in said)
    order = sorted(totals, key=lambda word: (word is None, -totals[word], word or ""))
    counts = {word: tuple(by_place[word, start] for start in starts) for word in order}
    return OwnCounts(tuple(starts), months, counts)


def beside(checkins: Sequence[CheckIn]) -> dict[tuple[str | None, str], int]:
    """Return how often an own word (None: "I don't know") and a camera's guess came together; not a score."""
    guessed = ((one, key_of(one.guess.kind, one.guess.words)) for one in checkins if one.guess and has_guess(one))
    return dict(Counter((word, key) for one, key in guessed for word in words_said(one)))


def has_guess(one: CheckIn) -> bool:
    """Tell whether the camera guessed beside an answer; where it saw no face, it guessed nothing of one."""
    return one.guess is not None and one.guess.kind is not Kind.NO_FACE


def days_with(checkins: Sequence[CheckIn], word: str | None) -> tuple[int, int]:
    """Return on how many days with an answer this word was said, and on how many it was not."""
    said: dict[date, bool] = {}
    for one in checkins:
        if one.skipped:
            continue
        said[one.at.local_day] = said.get(one.at.local_day, False) or word in words_said(one)
    return sum(said.values()), len(said) - sum(said.values())


def words_said(one: CheckIn) -> tuple[str | None, ...]:
    """Return the own words of a check-in, each once; (None,) for "I don't know"; nothing if it was skipped."""
    return (None,) if one.dont_know else tuple(dict.fromkeys(word for word in one.words if word.strip()))


def place_ms(at: Moment, session: Session, end_ms: int) -> int:
    """Return when an answer was given, in ms since the start of its session, of which `end_ms` is the last moment.

    A clock that was changed, or a computer that slept, must not put it outside; a session that runs has no end yet.
    """
    place = max(0, at.utc_ms - session.started.utc_ms)
    return place if session.ended is None else min(place, end_ms)


def clock_changed(session: Session) -> bool:
    """Tell whether the clock on the wall and the measured length of a session don't agree."""
    if session.ended is None:
        return False
    return abs(session.ended.utc_ms - session.started.utc_ms - session.length_ms) > CLOCKS_AGREE_MS


def zone_changed(session: Session) -> bool:
    """Tell whether a session began and ended in different zones (a journey, or summer time)."""
    return session.ended is not None and session.ended.offset_min != session.started.offset_min


def _held(rows: Sequence[ReadingRow], length_ms: int) -> Iterator[tuple[ReadingRow, int]]:
    """Yield each row with its end: the next row, the session's end, or LONGEST_HOLD_MS later, whichever is first."""
    ends = [row.time_ms for row in rows[1:]] + [max(length_ms, rows[-1].time_ms)] if rows else []
    for row, following in zip(rows, ends, strict=True):
        yield row, min(following, row.time_ms + LONGEST_HOLD_MS)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)
