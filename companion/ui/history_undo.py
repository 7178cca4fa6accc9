"""The note after a deletion: for 10 seconds it can be taken back, then it says that all is gone."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from companion import resting_store
from companion.journal.events import CLEARING, Delete, UndoDelete
from companion.journal.files import damaged
from companion.settings import CLEAR_AFTER
from companion.ui.history_view import Desk, focus_in
from companion.ui.jobs import Job
from companion.ui.keys import TEXT_FIELDS
from companion.ui.styles import NOTICE
from companion.ui.widgets import ActionButton, Row, Stack, WrappedLabel, style_for
from companion.words import history_data as say

LOOK_EVERY_S = 0.5


class UndoBar(Stack):
    """Shown while a deletion is pending in the journal, also one from before this screen was opened.

    The journal itself is asked, so that "gone" is said when it is gone from every file, and not when a timer ends.
    """

    surface = NOTICE

    def __init__(self, parent: tk.Misc, desk: Desk, focus_on: Callable[[], object]) -> None:
        """Make it. `focus_on`: puts the focus elsewhere, before the button goes."""
        super().__init__(parent, 8, style=f"{NOTICE}Box.TFrame")
        self._desk, self._focus_on = desk, focus_on
        self._pending: tuple[str, ...] = ()
        self._unanswered: set[str] = set()
        self._undone = 0
        # `_late`: a look was refused since the last answer.
        self._asked_here = self._open = self._late = False
        self._job: Job | None = None
        row = Row(self)
        self.label = WrappedLabel(row)
        # Text does not touch the rounded edge, and the bar keeps its height when the button goes.
        row.add(ttk.Frame(row, style=style_for(row, "TFrame"), width=8, height=44))
        row.add(self.label, gap=4, grow=1, sticky="ew")
        self.button = ActionButton(row, say.UNDO, self.undo, letter="Z")
        self.button.spoken_before = lambda: str(self.label.cget("text"))  # type: ignore[attr-defined]
        row.add(self.button, gap=8)
        self.add(row)

    def delete(self, event: Delete) -> None:
        """Mark, and offer to undo."""
        self._asked_here = True
        self._desk.writer.post(event)
        self.look()

    def put_away(self) -> None:
        """Say nothing more of what was deleted before: it can't be taken back from here, or is no longer gone."""
        if not self.winfo_exists():
            return
        self._undone += 1  # what was asked before this is told of no more
        self._pending, self._open = (), False
        self._put_button_away()
        self.grid_remove()

    def look(self) -> None:
        """Ask the journal what is pending."""
        undone = self._undone
        self._desk.write(
            lambda journal: (
                ([], []) if journal.read_only else (journal.pending_deletions(), journal.unfinished_deletions())
            ),
            # What was asked before an undo tells of a deletion that is no more.
            lambda found: self._looked(*found) if undone == self._undone else self._look_later(),
            self._refused,
        )

    def _refused(self, sentence: str) -> None:
        """Say why, once, and go on looking: a deletion waits in the writer, and can be undone once it is marked."""
        if not self.winfo_exists():
            return
        if not self._late:
            self._desk.tell(sentence)
        self._late = True
        self._look_later()

    def _look_later(self) -> None:
        if not self.winfo_exists():
            return
        if self._job is None or not self._job.active:
            # Kept: History may be covered by Help meanwhile.
            self._job = self._desk.shell.later(LOOK_EVERY_S, self._look_again, keep=True)

    def _look_again(self) -> None:
        if self.winfo_exists():
            self.look()

    def undo(self) -> None:
        """Take back all that can still be taken back."""
        uids = self._pending
        if not uids:
            return
        answers: list[bool] = []
        also: list[str] = []

        def done(uid: str, back: bool) -> None:
            answers.append(back)
            if back and uid in self._unanswered:
                also.append(self._bring_along(uid))
            self._unanswered.discard(uid)
            if len(answers) < len(uids):
                return
            # What was carried out meanwhile must not be called back, and what is back must not be called gone.
            if any(answers):
                told = say.UNDONE if all(answers) else say.UNDONE_PART
                self._undo_written(" ".join(filter(None, (told, *dict.fromkeys(also)))))
            else:
                self._too_late()

        # A deletion that was due before this is carried out; the others are spared.
        self._desk.writer.call(lambda journal: None)
        self._unanswered.update(uids)
        for uid in uids:
            self._desk.writer.post(
                UndoDelete(uid, lambda back, uid=uid: self._desk.shell.post(lambda: done(uid, back)))  # type: ignore[misc]
            )
        self._pending = ()
        self._open = False
        self._undone += 1
        self._put_button_away()
        # Refused where saving fails: the writer then keeps what was posted, and writes it once it can.
        self._desk.write(
            lambda journal: None,
            lambda answer: None,
            lambda sentence: self._undo_waits(sentence) if len(answers) < len(uids) else None,
        )

    def _bring_along(self, uid: str) -> str:
        """Bring back the resting face of a deletion, and end the clearing that it began; return what is to be said."""
        settings = self._desk.shell.settings
        told = resting_store.undo(settings, uid) or ""
        if uid.startswith(CLEARING):
            told = settings.set(CLEAR_AFTER, 0) or say.UNDONE_CLEARING
        return told

    def leave(self) -> None:
        """Called before it goes away: where no answer has come, the person's word counts.

        The app may end before the answer comes: with it the face would be gone, and the next start would clear again.
        """
        while self._unanswered:
            self._bring_along(self._unanswered.pop())

    def _undo_waits(self, sentence: str) -> None:
        if self.winfo_exists():
            self._desk.tell(sentence)
            self.label.say(say.UNDO_LATER)

    def _undo_written(self, told: str) -> None:
        if self.winfo_exists():
            self.label.say(told)
            self._desk.reload()

    def _too_late(self) -> None:
        if self.winfo_exists():
            self._open = True  # whether it is gone from all files, the journal tells
            self._desk.reload()
            self.look()

    def _looked(self, pending: list[str], unfinished: list[str]) -> None:
        """Take in which deletions can be undone, and which are not carried out in every file yet."""
        if not self.winfo_exists():
            return
        before, self._pending = self._pending, tuple(pending)
        self._late = False
        self._open = self._open or bool(pending)
        if set(pending) - set(before):
            self.label.say(say.DELETED)
            self.button.grid()
            self.grid()
            if self._asked_here and not self._writes():
                # What was deleted may be far below: the way back must be seen, and be under the finger.
                self.after_idle(self.button.focus_set)
            self._desk.reload()
        elif not pending:
            if before:
                self._put_button_away()
            if self._open and unfinished:
                self.label.say(say.NOT_GONE_YET)
            elif self._open:
                self._open = False
                self.label.say(self._gone())
        self._asked_here = self._asked_here and not pending
        if unfinished:
            self._look_later()

    def _writes(self) -> bool:
        """Tell whether the person writes by now: a space would then bring back what they did not mean."""
        # By name: the focus may be in a list that drops down, which tkinter does not know.
        focus = str(self.tk.call("focus"))
        return bool(focus) and str(self.tk.call("winfo", "class", focus)) in TEXT_FIELDS

    def _gone(self) -> str:
        # Only deleting everything takes damaged files too: nobody can tell what they hold.
        return say.GONE_DAMAGED.format(button=say.DELETE_ALL) if damaged(self._desk.paths.journal) else say.GONE

    def _put_button_away(self) -> None:
        if focus_in(self.button):
            self._focus_on()
        self.button.grid_remove()
