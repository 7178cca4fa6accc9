"""What waits for the writer's thread: calls, and events that stay in their order while saving fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from companion.journal.events import AddReading, ClearOlder, Event
from companion.journal.store import Journal


@dataclass(frozen=True)
class Call:
    """Work that wants an answer: `run` with the journal, or `refuse` with why there is none."""

    run: Callable[[Journal], None]
    refuse: Callable[[BaseException], None]


class Steps:
    """Work that takes long: a Call of which one step is done at a time."""

    def __init__(self, work: Callable[[Journal], Generator[None, None, Any]], future: Future[Any]) -> None:
        """Make it; `future` gets what `work` returns or raises."""
        self._work, self._future = work, future
        self._steps: Generator[None, None, Any] | None = None

    def run(self, journal: Journal) -> None:
        """Have it ready; nothing of it is done yet."""
        self._steps = self._work(journal)

    def go_on(self) -> bool:
        """Do the next step; False where there is none any more."""
        assert self._steps is not None, "it was not begun"
        try:
            next(self._steps)
            return True
        except StopIteration as end:
            self._future.set_result(end.value)
        except Exception as error:
            self._future.set_exception(error)
        return False

    def refuse(self, why: BaseException) -> None:
        """Do no more of it, and say why."""
        if self._steps is not None:
            self._steps.close()
        self._future.set_exception(why)


class Stop:
    """The last thing in the queue."""


class Waiting:
    """Events that are not written yet. Only the writer's thread changes it.

    Attributes:
        events: the oldest first.
        lost: how many had to go unwritten; whoever tells the person of them sets it back.
    """

    def __init__(self, held: int) -> None:
        """Begin with nothing; at most `held` events wait."""
        self.events: deque[Event] = deque()
        self.lost = 0
        self._held = held

    def add(self, event: Event) -> None:
        """Put an event at the end; when too much waits, drop the oldest reading, or else the oldest event."""
        self.events.append(event)
        if len(self.events) <= self._held:
            return
        self.lost += 1
        for index, old in enumerate(self.events):
            if isinstance(old, AddReading):
                del self.events[index]
                return
        self.events.popleft()

    def forget(self, event: Event) -> None:
        """Leave one out, if it still waits."""
        with suppress(ValueError):
            self.events.remove(event)

    def unsaved(self, queued: Iterable[object] = ()) -> int:
        """Return how many events are not in the journal: lost, waiting, or among what is `queued` behind them."""
        # A copy, since the writer's thread may still be at work. Automatic clearing is tried again at the next start.
        left = [one for one in (*self.events, *queued) if isinstance(one, Event) and not isinstance(one, ClearOlder)]
        return self.lost + len(left)
