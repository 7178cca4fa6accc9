"""German: what the app says when it starts."""

NO_DISPLAY = "Es gibt keinen Bildschirm für ein Fenster. Bitte starte Companion auf einem Desktop."
TK_BROKEN = "Tk, der Teil von Python, der Fenster zeichnet, kann nicht starten ({why})."
TK_BROKEN_MEND = "Bitte installiere Python noch einmal, zusammen mit Tk, oder ein neueres Python."
QUIT_AGAIN = "Drück noch einmal Strg und Q, um sofort aufzuhören."
NOT_SAVED_YET = (
    "{why} Noch nicht gespeichert: {count}. Wenn du dieses Fenster noch einmal schließt, endet Companion ohne das."
)
NOT_SAVED_BUSY = (
    "Companion ist auch in einem anderen Fenster offen. Darum ist das noch nicht gespeichert: {count}. Bitte schließ "
    "zuerst das andere Fenster. Wenn du dieses noch einmal schließt, endet Companion ohne das."
)
STILL_IMPORTING = (
    "Gerade wird noch eine Kopie hereingeholt. Wenn du dieses Fenster noch einmal schließt, endet Companion "
    "ohne den Rest. Bitte hol die Kopie dann später noch einmal herein."
)
