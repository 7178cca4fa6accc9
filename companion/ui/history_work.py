"""A worker thread of the History screens: reads the journal or draws, and hands the answer to the Tk thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from companion.journal.queries import Queries
from companion.journal.records import JournalError
from companion.paths import Paths
from companion.words import history as say

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
        saves: bool = False,
    ) -> None:
        """Make it; its thread comes with the first question.

        Args:
            post: hands a callback to the Tk thread.
            tell: called there, shows the sentence of an error.
            saves: all that is asked for is done in any case, as where `ask` is told so.
        """
        self._post, self._paths, self._tell = post, paths, tell
        self._newest: dict[str, int] = {}
        self._stopped, self._saves = False, saves
        # The process waits at its end for what still runs in it, but never for an idle one.
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)

    def ask(
        self,
        key: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        saves: bool = False,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Run `work` in the thread, then `done` with what it returned in the Tk thread.

        `saves`: it is done and told in any case, even if the screen closes meanwhile: a person wants the file.
        `failed` gets the sentence of an error, instead of `tell`.
        """
        if self._stopped:
            return
        number = self._newest[key] = self._newest.get(key, 0) + 1
        saves = saves or self._saves

        def current() -> bool:
            return (saves or not self._stopped) and self._newest[key] == number

        def run() -> None:
            if not (current() or saves):
                return
            try:
                answer = work()
            except JournalError as error:
                sentence = str(error)
            except Exception as error:
                # One chart that can't be drawn must not take all others with it; but nobody waits for it for ever.
                _log.exception("a piece of work of History failed")
                sentence = say.WENT_WRONG.format(detail=type(error).__name__)
            else:
                self._post(lambda: done(answer) if current() else None)
                return
            told = failed or self._tell
            self._post(lambda: told(sentence) if saves or not self._stopped else None)

        self._pool.submit(run)

    def read(
        self,
        key: str,
        work: Callable[[Queries], T],
        done: Callable[[T], None],
        saves: bool = False,
        failed: Callable[[str], None] | None = None,
    ) -> None:
        """Like `ask`, with a connection of its own: the journal may have been replaced since the last time."""

        def reading() -> T:
            with Queries(self._paths) as queries:
                return work(queries)

        self.ask(key, reading, done, saves, failed)

    def stop(self) -> None:
        """Answer nothing any more but what `saves`, and end when that, and what runs now, is done."""
        self._stopped = True
        self._pool.shutdown(wait=False)
