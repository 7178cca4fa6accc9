"""German: what the app says about speech, and how it names its own controls aloud."""

from __future__ import annotations

NO_PLAYER = "Ich kann hier nicht sprechen, weil „aplay“ nicht installiert ist. Es gehört zu alsa-utils. Der Rest geht."
NO_VOICE = (
    "Ich kann hier nicht sprechen, weil dieser Computer keine Stimme für mich hat. Installiere unter Linux espeak-ng. "
    "Der Rest geht."
)

NOT_STARTED = (
    "Ich kann hier nicht sprechen, weil ich die Stimme nicht starten kann. Sieh nach, ob auf der Festplatte noch Platz "
    "ist und ob ich in {folder} schreiben darf. Der Rest geht."
)
NO_SOUND = "Ich wollte sprechen, aber es ging nicht. Bitte prüfe den Ton an diesem Computer. Der Rest geht."

SAMPLE = "Das Gesicht wirkt fröhlich."

KINDS: dict[str, str] = {
    "TButton": "Knopf",
    "TCheckbutton": "Schalter",
    "TRadiobutton": "Auswahl",
    "TEntry": "Textfeld",
    "Text": "Textfeld",
    "TCombobox": "Liste",
    "Treeview": "Tabelle",
    "Canvas": "Bild",
}
ON = "an"
OFF = "aus"
CHOSEN = "gewählt"
NOT_CHOSEN = "nicht gewählt"
DISABLED = "geht jetzt nicht"
EMPTY = "leer"
HOLDS_TEXT = "mit Text"
TEXT_OF_THEIRS = "ein Text, den ich nicht vorlese"
KEY = "Taste {letter}"
KEY_NAMES: dict[str, str] = {"?": "Fragezeichen"}

UNITS: dict[str, tuple[str, str]] = {
    "h": ("Stunde", "Stunden"),
    "min": ("Minute", "Minuten"),
    "s": ("Sekunde", "Sekunden"),
}
