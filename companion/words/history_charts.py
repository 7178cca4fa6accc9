"""What stands on the charts of History, in their tables, and in the sentences under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from companion.charts.parts import Bar, CountsGrid
from companion.journal.counts import OwnCounts, Seen, days_with, enough, seen
from companion.journal.queries import SessionTimes
from companion.journal.records import CheckIn
from companion.words import history as say
from companion.words import vocabulary

# More rows than this are no chart any more; the table has them all.
MOST_ROWS = 12
_GUESSES = (*vocabulary.WORDS, "maybe", "unsure")


def seen_bars(found: Sequence[Seen]) -> tuple[tuple[Bar, ...], str]:
    """Return a bar for each thing that was seen, and the unit of the axis."""
    minutes = max((one.seconds for one in found), default=0) >= 120
    bars = tuple(
        Bar(
            say.KEYS[one.key],
            one.seconds / 60 if minutes else one.seconds,
            say.SEEN_BAR.format(length=say.length(one.seconds * 1000), sessions=say.sessions(one.sessions)),
            one.key,
        )
        for one in found
    )
    return bars, say.SEEN_UNIT[minutes]


def seen_line(times: Sequence[SessionTimes], found: Sequence[Seen]) -> str:
    """Return on how many days the word that was read longest came, or that there is too little data to tell."""
    first = next((one for one in found if one.key in vocabulary.WORDS), None)
    # A day on which the camera saw no face says nothing of how faces look.
    days = {one.day for one in times if any(here.key != "no_face" for here in seen([one]))}
    others = len(days) - (first.days if first else 0)
    if first is None or not enough(first.days, others):
        return say.THIN
    return _with_and_without(say.DAYS_SEEN, say.KEYS[first.key], first.days, others)


def own_grid(own: OwnCounts) -> CountsGrid:
    """Return the grid of the words said most, by week or month."""
    shown = _drawn({word: sum(counts) for word, counts in own.counts.items()})
    return CountsGrid(
        tuple(say.own(word) for word in shown),
        tuple(say.short_day(start, own.months) for start in own.starts),
        tuple(own.counts[word] for word in shown),
    )


def own_rows(own: OwnCounts, aloud: bool = False) -> list[tuple[str, ...]]:
    """Return the cells of OWN_COLUMNS, the newest first; `aloud`: with dates as a voice says them."""
    name = say.month if own.months else say.whole_date if aloud else say.date_of
    return [
        (say.own(word), name(start), str(counts[place]))
        for place, start in reversed(list(enumerate(own.starts)))
        for word, counts in own.counts.items()
        if counts[place]
    ]


def own_lines(checkins: Sequence[CheckIn], own: OwnCounts) -> tuple[str, ...]:
    """Return on how many days the commonest word was said, or that there is too little data; and what is cut."""
    return (_own_line(checkins, next(iter(own.counts))), *_cut(len(own.counts)), say.OWN_CUT)


def beside_grid(pairs: Mapping[tuple[str | None, str], int]) -> CountsGrid:
    """Return own words by guesses; guesses that never came have no column."""
    rows, columns = _drawn(_totals(pairs)), [key for key in _GUESSES if any(key == guess for _, guess in pairs)]
    return CountsGrid(
        tuple(say.own(word) for word in rows),
        tuple(say.KEYS[key] for key in columns),
        tuple(tuple(pairs.get((word, key), 0) for key in columns) for word in rows),
    )


def beside_rows(pairs: Mapping[tuple[str | None, str], int]) -> list[tuple[str, ...]]:
    """Return the cells of BESIDE_COLUMNS, the commonest words first."""
    return [
        (say.own(word), say.KEYS[key], str(pairs[word, key]))
        for word in _commonest(pairs)
        for key in _GUESSES
        if (word, key) in pairs
    ]


def beside_lines(checkins: Sequence[CheckIn], pairs: Mapping[tuple[str | None, str], int]) -> tuple[str, ...]:
    """Return that it is no score, whether there is enough data, and what is cut."""
    words = _commonest(pairs)
    return (say.BESIDE_LINE, _own_line(checkins, words[0]), *_cut(len(words)))


def _own_line(checkins: Sequence[CheckIn], word: str | None) -> str:
    with_it, without = days_with(checkins, word)
    return _with_and_without(say.DAYS_WITH, say.own(word), with_it, without) if enough(with_it, without) else say.THIN


def _with_and_without(sentence: str, word: str, with_it: int, without: int) -> str:
    return sentence.format(word=word, days=say.days(with_it), others=say.OTHER_DAYS.format(count=without))


def _commonest(pairs: Mapping[tuple[str | None, str], int]) -> list[str | None]:
    totals = _totals(pairs)
    return sorted(totals, key=lambda word: (word is None, -totals[word], word or ""))


def _totals(pairs: Mapping[tuple[str | None, str], int]) -> Counter[str | None]:
    totals: Counter[str | None] = Counter()
    for (word, _), count in pairs.items():
        totals[word] += count
    return totals


def _drawn(totals: Mapping[str | None, int]) -> list[str | None]:
    """Return the words that are drawn, those used most: "I don't know" counts as they do, and stands below them."""
    most = sorted(totals, key=lambda word: (-totals[word], word is None, word or ""))[:MOST_ROWS]
    return sorted(most, key=lambda word: word is None)


def _cut(words: int) -> tuple[str, ...]:
    return (say.ROWS_CUT.format(drawn=MOST_ROWS),) if words > MOST_ROWS else ()
