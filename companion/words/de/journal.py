"""German: the sentences of the journal."""

from __future__ import annotations

READ_ONLY = (
    "Companion kann gerade nicht speichern, weil dieser Ordner nicht geändert werden kann: {folder}. "
    "Bitte erlaube das Schreiben dort."
)
DISK_FULL = "Die Festplatte ist voll. Darum kann Companion nicht speichern. Mach Platz, dann geht es von allein weiter."
BUSY = (
    "Companion ist schon in einem anderen Fenster offen. Nur ein Fenster kann in dein Tagebuch schreiben. "
    "Bitte schließ das andere."
)
BROKEN = "Companion kann dein Tagebuch gerade nicht benutzen ({detail}). Es versucht es wieder."
NEWER = (
    "Ein neueres Companion hat dieses Tagebuch gemacht. Du kannst es hier lesen, aber nicht hineinschreiben. "
    "Bitte installiere das neueste Companion."
)
CORRUPT = (
    "Dein Tagebuch konnte nicht gelesen werden. Es liegt jetzt unter dem Namen {name}. Ich habe ein neues angefangen. "
    "Wenn du eine Kopie gespeichert hast, kannst du sie hereinholen: Rückblick, „Deine Daten“."
)
FINISHED_ONE = (
    "Beim letzten Mal hat Companion mittendrin aufgehört. Ein Eintrag hatte kein Ende. "
    "Er endet jetzt da, wo zuletzt etwas gespeichert wurde."
)
FINISHED_MANY = (
    "Beim letzten Mal hat Companion mittendrin aufgehört. {count} Einträge hatten kein Ende. "
    "Sie enden jetzt da, wo zuletzt etwas gespeichert wurde."
)
UNKNOWN_SESSION = "Dieser Eintrag ist nicht mehr im Tagebuch."
RECOVERED = "Das Speichern geht wieder. Nichts ging verloren."
RECOVERED_ANEW = "Das Speichern geht wieder, in einem neuen Tagebuch. Das alte konnte nicht gelesen werden."
RECOVERED_WITH_LOSS = "Das Speichern geht wieder. Momente, die nicht behalten werden konnten: {count}."
NOT_CLEARED = (
    "Companion hat keine alten Einträge gelöscht: Sonst wären alle Einträge von früheren Tagen weg. Vielleicht "
    "geht die Uhr vom Computer weit vor. Wenn die Einträge weg sollen, lösche sie im Rückblick unter „Deine Daten“."
)
NOT_DELETED_YET = "Das Tagebuch wird gerade gelesen. Es geht weiter, sobald das fertig ist."
NOT_GONE_YET = "Was gelöscht wurde, ist noch nicht aus allen Dateien weg. {why}"

NO_SUCH_FORMAT = "Companion kann .csv-, .json- und .pdf-Dateien schreiben. Es kennt {name} nicht."
DAYS_TURNED = "Der erste Tag liegt nach dem letzten. So gibt es nichts zu schreiben."
CANT_WRITE = (
    "Die Datei konnte nicht geschrieben werden: {name} ({detail}). "
    "Bitte wähle einen anderen Ort oder einen anderen Namen."
)
CANT_READ = "Die Datei konnte nicht gelesen werden: {name} ({detail}). Bitte wähle eine andere Datei."
CANT_READ_JOURNAL = (
    "Companion kann dein Tagebuch nicht lesen ({detail}). Nichts wurde geschrieben. "
    "Bitte öffne Companion. Es sagt, was du tun kannst."
)
NOT_A_JOURNAL = "{name} ist kein Tagebuch, das Companion geschrieben hat."
A_TABLE = "{name} ist eine Tabelle. Eine Tabelle kann nicht hereingeholt werden, nur eine Kopie, die mit .json endet."
NEWER_FILE = "Ein neueres Companion hat {name} geschrieben. Dieses hier kann es nicht lesen."
CUT_OFF = "Die Datei endet zu früh. Was davor steht, ist gespeichert."
IMPORT_FULL = (
    "Die Festplatte ist voll. Darum ist nicht alles hereingeholt. Was schon hereingeholt ist, bleibt. "
    "Bitte mach Platz, und hol die Kopie noch einmal herein."
)
IMPORT_STOPPED = (
    "Nicht alles ist hereingeholt. In das Tagebuch kann gerade nicht geschrieben werden. "
    "Was schon hereingeholt ist, bleibt. Bitte hol die Kopie später noch einmal herein."
)
IMPORT_CLOSED = (
    "Nicht alles ist hereingeholt, weil Companion geschlossen wurde. Was schon hereingeholt ist, bleibt. "
    "Bitte hol die Kopie noch einmal herein."
)
BAD_SESSION = "Eintrag {number} wurde weggelassen: {detail}."
BAD_PARTS = "Eintrag {number}: Einige {what} wurden weggelassen (zusammen {count}): {detail}."
MISSING_FIELD = "es gibt kein '{field}'"
BAD_FIELD = "'{field}' ergibt keinen Sinn"
PARTS = {"readings": "Messungen", "checkins": "Antworten", "corrections": "Worte der anderen Person"}

EXPORTED = "Einträge: {sessions}, Messungen: {readings}. Sie sind jetzt in {name}."
EXPORTED_PDF = "Die Übersicht ist jetzt in {name}."
EXPORT_LEFT_OUT = "Zeilen ohne Sinn, die weggelassen sind: {count}."
IMPORTED = "Neue Einträge: {added}. Schon da waren: {known}."
IMPORT_GAINED = "Einträge von hier, die etwas bekommen haben, das nur in der Kopie war: {count}."

NOT_SAVED = (
    "Companion ist zu Ende, konnte aber nicht alles speichern. "
    "Messungen, Antworten oder Änderungen, die nicht in deinem Tagebuch sind: {count}."
)
