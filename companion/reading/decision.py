"""Decides what to say: clear, maybe, not sure, or no face; and keeps a word steady once it is said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from companion.faces.face import Doubt
from companion.reading.card import Card
from companion.reading.reading import Kind, Reading, Scores
from companion.words.vocabulary import WORDS

# A word that is shown may fall this far under its threshold before it is taken back.
LEAVE_BELOW = 0.12
# A word stays this long, unless another is CLEAR for OTHER_CLEAR_S or the face is gone.
HOLD_S = 1.5
OTHER_CLEAR_S = 0.8
# A new answer must be the same for this long before it is shown; the very first one for a shorter time.
SETTLE_S = 0.4
FIRST_S = 0.25
# A face that is not found for a moment (a hand, a blink of the detector) is not gone.
GONE_S = 0.5

# The weightiest reason is said first.
REASON_ORDER = tuple(Doubt)


@dataclass(frozen=True)
class Verdict:
    """What one set of scores says by itself, without memory."""

    kind: Kind
    words: tuple[str, ...] = ()


def verdict(scores: Scores, card: Card, shown: tuple[str, ...] = ()) -> Verdict:
    """Judge one set of scores by the card's thresholds.

    Args:
        shown: the words that are on the screen; their thresholds are lower (enter and leave thresholds).
    """
    by_word = scores.by_word()
    # sorted() is stable, so that equal scores keep the order of WORDS.
    first, second = sorted(WORDS, key=lambda word: -by_word[word])[:2]
    threshold = card.thresholds.clear.get(first)
    if threshold is not None and card.knows_still_face:
        if shown == (first,):
            threshold -= LEAVE_BELOW
        if by_word[first] >= threshold:
            return Verdict(Kind.CLEAR, (first,))
    pair = card.thresholds.pair - (LEAVE_BELOW if set(shown) == {first, second} else 0.0)
    if by_word[first] + by_word[second] >= pair:
        return Verdict(Kind.MAYBE, (first, second))
    return Verdict(Kind.UNSURE)


def ordered(doubts: frozenset[Doubt]) -> tuple[Doubt, ...]:
    """Return doubts with the weightiest first."""
    return tuple(doubt for doubt in REASON_ORDER if doubt in doubts)


def photo_reading(scores: Scores, doubts: frozenset[Doubt], card: Card) -> Reading:
    """Return the reading of a single picture, without smoothing."""
    found = verdict(scores, card)
    return Reading(found.kind, found.words, scores, ordered(doubts))


@dataclass(frozen=True, eq=False)
class Decision:
    """What is shown, and what may come next: `waiting` has been the verdict since `waiting_since_s`."""

    reading: Reading
    waiting: Verdict | None = None
    waiting_since_s: float = 0.0
    face_seen_s: float | None = None


def no_face(time_s: float) -> Decision:
    """Return the decision at the start, before any face."""
    return Decision(Reading(Kind.NO_FACE, since_s=time_s, time_s=time_s))


def decide(
    before: Decision,
    scores: Scores | None,
    doubts: frozenset[Doubt],
    track: int | None,
    time_s: float,
    card: Card,
) -> Decision:
    """Return the decision after one more frame.

    Args:
        scores: the smoothed scores; None when no face was found in this frame.
        doubts: measured on this frame's face.
        track: the face's number.
        time_s: source time; it never goes back within one source.
    """
    shown = before.reading
    if scores is None:
        if shown.kind is Kind.NO_FACE:
            return replace(before, reading=replace(shown, time_s=time_s))
        if before.face_seen_s is not None and time_s - before.face_seen_s < GONE_S:
            return replace(before, reading=replace(shown, time_s=time_s))
        return no_face(time_s)
    if track != shown.track and shown.kind is not Kind.NO_FACE:
        # Another person: nothing that was said of the first may stand beside the second.
        shown = Reading(Kind.UNSURE, (), scores, ordered(doubts), time_s, time_s, track)
        before = Decision(shown, None, time_s, time_s)
    found = verdict(scores, card, shown.words)
    reasons = ordered(doubts)
    if (found.kind, found.words) == (shown.kind, shown.words):
        reading = replace(shown, scores=scores, reasons=reasons, time_s=time_s)
        return Decision(reading, None, time_s, time_s)
    if before.waiting is None or before.waiting != found:
        waiting, since_s = found, time_s
    else:
        waiting, since_s = before.waiting, before.waiting_since_s
    if time_s - since_s >= _patience_s(shown, waiting, time_s):
        reading = Reading(waiting.kind, waiting.words, scores, reasons, time_s, time_s, track)
        return Decision(reading, None, time_s, time_s)
    if shown.kind is not Kind.NO_FACE:
        shown = replace(shown, scores=scores, reasons=reasons)
    return Decision(replace(shown, time_s=time_s), waiting, since_s, time_s)


def _patience_s(shown: Reading, waiting: Verdict, time_s: float) -> float:
    """Return for how long `waiting` must have been the verdict before it replaces what is shown."""
    if shown.kind is Kind.NO_FACE:
        return FIRST_S
    if not shown.words or time_s - shown.since_s >= HOLD_S:
        return SETTLE_S
    # Within the hold only another clear word may come; anything else waits until the hold is over.
    return OTHER_CLEAR_S if waiting.kind is Kind.CLEAR else HOLD_S
