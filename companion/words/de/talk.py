"""German: what the app says about a face."""

from __future__ import annotations

from companion.faces.face import Doubt
from companion.words.talk import Look, Reason

LOOKS: dict[str, Look] = {
    "anger": Look(
        "Gesicht wirkt",
        "wütend",
        "Das Gesicht wirkt wütend.",
        "wütend",
        "",
        "Bei diesem Ausdruck sind oft die Augenbrauen tief und die Lippen fest.",
        "Es kann auch angestrengtes Nachdenken sein.",
        "Du kannst fragen: Was denkst du?",
    ),
    "contempt": Look(
        "Gesicht wirkt vielleicht",
        "abschätzig",
        "Das Gesicht wirkt vielleicht abschätzig.",
        "abschätzig",
        "Abschätzig heißt: Eine Person achtet jemanden oder etwas nicht.",
        "Bei diesem Ausdruck ist oft ein Mundwinkel oben.",
        "Es kann auch ein Scherz sein. Bei diesem Ausdruck irrt man sich leicht.",
        "Du kannst fragen: Wie meinst du das?",
    ),
    "disgust": Look(
        "Gesicht wirkt",
        "angeekelt",
        "Das Gesicht wirkt angeekelt.",
        "angeekelt",
        "Es kann heißen: Ich mag das nicht.",
        "Bei diesem Ausdruck hat die Nase oft Falten, und oft ist die Oberlippe oben.",
        "Es kann auch ein schlechter Geruch oder helles Licht sein.",
        "Du kannst fragen: Stört dich hier etwas?",
    ),
    "fear": Look(
        "Gesicht wirkt",
        "ängstlich",
        "Das Gesicht wirkt ängstlich.",
        "ängstlich",
        "",
        "Bei diesem Ausdruck sind oft die Augen weit offen und die Augenbrauen hoch.",
        "Es kann auch Überraschung sein.",
        "Du kannst fragen: Geht es dir gut?",
    ),
    "happiness": Look(
        "Gesicht wirkt",
        "fröhlich",
        "Das Gesicht wirkt fröhlich.",
        "fröhlich",
        "",
        "Bei diesem Ausdruck sind oft die Mundwinkel oben.",
        "Es kann auch ein höfliches oder nervöses Lächeln sein.",
        "Du kannst fragen: Hat dir das gefallen?",
    ),
    "neutral": Look(
        "Gesicht wirkt",
        "neutral",
        "Das Gesicht wirkt neutral.",
        "neutral",
        "Neutral heißt: Es gibt kein klares Zeichen.",
        "Bei diesem Ausdruck sind oft Mund und Augen ruhig.",
        "Es kann auch jedes Gefühl sein. Achte auf die Worte und auf die Stimme.",
        "Du kannst fragen: Wie geht es dir?",
    ),
    "sadness": Look(
        "Gesicht wirkt",
        "traurig",
        "Das Gesicht wirkt traurig.",
        "traurig",
        "",
        "Bei diesem Ausdruck sind oft die Mundwinkel unten.",
        "Es kann auch Müdigkeit sein.",
        "Du kannst fragen: Wie geht es dir?",
    ),
    "surprise": Look(
        "Gesicht wirkt",
        "überrascht",
        "Das Gesicht wirkt überrascht.",
        "überrascht",
        "",
        "Bei diesem Ausdruck sind oft die Augenbrauen hoch und der Mund offen.",
        "Es kann auch etwas Gutes oder etwas Schlechtes sein. Warte einen Moment.",
        "Du kannst fragen: Hast du das erwartet?",
    ),
}

MAYBE_LEAD = "Nicht klar. Es kann sein:"
MAYBE_LIVE = "{first} oder {second}"
MAYBE_HEADLINE = "Es kann {first} sein, oder es kann {second} sein."
MAYBE_CUE = "Ich weiß nicht, welcher von beiden Ausdrücken es ist."
MAYBE_ALSO = "Es kann auch etwas anderes sein."
MAYBE_ASK = "Du kannst fragen: Wie fühlst du dich?"

UNSURE_LEAD = "Ich bin"
UNSURE_LIVE = "nicht sicher"
UNSURE_HEADLINE = "Ich bin nicht sicher."
UNSURE_CUE = "Der Ausdruck ist schwer zu erkennen."
UNSURE_ALSO = "Es kann jedes Gefühl sein."
UNSURE_ASK = "Du kannst fragen: Wie fühlst du dich?"

NO_FACE_LEAD = "Ich sehe"
NO_FACE_LIVE = "kein Gesicht"
NO_FACE_HEADLINE = "Ich sehe kein Gesicht."
NO_FACE_CUE = "Es hilft, wenn das ganze Gesicht im Bild ist."
BLACK_WHY = "Das Bild ist schwarz."
BLACK_MEND = "Wenn es eine Kamera ist, nimm die Abdeckung weg. Oder mach eine Lampe an."

LOADING_LEAD = "Ich mache mich bereit."
LOADING_LIVE = "…"
LOADING_CUE = "Das dauert einen Moment."

