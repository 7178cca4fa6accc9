"""Die Seite mit den Ausdrücken und ihren Zeichen."""

from __future__ import annotations

TITLE = "Ausdrücke und ihre Zeichen"
LINE = "Wähle einen Ausdruck. Dann wähle ein Zeichen. Du siehst es auf der Zeichnung."
OPEN = "Ausdrücke und Zeichen"
SIGNS = "Zeichen"
NO_SIGNS = "Augenbrauen, Augen und Mund sind entspannt. Es gibt kein Zeichen, das sich bewegt."
NOT_ALWAYS = "Nicht jedes Gesicht hat alle Zeichen. Dasselbe Zeichen kann auch etwas anderes heißen."

SIGN_NAMES: dict[str, str] = {
    "brows_low": "Brauen tief und eng",
    "brows_up": "Brauen hoch",
    "brows_inner": "Brauen innen hoch",
    "brows_up_close": "Brauen hoch und eng",
    "eyes_wide": "Augen weit offen",
    "cheeks_up": "Wangen hoch",
    "nose": "Nase kraus",
    "top_lip": "Oberlippe hoch",
    "lips_tight": "Lippen fest zu",
    "corners_up": "Mundwinkel hoch",
    "corner_up": "ein Mundwinkel hoch",
    "corners_down": "Mundwinkel tief",
    "mouth_back": "Mund breit gezogen",
    "mouth_open": "Mund offen",
}
