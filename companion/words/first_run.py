"""The three cards of the first start; Help shows them again. Reading grade 6 or lower."""

from __future__ import annotations

PLACE = "Card {number} of {count}"
NEXT = "Next"
BACK = "Back"
SKIP = "Skip the cards"
DONE = "Done"

WHAT_TITLE = "What this app is"
WHAT_LINE = "Companion helps when it is hard to name a feeling."
WHAT_IS = (
    "It looks at a face and shows a plain word for it.",
    "It always shows what else the same look can mean.",
    "When it is not sure, it says so.",
)
WHAT_IS_NOT_TITLE = "What it is not"
WHAT_IS_NOT = (
    "It does not know what a person feels. Only that person can tell you.",
    "It does not find lies, and it does not judge people.",
    "It is not a doctor. It is not for work or school.",
)

DATA_TITLE = "Your data stays here"
DATA_LINE = "All that Companion does, it does on this computer."
DATA_IS = (
    "It sends nothing to the internet.",
    "It never keeps a picture of a face.",
    "It keeps words, your answers and your notes in a journal. The journal is on this computer too.",
    "You can look at the journal in History. There you can also delete it.",
)

LOOK_TITLE = "Make it good for you"
LOOK_LINE = "Choose what is easy to read and to hear. You can change it later in Settings."
LOOK_HELP = "The key F1 opens Help on each screen. There is also the page “If it is too much”."
SAMPLE = "This is how it looks:"
