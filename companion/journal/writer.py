"""The one thread that writes the journal: takes events from a lossless queue, and lives through a full disk."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future
from typing import Any, TypeVar

from companion.journal.applying import Applying
from companion.journal.deleting import UNDO_S
from companion.journal.events import ClearOlder, Delete, Event, Notice, Recovered, Saving, Told, UndoDelete
from companion.journal.files import can_wait
from companion.journal.moment import Clock
from companion.journal.purging import Purges
from companion.journal.records import JournalError, UnknownSession
from companion.journal.store import Journal, WriteFailed
from companion.journal.trying import Trying
from companion.journal.waiting import Call, Steps, Stop, Waiting
from companion.paths import Paths
from companion.words import journal as sentences

HELD_EVENTS = 10_000  # near three hours of readings
RETRY_S = 2.0
# What was told to be kept is waited for so long at the end: a large journal is being rewritten, or a disk is slow.
SAVE_S = 120.0

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
# Faults of the caller's: trying them again would stop everything behind them.
_NO_SENSE = (ValueError, LookupError, ArithmeticError, TypeError, AttributeError)
_NO_SENSE_SQL = (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, sqlite3.ProgrammingError)


class Writer:
    """Owns the Journal in a thread of its own. `notify` is called in that thread: hand it a queue's `put`."""

    def __init__(
        self,
        paths: Paths,
        now: Clock,
        notify: Callable[[Notice], None],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        undo_s: float = UNDO_S,
        retry_s: float = RETRY_S,
        held: int = HELD_EVENTS,
    ) -> None:
        """Prepare; nothing is opened before `start`. `held` bounds the events kept while saving fails."""
        self._notify, self._monotonic = notify, monotonic
        self._retry_s = retry_s
        self._queue: queue.Queue[Event | Call | Steps | Stop] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._newest: Future[Any] | None = None  # of `call_in_steps`
        self._ending = False
        self._all_saved = threading.Event()  # once it ends
        # All below belongs to the thread.
        self._journal: Journal | None = None
        self._waiting = Waiting(held)
        self._purges = Purges(monotonic, retry_s, notify)
        self._applying = Applying(self._purges, undo_s, retry_s, notify)
        self._long: deque[Steps] = deque()
        self._failing = self._begun_anew = False  # anew: a journal was set aside while saving failed
        self._trying = Trying(paths, now)
        self._why = ""
        self._retry_at = 0.0

    def start(self) -> None:
        """Start the thread; it opens the journal and tells by `notify` what the person should know."""
        self._thread.start()

    @property
    def saving(self) -> Saving:
        """What becomes of an event that is posted now; may be asked in any thread."""
        journal = self._journal
        if journal is not None and journal.read_only:
            return Saving.NEVER
        return Saving.LATER if self._failing else Saving.NOW

    @property
    def held_up(self) -> tuple[int, str]:
        """How many events wait because saving fails for now, and why, in a sentence; may be asked in any thread."""
        return (self._waiting.unsaved(), self._why) if self.saving is Saving.LATER else (0, "")

    def post(self, event: Event) -> None:
        """Hand over an event; never waits. Events are written in this order."""
        if isinstance(event, UndoDelete):
            self._purges.spare(event.uid)  # what is taken back in time stays, however long this waits
        self._queue.put(event)

    def call(self, work: Callable[[Journal], _T]) -> Future[_T]:
        """Run `work` on the journal in its thread, once, after all events before it: an import, say.

        The Future raises JournalError if the journal is not open, or what `work` raised.
        """
        future: Future[_T] = Future()

        def run(journal: Journal) -> None:
            try:
                future.set_result(work(journal))
            except Exception as error:
                future.set_exception(error)

        self._queue.put(Call(run, future.set_exception))
        return future

    def call_in_steps(self, work: Callable[[Journal], Generator[None, None, _T]]) -> Future[_T]:
        """Like `call`, for what takes long: an import. What is posted meanwhile is written between its steps.

        A deletion, and all behind it, waits until it is done: it is for what comes in, too. The end of the app ends it;
        the Future then raises JournalError.
        """
        self._newest = future = Future[_T]()
        self._queue.put(Steps(work, future))
        return future

    @property
    def in_steps(self) -> bool:
        """Whether something of `call_in_steps` is not done yet; may be asked in any thread."""
        return self._newest is not None and not self._newest.done()

    def flush(self, timeout: float | None = None) -> bool:
        """Wait until all posted before is written; False if that failed or took longer (seconds)."""
        done = self.call(lambda journal: True)
        try:
            done.result(timeout)
        except (JournalError, TimeoutError):
            return False
        return True

    def stop(self, timeout: float | None = 10.0) -> bool:
        """Write what is left, carry out pending deletions, close, and join; False if the thread still runs.

        `timeout` is for all that the next start can do as well; what was posted is waited for much longer.
        """
        self._queue.put(Stop())
        self._ending = True  # only now, so that no further step is done
        self._all_saved.wait(SAVE_S)
        self._thread.join(timeout)
        unsaved = self._waiting.unsaved(self._queue.queue)
        if unsaved:
            # There is no window any more. The app sets up no logging, so a warning also goes to standard error.
            _log.warning(sentences.NOT_SAVED.format(count=unsaved))
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._retry_at = self._monotonic()
        try:
            self._work_off()
            while not isinstance(item := self._next(), Stop):
                if item is not None:
                    self._take(item)
                    continue
                self._work_off()
                if self._long and not self._long[0].go_on():
                    self._long.popleft()
            self._give_up()
            self._retry_at = self._monotonic()
            self._work_off()
        finally:
            self._all_saved.set()
        self._purge(everything=True)
        if self._journal is not None:
            self._journal.close()

    def _next(self) -> Event | Call | Steps | Stop | None:
        """Wait for the next item; None where something else has to be done first."""
        waits = self._queue.queue
        if self._long and waits and isinstance(waits[0], Delete | ClearOlder) and not self._ending:
            return self._taken_back()
        try:
            return self._queue.get(timeout=0 if self._long else self._wait_s())
        except queue.Empty:
            return None

    def _taken_back(self) -> UndoDelete | None:
        """Take out of the queue what takes back a deletion of before: the next step would carry that one out."""
        with self._queue.mutex:
            waits = self._queue.queue
            to_come = {item.uid for item in waits if isinstance(item, Delete)}
            for item in waits:
                if isinstance(item, UndoDelete) and item.uid not in to_come:
                    waits.remove(item)
                    return item
        return None

    def _give_up(self) -> None:
        """End what goes on in steps: nobody waits for it any more."""
        if self._long:
            _log.warning(sentences.IMPORT_CLOSED)
        while self._long:
            self._long.popleft().refuse(JournalError(sentences.IMPORT_CLOSED))

    def _wait_s(self) -> float | None:
        # While saving fails, purges wait, too.
        due = [self._retry_at] if self._failing else self._purges.times()
        # Never quite 0: a deadline that is just due must not spin.
        return max(0.001, min(due) - self._monotonic()) if due else None

    def _take(self, item: Event | Call | Steps) -> None:
        if isinstance(item, Event):
            self._waiting.add(item)
        self._work_off()
        if isinstance(item, ClearOlder):
            # Written later, by when another window has the journal no more, it would go by an old choice. Each start
            # clears anew.
            self._waiting.forget(item)
        if isinstance(item, Event):
            return
        if self._journal is None or self._failing:
            item.refuse(JournalError(self._why))
            return
        item.run(self._journal)
        if isinstance(item, Steps):
            self._long.append(item)

    def _work_off(self) -> None:
        """Open if needed, write all that waits, purge what is due; on a failure note it and leave the rest waiting."""
        if self._failing and self._monotonic() < self._retry_at:
            return
        try:
            journal = self._open()
            while self._waiting.events:
                self._write(journal, self._waiting.events[0])
                self._waiting.events.popleft()
        except JournalError as error:
            self._failed(error)
            return
        if self._failing:
            self._recovered(journal)
        self._purge()

    def _recovered(self, journal: Journal) -> None:
        self._failing, begun_anew, self._begun_anew = False, self._begun_anew, False
        if journal.read_only:
            return  # nothing is saved; why was told when it was opened
        lost, self._waiting.lost = self._waiting.lost, 0
        # Of a journal that was set aside nobody can say that nothing was lost.
        whole = sentences.RECOVERED_ANEW if begun_anew else sentences.RECOVERED
        self._notify(Recovered(sentences.RECOVERED_WITH_LOSS.format(count=lost) if lost else whole, lost))

    def _open(self) -> Journal:
        if self._journal is None:
            opened = self._trying.open(self._applying.running.values())
            self._journal = opened.journal
            self._begun_anew = self._begun_anew or (self._failing and opened.begun_anew)
            for note in opened.notes:
                self._notify(Told(note))
            if not self._journal.read_only:
                self._purges.plan("", self._retry_s)
        return self._journal

    def _failed(self, error: JournalError) -> None:
        self._retry_at = self._monotonic() + self._retry_s
        self._why = str(error)
        if not self._failing:
            self._failing = True
            self._notify(Told(str(error), failing=True))
        if isinstance(error, WriteFailed) and not can_wait(error.cause) and self._journal is not None:
            # The connection itself may be broken (the disk was taken out, the file damaged): open anew.
            self._journal.close()
            self._journal = None

    def _write(self, journal: Journal, event: Event) -> None:
        if journal.read_only:
            # A newer version's journal: the person was told when it was opened, and is told at the end.
            self._waiting.lost += not isinstance(event, ClearOlder)
            return
        try:
            self._applying.apply(journal, event)
        except UnknownSession:
            _log.info("dropped an event of a deleted session")
        except _NO_SENSE:
            _log.exception("dropped an event that makes no sense")
        except WriteFailed as error:
            if not isinstance(error.cause, _NO_SENSE_SQL):
                raise
            _log.exception("dropped an event that makes no sense")

    def _purge(self, everything: bool = False) -> None:
        if self._journal is not None and not self._journal.read_only:
            self._purges.carry_out(self._journal, everything)
