"""German: the small line under the picture."""

from __future__ import annotations

LIGHT_GOOD = "Licht: gut"
LIGHT_DARK = "Licht: zu dunkel"
LIGHT_BEHIND = "Licht: hinter dem Gesicht"
FACES_NONE = "Gesichter: keins"
FACES_ONE = "Gesichter: eins"
FACES_MANY = "Gesichter: {count}"
READ_ONE = "Ich schaue auf die Person {place}"
ON_LEFT, IN_MIDDLE, ON_RIGHT = "links", "in der Mitte", "rechts"
FROM_LEFT = "an Stelle {number} von links"
AT_TOP, AT_BOTTOM = "oben", "unten"
ROW_FROM_TOP = "in Reihe {number} von oben"
ROW_AND_PLACE = "{row} {place}"
# Without the comma "von oben links" would be one place.
NUMBERED_ROW_AND_PLACE = "{row}, {place}"
FROM = "Bild von: {title}"
