"""What the view "Your data" says: export, import, deleting, clearing."""

from __future__ import annotations

TITLE = "Your data"
WHERE = "Your journal is in this folder on this computer: {folder}. The names of its files begin with {name}."

EXPORT_TITLE = "Save a copy"
EXPORT_LINE = (
    "This copies what is shown now: {shown}. Only the .json copy has all of it, and only that one can be brought back. "
    "The .pdf has counts, not your notes."
)
EXPORT_KINDS = {
    ".csv": "Table (.csv)",
    ".json": "To bring back later (.json)",
    ".pdf": "Summary to print (.pdf)",
}
EXPORT_NAMES = {".csv": "companion.csv", ".json": "companion.json", ".pdf": "companion-summary.pdf"}
PICK_EXPORT = "Where should the copy go?"
EXPORTING = "Saving the copy …"
EXPORTED = "Saved in {name}. Sessions: {sessions}. Readings: {readings}."
EXPORTED_PDF = "Saved: {name}."
LEFT_OUT = "Rows that make no sense and were left out: {count}."

IMPORT_TITLE = "Bring in a copy"
IMPORT_LINE = (
    "This adds a .json copy that you saved before, here or on another computer. What is here stays. "
    "What you deleted since then, and is in the copy, comes back."
)
IMPORT = "Choose a .json file"
PICK_IMPORT = "Which copy?"
JSON_FILES = "Companion copies"
IMPORTING = "Bringing in the copy …"
IMPORTED = "New sessions: {added}. Here already: {known}."
GAINED = "Sessions here that got something that only the copy had: {count}."
MORE_PROBLEMS = "Problems that are not listed here: {count}."

DELETE_TITLE = "Delete"
DELETE_LINE = (
    "You can bring it back for 10 seconds. After that it is gone from your journal, also from its old versions on "
    "this computer. Copies that you saved yourself stay where you saved them."
)
DELETE_LINE_DAMAGED = (
    "You can bring it back for 10 seconds. After that it is gone from your journal, also from its old versions on "
    "this computer. Copies that you saved yourself stay where you saved them. "
    "A damaged old file is here, too. Only “{button}” removes it."
)
DELETE_SPAN = "Delete what is shown"
DELETE_SPAN_ASK = "This deletes {sessions}: {shown}. Are you sure?"
DELETE_SPAN_ALOUD = "This deletes {sessions}: what is shown. Are you sure?"
DELETE_NOTHING = "Nothing is shown now, so nothing can be deleted."
DELETE_ALL = "Delete everything"
DELETE_ALL_ASK = (
    "This deletes your whole journal: every talk and mirror, your answers, notes and tags, and its old versions on "
    "this computer. Copies that you saved yourself stay where you saved them. Your settings stay, too.\n"
    "If you are sure, write the word “{word}” here."
)
DELETE_RESTING = "Delete my resting face, too"
DELETE_WORD = "delete"
DELETE_YES = "Yes, delete"
DELETE_NO = "No, keep it"
WRONG_WORD = "That is another word. Nothing was deleted. If you are sure, write the word “{word}” here."
# What the other person said, below a talk in History.
THEY_SAID = "What they said"
THEY_SAID_COLUMNS = ("No.", "Time", "They said")
DELETE_SAID = "Delete these words"
DELETED = "Deleted. You can bring it back for 10 seconds."
UNDO = "Bring it back"
UNDO_LATER = "This is not saved yet. It comes back as soon as saving works."
UNDONE = "It is back."
UNDONE_PART = "Some of it is back. The rest can't be brought back any more."
UNDONE_CLEARING = "Nothing is deleted at a start now."
NOT_GONE_YET = "It can't be brought back any more. It is not gone from all files yet."
GONE = "It is gone from Companion now."
GONE_DAMAGED = "It is gone from your journal. A damaged old file is still here. “{button}” removes it."

CLEAR_TITLE = "Delete old sessions at each start"
CLEAR_LINE = (
    "Companion can delete old sessions each time it starts. They can't be brought back then. "
    "It deletes none at a start if no session would be left, or only sessions from today."
)
CLEAR_CHOICES = {
    0: "Never",
    3: "After 3 months",
    6: "After 6 months",
    12: "After 12 months",
    24: "After 24 months",
}
CLEAR_ASK = "This deletes what is older than {months} months now, and again at each start. Are you sure?"
CLEAR_YES = "Yes, delete"
CLEARED = "From now on, this is done at each start."
CLEAR_OFF = "Nothing is deleted at a start."
