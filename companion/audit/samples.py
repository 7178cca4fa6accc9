"""What the audit fills the screens with: a drawn picture, readings, and a journal. Nobody's real data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from companion.faces.face import Box, Doubt, Face
from companion.journal.moment import DAY_MS, Moment
from companion.journal.records import CheckIn, Correction, Guess, Mode, ReadingRow, Session, WholeSession, row_of
from companion.journal.store import Journal
from companion.reading.reading import SCORE_NAMES, Kind, Reading, Scores
from companion.words.vocabulary import WORDS

if TYPE_CHECKING:
    from companion.pipeline import Outcome, Taken


# Talk looks at each for 4 s; a slow computer must not come to the end of them while a screen is looked at.
PICTURES = 100


def draw_picture(folder: Path) -> Path:
    """Draw a picture in which no detector finds a face, and return its folder: as a source, it lasts for minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    picture = Image.new("RGB", (640, 480), "#7a8a99")
    ImageDraw.Draw(picture).rectangle((80, 60, 560, 420), "#9fb0bf", "#4d5a66", 6)
    first = folder / "drawn000.png"
    picture.save(first)
    for number in range(1, PICTURES):
        (folder / f"drawn{number:03}.png").write_bytes(first.read_bytes())
    return folder


def scores_of(*words: str) -> Scores:
    """Return scores in which these words share nearly all."""
    values = np.full(len(SCORE_NAMES), 0.01)
    for word in words:
        values[SCORE_NAMES.index(word)] = 0.9 / len(words)
    return Scores(values / values.sum())


def reading_of(*words: str, reasons: tuple[Doubt, ...] = ()) -> Reading:
    """Return a reading: one word clear, two maybe, none not sure."""
    kind = (Kind.UNSURE, Kind.CLEAR, Kind.MAYBE)[len(words)]
    return Reading(kind, words, scores_of(*(words or ("neutral", "sadness"))), reasons, track=1)


def outcome(taken: Taken | None, reading: Reading, faces: int) -> Outcome:
    """Return what recognition would make of a frame with so many faces."""
    from companion.faces.places import place_of
    from companion.pipeline import Outcome

    assert taken is not None
    crop = np.zeros((48, 48), np.uint8)
    seen = tuple(Face(Box(100 + 220 * place, 120, 140, 160), None, crop, track=place) for place in range(faces))
    place = place_of([face.box for face in seen], 0) if faces else None
    return Outcome(taken, seen, 0 if faces else None, reading, 0.0, reading.scores, place)


def fill_journal(journal: Journal, today: Moment, first: int, last: int) -> None:
    """Merge a session for every second day, from `first` days ago (the nearest) to `last` days ago.

    All words, doubts, answers, corrections, notes and tags occur in them.
    """
    for back in range(first, last, 2):
        journal.merge(_session(back, Moment(today.utc_ms - back * DAY_MS - 3_600_000, today.offset_min)))


def uid_of(back: int) -> str:
    """Return the uid of the session so many days ago: a talk where they divide by four, else a mirror."""
    return f"{back:016x}"


def _session(back: int, at: Moment) -> WholeSession:
    uid, seconds = uid_of(back), 200
    talk = back % 4 == 0
    session = Session(
        uid, Mode.TALK if talk else Mode.MIRROR, at, _later(at, seconds), seconds * 1000, "poster", "camera",
        True if talk else None, "A long talk about the holidays.", ("family", "phone call"),
    )  # fmt: skip
    rows = tuple(_row(second, second // 20 + back // 2) for second in range(seconds))
    if talk:
        said = Correction(f"{4000 + back:016x}", uid, _later(at, 30), 30_000, ("sadness",), "They are tired.")
        return WholeSession(session, rows, (), (said,))
    own = ("tired", "disappointed", "overwhelmed", "calm")[back // 4 % 4]
    guess, signs = Guess(Kind.CLEAR, ("neutral",)), ("lump in the throat", "tight chest")
    answers = (
        CheckIn(f"{1000 + back:016x}", uid, _later(at, 20), (own,), guess=guess, note="It was a long day."),
        CheckIn(f"{2000 + back:016x}", uid, _later(at, 90), ("lonely",), signs=signs),
        CheckIn(f"{3000 + back:016x}", uid, _later(at, 120), dont_know=True),
    )
    return WholeSession(session, rows, answers)


def _row(second: int, step: int) -> ReadingRow:
    """One row: the eight words in turn, then a maybe, then not sure."""
    place = step % (len(WORDS) + 2)
    words = (WORDS[place],) if place < len(WORDS) else ("contempt", "disgust") if place == len(WORDS) else ()
    return row_of(reading_of(*words, reasons=() if words else (Doubt.DARK, Doubt.BACK_LIT)), second * 1000)


def _later(moment: Moment, seconds: int) -> Moment:
    return Moment(moment.utc_ms + seconds * 1000, moment.offset_min)


class DrawnCamera:
    """What `cv2.VideoCapture` is to the camera source: every read gives the same drawn picture."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._image = np.full((480, 640, 3), 150, np.uint8)

    def isOpened(self) -> bool:
        """Cameras 0 and 1 are there."""
        return self._number < 2

    def read(self) -> tuple[bool, np.ndarray[tuple[int, ...], np.dtype[np.uint8]] | None]:
        """Give the picture."""
        return self.isOpened(), self._image

    def release(self) -> None:
        """Nothing to let go of."""
