"""A live source on a screen: builds its pipeline in a thread, draws its frames, hands on its readings and faults."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.settings import MIRROR_IMAGE
from companion.ui.picture import PictureView
from companion.ui.shell import Shell

if TYPE_CHECKING:
    from companion.pipeline import Event, Outcome, Pipeline
    from companion.reading.reading import Reading

# New frames are looked for twice as often as they come, so that none waits long.
DRAW_EVERY_S = 1 / 60
EVENTS_EVERY_S = 0.05
EVENTS_AT_ONCE = 10

# Builds the pipeline; called in a thread of its own, since its imports take longer than a window may.
MakePipeline = Callable[["Callable[[Reading], None]"], "Pipeline"]


@dataclass(frozen=True)
class Heard:
    """Whom to tell, all in the Tk thread but `remember`, which the recognition thread calls with each reading.

    Attributes:
        started: the first frame is drawn.
        outcome: recognition is done with a newer frame.
        failed: nothing comes any more; a sentence says why.
        note: a sentence for the person; the source goes on.
    """

    started: Callable[[], None]
    outcome: Callable[[Outcome], None]
    failed: Callable[[str], None]
    note: Callable[[str], None]
    remember: Callable[[Reading], None]


class Live:
    """Runs one source from `start` to `stop`.

    Attributes:
        pipeline: None until it is built, and after it failed.
        aspect: height by width of the picture; of a usual camera's until the first frame.
    """

    def __init__(self, shell: Shell, make_pipeline: MakePipeline, picture: PictureView, heard: Heard) -> None:
        self._shell, self._make_pipeline, self._picture, self._heard = shell, make_pipeline, picture, heard
        self.pipeline: Pipeline | None = None
        self.aspect = 0.75
        self._drawn_frame = self._drawn_outcome = 0
        self._stopped = False

    def start(self) -> None:
        """Build the pipeline in a thread; draw from then on, until the screen closes."""
        threading.Thread(target=self._load, name="load", daemon=True).start()
        self._shell.every(DRAW_EVERY_S, self._draw)
        self._shell.every(EVENTS_EVERY_S, self._take_events)

    def stop(self) -> None:
        """End the threads and release the camera."""
        self._stopped = True
        if self.pipeline is not None:
            self.pipeline.stop()

    @property
    def running(self) -> bool:
        """Whether frames have come and the source has not failed."""
        return self.pipeline is not None and self._drawn_frame > 0

    @property
    def reading(self) -> Reading | None:
        """What is read now; None where nothing is seen or read."""
        outcome = self.pipeline.outcomes.latest()[1] if self.pipeline is not None else None
        return None if outcome is None else outcome.reading

    def _load(self) -> None:
        from companion.reading.card import NetworkError
        from companion.sources.frame import SourceError

        try:
            pipeline = self._make_pipeline(self._heard.remember)
        except (SourceError, NetworkError) as error:
            sentence = str(error)
            self._shell.post(lambda: self._fail(sentence))
            return
        self._shell.post(lambda: self._loaded(pipeline))

    def _loaded(self, pipeline: Pipeline) -> None:
        if not self._stopped:
            self.pipeline = pipeline
            pipeline.start()

    def _draw(self) -> None:
        pipeline = self.pipeline
        if pipeline is None:
            return
        number, taken = pipeline.taken.latest()
        outcome_number, outcome = pipeline.outcomes.latest()
        if taken is not None and number != self._drawn_frame:
            first, self._drawn_frame = self._drawn_frame == 0, number
            if first:
                self.aspect = taken.frame.image.shape[0] / taken.frame.image.shape[1]
                self._heard.started()
            mirrored = pipeline.source.mirrored and self._shell.settings.get(MIRROR_IMAGE)
            self._picture.show(taken.frame.image, mirrored)
            # With one face it is plain which one is read; a box around it would only be in the way of looking.
            faces = outcome.faces if outcome is not None and len(outcome.faces) > 1 else ()
            chosen = outcome.chosen if outcome is not None else None
            self._picture.mark(faces, chosen, taken.frame.image.shape[1], mirrored)
        if outcome is not None and outcome_number != self._drawn_outcome:
            self._drawn_outcome = outcome_number
            self._heard.outcome(outcome)

    def _take_events(self) -> None:
        for _ in range(EVENTS_AT_ONCE):
            if self.pipeline is None:
                return
            try:
                event = self.pipeline.events.get_nowait()
            except queue.Empty:
                return
            self._event(event)

    def _event(self, event: Event) -> None:
        from companion.pipeline import Happened

        if event.what is Happened.SOURCE_FAILED:
            self._fail(event.sentence)
        elif event.what in (Happened.NETWORK_FAILED, Happened.SOURCE):
            # Without recognition the mirror image still goes on: the person's own answer never depends on it.
            self._heard.note(event.sentence)

    def _fail(self, sentence: str) -> None:
        if self._stopped:
            return
        pipeline, self.pipeline = self.pipeline, None
        if pipeline is not None:
            # Its threads are at their end; a hanging camera must not hold up the window.
            threading.Thread(target=pipeline.stop, name="stop", daemon=True).start()
        self._picture.clear()
        self._heard.failed(sentence)
