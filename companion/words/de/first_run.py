"""German: the three cards of the first start."""

from __future__ import annotations

PLACE = "Karte {number} von {count}"
NEXT = "Weiter"
BACK = "Zurück"
SKIP = "Karten auslassen"
DONE = "Fertig"

WHAT_TITLE = "Was diese App ist"
WHAT_LINE = "Companion hilft, wenn es schwer ist, ein Gefühl zu benennen."
WHAT_IS = (
    "Es schaut auf ein Gesicht und zeigt ein einfaches Wort dafür.",
    "Es zeigt immer, was derselbe Ausdruck noch heißen kann.",
    "Wenn es nicht sicher ist, sagt es das.",
)
WHAT_IS_NOT_TITLE = "Was sie nicht ist"
WHAT_IS_NOT = (
    "Companion weiß nicht, was eine Person fühlt. Das kann nur diese Person sagen.",
    "Es findet keine Lügen, und es beurteilt keine Menschen.",
    "Es ersetzt keine ärztliche Hilfe. Es ist nicht für die Arbeit oder die Schule.",
)

DATA_TITLE = "Deine Daten bleiben hier"
DATA_LINE = "Alles, was Companion tut, tut es auf diesem Computer."
DATA_IS = (
    "Es schickt nichts ins Internet.",
    "Es behält nie ein Bild von einem Gesicht.",
    "Es behält Wörter, deine Antworten und deine Notizen in einem Tagebuch. Auch das ist auf diesem Computer.",
    "Du kannst das Tagebuch im Rückblick ansehen. Dort kannst du es auch löschen.",
)

LOOK_TITLE = "Pass es für dich an"
LOOK_LINE = "Wähle, was du gut lesen und gut hören kannst. Du kannst es später in den Einstellungen ändern."
LOOK_HELP = "Die Taste F1 öffnet auf jeder Seite die Hilfe. Dort findest du auch die Seite „Wenn es zu viel ist“."
SAMPLE = "So sieht es aus:"
