"""What the app says about a face: the eight words, doubt, and reasons with their mends. Reading grade 3 or lower."""

from __future__ import annotations

from dataclasses import dataclass

from companion.faces.face import Doubt
from companion.reading.reading import Kind, Reading


@dataclass(frozen=True)
class Look:
    """All that is said of one word. The order on the screen is always: word, cue, other meaning, question.

    Attributes:
        lead: stands small above the word.
        live: the large word on the screen.
        headline: what is spoken, 8 words at most.
        short: the word inside another sentence ("it could be ...").
        meaning: what the word means, where it is not an everyday word; else empty.
        cue: what this look often has. Never "the eyebrows are low": that was not measured.
        also: one other cause, always.
        ask: what the person could do next.
    """

    lead: str
    live: str
    headline: str
    short: str
    meaning: str
    cue: str
    also: str
    ask: str


# The cues are the usual FACS action units of each look (Ekman and Friesen 1978).
LOOKS: dict[str, Look] = {
    # AU 4+5+7+23
    "anger": Look(
        "Face looks",
        "angry",
        "Face looks angry.",
        "angry",
        "",
        "This look often has low eyebrows and tight lips.",
        "It can also be hard thinking.",
        "You could ask: What do you think?",
    ),
    # AU 12 or 14, on one side
    "contempt": Look(
        "Face may show",
        "contempt",
        "Face may show contempt.",
        "contempt",
        "Contempt means: a person does not respect someone or something.",
        "This look often has one corner of the mouth up.",
        "It can also be a joke. This look is easy to get wrong.",
        "You could ask: What do you mean?",
    ),
    # AU 9+15+16
    "disgust": Look(
        "Face looks",
        "disgusted",
        "Face looks disgusted.",
        "disgusted",
        "It can mean: I do not like this.",
        "This look often has a wrinkled nose and a raised top lip.",
        "It can also be a bad smell or bright light.",
        "You could ask: Is something not nice here?",
    ),
    # AU 1+2+4+5+20+26
    "fear": Look(
        "Face looks",
        "scared",
        "Face looks scared.",
        "scared",
        "",
        "This look often has wide eyes and high eyebrows.",
        "It can also be surprise.",
        "You could ask: Are you okay?",
    ),
    # AU 6+12
    "happiness": Look(
        "Face looks",
        "happy",
        "Face looks happy.",
        "happy",
        "",
        "This look often has the corners of the mouth up.",
        "It can also be a polite or nervous smile.",
        "You could ask: Did you like that?",
    ),
    # no action unit
    "neutral": Look(
        "Face looks",
        "neutral",
        "Face looks neutral.",
        "neutral",
        "Neutral means: no clear sign.",
        "This look often has a calm mouth and calm eyes.",
        "It can also be any feeling at all. Listen to the words and the voice.",
        "You could ask: How are you?",
    ),
    # AU 1+4+15
    "sadness": Look(
        "Face looks",
        "sad",
        "Face looks sad.",
        "sad",
        "",
        "This look often has the corners of the mouth down.",
        "It can also be tired.",
        "You could ask: How are you?",
    ),
    # AU 1+2+5+26
    "surprise": Look(
        "Face looks",
        "surprised",
        "Face looks surprised.",
        "surprised",
        "",
        "This look often has high eyebrows and an open mouth.",
        "It can also be good or bad. Wait and see.",
        "You could ask: Did you expect that?",
    ),
}

MAYBE_LEAD = "Not clear. It could be"
MAYBE_LIVE = "{first} or {second}"
MAYBE_HEADLINE = "It could be {first}, or it could be {second}."
MAYBE_CUE = "The two looks are close."
MAYBE_ALSO = "It can also be something else."
MAYBE_ASK = "You could ask: How do you feel?"

UNSURE_LEAD = "I am"
UNSURE_LIVE = "not sure"
UNSURE_HEADLINE = "I am not sure."
UNSURE_CUE = "This face is hard to read."
UNSURE_ALSO = "It can be any feeling."
UNSURE_ASK = "You could ask: How do you feel?"

NO_FACE_LEAD = "I see"
NO_FACE_LIVE = "no face"
NO_FACE_HEADLINE = "I see no face."
NO_FACE_CUE = "Turn the camera to the face."

LOADING_LEAD = "I get ready."
LOADING_LIVE = "…"
LOADING_CUE = "This takes a moment."


@dataclass(frozen=True)
class Reason:
    """Why a face is hard to read, and what helps."""

    why: str
    mend: str


REASONS: dict[Doubt, Reason] = {
    Doubt.DARK: Reason("It is too dark.", "Try a lamp in front."),
    Doubt.BACK_LIT: Reason("There is strong light behind it.", "Try a lamp in front."),
    Doubt.BLURRED: Reason("The picture is not sharp.", "Hold the camera still."),
    Doubt.SMALL: Reason("The face is far away.", "Come closer."),
    Doubt.TURNED: Reason("The face is turned away.", "Wait until it turns back."),
    Doubt.CUT_OFF: Reason("A part of the face is outside.", "Move the camera a bit."),
    Doubt.CHANGING: Reason("The face moves fast.", "Wait a moment."),
    Doubt.CROWDED: Reason("Two faces are close together.", "Wait until they are apart."),
}


@dataclass(frozen=True)
class Spoken:
    """What the Talk screen shows for a reading, from top to bottom."""

    lead: str
    live: str
    headline: str
    lines: tuple[str, ...]


def spoken(reading: Reading) -> Spoken:
    """Return the sentences for a reading, in the one fixed order."""
    why = tuple(text for doubt in reading.reasons for text in (REASONS[doubt].why, REASONS[doubt].mend))[:2]
    if reading.kind is Kind.NO_FACE:
        return Spoken(NO_FACE_LEAD, NO_FACE_LIVE, NO_FACE_HEADLINE, (NO_FACE_CUE,))
    if reading.kind is Kind.UNSURE:
        lines = (UNSURE_CUE, *why, UNSURE_ALSO, UNSURE_ASK)
        return Spoken(UNSURE_LEAD, UNSURE_LIVE, UNSURE_HEADLINE, lines)
    if reading.kind is Kind.MAYBE:
        first, second = (LOOKS[word].short for word in reading.words)
        live = MAYBE_LIVE.format(first=first, second=second)
        headline = MAYBE_HEADLINE.format(first=first, second=second)
        return Spoken(MAYBE_LEAD, live, headline, (MAYBE_CUE, *why, MAYBE_ALSO, MAYBE_ASK))
    look = LOOKS[reading.words[0]]
    lines = tuple(line for line in (look.meaning, look.cue, *why, look.also, look.ask) if line)
    return Spoken(look.lead, look.live, look.headline, lines)


# Buttons and states of the Talk screen.
PAUSE = "Pause"
GO_ON = "Go on"
OTHER = "Other person"
END = "End"
AGAIN = "Play again"
PAUSED_LEAD = "The talk is"
PAUSED_LIVE = "paused"
PAUSED_CAMERA = "The camera is off."
PAUSED_VIDEO = "The video is paused."
VIDEO_ENDED = "The video has ended."
FAILED_LEAD = "I can't see."
FAILED_LIVE = "Sorry"
LIGHT_GOOD = "light: good"
LIGHT_DARK = "light: too dark"
LIGHT_BEHIND = "light: behind the face"
FACES_NONE = "faces: none"
FACES_ONE = "faces: one"
FACES_MANY = "faces: {count}, I read one"
FROM = "from: {title}"
