"""German: the plain summary."""

from __future__ import annotations

TITLE = "Übersicht, {first} bis {last}"
TITLE_ONE_DAY = "Übersicht vom {first}"
TITLE_EMPTY = "Übersicht"
SAVE_PDF = "Als PDF speichern"
SAVING = "Ich speichere das PDF …"
SAVED = "Das PDF ist gespeichert: {name}"
PICK_PDF = "Wohin soll das PDF?"
PDF_NAME = "companion-uebersicht.pdf"
PDF_FILES = "PDF"

NOTHING = "In dieser Zeit gibt es keinen Eintrag."
ONLY = "Diese Seite zählt: {shown}"
WITH = "An {days} war offen: {parts}. Zusammen war die Dauer {length}."
TALK = "Gespräch einmal"
TALKS = "Gespräch {count}-mal"
MIRROR = "Spiegel einmal"
MIRRORS = "Spiegel {count}-mal"
AND = " und "
MOSTLY = "Die Gesichter wirkten meistens so: {word}. Das waren {length} von {all} mit einem klaren Wort."
MOST = "Kein Ausdruck kam in mehr als der Hälfte der Zeit mit einem klaren Wort."
THIN_WORD = "Welcher Ausdruck kam am meisten? Zu wenig Daten, um das zu sagen. Es braucht dasselbe Wort an 3 Tagen."
THIN_SEEN = "Welcher Ausdruck kam am meisten? Zu wenig Daten, um das zu sagen. Es braucht ein klares Wort an 3 Tagen."
READ = "Companion hat gelesen: {parts}."
ALSO_SEEN = "Companion hat auch gelesen: {parts}."
NO_FACE_READ = "Companion hat kein Gesicht gelesen."
UNSURE = "Ohne ein klares Wort: {parts}."
NAMED_ONE = "Du hast 1 Gefühl genannt: {parts}."
NAMED = "Du hast {count} Gefühle genannt: {parts}."
MORE = "{parts} und {count} mehr"
NAMED_NONE = "Du hast kein Gefühl genannt."
DONT_KNOW = "{times} hast du es nicht gewusst."
SKIPPED = "{times} hast du die Antwort ausgelassen."
TIMES = {1: "Einmal", 2: "Zweimal"}
MANY_TIMES = "{count}-mal"
BESIDE = "Neben {answers} steht eine Vermutung der Kamera. Wie oft beide gleich sind, ist keine Bewertung."
ANSWER = "1 Antwort"
ANSWERS = "{count} Antworten"
SIGNS = "In deinem Körper hast du gespürt: {parts}."
TAGS = "Deine Stichwörter: {parts}."
NOTE = "Du hast 1 Notiz geschrieben. Sie steht nicht auf dieser Seite."
NOTES = "Du hast {count} Notizen geschrieben. Sie stehen nicht auf dieser Seite."
CORRECTION = "Einmal hast du aufgeschrieben, was die Person gesagt hat."
CORRECTIONS = "{count}-mal hast du aufgeschrieben, was die Person gesagt hat."
CLOCKS = (
    "Die Uhr vom Computer wurde geändert, oder der Computer war im Ruhezustand. Das betrifft {sessions}. "
    "Tage und Zeiten können dort ungenau sein."
)
SEEN_TITLE = "Was Companion gelesen hat, und wie lange"
COUNTED = "{name} ({count})"
CUT = {
    False: "Nicht alle Wochen haben hier Platz. Gezeichnet sind die neuesten.",
    True: "Nicht alle Monate haben hier Platz. Gezeichnet sind die neuesten.",
}
LEFT_OUT = "Gezeichnet sind nur die {drawn} Wörter, die du am meisten benutzt hast."

SMALL = (
    "Das sind Zahlen aus einem Tagebuch. Eine Person führt es für sich selbst mit der App Companion. Die Kamera "
    "vermutet, wie ein Gesicht wirkt. Ein Gesicht ist kein Gefühl, und die Vermutung kann falsch sein.",
    "Diese Seite findet keine Krankheit und gibt keinen Rat.",
)
MADE = "Gemacht am {day}."
