"""What the person said in one session: each answer with its note, which can be changed; and each can be deleted."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from companion.journal.events import SetCheckInNote, delete_checkins
from companion.journal.moment import Moment
from companion.journal.records import CheckIn
from companion.ui.history_cells import Written
from companion.ui.history_table import Table
from companion.ui.history_view import Desk, State
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel, style_for
from companion.words import history as say


class Answers(Panel):
    """The check-ins of a session, in order of time. A note that was written is saved when another answer is chosen."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, padding=20)
        self._desk = desk
        self._shown: dict[str, CheckIn] = {}
        # The answer whose note stands in the field, and that note as it is kept.
        self._at, self._kept = "", ""
        self._former: list[tuple[str, str]] = []
        # Notes by answer that are saved and not written yet: what is read meanwhile does not know them.
        self._on_way: dict[str, str] = {}
        self._saves = 0
        self.add(WrappedLabel(self, say.CHECKINS, kind="Title"))
        self.table = Table(self, say.CHECKIN_COLUMNS, most_rows=5)
        self.table.tree.bind("<<TreeviewSelect>>", lambda event: self._chosen())
        self.add(self.table, gap=8)
        self.add(WrappedLabel(self, say.CHECKIN_NOTE, kind="Bold"))
        self.note = ttk.Entry(self, style=style_for(self, "TEntry"), font="CompanionBody")
        self.note.bind("<Return>", lambda event: self.save())
        self.add(self.note, gap=4)
        self._buttons = Flow(self)
        self._save = ActionButton(self._buttons, say.SAVE_CHECKIN, self.save)
        self._undo = ActionButton(self._buttons, say.UNDO_SAVE, self.undo)
        ActionButton(self._buttons, say.DELETE_CHECKIN, self.delete)
        self.add(self._buttons, gap=8)
        for sequence in ("<KeyRelease>", "<ButtonRelease>"):  # a mouse pastes, too
            self.note.bind(sequence, lambda event: self.after_idle(self._changed), add=True)
        self._state = State(self, kind="Muted")
        self.add(self._state, gap=4)
        self._state.say("")
        self._undo.enable(False)

    def allow_writing(self) -> None:
        """Let notes be changed, or only read."""
        on = self._desk.can_write()
        self.note.configure(state="normal" if on else "readonly")
        self._buttons.grid() if on else self._buttons.grid_remove()

    def show(self, checkins: Sequence[CheckIn], started: Moment) -> None:
        """Show these answers of a session that began then; the chosen one stays chosen."""
        chosen = self.table.chosen
        self._shown = {one.uid: one for one in checkins}
        # An answer that was deleted has no former text to bring back.
        self._former = [former for former in self._former if former[0] in self._shown]
        self._undo.enable(bool(self._former), self._save)
        rows = [say.checkin_cells(number, one, started) for number, one in enumerate(checkins, 1)]
        self.table.fill([(*cells[:-1], Written(cells[-1])) for cells in rows], list(self._shown))
        self.table.choose(chosen)
        self._chosen()

    def _chosen(self) -> None:
        uid = self.table.chosen
        if uid == self._at and self.note.get() != self._kept:
            return  # it is being written in: the journal was read again for another reason
        if uid != self._at and self._at in self._shown:
            self.save()
        one = self._shown.get(uid)
        self._at, self._kept = uid, self._on_way.get(uid, one.note) if one else ""
        self._fill(self._kept)

    def _changed(self) -> None:
        if self.winfo_exists() and self.note.get() != self._kept:
            self._state.say("")  # "Saved." is not true of what is written by now

    def _fill(self, note: str) -> None:
        self.note.configure(state="normal")
        self.note.delete(0, "end")
        self.note.insert(0, note)
        self.allow_writing()

    def save(self) -> None:
        """Save the note that stands in the field."""
        note = self.note.get()
        if self._at and note != self._kept and self._desk.can_write():
            self._former.append((self._at, self._kept))
            self._write(self._at, note, say.SAVED)

    def undo(self) -> None:
        """Bring back the note as it was before the last save, and show its answer.

        What stands in the field and is not saved is not lost: it is saved, or comes back with the next press.
        """
        if self._former:
            uid, note = self._former.pop()
            if self._at != uid:
                self.save()
            elif self.note.get() != self._kept:
                self._former.append((uid, self.note.get()))
            self._at = ""  # what stands in the field is what is taken back
            self._write(uid, note, say.UNDONE)
            if uid == self.table.chosen:  # then choosing it tells nobody
                self._at, self._kept = uid, note
                self._fill(note)
            else:
                self.table.choose(uid)

    def _write(self, uid: str, note: str, told: str) -> None:
        if uid == self._at:
            self._kept = note
        self._on_way[uid] = note
        self._saves += 1
        number = self._saves
        self._state.say("")  # what it says is true of the save before
        self._desk.keep(lambda: self._done(told, uid, note, number), self._waits, SetCheckInNote(uid, note))

    def _done(self, told: str, uid: str, note: str, number: int) -> None:
        if self._on_way.get(uid) == note:
            del self._on_way[uid]
        if self.winfo_exists() and number == self._saves:
            self._state.say(told)
            self._changed()
            self._undo.enable(bool(self._former), self._save)
        self._desk.reload()

    def _waits(self) -> None:
        if self.winfo_exists():
            self._state.say(say.SAVED_LATER)

    def delete(self) -> None:
        """Delete the chosen answer; above, it can be brought back."""
        if self.table.chosen and self._desk.can_write():
            self.save()
            self._desk.delete(delete_checkins(self.table.chosen))
