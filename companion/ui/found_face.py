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

    def told(self, outcome: Outcome) -> Outcome:
        """Return this outcome with the reading to show: "I see no face" must not stand beside a box around one."""
        self._missed = 0 if outcome.faces else self._missed + 1
        if outcome.faces:
            self._seen = outcome.taken
        reading = outcome.reading
        # By value, as everywhere in the window.
        if reading.kind != "no_face" or not self._is_there(outcome.taken):
            return outcome
        # What was measured on the empty picture before is no reason any more.
        return replace(outcome, reading=FaceSeen(reading.kind, since_s=reading.since_s, time_s=reading.time_s))

    def _is_there(self, taken: Taken) -> bool:
        """Tell whether a face is there. One that is missed for a moment still is: the words must not flicker."""
        from companion.reading.decision import is_gone

        if self._seen is None or not same_picture(self._seen, taken):
            return False
        return not is_gone(taken.frame.time_s - self._seen.frame.time_s, self._missed)