FACE_LEAD = "Ich sehe ein Gesicht."
FACE_CUE = "Ich habe noch kein Wort dafür."

REASONS: dict[Doubt, Reason] = {
    Doubt.DARK: Reason("Es ist zu dunkel.", "Es hilft, wenn Licht von vorn kommt."),
    Doubt.BACK_LIT: Reason("Hinter dem Gesicht ist starkes Licht.", "Es hilft, wenn Licht von vorn kommt."),
    Doubt.BLURRED: Reason("Das Bild ist nicht scharf.", "Es hilft, wenn sich nichts bewegt."),
    Doubt.SMALL: Reason("Das Gesicht ist im Bild klein.", "Es hilft, wenn es näher oder größer ist."),
    Doubt.TURNED: Reason("Das Gesicht ist weggedreht.", "Es hilft, wenn ich es von vorn sehe."),
    Doubt.CUT_OFF: Reason("Ein Teil vom Gesicht ist nicht im Bild.", "Es hilft, wenn das ganze Gesicht im Bild ist."),
    Doubt.CHANGING: Reason("Der Ausdruck wechselt schnell.", "Warte einen Moment."),
    Doubt.CROWDED: Reason("Zwei Gesichter sind nah beieinander.", "Es hilft, wenn sie weiter auseinander sind."),
    Doubt.WHO: Reason(
        "Ich weiß nicht, wer wer ist.", "Warte einen Moment. Es hilft, wenn die Gesichter auseinander sind."
    ),
}

PAUSE = "Pause"
GO_ON = "Weiter"
OTHER = "Andere Person"
END = "Ende"
SAY = "Sag es"
SMALL_WINDOW = "Kleines Fenster"
LARGE_WINDOW = "Großes Fenster"
AGAIN = "Noch einmal"
PAUSED_LEAD = "Das Gespräch ist"
PAUSED_LIVE = "pausiert"
PAUSED_CAMERA = "Die Kamera ist aus."
PAUSED_LOST = "Ich sehe jetzt nicht durch die Kamera."
PAUSED_SCREEN = "Ich sehe jetzt nicht auf den Bildschirm."
PAUSED_HEADLINE = "Das Gespräch ist pausiert."
PAUSED_FILE = "Es ist pausiert."
FILE_ENDED = "Ich bin fertig. Ich schaue jetzt nichts an."
FAILED_LEAD = "Es geht nicht."
FAILED_LIVE = "Tut mir leid"

DETAILS = "Details"
PICTURE = "Bild"
DETAILS_NO_FACE = "Ich sehe kein Gesicht. Es gibt nichts zu zeigen."
DETAILS_NOTHING = "Es gibt jetzt nichts zu zeigen."
DETAILS_PEOPLE = "Zehn Menschen schauen ein Gesicht an. Ich vermute, dass sie das sagen würden."
DETAILS_CAMERA = "Das ist der Anteil der Kamera für jedes Wort. Es ist eine Vermutung."
_PEOPLE = {
    "none": "Fast niemand würde „{word}“ sagen.",
    "one": "Etwa 1 von 10 Menschen würde „{word}“ sagen.",
    "some": "Etwa {number} von 10 Menschen würden „{word}“ sagen.",
    "all": "Fast alle Menschen würden „{word}“ sagen.",
}
_CAMERA = {
    "none": "Der Anteil der Kamera für „{word}“ ist fast nichts.",
    "some": "Der Anteil der Kamera für „{word}“ ist etwa {number} von 10.",
    "all": "Der Anteil der Kamera für „{word}“ ist fast alles.",
}
_SHARES = {"none": "fast keine", "some": "etwa {number} von 10", "all": "fast alle"}
_CAMERA_SHARES = {"none": "fast nichts", "some": "etwa {number} von 10", "all": "fast alles"}

CORRECT = "Aufschreiben"
CORRECT_TITLE = "Was hat die Person gesagt?"
CORRECT_ABOUT = "Ich habe gesagt: {headline}"
CORRECT_TEXT = "Die Worte der Person, zum Beispiel: Ich bin müde."
CORRECT_WORDS = "Passt auch eins von diesen Wörtern?"
CORRECT_NO_WORD = "keins davon"
CORRECT_KEEP = "Behalten"
CORRECT_LEAVE = "Nicht behalten"
CORRECT_EMPTY = "Bitte schreib, was die Person gesagt hat. Oder wähle ein Wort."
CORRECT_FULL = "Mehr passt hier nicht hinein. Bitte schreib weniger."
CORRECT_KEPT_WHERE = "Es bleibt in deinem Tagebuch auf diesem Computer."
CORRECT_KEPT = "Ich behalte das in deinem Tagebuch. Im Rückblick kannst du es löschen."
CORRECT_LATER = "Ich kann gerade nicht speichern. Ich behalte das, sobald das Speichern wieder geht."
CORRECT_NEVER = (
    "Ich kann das nicht behalten. Ein neueres Companion hat dieses Tagebuch gemacht. "
    "Bitte installiere das neueste Companion."
)
