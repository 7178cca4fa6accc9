"""What the journal remembers, as small immutable types, and how readings become a few bytes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from companion.faces.face import Doubt
from companion.journal.moment import Moment
from companion.reading.reading import SCORE_NAMES, Kind, Reading, Scores
from companion.words.vocabulary import WORDS

# The numbers in the file. They never change their meaning; new ones go to the end.
KIND_NUMBERS: tuple[Kind, ...] = (Kind.CLEAR, Kind.MAYBE, Kind.UNSURE, Kind.NO_FACE)
REASON_BITS: tuple[Doubt, ...] = (
    Doubt.DARK,
    Doubt.BACK_LIT,
    Doubt.BLURRED,
    Doubt.SMALL,
    Doubt.TURNED,
    Doubt.CUT_OFF,
    Doubt.CHANGING,
    Doubt.CROWDED,
    Doubt.WHO,
)
SCORE_STEPS = 255


class Mode(StrEnum):
    """Which of the two modes a session was."""

    TALK = "talk"
    MIRROR = "mirror"


class JournalError(Exception):
    """The journal can't do this now; the text is one sentence for the person."""


class JournalBusy(JournalError):
    """Another running Companion writes in this journal."""


class CantNow(JournalError):
    """The disk is full (`full`), or the journal can't be used: the app tries again by itself, a command does not."""

    def __init__(self, sentence: str, full: bool) -> None:
        super().__init__(sentence)
        self.full = full


class UnknownSession(JournalError):
    """The session was never begun, or is deleted."""


def new_uid() -> str:
    """Return a fresh random name (16 hex digits): given by the caller, so that nobody waits for the writer."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class ReadingRow:
    """One reading as the journal keeps it.

    Attributes:
        time_ms: since the start of the session, by a clock that never goes back.
        words: names from WORDS: CLEAR 1, MAYBE 2, else none.
        reasons: in the order of REASON_BITS.
        scores: nine bytes in the order of SCORE_NAMES, each round(p * 255); None without a face.
        face: the face's number in this session.
    """

    time_ms: int
    kind: Kind
    words: tuple[str, ...] = ()
    reasons: tuple[Doubt, ...] = ()
    scores: bytes | None = None
    face: int | None = None

    def by_word(self) -> dict[str, float]:
        """Return word (and `other`) to probability, to 1/255; empty without scores."""
        values = self.scores or b""
        return {name: value / SCORE_STEPS for name, value in zip(SCORE_NAMES, values, strict=False)}


@dataclass(frozen=True)
class Guess:
    """The camera's guess beside a check-in."""

    kind: Kind
    words: tuple[str, ...] = ()
    reasons: tuple[Doubt, ...] = ()
    scores: bytes | None = None


@dataclass(frozen=True)
class SessionStart:
    """A session as it begins. `consent` is only ever yes, no, or not asked (None); `source` a kind such as "camera"."""

    uid: str
    mode: Mode
    started: Moment
    network: str = ""
    source: str = ""
    consent: bool | None = None


@dataclass(frozen=True)
class Session:
    """A session as it is remembered; `ended` is None while it runs, `length_ms` is measured, never negative."""

    uid: str
    mode: Mode
    started: Moment
    ended: Moment | None
    length_ms: int
    network: str
    source: str
    consent: bool | None
    note: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class CheckIn:
    """What the person said of their own feeling.

    Attributes:
        words: their own words, in their order; empty with `dont_know` or `skipped`.
        signs: body signs.
        grid: unpleasant to pleasant and calm to lively, each -1 to 1.
        guess: the camera's guess held at that moment; None without a camera.
        guess_shown: whether the person saw it.
    """

    uid: str
    session: str
    at: Moment
    words: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    grid: tuple[float, float] | None = None
    dont_know: bool = False
    skipped: bool = False
    guess: Guess | None = None
    guess_shown: bool = False
    note: str = ""


@dataclass(frozen=True)
class Correction:
    """What a reading at `time_ms` really was ("they said they were tired"): words of WORDS, free text, or both."""

    uid: str
    session: str
    at: Moment
    time_ms: int
    words: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class WholeSession:
    """A session with all that belongs to it: the unit of export and import."""

    session: Session
    readings: tuple[ReadingRow, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    corrections: tuple[Correction, ...] = field(default=())


class Merged(StrEnum):
    """What became of an imported session: NEW here, here already and GAINED what was missing, or all of it KNOWN."""

    NEW = "new"
    GAINED = "gained"
    KNOWN = "known"


def pack_scores(scores: Scores | None) -> bytes | None:
    """Return nine bytes for the nine probabilities; a value outside 0 to 1 (or no number) is brought back inside."""
    if scores is None:
        return None
    return bytes(round(min(max(float(p) if p == p else 0.0, 0.0), 1.0) * SCORE_STEPS) for p in scores.values)


def row_of(reading: Reading, time_ms: int) -> ReadingRow:
    """Return the row for a reading at `time_ms` of its session."""
    reasons = tuple(doubt for doubt in REASON_BITS if doubt in reading.reasons)
    return ReadingRow(time_ms, reading.kind, reading.words, reasons, pack_scores(reading.scores), reading.track)


def guess_of(reading: Reading) -> Guess:
    """Return the guess to keep beside a check-in."""
    row = row_of(reading, 0)
    return Guess(row.kind, row.words, row.reasons, row.scores)


def reason_mask(reasons: tuple[Doubt, ...]) -> int:
    """Return the bit mask for reasons."""
    return sum(1 << bit for bit, doubt in enumerate(REASON_BITS) if doubt in reasons)


def reasons_in(mask: int) -> tuple[Doubt, ...]:
    """Return the reasons in a bit mask; unknown bits (a newer version's) are passed over."""
    return tuple(doubt for bit, doubt in enumerate(REASON_BITS) if mask >> bit & 1)


def word_numbers(words: tuple[str, ...]) -> tuple[int | None, int | None]:
    """Return up to two words as their numbers in WORDS.

    Raises:
        ValueError: not one of the eight words, or more than two.
    """
    if len(words) > 2:
        raise ValueError("at most two words")
    numbers = [WORDS.index(word) for word in words]
    return (numbers[0] if numbers else None, numbers[1] if len(numbers) > 1 else None)


def words_in(first: int | None, second: int | None) -> tuple[str, ...]:
    """Return the words for their numbers.

    Raises:
        IndexError: a number outside WORDS.
    """
    return tuple(WORDS[number] for number in (first, second) if number is not None)
