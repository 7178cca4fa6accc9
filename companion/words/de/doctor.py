"""German: what `companion doctor` says."""

NAMES = {
    "camera": "Kamera",
    "display": "Bildschirm",
    "voice": "Stimme",
    "detector": "Gesichtssucher",
    "network": "Netzwerk",
    "journal": "Tagebuch",
}
STATES = {"good": "gut", "warning": "Hinweis", "missing": "fehlt"}

CAMERA_GOOD = "Kamera {number} gibt ein Bild."
CAMERA_NONE = "Es gibt keine Kamera, die ein Bild gibt."
CAMERA_MEND = (
    "Steck eine ein, sieh nach, ob ein anderes Programm sie benutzt, und erlaube sie in den Einstellungen vom Computer "
    "(Kamera, Datenschutz). Oder nimm ein Foto oder ein Video: companion talk --source DATEI"
)
TK_NONE = "Tk ist nicht installiert. Darum kann es kein Fenster geben."
TK_MEND = "Installiere es (Debian: apt install python3-tk; Homebrew, für Python 3.13: brew install python-tk@3.13)."
DISPLAY_GOOD = "Ein Fenster kann auf einem Bildschirm mit {size} gezeigt werden (Tk {tk})."
DISPLAY_NONE = "Kein Bildschirm ist erreichbar."
DISPLAY_MEND = "Starte Companion auf einem Desktop. companion analyze geht ohne."
VOICE_GOOD = "Wörter können gesprochen werden."
VOICE_NONE = "{program} ist nicht installiert. Darum kann nichts gesprochen werden."
VOICE_NONE_HERE = "Dieser Computer hat keine Stimme für mich. Darum kann nichts gesprochen werden."
VOICE_MEND_HERE = "Füge in den Einstellungen vom Computer eine Stimme hinzu (Sprache). Die App geht auch ohne."
VOICE_MEND = "Installiere es (Debian: apt install espeak-ng alsa-utils). Die App geht auch ohne."
DETECTOR_GOOD = "YuNet findet die Gesichter ({path})."
DETECTOR_HAAR = "Die Haar-Kaskade von OpenCV findet die Gesichter."
DETECTOR_BROKEN = "{path} kann nicht geöffnet werden. Darum findet die Haar-Kaskade von OpenCV die Gesichter."
DETECTOR_MEND = "Einen besseren Gesichtssucher kann man holen: companion doctor --get-detector"
NETWORK_GOOD = "{name} liest die Gesichter."
JOURNAL_GOOD = "Es liegt in {path}."
JOURNAL_READ_ONLY = "In {path} kann nicht geschrieben werden. Darum kann nichts behalten werden."
JOURNAL_MEND = "Erlaube das Schreiben dort, oder stell COMPANION_HOME auf einen anderen Ordner."
JOURNAL_NEWER_MEND = "Installiere das neueste Companion. Dann wird wieder hineingeschrieben."
JOURNAL_BROKEN = (
    "{path} kann nicht als Tagebuch gelesen werden. Wenn Companion sich das nächste Mal öffnet, legt es die Datei zur "
    "Seite und fängt ein neues an."
)
JOURNAL_BROKEN_MEND = "Wenn du eine Kopie gespeichert hast, hol sie herein: companion import DATEI.json"

FETCH_FAILED = (
    "Der bessere Gesichtssucher konnte nicht geholt werden ({why}). Companion geht auch ohne, mit dem in OpenCV."
)
FETCH_WRONG = (
    "Was geholt wurde, ist nicht der Gesichtssucher (die Prüfsumme stimmt nicht). Companion geht auch ohne."
)
FETCH_NOT_KEPT = "Der Gesichtssucher konnte nicht behalten werden ({why}). Companion geht auch ohne."
