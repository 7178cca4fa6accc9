"""German: what `companion bench` prints."""

NAMES = {
    "window_s": "Sekunden, bis das Fenster da ist",
    "first_reading_s": "Sekunden vom Öffnen des Videos bis zum ersten Wort",
    "fps": "Gezeichnete Bilder pro Sekunde",
    "latency_ms": "Millisekunden von einem Bild bis zu seinem Wort auf dem Bildschirm",
    "recognition_ms": "Millisekunden, um ein Gesicht zu finden, auszuschneiden und zu lesen",
    "memory_mb": "Speicher in MB",
}
NO_DISPLAY = "Es gibt keinen Bildschirm zum Messen. Bitte starte das auf einem Desktop (oder mit xvfb-run)."
NOT_LIVE = "{source} ist live, und niemand wurde gefragt. Bitte gib ein Video an."
NO_READING = "Nichts wurde gelesen. companion doctor sagt, was fehlt."
CLOSED = "Das Fenster wurde vor dem Ende geschlossen. Bitte lass es offen, während ich messe."
NO_FACE = (
    "Kein Gesicht war lange genug da, um das Lesen zu messen. Bitte gib ein Video mit einem Gesicht an: --source DATEI."
)

WAYS = {
    "raw": "Bestes Wort von jedem Bild",
    "majority": "Häufigstes Wort der letzten 15 Bilder",
    "average": "Laufender Durchschnitt",
    "companion": "Companion",
}
STEADINESS = (
    "{way}: {changes_per_min} Wechsel pro Minute, {delay_s} Sekunden bis zu einem neuen Wort, "
    "falsch in {wrong_share:.1%} und ohne Wort in {unnamed_share:.1%} der Zeit"
)
NO_SPLIT = "{path} enthält keine Bilder von {split}. Bitte gib die ganze fer2013.csv an."
TOO_FEW_SURE = "Das Netzwerk ist bei zu wenigen Bildern sicher, um das zu messen."
