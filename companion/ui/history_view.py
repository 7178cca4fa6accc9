"""What all views of History are given (`Desk`), and what they have in common (`View`)."""

from __future__ import annotations

import logging
import tkinter as tk
from collections.abc import Callable, Generator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from companion.journal.choosing import Filter
from companion.journal.events import Delete, Event
from companion.journal.moment import Clock, Zone
from companion.journal.records import JournalError
from companion.journal.store import Journal
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.ui.history_work import Work
from companion.ui.shell import Shell
from companion.ui.widgets import Stack, WrappedLabel
from companion.words import history as say

T = TypeVar("T")

ASK_AGAIN_S = 2.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Desk:
    """What every view of History needs.

    Attributes:
        reads, drawings, files: three workers, so that no question waits for a chart, and none for an export.
        now: the clock. zone: minutes ahead of UTC here at a time (UTC, ms).
        tell: shows one sentence. tell_anywhere: the same, on the screen that is open by then.
        chosen: the filter of now. shown: the same in words.
        open_session: opens a session by its uid. reload: shows the view anew after a change of the journal.
        delete: marks for deletion and offers to undo it. can_write: whether the journal can be changed now.
        brings_in: called where a copy comes in, which may hold what was deleted: nothing may be called gone any more.
    """

    shell: Shell
    paths: Paths
    writer: Writer
    reads: Work
    drawings: Work
    files: Work
    now: Clock
    zone: Zone
    tell: Callable[[str], None]
    tell_anywhere: Callable[[str], None]
    chosen: Callable[[], Filter]
    shown: Callable[[], str]
    open_session: Callable[[str], None]
    reload: Callable[[], None]
    delete: Callable[[Delete], None]
    can_write: Callable[[], bool]
    brings_in: Callable[[], None]

    def keep(self, done: Callable[[], None], waits: Callable[[], None], *events: Event) -> None:
        """Have the writer keep what the person wrote, and call `done` when it is written.

        While the journal can't be written it waits there: then why is told, once, and `waits` is called.
        """
        for event in events:
            self.writer.post(event)

        def refused(sentence: str) -> None:
            self.tell(sentence)
            waits()
            later()

        def later() -> None:
            # Kept: History may be covered by Help meanwhile.
            self.shell.later(ASK_AGAIN_S, lambda: ask(lambda sentence: later()), keep=True)

        def ask(refused: Callable[[str], None]) -> None:
            self.write(lambda journal: None, lambda answer: done(), refused)

        ask(refused)

    def write(
        self, work: Callable[[Journal], T], done: Callable[[T], None], refused: Callable[[str], None] | None = None
    ) -> None:
        """Run `work` in the journal's thread, then `done` in the Tk thread.

        A JournalError becomes its sentence, which is told, or handed to `refused` in the Tk thread.
        """
        self._answer(self.writer.call(work), done, refused)

    def write_in_steps(
        self,
        work: Callable[[Journal], Generator[None, None, T]],
        done: Callable[[T], None],
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Like `write`, for what takes long: what is posted meanwhile is written between its steps."""
        asked = self.writer.call_in_steps(work)
        # Whoever was told of it on closing the window, and stayed, has not been told of what waits later.
        asked.add_done_callback(lambda future: self.shell.post(self.shell.warn_anew))
        self._answer(asked, done, refused)

    def _answer(self, asked: Future[T], done: Callable[[T], None], refused: Callable[[str], None] | None) -> None:
        told = refused or self.tell

        def answered(future: Future[T]) -> None:
            error = future.exception()
            if error is None:
                answer = future.result()
                self.shell.post(lambda: done(answer))
            elif isinstance(error, JournalError):
                sentence = str(error)
                self.shell.post(lambda: told(sentence))
            else:
                _log.error("writing the journal failed", exc_info=error)
                wrong = say.WENT_WRONG.format(detail=type(error).__name__)
                self.shell.post(lambda: told(wrong))

        asked.add_done_callback(answered)


def focus_in(widget: tk.Misc) -> bool:
    """Tell whether the focus is on a widget or inside of it."""
    # By name: the focus may be in a list that drops down, which tkinter does not know.
    focus = str(widget.tk.call("focus"))
    return focus == str(widget) or focus.startswith(f"{widget}.")


class State(WrappedLabel):
    """A line that says what was done; it takes no room while there is nothing to say."""

    def say(self, text: str) -> None:
        """Show a text, or with an empty one nothing at all."""
        super().say(text)
        self.grid() if text else self.grid_remove()


class View(Stack):
    """One view: reads in a worker, shows in the Tk thread.

    Attributes:
        desk: what it works with. first_focus: what gets the focus when it opens.
        waiting: says that the journal is being read, until it is; None where nothing has to be waited for.
    """

    first_focus: tk.Widget
    waiting: WrappedLabel | None = None

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent)
        self.desk = desk

    def load(self) -> None:
        """Read the journal and show it; called again after each change of filter or journal."""

    def allow_writing(self) -> None:
        """Offer what changes the journal, or put it away: `desk.can_write()` has changed."""

    def not_read(self) -> None:
        """Reading failed, and why is told above: say no more that it goes on."""
        if self.waiting is not None and str(self.waiting.cget("text")) == say.LOADING:
            self.waiting.say(say.NOT_READ)

    def leave(self) -> None:
        """Called before it goes away."""
