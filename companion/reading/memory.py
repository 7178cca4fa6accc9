"""What is remembered of one face from frame to frame: its smoothed scores, its doubts, and what is shown of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from companion.faces.face import Doubt, Face
from companion.reading.card import Card
from companion.reading.decision import Decision, decide, no_face
from companion.reading.doubts import Doubted, weigh
from companion.reading.reading import Reading, Scores
from companion.reading.smoother import Smoothed, smooth


@dataclass(frozen=True, eq=False)
class Memory:
    """The state of one followed face, and of the picture while there is none."""

    decision: Decision
    smoothed: Smoothed | None = None
    doubted: Doubted = field(default_factory=Doubted)
    pictured: Doubted = field(default_factory=Doubted)

    @property
    def reading(self) -> Reading:
        return self.decision.reading


def begin(time_s: float) -> Memory:
    """Return the memory before any face was seen."""
    return Memory(no_face(time_s))


def advance(
    before: Memory,
    face: Face | None,
    scores: Scores | None,
    time_s: float,
    card: Card,
    picture: frozenset[Doubt] = frozenset(),
) -> Memory:
    """Return the memory after one more frame.

    Args:
        face, scores: the face that is read and the network's answer for it; both None when it was not found.
        time_s: source time. When it goes back (a camera was opened anew), all is forgotten.
        picture: doubts measured on the whole picture; they count while there is no face.
    """
    if time_s < before.reading.time_s:
        before = begin(time_s)
    if face is None or scores is None:
        # A room that is nearly black crosses the threshold with each flicker of its light; the sentence must not.
        pictured = weigh(before.pictured, picture, None, time_s)
        decision = decide(before.decision, None, pictured.now, None, time_s, card)
        if decision.track is None:
            return Memory(decision, pictured=pictured)
        return Memory(decision, before.smoothed, before.doubted, pictured)
    same = before.decision.track == face.track
    smoothed = smooth(before.smoothed if same else None, scores, time_s)
    doubted = weigh(before.doubted if same else Doubted(), face.doubts, scores, time_s)
    decision = decide(before.decision, smoothed.scores, doubted.now, face.track, time_s, card)
    return Memory(decision, smoothed, doubted)
