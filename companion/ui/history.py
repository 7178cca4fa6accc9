"""The History screen: views, filters and notes around them, and the way into one session and back."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from functools import partial
from tkinter import ttk

from companion.journal.events import Delete
from companion.journal.moment import Clock, Zone, system_clock, system_zone
from companion.journal.queries import Queries, Unreadable
from companion.journal.writer import Writer
from companion.paths import Paths
from companion.ui.history_calendar import CalendarView
from companion.ui.history_data import DataView
from companion.ui.history_filters import Filters
from companion.ui.history_session import SessionView
from companion.ui.history_summary import SummaryView
from companion.ui.history_undo import UndoBar
from companion.ui.history_view import ASK_AGAIN_S, Desk, View, focus_in
from companion.ui.history_views import BesideView, OwnView, SeenView
from companion.ui.history_work import Work
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, Flow, NoticeBar, Row, Stack, WrappedLabel, style_for
from companion.words import history as say
from companion.words import journal as journal_words

LARGE_TEXT = 150
REST_AFTER_S = 0.5


class History:
    """Looks back. Reads the journal in a thread, through connections of its own; writes through `writer`."""

    def __init__(
        self,
        shell: Shell,
        paths: Paths,
        writer: Writer,
        now: Clock = system_clock,
        zone: Zone = system_zone,
        tell: Callable[[str], None] = lambda sentence: None,
    ) -> None:
        """Make it. `tell`: shows a sentence on the screen that is open once this one is not any more."""
        self._shell, self._now, self._tell_elsewhere = shell, now, tell
        self.frame = ttk.Frame(shell)
        self._scroll = ScrollBody(self.frame, padding=24)
        self._scroll.pack(fill="both", expand=True)
        body = self._scroll.body
        self._told: dict[str, NoticeBar] = {}
        self._day: date | None = None
        # Until the journal says otherwise: nothing flickers on a usual day.
        self._can_write, self._failed = True, False
        self._tried: View | None = None  # the view that was read again after a failure
        self._why = ""  # nothing can be written, as was told last
        self.view: View
        self.view_name = "calendar"
        self.filters: Filters

        def worker(name: str, saves: bool = False) -> Work:
            failed = self._read_failed if name == "reads" else self._work_failed
            return Work(f"history-{name}", shell.post, paths, failed, saves)

        self.desk = Desk(
            shell, paths, writer, worker("reads"), worker("drawings"), worker("files", True), now, zone, self.notice,
            self._tell_anywhere, lambda: self.filters.chosen, lambda: self.filters.shown, self.open_session,
            self._reload, self._delete, lambda: self._can_write, lambda: self._undo.put_away(),
        )  # fmt: skip
        self._build_head(body)
        self._notices = Stack(body)
        body.add(self._notices, gap=0)
        self._undo = UndoBar(body, self.desk, self._focus_on)
        body.add(self._undo, gap=8)
        self._undo.grid_remove()
        self.filters = Filters(body, lambda: now().local_day, self._filters_changed)
        body.add(self.filters, gap=4)
        self._place = Stack(body)
        body.add(self._place, gap=12, grow=1)
        self.show_view("calendar")
        self.first_focus = self.view.first_focus

    def _build_head(self, body: Stack) -> None:
        head = Row(body)
        self._title = WrappedLabel(head, say.TITLE, kind="Heading", chars=7)
        head.add(self._title, grow=1, sticky="ew")
        self._back = ActionButton(head, say.BACK, self._shell.go_back, letter="B")
        head.add(self._back)
        body.add(head)
        self._chosen_view = tk.StringVar(body, "calendar")
        self._pills = Flow(body)
        for name, label in say.VIEWS.items():
            ttk.Radiobutton(
                self._pills, text=label, value=name, variable=self._chosen_view,
                command=lambda: self.show_view(self._chosen_view.get()),
                style=style_for(self._pills, "Choice.TRadiobutton"),
            )  # fmt: skip
        body.add(self._pills, gap=8)
        # Large pills would fill half of a small window before anything is seen.
        self._list = ttk.Combobox(
            body, values=list(say.VIEWS.values()), state="readonly", style=style_for(body, "TCombobox"),
            font="CompanionBody",
        )  # fmt: skip
        self._list.spoken_name = say.TITLE  # type: ignore[attr-defined]  # read by reading_controls
        self._list.bind("<<ComboboxSelected>>", lambda event: self.show_view(list(say.VIEWS)[self._list.current()]))
        body.add(self._list, gap=8)
        self.frame.bind("<<ThemeChanged>>", lambda event: self._choose_chooser())

    def _choose_chooser(self) -> None:
        session = isinstance(self.view, SessionView)
        large = self._shell.theme.percent >= LARGE_TEXT
        held = focus_in(self._pills) or focus_in(self._list)
        for widget, on in ((self._pills, not large and not session), (self._list, large and not session)):
            widget.grid() if on else widget.grid_remove()
        if not session and held:
            self._focus_chooser(large)
        self.filters.grid_remove() if session else self.filters.grid()

    def _focus_chooser(self, large: bool) -> None:
        """What was in the pills goes on in the list that took their place, and the other way about."""
        chosen = list(say.VIEWS).index(self.view_name)
        (self._list if large else self._pills.winfo_children()[chosen]).focus_set()

    # -- the screen's life

    def opened(self) -> None:
        """Look for what has to be said: deletions that still run, rows that make no sense."""
        self._ask_whether_it_can_write()
        # The calendar comes first: what follows takes a second of the processor.
        self._shell.later(REST_AFTER_S, self._load_rest)

    def _ask_whether_it_can_write(self) -> None:
        def answered(asked: Future[bool]) -> None:
            error = asked.exception()
            why = str(error) if error else journal_words.NEWER if asked.result() else ""
            self._shell.post(lambda: self._told_whether_it_can_write(why, error is not None))

        self.desk.writer.call(lambda journal: journal.read_only).add_done_callback(answered)

    def _told_whether_it_can_write(self, why: str, may_change: bool) -> None:
        if not self.frame.winfo_exists():
            return
        told = self._told.get(self._why)
        if not why and told is not None and told.winfo_exists():
            told.dismiss()  # it is no longer so
        if why and why != self._why:
            self.notice(why)  # once: who closed it knows it
        self._why = why
        if not why and (self._failed or not self._can_write):
            # The journal was being made or mended while it was read, or what waited is written only now.
            self._failed = False
            self._reload()
        if self._can_write == bool(why):
            self._can_write = not why
            self.view.allow_writing()
        if not why:
            self._undo.look()
        if may_change:
            # Another window may close, a disk may get room.
            # Kept: this screen may be covered by Help meanwhile.
            self._shell.later(ASK_AGAIN_S, self._ask_whether_it_can_write, keep=True)

    def _load_rest(self) -> None:
        # In the worker for drawings: no question waits for it there.
        self.desk.drawings.ask("library", _load_library, lambda done: None)
        self.desk.drawings.read("unreadable", Queries.unreadable, self._tell_unreadable)

    def closed(self) -> None:
        """Save a note that was being written, and end the threads."""
        self.view.leave()
        self._undo.leave()
        for work in (self.desk.reads, self.desk.drawings, self.desk.files):
            work.stop()

    def back(self) -> bool:
        """Esc in a session goes back to the calendar."""
        if not isinstance(self.view, SessionView):
            return False
        self.show_view(self.view_name)
        self.view.first_focus.focus_set()
        return True

    def _focus_on(self) -> None:
        """Put the focus where the view begins; where nothing is drawn there, on the way back."""
        first = self.view.first_focus
        (first if first.winfo_viewable() else self._back).focus_set()

    def notice(self, sentence: str) -> None:
        """Show one plain sentence, once."""
        if not self.frame.winfo_exists():
            return  # the app tells what the journal can't keep
        shown = self._told.get(sentence)
        if shown is None or not shown.winfo_exists():
            bar = self._told[sentence] = NoticeBar(self._notices, sentence, lambda: self._told.pop(sentence, None))
            self._notices.add(bar, gap=8)

    def _tell_anywhere(self, sentence: str) -> None:
        """Tell what became of a file: one may have gone on to another screen long ago."""
        self.notice(sentence) if self.frame.winfo_exists() else self._tell_elsewhere(sentence)

    def _work_failed(self, sentence: str) -> None:
        self._failed = True
        self.notice(sentence)
        self.view.not_read()

    def _read_failed(self, sentence: str) -> None:
        self._work_failed(sentence)
        # A disk may be slow for a moment. Once for each view: what fails each time would begin anew for ever.
        if self._tried is not self.view:
            self._tried = self.view
            self._shell.later(ASK_AGAIN_S, partial(self._read_again, self.view), keep=True)

    def _read_again(self, view: View) -> None:
        if view is self.view and self.frame.winfo_exists():
            self._reload()

    def _tell_unreadable(self, found: Unreadable) -> None:
        if found.rows:
            self.notice(say.UNREADABLE.format(count=found.rows))

    # -- views

    def show_view(self, name: str) -> None:
        """Show a view by its name in VIEWS."""
        makers: dict[str, Callable[[], View]] = {
            "calendar": lambda: CalendarView(self._place, self.desk, self._day),
            "seen": lambda: SeenView(self._place, self.desk),
            "own": lambda: OwnView(self._place, self.desk),
            "beside": lambda: BesideView(self._place, self.desk),
            "summary": lambda: SummaryView(self._place, self.desk),
            "data": lambda: DataView(self._place, self.desk),
        }
        self.view_name = name
        self._chosen_view.set(name)
        self._list.set(say.VIEWS[name])
        self._show(makers[name])

    def open_session(self, uid: str) -> None:
        """Show one session."""
        self._show(lambda: SessionView(self._place, self.desk, uid))
        # At the top: with large text a chart fills the window, and the day would be out of sight.
        self._back.focus_set()

    def _show(self, make: Callable[[], View]) -> None:
        former = getattr(self, "view", None)
        if former is not None:
            self._leave(former)
            former.destroy()
        # Each time: a session may have got a new tag.
        self._read_tags()
        self.view = make()
        self._place.add(self.view, gap=0)
        self.view.allow_writing()
        self._back.set_text(say.LIST_BACK if isinstance(self.view, SessionView) else say.BACK)
        self._choose_chooser()
        self._scroll.scroll_pages(-1000)
        self.view.load()

    def _leave(self, view: View) -> None:
        view.leave()
        if isinstance(view, CalendarView):
            self._day = view.day

    def _reload(self) -> None:
        if self.frame.winfo_exists():
            self._read_tags()
            self.view.load()

    def _read_tags(self) -> None:
        self.desk.reads.read("tags", lambda queries: [tag for tag, _ in queries.tags()], self.filters.offer_tags)

    def _filters_changed(self) -> None:
        self._day = None
        if isinstance(self.view, CalendarView):
            self.view.forget_day()
        self.view.load()

    def _delete(self, event: Delete) -> None:
        self._undo.delete(event)
        if isinstance(self.view, SessionView) and event.sessions:
            self.show_view("calendar")


def _load_library() -> None:
    import matplotlib.backends.backend_agg
    import matplotlib.font_manager

    # Building the list of fonts takes seconds the very first time.
    matplotlib.font_manager.get_font_names()
    _ = matplotlib.backends.backend_agg
