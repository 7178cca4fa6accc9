"""One's own data: save a copy, bring one in, delete what is shown or all, and clear old sessions by itself."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import filedialog, ttk

from companion.journal.exchange import Exported, export_journal
from companion.journal.importing import Imported, import_steps
from companion.journal.queries import Queries
from companion.summary import summarize, write_summary
from companion.ui.history_delete import ClearPanel, DeletePanel
from companion.ui.history_files import ask_where
from companion.ui.history_view import Desk, State, View
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel, style_for
from companion.words import history_data as say

# An import lists so many problems.
MOST_PROBLEMS = 5


class DataView(View):
    """Everything a person can do with their journal as a whole."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        copy = Panel(self, padding=20)
        copy.add(WrappedLabel(copy, say.EXPORT_TITLE, kind="Title"))
        self._shown = WrappedLabel(copy)
        copy.add(self._shown, gap=4)
        kinds = Flow(copy)
        made = [
            ActionButton(kinds, name, lambda ending=ending: self.choose_export(ending))  # type: ignore[misc]
            for ending, name in say.EXPORT_KINDS.items()
        ]
        copy.add(kinds, gap=8)
        bring_title = WrappedLabel(copy, say.IMPORT_TITLE, kind="Title")
        copy.add(bring_title)
        bring_line = WrappedLabel(copy, say.IMPORT_LINE)
        copy.add(bring_line, gap=4)
        bring = Flow(copy)
        self._import = ActionButton(bring, say.IMPORT, self.choose_import)
        copy.add(bring, gap=8)
        self._bring = (bring_title, bring_line, bring)
        self.progress = ttk.Progressbar(copy, maximum=100, style=style_for(copy, "Horizontal.TProgressbar"))
        copy.add(self.progress, gap=8)
        self.progress.grid_remove()
        self.told = State(copy, kind="Bold")
        copy.add(self.told, gap=4)
        self.told.say("")
        self.add(copy)
        self.deleting = DeletePanel(self, desk)
        self.add(self.deleting)
        self.clearing = ClearPanel(self, desk)
        self.add(self.clearing)
        journal = desk.paths.journal
        where = say.WHERE.format(folder=journal.parent, name=journal.name)
        self.add(WrappedLabel(self, where, kind="Small"))
        self.first_focus = made[0]

    def load(self) -> None:
        """Say what is shown now: that is what is copied or deleted."""
        self._shown.say(say.EXPORT_LINE.format(shown=self.desk.shown()))
        self.deleting.load()
        self.clearing.no()

    def allow_writing(self) -> None:
        """Offer what changes the journal, or only the copy."""
        for widget in (*self._bring, self.deleting, self.clearing):
            widget.grid() if self.desk.can_write() else widget.grid_remove()

    # -- copies

    def choose_export(self, ending: str) -> None:
        """Ask where the copy goes, and save it."""
        kind = (say.EXPORT_KINDS[ending], ending)
        file = ask_where(self, say.PICK_EXPORT, say.EXPORT_NAMES[ending], kind, known=say.EXPORT_KINDS)
        if file is not None:
            self.export_to(file)

    def export_to(self, file: Path) -> None:
        """Save what is shown to a .csv, .json or .pdf."""
        chosen, now = self.desk.chosen(), self.desk.now()
        self._begin(say.EXPORTING)
        if file.suffix.lower() == ".pdf":
            self.desk.drawings.read(
                f"export {file}",
                lambda queries: write_summary(summarize(queries, chosen), file, now),
                lambda done: self._end(say.EXPORTED_PDF.format(name=file)),
                saves=True,
                failed=self._end,
            )
            return
        progress = self._progress()

        def work(queries: Queries) -> Exported:
            return export_journal(queries, file, now, chosen, progress)

        self.desk.files.read(f"export {file}", work, lambda done: self._exported(done, file), failed=self._end)

    def _exported(self, done: Exported, file: Path) -> None:
        told = say.EXPORTED.format(sessions=done.sessions, readings=done.readings, name=file)
        self._end(" ".join((told, say.LEFT_OUT.format(count=done.left_out))) if done.left_out else told)

    def choose_import(self) -> None:
        """Ask which copy, and bring it in."""
        chosen = filedialog.askopenfilename(
            parent=self, title=say.PICK_IMPORT, filetypes=[(say.JSON_FILES, "*.json")]
        )
        if chosen:
            self.import_from(Path(chosen))

    def import_from(self, file: Path) -> None:
        """Add what a .json holds."""
        self._begin(say.IMPORTING)
        self.desk.brings_in()
        progress = self._progress()
        self.desk.write_in_steps(lambda journal: import_steps(journal, file, progress), self._imported, self._end)

    def _imported(self, done: Imported) -> None:
        told = [say.IMPORTED.format(added=done.added, known=done.known)]
        if done.gained:
            told.append(say.GAINED.format(count=done.gained))
        told.extend(done.problems[:MOST_PROBLEMS])
        if len(done.problems) > MOST_PROBLEMS:
            told.append(say.MORE_PROBLEMS.format(count=len(done.problems) - MOST_PROBLEMS))
        self._end("\n".join(told))
        self.desk.brings_in()  # a look that was on its way may have told of a deletion meanwhile
        self.desk.reload()

    # -- progress

    def _begin(self, told: str) -> None:
        self.told.say(told)
        self.progress.configure(value=0)
        self.progress.grid()

    def _end(self, told: str) -> None:
        """Say what came of it, here where the progress was, or wherever the person is by now."""
        if self.winfo_exists():
            self.progress.grid_remove()
            self.told.say(told)
        else:
            self.desk.tell_anywhere(told)

    def _progress(self) -> Callable[[int, int], None]:
        """Return what is told of each step, in the worker; the bar hears of whole percents only."""
        last = -1

        def told(done: int, total: int) -> None:
            nonlocal last
            percent = done * 100 // max(1, total)
            if percent != last:
                last = percent
                self.desk.shell.post(lambda: self._advance(percent))

        return told

    def _advance(self, percent: int) -> None:
        if self.winfo_exists():
            self.progress.configure(value=percent)
