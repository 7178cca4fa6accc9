"""The Talk screen: the picture with its box, the word very large, and the sentences under it."""

from __future__ import annotations

import time
from tkinter import ttk
from typing import TYPE_CHECKING

from companion.ui.comes_and_goes import offer
from companion.ui.heard import Heard
from companion.ui.live import Live, MakePipeline
from companion.ui.notices import Notices
from companion.ui.picture import PictureView
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.talk_measured import Measured
from companion.ui.talk_people import People
from companion.ui.talk_sides import Sides
from companion.ui.talk_views import Views
from companion.ui.talk_voice import Aloud
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel
from companion.ui.word_view import WordView
from companion.words import sources as source_words
from companion.words import talk as say

if TYPE_CHECKING:
    from companion.meter import Meter
    from companion.pipeline import Outcome
    from companion.reading.reading import Reading
    from companion.session import Session
    from companion.sources.frame import Source
    from companion.ui.speaking import Speaking


class Talk:
    """One talk. It begins when the screen opens and ends when it closes.

    Args:
        make_pipeline: makes the source and recognition; raises SourceError or NetworkError with a sentence.
        session: where the readings are kept; None keeps nothing (`bench`).
        meter: where drawing is measured, for `bench`.
        speaking: says the headline aloud; None offers no speech.

    Attributes:
        failure: the sentence that is shown when nothing can be seen or read; else empty.
    """

    stays = True

    def __init__(
        self,
        shell: Shell,
        make_pipeline: MakePipeline,
        session: Session | None = None,
        meter: Meter | None = None,
        speaking: Speaking | None = None,
    ) -> None:
        self._shell, self._session, self._speaking = shell, session, speaking
        self._ended, self._begins_paused, self.failure = False, False, ""
        self._over_s = float("-inf")  # when its end was seen here
        self.frame = ttk.Frame(shell)
        self._measured = Measured(self.frame, meter)
        self._build()
        heard = Heard(
            started=lambda: None, outcome=self._show_reading, failed=self._cannot, note=self.notice,
            remember=self._remember, built=self._built, ready=lambda: self._aloud.get_ready(),
            drawn=self._measured.frame_drawn, unknown=self._not_read_yet, ended=self._at_end, unread=self._unread,
            lost=self._lost, back=self._notices.say_of_source, slept=self._slept,
        )  # fmt: skip
        self._live = Live(shell, make_pipeline, self._picture, heard, box_of_one=True)
        self._aloud = Aloud(shell, speaking, self._live)
        self._views = Views(shell, self.frame, self._words, self._live)
        self._people = People(self._state, self._buttons, self._other, self._views)

    def _build(self) -> None:
        frame = self.frame
        frame.rowconfigure(1, weight=1)
        self._notices = Notices(frame)
        self._notices.grid(row=0, column=0, columnspan=2, sticky="ew")
        self._left = Panel(frame, padding=12)
        self._picture = PictureView(self._left)
        self._left.add(self._picture, grow=1)
        self._state = WrappedLabel(self._left, kind="Small")
        self._left.add(self._state, gap=8)
        self._words = WordView(frame)
        self._words.grid(row=1, column=1, sticky="nsew")
        self._sides = Sides(frame, self._left, self._words, self._session, self._side_changed, self.notice)
        buttons = self._buttons = Flow(frame)
        buttons.grid(row=2, column=0, columnspan=2, sticky="ew")
        self._pause = ActionButton(buttons, say.PAUSE, self.toggle_pause, letter="P", kind="Accent")
        self._end = ActionButton(buttons, say.END, self._shell.leave, letter="E")
        self._say = ActionButton(buttons, say.SAY, self.say_now, letter="S")
        buttons.offer(self._say, self._speaking is not None)
        self._more = ActionButton(buttons, say.DETAILS, self.toggle_details, letter="D")
        self._correct = ActionButton(buttons, say.CORRECT, self.open_correction, letter="C")
        buttons.offer(self._correct, False)
        self._to_small = ActionButton(buttons, say.SMALL_WINDOW, self.open_small, letter="W")
        # Comes last, since it comes and goes with a second face, and nothing else may move.
        self._other = ActionButton(buttons, say.OTHER, self._next_face, letter="N")
        buttons.offer(self._other, False)
        frame.bind("<Configure>", lambda event: self._fit())
        frame.bind("<<ThemeChanged>>", lambda event: self._fit())
        self._fit()
        self.first_focus = self._pause

    def _fit(self) -> None:
        self._sides.fit()
        self._buttons.grid_configure(pady=(self._shell.theme.px(12), 0))

    # -- the screen's life

    @property
    def source_gone(self) -> bool:
        """Whether what is looked through is not there, or was lost and is waited for."""
        return self._live.source_failed or bool(self._live.lost)

    def opened(self) -> None:
        """Build the pipeline in a thread; draw from then on."""
        self._live.start()

    def closed(self) -> None:
        """End the threads, release the camera, and close the session in the journal."""
        self._views.closed()
        self._sides.closed()
        self._aloud.closed()
        self._live.stop()
        if self._session is not None:
            self._session.end()

    def _built(self, network: str) -> None:
        if self._session is not None:
            self._session.await_reading(network)
        if self._begins_paused and self._live.pipeline is not None:
            self._begins_paused = False
            self._set_paused(True, self._live.pipeline.source)

    def _remember(self, reading: Reading) -> None:
        if self._session is not None:
            self._session.remember(reading)

    # -- what the person does

    def toggle_pause(self) -> None:
        """Pause (a camera is released, the picture goes away) or go on; at the end of a video, play it again."""
        if self._ended:
            self._ended, self.failure = False, ""
            self._name_pause(say.PAUSE)
            self._live.restart()
            self._say_loading()
        elif self._live.pipeline is not None:
            self._set_paused(not self._live.paused, self._live.pipeline.source)
        elif not self.failure:
            # It is still being built; no camera comes on after P.
            self._begins_paused = not self._begins_paused
            self._name_pause(say.GO_ON if self._begins_paused else say.PAUSE)

    def _set_paused(self, paused: bool, source: Source, why: str = "") -> None:
        self._name_pause(say.GO_ON if paused else say.PAUSE)
        if not paused:
            self._views.forget()
            self._live.resume()
            self._people.none()
            if self.failure or source.live or not self._live.drawn_frame:
                self._not_read_yet()
            return
        lost = self._live.lost
        self._live.pause()
        self._aloud.stop()
        self._notices.say_of_source()
        if source.live or not self._live.drawn_frame:  # before its first picture a video shows nothing that could stay
            camera = say.PAUSED_LOST if lost else say.PAUSED_CAMERA
            line = why or (camera if source.mirrored else say.PAUSED_SCREEN if source.live else say.PAUSED_FILE)
            self._say_plainly(say.PAUSED_LEAD, say.PAUSED_LIVE, line, f"{say.PAUSED_HEADLINE} {line}")
        else:
            self._people.none(say.PAUSED_FILE)

    def _slept(self, source: Source) -> None:
        self._set_paused(True, source, source_words.SLEPT)
        if self._views.small is not None:
            # Only the large window has "Go on"; of a paused live source it shows no picture.
            self.back()
            self._pause.focus_set()

    def _name_pause(self, text: str) -> None:
        self._pause.set_text(text)
        self._buttons.arrange()

    def say_now(self) -> None:
        """Say aloud what stands there now: the headline, or that there is none and why."""
        self._aloud.say_now()

    def _next_face(self) -> None:
        if self._live.pipeline is not None and not self._live.paused:
            self._live.pipeline.next_face()

    def open_small(self) -> None:
        """Go on in a small window that stays over all others; the same letter, or Esc, leads back."""
        self._views.open_small(None if self._speaking is None else self.say_now, self._next_face, self.back)

    # -- what takes the picture's place for a while

    @property
    def scroll(self) -> ScrollBody:
        """What Page Up and Page Down turn."""
        return self._sides.scroll

    def toggle_details(self) -> None:
        """Show the shares of all words in the picture's place, or the picture again."""
        self._sides.toggle_details(self._live.current)

    def open_correction(self) -> None:
        """Ask what the reading of this moment really was."""
        outcome = self._live.latest
        if outcome is not None and not self._sides.answering():
            self._sides.ask(outcome)

    def back(self) -> bool:
        """Esc leaves the small window, or closes what stands in the picture's place, else it leaves the talk."""
        if self._views.close_small():
            self._shell.deiconify()
            self._to_small.focus_force()
            return True
        if self._sides.shown is self._left:
            return False
        self._sides.leave()
        return True

    def _side_changed(self, lost_focus: bool) -> None:
        self._more.set_text(say.PICTURE if self._sides.shown is self._sides.details else say.DETAILS)
        self._buttons.arrange()
        if lost_focus:
            (self._end if self._pause.instate(["disabled"]) else self._pause).focus_set()

    # -- what is drawn

    def _show_reading(self, outcome: Outcome) -> None:
        reading = outcome.reading
        self._views.show(reading)
        self._aloud.reading(reading)
        if self._ended and outcome.taken.left_s > self._over_s:
            # The next person of a photo was asked for at its end.
            self._ended = False
            self._name_pause(say.PAUSE)
        self._people.read(outcome, stands=self._ended or self._live.paused)
        self._sides.fill(outcome)
        if not isinstance(reading, say.FaceSeen):
            offer(self._buttons, self._correct, self._session is not None)
        self._measured.reading_drawn(outcome)

    def _at_end(self) -> None:
        self._ended, self._over_s = True, time.monotonic()
        self._name_pause(say.AGAIN)
        self._people.none(say.FILE_ENDED, still_changes=not self.failure)

    def _unread(self, sentence: str) -> None:
        self.notice(sentence)
        self._show_failure(sentence)

    def _show_failure(self, sentence: str) -> None:
        self.failure = sentence
        offer(self._buttons, self._correct, False)
        self._lost(sentence)

    def _lost(self, sentence: str) -> None:
        self._say_plainly(say.FAILED_LEAD, say.FAILED_LIVE, sentence)
        # Not as a hint of the small window, which would stay although this changes again: its word tells it.
        self._notices.say_of_source("" if self._words.winfo_manager() else sentence)

    def _not_read_yet(self) -> None:
        if self.failure:
            self._show_failure(self.failure)
        else:
            self._say_loading()

    def _say_loading(self) -> None:
        offer(self._buttons, self._correct, False)
        # Who looks at the details goes on looking there: it is over in a moment.
        self._say_plainly(say.LOADING_LEAD, say.LOADING_LIVE, say.LOADING_CUE, passes=True)

    def _say_plainly(self, lead: str, live: str, line: str, aloud: str = "", passes: bool = False) -> None:
        """Show a word that is no look, and nothing beside it that was read before; `aloud`: what S says of it."""
        self._aloud.instead(aloud or line, until_read=passes)
        self._sides.fill(None)
        if not passes:
            self._sides.uncover()
        self._people.none()
        self._views.say(lead, live, line)

    def _cannot(self, sentence: str) -> None:
        focus = str(self._shell.tk.call("focus"))
        self._show_failure(sentence)
        self._pause.enable(False)
        # Who writes an answer goes on writing.
        if self._views.small is None and not focus.startswith(f"{self._sides.correction}."):
            self._end.focus_set()

    def notice(self, sentence: str) -> None:
        """Show one plain sentence above; it takes the place of the one before."""
        self._notices.say(sentence)
        self._views.note(sentence)
