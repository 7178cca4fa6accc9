"""Every sentence of the journal that a person reads: plain words, short, and always with what to do next."""

from __future__ import annotations

# While opening and writing.
READ_ONLY = (
    "Companion can't save now, because this folder can't be changed: {folder}. "
    "Please allow writing there."
)
DISK_FULL = "The disk is full, so Companion can't save. Make some room and it goes on by itself."
BUSY = (
    "Companion is already open in another window. Only one window can write in your journal. "
    "Please close the other one."
)
BROKEN = "Companion can't use your journal right now ({detail}). It will try again."
NEWER = (
    "A newer Companion made this journal. You can read it here, but this version can't write in it. "
    "Please install the newest Companion."
)
CORRUPT = (
    "Your journal could not be read. It was put aside as {name}, and a new one was begun. "
    "If you have saved a copy, you can bring it in: History, “Your data”."
)
FINISHED_ONE = (
    "Last time Companion stopped in the middle. One session had no end. It now ends where the last thing was saved."
)
FINISHED_MANY = (
    "Last time Companion stopped in the middle. {count} sessions had no end. "
    "They now end where the last thing was saved."
)
UNKNOWN_SESSION = "This session is not in the journal any more."
RECOVERED = "Saving works again. Nothing was lost."
RECOVERED_ANEW = "Saving works again, in a new journal. The old one could not be read."
RECOVERED_WITH_LOSS = "Saving works again. Moments that could not be kept: {count}."
NOT_CLEARED = (
    "Companion has not deleted old sessions: all sessions from before today would be gone. Maybe the clock of the "
    "computer is far ahead. If you want them to go, delete them in History, under “Your data”."
)
NOT_DELETED_YET = "The journal is being read at the moment. It goes on as soon as that is done."
NOT_GONE_YET = "What was deleted is not gone from all files yet. {why}"

# Export and import.
NO_SUCH_FORMAT = "Companion can write .csv, .json and .pdf files. It does not know {name}."
DAYS_TURNED = "The first day is after the last day, so there is nothing to write."
CANT_WRITE = "The file could not be written: {name} ({detail}). Please choose another place, or another name."
CANT_READ = "The file could not be read: {name} ({detail}). Please choose another file."
CANT_READ_JOURNAL = (
    "Companion can't read your journal ({detail}). Nothing was written. "
    "Please open Companion: it says what can be done."
)
NOT_A_JOURNAL = "{name} is not a journal that Companion has written."
A_TABLE = "{name} is a table. A table can't be brought in, only a copy that ends in .json."
NEWER_FILE = "A newer Companion wrote {name}. This version can't read it."
CUT_OFF = "The file ends too early. What came before is kept."
IMPORT_FULL = (
    "The disk is full, so not all was brought in. What came in is kept. "
    "Please make some room, and bring the copy in again."
)
IMPORT_STOPPED = (
    "Not all was brought in: the journal can't be written at the moment. What came in is kept. "
    "Please bring the copy in again later."
)
IMPORT_CLOSED = (
    "Not all was brought in, because Companion was closed. What came in is kept. Please bring the copy in again."
)
BAD_SESSION = "Session {number} was left out: {detail}."
BAD_PARTS = "Session {number}: some {what} were left out ({count} in all): {detail}."
MISSING_FIELD = "there is no '{field}'"
BAD_FIELD = "its '{field}' makes no sense"
PARTS = {"readings": "readings", "checkins": "answers", "corrections": "words of the other person"}

# What the commands print when they are done.
EXPORTED = "Saved in {name}. Sessions: {sessions}. Readings: {readings}."
EXPORTED_PDF = "The summary is in {name} now."
EXPORT_LEFT_OUT = "Rows that make no sense and were left out: {count}."
IMPORTED = "New sessions: {added}. Here already: {known}."
IMPORT_GAINED = "Sessions here that got something that only the copy had: {count}."

# On standard error, once the window is gone.
NOT_SAVED = (
    "Companion has ended, but it could not save all. "
    "Readings, answers or changes that are not in your journal: {count}."
)
