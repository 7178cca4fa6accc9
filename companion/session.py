"""One talk from start to end: turns its readings into rows for the journal. It knows no widget."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Protocol

from companion.journal.events import AddReading, EndSession, Event, Saving, SetCheckInNote, SetSource
from companion.journal.moment import Clock, system_clock
from companion.journal.reading_log import ReadingLog
from companion.journal.records import CheckIn, Correction, Guess, Mode, SessionStart, new_uid
from companion.reading.reading import Reading


class Poster(Protocol):
    """What a session needs of the journal's writer."""

    @property
    def saving(self) -> Saving:
        """What becomes of an event that is posted now."""

    def post(self, event: Event) -> None:
        """Hand over an event; never waits."""


class Session:
    """A session that is being kept. The recognition thread may call `remember`, which keeps nothing after `end`."""

    def __init__(
        self,
        writer: Poster,
        mode: Mode,
        source: str,
        consent: bool | None = None,
        now: Clock = system_clock,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._writer, self._now, self._monotonic = writer, now, monotonic
        self._mode, self._source, self._consent = mode, source, consent
        self.uid = new_uid()
        self._log: ReadingLog | None = None
        self._awaited: str | None = None
        self._day: date | None = None
        self._reading_ms: int | None = None
        # The recognition thread writes readings while the window asks for the moment.
        self._lock = threading.Lock()

    @property
    def saving(self) -> Saving:
        """What becomes of what is handed over now, so that no screen says "kept" of what is not."""
        return self._writer.saving

    @property
    def of_today(self) -> bool:
        """Whether it began on the day that it is now, by the calendar on the wall; False before its beginning."""
        return self._day == self._now().local_day

    def begin(self, network: str) -> None:
        """Write the session's beginning, once it is known which network reads; a video played again goes on in it."""
        if self._log is not None:
            return
        start = SessionStart(self.uid, self._mode, self._now(), network, self._source, self._consent)
        self._day, self._log = start.started.local_day, ReadingLog(self._monotonic())
        self._writer.post(start)

    def await_reading(self, network: str) -> None:
        """Begin with the first reading by this network: where nothing was ever seen there is nothing to keep."""
        with self._lock:
            self._awaited = network

    def looks_at(self, source: str, network: str) -> None:
        """Write what it looks at and which network reads, where the first answer came before the first picture."""
        if self._log is not None:
            self._writer.post(SetSource(self.uid, source, network))

    def remember(self, reading: Reading) -> None:
        """Keep a reading if it is a change, or the first of this second."""
        with self._lock:
            if self._log is None and self._awaited is not None:
                self.begin(self._awaited)
            if self._log is None:
                return
            now_s = self._monotonic()
            self._reading_ms = self._log.elapsed_ms(now_s)
            row = self._log.row(reading, now_s)
        if row is not None:
            self._writer.post(AddReading(self.uid, row))

    def check_in(
        self,
        *,
        words: tuple[str, ...] = (),
        signs: tuple[str, ...] = (),
        grid: tuple[float, float] | None = None,
        dont_know: bool = False,
        skipped: bool = False,
        guess: Guess | None = None,
    ) -> str:
        """Write what the person said of their own feeling, and the guess that they are shown after it.

        Returns:
            The check-in's uid, for `note`.
        """
        uid, shown = new_uid(), guess is not None
        if self._log is not None:
            self._writer.post(
                CheckIn(uid, self.uid, self._now(), words, signs, grid, dont_know, skipped, guess, shown)
            )
        return uid

    def note(self, checkin: str, text: str) -> None:
        """Write a check-in's note as it now reads; it belongs to that answer and not to the session."""
        if self._log is not None:
            self._writer.post(SetCheckInNote(checkin, text))

    def reading_ms(self) -> int | None:
        """Return when in the session the newest reading was, in milliseconds; None before the first."""
        with self._lock:
            return self._reading_ms

    def correct(self, time_ms: int, words: tuple[str, ...], text: str) -> None:
        """Keep what the reading at `time_ms` (of `reading_ms`) really was; words of WORDS, free text, or both."""
        if self._log is not None:
            self._writer.post(Correction(new_uid(), self.uid, self._now(), time_ms, words, text))

    def end(self) -> None:
        """Write the session's end; nothing, if it never began."""
        with self._lock:
            log, self._log, self._awaited = self._log, None, None
        if log is not None:
            self._writer.post(EndSession(self.uid, self._now(), log.elapsed_ms(self._monotonic())))
