"""Teaching the resting face: ten seconds of looking, then nine numbers; and switching it off, and deleting it."""

from __future__ import annotations

import math
import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from companion import resting_store as store
from companion.faces.face import Doubt
from companion.journal.deleting import UNDO_S
from companion.journal.records import new_uid
from companion.reading.reading import Reading
from companion.reading.resting import learn
from companion.settings import Settings
from companion.ui.drawn_face import DrawnFace
from companion.ui.jobs import Job
from companion.ui.mirror_view import Step
from companion.ui.resting_lesson import PACE_S, Lesson
from companion.ui.shell import shell_of
from companion.ui.widgets import ActionButton, Flow, Panel, Row, Stack, WrappedLabel, style_for
from companion.words import mirror as say
from companion.words import talk

TEACH_S = 10.0
TICK_S = 0.1


class TeachResting(Step):
    """The step that explains, teaches, switches and deletes."""

    wants_room = False

    def __init__(
        self,
        parent: tk.Misc,
        settings: Settings,
        use: store.RestingUse,
        network: Callable[[], str | None],
        back: Callable[[], object],
        broken: Callable[[], bool],
        reading: Callable[[], Reading | None],
        seconds: float = TEACH_S,
    ) -> None:
        """Make it.

        Args:
            network: the name of the one that looks now, None without a camera picture.
            broken: whether there is a picture that can't be read.
            reading: what stands on the screen now.
        """
        super().__init__(parent, back)
        self._settings, self._use, self._network, self._broken = settings, use, network, broken
        self._reading, self._seconds = reading, seconds
        self._lesson: Lesson | None = None
        self._next: Job | None = None
        self.head(say.REST_TITLE, say.REST_WHAT)
        panel = self._panel = Panel(self.body, padding=10)
        self._bar = ttk.Progressbar(panel, maximum=1.0, style=style_for(panel, "Horizontal.TProgressbar"))
        told = Row(panel)
        told.add(DrawnFace(told, 72, "neutral"))
        texts = Stack(told)
        self._now = WrappedLabel(texts, kind="Bold")
        self._line = WrappedLabel(texts)
        texts.add(self._now)
        texts.add(self._line, gap=4)
        told.add(texts, grow=1, sticky="ew")
        panel.add(told)
        panel.add(self._bar, gap=12)
        row = Flow(panel, gap=20)
        self._on = tk.BooleanVar(self, settings.get(store.RESTING_ON))
        self._switch = ttk.Checkbutton(
            row, text=say.REST_USE, variable=self._on, command=self._switched, style=style_for(row, "TCheckbutton")
        )
        self._delete = ActionButton(row, say.REST_DELETE, self._deleted, letter="X")
        self._kept = row
        panel.add(row, gap=8)
        self._undo = ActionButton(panel, say.REST_UNDO, self._undone, letter="Z")
        self._undo.spoken_before = lambda: str(self._now.cget("text"))  # type: ignore[attr-defined]
        panel.add(self._undo, gap=8, sticky="w")
        self.body.add(panel, gap=12)
        self.body.add(WrappedLabel(self.body, say.REST_KEEPS, kind="Small"), gap=12)
        self.body.add(WrappedLabel(self.body, say.REST_PROOF, kind="Small"), gap=4)
        self._start = self.button(say.REST_START, self._pressed, "S", kind="Accent")
        self.first_focus: tk.Misc = self._start
        self.button(say.BACK, back, "B")
        self._idle()

    def refresh(self) -> None:
        """A camera picture or the network has come, so that it can be taught; or none is read, so that it cannot."""
        if self._network() is None or self._broken() or not self._use.knows_still_face:
            self.leave()
        if self._lesson is None:
            self._idle()

    def leave(self) -> None:
        """Stop looking; what was seen so far is forgotten."""
        self._use.watch = None
        if self._next is not None:
            self._next.cancel()
            self._next = None
        self._lesson = None

    def _idle(self, message: str = "", line: str = "") -> None:
        """Show what is kept now, or a message about what just happened."""
        known = store.kept(self._settings)
        network = self._network()
        if not line:
            line = say.REST_HOW
            if network is None:
                line = say.REST_NO_CAMERA
            elif self._broken():
                line = say.REST_BROKEN
            elif not self._use.knows_still_face:
                line = say.REST_NO_STILL
            elif known is not None and self._use.network not in (None, known.network):
                line = say.REST_OTHER
        self._now.say(message or (say.REST_HAVE if known else say.REST_HAVE_NOT))
        self._line.say(line)
        self._bar.grid_remove()
        if known is None:
            if self.focus_get() in (self._delete, self._switch):
                self._start.focus_set()
            self._kept.grid_remove()
        else:
            self._kept.grid()
        self._offer_undo()
        self._on.set(self._settings.get(store.RESTING_ON))
        self._start.set_text(say.REST_AGAIN if known else say.REST_START)
        self._start.enable(network is not None and not self._broken() and self._use.knows_still_face)
        self.buttons.arrange()
        if message:
            self._bring_panel()

    def _bring_panel(self) -> None:
        """With large text what happens now is below the explanation, out of sight."""

        def bring() -> None:
            if self.winfo_exists():
                self.scroll.scroll_pages(0)  # from now on it stays where it is put
                self.scroll.bring_into_view(self._panel)

        self.after_idle(bring)

    def _pressed(self) -> None:
        if self._lesson is not None:
            self.leave()
            self._idle()
            return
        self._lesson = Lesson()
        self._use.watch = self._lesson.watch
        self._now.say(say.REST_RUNNING)
        if self.focus_get() in (self._switch, self._delete, self._undo):
            self._start.focus_set()
        self._kept.grid_remove()
        self._undo.grid_remove()
        self._bar.grid()
        self._start.set_text(say.REST_CANCEL)
        self.buttons.arrange()
        self._bring_panel()
        self._tick()

    def _tick(self) -> None:
        assert self._lesson is not None
        if self._lesson.over(self._seconds) or self._network() is None:
            self._finish()
            return
        left_s = self._lesson.left_s(self._seconds)
        self._bar.configure(value=self._lesson.share(self._seconds))
        self._line.say(self._waits() if left_s is None else say.seconds_left(max(1, math.ceil(left_s))))
        shell = shell_of(self)
        assert shell is not None
        self._next = shell.later(TICK_S, self._tick, keep=True)

    def _waits(self) -> str:
        """Return what it waits for, and what helps."""
        assert self._lesson is not None
        doubt = self._lesson.doubt(PACE_S)
        if doubt is not None:
            return f"{say.REST_WAITS} {talk.REASONS[doubt].why} {talk.REASONS[doubt].mend}"
        # Before the network is open nobody looks.
        if self._use.network is None or not self._lesson.waits_long:
            return say.REST_WAITS
        return f"{say.REST_WAITS} {self._black() or f'{talk.NO_FACE_HEADLINE} {talk.NO_FACE_CUE}'}"

    def _missed(self) -> str:
        """Return why nothing could be learned, and what helps; empty where that is not known."""
        assert self._lesson is not None
        doubt = self._lesson.doubt()
        if doubt is not None:
            return f"{talk.REASONS[doubt].why} {talk.REASONS[doubt].mend}"
        nobody = self._use.network is not None and not self._lesson.saw_a_face
        return self._black() or f"{say.OWN_NO_FACE} {talk.NO_FACE_CUE}" if nobody else ""

    def _black(self) -> str:
        """Return what helps where the picture is black, as with a closed cover; empty where it is not."""
        now = self._reading()
        return f"{talk.BLACK_WHY} {talk.BLACK_MEND}" if now is not None and Doubt.DARK in now.reasons else ""

    def _finish(self) -> None:
        assert self._lesson is not None
        looks, network = list(self._lesson.looks), self._use.network
        why = self._missed()
        self.leave()
        resting = learn(looks, network) if network is not None else None
        if resting is None:
            self._idle(say.REST_TOO_FEW, why)
            return
        problem = store.keep(self._settings, resting)
        self._use.resting = resting
        self._idle(say.REST_DONE, problem or say.REST_USED)

    def _switched(self) -> None:
        problem = self._settings.set(store.RESTING_ON, self._on.get())
        self._use.resting = store.used(self._settings)
        # "I use your resting face" may stand there still.
        self._idle(line=problem or "")

    def _deleted(self) -> None:
        settings, deletion, shell = self._settings, new_uid(), shell_of(self)
        problem = store.mark(settings, deletion)
        self._use.resting = None
        self._idle(say.REST_NOT_GONE if problem else say.REST_DELETED, problem or "")
        if shell is not None:
            self._undo.focus_set()
            # Also if the person leaves the Mirror meanwhile; and what a crash leaves undone, the next start does.
            shell.later(UNDO_S, lambda: self._gone(store.carry_out(settings, deletion)), keep=True)

    def _gone(self, problem: str | None) -> None:
        if not problem and self._settings.get(store.RESTING_GOES):
            return  # it was brought back and deleted once more: that one's time is still to come
        if self.winfo_exists() and self._lesson is None and store.kept(self._settings) is None:
            self._idle(say.REST_NOT_GONE if problem else say.REST_GONE, problem or "")

    def _undone(self) -> None:
        problem = store.undo(self._settings, self._settings.get(store.RESTING_GOES))
        self._use.resting = store.used(self._settings)
        self._idle(say.REST_GONE if store.kept(self._settings) is None else say.REST_BACK, problem or "")

    def _offer_undo(self) -> None:
        if self._settings.get(store.RESTING_GOES):
            self._undo.grid()
            return
        if self._undo is self.focus_get():
            self.first_focus.focus_set()
        self._undo.grid_remove()
