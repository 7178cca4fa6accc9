"""German: the screens that choose a camera or a part of the screen."""

from __future__ import annotations

CAMERA_HEADING = "Wähle die Kamera"
CAMERA_LINE = "Wähle eine Kamera mit den Pfeiltasten oder mit der Maus. Du siehst ihr Bild hier. Ich behalte kein Bild."
LOOKING = "Ich suche Kameras."
NONE = (
    "Keine Kamera gibt mir ein Bild. Bitte steck eine ein, oder sieh nach, ob ein anderes Programm sie benutzt. "
    "Oder öffne ein Foto, ein Video oder einen Ordner mit Bildern."
)
CAMERA = "Kamera {number}"
HANGS = (
    "Kamera {number} antwortet nicht. Bitte sieh nach, ob ein anderes Programm sie benutzt, und drück „Neu suchen“."
)
OPENING = "Ich öffne diese Kamera."
SHOWN = "Das sieht die Kamera."
USE_CAMERA = "Kamera benutzen"
LOOK_AGAIN = "Neu suchen"
NOT_SAVED_STAYS = "Ich benutze diese Kamera, bis du die App schließt. {problem}"

REGION_HEADING = "Wähle einen Teil vom Bildschirm"
REGION_LINE = "Das ist für deine eigenen privaten Video-Anrufe. Ich schaue auf den Teil, den du wählst."
REGION_BEFORE = (
    "Öffne zuerst deinen Anruf. Dann drück den Knopf „Standbild machen“. Dieses Fenster geht für einen Moment weg, "
    "damit ich sehe, was dahinter ist. Das Standbild bleibt im Arbeitsspeicher und wird nie behalten."
)
REGION_HOW = (
    "Zieh mit der Maus einen Rahmen um das Gesicht. Oder beweg den Rahmen mit den Pfeiltasten. Mit der "
    "Umschalttaste und den Pfeiltasten änderst du seine Größe."
)
REGION_KEEP_FREE = "Lass den Anruf im Gespräch sichtbar. Ich kann nicht durch dieses Fenster sehen."
REGION_PLACE = "Rahmen: {w} breit, {h} hoch, {x} von links, {y} von oben."
TAKE_STILL = "Standbild machen"
USE_REGION = "Teil benutzen"
STILL_NAME = "Standbild vom Bildschirm mit einem Rahmen"
