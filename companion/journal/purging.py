"""When deletions are carried out: what the writer's thread keeps of those that are marked."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable

from companion.journal.events import Deleted, Notice, Told
from companion.journal.records import JournalError
from companion.journal.store import Journal
from companion.words import journal as sentences

# A query of History or a short copy ends by itself meanwhile, and nobody has to be told.
TOLD_AT = 2
# Each attempt that fails makes the time until the next one longer, up to here.
LONGEST_WAIT_S = 60.0

_log = logging.getLogger(__name__)


class Purges:
    """Deletions with the time at which each is due. Only the writer's thread uses it, but for `spare`."""

    def __init__(self, monotonic: Callable[[], float], retry_s: float, notify: Callable[[Notice], None]) -> None:
        """Begin with none. One that can't be carried out is tried again after `retry_s`."""
        self._monotonic, self._retry_s, self._notify = monotonic, retry_s, notify
        self._due: dict[str, float] = {}
        self._failed: Counter[str] = Counter()
        self._spared: set[str] = set()

    def plan(self, uid: str, after_s: float) -> None:
        """Carry a deletion out in so many seconds; "" stands for all that the last run left behind."""
        self._due[uid] = self._monotonic() + after_s

    def spare(self, uid: str) -> None:
        """Leave one alone until `drop`, unless it is due by now: it is being taken back. Any thread may call it.

        What takes it back waits in the queue; the thread may be at another deletion until long after this one is due.
        """
        due = self._due.get(uid)
        if due is None or self._monotonic() < due:
            self._spared.add(uid)

    def drop(self, uid: str) -> None:
        """Forget one that was taken back."""
        self._due.pop(uid, None)
        self._spared.discard(uid)

    def times(self) -> list[float]:
        """Return when something is due, by the clock."""
        return [due for uid, due in self._due.items() if uid not in self._spared]

    def _left_behind(self, journal: Journal) -> list[str]:
        """Return all but those that can still be undone, or are just being taken back."""
        return [one for one in journal.unfinished_deletions() if one not in self._due and one not in self._spared]

    def carry_out(self, journal: Journal, everything: bool = False) -> None:
        """Carry out what is due, or `everything`; what can't be done now is tried again, and at the next start.

        One that is late is told of once, with the reason: the person may believe that it is gone.
        """
        now = self._monotonic()
        for uid in [uid for uid, due in self._due.items() if everything or due <= now]:
            if uid in self._spared:
                continue
            try:
                which = [uid] if uid else self._left_behind(journal)
                gone = sum(journal.purge(one) for one in which)
            except JournalError as error:
                _log.info("deletion waits: %s", error)
                self._failed[uid] += 1
                # From now: the attempt itself may have taken longer than the time between two.
                wait_s = min(LONGEST_WAIT_S, self._retry_s * 2 ** min(self._failed[uid] - 1, 10))
                self._due[uid] = self._monotonic() + max(self._retry_s, wait_s)
                if self._failed[uid] == TOLD_AT:
                    self._notify(Told(sentences.NOT_GONE_YET.format(why=error)))
                continue
            del self._due[uid], self._failed[uid]
            # One that was asked for is told of even if it was empty: other things may go with it.
            if gone or uid:
                self._notify(Deleted(uid, gone, gone=True))
