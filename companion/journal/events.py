"""What the app tells the journal's writer, and what the writer tells back: small immutable types for two queues."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from companion.journal.moment import Moment
from companion.journal.records import CheckIn, Correction, ReadingRow, SessionStart, new_uid

# Deletions of this name begin automatic clearing: who undoes one does not want it.
CLEARING = "clearing-"


@dataclass(frozen=True)
class AddReading:
    """A row that `ReadingLog` chose."""

    session: str
    row: ReadingRow


@dataclass(frozen=True)
class EndSession:
    """A session is over; `length_ms` by a clock that never goes back."""

    session: str
    ended: Moment
    length_ms: int | None = None


@dataclass(frozen=True)
class SetSource:
    """What a session looks at and which network reads, where both were known only after it began."""

    session: str
    source: str
    network: str


@dataclass(frozen=True)
class SetNote:
    """A session's note as it now reads."""

    session: str
    note: str


@dataclass(frozen=True)
class SetCheckInNote:
    """A check-in's note as it now reads; the check-in is named by its uid."""

    checkin: str
    note: str


@dataclass(frozen=True)
class SetTags:
    """All tags of a session as they now are."""

    session: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Delete:
    """Delete sessions, check-ins or corrections by uid, a span of local days (both inclusive), or all; made below.

    `uid` names the deletion, for `UndoDelete` within 10 seconds.
    """

    uid: str
    sessions: tuple[str, ...] = ()
    checkins: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    span: tuple[date | None, date | None] | None = None
    everything: bool = False


@dataclass(frozen=True)
class UndoDelete:
    """Take a deletion back. `told` is called in the writer's thread once that is done: True, or False if it is gone."""

    uid: str
    told: Callable[[bool], None] = field(default=lambda back: None, compare=False)


@dataclass(frozen=True)
class ClearOlder:
    """Automatic clearing: what began more than so many months ago goes at once, without undo.

    Where nothing but sessions of today would be left, all stay and the person is told: the clock may be far ahead.
    """

    months: int


Event = (
    SessionStart
    | AddReading
    | EndSession
    | CheckIn
    | Correction
    | SetSource
    | SetNote
    | SetCheckInNote
    | SetTags
    | Delete
    | UndoDelete
    | ClearOlder
)


class Saving(StrEnum):
    """What becomes of an event that is handed over now.

    NOW: it is written. LATER: it waits, because saving fails at the moment. NEVER: a newer version's journal is open.
    """

    NOW = "now"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True)
class Told:
    """A sentence for the person: from opening, or when saving began to fail, which is true until `Recovered`."""

    sentence: str
    failing: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Recovered:
    """Saving works again; `lost` moments could not be kept."""

    sentence: str
    lost: int


@dataclass(frozen=True)
class Deleted:
    """So many sessions or answers were marked (it can be undone), are `gone` for good, or came back (`undone`)."""

    uid: str
    count: int
    gone: bool = False
    undone: bool = False


Notice = Told | Recovered | Deleted


def delete_sessions(*sessions: str) -> Delete:
    """Return the event that deletes these sessions."""
    return Delete(new_uid(), sessions=sessions)


def delete_checkins(*checkins: str) -> Delete:
    """Return the event that deletes these check-ins."""
    return Delete(new_uid(), checkins=checkins)


def delete_corrections(*corrections: str) -> Delete:
    """Return the event that deletes these corrections."""
    return Delete(new_uid(), corrections=corrections)


def delete_span(first: date | None, last: date | None) -> Delete:
    """Return the event that deletes all begun on these local days, both inclusive."""
    return Delete(new_uid(), span=(first, last))


def delete_older(day: date) -> Delete:
    """Return the event that deletes all begun before this local day, as automatic clearing will do from then on."""
    return Delete(CLEARING + new_uid(), span=(None, day - timedelta(days=1)))


def delete_all() -> Delete:
    """Return the event that deletes the whole journal, backups and files set aside included."""
    return Delete(new_uid(), everything=True)
