"""The filters of History: talks or mirrors, days, tag. One line says what is chosen; a button opens them."""

from __future__ import annotations

import re
import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from tkinter import ttk

from companion.journal.choosing import EVERYTHING, Filter
from companion.journal.moment import months_before
from companion.ui.history_cells import Written
from companion.ui.history_view import focus_in
from companion.ui.widgets import ActionButton, Flow, Row, Stack, WrappedLabel, style_for
from companion.words import history as say

# 5.11.2026 can be read in one way only.
_GERMAN_DAY = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)


class Filters(Stack):
    """Calls back at each change of what is chosen."""

    def __init__(self, parent: tk.Misc, today: Callable[[], date], on_change: Callable[[], None]) -> None:
        super().__init__(parent)
        self._today, self._on_change = today, on_change
        self._chosen, self._span = EVERYTHING, say.SPANS["all"]
        head = Row(self)
        self._line = WrappedLabel(head, kind="Muted")
        self._toggle = ActionButton(head, say.CHANGE_FILTERS, self.toggle, letter="F", kind="Quiet")
        head.add(self._toggle)
        head.add(self._line, grow=1, sticky="ew", gap=8)
        self.add(head)
        self._fields = Flow(self, gap=12)
        self.add(self._fields, gap=4)
        modes = [say.ANY_MODE, *say.ONLY_MODE.values()]
        self.mode = self._choice(say.FILTER_MODE, modes)
        self.span = self._choice(say.FILTER_SPAN, list(say.SPANS.values()))
        self.tag = self._choice(say.FILTER_TAG, [say.ANY_TAG])
        self.tag.spoken_value = self._spoken_tag  # type: ignore[attr-defined]  # read by reading_controls
        self.tag.spoken_entry = lambda tag: tag if tag == say.ANY_TAG else Written(tag).spoken  # type: ignore[attr-defined]
        self.first, self._first_field = self._day(say.FILTER_FIRST)
        self.last, self._last_field = self._day(say.FILTER_LAST)
        self._problem = WrappedLabel(self)
        self.add(self._problem, gap=4)
        self._problem.grid_remove()
        self._fields.grid_remove()
        self._offer_days(False)
        self._tell()

    def offer_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags, and the chosen one even if no session has it any more: it still says what is shown."""
        values, chosen = [say.ANY_TAG, *tags], self.tag.get()
        self.tag.configure(values=values if chosen in values else [*values, chosen])

    def _spoken_tag(self) -> str:
        # Tags are the person's own words: nobody else's to hear.
        return Written(self.tag.get()).spoken if self.tag.current() else say.ANY_TAG

    def toggle(self) -> None:
        """Show the filters, or put them away; they keep what was chosen."""
        if self._fields.winfo_manager():
            if focus_in(self._fields):
                self._toggle.focus_set()
            self._fields.grid_remove()
            self._toggle.set_text(say.CHANGE_FILTERS)
        else:
            self._fields.grid()
            self._toggle.set_text(say.CLOSE_FILTERS)
            self.mode.focus_set()

    def _choice(self, name: str, values: list[str]) -> ttk.Combobox:
        field = Stack(self._fields)
        field.add(WrappedLabel(field, name, kind="Bold"))
        width = max(len(value) for value in (*values, say.ANY_TAG))
        box = ttk.Combobox(
            field, values=values, state="readonly", width=width, style=style_for(field, "TCombobox"),
            font="CompanionBody",
        )  # fmt: skip
        box.set(values[0])
        box.bind("<<ComboboxSelected>>", lambda event: self._changed())
        field.add(box, gap=2)
        return box

    def _day(self, name: str) -> tuple[ttk.Entry, Stack]:
        field = Stack(self._fields)
        field.add(WrappedLabel(field, name, kind="Bold"))
        entry = ttk.Entry(field, width=12, style=style_for(field, "TEntry"), font="CompanionBody")
        entry.bind("<Return>", lambda event: self._changed())
        entry.bind("<FocusOut>", lambda event: self._changed())
        field.add(entry, gap=2)
        return entry, field

    def _offer_days(self, on: bool) -> None:
        self._fields.offer(self._first_field, on)
        self._fields.offer(self._last_field, on)

    def _changed(self) -> None:
        self._offer_days(self.span.get() == say.SPANS["own"])
        try:
            first, last = self._days()
        except ValueError as error:
            self._problem.say(str(error))
            self._problem.grid()
            return
        self._problem.grid_remove()
        mode = next((mode for mode, name in say.ONLY_MODE.items() if name == self.mode.get()), None)
        tag = self.tag.get() if self.tag.current() > 0 else None
        chosen, self._span = Filter(mode, first, last, tag), self.span.get()
        if chosen != self._chosen:
            self._chosen = chosen
            self._tell()
            self._on_change()

    def _days(self) -> tuple[date | None, date | None]:
        """Return first and last day.

        Raises:
            ValueError: a day that can't be read; the text is a sentence for the person.
        """
        if self.span.get() == say.SPANS["own"]:
            first, last = _day_in(self.first.get()), _day_in(self.last.get())
            if first and last and first > last:
                raise ValueError(say.DAYS_TURNED)
            return first, last
        # No last day: one who flew west, or whose clock was ahead, has sessions of a local day after today.
        return self._start(self.span.get()), None

    def _start(self, span: str) -> date | None:
        """Return the first day of a span that goes by today; None for the others."""
        today = self._today()
        starts = {
            say.SPANS["week"]: today - timedelta(days=today.weekday()),
            say.SPANS["4weeks"]: today - timedelta(days=27),
            say.SPANS["year"]: months_before(today, 12) + timedelta(days=1),
        }
        return starts.get(span)

    @property
    def chosen(self) -> Filter:
        """The Filter of now: after midnight "this week" may be another one than when it was chosen."""
        first = self._start(self._span)
        return self._chosen if first is None else replace(self._chosen, first=first)

    @property
    def shown(self) -> str:
        """What is chosen, in words."""
        chosen = self.chosen
        if chosen == EVERYTHING:
            return say.EVERYTHING
        mode = say.ONLY_MODE[chosen.mode] if chosen.mode is not None else say.ANY_MODE
        return say.filter_line(mode, self.span.get(), chosen.first, chosen.last, chosen.tag)

    def _tell(self) -> None:
        self._line.say(say.SHOWN.format(parts=self.shown))


def _day_in(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        german = _GERMAN_DAY.fullmatch(text.strip())
        if german:
            day, month, year = map(int, german.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(say.DAY_FORM) from None
