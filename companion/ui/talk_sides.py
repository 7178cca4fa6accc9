"""What can stand in the left half of Talk: the picture, the details, or the question what it really was."""

from __future__ import annotations

import time
from collections.abc import Callable
from tkinter import ttk
from typing import TYPE_CHECKING

from companion.journal.events import Saving
from companion.ui.correction import CorrectionPanel
from companion.ui.details import Details
from companion.ui.scroll import ScrollBody
from companion.ui.theme import SMALLEST, theme_of
from companion.ui.widgets import Panel
from companion.ui.word_view import WordView
from companion.words import talk as say

if TYPE_CHECKING:
    from companion.pipeline import Outcome
    from companion.session import Session

# Bars that change with every frame can't be read.
DETAILS_EVERY_S = 0.5
# From this text size on (percent) the words get the larger part of the window, and a question all of it.
LARGE_TEXT = 150


class Sides:
    """Shows one of the three at a time, in the same place of the grid beside the words, and fills the details.

    Attributes:
        picture, details, correction: the three panels.
        moved: called after another one was shown; whether the focus was in the one that went.

    Args:
        words: the right half.
        session: where a correction is kept; None: it is not asked for.
        notice: shows one sentence.
    """

    def __init__(
        self,
        frame: ttk.Frame,
        picture: Panel,
        words: WordView,
        session: Session | None,
        moved: Callable[[bool], None],
        notice: Callable[[str], None],
    ) -> None:
        self.picture, self.moved, self._frame, self._words = picture, moved, frame, words
        self._session, self._notice, self._asked_ms = session, notice, 0
        self.details = Details(frame)
        self.correction = CorrectionPanel(frame, self._keep, lambda: self.show(self.picture))
        self._details_at = 0.0
        self._newest: Outcome | None = None
        self._detailed: tuple[object, ...] = ()
        self._fills_later = ""
        self._panels = (picture, self.details, self.correction)
        self.fit()

    @property
    def shown(self) -> Panel:
        """The panel that is shown now."""
        return next((panel for panel in self._panels if panel.winfo_manager()), self.picture)

    @property
    def scroll(self) -> ScrollBody:
        """What Page Up and Page Down turn: what took the picture's place, unless all of it is seen; else the words."""
        shown = self.shown
        if isinstance(shown, Details | CorrectionPanel) and (shown.scroll.scrolls or not self._words.winfo_manager()):
            return shown.scroll
        return self._words.scroll

    def show(self, wanted: Panel) -> None:
        """Show one of the three."""
        focus, before = str(wanted.tk.call("focus")), self.shown
        for panel in self._panels:
            if panel is not wanted:
                panel.grid_remove()
        self._place(wanted)
        self._details_at = 0.0
        self.moved(before is not wanted and focus.startswith(f"{before}."))

    def toggle_details(self, outcome: Outcome | None) -> None:
        """Show the details of this outcome, or the picture again; nothing, if an answer is begun."""
        if not self.answering():
            self.show(self.picture if self.shown is self.details else self.details)
            # A paused or ended video brings no newer outcome that would fill them.
            self.fill(outcome)

    def fit(self) -> None:
        """Share the width: half each, but more for the words the larger the text is; and size the live word."""
        frame, theme = self._frame, theme_of(self._frame)
        large = theme.percent >= LARGE_TEXT
        frame.configure(padding=theme.px(16))
        parts = (2, 3) if large else (5, 6) if theme.percent > SMALLEST else (1, 1)
        for column, weight in enumerate(parts):
            frame.columnconfigure(column, weight=weight, uniform="parts")
        self._place(self.shown)
        width = (frame.winfo_width() - theme.px(48)) * parts[1] / sum(parts)
        self._words.fit(round(width - theme.px(72)), frame.winfo_height(), large)

    def fill(self, outcome: Outcome | None) -> None:
        """Show the shares of this outcome, if the details are shown, as soon as the last ones were there long enough.

        Where it is of another kind (a face came or went) they change at once, as the word beside them does. Without an
        outcome nothing is seen or read: the shares go away at once.
        """
        self._newest = outcome
        if outcome is None:
            self._detailed = ()
            self.details.show(None, False)
        elif self.shown is self.details:
            wait_s = self._details_at + DETAILS_EVERY_S - time.monotonic()
            if wait_s <= 0 or self._detailed != _sort(outcome):
                self._fill_now()
            elif not self._fills_later:
                # Also if no other outcome follows: a video may have been paused, or have ended.
                self._fills_later = self.details.after(round(wait_s * 1000) + 1, self._fill_now)

    def _fill_now(self) -> None:
        self._forget_later()
        outcome = self._newest
        if outcome is None or self.shown is not self.details:
            return
        self._details_at, self._detailed = time.monotonic(), _sort(outcome)
        no_face = outcome.reading.kind == "no_face"
        self.details.show(outcome.people or outcome.reading.scores, outcome.people is not None, no_face)
        if isinstance(outcome.reading, say.FaceSeen):
            self.details.sentence.say(say.spoken(outcome.reading).headline)

    def _forget_later(self) -> None:
        if self._fills_later:
            self.details.after_cancel(self._fills_later)
            self._fills_later = ""

    def uncover(self) -> None:
        """Close details that hide the words (large text): something happened that the person must see there."""
        if self.shown is self.details and not self._words.winfo_manager():
            self.show(self.picture)

    def ask(self, outcome: Outcome) -> None:
        """Ask what this reading really was; nothing, if the session is not kept."""
        reading_ms = None if self._session is None else self._session.reading_ms()
        if reading_ms is not None and self._session is not None and self._session.saving is Saving.NEVER:
            # Nobody should write first and hear then that it was for nothing.
            self._notice(say.CORRECT_NEVER)
        elif reading_ms is not None:
            self._asked_ms = reading_ms
            self.show(self.correction)
            self.correction.open(say.spoken(outcome.reading).headline)

    def answering(self) -> bool:
        """Whether an answer is begun, which must not be lost by a letter; it then gets the focus."""
        begun = self.shown is self.correction and self.correction.answer != ((), "")
        if begun:
            self.correction.entry.focus_set()
        return begun

    def closed(self) -> None:
        """The talk ends: keep what was answered so far, if the question is open."""
        self._forget_later()
        words, text = self.correction.answer
        if self._session is not None and self.shown is self.correction and (words or text):
            self._session.correct(self._asked_ms, words, text)

    def leave(self) -> None:
        """Show the picture again. An answer that is begun is kept: the key was perhaps meant for the voice."""
        words, text = self.correction.answer
        if self.shown is self.correction and (words or text):
            self._keep(words, text)
        else:
            self.show(self.picture)

    def _keep(self, words: tuple[str, ...], text: str) -> None:
        self.show(self.picture)
        if self._session is not None:
            self._session.correct(self._asked_ms, words, text)
            self._notice(_kept(self._session.saving))

    def _place(self, panel: Panel) -> None:
        theme = theme_of(panel)
        # With large text two fifths of the window are too narrow for a table or for choices.
        wide = theme.percent >= LARGE_TEXT and panel is not self.picture
        panel.grid(
            row=1, column=0, columnspan=2 if wide else 1, sticky="nsew", padx=(0, 0 if wide else theme.px(16))
        )  # fmt: skip
        self._words.grid_remove() if wide else self._words.grid()


def _sort(outcome: Outcome) -> tuple[object, ...]:
    return type(outcome.reading), outcome.reading.kind == "no_face"


def _kept(saving: Saving) -> str:
    sentences = {Saving.NOW: say.CORRECT_KEPT, Saving.LATER: say.CORRECT_LATER, Saving.NEVER: say.CORRECT_NEVER}
    return sentences[saving]
