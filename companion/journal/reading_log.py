"""`ReadingLog`: which of thirty readings a second become rows. Pure: the time is passed in."""

from __future__ import annotations

from companion.journal.records import ReadingRow, row_of
from companion.journal.rows import LONGEST_MS
from companion.reading.reading import Kind, Reading

EVERY_S = 1.0


class ReadingLog:
    """One row at each change of kind or words, and one each second in between; one log a session."""

    def __init__(self, started_s: float, every_s: float = EVERY_S) -> None:
        """Begin at `started_s` of the caller's clock (seconds; a clock that should not go back)."""
        self._zero_s = started_s
        self._now_s = started_s
        self._every_ms = round(every_s * 1000)
        self._last: tuple[Kind, tuple[str, ...]] | None = None
        self._last_ms = -1

    def row(self, reading: Reading, now_s: float) -> ReadingRow | None:
        """Return the row to keep for this reading, or None; what comes after LONGEST_MS could not be read back."""
        time_ms = self.elapsed_ms(now_s)
        said = (reading.kind, reading.words)
        if said == self._last and time_ms - self._last_ms < self._every_ms:
            return None
        # Two changes in one millisecond would overwrite each other in the file.
        time_ms = max(time_ms, self._last_ms + 1)
        self._last, self._last_ms = said, time_ms
        return row_of(reading, time_ms) if time_ms <= LONGEST_MS else None

    def elapsed_ms(self, now_s: float) -> int:
        """Return milliseconds since the start; a clock that jumps back stands still for that moment, then goes on."""
        if now_s < self._now_s:
            self._zero_s += now_s - self._now_s
        self._now_s = now_s
        return round((now_s - self._zero_s) * 1000)
