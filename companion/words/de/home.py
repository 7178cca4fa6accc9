"""German: the home screen, the settings page, and what is said when settings go wrong."""

from __future__ import annotations

APP_NAME = "Companion"
APP_LINE = "Ein Wort für ein Gesicht, was es noch heißen kann, und „nicht sicher“ bei Zweifel."
PRIVACY_LINE = "Alles bleibt auf diesem Computer. Ich behalte nie ein Bild von einem Gesicht."

DOORS_HEADING = "Was möchtest du tun?"
OPEN_DOOR = "{name} öffnen"
TALK = "Gespräch"
TALK_LINE = "Du siehst ein Wort für das Gesicht vor dir."
MIRROR = "Spiegel"
MIRROR_LINE = "Sag, was du fühlst. Dann siehst du meine Vermutung."
HISTORY = "Rückblick"
HISTORY_LINE = "Schau zurück auf Gespräche und Notizen."
SETTINGS = "Einstellungen"
HELP = "Hilfe"
SETTINGS_LINE = "Ändere Farben, Schrift, Sprache, Sprechen und Tasten."

CAMERA_LOOKING = "Ich suche eine Kamera."
CAMERA_FOUND = "Kamera gefunden: {camera}."
CAMERA_MISSING = "Keine Kamera gibt mir ein Bild. Du kannst ein Foto, ein Video oder einen Ordner mit Bildern öffnen."
OPEN_FILE = "Foto oder Video öffnen"
OPEN_FOLDER = "Ordner mit Bildern öffnen"
CHOOSE_CAMERA = "Kamera wählen"
CHOOSE_REGION = "Teil vom Bildschirm wählen"
PICK_FILE_TITLE = "Wähle ein Foto oder ein Video"
PICK_FOLDER_TITLE = "Wähle einen Ordner mit Bildern"
PHOTOS_AND_VIDEOS = "Fotos und Videos"
ALL_FILES = "Alle Dateien"

DISMISS = "Hinweis schließen"
BACK = "Zurück"
BACK_TO_DEFAULT = "Wie am ersten Tag"
BACK_TO_DEFAULT_LINE = "Damit wird alles auf dieser Seite wieder so, wie es am ersten Tag war."
WAS_RESET = "Hier ist alles wieder so, wie es am ersten Tag war."
UNDO_RESET = "Rückgängig machen"

GROUP_HEADINGS: dict[str, str] = {
    "look": "Aussehen",
    "camera": "Kamera",
    "network": "Wie ich Gesichter lese",
    "keys": "Tasten",
    "speech": "Sprechen",
}

SETTING_LABELS: dict[str, str] = {
    "theme": "Farben",
    "text_size": "Größe der Schrift",
    "network": "Netzwerk",
    "camera": "Kamera",
    "mirror_image": "Dein Bild wie im Spiegel zeigen",
    "letter_keys": "Buchstaben als Tasten benutzen",
    "speech_auto": "Sprechen, wenn sich das Wort ändert",
    "speech_volume": "Lautstärke",
    "speech_rate": "Tempo beim Sprechen",
    "speech_voice": "Stimme",
    "read_controls": "Die Knöpfe vorlesen",
    "language": "Sprache",
}

SETTING_LINES: dict[str, str] = {
    "theme": "Wähle die Farben, die gut für deine Augen sind.",
    "text_size": "Du kannst auch Strg und + oder Strg und - drücken.",
    "network": "Das Netzwerk ist der Teil, der das Wort vermutet. „Wähle für mich“ nimmt das beste, das es hier gibt.",
    "camera": "Die Nummer der Kamera, die ich benutze.",
    "mirror_image": "Deine linke Seite ist dann auf der linken Seite vom Bild.",
    "letter_keys": "Im Gespräch drückt P zum Beispiel auf „Pause“. Wenn du schreibst, tun die Buchstaben nichts.",
    "speech_auto": (
        "Ich sage ein neues Wort von allein, aber höchstens einmal in 10 Sekunden. Schau also auch auf den Bildschirm. "
        "Nimm Kopfhörer, dann hörst nur du es. Von allein sage ich nie wütend, "
        "abschätzig, angeekelt oder ängstlich."
    ),
    "speech_volume": "Wie laut ich spreche.",
    "speech_rate": "Wie schnell ich spreche.",
    "speech_voice": "Welche Stimme von diesem Computer ich benutze.",
    "read_controls": "Ich sage den Namen von jedem Knopf, wenn du mit der Tabulator-Taste zu ihm gehst. Im Rückblick "
    "sage ich auch die Zeile, die du wählst. Andere können das hören.",
    "language": "Die Sprache von allen Wörtern in dieser App.",
}

CHOICE_LABELS: dict[str, dict[str, str]] = {
    "theme": {"system": "Wie das System", "light": "Hell", "dark": "Dunkel", "contrast": "Hoher Kontrast"},
    "text_size": {"100": "100 %", "125": "125 %", "150": "150 %", "175": "175 %", "200": "200 %"},
    "network": {"auto": "Wähle für mich", "companion": "Companion", "poster": "Poster", "ckplus": "CK+"},
    "language": {"en": "English", "de": "Deutsch"},
    "speech_volume": {str(percent): f"{percent} %" for percent in (20, 40, 60, 80, 100)},
    "speech_rate": {
        "100": "Sehr langsam", "130": "Langsam", "160": "Wie gewohnt", "200": "Schnell", "240": "Sehr schnell",
    },
}  # fmt: skip

VOICES_LOOKING = "Ich suche die Stimmen."
VOICE_OF_COMPUTER = "Wähle für mich"
HEAR_IT = "Anhören"

HEADPHONES = "Trägst du jetzt Kopfhörer? Ohne sie hört die andere Person, was ich sage."
HEADPHONES_YES = "Ja, ich trage sie"
NOT_NOW = "Jetzt nicht"

SETTINGS_NOT_SAVED = (
    "Ich kann deine Einstellungen nicht speichern. Sie gelten, bis du die App schließt. "
    "Sieh nach, ob auf der Festplatte noch Platz ist und ob der Ordner geändert werden darf."
)
SETTINGS_NOT_READ = (
    "Ich kann deine Einstellungen nicht lesen. Darum nehme ich die üblichen. "
    "Was du jetzt wählst, gilt, bis du die App schließt."
)
SETTINGS_SET_ASIDE = (
    "Ich konnte deine Einstellungen nicht lesen. Darum beginne ich mit den üblichen. "
    "Die alte Datei bleibt unter dem Namen {file}."
)
SETTINGS_OLD_STAYS = (
    "Eine alte Datei mit Einstellungen konnte nicht entfernt werden. Vielleicht steht noch darin, was du gelöscht "
    "hast. Die Datei ist: {file}"
)
