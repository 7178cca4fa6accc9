"""German: what `companion doctor --audit` prints. Its last line is read by programs, and the same in each language."""

NO_DISPLAY = "Die Prüfung braucht einen Bildschirm für ihr Fenster, und hier ist keiner."
NOT_READ = (
    "Die Prüfung kann ihr eigenes Fenster auf diesem Bildschirm nicht sehen (Wayland verdeckt Fenster). "
    "In einer X11-Sitzung geht es."
)

LINE = "{screen}, {look}, {percent} %: {who}: {what}"
DONE = "{screens} screens, {failures} failures"
LOOKED = "Jeder wurde geöffnet in {looks} bei {sizes} %."
SCREEN = "{screen} ({state})"
THE_SCREEN = "die Seite"
WHO = '{kind} "{text}"'
PART = '{who}, Text "{text}"'
CHART_PART = '{who}, Text im Diagramm "{text}"'
FACES = "die gezeichneten Gesichter {one} und {other}"
WORDS = "die Wörter {one} und {other}"

KINDS = {
    "TLabel": "Beschriftung",
    "Label": "Beschriftung",
    "TButton": "Knopf",
    "Button": "Knopf",
    "TCheckbutton": "Schalter",
    "Checkbutton": "Schalter",
    "TRadiobutton": "Auswahl",
    "Radiobutton": "Auswahl",
    "TEntry": "Feld",
    "Entry": "Feld",
    "Text": "Feld mit vielen Zeilen",
    "TCombobox": "Auswahlliste",
    "TProgressbar": "Fortschrittsbalken",
    "TScrollbar": "Rollbalken",
    "Treeview": "Tabelle",
    "TFrame": "Rahmen",
    "Frame": "Rahmen",
}

TEXT_WEAK = "der Text hat einen Kontrast von {measured:.2f}, nötig sind {limit:g}"
EDGE_WEAK = "der Rand hat einen Kontrast von {measured:.2f} zu dem, was dahinter ist, nötig sind {limit:g}"
MARK_WEAK = "das Zeichen hat einen Kontrast von {measured:.2f}, nötig sind {limit:g}"
SHAPE_WEAK = "ein gezeichnetes Teil ({shape}) hat einen Kontrast von {measured:.2f}, nötig sind {limit:g}"
CHOSEN_WEAK = "die gewählte Zeile hat einen Kontrast von {measured:.2f} zu den anderen, nötig sind {limit:g}"

TOO_SMALL = "es hat {wide} x {high} Pixel, nötig sind {limit} x {limit}"

CUT_WIDE = "es braucht {needed} Pixel in der Breite und hat {given}"
CUT_HIGH = "es braucht {needed} Pixel in der Höhe und hat {given}"
WORD_CUT = 'das Wort "{word}" braucht {needed} Pixel in der Breite und hat {given}'
OUTSIDE = "{pixels} Pixel davon sind abgeschnitten; 0 dürfen es sein"
OVERLAPS = "es verdeckt {wide} x {high} Pixel von {other}; 0 dürfen es sein"

NOT_REACHED = "Tab kommt in {steps} Schritten nicht hin"
NO_END = "Tab kommt in {limit} Schritten nicht an den Anfang zurück"
ORDER = "Tab kommt erst nach {other} hin, und das liegt darunter oder rechts davon (um {pixels} Pixel; 0 sind gut)"
NO_RING = "der Fokus ändert {measured} Pixel am Rand mit einem Kontrast von {contrast:g} oder mehr, nötig sind {limit}"
NOT_IN_VIEW = "mit dem Fokus sind {measured} Pixel davon zu sehen, {limit} könnten es sein"

BY_COLOUR = "diese zwei ({shape}) unterscheidet nur die Farbe: {measured} andere Zeichen, nötig ist {limit}"
SAME_IN_GREY = "in Grau unterscheiden sie sich in {measured:.1f} % vom Bild, nötig sind {limit:g}"
SAME_HATCH = "beide sind in Diagrammen mit dem Muster {hatch!r} gezeichnet; nötig sind {limit} verschiedene"
BAR_WEAK = "ein Balken oder Zeichen hat einen Kontrast von {measured:.2f} zum Grund, nötig sind {limit:g}"

NO_RECIPE = "die Prüfung weiß nicht, wie man das öffnet"
FOCUS_LOST = "ein anderes Fenster hat die Tastatur genommen; die Prüfung braucht sie für sich allein"
NOT_OPENED = 'es konnte nach "{after}" nicht gezeigt werden: {problem}'
BROKE = "in der App ging währenddessen etwas kaputt: {problem}"
THE_WORDS = "die acht Wörter"
