"""German: what the app says when it starts."""

NO_DISPLAY = "Es gibt keinen Bildschirm für ein Fenster. Bitte starte Companion auf einem Desktop."
QUIT_AGAIN = "Drück noch einmal Strg und Q, um sofort aufzuhören."
