"""What each event does to the journal, in the writer's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from companion.journal.events import (
    AddReading,
    ClearOlder,
    Delete,
    Deleted,
    EndSession,
    Event,
    Notice,
    SetCheckInNote,
    SetNote,
    SetSource,
    SetTags,
    Told,
    UndoDelete,
)
from companion.journal.purging import Purges
from companion.journal.records import CheckIn, Correction, SessionStart, new_uid
from companion.journal.store import Journal
from companion.words import journal as sentences


class Applying:
    """Writes events, and plans what follows from a deletion.

    Attributes:
        running: sessions that have begun and not ended, by their uid.
    """

    def __init__(self, purges: Purges, undo_s: float, retry_s: float, notify: Callable[[Notice], None]) -> None:
        """Begin with no session. A deletion can be undone for `undo_s`."""
        self._purges, self._undo_s, self._retry_s, self._notify = purges, undo_s, retry_s, notify
        self.running: dict[str, SessionStart] = {}

    def apply(self, journal: Journal, event: Event) -> None:
        """Write one event.

        Raises:
            JournalError: it can't be written now, or never (`UnknownSession`).
        """
        match event:
            case AddReading(session, row):
                journal.add_reading(session, row)
            case SessionStart():
                self.running[event.uid] = event
                journal.start_session(event)
            case EndSession(session, ended, length_ms):
                journal.end_session(session, ended, length_ms)
                self.running.pop(session, None)
            case CheckIn():
                journal.add_checkin(event)
            case Correction():
                journal.add_correction(event)
            case SetSource(session, source, network):
                if session in self.running:
                    self.running[session] = replace(self.running[session], source=source, network=network)
                journal.set_source(session, source, network)
            case SetNote(session, note):
                journal.set_note(session, note)
            case SetCheckInNote(checkin, note):
                journal.set_checkin_note(checkin, note)
            case SetTags(session, tags):
                journal.set_tags(session, tags)
            case Delete():
                if event.everything:
                    marked = journal.delete_all(event.uid)
                elif event.checkins:
                    marked = journal.delete_checkins(event.checkins, event.uid)
                elif event.corrections:
                    marked = journal.delete_corrections(event.corrections, event.uid)
                elif event.span is not None:
                    marked = journal.delete_span(*event.span, event.uid)
                else:
                    marked = journal.delete_sessions(event.sessions, event.uid)
                self._purges.plan(event.uid, self._undo_s)
                self._notify(Deleted(event.uid, marked.count))
            case UndoDelete(uid, told):
                self._purges.drop(uid)
                back = journal.undo_delete(uid)
                if back:
                    self._notify(Deleted(uid, 0, undone=True))
                elif uid in journal.unfinished_deletions():
                    self._purges.plan(uid, self._retry_s)  # too late, but not gone from every file yet
                told(back)
            case ClearOlder(months):
                cleared = journal.clear_older(months, new_uid())
                if cleared is None:
                    self._notify(Told(sentences.NOT_CLEARED))
                elif cleared.count:
                    self._purges.plan(cleared.uid, 0)
