"""Tells a face of which nothing can be said yet from no face: the first word takes a quarter of a second or longer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from companion.words.talk import FaceSeen

if TYPE_CHECKING:
    from companion.pipeline import Outcome, Taken


def same_picture(one: Taken, other: Taken) -> bool:
    """Tell whether two frames are of one source that went on: not of two photos, nor before and after a pause."""
    return (one.frame.name, one.opened) == (other.frame.name, other.opened)


class FoundFace:
    """Follows the outcomes of one source, each of which it is given once."""

    def __init__(self) -> None:
        self._seen: Taken | None = None
        self._missed = 0
        self._before: Taken | None = None
        self._presence = 0.0
        self._told = False

    def told(self, outcome: Outcome) -> Outcome:
        """Return this outcome with the reading and the faces to show.

        "I see no face" must not stand beside a box around one; nor may both come and go with what a detector takes for
        a face in a single frame of an empty room.
        """
        from companion.reading.decision import PRESENT, presence

        taken, found, before = outcome.taken, bool(outcome.faces), self._before
        same = before is not None and same_picture(before, taken)
        if before is not None and same:
            self._presence = presence(self._presence, found, taken.frame.time_s - before.frame.time_s)
        else:
            self._presence = float(found)
        self._before = taken
        self._missed = 0 if found else self._missed + 1
        if found:
            self._seen = taken
        reading = outcome.reading
        # It comes once a word could come, and then stays until the face is gone.
        self._told = self._is_there(taken) and ((self._told and same) or self._presence >= PRESENT)
        # By value, as everywhere in the window.
        if reading.kind != "no_face":
            return outcome
        if not self._told:
            # "I see no face" must not stand beside a box, either.
            return replace(outcome, faces=(), chosen=None, people=None, place=None) if found else outcome
        # What was measured on the empty picture before is no reason any more.
        return replace(outcome, reading=FaceSeen(reading.kind, since_s=reading.since_s, time_s=reading.time_s))

    def _is_there(self, taken: Taken) -> bool:
        """Tell whether a face is there. One that is missed for a moment still is: the words must not flicker."""
        from companion.reading.decision import is_gone

        if self._seen is None or not same_picture(self._seen, taken):
            return False
        return not is_gone(taken.frame.time_s - self._seen.frame.time_s, self._missed)
