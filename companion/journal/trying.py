"""Opening the journal as often as it takes: what one try finds out is told once another one succeeds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from companion.journal.files import damaged, plain_error
from companion.journal.moment import Clock
from companion.journal.opening import Opened, open_journal
from companion.journal.records import JournalError, SessionStart
from companion.paths import Paths
from companion.words import journal as sentences


class Trying:
    """Opens the journal for one writer, the first time and after each failure."""

    def __init__(self, paths: Paths, now: Clock) -> None:
        self._paths, self._now = paths, now
        self._opened = False
        self._aside: list[Path] | None = None  # what was set aside before the first try of these
        self._notes: list[str] = []

    def open(self, running: Iterable[SessionStart]) -> Opened:
        """Open it, with the sessions that run: they must be there even if the file had to be set aside.

        Raises:
            JournalError: it can't be opened, or there is no room for these. Try again later.
        """
        if self._aside is None:
            self._aside = self._set_aside()
        opened = open_journal(self._paths, self._now, again=self._opened)
        self._opened = True
        self._notes += opened.notes
        if not opened.journal.read_only:
            try:
                for start in running:
                    opened.journal.start_session(start)
            except JournalError:
                opened.journal.close()
                raise
        # A try that failed may have set a file aside before: the empty one in its place must not pass for the whole.
        aside = [file.name for file in self._set_aside() if file not in self._aside]
        missing = [note for name in aside if (note := sentences.CORRUPT.format(name=name)) not in self._notes]
        notes = (*missing, *self._notes)
        self._aside, self._notes = None, []
        return Opened(opened.journal, notes, bool(aside))

    def _set_aside(self) -> list[Path]:
        try:
            # The -wal file goes with its journal.
            return [file for file in damaged(self._paths.journal) if not file.name.endswith("-wal")]
        except OSError as error:  # a folder that may not be entered, a disk that was taken out
            raise plain_error(error, self._paths.data) from error
