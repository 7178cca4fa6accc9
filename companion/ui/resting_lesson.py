"""The lesson in which the resting face is looked at: what counts, how long it goes on, and why a look did not count."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable

from companion.faces.face import Doubt, Face
from companion.reading.decision import REASON_ORDER
from companion.reading.reading import Scores
from companion.reading.resting import LEAST_LOOKS

# A slow computer looks twice a second or less: it may go on until there are looks enough, for this many times as long.
# As long it may take until the first look comes: the network is perhaps still being opened.
AT_MOST = 3
# The pace of the looks is not known sooner.
PACE_S = 2.0


class Lesson:
    """The looks of some seconds, which count from the first look on.

    `watch` runs in the recognition thread and only ever adds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._pressed_s, self._first_s, self._last_s = clock(), math.inf, 0.0
        self.looks: list[Scores] = []
        self._left_out: list[tuple[float, frozenset[Doubt]]] = []

    def watch(self, face: Face, scores: Scores) -> None:
        """Add a look, unless something about the picture makes it doubtful."""
        if not face.doubts:
            self._last_s = self._clock()
            self._first_s = min(self._first_s, self._last_s)
            self.looks.append(scores)
        else:
            self._left_out.append((self._clock(), face.doubts))

    def doubt(self, seconds: float = math.inf) -> Doubt | None:
        """Return why most looks of the last `seconds` did not count; None where none were left out."""
        since_s = self._clock() - seconds
        counts = Counter(one for at_s, doubts in list(self._left_out) if at_s >= since_s for one in doubts)
        return max(REASON_ORDER, key=lambda one: counts[one]) if counts else None

    @property
    def saw_a_face(self) -> bool:
        """Whether there was a face at all, well seen or not."""
        return bool(self.looks or self._left_out)

    @property
    def waits_long(self) -> bool:
        """Whether it has gone on for so long that a face should have come."""
        return self._clock() - self._pressed_s >= PACE_S

    def over(self, seconds: float) -> bool:
        """Whether there is enough to learn from, or nothing more to wait for."""
        longest_s = AT_MOST * seconds
        if not self.looks:
            return self._clock() - self._pressed_s >= longest_s
        gone_s = self._clock() - self._first_s
        return gone_s >= seconds and (len(self.looks) >= LEAST_LOOKS or gone_s >= longest_s)

    def left_s(self, seconds: float) -> float | None:
        """For how many seconds it goes on, at the pace of the looks so far; None before the first."""
        if not self.looks:
            return None
        gone_s, looks = self._clock() - self._first_s, len(self.looks)
        left_s = max(0.0, seconds - gone_s)
        if gone_s >= PACE_S and looks < LEAST_LOOKS:
            # Between looks; where the face is not seen just now, on the whole.
            each_s = max((self._last_s - self._first_s) / max(1, looks - 1), gone_s / looks)
            left_s = max(left_s, (LEAST_LOOKS - looks) * each_s - (gone_s + self._first_s - self._last_s))
        return min(left_s, AT_MOST * seconds - gone_s)

    def share(self, seconds: float) -> float:
        """How much of it is done, 0 to 1: of the time or of the looks, whichever is behind."""
        if not self.looks:
            return 0.0
        return min(1.0, (self._clock() - self._first_s) / seconds, len(self.looks) / LEAST_LOOKS)
