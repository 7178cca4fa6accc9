"""German: the view of one's own data, with export, import, deleting and clearing."""

from __future__ import annotations

TITLE = "Deine Daten"
WHERE = (
    "Dein Tagebuch ist in diesem Ordner auf diesem Computer: {folder}. "
    "Die Namen von seinen Dateien beginnen mit {name}."
)

EXPORT_TITLE = "Eine Kopie speichern"
EXPORT_LINE = (
    "Kopiert wird, was jetzt gezeigt wird: {shown}. Nur in der .json-Kopie ist alles, und nur sie kann zurückgeholt "
    "werden. Im PDF stehen Zahlen, nicht deine Notizen."
)
EXPORT_KINDS = {
    ".csv": "Tabelle (.csv)",
    ".json": "Zum Zurückholen (.json)",
    ".pdf": "Übersicht zum Drucken (.pdf)",
}
EXPORT_NAMES = {".csv": "companion.csv", ".json": "companion.json", ".pdf": "companion-uebersicht.pdf"}
PICK_EXPORT = "Wohin soll die Kopie?"
EXPORTING = "Ich speichere die Kopie …"
EXPORTED = "Gespeichert: Einträge {sessions}, Messungen {readings}, in {name}."
EXPORTED_PDF = "Gespeichert: {name}."
LEFT_OUT = "Zeilen ohne Sinn, die weggelassen sind: {count}."

IMPORT_TITLE = "Eine Kopie hereinholen"
IMPORT_LINE = (
    "Damit kommt eine .json-Kopie dazu, die du hier oder an einem anderen Computer gespeichert hast. Was hier ist, "
    "bleibt. Was du seitdem gelöscht hast, kommt zurück, wenn es in der Kopie ist."
)
IMPORT = "Eine .json-Datei wählen"
PICK_IMPORT = "Welche Kopie?"
JSON_FILES = "Kopien von Companion"
IMPORTING = "Ich hole die Kopie herein …"
IMPORTED = "Neue Einträge: {added}. Schon da waren: {known}."
GAINED = "Einträge von hier, die etwas bekommen haben, das nur in der Kopie war: {count}."
MORE_PROBLEMS = "Probleme, die hier nicht stehen: {count}."

DELETE_TITLE = "Löschen"
DELETE_LINE = (
    "Du kannst es 10 Sekunden lang zurückholen. Danach ist es aus deinem Tagebuch weg, auch aus seinen alten "
    "Fassungen auf diesem Computer. Kopien, die du selbst gespeichert hast, bleiben, wo sie sind."
)
DELETE_LINE_DAMAGED = (
    "Du kannst es 10 Sekunden lang zurückholen. Danach ist es aus deinem Tagebuch weg, auch aus seinen alten "
    "Fassungen auf diesem Computer. Kopien, die du selbst gespeichert hast, bleiben, wo sie sind. "
    "Hier ist auch eine alte, beschädigte Datei. Nur „{button}“ entfernt sie."
)
DELETE_SPAN = "Löschen, was gezeigt wird"
DELETE_SPAN_ASK = "Das löscht {sessions}: {shown}. Bist du sicher?"
DELETE_SPAN_ALOUD = "Das löscht {sessions}: was gezeigt wird. Bist du sicher?"
DELETE_NOTHING = "Jetzt wird nichts gezeigt. Darum kann nichts gelöscht werden."
DELETE_ALL = "Alles löschen"
DELETE_ALL_ASK = (
    "Das löscht dein ganzes Tagebuch: alle Gespräche und Spiegel, deine Antworten, Notizen und Stichwörter und seine "
    "alten Fassungen auf diesem Computer. Kopien, die du selbst gespeichert hast, bleiben, wo sie sind. "
    "Auch deine Einstellungen bleiben.\n"
    "Wenn du sicher bist, schreib hier das Wort „{word}“."
)
DELETE_RESTING = "Auch mein ruhiges Gesicht löschen"
DELETE_WORD = "löschen"
DELETE_YES = "Ja, löschen"
DELETE_NO = "Nein, behalten"
WRONG_WORD = "Das ist ein anderes Wort. Nichts wurde gelöscht. Wenn du sicher bist, schreib hier das Wort „{word}“."
THEY_SAID = "Was die Person gesagt hat"
THEY_SAID_COLUMNS = ("Nr.", "Zeit", "Die Person hat gesagt")
DELETE_SAID = "Diese Worte löschen"
DELETED = "Gelöscht. Du kannst es 10 Sekunden lang zurückholen."
UNDO = "Zurückholen"
UNDO_LATER = "Das ist noch nicht gespeichert. Es kommt zurück, sobald das Speichern wieder geht."
UNDONE = "Es ist wieder da."
UNDONE_PART = "Ein Teil ist wieder da. Der Rest kann nicht mehr zurückgeholt werden."
UNDONE_CLEARING = "Jetzt wird bei einem Start nichts gelöscht."
NOT_GONE_YET = "Es kann nicht mehr zurückgeholt werden. Es ist noch nicht aus allen Dateien weg."
GONE = "Es ist jetzt aus Companion weg."
GONE_DAMAGED = "Es ist aus deinem Tagebuch weg. Eine alte, beschädigte Datei ist noch hier. „{button}“ entfernt sie."

CLEAR_TITLE = "Alte Einträge bei jedem Start löschen"
CLEAR_LINE = (
    "Companion kann alte Einträge bei jedem Start löschen. Dann kann man sie nicht zurückholen. "
    "Bei einem Start löscht es keinen, wenn dann kein Eintrag oder nur Einträge von heute übrig wären."
)
CLEAR_CHOICES = {
    0: "Nie",
    3: "Nach 3 Monaten",
    6: "Nach 6 Monaten",
    12: "Nach 12 Monaten",
    24: "Nach 24 Monaten",
}
CLEAR_ASK = "Das löscht jetzt, was älter als {months} Monate ist, und dann bei jedem Start. Bist du sicher?"
CLEAR_YES = "Ja, löschen"
CLEARED = "Ab jetzt passiert das bei jedem Start."
CLEAR_OFF = "Bei einem Start wird nichts gelöscht."
