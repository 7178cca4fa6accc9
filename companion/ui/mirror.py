"""The Mirror: the person says first how they feel, by word, body or map; only then stands the camera's guess beside it.

The camera is optional. What was answered is in the journal from the moment that the answer is given.
"""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk
from typing import TYPE_CHECKING

from companion.journal.events import Saving
from companion.journal.records import guess_of
from companion.resting_store import RestingUse
from companion.ui.heard import Heard
from companion.ui.live import Live, MakePipeline
from companion.ui.mirror_ask import Ask, Ways
from companion.ui.mirror_free import FreeMirror
from companion.ui.mirror_resting import TeachResting
from companion.ui.mirror_result import After, Result
from companion.ui.mirror_view import WIDEST, Answer, Step, large
from companion.ui.mirror_ways import ToAnswer
from companion.ui.notices import Notices
from companion.ui.picture import PictureView
from companion.ui.pressed_once import PressedOnce
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.widgets import Panel, WrappedLabel
from companion.words import mirror as say
from companion.words.talk import FaceSeen

if TYPE_CHECKING:
    from companion.reading.reading import Reading
    from companion.session import Session


class Mirror:
    """One visit to the mirror; a session begins with the first picture, or else with the first answer.

    Args:
        make_pipeline: makes the source and recognition; raises SourceError or NetworkError with a sentence.
        new_session: makes the session in the journal, for "camera", "file", "screen", or "" without a picture.
        kind: which of these the source is.
        use: the resting face, shared with the recognition thread.

    Attributes:
        step: what is asked or shown now.
    """

    stays = True

    def __init__(
        self, shell: Shell, make_pipeline: MakePipeline, new_session: Callable[[str], Session], kind: str,
        use: RestingUse,
    ) -> None:  # fmt: skip
        self._shell, self._new_session, self._kind, self._use = shell, new_session, kind, use
        self._session: Session | None = None
        self._has_picture = True  # until we know better, so that the question stays in its place when it comes
        self._checkin = ""
        self.frame = ttk.Frame(shell)
        self._build()
        to = ToAnswer(self.frame, self._show, self._ask, self._answer)
        self._words, self._body, self._grid = to.words, to.body, to.grid
        heard = Heard(
            self._started, lambda outcome: self._show_free(), self._failed, self.notice, self._remember,
            ready=self._refresh_resting, unknown=self._changed, unread=self._unread, lost=self._lost,
            # Many people have no camera: nothing is amiss then, and the question says all that there is to say.
            absent=self._go_without if kind == "camera" else None, slept=lambda source: self._changed(),
        )  # fmt: skip
        self._live = Live(shell, make_pipeline, self._picture, heard, own_face=True)
        self.step: Step = self._ask_step()
        self._place_step()
        self.first_focus = self.step.first_focus

    def _build(self) -> None:
        frame = self.frame
        frame.rowconfigure(1, weight=1)
        self._notices = Notices(frame)
        self._notices.grid(row=0, column=0, columnspan=2, sticky="ew")
        self._once = PressedOnce(frame)
        self._left = Panel(frame, padding=12)
        self._picture = PictureView(self._left)
        self._left.add(self._picture, grow=1)
        self._state = WrappedLabel(self._left, say.looking(self._kind), kind="Small")
        self._left.add(self._state, gap=8)
        for happening in ("<Configure>", "<<ThemeChanged>>"):
            frame.bind(happening, lambda event: self._fit())

    def _fit(self) -> None:
        """Share the width: two fifths for the picture, or nothing where there is none or the step needs the room."""
        theme, edge = self._shell.theme, self._shell.theme.px(16)
        self.frame.configure(padding=edge)
        width = self.frame.winfo_width() - 2 * edge
        picture = self._has_picture and not (large(self.frame) and self.step.wants_room)
        for column, share in ((0, 2 if picture else 0), (1, 3)):
            self.frame.columnconfigure(column, weight=share, uniform="parts" if picture else "")
        room = width * 3 // 5 if picture else width
        spare = max(0, room - theme.px(WIDEST))
        sides = (0, spare) if picture else (spare // 2, spare // 2)
        self.step.grid_configure(padx=sides)
        # Beside the picture the buttons stand under the step, but large ones need the whole width.
        below = 1 if picture and not large(self.frame) else 0
        self.step.buttons.grid(
            row=2, column=below, columnspan=2 - below, sticky="ew", padx=sides, pady=(theme.px(8), 0)
        )  # fmt: skip
        if not picture:
            self._left.grid_remove()
            return
        self._left.grid(row=1, column=0, rowspan=1 + below, sticky="new", padx=(0, edge))
        # The picture's panel ends where the picture ends.
        tall = round((width * 2 // 5 - 3 * edge) * self._live.aspect)
        self._picture.configure(height=max(1, min(tall, self.frame.winfo_height() - 8 * edge)))

    # -- the screen's life

    @property
    def source_gone(self) -> bool:
        """Whether what is looked through is not there, or was lost and is waited for."""
        return self._live.source_failed or bool(self._live.lost)

    def opened(self) -> None:
        """Look for the camera; the question is there already."""
        self._live.start()

    def closed(self) -> None:
        """Keep the note, release the camera, and close the session in the journal."""
        self.step.leave()
        self._live.stop()
        if self._session is not None:
            self._session.end()

    def back(self) -> bool:
        """Go one step back; False at the question itself (Esc then leaves the Mirror)."""
        if self.step.back is None:
            return False
        self.step.back()
        return True

    def notice(self, sentence: str) -> None:
        """Show one plain sentence above; it takes the place of the one before."""
        self._notices.say(sentence)

    # -- the steps

    @property
    def scroll(self) -> ScrollBody:
        """What Page Up and Page Down turn."""
        return self.step.scroll

    def _place_step(self) -> None:
        self.step.grid(row=1, column=1, sticky="nsew")
        self._once.watch(self.step, self.step.buttons)
        self._fit()

    def _show(self, make: Callable[[], Step]) -> None:
        # The old step goes first: its letters must be free before the new one takes them.
        self.step.leave()
        self.step.destroy()
        self.step = make()
        self._place_step()
        self._shell.update_idletasks()
        self.step.first_focus.focus_set()

    def _ask_step(self) -> Ask:
        ways = Ways(self._words, self._body, self._grid, self._answer, self._resting, self._leave)
        return Ask(self.frame, ways, self._message)

    def _ask(self) -> None:
        self._show(self._ask_step)

    def _answer(self, answer: Answer) -> None:
        """Keep the answer with the guess held at this moment; only now may the guess be seen."""
        reading = self._live.reading
        if isinstance(reading, FaceSeen):
            reading = None  # a face, and no guess yet: that is not the same as no face
        self._begin_for_today()
        assert self._session is not None
        self._checkin = self._session.check_in(
            words=(answer.word,) if answer.word else (), signs=answer.signs, grid=answer.grid,
            dont_know=answer.dont_know, skipped=answer.skipped, guess=guess_of(reading) if reading else None,
        )  # fmt: skip
        go_on = self._free if self._live.running else None
        after = After(self._note, go_on, self._ask, self._leave, self._shell.show_help, self.notice)
        self._show(lambda: Result(self.frame, answer, reading, after))

    def _free(self) -> None:
        self._show(lambda: FreeMirror(self.frame, self._ask, self._resting, self._leave))
        self._show_free()

    def _show_free(self) -> None:
        if isinstance(self.step, FreeMirror):
            resting = self._use.resting
            self.step.show(self._live.reading, resting is not None and resting.network == self._use.network)

    def _resting(self) -> None:
        back = self._free if isinstance(self.step, FreeMirror) else self._ask
        self._show(
            lambda: TeachResting(
                self.frame, self._shell.settings, self._use, self._network, back, lambda: self._live.broken,
                lambda: self._live.reading,
            )
        )

    def _leave(self) -> None:
        self._shell.show(self._shell.home)

    # -- the journal

    def _begin(self, kind: str, network: str = "") -> None:
        if self._session is None:
            session = self._new_session(kind)
            session.begin(network)
            self._session = session

    def _begin_for_today(self) -> None:
        """Have a session that began today: an answer belongs to its own day, though the mirror stays open overnight."""
        former = self._session
        if former is None or not former.of_today:
            # None for no moment: the recognition thread keeps its readings in it.
            network = self._network()
            session = self._new_session("" if network is None else self._kind)
            session.begin(network or "")
            self._session = session
            if former is not None:
                former.end()

    def _note(self, text: str) -> Saving:
        """Keep the note of the newest answer; tell whether it is saved now."""
        assert self._session is not None
        self._session.note(self._checkin, text)
        return self._session.saving

    def _remember(self, reading: Reading) -> None:
        if self._session is not None:
            self._session.remember(reading)

    # -- the camera

    def _network(self) -> str | None:
        return self._live.pipeline.network if self._live.running and self._live.pipeline is not None else None

    def _started(self) -> None:
        assert self._live.pipeline is not None
        if self._session is not None:
            self._session.looks_at(self._kind, self._live.pipeline.network)
        self._begin(self._kind, self._live.pipeline.network)
        if isinstance(self.step, Result):
            self.step.offer_go_on(self._free)
        self._tell()
        self._fit()
        self._refresh_resting()

    def _refresh_resting(self) -> None:
        if isinstance(self.step, TeachResting):
            self.step.refresh()

    def _lost(self, sentence: str) -> None:
        self._notices.say_of_source(sentence)
        self._changed()

    def _changed(self) -> None:
        """What is seen, or whether it can be read, is no longer as it was."""
        self._tell()
        self._show_free()

    def _unread(self, sentence: str) -> None:
        self.notice(sentence)
        self._changed()
        self._refresh_resting()

    def _failed(self, sentence: str) -> None:
        self.notice(sentence)
        self._go_without(sentence)

    def _go_without(self, sentence: str) -> None:
        self._has_picture = False
        # It is not waited for any more.
        self._notices.say_of_source()
        self._changed()
        self._refresh_resting()
        self._fit()

    @property
    def _message(self) -> str:
        """What stands below the ways in: what becomes of a guess."""
        if not self._has_picture:
            return say.NO_CAMERA
        if self._live.broken or (self._live.running and self._live.lost):
            return say.NO_GUESS_NOW
        return say.HIDDEN if self._live.running else say.looking(self._kind)

    def _tell(self) -> None:
        if isinstance(self.step, Ask):
            self.step.tell(self._message)
        if self._live.running and self._live.pipeline is not None:
            title = self._live.pipeline.source.title
            line = say.CAMERA_ON if self._kind == "camera" else say.FROM_FILE.format(title=title)
            # Under an empty place it would be about no picture.
            self._state.say("" if self._live.lost else line)
