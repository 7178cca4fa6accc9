"""Deleting from History: asks first, in place; and the choice to clear old sessions by itself."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from companion import resting_store
from companion.journal.choosing import Filter
from companion.journal.events import delete_all, delete_older, delete_sessions
from companion.journal.files import damaged
from companion.journal.moment import months_before
from companion.journal.records import Session
from companion.settings import CLEAR_AFTER
from companion.ui.history_view import Desk, State, focus_in
from companion.ui.pressed_once import repeats
from companion.ui.widgets import ActionButton, Flow, Panel, Stack, WrappedLabel, style_for
from companion.words import history as words
from companion.words import history_data as say


class DeletePanel(Panel):
    """Delete what is shown, or all of it (a word has to be typed)."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, padding=20)
        self._desk = desk
        self._uids: tuple[str, ...] = ()
        self._asked_aloud = ""
        self.add(WrappedLabel(self, say.DELETE_TITLE, kind="Title"))
        self._line = WrappedLabel(self, say.DELETE_LINE)
        self.add(self._line, gap=4)
        buttons = Flow(self)
        self._span = ActionButton(buttons, say.DELETE_SPAN, self.ask_span)
        self._all = ActionButton(buttons, say.DELETE_ALL, self.ask_all)
        self.add(buttons, gap=8)
        self._question = Stack(self)
        self.add(self._question, gap=8)
        self._asked = WrappedLabel(self._question, kind="Bold")
        self._question.add(self._asked)
        self.word = ttk.Entry(self._question, style=style_for(self, "TEntry"), font="CompanionBody")
        self.word.bind("<Return>", self._entered)
        self._question.add(self.word, gap=4)
        self.resting = tk.BooleanVar(self, True)
        self._resting = ttk.Checkbutton(
            self._question, text=say.DELETE_RESTING, variable=self.resting, style=style_for(self, "TCheckbutton")
        )
        self._question.add(self._resting, gap=4, sticky="w")
        answers = Flow(self._question)
        self._yes = ActionButton(answers, say.DELETE_YES, self.yes)
        self._no = ActionButton(answers, say.DELETE_NO, self.ask_nothing)
        self._no.spoken_before = lambda: self._asked_aloud  # type: ignore[attr-defined]  # read by reading_controls
        self._question.add(answers, gap=8)
        self._question.grid_remove()

    def load(self) -> None:
        """Say from where it will be gone, and ask nothing."""
        there = damaged(self._desk.paths.journal)
        self._line.say(say.DELETE_LINE_DAMAGED.format(button=say.DELETE_ALL) if there else say.DELETE_LINE)
        self.ask_nothing()

    def ask_span(self) -> None:
        """Ask whether what is shown shall go."""
        chosen = self._desk.chosen()
        self._desk.reads.read(
            "delete", lambda queries: queries.sessions(chosen), lambda found: self._ask_span(found, chosen)
        )

    def _ask_span(self, sessions: tuple[Session, ...], chosen: Filter) -> None:
        # Something else is shown by now: no question may name that and delete these.
        if not self.winfo_exists() or chosen != self._desk.chosen():
            return
        self._uids = tuple(one.uid for one in sessions)
        if not self._uids:
            self._ask(say.DELETE_NOTHING, typed=False)
            self._asked_aloud = say.DELETE_NOTHING
            self._yes.enable(False)
            return
        count = words.sessions(len(sessions))
        self._ask(say.DELETE_SPAN_ASK.format(sessions=count, shown=self._desk.shown()), typed=False)
        # What is shown may be a tag, the person's own word.
        self._asked_aloud = say.DELETE_SPAN_ALOUD.format(sessions=count)

    def ask_all(self) -> None:
        """Ask for the word without which nothing is deleted."""
        self._uids = ()
        self._ask(say.DELETE_ALL_ASK.format(word=say.DELETE_WORD), typed=True)

    def _ask(self, told: str, typed: bool) -> None:
        self._asked.say(told)
        self._asked_aloud = ""
        self._yes.enable(True)
        self.word.delete(0, "end")
        self.word.grid() if typed else self.word.grid_remove()
        # It is the person's own, too; only the word for "everything" asks for it.
        self.resting.set(True)
        offered = typed and resting_store.kept(self._desk.shell.settings) is not None
        self._resting.grid() if offered else self._resting.grid_remove()
        self._question.grid()
        # The safe answer has the focus; a word has to be written first anyway.
        (self.word if typed else self._no).focus_set()

    def ask_nothing(self) -> None:
        """Put the question away."""
        if focus_in(self._question):
            self._span.focus_set()
        self._uids = ()
        self._question.grid_remove()

    def _entered(self, event: tk.Event[tk.Misc]) -> None:
        # A key that is held since "Delete everything" was pressed answers nothing, nor does Enter in an empty field.
        if not repeats(event) and self.word.get().strip():
            self.yes()

    def yes(self) -> None:
        """Delete what was asked for."""
        if self._uids:
            self._desk.delete(delete_sessions(*self._uids))
        elif self.word.get().strip().lower() == say.DELETE_WORD:
            event = delete_all()
            settings = self._desk.shell.settings
            if self.resting.get() and resting_store.kept(settings) is not None:
                problem = resting_store.mark(settings, event.uid)
                if problem:
                    self._desk.tell(problem)
            self._desk.delete(event)
        else:
            self._asked.say(say.WRONG_WORD.format(word=say.DELETE_WORD))
            return
        self.ask_nothing()


