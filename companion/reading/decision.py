"""Decides what to say: clear, maybe, not sure, or no face; and keeps a word steady once it is said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from companion.faces.face import Doubt
from companion.reading.card import Card
from companion.reading.presence import Presence, gone_until, looked
from companion.reading.reading import Kind, Reading, Scores
from companion.words.vocabulary import WORDS

# A word that is shown may fall this far under its threshold before it is taken back.
LEAVE_BELOW = 0.12
# A word stays this long, unless another is CLEAR for OTHER_CLEAR_S or the face is gone.
HOLD_S = 1.5
OTHER_CLEAR_S = 0.8
# A clear word must be the same for this long before it is shown; the very first answer a little shorter.
SETTLE_S = 0.3
FIRST_S = 0.25
# Where the first verdicts do not agree, the newest is shown after this long: a face in view is never "no face".
FIRST_STALE_S = 0.5
# "Maybe" and "not sure" must last longer: from one clear word to the next the scores pass through them.
FADE_S = 0.6
# What is shown and was not the verdict for this long goes, even if the verdicts since then did not agree.
STALE_S = 0.6

# With a measured doubt a word needs this share more of what is missing to certainty: 0.6 becomes 0.8.
DOUBT_RAISES = 0.5

# The weightiest reason is said first; not to know whose face it is outweighs all that may be wrong with the picture.
REASON_ORDER = (Doubt.WHO, *(doubt for doubt in Doubt if doubt is not Doubt.WHO))


@dataclass(frozen=True)
class Verdict:
    """What one set of scores says by itself, without memory."""

    kind: Kind
    words: tuple[str, ...] = ()


def verdict(
    scores: Scores, card: Card, shown: tuple[str, ...] = (), doubts: frozenset[Doubt] = frozenset()
) -> Verdict:
    """Judge one set of scores by the card's thresholds.

    Args:
        shown: the words that are on the screen; their thresholds are lower (enter and leave thresholds), and a pair
            keeps its order.
        doubts: what was measured against the face: all thresholds are higher, and without knowing whose face it is
            there is no word at all.
    """
    if Doubt.WHO in doubts:
        return Verdict(Kind.UNSURE)
    by_word = scores.by_word()
    # sorted() is stable, so that equal scores keep the order of WORDS.
    first, second = sorted(WORDS, key=lambda word: -by_word[word])[:2]
    threshold = card.thresholds.clear.get(first)
    if threshold is not None and card.knows_still_face and (
        by_word[first] >= needed(threshold, doubts, shown == (first,))
    ):
        return Verdict(Kind.CLEAR, (first,))
    same_pair = set(shown) == {first, second}
    if by_word[first] + by_word[second] >= needed(card.thresholds.pair, doubts, same_pair):
        return Verdict(Kind.MAYBE, shown if same_pair else (first, second))
    return Verdict(Kind.UNSURE)


def needed(threshold: float, doubts: frozenset[Doubt], is_shown: bool = False) -> float:
    """Return what a threshold of the card becomes with doubts, and for what is shown already."""
    if doubts:
        threshold += (1 - threshold) * DOUBT_RAISES
    return threshold - (LEAVE_BELOW if is_shown else 0.0)


def ordered(doubts: frozenset[Doubt]) -> tuple[Doubt, ...]:
    """Return doubts with the weightiest first."""
    return tuple(doubt for doubt in REASON_ORDER if doubt in doubts)


def photo_reading(scores: Scores, doubts: frozenset[Doubt], card: Card) -> Reading:
    """Return the reading of a single picture, without smoothing."""
    found = verdict(scores, card, doubts=doubts)
    return Reading(found.kind, found.words, scores, ordered(doubts))


@dataclass(frozen=True, eq=False)
class Decision:
    """What is shown, and what may come next.

    Attributes:
        waiting: the newest verdict, where it is not what is shown; it has been the same since `waiting_since_s`.
        stale_since_s: from when on no verdict was what is shown; None when the newest is.
        track: the number of the face that was last found, also before anything is shown of it; None once it is gone.
        presence: whether a face is there.
    """

    reading: Reading
    waiting: Verdict | None = None
    waiting_since_s: float = 0.0
    stale_since_s: float | None = None
    track: int | None = None
    presence: Presence = field(default_factory=Presence)


def no_face(time_s: float, doubts: frozenset[Doubt] = frozenset()) -> Decision:
    """Return the decision at the start, before any face, or once it is gone; `doubts` are the whole picture's."""
    return Decision(Reading(Kind.NO_FACE, reasons=ordered(doubts), since_s=time_s, time_s=time_s))


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
        doubts: measured on this face, or on the whole picture when no face was found.
        track: the face's number.
        time_s: source time; it never goes back within one source.
    """
    now = looked(before.presence, scores is not None, time_s)
    if scores is None:
        return replace(_without_face(before, doubts, time_s, now), presence=now)
    return replace(_with_face(before, scores, doubts, track, time_s, card, now), presence=now)


def _with_face(
    before: Decision,
    scores: Scores,
    doubts: frozenset[Doubt],
    track: int | None,
    time_s: float,
    card: Card,
    now: Presence,
) -> Decision:
    shown, reasons = before.reading, ordered(doubts)
    if track != before.track:
        # Another person: nothing that was said of the first, or was about to be, may stand beside the second.
        if shown.kind is not Kind.NO_FACE:
            shown = Reading(Kind.UNSURE, (), scores, reasons, time_s, time_s, track)
        before = Decision(shown)
    elif shown.kind is Kind.NO_FACE and gone_until(before.presence, time_s):
        before = Decision(shown)
    found = verdict(scores, card, shown.words, doubts)
    if (found.kind, found.words) == (shown.kind, shown.words):
        return Decision(replace(shown, scores=scores, reasons=reasons, time_s=time_s), track=track)
    since_s = before.waiting_since_s if before.waiting == found else time_s
    stale_since_s = time_s if before.stale_since_s is None else before.stale_since_s
    there = now.comes or shown.kind is not Kind.NO_FACE
    if (there and _may_come(shown, found, since_s, stale_since_s, time_s)) or Doubt.WHO in doubts:
        return Decision(Reading(found.kind, found.words, scores, reasons, time_s, time_s, track), track=track)
    if shown.kind is not Kind.NO_FACE:
        shown = replace(shown, scores=scores, reasons=reasons)
    return Decision(replace(shown, time_s=time_s), found, since_s, stale_since_s, track)


def _without_face(before: Decision, doubts: frozenset[Doubt], time_s: float, now: Presence) -> Decision:
    shown = before.reading
    if shown.kind is Kind.NO_FACE:
        # What may come is not begun anew by a frame that is missed: a detector may well miss one in three.
        reading = replace(shown, reasons=ordered(doubts), time_s=time_s)
        return Decision(reading) if now.gone else replace(before, reading=reading)
    return no_face(time_s, doubts) if now.gone else replace(before, reading=replace(shown, time_s=time_s))


def _may_come(shown: Reading, found: Verdict, since_s: float, stale_since_s: float, time_s: float) -> bool:
    """Tell whether `found`, the verdict since `since_s`, may replace what is shown."""
    waited_s = time_s - since_s
    if shown.kind is Kind.NO_FACE:
        return waited_s >= FIRST_S or time_s - stale_since_s >= FIRST_STALE_S
    held = bool(shown.words) and time_s - shown.since_s < HOLD_S
    stale_s = time_s - stale_since_s
    if found.kind is Kind.CLEAR:
        # "It could be sad, or it could be neutral" may become clear at any time; a clear word is not exchanged so soon.
        if waited_s >= (OTHER_CLEAR_S if held and shown.kind is Kind.CLEAR else SETTLE_S):
            return True
        # Clear verdicts may differ from picture to picture: after the time in which one could settle, the newest comes.
        return not held and stale_s >= STALE_S + SETTLE_S
    return not held and (waited_s >= FADE_S or stale_s >= STALE_S)
