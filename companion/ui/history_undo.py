"""The note after a deletion: for 10 seconds it can be taken back, then it says that all is gone."""

from __future__ import annotations

import tkinter as tk

from companion.journal.events import Delete, UndoDelete
from companion.ui.history_view import Desk
from companion.ui.shell import Job
from companion.ui.styles import NOTICE
from companion.ui.widgets import ActionButton, Row, Stack, WrappedLabel, style_for
from companion.words import history_data as say

LOOK_EVERY_S = 0.5


class UndoBar(Stack):
    """Shown while a deletion is pending in the journal, also one from before this screen was opened.

    The journal itself is asked, so that "gone" is said when it is gone from every file, and not when a timer ends.
    """

    surface = NOTICE

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, 8, style=f"{NOTICE}Box.TFrame")
        self._desk = desk
        self._pending: tuple[str, ...] = ()
        self._undone = 0
        self._job: Job | None = None
        row = Row(self)
        self.label = WrappedLabel(row)
        row.add(self.label, grow=1, sticky="ew")
        self.button = ActionButton(row, say.UNDO, self.undo, letter="Z")
        row.add(self.button, gap=8)
        self.add(row)
        # Text does not touch the rounded edge.
        self.label.configure(padding=(12, 0), style=style_for(row, "TLabel"))

    def delete(self, event: Delete) -> None:
        """Mark, and offer to undo."""
        self._desk.writer.post(event)
        self.look()

    def look(self) -> None:
        """Ask the journal what is pending."""
        undone = self._undone
        self._desk.write(
            lambda journal: [] if journal.read_only else journal.pending_deletions(),
            # What was asked before an undo tells of a deletion that is no more.
            lambda pending: self._looked(pending) if undone == self._undone else None,
        )

    def undo(self) -> None:
        """Take back all that can still be taken back."""
        for uid in self._pending:
            self._desk.writer.post(UndoDelete(uid))
        self._pending = ()
        self._undone += 1
        self.label.say(say.UNDONE)
        self.button.grid_remove()
        # Read again only when the writer has done it: the events before this are written then.
        self._desk.write(lambda journal: None, lambda done: self._undo_written())

    def _undo_written(self) -> None:
        if self.winfo_exists():
            self._desk.reload()

    def _looked(self, pending: list[str]) -> None:
        if not self.winfo_exists():
            return
        before, self._pending = self._pending, tuple(pending)
        if pending and not before:
            self.label.say(say.DELETED)
            self.button.grid()
            self.grid()
            self._desk.reload()
        elif before and not pending:
            self.label.say(say.GONE)
            self.button.grid_remove()
        if pending and (self._job is None or not self._job.active):
            self._job = self._desk.shell.later(LOOK_EVERY_S, self.look)
