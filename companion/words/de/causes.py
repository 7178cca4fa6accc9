"""German: why something failed."""

from __future__ import annotations

NO_ROOM = "es ist kein Platz mehr da"
NOT_ALLOWED = "das ist nicht erlaubt"
UNCHANGEABLE = "dort kann nichts geändert werden"
NOT_THERE = "diese Datei oder diesen Ordner gibt es nicht"
IS_FOLDER = "das ist ein Ordner"
LONG_NAME = "der Name ist zu lang"
IN_USE = "das wird gerade benutzt"
NOT_DONE = "Lesen oder Schreiben ging nicht"
NO_DRIVE = "das Laufwerk antwortet nicht"
NO_TEXT = "das ist kein Text"
DAMAGED = "die Datei ist beschädigt"
NO_CONNECTION = "es gibt keine Verbindung"
LATE = "es kam keine Antwort"
