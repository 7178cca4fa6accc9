"""German: what the app says about cameras, videos, folders and the screen."""

CAMERA_TITLE = "Kamera {number}"
SCREEN_TITLE = "Teil vom Bildschirm"
NO_SUCH_CAMERA = (
    "Kamera {number} gibt kein Bild. Bitte sieh nach, ob sie eingesteckt ist und kein anderes Programm sie benutzt. "
    "Auch die Einstellungen vom Computer müssen sie erlauben. Fang dann neu an."
)
NO_SUCH_FILE = "{path} ist nicht da. Bitte sieh nach, ob der Name stimmt."
FILE_NOT_READ = (
    "{path} kann nicht gelesen werden ({detail}). Bitte versuche es noch einmal, oder wähle eine andere Datei."
)
NO_PICTURE_IN_FILE = "{path} enthält kein Bild, das gezeigt werden kann. Bitte wähle eine andere Datei."
NOT_A_PICTURE = "{path} ist kein Bild, das geöffnet werden kann. Bitte wähle eine andere Datei."
FOLDER_NOT_READ = (
    "In {path} kann ich nicht hineinsehen ({detail}). Bitte versuch es noch einmal, oder wähle einen anderen Ordner."
)
EMPTY_FOLDER = "{path} enthält kein Bild, das geöffnet werden kann. Bitte wähle einen anderen Ordner."
NO_SCREEN = "Der Bildschirm kann hier nicht gelesen werden. Bitte nimm eine Kamera, ein Foto oder ein Video."
NO_SCREEN_WAYLAND = (
    "Der Bildschirm kann hier nicht gelesen werden (Wayland erlaubt es nicht). "
    "Bitte nimm eine Kamera, ein Foto oder ein Video."
)
NO_SCREEN_MAC = (
    "Dieser Mac zeigt mir andere Fenster noch nicht. Bitte erlaube es dem Programm, das mich gestartet hat: "
    "Systemeinstellungen, Datenschutz & Sicherheit, Bildschirmaufnahme. Dann starte Companion neu."
)
REGION_OUTSIDE = "Dieser Teil ist nicht auf dem Bildschirm. Bitte wähle einen anderen Teil."
REGION_TOO_SMALL = (
    "Dieser Teil vom Bildschirm ist zu klein. Er braucht mindestens {least} Pixel in der Breite und in der Höhe."
)
BAD_REGION = "{text} ist kein Teil vom Bildschirm. Bitte schreib screen:LEFT,TOP,WIDTH,HEIGHT in Pixeln."

SILENT = "{detail} antwortet noch nicht. Ich warte darauf. Bitte sieh nach, ob ein anderes Programm sie benutzt."
LOST = (
    "Von {detail} kommt kein Bild mehr. Ich warte darauf. Wenn die Kamera ein Kabel hat, sieh bitte nach, ob es "
    "steckt. Vielleicht benutzt auch ein anderes Programm die Kamera."
)
HIDDEN = "Ich kann diesen Teil des Bildschirms nicht mehr sehen. Ich warte darauf."
BACK = "Das Bild ist wieder da: {detail}."
SEEN = "Das Bild ist jetzt da: {detail}."
CUT_SHORT = "Das Bild von {detail} endet früh. Vielleicht geht nur der Ton weiter. Oder ein Teil der Datei fehlt."
LEFT_OUT = "{detail} ist kein Bild, das geöffnet werden kann. Es wird weggelassen."
LEFT_OUT_MORE = "{detail} Dateien in diesem Ordner sind keine Bilder, die sich öffnen lassen. Sie werden weggelassen."
EVENTS = {
    "silent": SILENT,
    "lost": LOST,
    "hidden": HIDDEN,
    "back": BACK,
    "seen": SEEN,
    "cut_short": CUT_SHORT,
    "left_out": LEFT_OUT,
    "left_out_more": LEFT_OUT_MORE,
}
SLEPT = "Der Computer war im Ruhezustand. Darum sehe ich jetzt nichts an. Drück auf „Weiter“, wenn es weitergehen soll."
NOT_LOADED = "Ein Teil von Companion ({name}) lässt sich nicht laden. Bitte installiere Companion noch einmal."
PICTURES_NOT_LOADED = (
    "Ein Teil von Companion, der Bilder liest, lässt sich nicht laden. Bitte installiere Companion noch einmal."
)
PICTURES_NOT_LOADED_WINDOWS = (
    "Ein Teil von Companion, der Bilder liest, lässt sich nicht laden. Bitte installiere das „Media Feature Pack“ "
    "(Windows-Einstellungen, Optionale Features). Dann starte Companion neu. Wenn das nicht hilft, installiere "
    "Companion noch einmal."
)
NOT_READY = "Ich kann nicht anfangen. Bitte geh zurück und versuche es noch einmal."
BROKE = "Hier geht es nicht weiter: {title}. Bitte geh zurück zum Start und fang neu an."
RECOGNITION_BROKE = "Ich kann keine Gesichter mehr lesen. Bitte geh zurück zum Start und fang neu an."
