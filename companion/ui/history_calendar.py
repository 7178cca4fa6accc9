"""The calendar of sessions: a month that is worked with the arrow keys, and the list of its sessions beside it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from companion.journal.choosing import EVERYTHING
from companion.journal.moment import months_before
from companion.journal.records import Session
from companion.ui.history_cells import Written
from companion.ui.history_sessions import Sessions
from companion.ui.history_table import Beside, Table
from companion.ui.history_view import Desk, View, focus_in
from companion.ui.pressed_once import repeats
from companion.ui.reading_controls import TOLD_ANEW
from companion.ui.theme import FONT_BODY, FONT_BOLD, FONT_SMALL, theme_of
from companion.ui.widgets import ActionButton, Flow, Panel, Stack, WrappedLabel, surface_colour
from companion.words import history as say

CELL = 46
WEEK = 7
# What a journal can hold (moment.EARLIEST_MS, LATEST_MS), with a zone's day on either side.
EARLIEST, LATEST = date(1969, 12, 31), date(2200, 1, 2)
_MOVES = {"Left": -1, "Right": 1, "Up": -WEEK, "Down": WEEK}


class MonthGrid(tk.Canvas):
    """One month. Arrow keys, Home, End and Page Up and Down move the chosen day; Enter and Space open it.

    Attributes:
        day: the chosen day; the month is its month.
    """

    def __init__(
        self,
        parent: tk.Misc,
        today: Callable[[], date],
        on_move: Callable[[date], None],
        on_open: Callable[[date], None],
    ) -> None:
        super().__init__(parent, takefocus=True, borderwidth=0, width=10, height=10)
        self.day, self._today, self._on_move, self._on_open = today(), today, on_move, on_open
        self._totals: Mapping[date, tuple[int, int]] = {}
        self._known = False
        self.letters = "EL"  # of the buttons below, which turn the month
        for key, step in _MOVES.items():
            self.bind(f"<{key}>", partial(self._step, step))
        self.bind("<Home>", lambda event: self.go_to(self.day.replace(day=1)))
        self.bind("<End>", lambda event: self.go_to(later_month(self.day.replace(day=1), 1) - timedelta(days=1)))
        self.bind("<Prior>", lambda event: self.go_to(later_month(self.day, -1)))
        self.bind("<Next>", lambda event: self.go_to(later_month(self.day, 1)))
        self.bind("<Return>", self._open)
        self.bind("<space>", self._open)
        self.bind("<Button-1>", self._click)
        self.bind("<Configure>", lambda event: self._draw())
        self.bind("<<ThemeChanged>>", lambda event: self._draw())

    def show(self, day: date, totals: Mapping[date, tuple[int, int]]) -> None:
        """Show this day's month; `totals`: day to how many talks and how many mirrors."""
        before = self.text
        self.day, self._totals, self._known = day, totals, True
        self._draw()
        if focus_in(self) and self.text != before:
            self.event_generate(TOLD_ANEW)

    def mark(self, day: date) -> None:
        """Choose a day of this month, telling nobody."""
        self.day = day
        self._draw()

    @property
    def text(self) -> str:
        """What a reader of the screen would say of the chosen day; nothing before the journal is read."""
        if not self._known:
            return ""
        return f"{say.long_day(self.day)}: {say.sessions(sum(self._totals.get(self.day, (0, 0))))}"

    def go_to(self, day: date) -> str:
        """Choose a day; one outside of what a journal can hold is brought back inside."""
        self.day = min(max(day, EARLIEST), LATEST)
        self._draw()
        self._on_move(self.day)
        return "break"

    def _step(self, days: int, event: object) -> str:
        return self.go_to(self.day + timedelta(days=days))

    def _open(self, event: tk.Event[tk.Misc]) -> str:
        if not repeats(event):
            self._on_open(self.day)
        return "break"

    def _first(self) -> date:
        first = self.day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def _click(self, event: tk.Event[tk.Misc]) -> None:
        self.focus_set()
        theme = theme_of(self)
        column = int(event.x // max(1, self.winfo_width() / WEEK))
        row = int((event.y - theme.px(30)) // theme.px(CELL))
        if 0 <= column < WEEK and row >= 0:
            day = self._first() + timedelta(days=row * WEEK + column)
            if day.month == self.day.month:
                self.go_to(day)

    def _draw(self) -> None:
        theme, ground = theme_of(self), surface_colour(self.master)
        colours, ring = theme.palette, theme.px(theme.palette.ring_width)
        self.configure(
            background=ground, highlightthickness=ring, highlightbackground=ground, highlightcolor=colours.ring
        )
        first, head, cell = self._first(), theme.px(30), theme.px(CELL)
        weeks = -(-((later_month(self.day.replace(day=1), 1) - first).days) // WEEK)
        height = head + weeks * cell
        if int(str(self.cget("height"))) != height:
            self.configure(height=height)
        self.delete("all")
        wide, today = (self.winfo_width() - 2 * ring) / WEEK, self._today()
        for column, name in enumerate(say.WEEKDAYS):
            x = ring + (column + 0.5) * wide
            self.create_text(x, ring + head / 2, text=name, fill=colours.muted, font=FONT_SMALL)
        for place in range(weeks * WEEK):
            day = first + timedelta(days=place)
            if day.month == self.day.month:
                row, column = divmod(place, WEEK)
                self._draw_day(day, day == today, ring + column * wide, ring + head + row * cell, wide, cell)

    def _draw_day(self, day: date, is_today: bool, x: float, y: float, wide: float, high: float) -> None:
        theme, gap = theme_of(self), theme_of(self).px(2)
        colours, chosen = theme.palette, day == self.day
        talks, mirrors = self._totals.get(day, (0, 0))
        # The chosen day has a thick edge, a day with sessions a fill: neither needs colour to be seen.
        self.create_rectangle(
            x + gap, y + gap, x + wide - gap, y + high - gap,
            fill=colours.control if talks or mirrors or chosen else "",
            outline=colours.accent if chosen else colours.line, width=theme.px(3 if chosen else 1),
        )  # fmt: skip
        font = FONT_BOLD if chosen or is_today else FONT_BODY
        self.create_text(x + theme.px(9), y + theme.px(7), text=str(day.day), anchor="nw", fill=colours.text, font=font)
        left, middle, radius = x + theme.px(9), y + high - theme.px(15), theme.px(5)
        for count, filled in ((talks, True), (mirrors, False)):
            if not count:
                continue
            self.create_oval(
                left, middle - radius, left + 2 * radius, middle + radius, outline=colours.accent,
                fill=colours.accent if filled else "", width=theme.px(2),
            )  # fmt: skip
            text = self.create_text(
                left + 2 * radius + theme.px(3), middle, text=str(count), anchor="w", fill=colours.text, font=FONT_SMALL
            )
            left = self.bbox(text)[2] + theme.px(5)


class CalendarView(View):
    """The month on the left, its sessions on the right. Choosing in one chooses in the other."""

    def __init__(self, parent: tk.Misc, desk: Desk, day: date | None = None) -> None:
        """Make it; `day`: what was chosen when it was last seen."""
        super().__init__(parent, desk)
        self._kept_day = day
        self._found = Sessions()
        self._noted: frozenset[str] = frozenset()
        panel = Panel(self, padding=20)
        self.add(panel)
        self._message = self.waiting = WrappedLabel(panel, say.LOADING)
        panel.add(self._message)
        both = Beside(panel)
        panel.add(both, gap=12)
        left = Stack(both)
        self._month = WrappedLabel(left, kind="Title")
        left.add(self._month)
        self.grid_days = MonthGrid(left, lambda: desk.now().local_day, self._moved, self._open_day)
        left.add(self.grid_days, gap=8)
        left.add(WrappedLabel(left, say.CALENDAR_KEY, kind="Small"), gap=8)
        turn = Flow(left)
        self._turns = (
            ActionButton(turn, say.EARLIER_MONTH, lambda: self._turn(-1), letter="E"),
            ActionButton(turn, say.LATER_MONTH, lambda: self._turn(1), letter="L"),
        )
        for button in self._turns:
            button.letters = self.grid_days.letters  # type: ignore[attr-defined]  # the other's letter turns it, too
        left.add(turn, gap=8)
        right = Stack(both)
        self._count = WrappedLabel(right, kind="Bold")
        right.add(self._count)
        self.table = Table(right, say.SESSION_COLUMNS, desk.open_session)
        self.table.tree.bind("<<TreeviewSelect>>", lambda event: self._row_chosen(), add=True)
        right.add(self.table, gap=8)
        buttons = Flow(right)
        self._open = ActionButton(buttons, say.OPEN_SESSION, self._open_chosen, letter="O", kind="Accent")
        right.add(buttons, gap=8)
        both.put(left, right)
        if day is not None:
            self.grid_days.mark(day)
        self.first_focus = self.grid_days

    @property
    def day(self) -> date:
        """The chosen day."""
        return self.grid_days.day

    def forget_day(self) -> None:
        """Go to the newest session at the next load: the filter has changed."""
        self._kept_day = None

    def load(self) -> None:
        """Read the sessions that fit the filter."""
        chosen = self.desk.chosen()
        self.desk.reads.read(
            "calendar", lambda queries: (Sessions.of(queries.sessions(chosen)), queries.noted(chosen)), self._loaded
        )

    def _loaded(self, read: tuple[Sessions, frozenset[str]]) -> None:
        if not self.winfo_exists():
            return
        found, self._noted = read
        self._found = found
        told = say.IN_ALL.format(sessions=say.sessions(found.count), days=say.days(len(found.totals)))
        nothing = say.NOTHING_YET if self.desk.chosen() == EVERYTHING else say.NOTHING_CHOSEN
        self._message.say(told if found.count else nothing)
        self.grid_days.show(self._kept_day or found.newest or self.grid_days.day, found.totals)
        self._kept_day = self.grid_days.day
        self._show_month(anew=True)

    def _moved(self, day: date) -> None:
        self._kept_day = day
        self._show_month()

    def _turn(self, months: int) -> None:
        self.grid_days.go_to(later_month(self.grid_days.day, months))

    def _in_month(self) -> Sequence[tuple[date, Session]]:
        return self._found.months.get((self.day.year, self.day.month), ())

    def _show_month(self, anew: bool = False) -> None:
        title = say.month(self.day)
        shown = self._in_month()
        if anew or str(self._month.cget("text")) != title:
            self._month.say(title)
            for turn in self._turns:
                turn.spoken_name = f"{turn.cget('text')}, {title}"  # type: ignore[attr-defined]
            self._count.say(say.sessions(len(shown)) if shown else say.NO_SESSION_IN_MONTH)
            self.table.fill([self._cells(*one) for one in shown], [one.uid for _, one in shown])
            self._open.enable(bool(shown), self.grid_days)
        on_day = [one.uid for day, one in shown if day == self.day]
        if on_day and self.table.chosen not in on_day:
            self.table.choose(on_day[-1])

    def _cells(self, day: date, session: Session) -> tuple[str, ...]:
        zone = self.desk.zone(session.started.utc_ms)
        when, *rest, tags = say.session_cells(session, zone, session.uid in self._noted)
        # Aloud the day is said in full. The tags are the person's own words.
        said = f"{say.long_day(day)}, {say.time_of_day(session.started, zone)}"
        return (Written(when, said), *rest, Written(tags))

    def _row_chosen(self) -> None:
        day = next((day for day, one in self._in_month() if one.uid == self.table.chosen), None)
        # Only while the list is worked: the calendar also changes the list, and must not be moved by that.
        if day is not None and focus_in(self.table.tree):
            self.grid_days.mark(day)

    def _open_day(self, day: date) -> None:
        if day in self._found.totals:
            self._open_chosen()

    def _open_chosen(self) -> None:
        if self.table.chosen:
            self.desk.open_session(self.table.chosen)


def later_month(day: date, months: int) -> date:
    """Return the same day that many months later, or that month's last day.

    >>> later_month(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    return months_before(day, -months)
