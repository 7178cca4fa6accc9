"""German: what is said of a FER2013 file that can't be used, or of a row in it."""

NO_CSV = "{name} enthält keine .csv-Datei. Bitte gib die fer2013.csv selbst an."
OTHER_LAYOUT = "{name} ist nicht aufgebaut wie bei Kaggle: Die erste Zeile soll 'emotion,pixels,Usage' sein."
BAD_ROW = "{name}, Zeile {line}: {why}. Diese Zeile wird weggelassen."
NOT_THERE = "{path} ist nicht da. In data/README.md steht, woher man sie bekommt."
DAMAGED = "{name} ist beschädigt oder abgeschnitten ({detail}). Bitte kopiere sie noch einmal."

FIELDS = "sie hat {count} Felder, nicht 3"
LABEL = "das Etikett {label} ist keine Zahl von 0 bis 6"
SPLIT = "der Teil {split} ist unbekannt"
NOT_WHOLE = "die Pixel sind keine ganzen Zahlen"
PIXELS = "sie hat {count} Pixel, nicht {want}"
RANGE = "ein Pixel ist nicht von 0 bis 255"
