"""The plain summary in words: counts, and never what they may mean. No diagnosis, no advice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from companion.charts.page import Page, PageChart
from companion.charts.parts import CountsGrid
from companion.words import feelings, vocabulary
from companion.words import history as say
from companion.words import history_charts as charts

if TYPE_CHECKING:
    from companion.summary import Summary

TITLE = "Summary, {first} to {last}"
TITLE_ONE_DAY = "Summary of {first}"
TITLE_EMPTY = "Summary"
SAVE_PDF = "Save as PDF"
SAVING = "Saving the PDF …"
SAVED = "The PDF is saved: {name}"
PICK_PDF = "Where should the PDF go?"
PDF_NAME = "companion-summary.pdf"
PDF_FILES = "PDF"

NOTHING = "There is no session in this time."
ONLY = "This page counts: {shown}"
WITH = "On {days} you opened {parts}. In all: {length}."
TALK = "Talk once"
TALKS = "Talk {count} times"
MIRROR = "Mirror once"
MIRRORS = "Mirror {count} times"
AND = " and "
MOSTLY = "Faces mostly looked {word}: {length} of {all} with a clear word."
MOST = "No look came in more than half of the time with a clear word."
THIN_WORD = "Which look came most? There is too little data to tell. It takes the same word on 3 days."
THIN_SEEN = "Which look came most? There is too little data to tell. It takes a clear word on 3 days."
ALSO_SEEN = "Companion also read: {parts}."
READ = "Companion read: {parts}."
NO_FACE_READ = "Companion read no face."
UNSURE = "Without a clear word: {parts}."
NAMED_ONE = "You named 1 feeling: {parts}."
NAMED = "You named {count} feelings: {parts}."
MORE = "{parts} and {count} more"
NAMED_NONE = "You named no feeling."
DONT_KNOW = "{times} you did not know."
SKIPPED = "{times} you skipped the answer."
TIMES = {1: "Once", 2: "Twice"}
MANY_TIMES = "{count} times"
BESIDE = "Beside {answers} there is a guess of the camera. How often both agree is not a score."
ANSWER = "1 answer"
ANSWERS = "{count} answers"
SIGNS = "In your body you felt: {parts}."
TAGS = "Your tags: {parts}."
NOTE = "You wrote 1 note. It is not on this page."
NOTES = "You wrote {count} notes. They are not on this page."
CORRECTION = "Once you wrote down what they said."
CORRECTIONS = "{count} times you wrote down what they said."
CLOCKS = (
    "In {sessions} the clock of the computer changed, or the computer slept. Days and times there may not be exact."
)
# "I" on paper would be whoever hands it over.
SEEN_TITLE = "What Companion read, and for how long"
COUNTED = "{name} ({count})"
MOST_PARTS = 10
# On paper there is no table that has them all.
CUT = {
    False: "Not all weeks have room here. The newest are drawn.",
    True: "Not all months have room here. The newest are drawn.",
}
LEFT_OUT = "Only the {drawn} words you used most are drawn."

SMALL = (
    "These are counts from a journal that a person keeps for themselves with the app Companion. The camera guesses "
    "how a face looks. A face is not a feeling, and the guess can be wrong.",
    "This page finds no illness and gives no advice.",
)
MADE = "Made on {day}."


def title(summary: Summary) -> str:
    """Return the heading: the days that the summary is about."""
    first, last = summary.first, summary.last
    if first is None or last is None:
        return TITLE_EMPTY
    if first == last:
        return TITLE_ONE_DAY.format(first=say.whole_date(first))
    return TITLE.format(first=say.whole_date(first), last=say.whole_date(last))


def lines(summary: Summary) -> tuple[str, ...]:
    """Return the paragraphs, in this order: how much, what was seen, what the person said, what belongs to it."""
    only = () if summary.chosen.mode is None and summary.chosen.tag is None else (_only(summary),)
    if not summary.talks and not summary.mirrors:
        return (*only, NOTHING)
    parts = [text for text in (_count(summary.talks, TALK, TALKS), _count(summary.mirrors, MIRROR, MIRRORS)) if text]
    lasted = say.length(summary.seconds * 1000)
    first = WITH.format(parts=AND.join(parts), days=say.days(summary.days), length=lasted)
    return (*only, first, " ".join(_seen(summary)), " ".join(_said(summary)), *_rest(summary))


def page(summary: Summary, made: datetime) -> Page:
    """Return the page for paper, with the charts that have data."""
    found: list[PageChart] = []
    if summary.seen:
        bars, unit = charts.seen_bars(summary.seen)
        cells = tuple(say.seen_cells(one) for one in summary.seen)
        found.append(PageChart(SEEN_TITLE, bars, unit, say.SEEN_COLUMNS, cells, decimal=say.DECIMAL))
    if summary.by_period.counts:
        grid = charts.own_grid(summary.by_period)
        months, rows = summary.by_period.months, tuple(charts.own_rows(summary.by_period))
        left_out = _left_out(grid, len(summary.by_period.counts))
        found.append(PageChart(say.OWN_TITLE[months], grid, "", say.OWN_COLUMNS[months], rows, left_out, CUT[months]))
    if summary.pairs:
        grid, rows = charts.beside_grid(summary.pairs), tuple(charts.beside_rows(summary.pairs))
        left_out = _left_out(grid, len({word for word, _ in summary.pairs}))
        # All guesses there are have room.
        found.append(PageChart(say.BESIDE_TITLE, grid, "", say.BESIDE_COLUMNS, rows, left_out))
    small = (*SMALL, MADE.format(day=say.whole_date(made.date())))
    return Page(title(summary), lines(summary), tuple(found), small, made)


def _left_out(grid: CountsGrid, words: int) -> str:
    drawn = len(grid.rows)
    return LEFT_OUT.format(drawn=drawn) if words > drawn else ""


def _seen(summary: Summary) -> list[str]:
    clear = [one for one in summary.seen if one.key in vocabulary.WORDS]
    if not summary.seen:
        return [NO_FACE_READ]
    told = []
    count, whole = len(clear), sum(one.seconds for one in clear)
    if not clear or summary.clear_days < 3:
        told.append(THIN_SEEN)
    elif clear[0].seconds * 2 > whole and clear[0].days < 3:
        # One long evening says nothing of how faces mostly look.
        told.append(THIN_WORD)
    elif clear[0].seconds * 2 > whole:
        lengths = {"length": say.length(clear[0].seconds * 1000), "all": say.length(whole * 1000)}
        told.append(MOSTLY.format(word=say.KEYS[clear[0].key], **lengths))
        clear = clear[1:]
    else:
        told.append(MOST)
    if clear:
        parts = ", ".join(COUNTED.format(name=say.KEYS[one.key], count=say.length(one.seconds * 1000)) for one in clear)
        told.append((READ if len(clear) == count else ALSO_SEEN).format(parts=parts))
    other = {one.key: one.seconds * 1000 for one in summary.seen}
    doubts = [(say.KEYS[key], say.length(other.get(key, 0))) for key in ("maybe", "unsure", "no_face")]
    told.append(UNSURE.format(parts=", ".join(COUNTED.format(name=name, count=long) for name, long in doubts)))
    return told


def _said(summary: Summary) -> list[str]:
    count, parts = len(summary.own), _parts([(feelings.name(word), count) for word, count in summary.own])
    named = NAMED_ONE if count == 1 else NAMED
    told = [named.format(count=count, parts=parts) if count else NAMED_NONE]
    if summary.dont_know:
        told.append(DONT_KNOW.format(times=_times(summary.dont_know)))
    if summary.skipped:
        told.append(SKIPPED.format(times=_times(summary.skipped)))
    if summary.guessed:
        told.append(BESIDE.format(answers=_count(summary.guessed, ANSWER, ANSWERS)))
    return told


def _rest(summary: Summary) -> list[str]:
    told = []
    if summary.signs:
        told.append(SIGNS.format(parts=_parts([(feelings.sign_name(sign), count) for sign, count in summary.signs])))
    if summary.tags:
        told.append(TAGS.format(parts=_parts(summary.tags)))
    notes = (_count(summary.notes, NOTE, NOTES), _count(summary.corrections, CORRECTION, CORRECTIONS))
    told += [" ".join(filter(None, notes))] if any(notes) else []
    if summary.changed_clocks:
        told.append(CLOCKS.format(sessions=say.sessions(summary.changed_clocks)))
    if summary.unreadable:
        told.append(say.UNREADABLE.format(count=summary.unreadable))
    return told


def _parts(counted: Sequence[tuple[str, int]]) -> str:
    parts = ", ".join(COUNTED.format(name=name, count=count) for name, count in counted[:MOST_PARTS])
    more = len(counted) - MOST_PARTS
    return MORE.format(parts=parts, count=more) if more > 0 else parts


def _only(summary: Summary) -> str:
    mode = say.ONLY_MODE.get(summary.chosen.mode, say.ANY_MODE) if summary.chosen.mode else say.ANY_MODE
    tag = say.SHOWN_TAG.format(tag=summary.chosen.tag) if summary.chosen.tag else say.ANY_TAG
    return ONLY.format(shown=f"{mode}, {tag}.")


def _count(count: int, one: str, many: str) -> str:
    return "" if not count else one if count == 1 else many.format(count=count)


def _times(count: int) -> str:
    return TIMES.get(count, MANY_TIMES.format(count=count))