class ClearPanel(Panel):
    """After how many months old sessions go by themselves; asks before it begins."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, padding=20)
        self._desk = desk
        self.add(WrappedLabel(self, say.CLEAR_TITLE, kind="Title"))
        self.add(WrappedLabel(self, say.CLEAR_LINE), gap=4)
        self.months = tk.IntVar(self, self._in_file())
        choices = Flow(self)
        self._choices: dict[int, ttk.Radiobutton] = {}
        for months, name in say.CLEAR_CHOICES.items():
            choice = self._choices[months] = ttk.Radiobutton(
                choices, text=name, value=months, variable=self.months, command=self.choose,
                style=style_for(choices, "Choice.TRadiobutton"),
            )  # fmt: skip
            choice.spoken_name = f"{say.CLEAR_TITLE}: {name}"  # type: ignore[attr-defined]  # see reading_controls
        self.add(choices, gap=8)
        self._question = Stack(self)
        self._asked = WrappedLabel(self._question, kind="Bold")
        self._question.add(self._asked)
        answers = Flow(self._question)
        ActionButton(answers, say.CLEAR_YES, self.yes)
        self._no = ActionButton(answers, say.DELETE_NO, self.no)
        self._no.spoken_before = lambda: str(self._asked.cget("text"))  # type: ignore[attr-defined]
        self._question.add(answers, gap=8)
        self.add(self._question, gap=8)
        self._question.grid_remove()
        self._state = State(self, kind="Muted")
        self.add(self._state, gap=4)
        self._state.say("")

    def choose(self) -> None:
        """Ask, since it can't be undone; "never" needs no asking."""
        self._state.say("")
        if self.months.get():
            self._asked.say(say.CLEAR_ASK.format(months=self.months.get()))
            self._question.grid()
            self._no.focus_set()
        else:
            self._keep(0, say.CLEAR_OFF)

    def yes(self) -> None:
        """Clear now (that can be undone, which also ends clearing), and at each start from now on."""
        months = self.months.get()
        self._keep(months, say.CLEARED)
        self._desk.delete(delete_older(months_before(self._desk.now().local_day, months)))

    def no(self) -> None:
        """Leave it as it is kept."""
        self.months.set(self._in_file())
        if not self.months.get():
            self._state.say("")
        self._put_away()

    def _put_away(self) -> None:
        """Put the question away; the focus goes from it to the choice that counts."""
        if focus_in(self._question):
            self._choices[self.months.get()].focus_set()
        self._question.grid_remove()

    def _in_file(self) -> int:
        # Another window may have chosen meanwhile, and the file is what the next start goes by.
        self._desk.shell.settings.reread(CLEAR_AFTER)
        return self._desk.shell.settings.get(CLEAR_AFTER)

    def _keep(self, months: int, told: str) -> None:
        problem = self._desk.shell.settings.set(CLEAR_AFTER, months)
        self._put_away()
        self._state.say(problem or told)
