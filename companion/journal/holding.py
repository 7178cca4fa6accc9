"""How long each thing was said: from the times of a session's rows to milliseconds per kind and words.

Adding up in SQL took 1.5 s for a year of 657,000 rows. SQLite handing each session's times over as one text, and numpy
adding them up, is several times quicker, so nothing derived need be kept in the file.
"""

from __future__ import annotations

import numpy as np

from companion.journal.records import KIND_NUMBERS
from companion.journal.rows import LONGEST_MS
from companion.reading.reading import Kind
from companion.words.vocabulary import WORDS

# A row speaks for the time until the next one, but never for a pause: rows come each second.
LONGEST_HOLD_MS = 2_000

_NONE = 9  # the digit for "no word"; the words are 0 to 7
_TOP = 1_000

# SQL: a row's time, kind and words as one number (the last three digits are its code), and what keeps text and absurd
# numbers out of it. A row with a wrong number of words for its kind still comes through, and `held` leaves it out.
MOMENT = f"time_ms * {_TOP} + kind * 100 + COALESCE(word1, {_NONE}) * 10 + COALESCE(word2, {_NONE})"
SOUND = (
    f"time_ms BETWEEN 0 AND {LONGEST_MS} AND kind BETWEEN 0 AND 3"
    f" AND COALESCE(word1, 0) BETWEEN 0 AND {len(WORDS) - 1} AND COALESCE(word2, 0) BETWEEN 0 AND {len(WORDS) - 1}"
)


def said_by(code: int) -> tuple[Kind, tuple[str, ...]] | None:
    """Return kind and words for a code; None where they don't go together."""
    kind, first, second = KIND_NUMBERS[code // 100], code // 10 % 10, code % 10
    words = tuple(WORDS[number] for number in (first, second) if number != _NONE)
    wanted = {Kind.CLEAR: 1, Kind.MAYBE: 2}.get(kind, 0)
    return (kind, words) if len(words) == wanted and (first != _NONE or second == _NONE) else None


def held(moments: str, length_ms: int) -> dict[int, int]:
    """Return code to milliseconds for one session.

    Args:
        moments: comma-separated MOMENTs.
        length_ms: the session's length; the last row holds until then.
    """
    starts, codes = np.divmod(np.sort(np.array(moments.split(","), dtype=np.int64)), _TOP)
    spans = np.diff(starts, append=max(length_ms, int(starts[-1])))
    totals = np.bincount(codes, weights=np.clip(spans, 0, LONGEST_HOLD_MS), minlength=_TOP)
    return {int(code): int(totals[code]) for code in np.unique(codes) if said_by(int(code)) is not None}
