"""Why something failed, as the end of a sentence or in its bracket: what a system says in its own words is English."""

from __future__ import annotations

NO_ROOM = "there is no room"
NOT_ALLOWED = "that is not allowed"
UNCHANGEABLE = "nothing can be changed there"
NOT_THERE = "there is no such file or folder"
IS_FOLDER = "that is a folder"
LONG_NAME = "the name is too long"
IN_USE = "it is in use at the moment"
NOT_DONE = "reading or writing did not work"
NO_DRIVE = "the drive does not answer"
NO_TEXT = "that is no text"
DAMAGED = "the file is damaged"
NO_CONNECTION = "there is no connection"
LATE = "no answer came"
