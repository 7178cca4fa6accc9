"""Joins the rooms: a capture thread and a recognition thread, with slots between them. It knows no widget."""

from __future__ import annotations

import atexit
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from companion.channels import Slot
from companion.faces.choosing import Chooser
from companion.faces.face import Face
from companion.faces.finder import FaceFinder
from companion.faces.following import Follower
from companion.faces.places import Around, Place
from companion.faces.quality import judge_picture
from companion.reading.card import NetworkError
from companion.reading.classifier import Classifier
from companion.reading.memory import advance, begin
from companion.reading.reading import Kind, Reading, Scores, people_who_say
from companion.sources.frame import Change, Frame, Lasting, Source, SourceError, SourceEvent
from companion.words import network as network_words
from companion.words import sources as say

log = logging.getLogger(__name__)

JOIN_S = 5.0
# A file need not be let go of before another one opens: one on a far disk is left behind after this time.
FILE_JOIN_S = 0.3


class Happened(StrEnum):
    """What the window must know and must not miss."""

    READY = "ready"
    SOURCE = "source"
    ENDED = "ended"
    SOURCE_FAILED = "source_failed"
    NETWORK_FAILED = "network_failed"


@dataclass(frozen=True)
class Event:
    """An event for the window; `sentence` is for the person, where there is something to say."""

    what: Happened
    sentence: str = ""
    change: Change | None = None


@dataclass(frozen=True, eq=False)
class Taken:
    """A frame, the moment (monotonic seconds) at which it left its source, and how often that began anew until then."""

    frame: Frame
    left_s: float
    opened: int


@dataclass(frozen=True, eq=False)
class Outcome:
    """What recognition made of one frame.

    Attributes:
        faces: all faces, from left to right.
        chosen: which of them is read; None without a face.
        recognition_s: what finding, cutting and classifying took.
        people: the share of people who would say each word; None without a face, or if the network learned no votes.
        place: where the face that is read is among all, also while it or another is missed; None without one.
    """

    taken: Taken
    faces: tuple[Face, ...]
    chosen: int | None
    reading: Reading
    recognition_s: float
    people: Scores | None = None
    place: Place | None = None


def _search_on_one_core() -> None:
    # As in classifier.py: the other core takes and draws pictures. It counts for the whole process.
    import cv2

    cv2.setNumThreads(1)


