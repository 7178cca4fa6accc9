"""`companion analyze`: photos, folders and videos without a window, a line for each reading."""

from __future__ import annotations

import glob
import itertools
import json
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from companion.faces.face import Doubt, Face
from companion.faces.finder import FaceFinder
from companion.faces.following import Follower
from companion.faces.quality import judge_picture
from companion.paths import is_there
from companion.reading.classifier import Classifier
from companion.reading.decision import FIRST_S, ordered, photo_reading
from companion.reading.memory import Memory, advance, begin
from companion.reading.reading import Kind, Reading
from companion.sources.choose import choose
from companion.sources.frame import Change, Frame, SourceError, SourceEvent
from companion.sources.pictures import PictureSource
from companion.words import analyze as say
from companion.words import network as network_words
from companion.words import sources as source_words

# Pictures that are further apart, such as a slow GIF's, are read as photos are: nothing could be smoothed.
APART_S = 0.5
# No more is kept (bytes) to see whether a film is too short for a word: some tell the same time for each picture.
MOST_KEPT = 200_000_000


@dataclass(frozen=True, eq=False)
class Result:
    """One reading of one face (or of a frame without a face) and where it comes from."""

    source: str
    time_s: float
    face: Face | None
    reading: Reading

    def as_json(self) -> str:
        """Return the JSON object of design §3 on one line."""
        box = self.face.box if self.face else None
        return json.dumps(
            {
                "source": self.source,
                "time_s": round(self.time_s, 3),
                "face": self.face.track if self.face else None,
                "box": [round(value) for value in (box.x, box.y, box.w, box.h)] if box else None,
                "kind": str(self.reading.kind),
                "words": list(self.reading.words),
                "scores": {
                    word: round(value, 4)
                    for word, value in (self.reading.scores.by_word() if self.reading.scores else {}).items()
                },
                "reasons": [str(reason) for reason in self.reading.reasons],
            }
        )

    def as_text(self) -> str:
        """Return a line for a person."""
        time = f"{self.time_s:.2f}".replace(".", say.DECIMAL)
        head = say.LINE_TIME.format(source=self.source, time=time) if self.time_s else self.source
        who = say.LINE_FACE.format(number=self.face.track) if self.face and self.face.track else ""
        return f"{head}{who}: {say.line(self.reading)}"


def analyze_frames(
    frames: Iterator[Frame], finder: FaceFinder, classifier: Classifier, photo: bool, short: bool = False
) -> Iterator[Result]:
    """Yield a result for each face of each frame, and one for each frame without a face.

    Args:
        photo: each frame stands alone: nothing is smoothed or followed.
        short: nothing is smoothed, since there is no time for it.
    """
    # Without hurry: the whole picture is searched in each frame, and a large one closer where Talk would do so.
    follower = Follower(finder, whole_every_s=0.0)
    memories: dict[int | None, Memory] = {}
    for frame, step_s in _with_steps(frames):
        faces = finder.faces(frame.image, photo) if photo else follower.faces(frame.image, frame.time_s)
        scores = classifier.scores_of(faces)
        if not faces:
            why = ordered(judge_picture(frame.image))
            yield Result(frame.name, frame.time_s, None, Reading(Kind.NO_FACE, reasons=why, time_s=frame.time_s))
        if photo:
            for face, score in zip(faces, scores, strict=True):
                yield Result(frame.name, 0.0, face, photo_reading(score, face.doubts, classifier.card))
            continue
        for face, score in zip(faces, scores, strict=True):
            number = face.track
            # While two faces cross, a number may be another's; once they are apart both get new numbers.
            who = {Doubt.WHO} if number in follower.tracks.mixed else set()
            face = replace(face, doubts=face.doubts | who)
            memory = advance(
                memories.get(number, begin(frame.time_s)), face, score, frame.time_s, classifier.card
            )
            memories[number] = memory
            apart = short or step_s > APART_S
            reading = photo_reading(score, face.doubts, classifier.card) if apart else settled(memory)
            yield Result(frame.name, frame.time_s, face, reading)
        found = {face.track for face in faces}
        for number in memories.keys() - found:
            # As Talk has it: who is missed for long is gone, and comes back as somebody new.
            memories[number] = advance(memories[number], None, None, frame.time_s, classifier.card)
        alive = {track.number for track in follower.tracks.known}
        memories = {number: memory for number, memory in memories.items() if number in alive}


