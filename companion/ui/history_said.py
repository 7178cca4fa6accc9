"""What the other person said in a talk, as it was written down: each can be deleted, and brought back above."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence

from companion.journal.events import delete_corrections
from companion.journal.moment import Moment
from companion.journal.records import Correction
from companion.ui.history_cells import Written
from companion.ui.history_table import Table
from companion.ui.history_view import Desk
from companion.ui.widgets import ActionButton, Flow, Stack, WrappedLabel
from companion.words import history as say
from companion.words import history_data as words


class TheySaid(Stack):
    """The words of one session's other person, in a table."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self.add(WrappedLabel(self, words.THEY_SAID, kind="Title"))
        self.table = Table(self, words.THEY_SAID_COLUMNS, most_rows=5)
        self.add(self.table, gap=8)
        self._buttons = Flow(self)
        ActionButton(self._buttons, words.DELETE_SAID, self.delete)
        self.add(self._buttons, gap=8)

    def show(self, corrections: Sequence[Correction], started: Moment) -> None:
        """Show what was said in a session that began then; the chosen one stays chosen."""
        chosen = self.table.chosen
        rows = [
            (str(number), say.time_of_day(one.at, started.offset_min), Written(say.correction(one)))
            for number, one in enumerate(corrections, 1)
        ]
        self.table.fill(rows, [one.uid for one in corrections])
        self.table.choose(chosen)
        self.allow_writing()

    def allow_writing(self) -> None:
        """Let words be deleted, or only read."""
        self._buttons.grid() if self._desk.can_write() else self._buttons.grid_remove()

    def delete(self) -> None:
        """Delete the chosen one; above, it can be brought back."""
        if self.table.chosen and self._desk.can_write():
            self._desk.delete(delete_corrections(self.table.chosen))
