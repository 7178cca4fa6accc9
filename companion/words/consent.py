"""What is asked before a talk with a live picture, and what can be shown or read to the other person."""

TITLE = "Before you start"
QUESTION = "Does the other person know about this, and do they agree?"
NOT_FOR = (
    "Companion is for talks with people you know. Please do not use it to judge people.",
    "Do not use it at work or at school. The law of the European Union does not allow that there"
    " (AI Act, Article 5(1)(f)).",
)
KEPT = (
    "I keep your yes. I also keep the words that I show and how sure I am, and never a picture. "
    "If you write down what they said, I keep that too. If you say no, I do not start."
)
YES = "Yes, they agree"
NO = "No"
CARD_TITLE = "You can show or read this to them"
CARD = (
    "I find it hard to name feelings. This app helps me.",
    "It looks at the live picture of your face and shows me a word. The word can be wrong.",
    "It keeps the words, and what I write down of your answer, but no picture. Nothing leaves this computer.",
    "You can say no, or stop it at any time. Is that okay with you?",
)
CARD_SHOW = "Show it large"
CARD_SAY = "Read it aloud"
CARD_BACK = "Back"
