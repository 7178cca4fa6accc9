"""The Talk screen: the picture with its box, the word very large, and the sentences under it."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from tkinter import ttk
from typing import TYPE_CHECKING

from companion.settings import MIRROR_IMAGE
from companion.ui.picture import PictureView
from companion.ui.shell import Shell
from companion.ui.talk_sides import Sides
from companion.ui.widgets import ActionButton, Flow, NoticeBar, Panel, Stack, WrappedLabel
from companion.ui.word_view import WordView
from companion.words import talk as say

if TYPE_CHECKING:
    from companion.meter import Meter
    from companion.pipeline import Event, Outcome, Pipeline
    from companion.reading.reading import Reading
    from companion.session import Session
    from companion.ui.speaking import Speaking

# New frames are looked for twice as often as they come, so that none waits long.
DRAW_EVERY_S = 1 / 60
EVENTS_EVERY_S = 0.05
EVENTS_AT_ONCE = 10
# From this text size on (percent) the words get the larger part of the window.
LARGE_TEXT = 150
WARM_VOICE_S = 1.5

# Builds the pipeline for this talk; called in a thread of its own, since its imports take longer than a window may.
MakePipeline = Callable[["Callable[[Reading], None]"], "Pipeline"]


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

    def __init__(
        self,
        shell: Shell,
        make_pipeline: MakePipeline,
        session: Session | None = None,
        meter: Meter | None = None,
        speaking: Speaking | None = None,
    ) -> None:
        self._shell, self._make_pipeline, self._session, self._meter = shell, make_pipeline, session, meter
        self._speaking = speaking
        self._pipeline: Pipeline | None = None
        self._closed = self._paused = self._ended = False
        self._drawn_frame = self._drawn_outcome = 0
        self._shown: tuple[object, ...] | None = None
        self.failure = ""
        self.frame = ttk.Frame(shell)
        self._build()

    def _build(self) -> None:
        frame = self.frame
        frame.rowconfigure(1, weight=1)
        self._notices = Stack(frame)
        self._notices.grid(row=0, column=0, columnspan=2, sticky="ew")
        self._left = Panel(frame, padding=12)
        self._picture = PictureView(self._left)
        self._left.add(self._picture, grow=1)
        self._state = WrappedLabel(self._left, kind="Small")
        self._left.add(self._state, gap=8)
        self._sides = Sides(frame, self._left, self._session, self._side_changed, self.notice)
        self._words = WordView(frame)
        self._words.grid(row=1, column=1, sticky="nsew")
        buttons = self._buttons = Flow(frame)
        buttons.grid(row=2, column=0, columnspan=2, sticky="ew")
        self._pause = ActionButton(buttons, say.PAUSE, self.toggle_pause, letter="P", kind="Accent")
        self._end = ActionButton(buttons, say.END, self._leave, letter="E")
        self._say = ActionButton(buttons, say.SAY, self.say_now, letter="S")
        buttons.offer(self._say, self._speaking is not None)
        self._more = ActionButton(buttons, say.DETAILS, self.toggle_details, letter="D")
        self._correct = ActionButton(buttons, say.CORRECT, self.open_correction, letter="C")
        buttons.offer(self._correct, False)
        # Comes last, since it comes and goes with a second face, and nothing else may move.
        self._other = ActionButton(buttons, say.OTHER, self._next_face, letter="N")
        buttons.offer(self._other, False)
        frame.bind("<Configure>", lambda event: self._fit())
        frame.bind("<<ThemeChanged>>", lambda event: self._fit())
        self._fit()
        self.first_focus = self._pause

    def _fit(self) -> None:
        """Share the width: half each, but two thirds for the words when the text is large; and size the live word."""
        theme = self._shell.theme
        large = theme.percent >= LARGE_TEXT
        self.frame.configure(padding=theme.px(16))
        self.frame.columnconfigure(0, weight=2 if large else 1, uniform="parts")
        self.frame.columnconfigure(1, weight=3 if large else 1, uniform="parts")
        self._sides.fit()
        self._buttons.grid_configure(pady=(theme.px(12), 0))
        width = (self.frame.winfo_width() - theme.px(48)) * (3 / 5 if large else 1 / 2)
        self._words.fit(round(width - theme.px(72)), self.frame.winfo_height(), large)

    # -- the screen's life

    def opened(self) -> None:
        """Build the pipeline in a thread; draw from then on."""
        threading.Thread(target=self._load, name="load", daemon=True).start()
        self._shell.every(DRAW_EVERY_S, self._draw)
        self._shell.every(EVENTS_EVERY_S, self._take_events)
        if self._speaking is not None:
            # Only then: the voice's own start would compete with the first reading.
            self._shell.later(WARM_VOICE_S, self._speaking.warm)

    def closed(self) -> None:
        """End the threads, release the camera, and close the session in the journal."""
        self._closed = True
        if self._speaking is not None:
            self._speaking.closed()
        if self._pipeline is not None:
            self._pipeline.stop()
        if self._session is not None:
            self._session.end()

    def _load(self) -> None:
        from companion.reading.card import NetworkError
        from companion.sources.frame import SourceError

        try:
            pipeline = self._make_pipeline(self._remember)
        except (SourceError, NetworkError) as error:
            sentence = str(error)
            self._shell.post(lambda: self._cannot(sentence))
            return
        self._shell.post(lambda: self._loaded(pipeline))

    def _loaded(self, pipeline: Pipeline) -> None:
        if self._closed:
            return
        self._pipeline = pipeline
        if self._session is not None:
            self._session.begin(pipeline.network)
            self._buttons.offer(self._correct, True)
        pipeline.start()

    def _remember(self, reading: Reading) -> None:
        if self._session is not None:
            self._session.remember(reading)

    # -- what the person does

    def toggle_pause(self) -> None:
        """Pause (a camera is released, the picture goes away) or go on; at the end of a video, play it again."""
        if self._ended:
            self._restart()
        elif self._pipeline is not None:
            self._set_paused(not self._paused)

    def _set_paused(self, paused: bool) -> None:
        assert self._pipeline is not None
        self._paused = paused
        self._name_pause(say.GO_ON if paused else say.PAUSE)
        if not paused:
            self._shown = None
            self._pipeline.resume()
            return
        self._pipeline.pause()
        if self._speaking is not None:
            self._speaking.stop()
        if self._pipeline.source.live:
            self._picture.clear()
            self._words.say(say.PAUSED_LEAD, say.PAUSED_LIVE, (say.PAUSED_CAMERA,))
        else:
            self._state.say(say.PAUSED_VIDEO)

    def _name_pause(self, text: str) -> None:
        self._pause.set_text(text)
        self._buttons.arrange()

    def _restart(self) -> None:
        assert self._pipeline is not None
        self._pipeline.stop()
        self._pipeline, self._ended, self._shown = None, False, None
        self._drawn_frame = self._drawn_outcome = 0
        self._name_pause(say.PAUSE)
        threading.Thread(target=self._load, name="load", daemon=True).start()

    def say_now(self) -> None:
        """Say the headline aloud."""
        outcome = None if self._pipeline is None else self._pipeline.outcomes.latest()[1]
        if outcome is not None and self._speaking is not None:
            self._speaking.say_now(say.spoken(outcome.reading).headline)

    def _next_face(self) -> None:
        if self._pipeline is not None:
            self._pipeline.next_face()

    # -- what takes the picture's place for a while

    def toggle_details(self) -> None:
        """Show the shares of all words in the picture's place, or the picture again."""
        sides = self._sides
        sides.show(sides.picture if sides.shown is sides.details else sides.details)

    def open_correction(self) -> None:
        """Ask what the reading of this moment really was."""
        outcome = None if self._pipeline is None else self._pipeline.outcomes.latest()[1]
        if outcome is not None:
            self._sides.ask(outcome)

    def back(self) -> bool:
        """Esc closes what stands in the picture's place, else leaves the talk."""
        if self._sides.shown is self._left:
            return False
        self._sides.show(self._left)
        return True

    def _side_changed(self) -> None:
        self._more.set_text(say.PICTURE if self._sides.shown is self._sides.details else say.DETAILS)
        self._buttons.arrange()
        if self._sides.shown is self._left:
            self._pause.focus_set()

    def _leave(self) -> None:
        self._shell.show(self._shell.home)

    # -- what is drawn

    def _draw(self) -> None:
        pipeline = self._pipeline
        if pipeline is None or self._paused:
            return
        number, taken = pipeline.taken.latest()
        outcome_number, outcome = pipeline.outcomes.latest()
        if taken is not None and number != self._drawn_frame:
            self._drawn_frame = number
            mirrored = self._mirrored(pipeline)
            self._picture.show(taken.frame.image, mirrored)
            if outcome is not None:
                self._picture.mark(outcome.faces, outcome.chosen, taken.frame.image.shape[1], mirrored)
            if self._meter is not None:
                self.frame.update_idletasks()
                self._meter.frame_drawn(time.monotonic())
        if outcome is not None and outcome_number != self._drawn_outcome:
            self._drawn_outcome = outcome_number
            self._show_reading(outcome)

    def _mirrored(self, pipeline: Pipeline) -> bool:
        return pipeline.source.mirrored and bool(self._shell.settings.get(MIRROR_IMAGE))

    def _show_reading(self, outcome: Outcome) -> None:
        from companion.words.states import state_line

        reading = outcome.reading
        key = (reading.kind, reading.words, reading.reasons)
        if key != self._shown:
            self._shown = key
            self._words.show(reading)
        if self._speaking is not None:
            self._speaking.reading(reading)
        assert self._pipeline is not None
        title = self._pipeline.source.title
        self._state.say(state_line(outcome.faces, outcome.chosen, title, self._mirrored(self._pipeline)))
        self._sides.fill(outcome)
        self._buttons.offer(self._other, len(outcome.faces) > 1)
        if self._meter is not None:
            self.frame.update_idletasks()
            face = outcome.chosen is not None
            self._meter.reading_drawn(time.monotonic(), outcome.taken.left_s, outcome.recognition_s, face)

    def _take_events(self) -> None:
        for _ in range(EVENTS_AT_ONCE):
            if self._pipeline is None:
                return
            try:
                event = self._pipeline.events.get_nowait()
            except queue.Empty:
                return
            self._event(event)

    def _event(self, event: Event) -> None:
        from companion.pipeline import Happened

        if event.what is Happened.ENDED:
            self._ended = True
            self._name_pause(say.AGAIN)
            self._state.say(say.VIDEO_ENDED)
        elif event.what is Happened.SOURCE_FAILED:
            self._cannot(event.sentence)
        elif event.what in (Happened.NETWORK_FAILED, Happened.SOURCE):
            self.notice(event.sentence)
            if event.what is Happened.NETWORK_FAILED:
                self.failure = event.sentence
                self._words.say(say.FAILED_LEAD, say.FAILED_LIVE, (event.sentence,))

    def _cannot(self, sentence: str) -> None:
        if self._closed:
            return
        self.failure = sentence
        self._picture.clear()
        self._words.say(say.FAILED_LEAD, say.FAILED_LIVE, (sentence,))
        self._pause.enable(False)
        self._buttons.offer(self._other, False)
        self._end.focus_set()

    def notice(self, sentence: str) -> None:
        """Show one plain sentence above; it takes the place of the one before."""
        for old in self._notices.winfo_children():
            old.destroy()
        bar = NoticeBar(self._notices, sentence)
        bar.grid(row=0, column=0, sticky="ew", pady=(0, self._shell.theme.px(12)))
