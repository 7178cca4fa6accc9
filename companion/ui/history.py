"""The History screen, for now a plain list of sessions with what was seen in the chosen one."""

from __future__ import annotations

from tkinter import ttk

from companion.journal.queries import Queries
from companion.journal.records import JournalError, Session
from companion.paths import Paths
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, NoticeBar, Panel, Row, WrappedLabel, style_for
from companion.words import history as say

COLUMNS = ("when", "length", "mode", "source")


class History:
    """Lists sessions, the newest first. It reads the journal through a connection of its own."""

    def __init__(self, shell: Shell, paths: Paths) -> None:
        self._shell, self._paths = shell, paths
        self._sessions: tuple[Session, ...] = ()
        self.frame = ttk.Frame(shell)
        scroll = ScrollBody(self.frame, padding=24)
        scroll.pack(fill="both", expand=True)
        body = self._body = scroll.body
        body.add(WrappedLabel(body, say.TITLE, kind="Heading"))
        self._message = WrappedLabel(body, "")
        body.add(self._message, gap=8)
        panel = Panel(body, padding=12)
        self._list = ttk.Treeview(
            panel, columns=COLUMNS, show="headings", selectmode="browse", style=style_for(panel, "Treeview"), height=5
        )
        for column in COLUMNS:
            self._list.heading(column, text=say.HEADINGS[column], anchor="w")
            self._list.column(column, anchor="w", width=shell.theme.px(140))
        bar = ttk.Scrollbar(
            panel, command=self._list.yview, style=style_for(panel, "Vertical.TScrollbar"), takefocus=False
        )
        self._list.configure(yscrollcommand=bar.set)
        self._list.bind("<<TreeviewSelect>>", lambda event: self._show_chosen())
        panel.add(self._list, grow=1)
        bar.grid(row=0, column=1, sticky="ns")
        body.add(panel, grow=1)
        seen = Panel(body, padding=16)
        self._chosen = WrappedLabel(seen, "")
        seen.add(self._chosen)
        body.add(seen)
        buttons = Row(body)
        buttons.add(ActionButton(buttons, say.BACK, lambda: shell.show(shell.home), letter="B"))
        body.add(buttons)
        self.first_focus = self._list

    def opened(self) -> None:
        """Read the list of sessions."""
        try:
            with Queries(self._paths) as queries:
                self._sessions = queries.sessions()
        except JournalError as error:
            self.notice(str(error))
        for session in self._sessions:
            self._list.insert("", "end", iid=session.uid, values=say.row(session))
        self._message.say(say.count(len(self._sessions)))
        if self._sessions:
            first = self._sessions[0].uid
            self._list.selection_set(first)
            self._list.focus(first)

    def closed(self) -> None:
        """Nothing to let go of."""

    def notice(self, sentence: str) -> None:
        """Show one plain sentence."""
        self._body.add(NoticeBar(self._body, sentence))

    def _show_chosen(self) -> None:
        chosen = self._list.selection()
        session = next((one for one in self._sessions if chosen and one.uid == chosen[0]), None)
        if session is None:
            return
        try:
            with Queries(self._paths) as queries:
                rows = queries.readings(session.uid)
        except JournalError as error:
            self.notice(str(error))
            return
        self._chosen.say(say.seen(rows, session.length_ms))

