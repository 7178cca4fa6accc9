"""Tells a face of which nothing can be said yet from no face: the first word takes a quarter of a second or longer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from companion.words.talk import FaceSeen

if TYPE_CHECKING:
    from companion.pipeline import Outcome, Taken
    from companion.reading.presence import Presence


def same_picture(one: Taken, other: Taken) -> bool:
    """Tell whether two frames are of one source that went on: not of two photos, nor before and after a pause."""
    return (one.frame.name, one.opened) == (other.frame.name, other.opened)


class FoundFace:
    """Follows the outcomes of one source, each of which it is given once."""

    def __init__(self) -> None:
        self._before: Taken | None = None
        self._presence: Presence | None = None
        self._told = False

    def told(self, outcome: Outcome) -> Outcome:
        """Return this outcome with the reading and the faces to show.

        "I see no face" must not stand beside a box around one; nor may both come and go with what a detector takes for
        a face in a single frame of an empty room.
        """
        from companion.reading.presence import Presence, looked

        taken, found, before = outcome.taken, bool(outcome.faces), self._before
        if before is None or self._presence is None or not same_picture(before, taken):
            # The first look at a picture has all the say: a photo has only one.
            self._told, self._presence = False, Presence(share=float(found))
        self._before, self._presence = taken, looked(self._presence, found, taken.frame.time_s)
        reading = outcome.reading
        # It comes once a word could come, and then stays until the face is gone.
        self._told = not self._presence.gone and (self._told or self._presence.comes)
        # By value, as everywhere in the window.
        if reading.kind != "no_face":
            return outcome
        if not self._told:
            # "I see no face" must not stand beside a box, either.
            return replace(outcome, faces=(), chosen=None, people=None, place=None) if found else outcome
        # What was measured on the empty picture before is no reason any more.
        return replace(outcome, reading=FaceSeen(reading.kind, since_s=reading.since_s, time_s=reading.time_s))