class Pipeline:
    """Runs one source until it ends or is stopped. `start` once, `stop` once; pausing in between is free.

    Args:
        make_finder, make_classifier: called in the recognition thread, so that the window need not wait for them.
        network: the name of the network, for the journal.
        remember: called in the recognition thread with each reading (the journal's queue), but not with "no face" while
            one is there, of which nothing can be said yet.
        own_face: the person looks at themselves: of several faces the largest is read (see `Chooser`).
    """

    def __init__(
        self,
        source: Source,
        make_finder: Callable[[], FaceFinder],
        make_classifier: Callable[[], Classifier],
        network: str,
        remember: Callable[[Reading], None] = lambda reading: None,
        clock: Callable[[], float] = time.monotonic,
        own_face: bool = False,
    ) -> None:
        self.source, self.network = source, network
        self._own_face = own_face
        self.taken: Slot[Taken] = Slot()
        self.outcomes: Slot[Outcome] = Slot()
        self.events: queue.Queue[Event] = queue.Queue()
        self._make_finder, self._make_classifier = make_finder, make_classifier
        self._remember, self._clock = remember, clock
        self._stop, self._halt, self._go = threading.Event(), threading.Event(), threading.Event()
        self._go.set()
        self._next, self._anew = threading.Event(), threading.Event()
        self._ready = threading.Event()  # the capture thread need not wait for the network any more
        self._network_open = threading.Event()
        self._openings = 0  # the capture thread's
        self._capturing = threading.Thread(target=self._capture, name="capture", daemon=True)
        self._recognition = threading.Thread(target=self._recognise, name="recognition", daemon=True)
        self._threads = [self._capturing, self._recognition]

    def start(self) -> None:
        """Start both threads."""
        for thread in self._threads:
            thread.start()

    def pause(self) -> None:
        """Stop taking frames; a live source is released, so that the camera's light goes out."""
        self._go.clear()
        if self.source.live:
            self._halt.set()

    def resume(self) -> None:
        """Take frames again."""
        if not self._stop.is_set():
            self._halt.clear()
        self._go.set()

    @property
    def lasting(self) -> bool:
        """Whether `next_face` works at the source's end too."""
        return isinstance(self.source, Lasting)

    def next_face(self) -> None:
        """Read the next face, if there are several; a photo stays for its whole time from now, also after its end."""
        self._next.set()
        if isinstance(self.source, Lasting):
            self.source.stay()

    def begin_anew(self) -> None:
        """Let nothing that was read so far count for what is taken from now on: another person may be there."""
        self._anew.set()

    def stop(self, timeout_s: float = JOIN_S) -> bool:
        """End both threads and release the source. Returns False if one hangs (a camera that does not answer).

        A network that is still being opened, or a file that takes long, is not waited for, as the window would stand
        still: its thread ends by itself once that is done, and says and remembers nothing any more.
        """
        self._stop.set()
        self._halt.set()
        self._go.set()
        self._ready.set()
        left = [] if self._network_open.is_set() else [self._recognition]
        for thread in self._threads:
            if thread.is_alive() and thread not in left:
                of_file = thread is self._capturing and not self.source.live
                thread.join(min(timeout_s, FILE_JOIN_S) if of_file else timeout_s)
                if of_file:
                    left.append(thread)
        for thread in left:
            if thread.is_alive():
                # Python must not end while a library is in the middle of opening a file: that can crash. Then no window
                # waits any more.
                atexit.register(thread.join, timeout_s)
        return not any(thread.is_alive() for thread in self._threads if thread not in left)

    def _tell(self, event: SourceEvent) -> None:
        if event.change in (Change.BACK, Change.SEEN):
            # While nothing was seen another person may have come, although the source's clock went on.
            self._openings += 1
        sentence = say.EVENTS[event.change].format(detail=event.detail)
        self.events.put(Event(Happened.SOURCE, sentence, event.change))

    def _capture(self) -> None:
        try:
            while not self._stop.is_set():
                # A live source ends only because it is halted, even if that is over by now.
                self._go.wait()
                self._openings += 1
                self._take(self.source.frames(self._halt, self._tell))
                while not self.source.live and not self._halt.is_set():
                    self.events.put(Event(Happened.ENDED))
                    if not isinstance(self.source, Lasting):
                        return
                    self._take(self.source.more(self._halt))
        except SourceError as error:
            self.events.put(Event(Happened.SOURCE_FAILED, str(error)))
        except Exception:
            log.exception("The source broke.")
            self.events.put(Event(Happened.SOURCE_FAILED, say.BROKE.format(title=self.source.title)))

    def _take(self, frames: Iterator[Frame]) -> None:
        for frame in frames:
            if not self.source.live:
                self._go.wait()  # a pause may have begun while this frame was waited for
            if self._anew.is_set():
                self._anew.clear()
                self._openings += 1
            self.taken.put(Taken(frame, self._clock(), self._openings))
            if not self.source.live:  # a live source ends its frames when it is halted
                # A photo or a short video would be over before the network is open, and nothing read of it.
                self._ready.wait()
                self._go.wait()

    def _recognise(self) -> None:
        try:
            finder, classifier = self._make_finder(), self._make_classifier()
            # In this order: `stop` then waits for this thread, or this thread sees that it was stopped meanwhile.
            self._network_open.set()
            if self._stop.is_set():
                return
            _search_on_one_core()
            card = classifier.card
            limit = "" if card.knows_still_face else network_words.no_still_face(card.name)
            self.events.put(Event(Happened.READY, limit))
            self._ready.set()
            self._loop(finder, classifier)
        except NetworkError as error:
            self._tell_that_network_failed(str(error))
        except Exception:
            log.exception("Recognition broke.")
            self._tell_that_network_failed(say.RECOGNITION_BROKE)
        finally:
            self._ready.set()

    def _tell_that_network_failed(self, sentence: str) -> None:
        if not self._stop.is_set():
            self.events.put(Event(Happened.NETWORK_FAILED, sentence))

    def _loop(self, finder: FaceFinder, classifier: Classifier) -> None:
        seen, former = 0, ("", 0)
        follower, chooser = Follower(finder, still=self.lasting), Chooser(self._own_face)
        around, memory = Around(), begin(0.0)
        while not self._stop.is_set():
            number, taken = self.taken.wait_newer(seen, 0.2)
            if taken is None or number == seen:
                continue
            seen = number
            began = self._clock()
            image, time_s = taken.frame.image, taken.frame.time_s
            if (taken.frame.name, taken.opened) != former:
                # The next photo of a folder, or a camera after a pause or a loss, whose clock may stand anywhere:
                # nothing that was said of the one before may stand beside it.
                if taken.frame.name != former[0]:
                    # Else it says that it doesn't know who is who, if there are several now.
                    chooser = Chooser(self._own_face)
                former, memory, around = (taken.frame.name, taken.opened), begin(time_s), Around()
                follower.begin_anew()
            take_next = self._next.is_set()
            self._next.clear()
            found = follower.faces(image, time_s)
            faces, chosen = chooser.choose(found, follower.tracks, take_next, time_s)
            face = None if chosen is None else faces[chosen]
            scores = None if face is None else classifier.follow(face, time_s)
            picture = frozenset() if faces else judge_picture(image)
            memory = advance(memory, face, scores, time_s, classifier.card, picture)
            took_s, card, shown = self._clock() - began, classifier.card, memory.reading.scores
            people = None
            if shown is not None and card.people_temperature is not None:
                people = people_who_say(shown, card.temperature, card.people_temperature)
            place = around.look(faces, follower.tracks, chooser.track, time_s)
            self.outcomes.put(Outcome(taken, faces, chosen, memory.reading, took_s, people, place))
            if not (faces and memory.reading.kind is Kind.NO_FACE):
                self._remember(memory.reading)
