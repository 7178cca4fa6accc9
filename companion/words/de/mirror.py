"""German: the Mirror."""

from __future__ import annotations

QUESTION = "Wie fühlst du dich gerade?"
TAKE_TIME = "Nimm dir Zeit. Jede Antwort ist gut. „Ich weiß nicht“ ist auch eine Antwort."
WORD = "Mit einem Wort"
WORD_LINE = "Wähle aus wenigen Wörtern. Dann aus genaueren."
BODY = "Mit meinem Körper"
BODY_LINE = "Zeig, wo du etwas spürst."
GRID = "Mit einer Karte"
GRID_LINE = "Angenehm oder unangenehm, ruhig oder lebhaft."
DONT_KNOW = "Ich weiß nicht"
SKIP = "Auslassen"
BACK = "Zurück"
END = "Ende"
RESTING = "Ruhiges Gesicht"
HIDDEN = "Ich zeige meine Vermutung nach deiner Antwort."
NO_GUESS_NOW = "Ich kann jetzt keine Vermutung zeigen. Du kannst trotzdem antworten."
LOOKING = "Ich suche die Kamera."
NO_CAMERA = "Es gibt kein Kamerabild. Der Spiegel geht auch ohne."
FROM_FILE = "Dieses Bild ist von: {title}"
CAMERA_ON = "Ich behalte dieses Bild nicht. Meine Wörter dazu kannst du im Rückblick löschen."

FEW_TITLE = "Welches Wort passt?"
FEW_LINE = "Ein ungefähres Wort ist genug. Danach siehst du genauere Wörter."
FINER_TITLE = "Passt eins davon besser?"
FINER_LINE = "Wenn nicht, bleib bei „{word}“."
POINTS_TITLE = "Was könnte es sein?"
POINTS_LINE = "Du hast gewählt: {signs}. Das kann zu vielen Gefühlen gehören. Ist deins dabei?"
NEAR_TITLE = "Ist dein Gefühl dabei?"
NEAR_LINE = "Dein Platz auf der Karte ist: {place}. Diese Wörter liegen in der Nähe."
OTHER_WORDS = "Andere Wörter"

BODY_TITLE = "Was spürst du im Körper?"
BODY_HELP = "Wähle so viele, wie du willst. Die Pfeiltasten bewegen, die Leertaste wählt."
BODY_NEXT = "Weiter"
BODY_HERE = "Hier: {sign}"
BODY_HERE_ON = "Hier: {sign} (gewählt)"

GRID_TITLE = "Wo bist du auf der Karte?"
GRID_HELP = "Beweg den Punkt mit den Pfeiltasten oder mit der Maus."
GRID_NEXT = "Hier bin ich"
PLEASANT = "angenehm"
UNPLEASANT = "unangenehm"
CALM = "ruhig"
LIVELY = "lebhaft"
MIDDLE = "in der Mitte"
SHADES = ("ein wenig {what}", "{what}", "sehr {what}")
AND = "{one} und {other}"
CORNERS = {
    (-1, 1): "wütend, ängstlich",
    (1, 1): "heiter, erstaunt",
    (-1, -1): "traurig, müde",
    (1, -1): "entspannt, zufrieden",
}

RESULT_TITLE = "Danke"
RESULT_LINE = "Ein Gesicht ist kein Gefühl. Was du sagst, zählt mehr als meine Vermutung."
YOURS = "Deine Antwort"
FEEL = "Mein Gefühl:"
GUESS = "Vermutung der Kamera"
SKIPPED = "ausgelassen"
SKIPPED_LINE = "Du hast dieses Mal nicht geantwortet. Das ist in Ordnung."
UNKNOWN_LINE = "Viele Gefühle haben kein klares Wort. Es ist gut, das zu merken."
NO_WORD_YET = "kein Wort"
KIN = "Das ist nah bei: {word}."
SIGNS_LINE = "In deinem Körper: {signs}."
PLACE_LINE = "Auf der Karte: {place}."
NO_GUESS = "keine Vermutung"
NO_GUESS_LINE = "Ich konnte dein Gesicht gerade nicht lesen."
NOTE_TITLE = "Möchtest du etwas aufschreiben?"
NOTE_LINE = "Zum Beispiel: Was war vorher? Es bleibt nur auf diesem Computer."
NOTE_KEPT = "Deine Notiz ist gespeichert."
NOTE_LATER = "Ich kann gerade nicht speichern. Ich speichere deine Notiz, sobald es wieder geht."
NOTE_NEVER = (
    "Ich kann deine Notiz nicht speichern. Ein neueres Companion hat dieses Tagebuch gemacht. "
    "Bitte installiere das neueste Companion."
)
GO_ON = "Weiter schauen"
AGAIN = "Neu fragen"

