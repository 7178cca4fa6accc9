"""The plain summary of the chosen span on one page, its charts, and the same as a PDF."""

from __future__ import annotations

import tkinter as tk
from pathlib import Path

from companion.charts import CountsGrid, PageChart, bars, columns_that_fit, counts_grid
from companion.summary import Summary, summarize, write_summary
from companion.ui.figures import MakeFigure
from companion.ui.history_files import ask_where
from companion.ui.history_table import ChartAndTable
from companion.ui.history_view import Desk, State, View
from companion.ui.widgets import ActionButton, Flow, Panel, Stack, WrappedLabel
from companion.words import history as words
from companion.words import summary as say


class SummaryView(View):
    """Sentences first; under them the charts, each with its table."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        self._summary: Summary | None = None
        panel = Panel(self)
        self.add(panel)
        self._title = self.waiting = WrappedLabel(panel, words.LOADING, kind="Title")
        panel.add(self._title)
        self.lines = WrappedLabel(panel)
        panel.add(self.lines, gap=12)
        self._small = WrappedLabel(panel, kind="Small")
        panel.add(self._small, gap=12)
        buttons = Flow(panel)
        self._save = ActionButton(buttons, say.SAVE_PDF, self.choose_file, letter="P", kind="Accent")
        panel.add(buttons)
        self.told = State(panel, kind="Muted")
        panel.add(self.told, gap=4)
        self.told.say("")
        self._save.enable(False)
        self._charts = Stack(self)
        self.add(self._charts)
        self.first_focus = self._save

    def load(self) -> None:
        """Count what fits the filter."""
        chosen = self.desk.chosen()
        self.desk.reads.read("summary", lambda queries: summarize(queries, chosen), self._loaded)

    def _loaded(self, summary: Summary) -> None:
        if not self.winfo_exists():
            return
        self._summary = summary
        page = say.page(summary, self.desk.now().to_datetime())
        self._title.say(page.title)
        self.lines.say("\n\n".join(page.lines))
        self._small.say("\n".join(page.small))
        self._save.enable(True)
        for old in self._charts.winfo_children():
            old.destroy()
        for chart in page.charts:
            shown = ChartAndTable(self._charts, self.desk.drawings, chart.columns)
            shown.show(chart.title, _figure(chart), chart.rows, _left_out(chart))
            self._charts.add(shown)

    def choose_file(self) -> None:
        """Ask where the PDF goes, and write it."""
        file = ask_where(self, say.PICK_PDF, say.PDF_NAME, (say.PDF_FILES, ".pdf"))
        if file is not None:
            self.save(file)

    def save(self, file: Path) -> None:
        """Write the PDF; a sentence tells when it is there."""
        summary, now = self._summary, self.desk.now()
        if summary is None:
            return
        self.told.say(say.SAVING)
        # Among the drawings: matplotlib draws one thing at a time.
        self.desk.drawings.ask(
            f"export {file}",
            lambda: write_summary(summary, file, now),
            lambda done: self._end(say.SAVED.format(name=file)),
            saves=True,
            failed=self._end,
        )

    def _end(self, told: str) -> None:
        """Say what came of it, here where it was said that it goes on, or wherever the person is by now."""
        self.told.say(told) if self.winfo_exists() else self.desk.tell_anywhere(told)


def _left_out(chart: PageChart) -> tuple[str, ...]:
    """Return what the chart may not show, though the table beside it does."""
    rows = words.ROWS_CUT.format(drawn=len(chart.data.rows)) if isinstance(chart.data, CountsGrid) else ""
    return (rows if chart.left_out else "", words.OWN_CUT if chart.cut else "")


def _figure(chart: PageChart) -> MakeFigure:
    data = chart.data
    if isinstance(data, CountsGrid):
        # Only where it is said may columns be missing: weeks and months may, guesses not.
        return lambda style: counts_grid(
            data.newest(columns_that_fit(data.rows, style)) if chart.cut else data, style
        )
    return lambda style: bars(data, chart.unit, style, chart.decimal)
