"""Keeps a person's resting face: nine numbers among the settings, in a private file that is replaced as a whole."""

from __future__ import annotations

from collections.abc import Callable, Collection

from companion.faces.face import Face
from companion.reading.reading import Scores
from companion.reading.resting import Resting, from_text
from companion.settings import Setting, Settings

RESTING = Setting("resting_face", "")
RESTING_ON = Setting("resting_face_on", True)
# The deletion that it goes with. Until that is carried out it can be undone, but the face counts as gone already.
RESTING_GOES = Setting("resting_face_goes", "")


def kept(settings: Settings) -> Resting | None:
    """Return the resting face that is kept, switched on or not; None if there is none that makes sense."""
    return None if settings.get(RESTING_GOES) else from_text(settings.get(RESTING))


def used(settings: Settings) -> Resting | None:
    """Return the resting face to correct with: None if there is none, or if it is switched off."""
    return kept(settings) if settings.get(RESTING_ON) else None


def keep(settings: Settings, resting: Resting) -> str | None:
    """Keep a resting face instead of the one before, and switch it on; return a sentence if it could not be saved."""
    # Each of them, also where none can be saved: they hold until the app closes.
    problem = settings.set(RESTING, resting.to_text())
    problem = settings.set(RESTING_GOES, "") or problem
    return settings.set(RESTING_ON, True) or problem


def mark(settings: Settings, deletion: str) -> str | None:
    """Mark it as deleted, with a name for `undo`; return a sentence if that could not be saved."""
    return settings.set(RESTING_GOES, deletion)


def undo(settings: Settings, deletion: str) -> str | None:
    """Bring it back, if it was marked by this deletion; return a sentence if that could not be saved."""
    return settings.set(RESTING_GOES, "") if settings.get(RESTING_GOES) == deletion else None


def settle(settings: Settings, pending: Collection[str] = ()) -> str | None:
    """Delete what is marked for good, unless its deletion is among those that still can be undone.

    Returns:
        A sentence if that could not be saved; the mark then stays, and the next start tries again.
    """
    goes = settings.get(RESTING_GOES)
    return None if goes in pending else carry_out(settings, goes)


def carry_out(settings: Settings, deletion: str) -> str | None:
    """Delete it from all files of settings, if it still is marked by this deletion; return a sentence if it can't be.

    The file is asked: another window may have brought it back meanwhile.
    """
    settings.reread(RESTING, RESTING_GOES)
    if not deletion or settings.get(RESTING_GOES) != deletion:
        return None
    problem = settings.forget(RESTING)
    if problem and not settings.problem:
        return problem  # it is still in a former file: the mark stays, so that the next start tries again
    return settings.set(RESTING_GOES, "") or problem


class RestingUse:
    """What the window tells the recognition thread: each attribute is set whole, so no lock is needed.

    Attributes:
        resting: corrects the scores, if it belongs to the network that runs; None corrects nothing.
        network: told by the network once it runs: what `Resting.network` is compared with; None before.
        watch: called (in the recognition thread) with each face and its uncorrected scores; None while nobody learns.
        knows_still_face: told by the network once it runs; without a word for a still face there is nothing to teach.
    """

    def __init__(self, resting: Resting | None = None) -> None:
        self.resting = resting
        self.network: str | None = None
        self.watch: Callable[[Face, Scores], None] | None = None
        self.knows_still_face = True
