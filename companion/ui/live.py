"""A live source on a screen: builds its pipeline in a thread, draws its frames, hands on its readings and faults."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.settings import MIRROR_IMAGE
from companion.ui.picture import PictureView
from companion.ui.shell import Shell
from companion.words import sources as say

if TYPE_CHECKING:
    from companion.pipeline import Event, Outcome, Pipeline, Taken
    from companion.reading.reading import Reading

# New frames are looked for four times as often as they come, so that none waits long.
DRAW_EVERY_S = 1 / 120
# A frame waits so long for its own reading: the box is then on the face that it belongs to, and on two cores drawing
# does not slow recognition down meanwhile.
WAIT_FOR_READING_S = 0.012
EVENTS_EVERY_S = 0.05
EVENTS_AT_ONCE = 10
# How long the threads may take to end; the shorter one when the person wants everything to end at once.
STOP_S, STOP_AT_ONCE_S = 5.0, 0.3

# Builds the pipeline; called in a thread of its own, since its imports take longer than a window may.
MakePipeline = Callable[["Callable[[Reading], None]"], "Pipeline"]


def _nothing() -> None:
    """For what a screen need not hear."""


@dataclass(frozen=True)
class Heard:
    """Whom to tell, all in the Tk thread but `remember`, which the recognition thread calls with each reading.

    Attributes:
        started: the first frame is drawn.
        outcome: recognition is done with a newer frame.
        failed: nothing comes any more, or the network is not there; a sentence says why.
        note: a sentence for the person; the source goes on.
        lost: a camera went away and is waited for; a sentence says so. By default a `note`.
        built: the pipeline is there, and starts after this call; it gets the network's name.
        drawn: a frame is drawn.
        ended: a video has come to its end.
        unread: recognition is broken, while the picture goes on; a sentence says why. By default a `note`.
        absent: the source can't be used (there is no such camera); a sentence says so. By default `failed`.
    """

    started: Callable[[], None]
    outcome: Callable[[Outcome], None]
    failed: Callable[[str], None]
    note: Callable[[str], None]
    remember: Callable[[Reading], None]
    built: Callable[[str], None] = lambda network: None
    drawn: Callable[[], None] = _nothing
    ended: Callable[[], None] = _nothing
    unread: Callable[[str], None] | None = None
    lost: Callable[[str], None] | None = None
    absent: Callable[[str], None] | None = None


class Live:
    """Runs one source from `start` to `stop`. While it does, the shell knows that something runs (`Shell.running`).

    Args:
        box_of_one: also mark a face that is the only one. Without, only several faces are marked: with one it is plain
            which is read, and a box around it would only be in the way of looking.
        own_face: a camera's picture is shown like a mirror, as the person wishes. Another one's never is: whoever sits
            on the left must stand on the left of the picture.

    Attributes:
        pipeline: None until it is built, and after it failed.
        aspect: height by width of the picture; of a usual camera's until the first frame.
        drawn_frame, drawn_outcome: numbers of what was drawn last; 0 before the first.
        paused: nothing is taken or drawn now.
        lost: why nothing is seen for now (a camera went away and is waited for), in a sentence; else empty.
        broken: recognition has ended, while the picture goes on.
        out_of_sight: the picture is not seen now, so that drawing it would be a waste.
    """

    def __init__(
        self, shell: Shell, make_pipeline: MakePipeline, picture: PictureView, heard: Heard, box_of_one: bool = False,
        own_face: bool = False,
    ) -> None:  # fmt: skip
        self._shell, self._make_pipeline, self._picture, self._heard = shell, make_pipeline, picture, heard
        self._own_face = own_face
        self._fewest_marked = 1 if box_of_one else 2
        self.pipeline: Pipeline | None = None
        self.aspect = 0.75
        self.drawn_frame = self.drawn_outcome = 0
        self.paused = self.out_of_sight = self.broken = self._stopped = self._again = False
        self.lost = ""
        # Frames that left their source until then are over, and what is read of them: a pause or a loss came after.
        self._over_s = float("-inf")
        self._waits_since_s: float | None = None

    def start(self) -> None:
        """Build the pipeline in a thread; draw from then on, until the screen closes."""
        self._shell.running.add(self)
        self._load_in_thread()
        self._shell.every(DRAW_EVERY_S, self._draw)
        self._shell.every(EVENTS_EVERY_S, self._take_events)

    def stop(self) -> None:
        """End the threads and release the camera."""
        self._stopped = True
        self._shell.running.discard(self)
        if self.pipeline is not None:
            self.pipeline.stop(STOP_AT_ONCE_S if self._shell.ends_at_once else STOP_S)

    def pause(self) -> None:
        """Take and draw nothing for a while; a camera is released, and its last picture goes away."""
        if self.pipeline is not None:
            self.paused, self.lost = True, ""
            self.pipeline.pause()
            if self.pipeline.source.live:
                self._picture.clear()

    def resume(self) -> None:
        """Go on after a pause."""
        self.paused = False
        if self.pipeline is not None:
            if self.pipeline.source.live:
                self._let_go()
            self.pipeline.resume()

    def _let_go(self) -> None:
        newest = None if self.pipeline is None else self.pipeline.taken.latest()[1]
        if newest is not None:
            self._over_s = newest.left_s

    def restart(self) -> None:
        """Begin the source anew (a video that has ended)."""
        if self.pipeline is not None:
            self.pipeline.stop()
        self.pipeline = None
        self.drawn_frame = self.drawn_outcome = 0
        self._over_s = float("-inf")
        self.paused = self.broken = False
        self.lost = ""
        self._load_in_thread()

    def draw_again(self) -> None:
        """Draw the newest frame once more: it was out of sight."""
        self._again = True

    @property
    def running(self) -> bool:
        """Whether frames have come and the source has not failed."""
        return self.pipeline is not None and self.drawn_frame > 0

    @property
    def latest(self) -> Outcome | None:
        """The newest outcome; None where nothing is seen or read."""
        return self.pipeline.outcomes.latest()[1] if self.pipeline is not None else None

    @property
    def current(self) -> Outcome | None:
        """The newest outcome, if it is of what is on the screen now: not while a camera is paused or gone."""
        return self._numbered()[1]

    def _numbered(self) -> tuple[int, Outcome | None]:
        if self.pipeline is None or self.broken or self.lost or (self.paused and self.pipeline.source.live):
            return 0, None
        number, outcome = self.pipeline.outcomes.latest()
        return number, outcome if outcome is not None and outcome.taken.left_s > self._over_s else None

    @property
    def reading(self) -> Reading | None:
        """What is read now; None where nothing is seen or read."""
        return None if self.current is None else self.current.reading

    @property
    def mirrored(self) -> bool:
        """Whether the picture is shown like a mirror."""
        source = None if self.pipeline is None else self.pipeline.source
        return self._own_face and source is not None and source.mirrored and self._shell.settings.get(MIRROR_IMAGE)

    def _load_in_thread(self) -> None:
        threading.Thread(target=self._load, name="load", daemon=True).start()

    def _load(self) -> None:
        from companion.reading.card import NetworkError
        from companion.sources.frame import SourceError

        try:
            pipeline = self._make_pipeline(self._heard.remember)
        except (SourceError, NetworkError) as error:
            sentence, absent = str(error), isinstance(error, SourceError)
            self._shell.post(lambda: self._fail(sentence, absent))
            return
        self._shell.post(lambda: self._loaded(pipeline))

    def _loaded(self, pipeline: Pipeline) -> None:
        if not self._stopped:
            self.pipeline = pipeline
            self._heard.built(pipeline.network)
            pipeline.start()

    def _draw(self) -> None:
        pipeline = self.pipeline
        if pipeline is None or self.paused or self.lost:
            return
        number, taken = pipeline.taken.latest()
        outcome_number, outcome = self._numbered()
        new = taken is not None and taken.left_s > self._over_s and (number != self.drawn_frame or self._again)
        if taken is not None and new and not self._waits(taken, outcome, time.monotonic()):
            self._again, self._waits_since_s = False, None
            first, self.drawn_frame = self.drawn_frame == 0, number
            if first:
                self.aspect = taken.frame.image.shape[0] / taken.frame.image.shape[1]
                self._heard.started()
            if not self.out_of_sight:
                mirrored = self.mirrored
                self._picture.show(taken.frame.image, mirrored)
                faces = outcome.faces if outcome is not None and len(outcome.faces) >= self._fewest_marked else ()
                chosen = outcome.chosen if outcome is not None else None
                self._picture.mark(faces, chosen, taken.frame.image.shape[1], mirrored)
            self._heard.drawn()
        if outcome is not None and outcome_number != self.drawn_outcome:
            self.drawn_outcome = outcome_number
            self._heard.outcome(outcome)

    def _waits(self, taken: Taken, outcome: Outcome | None, now_s: float) -> bool:
        """Whether a new frame should wait for its reading, which then comes soon, as that of the frame before came."""
        if self.drawn_frame == 0 or outcome is None or outcome.taken is taken:
            return False
        # From when the first one waited: a fast source has an even newer frame each time.
        if self._waits_since_s is None:
            self._waits_since_s = taken.left_s
        return now_s - self._waits_since_s < WAIT_FOR_READING_S

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

        if event.what is Happened.ENDED:
            self._heard.ended()
        elif event.what is Happened.SOURCE_FAILED:
            # A source that broke is another matter than one that is not there.
            broke = self.pipeline is not None and event.sentence == say.BROKE.format(title=self.pipeline.source.title)
            self._fail(event.sentence, absent=not broke)
        elif event.what is Happened.SOURCE:
            self._source_changed(event)
        elif event.what is Happened.READY and event.sentence:
            self._heard.note(event.sentence)
        elif event.what is Happened.NETWORK_FAILED:
            # The picture still goes on: what the person says and sees never depends on recognition.
            self.broken = True
            (self._heard.unread or self._heard.note)(event.sentence)

    def _source_changed(self, event: Event) -> None:
        from companion.sources.frame import Change

        if event.change in (Change.SILENT, Change.LOST, Change.HIDDEN):
            if not self.paused:
                self.lost = event.sentence
                self._picture.clear()
                (self._heard.lost or self._heard.note)(event.sentence)
        elif event.change is not Change.BACK:
            self._heard.note(event.sentence)
        elif not self.paused:
            self.lost = ""
            self._let_go()
            self._heard.note(event.sentence)

    def _fail(self, sentence: str, absent: bool = False) -> None:
        if self._stopped:
            return
        self._shell.running.discard(self)
        pipeline, self.pipeline = self.pipeline, None
        if pipeline is not None:
            # Its threads are at their end; a hanging camera must not hold up the window.
            threading.Thread(target=pipeline.stop, name="stop", daemon=True).start()
        self._picture.clear()
        ((absent and self._heard.absent) or self._heard.failed)(sentence)
