"""The three views with charts: what was seen, one's own words over weeks, and own words beside the camera's guesses."""

from __future__ import annotations

import tkinter as tk
from abc import abstractmethod
from typing import Generic, TypeVar

from companion.charts import bars, columns_that_fit, counts_grid
from companion.journal.choosing import Filter
from companion.journal.counts import beside, own_words, seen
from companion.journal.queries import Queries, SessionTimes
from companion.journal.records import CheckIn
from companion.ui.history_cells import Written
from companion.ui.history_table import ChartAndTable
from companion.ui.history_view import Desk, View
from companion.words import history as say
from companion.words import history_charts as told

T = TypeVar("T")


class ChartView(View, Generic[T]):
    """A view with one chart and its table: asks the journal in the worker, then shows."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        self.chart = ChartAndTable(self, desk.drawings, self.columns(), most_rows=10)
        self.chart.show(say.LOADING, None, (), ())
        self.waiting = self.chart.title
        self.add(self.chart)
        self.first_focus = self.chart.picture

    def load(self) -> None:
        """Read what fits the filter."""
        chosen = self.desk.chosen()
        self.desk.reads.read("chart", lambda queries: self.ask(queries, chosen), self._loaded)

    def _loaded(self, answer: T) -> None:
        if self.winfo_exists():
            self.show(answer)

    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Return the headings of the table."""

    @abstractmethod
    def ask(self, queries: Queries, chosen: Filter) -> T:
        """Read; called in the worker."""

    @abstractmethod
    def show(self, answer: T) -> None:
        """Show what was read."""


class SeenView(ChartView[tuple[SessionTimes, ...]]):
    """What was seen how often: bars with counts."""

    def columns(self) -> tuple[str, ...]:
        """Return the headings of the table."""
        return say.SEEN_COLUMNS

    def ask(self, queries: Queries, chosen: Filter) -> tuple[SessionTimes, ...]:
        """Read how long each thing was said."""
        return queries.session_times(chosen)

    def show(self, answer: tuple[SessionTimes, ...]) -> None:
        """Show a bar for each thing that was said."""
        found = seen(answer)
        values, unit = told.seen_bars(found)
        lines = (say.SEEN_LINE, told.seen_line(answer, found)) if found else (say.SEEN_NOTHING,)
        self.chart.show(
            say.SEEN_TITLE,
            (lambda style: bars(values, unit, style, say.DECIMAL)) if found else None,
            [say.seen_cells(one) for one in found],
            lines,
        )


class OwnView(ChartView[tuple[CheckIn, ...]]):
    """One's own words over weeks, or months."""

    def columns(self) -> tuple[str, ...]:
        """Return the headings of the table; they say weeks until there are months."""
        return say.OWN_COLUMNS[False]

    def ask(self, queries: Queries, chosen: Filter) -> tuple[CheckIn, ...]:
        """Read what the person said."""
        return queries.checkins(chosen)

    def show(self, answer: tuple[CheckIn, ...]) -> None:
        """Show a grid of words by weeks."""
        own = own_words(answer)
        grid = told.own_grid(own)
        self.chart.show(
            say.OWN_TITLE[own.months],
            # Where not all have room, the newest are drawn; the table has them all.
            (lambda style: counts_grid(grid.newest(columns_that_fit(grid.rows, style)), style))
            if own.counts
            else None,
            [
                (word, Written(when, aloud), count)
                for (word, when, count), (_, aloud, _) in zip(told.own_rows(own), told.own_rows(own, True), strict=True)
            ],
            told.own_lines(answer, own) if own.counts else (say.OWN_NOTHING,),
            columns=say.OWN_COLUMNS[own.months],
        )


class BesideView(ChartView[tuple[CheckIn, ...]]):
    """Own words beside the camera's guesses; not a score."""

    def columns(self) -> tuple[str, ...]:
        """Return the headings of the table."""
        return say.BESIDE_COLUMNS

    def ask(self, queries: Queries, chosen: Filter) -> tuple[CheckIn, ...]:
        """Read what the person said, and what the camera guessed then."""
        return queries.checkins(chosen)

    def show(self, answer: tuple[CheckIn, ...]) -> None:
        """Show a grid of own words by guesses."""
        pairs = beside(answer)
        grid = told.beside_grid(pairs)
        self.chart.show(
            say.BESIDE_TITLE,
            (lambda style: counts_grid(grid, style)) if pairs else None,
            told.beside_rows(pairs),
            told.beside_lines(answer, pairs) if pairs else (say.BESIDE_NOTHING,),
        )
