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
        "You could ask: Does something here bother you?",
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
MAYBE_CUE = "I do not know which one it is."
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
NO_FACE_CUE = "It helps if the whole face is in the picture."
BLACK_WHY = "The picture is black."
BLACK_MEND = "If it is a camera, take off its cover. Or turn on a lamp."

LOADING_LEAD = "I get ready."
LOADING_LIVE = "…"
LOADING_CUE = "This takes a moment."

# With the same three dots: a face is seen, and its first word is not there yet.
FACE_LEAD = "I see a face."
FACE_CUE = "I have no word for it yet."


@dataclass(frozen=True)
class Reason:
    """Why a face is hard to read, and what helps: true for each source, and with no key, since letters can be off."""

    why: str
    mend: str


REASONS: dict[Doubt, Reason] = {
    Doubt.DARK: Reason("It is too dark.", "It helps if light comes from the front."),
    Doubt.BACK_LIT: Reason("There is strong light behind it.", "It helps if light comes from the front."),
    Doubt.BLURRED: Reason("The picture is not sharp.", "It helps if nothing moves."),
    Doubt.SMALL: Reason("The face is small in the picture.", "It helps if it is closer, or larger."),
    Doubt.TURNED: Reason("The face is turned away.", "It helps if I see it from the front."),
    Doubt.CUT_OFF: Reason("A part of the face is not in the picture.", "It helps if the whole face is in the picture."),
    Doubt.CHANGING: Reason("The look changes fast.", "Wait a moment."),
    Doubt.CROWDED: Reason("Two faces are close together.", "It helps if they are apart."),
    Doubt.WHO: Reason("I do not know who is who.", "Wait a moment. It helps if the faces are apart."),
}


@dataclass(frozen=True, eq=False)
class FaceSeen(Reading):
    """A reading of NO_FACE although a face is seen: nothing can be said of it yet."""


@dataclass(frozen=True)
class Spoken:
    """What the Talk screen shows for a reading, from top to bottom.

    Attributes:
        lead, live: the small words above, and the large word.
        headline: the brief form, which is spoken.
        lines: the full form: what stands under the word, in the one fixed order.
    """

    lead: str
    live: str
    headline: str
    lines: tuple[str, ...]


def spoken(reading: Reading) -> Spoken:
    """Return the sentences for a reading, in the one fixed order."""
    if isinstance(reading, FaceSeen):
        return Spoken(FACE_LEAD, LOADING_LIVE, f"{FACE_LEAD} {FACE_CUE}", (FACE_CUE,))
    why = tuple(text for doubt in reading.reasons for text in (REASONS[doubt].why, REASONS[doubt].mend))[:2]
    if reading.kind is Kind.NO_FACE:
        cues = (BLACK_WHY, BLACK_MEND) if Doubt.DARK in reading.reasons else (NO_FACE_CUE,)
        return Spoken(NO_FACE_LEAD, NO_FACE_LIVE, NO_FACE_HEADLINE, cues)
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
SAY = "Say it"
SMALL_WINDOW = "Small window"
LARGE_WINDOW = "Large window"
AGAIN = "Once more"
PAUSED_LEAD = "The talk is"
PAUSED_LIVE = "paused"
# The second of one that is lost: one that hangs can't be switched off before it answers.
PAUSED_CAMERA, PAUSED_LOST = "The camera is off.", "I do not look through the camera now."
PAUSED_SCREEN = "I do not look at the screen now."
PAUSED_HEADLINE = "The talk is paused."
PAUSED_FILE = "It is paused."  # a video, a photo or a folder of them
# Not "of all of it": a file can be cut short, pictures can be left out, and recognition can break.
FILE_ENDED = "I am done. I look at nothing now."
# Not "I can't see": the picture may go on beside it.
FAILED_LEAD = "It does not work."
FAILED_LIVE = "Sorry"

# The details view: shares in words. No percentages (words.md).
DETAILS = "Details"
PICTURE = "Picture"
DETAILS_NO_FACE = "I see no face. There is nothing to show."
DETAILS_NOTHING = "There is nothing to show now."
DETAILS_PEOPLE = "Ten people look at one face. I guess that they would say this."
DETAILS_CAMERA = "This is the camera's share for each word. It is a guess."
_PEOPLE = {
    "none": "Almost no one would say {word}.", "all": "Almost all people would say {word}.",
    "one": "About 1 of 10 people would say {word}.",
    "some": "About {number} of 10 people would say {word}.",
}
_CAMERA = {
    "none": "The camera's share for {word} is close to none.",
    "some": "The camera's share for {word} is about {number} of 10.",
    "all": "The camera's share for {word} is close to all.",
}
_SHARES = {"none": "almost none", "some": "about {number} of 10", "all": "almost all"}
_CAMERA_SHARES = {"none": "close to none", "some": "about {number} of 10", "all": "close to all"}


def _size(share: float) -> tuple[str, int]:
    return {0: "none", 1: "one", 10: "all"}.get(number := round(share * 10), "some"), number


def tenths(share: float, votes: bool = True) -> str:
    """Return a share, 0 to 1, in words; `votes` as in `details_sentence`.

    >>> tenths(0.68), tenths(0.01)
    ('about 7 of 10', 'almost none')
    """
    size, number = _size(share)
    forms = _SHARES if votes else _CAMERA_SHARES
    return forms.get(size, forms["some"]).format(number=number)


def details_sentence(word: str, share: float, votes: bool) -> str:
    """Return the sentence for a word's share; `votes`: the share is of people, else the camera's own."""
    size, number = _size(share)
    forms = _PEOPLE if votes else _CAMERA
    return forms.get(size, forms["some"]).format(word=LOOKS[word].short, number=number)


# What it really was.
CORRECT = "They said"
CORRECT_TITLE = "What did they say?"
CORRECT_ABOUT = "I said: {headline}"
CORRECT_TEXT = "Their words, such as: I am tired."
CORRECT_WORDS = "Does one of these words fit, too?"
CORRECT_NO_WORD = "none of these"
CORRECT_KEEP = "Keep it"
CORRECT_LEAVE = "Do not keep it"
CORRECT_EMPTY = "Please write what they said. Or pick a word."
CORRECT_FULL = "There is no room for more. Please write less."
CORRECT_KEPT_WHERE = "It stays in your journal on this computer."
CORRECT_KEPT = "I keep that in your journal. You can delete it in History."
CORRECT_LATER = "I can't save now. I keep that as soon as I can save again."
CORRECT_NEVER = "I can't keep that. A newer Companion made this journal. Please install the newest Companion."
