"""Decides what to say: clear, maybe, not sure, or no face; and keeps a word steady once it is said."""

from __future__ import annotations

import math
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
# A clear word must be the same for this long before it is shown; the very first answer a little shorter.
SETTLE_S = 0.3
FIRST_S = 0.25
# Where the first verdicts do not agree, the newest is shown after this long: a face in view is never "no face".
FIRST_STALE_S = 0.5
# "Maybe" and "not sure" must last longer: from one clear word to the next the scores pass through them.
FADE_S = 0.6
# What is shown and was not the verdict for this long goes, even if the verdicts since then did not agree.
STALE_S = 0.6
# A face that is found only now and then (a profile, a pattern on the wall) gets no word, or it would come and go: it
# must be found in this share of the time. After the time constant, what is seen now has 63 % of the say; a face that is
# found in each frame has that share before its first answer may come (FIRST_S).
PRESENT = 0.38
PRESENCE_CONSTANT_S = 0.4
# A face that is not found for a moment (a hand, a blink of the detector) is not gone. On a slow computer one missed
# frame takes longer than that, so there must be several; but no word stays for ever because frames come seldom.
GONE_S = 0.5
GONE_FRAMES = 2
GONE_SURELY_S = 3.0

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
        face_seen_s: when the face was last found.
        missed: in how many frames since then it was not found.
        track: the number of that face, also before anything is shown of it; None once it is gone.
        presence: in which share of the last time a face was found, 0..1.
    """

    reading: Reading
    waiting: Verdict | None = None
    waiting_since_s: float = 0.0
    stale_since_s: float | None = None
    face_seen_s: float | None = None
    track: int | None = None
    missed: int = 0
    presence: float = 0.0


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
    now = presence(before.presence, scores is not None, time_s - before.reading.time_s)
    if scores is None:
        return replace(_without_face(before, doubts, time_s), presence=now)
    before = replace(before, presence=now)
    return replace(_with_face(before, scores, doubts, track, time_s, card), presence=now)


def presence(before: float, found: bool, step_s: float) -> float:
    """Return in which share of the last time a face was found, 0..1, after one more frame.

    Args:
        before: what it was after the frame before.
        step_s: how long after that frame this one is.
    """
    weight = 1 - math.exp(-max(0.0, step_s) / PRESENCE_CONSTANT_S)
    return before * (1 - weight) + weight * found


def _with_face(
    before: Decision, scores: Scores, doubts: frozenset[Doubt], track: int | None, time_s: float, card: Card
) -> Decision:
    shown, reasons, present = before.reading, ordered(doubts), before.presence >= PRESENT
    if track != before.track:
        # Another person: nothing that was said of the first, or was about to be, may stand beside the second.
        if shown.kind is not Kind.NO_FACE:
            shown = Reading(Kind.UNSURE, (), scores, reasons, time_s, time_s, track)
        before = Decision(shown)
    elif shown.kind is Kind.NO_FACE and _was_gone(before, time_s):
        before = Decision(shown)
    found = verdict(scores, card, shown.words, doubts)
    if (found.kind, found.words) == (shown.kind, shown.words):
        reading = replace(shown, scores=scores, reasons=reasons, time_s=time_s)
        return Decision(reading, face_seen_s=time_s, track=track)
    since_s = before.waiting_since_s if before.waiting == found else time_s
    stale_since_s = time_s if before.stale_since_s is None else before.stale_since_s
    may_come = _may_come(shown, found, since_s, stale_since_s, time_s) and (present or shown.kind is not Kind.NO_FACE)
    if may_come or Doubt.WHO in doubts:
        reading = Reading(found.kind, found.words, scores, reasons, time_s, time_s, track)
        return Decision(reading, face_seen_s=time_s, track=track)
    if shown.kind is not Kind.NO_FACE:
        shown = replace(shown, scores=scores, reasons=reasons)
    return Decision(replace(shown, time_s=time_s), found, since_s, stale_since_s, time_s, track)


def _without_face(before: Decision, doubts: frozenset[Doubt], time_s: float) -> Decision:
    shown, missed = before.reading, before.missed + 1
    there = before.face_seen_s is not None and not is_gone(time_s - before.face_seen_s, missed)
    if shown.kind is Kind.NO_FACE:
        # What may come is not begun anew by a frame that is missed: a detector may well miss one in three.
        reading = replace(shown, reasons=ordered(doubts), time_s=time_s)
        return replace(before, reading=reading, missed=missed) if there else Decision(reading)
    reading = replace(shown, time_s=time_s)
    return replace(before, reading=reading, missed=missed) if there else no_face(time_s, doubts)


def _was_gone(before: Decision, time_s: float) -> bool:
    """Tell whether the face was gone until now. Frames that are far apart miss nothing."""
    return before.face_seen_s is not None and is_gone(time_s - before.face_seen_s, before.missed)


def is_gone(unseen_s: float, missed: int) -> bool:
    """Tell whether a face is gone that was not found for `unseen_s` seconds, in `missed` frames on end."""
    return unseen_s >= GONE_S and (missed >= GONE_FRAMES or (missed > 0 and unseen_s >= GONE_SURELY_S))


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
