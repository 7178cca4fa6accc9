"""One session: its timeline with the table beside it, its note and tags, and what the person said in it."""

from __future__ import annotations

import tkinter as tk
from dataclasses import dataclass
from tkinter import ttk

from companion.charts import Timeline, timeline
from companion.journal.counts import doubts, runs
from companion.journal.events import SetNote, SetTags, delete_sessions
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Correction, Session
from companion.ui.history_answers import Answers
from companion.ui.history_said import TheySaid
from companion.ui.history_table import ChartAndTable
from companion.ui.history_timeline import timeline_of, timeline_rows
from companion.ui.history_view import Desk, State, View
from companion.ui.theme import theme_of
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel, style_for
from companion.words import history as say


@dataclass(frozen=True)
class Loaded:
    """All that is shown of one session. `rows` are cells of TIMELINE_COLUMNS. `was_read`: it has readings."""

    session: Session
    checkins: tuple[CheckIn, ...]
    corrections: tuple[Correction, ...]
    timeline: Timeline
    rows: tuple[tuple[str, ...], ...]
    was_read: bool


class SessionView(View):
    """Shows a session by its uid; a note that was changed and not saved is saved when the view goes."""

    def __init__(self, parent: tk.Misc, desk: Desk, uid: str) -> None:
        super().__init__(parent, desk)
        self._uid = uid
        self._kept: tuple[str, tuple[str, ...]] | None = None
        self._filled: tuple[str, ...] = ()  # the tags that the field was given
        self._former: list[tuple[str, tuple[str, ...]]] = []
        # How often this view has saved, and how many of these are not written yet.
        self._saves = self._on_way = 0
        self._title = self.waiting = WrappedLabel(self, say.LOADING, kind="Title")
        self.add(self._title)
        self._about = WrappedLabel(self)
        self.add(self._about, gap=8)
        self.chart = ChartAndTable(self, desk.drawings, say.TIMELINE_COLUMNS)
        self.add(self.chart)
        self.answers = Answers(self, desk)
        self.add(self.answers)
        self.answers.grid_remove()
        self.said = TheySaid(self, desk)
        self.add(self.said)
        self.said.grid_remove()
        self.add(self._note_panel())
        self.first_focus = self.chart.picture
        self.bind("<<ThemeChanged>>", lambda event: self._dress(), add=True)

    def _note_panel(self) -> Panel:
        panel = Panel(self, padding=20)
        panel.add(WrappedLabel(panel, say.NOTE, kind="Title"))
        self.note = tk.Text(panel, height=4, width=20, undo=True)
        # Tab moves on, as everywhere.
        self.note.bind("<Tab>", self._onward)
        self.note.bind("<Shift-Tab>", self._backward)
        panel.add(self.note, gap=8)
        panel.add(WrappedLabel(panel, say.TAGS, kind="Bold"))
        self.tags = ttk.Entry(panel, style=style_for(panel, "TEntry"), font="CompanionBody")
        panel.add(self.tags, gap=4)
        buttons = self._buttons = Flow(panel)
        self._save = ActionButton(buttons, say.SAVE, self.save, letter="S", kind="Accent")
        self._undo = ActionButton(buttons, say.UNDO_SAVE, self.undo, letter="U")
        self._delete = ActionButton(buttons, say.DELETE_SESSION, self.delete, letter="D")
        panel.add(buttons)
        for field in (self.note, self.tags):
            for sequence in ("<KeyRelease>", "<ButtonRelease>"):  # a mouse pastes, too
                field.bind(sequence, lambda event: self.after_idle(self._changed), add=True)
        self._state = State(panel, kind="Muted")
        panel.add(self._state, gap=8)
        self._state.say("")
        self._undo.enable(False)
        self._dress()
        return panel

    def _dress(self) -> None:
        theme_of(self).dress(self.note)

    def _onward(self, event: object) -> str:
        following = self.note.tk_focusNext()
        if following is not None:
            following.focus_set()
        return "break"

    def _backward(self, event: object) -> str:
        before = self.note.tk_focusPrev()
        if before is not None:
            before.focus_set()
        return "break"

    def load(self) -> None:
        """Read the session."""
        # What is read before a save is written would take that save back.
        saves = None if self._on_way else self._saves
        self.desk.reads.read("session", self._ask, lambda found: self._loaded(found, saves))

    def _ask(self, queries: Queries) -> Loaded | None:
        session = queries.session(self._uid)
        if session is None:
            return None
        readings, checkins = queries.readings(self._uid), queries.checkins(session=self._uid)
        said = (checkins, queries.corrections(session=self._uid))
        stretches, doubted = runs(readings, session.length_ms), doubts(readings, session.length_ms)
        # Here in the worker: a lively talk of hours has thousands of stretches.
        return Loaded(
            session,
            *said,
            timeline_of(session, stretches, doubted, *said),
            timeline_rows(session, stretches, doubted, *said),
            bool(stretches),
        )

    def _loaded(self, found: Loaded | None, saves: int | None) -> None:
        if not self.winfo_exists():
            return
        if found is None:
            self._title.say(say.SESSION_GONE)
            return
        session = found.session
        started = session.started
        here = self.desk.zone(started.utc_ms)
        self._title.say(
            say.SESSION_TITLE.format(
                mode=say.MODES[session.mode], day=say.long_day(started.local_day), time=say.time_of_day(started, here)
            )
        )
        source = say.SOURCES.get(session.source, session.source or say.NO_SOURCE)
        form = say.RUNNING_LINE if session.ended is None else say.SESSION_LINE
        line = form.format(length=say.length(session.length_ms), source=source)
        self._about.say("\n".join((line, *say.session_notes(session))))
        self.chart.show(
            say.TIMELINE,
            (lambda style: timeline(found.timeline, say.TIMELINE_UNIT, style)) if found.timeline.lanes else None,
            found.rows,
            () if found.was_read else (say.NOTHING_READ,),
        )
        self.answers.show(found.checkins, started)
        self.answers.grid() if found.checkins else self.answers.grid_remove()
        self.said.show(found.corrections, started)
        self.said.grid() if found.corrections else self.said.grid_remove()
        if self._kept is None or saves == self._saves:
            self._take_in((session.note, session.tags))

    # -- note and tags

    def _take_in(self, now: tuple[str, tuple[str, ...]]) -> None:
        """Show what is kept by now; over what is being written it only becomes what a save can be undone to."""
        former = self._kept
        if former is None or (_same(self._written(), former) and not _same(now, former)):
            self._fill(*now)
        else:
            self._kept = now

    def _written(self) -> tuple[str, tuple[str, ...]]:
        text = self.tags.get()
        tags = tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))
        # A tag of a copy that somebody edited may hold a comma itself: who only looks at it does not split it.
        return self.note.get("1.0", "end-1c"), self._filled if text == ", ".join(self._filled) else tags

    def _changed(self) -> None:
        if self.winfo_exists() and self._kept is not None and self._written() != self._kept:
            self._state.say("")  # "Saved." is not true of what is written by now

    def _fill(self, note: str, tags: tuple[str, ...]) -> None:
        self._kept, self._filled = (note, tags), tags
        self.note.configure(state="normal")
        self.tags.configure(state="normal")
        self.note.delete("1.0", "end")
        self.note.insert("1.0", note)
        self.note.edit_reset()
        self.tags.delete(0, "end")
        self.tags.insert(0, ", ".join(tags))
        self.allow_writing()

    def allow_writing(self) -> None:
        """Let note, tags and answers be changed, or only read."""
        on = self.desk.can_write()
        self.note.configure(state="normal" if on else "disabled")
        self.tags.configure(state="normal" if on else "readonly")
        self._buttons.grid() if on else self._buttons.grid_remove()
        self.answers.allow_writing()
        self.said.allow_writing()

    def save(self) -> None:
        """Save note and tags as they now read."""
        written = self._written()
        if self._kept is None or written == self._kept or not self.desk.can_write():
            return
        self._former.append(self._kept)
        self._write(written, say.SAVED)

    def undo(self) -> None:
        """Bring back note and tags as they were before the last save; what is not saved comes with the next press."""
        if self._former:
            former, written = self._former.pop(), self._written()
            if written != self._kept:
                self._former.append(written)
            self._fill(*former)
            self._write(former, say.UNDONE)

    def _write(self, written: tuple[str, tuple[str, ...]], told: str) -> None:
        self._kept = written
        note, tags = written
        self._saves += 1
        self._on_way += 1
        number = self._saves
        self._state.say("")  # what it says is true of the save before

        def done() -> None:
            self._on_way -= 1
            if not self.winfo_exists():
                self.desk.reload()  # what is shown by now was read before it was written
            elif number == self._saves:
                self._state.say(told)
                self._changed()
                self._undo.enable(bool(self._former), self._save)

        def waits() -> None:
            if self.winfo_exists():
                self._state.say(say.SAVED_LATER)

        self.desk.keep(done, waits, SetNote(self._uid, note), SetTags(self._uid, tags))

    def delete(self) -> None:
        """Delete this session; the calendar offers to bring it back, with what was being written."""
        if not self.desk.can_write():
            return
        self.leave()
        self._kept = None
        self.desk.delete(delete_sessions(self._uid))

    def leave(self) -> None:
        """Save what was written and not saved: nothing that a person wrote gets lost."""
        self.save()
        self.answers.save()


def _same(one: tuple[str, tuple[str, ...]], other: tuple[str, tuple[str, ...]]) -> bool:
    """Tell whether note and tags are the same; the journal gives tags in an order of its own."""
    return one[0] == other[0] and set(one[1]) == set(other[1])