REST_TITLE = "Dein ruhiges Gesicht"
REST_WHAT = (
    "Manche Gesichter wirken traurig oder wütend, obwohl nichts ist. Dann ist meine Vermutung oft nicht gut. "
    "Du kannst mir dein ruhiges Gesicht zeigen. Ich benutze es nur hier im Spiegel. "
    "Wenn jemand anderes hineinschaut, schalte es aus."
)
REST_HOW = "Schau in die Kamera, so wie wenn nichts ist. Es dauert mindestens zehn Sekunden."
REST_KEEPS = (
    "Ich behalte neun Zahlen auf diesem Computer. Ich behalte nie ein Bild. Du kannst die Zahlen jederzeit löschen."
)
REST_PROOF = "Ich habe das mit Bildern von Gesichtern probiert. Noch hat niemand gezeigt, dass es Menschen hilft."
REST_START = "Start"
REST_CANCEL = "Aufhören"
REST_RUNNING = "Schau in die Kamera, so wie wenn nichts ist."
REST_LEFT = "Noch {seconds} Sekunden."
REST_ONE_LEFT = "Noch 1 Sekunde."
REST_WAITS = "Ich warte, bis ich dein Gesicht gut sehe."
REST_DONE = "Danke. Ich kenne jetzt dein ruhiges Gesicht."
REST_TOO_FEW = (
    "Ich konnte dein Gesicht nicht gut genug sehen. Ich habe nichts Neues behalten. Du kannst es noch einmal versuchen."
)
REST_NO_CAMERA = "Ich brauche dafür ein Kamerabild. Jetzt gibt es keins."
REST_BROKEN = "Ich kann jetzt keine Gesichter lesen. Darum kann ich dein ruhiges Gesicht nicht lernen."
REST_NO_STILL = (
    "Mein Netzwerk hat das Wort „neutral“ nicht. Damit kann ich dein ruhiges Gesicht nicht benutzen. "
    "Bitte wähle ein anderes Netzwerk in den Einstellungen."
)
REST_OTHER = (
    "Du hast dein ruhiges Gesicht einem anderen oder einem älteren Netzwerk gezeigt. Bitte zeig es noch einmal."
)
REST_HAVE = "Ich kenne dein ruhiges Gesicht."
REST_HAVE_NOT = "Ich kenne dein ruhiges Gesicht noch nicht."
REST_USE = "Ruhiges Gesicht nutzen"
REST_AGAIN = "Noch einmal zeigen"
REST_DELETE = "Löschen"
REST_DELETED = "Die Zahlen sind gelöscht. Du kannst sie 10 Sekunden lang zurückholen."
REST_UNDO = "Zurückholen"
REST_BACK = "Die Zahlen sind wieder da."
REST_GONE = "Die Zahlen sind jetzt von diesem Computer weg."
REST_NOT_GONE = (
    "Ich benutze die Zahlen nicht, bis du die App schließt. Aber ich kann sie jetzt nicht von diesem Computer löschen. "
    "Bitte lösche sie später noch einmal."
)
REST_USED = "Ich benutze dein ruhiges Gesicht."

OWN_ALSO = {
    "neutral": "Es kann auch jedes Gefühl sein.",
    "surprise": "Es kann auch etwas Gutes oder etwas Schlechtes sein.",
}
OWN_NO_FACE = "Ich habe kein Gesicht im Bild gesehen."
