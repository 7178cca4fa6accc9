"""German: what is asked before a talk with a live picture, and what can be shown or read to the other person."""

TITLE = "Bevor du anfängst"
QUESTION = "Weiß die andere Person davon, und ist sie einverstanden?"
NOT_FOR = (
    "Companion ist für Gespräche mit Menschen, die du kennst. Bitte benutze es nicht, um Menschen zu beurteilen.",
    "Benutze es nicht bei der Arbeit und nicht in der Schule. Das Gesetz der Europäischen Union erlaubt das dort nicht"
    " (KI-Verordnung, Artikel 5 Absatz 1 Buchstabe f).",
)
KEPT = (
    "Ich behalte dein Ja. Ich behalte auch die Wörter, die ich zeige, und wie sicher ich bin, aber nie ein Bild. "
    "Wenn du aufschreibst, was die Person gesagt hat, behalte ich das auch. Wenn du Nein sagst, fange ich nicht an."
)
YES = "Ja, einverstanden"
NO = "Nein"
CARD_TITLE = "Das kannst du der Person zeigen oder vorlesen"
CARD = (
    "Ich finde es schwer, Gefühle zu benennen. Diese App hilft mir.",
    "Sie schaut auf das Live-Bild von deinem Gesicht und zeigt mir ein Wort. Das Wort kann falsch sein.",
    "Sie behält die Wörter und was ich von deiner Antwort aufschreibe, aber kein Bild. "
    "Nichts verlässt diesen Computer.",
    "Du kannst Nein sagen. Du kannst auch jederzeit sagen, dass ich die App ausmachen soll. "
    "Ist das für dich in Ordnung?",
)
CARD_SHOW = "Groß zeigen"
CARD_SAY = "Vorlesen"
CARD_BACK = "Zurück"