def _beginning(frames: Iterator[Frame]) -> tuple[list[Frame], bool]:
    """Return the first frames, two or more, and whether the film ends with them, before a word could settle."""
    first = list(itertools.islice(frames, 2))
    while first and first[-1].time_s - first[0].time_s < FIRST_S:
        if sum(frame.image.nbytes for frame in first) > MOST_KEPT:
            return first, False
        more = next(frames, None)
        if more is None:
            return first, True
        first.append(more)
    return first, False


def _with_steps(frames: Iterator[Frame]) -> Iterator[tuple[Frame, float]]:
    """Yield each frame with the seconds since the one before it; the first with those until the second."""
    first = list(itertools.islice(frames, 2))
    former_s = first[-1].time_s if first else 0.0
    for frame in itertools.chain(_emptied(first), frames):
        yield frame, abs(frame.time_s - former_s)
        former_s = frame.time_s


def _emptied(frames: list[Frame]) -> Iterator[Frame]:
    """Yield what is in a list and keep none of it: a photo may have hundreds of megabytes."""
    while frames:
        yield frames.pop(0)


def settled(memory: Memory) -> Reading:
    """Return what is said of a face that is there but was not seen for long enough yet: not sure, never "no face"."""
    if memory.reading.kind is not Kind.NO_FACE or memory.smoothed is None:
        return memory.reading
    reasons = ordered(memory.doubted.now)
    return replace(memory.reading, kind=Kind.UNSURE, words=(), scores=memory.smoothed.scores, reasons=reasons)


def analyze(
    paths: Sequence[str],
    finder: FaceFinder,
    classifier: Classifier,
    as_json: bool,
    out: TextIO | None = None,
    complain: Callable[[str], None] = lambda line: print(line, file=sys.stderr),
) -> int:
    """Analyze each path; print results, and tell of each input that was not read.

    Args:
        out: takes the results; standard output by default.
        complain: takes one line for each input that was not read.

    Returns:
        0 when all inputs were read, else 2.
    """
    missing = 0
    # Asked for now: as a default it would be what standard output was when this file was imported.
    out = out or sys.stdout

    def tell(event: SourceEvent) -> None:
        nonlocal missing
        missing += event.change is Change.LEFT_OUT
        complain(source_words.EVENTS[event.change].format(detail=event.detail))

    if not classifier.card.knows_still_face:
        complain(network_words.NO_STILL_FACE.format(name=classifier.card.name))
    for path in _expanded(paths):
        try:
            # Here no camera is meant, but a folder may well be named after a year.
            source = choose(f"./{path}" if path.isdigit() and is_there(Path(path)) else path, paced=False)
            if source.live:
                raise SourceError(say.NOT_LIVE.format(path=path))
            frames = source.frames(threading.Event(), tell)
            pictures = isinstance(source, PictureSource)
            first, short = ([], False) if pictures else _beginning(frames)
            # A still GIF is a video of one picture, in which nothing could be smoothed or followed.
            photo = pictures or len(first) == 1
            for result in analyze_frames(itertools.chain(_emptied(first), frames), finder, classifier, photo, short):
                print(result.as_json() if as_json else result.as_text(), file=out, flush=True)
        except SourceError as error:
            missing += 1
            complain(str(error))
    return 2 if missing else 0


def _expanded(paths: Iterable[str]) -> Iterator[str]:
    """Yield each path, on Windows with what `*.jpg` stands for: its consoles leave that to the program."""
    for path in paths:
        windows = sys.platform == "win32"
        # Not by Path: a pattern may begin at a drive.
        found = glob.glob(path) if windows and not is_there(Path(path)) else []  # noqa: PTH207
        yield from sorted(found) or [path]
