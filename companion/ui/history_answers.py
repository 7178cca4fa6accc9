"""What the person said in one session: each answer with its note, which can be changed, deleted and brought back."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from companion.journal.moment import Moment
from companion.journal.records import CheckIn
from companion.ui.history_table import Table
from companion.ui.history_view import Desk
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel, style_for
from companion.words import history as say


class Answers(Panel):
    """The check-ins of a session, in order of time."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, padding=20)
        self._desk = desk
        self._started = Moment(0)
        self._shown: tuple[CheckIn, ...] = ()
        self._deleted: list[CheckIn] = []
        self.add(WrappedLabel(self, say.CHECKINS, kind="Title"))
        self.table = Table(self, say.CHECKIN_COLUMNS, most_rows=5)
        self.table.tree.bind("<<TreeviewSelect>>", lambda event: self._chosen())
        self.add(self.table, gap=8)
        self.add(WrappedLabel(self, say.CHECKIN_NOTE, kind="Bold"))
        self.note = ttk.Entry(self, style=style_for(self, "TEntry"), font="CompanionBody")
        self.note.bind("<Return>", lambda event: self.save())
        self.add(self.note, gap=4)
        buttons = Flow(self)
        ActionButton(buttons, say.SAVE_CHECKIN, self.save)
        ActionButton(buttons, say.DELETE_CHECKIN, self.delete)
        self._back = ActionButton(buttons, say.BRING_BACK, self.bring_back)
        self.add(buttons, gap=8)
        self._state = WrappedLabel(self, kind="Muted")
        self.add(self._state, gap=4)
        self._back.enable(False)

    def show(self, checkins: Sequence[CheckIn], started: Moment) -> None:
        """Show these answers of a session that began then."""
        self._shown, self._started = tuple(checkins), started
        rows = [say.checkin_cells(number, one, started) for number, one in enumerate(checkins, 1)]
        self.table.fill(rows, [one.uid for one in checkins])
        self._chosen()

    def _one(self) -> CheckIn | None:
        return next((one for one in self._shown if one.uid == self.table.chosen), None)

    def _chosen(self) -> None:
        one = self._one()
        self.note.delete(0, "end")
        self.note.insert(0, one.note if one else "")

    def save(self) -> None:
        """Save the chosen answer's note."""
        one, note = self._one(), self.note.get()
        if one is not None and note != one.note:
            self._desk.write(
                lambda journal: journal.set_checkin_note(one.uid, note), lambda done: self._done(say.SAVED)
            )

    def delete(self) -> None:
        """Delete the chosen answer."""
        one = self._one()
        if one is not None:
            self._deleted.append(one)
            self._desk.write(
                lambda journal: journal.delete_checkin(one.uid), lambda done: self._done(say.CHECKIN_DELETED)
            )

    def bring_back(self) -> None:
        """Bring back the answer that was deleted last."""
        if self._deleted:
            one = self._deleted.pop()
            self._desk.write(lambda journal: journal.add_checkin(one), lambda done: self._done(say.UNDONE))

    def _done(self, told: str) -> None:
        if self.winfo_exists():
            self._state.say(told)
            self._back.enable(bool(self._deleted))
            self._desk.reload()
