"""A live source on a screen: builds its pipeline in a thread, draws its frames, hands on its readings and faults."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from companion.settings import MIRROR_IMAGE
from companion.ui.found_face import FoundFace, same_picture
from companion.ui.heard import Heard
from companion.ui.loading import load_in_thread
from companion.ui.picture import PictureView
from companion.ui.shell import Shell
from companion.ui.sleep import Sleep
from companion.words import sources as say
from companion.words.talk import FaceSeen

if TYPE_CHECKING:
    from companion.pipeline import Event, Outcome, Pipeline, Taken
    from companion.reading.reading import Reading

# New frames are looked for four times as often as they come, so that none waits long.
DRAW_EVERY_S = 1 / 120
# A frame waits so long for its own reading: the box is then on the face that it belongs to, and on two cores drawing
# does not slow recognition down meanwhile.
WAIT_FOR_READING_S = 0.012
# The first frame of another picture (the next photo) waits longer: else "I get ready" would flash up before its word.
WAIT_FOR_OTHER_S = 0.2
EVENTS_EVERY_S = 0.05
EVENTS_AT_ONCE = 10
SLEEP_EVERY_S = 1.0
# How long the threads may take to end; the shorter one when the person wants everything to end at once.
STOP_S, STOP_AT_ONCE_S = 5.0, 0.3

# Builds the pipeline; called in a thread of its own, since its imports take longer than a window may.
MakePipeline = Callable[["Callable[[Reading], None]"], "Pipeline"]


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
        current: the outcome that stands on the screen; None where nothing is seen or read, and while nothing has been
            read of the picture that is drawn.
        latest: the newest outcome that said something, whether it still stands there or not; None before the first.
        paused: nothing is taken now, and no new frame is drawn.
        lost: why nothing is seen for now (a camera went away and is waited for), in a sentence; else empty.
        broken: recognition has ended, while the picture goes on.
        source_failed: it is not there, or it broke.
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
        self.current: Outcome | None = None
        self.latest: Outcome | None = None
        self._drawn: Taken | None = None
        self._found = FoundFace()
        self.paused = self.out_of_sight = self.broken = self.source_failed = self._stopped = self._again = False
        self.lost = ""
        # Frames that left their source until then are over, and what is read of them: a pause or a loss came after.
        self._over_s = float("-inf")
        self._waits_since_s: float | None = None
        self._sleep = Sleep()

    def start(self) -> None:
        """Build the pipeline in a thread; draw from then on, until the screen closes."""
        self._shell.running.add(self)
        self._load_in_thread()
        self._shell.every(DRAW_EVERY_S, self._draw)
        self._shell.every(EVENTS_EVERY_S, self._take_events)
        self._shell.every(SLEEP_EVERY_S, self._look_for_sleep)

    def stop(self) -> None:
        """End the threads and release the camera."""
        self._stopped = True
        self._shell.running.discard(self)
        if self.pipeline is not None:
            self.pipeline.stop(STOP_AT_ONCE_S if self._shell.ends_at_once else STOP_S)

    def pause(self) -> None:
        """Take nothing for a while; a camera is released, and its last picture goes away.

        A file's picture stays. What recognition was busy with is still handed on: it belongs to that picture.
        """
        if self.pipeline is not None:
            self.paused, self.lost = True, ""
            self.pipeline.pause()
            if self.pipeline.source.live:
                self._let_go()

    def resume(self) -> None:
        """Go on after a pause."""
        self.paused = False
        if self.pipeline is not None:
            if self.pipeline.source.live:
                self._let_go()
            self.pipeline.resume()

    def _let_go(self) -> None:
        """Show nothing, and nothing more of what has left the source until now."""
        self._over_s, self.current = time.monotonic(), None
        self._picture.clear()

    def restart(self) -> None:
        """Begin the source anew (a video that has ended)."""
        if self.pipeline is not None:
            self.pipeline.stop()
        self.pipeline = self.current = self.latest = None
        self._mark()
        self._drawn, self._found = None, FoundFace()
        self.drawn_frame = self.drawn_outcome = 0
        self._over_s = float("-inf")
        self.paused, self.broken, self.lost = False, False, ""
        self._load_in_thread()

    def draw_again(self) -> None:
        """Draw the newest frame once more: it was out of sight."""
        self._again = True

    @property
    def running(self) -> bool:
        """Whether frames have come and the source has not failed."""
        return self.pipeline is not None and self.drawn_frame > 0

    @property
    def reading(self) -> Reading | None:
        """What stands on the screen now; None where nothing is seen or read."""
        return None if self.current is None else self.current.reading

    @property
    def mirrored(self) -> bool:
        """Whether the picture is shown like a mirror."""
        source = None if self.pipeline is None else self.pipeline.source
        return self._own_face and source is not None and source.mirrored and self._shell.settings.get(MIRROR_IMAGE)

    def _load_in_thread(self) -> None:
        load_in_thread(
            lambda: self._make_pipeline(self._heard.remember), self._shell.post, self._loaded, self._fail
        )

    def _loaded(self, pipeline: Pipeline) -> None:
        if not self._stopped:
            self.pipeline = pipeline
            self._heard.built(pipeline.network)
            pipeline.start()

    def _draw(self) -> None:
        pipeline = self.pipeline
        if pipeline is None or self.lost or (self.paused and pipeline.source.live):
            return
        number, newest = pipeline.outcomes.latest()
        outcome = None if newest is None or self.broken or newest.taken.left_s <= self._over_s else newest
        drawn = self._draw_newest(pipeline, outcome)
        # After a pause the next photo may have been read although the one before is still the picture to see.
        read = outcome is not None and number != self.drawn_outcome and self._is_drawn(outcome.taken)
        other = self.current is not None and not self._is_drawn(self.current.taken)
        if outcome is not None and read:
            self.drawn_outcome, self.current = number, self._found.told(outcome)
            self.latest = self.latest if isinstance(self.current.reading, FaceSeen) else self.current
        elif other:
            self.current = None
        if drawn or read:
            self._mark()
        if drawn:
            self._heard.drawn()
        if read and self.current is not None:
            self._heard.outcome(self.current)
        elif other:
            self._heard.unknown()

    def _draw_newest(self, pipeline: Pipeline, outcome: Outcome | None) -> bool:
        """Draw the newest frame, if there is one to draw; tell whether that was done."""
        number, taken = pipeline.taken.latest()
        if self.paused:
            # What stood there stays.
            number, taken = self.drawn_frame, self._drawn
        if taken is None or taken.left_s <= self._over_s or not (number != self.drawn_frame or self._again):
            return False
        if self._waits(taken, outcome, time.monotonic()):
            return False
        self._again, self._waits_since_s = False, None
        first, self.drawn_frame, self._drawn = self.drawn_frame == 0, number, taken
        if first:
            self.aspect = taken.frame.image.shape[0] / taken.frame.image.shape[1]
            self._heard.started()
        if not self.out_of_sight:
            self._picture.show(taken.frame.image, self.mirrored)
        return True

    def _is_drawn(self, taken: Taken) -> bool:
        return self._drawn is not None and same_picture(taken, self._drawn)

    def _mark(self) -> None:
        """Mark the faces of the outcome that stands on the screen."""
        if self._drawn is None or self.out_of_sight:
            return
        found, width = self.current, self._drawn.frame.image.shape[1]
        if found is None or len(found.faces) < self._fewest_marked:
            self._picture.mark((), None, width, self.mirrored)
        else:
            self._picture.mark(found.faces, found.chosen, width, self.mirrored)

    def _waits(self, taken: Taken, outcome: Outcome | None, now_s: float) -> bool:
        """Whether a new frame should wait for its reading, which then comes soon, as that of the frame before came."""
        if self.drawn_frame == 0 or outcome is None or outcome.taken is taken:
            return False
        # From when the first one waited: a fast source has an even newer frame each time.
        if self._waits_since_s is None:
            self._waits_since_s = taken.left_s
        longest_s = WAIT_FOR_READING_S if same_picture(outcome.taken, taken) else WAIT_FOR_OTHER_S
        return now_s - self._waits_since_s < longest_s

    def _look_for_sleep(self) -> None:
        slept, pipeline = self._sleep.is_over(), self.pipeline
        if slept and pipeline is not None and pipeline.source.live and not self.paused:
            # By now another person may be there.
            pipeline.begin_anew()
            self._let_go()
            self._heard.slept(pipeline.source)

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
        elif event.what is Happened.READY:
            if event.sentence:
                self._heard.note(event.sentence)
            self._heard.ready()
        elif event.what is Happened.NETWORK_FAILED:
            # The picture still goes on: what the person says and sees never depends on recognition.
            self.broken, self.current = True, None
            self._mark()
            (self._heard.unread or self._heard.note)(event.sentence)

    def _source_changed(self, event: Event) -> None:
        from companion.sources.frame import Change

        if event.change in (Change.SILENT, Change.LOST, Change.HIDDEN):
            if not self.paused:
                self.lost = event.sentence
                self._let_go()
                (self._heard.lost or self._heard.note)(event.sentence)
        elif event.change not in (Change.BACK, Change.SEEN):
            self._heard.note(event.sentence)
        elif not self.paused:
            self.lost = ""
            self._let_go()
            (self._heard.back or self._heard.note)(event.sentence)
            self._heard.unknown()

    def _fail(self, sentence: str, absent: bool = False) -> None:
        if self._stopped:
            return
        self._shell.running.discard(self)
        pipeline, self.pipeline, self.current = self.pipeline, None, None
        if pipeline is not None:
            # Its threads are at their end; a hanging camera must not hold up the window.
            threading.Thread(target=pipeline.stop, name="stop", daemon=True).start()
        self._picture.clear()
        self.source_failed = True
        ((absent and self._heard.absent) or self._heard.failed)(sentence)
