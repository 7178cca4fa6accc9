"""The plain summary of a span: what is counted (`Summary`), and the page for paper made from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from companion.journal.choosing import EVERYTHING, Filter
from companion.journal.counts import (
    OwnCounts,
    Seen,
    beside,
    clock_changed,
    has_guess,
    own_words,
    seen,
    words_said,
)
from companion.journal.files import whole_file
from companion.journal.moment import Moment
from companion.journal.queries import Queries
from companion.journal.records import Mode
from companion.words.vocabulary import WORDS


@dataclass(frozen=True)
class Summary:
    """Counts of one span, and nothing that follows from them.

    Attributes:
        first, last: the span as asked for, else the days of the first and last session; None in an empty journal.
        clear_days: on how many days a clear word was read.
        own: words of one's own with their counts, the commonest first; "I don't know" is not among them.
        answers: check-ins; `dont_know` and `skipped` are part of them; `guessed` have a camera's guess of a face beside
            them, and are not skipped.
        changed_clocks: sessions whose clock and length don't agree.
    """

    chosen: Filter
    first: date | None
    last: date | None
    talks: int
    mirrors: int
    days: int
    seconds: float
    clear_days: int
    seen: tuple[Seen, ...]
    answers: int
    own: tuple[tuple[str, int], ...]
    by_period: OwnCounts
    pairs: dict[tuple[str | None, str], int]
    dont_know: int
    skipped: int
    guessed: int
    signs: tuple[tuple[str, int], ...]
    tags: tuple[tuple[str, int], ...]
    notes: int
    corrections: int
    changed_clocks: int
    unreadable: int


def summarize(queries: Queries, chosen: Filter = EVERYTHING) -> Summary:
    """Count what the journal holds for this filter.

    Raises:
        JournalError: the journal can't be read. One sentence.
    """
    sessions, checkins, times = queries.sessions(chosen), queries.checkins(chosen), queries.session_times(chosen)
    days = sorted({one.started.local_day for one in sessions})
    words: Counter[str] = Counter(word for one in checkins for word in words_said(one) if word is not None)
    talks = sum(one.mode is Mode.TALK for one in sessions)
    return Summary(
        chosen=chosen,
        first=chosen.first or (days[0] if days else None),
        last=chosen.last or (days[-1] if days else None),
        talks=talks,
        mirrors=len(sessions) - talks,
        days=len(days),
        seconds=sum(one.length_ms for one in sessions) / 1000,
        clear_days=len({one.day for one in times if any(found.key in WORDS for found in seen([one]))}),
        seen=seen(times),
        answers=len(checkins),
        own=_counted(words),
        by_period=own_words(checkins),
        pairs=beside(checkins),
        dont_know=sum(one.dont_know for one in checkins),
        skipped=sum(one.skipped for one in checkins),
        guessed=sum(has_guess(one) and not one.skipped for one in checkins),
        signs=_counted(Counter(sign for one in checkins for sign in dict.fromkeys(one.signs))),
        tags=_counted(Counter(tag for one in sessions for tag in one.tags)),
        notes=sum(bool(one.note.strip()) for one in sessions) + sum(bool(one.note.strip()) for one in checkins),
        corrections=len(queries.corrections(chosen)),
        changed_clocks=sum(clock_changed(one) for one in sessions),
        unreadable=queries.unreadable(chosen).rows,
    )


def write_summary(summary: Summary, file: Path, now: Moment) -> None:
    """Write the summary with its charts as a PDF, whole or not at all, mode 0600, in light colours for paper.

    Raises:
        JournalError: the file can't be written. One sentence.
    """
    from companion.charts import Style, write_pdf
    from companion.ui.palette import Look, palette_for
    from companion.words import summary as say

    colours = palette_for(Look.LIGHT)
    style = Style(
        background="#ffffff",
        text=colours.text,
        muted=colours.muted,
        line=colours.line,
        accent=colours.accent,
        on_accent=colours.on_accent,
        words=colours.words,
        family="DejaVu Sans",
        text_px=15,
        width_px=700,
    )
    with whole_file(file) as part:
        write_pdf(part, say.page(summary, now.to_datetime()), style)


def _counted(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
