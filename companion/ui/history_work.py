"""A worker thread of the History screens: reads the journal or draws, and hands the answer to the Tk thread."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from companion.journal.queries import Queries
from companion.journal.records import JournalError
from companion.paths import Paths

if TYPE_CHECKING:
    from companion.journal.events import Delete
    from companion.journal.moment import Moment
    from companion.journal.queries import Filter
    from companion.journal.store import Journal
    from companion.journal.writer import Writer
    from companion.ui.shell import Shell

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Work:
    """One thread that does one thing after the other. Of two questions with the same key only the newer is answered."""

    def __init__(
        self,
        name: str,
        post: Callable[[Callable[[], None]], None],
        paths: Paths,
        tell: Callable[[str], None],
    ) -> None:
        """Start it. `post` hands a callback to the Tk thread; `tell`, called there, shows the sentence of an error."""
        self._post, self._paths, self._tell = post, paths, tell
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._newest: dict[str, int] = {}
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def ask(self, key: str, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Run `work` in the thread, then `done` with what it returned in the Tk thread."""
        number = self._newest[key] = self._newest.get(key, 0) + 1

        def current() -> bool:
            return not self._stopped and self._newest[key] == number

        def run() -> None:
            if not current():
                return
            try:
                answer = work()
            except JournalError as error:
                sentence = str(error)
                self._post(lambda: None if self._stopped else self._tell(sentence))
                return
            self._post(lambda: done(answer) if current() else None)

        self._queue.put(run)

    def read(self, key: str, work: Callable[[Queries], T], done: Callable[[T], None]) -> None:
        """Like `ask`, with a connection of its own: the journal may have been replaced since the last time."""

        def reading() -> T:
            with Queries(self._paths) as queries:
                return work(queries)

        self.ask(key, reading, done)

    def stop(self) -> None:
        """Answer nothing any more, and end when what runs now is done."""
        self._stopped = True
        self._queue.put(None)

    def _run(self) -> None:
        while True:
            work = self._queue.get()
            if work is None:
                return
            try:
                work()
            except Exception:
                # One chart that can't be drawn must not take all others with it.
                _log.exception("a piece of work of History failed")


@dataclass(frozen=True)
class Desk:
    """What every view of History needs.

    Attributes:
        reads, drawings: two workers, so that no question waits for a chart.
        tell: shows one sentence. chosen: the filter of now. now: the clock.
        open_session: opens a session by its uid. reload: shows the view anew after a change of the journal.
        delete: marks for deletion and offers to undo it.
    """

    shell: Shell
    paths: Paths
    writer: Writer
    reads: Work
    drawings: Work
    tell: Callable[[str], None]
    chosen: Callable[[], Filter]
    now: Callable[[], Moment]
    open_session: Callable[[str], None]
    reload: Callable[[], None]
    delete: Callable[[Delete], None]

    def write(self, work: Callable[[Journal], T], done: Callable[[T], None]) -> None:
        """Run `work` in the journal's thread, then `done` in the Tk thread; a JournalError becomes its sentence."""

        def answered(future: Future[T]) -> None:
            error = future.exception()
            if error is None:
                answer = future.result()
                self.shell.post(lambda: done(answer))
            elif isinstance(error, JournalError):
                sentence = str(error)
                self.shell.post(lambda: self.tell(sentence))
            else:
                _log.error("writing the journal failed", exc_info=error)

        self.writer.call(work).add_done_callback(answered)
