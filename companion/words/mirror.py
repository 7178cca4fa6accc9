"""Every sentence of the Mirror. It is opened in hard moments: short, warm and literal; nothing is right or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.faces.face import Doubt
from companion.reading.reading import Kind, Reading
from companion.words import feelings, talk

# The question and the three ways in.
QUESTION = "How do you feel right now?"
TAKE_TIME = "Take your time. Every answer is good. “I don't know” is an answer, too."
WORD = "With a word"
WORD_LINE = "Choose from a few words. Then from more exact ones."
BODY = "With my body"
BODY_LINE = "Show where you feel something."
GRID = "With a map"
GRID_LINE = "Pleasant or unpleasant, calm or lively."
DONT_KNOW = "I don't know"
SKIP = "Skip"
BACK = "Back"
END = "End"
RESTING = "Resting face"
HIDDEN = "I show my guess after your answer."
NO_GUESS_NOW = "I can't make a guess now. You can still answer."
LOOKING = "I look for the camera."
NO_CAMERA = "There is no camera picture. The Mirror works without it."
FROM_FILE = "This picture is from: {title}"
CAMERA_ON = "I do not keep this picture. You can delete my words for it in History."

# Words.
FEW_TITLE = "Which word is nearest?"
FEW_LINE = "Any near word is enough. You see more exact words next."
FINER_TITLE = "Is one of these nearer?"
FINER_LINE = "If not, stay with “{word}”."
POINTS_TITLE = "What could it be?"
POINTS_LINE = "You chose: {signs}. This can go with many feelings. Is one of these yours?"
NEAR_TITLE = "Is one of these yours?"
NEAR_LINE = "Your place on the map is {place}. These words are near it."
OTHER_WORDS = "Other words"

# Body.
BODY_TITLE = "What do you feel in your body?"
BODY_HELP = "Choose as many as you like. Press the arrow keys to move, and Space to choose."
BODY_NEXT = "Next"
BODY_HERE = "Here: {sign}"
BODY_HERE_ON = "Here: {sign} (chosen)"

# Grid.
GRID_TITLE = "Where are you on this map?"
GRID_HELP = "Move the dot with the arrow keys or the mouse."
GRID_NEXT = "I am here"
PLEASANT = "pleasant"
UNPLEASANT = "unpleasant"
CALM = "calm"
LIVELY = "lively"
MIDDLE = "in the middle"
SHADES = ("a little {what}", "{what}", "very {what}")
AND = "{one} and {other}"
CORNERS = {(-1, 1): "angry, scared", (1, 1): "excited, amazed", (-1, -1): "sad, tired", (1, -1): "relaxed, content"}

# Both answers.
RESULT_TITLE = "Thank you"
RESULT_LINE = "A face is not a feeling. What you say counts more than my guess."
YOURS = "Your answer"
FEEL = "I feel"
GUESS = "Camera guess"
SKIPPED = "skipped"
SKIPPED_LINE = "You did not answer this time. That is fine."
UNKNOWN_LINE = "Many feelings have no clear word. It is good to notice that."
NO_WORD_YET = "no word"
KIN = "It is near to: {word}."
SIGNS_LINE = "In your body: {signs}."
PLACE_LINE = "On the map: {place}."
NO_GUESS = "no guess"
NO_GUESS_LINE = "I could not read your face just now."
NOTE_TITLE = "Do you want to write something?"
NOTE_LINE = "For example: What happened before? It is kept on this computer only."
NOTE_KEPT = "Your note is kept."
NOTE_LATER = "I can't save now. I keep your note as soon as I can save again."
NOTE_NEVER = "I can't keep your note. A newer Companion made this journal. Please install the newest Companion."
GO_ON = "Go on looking"
AGAIN = "Ask again"

# Resting face.
REST_TITLE = "Your resting face"
REST_WHAT = (
    "Some faces look sad or angry while nothing happens. Then my guess is often not good. "
    "You can show me your resting face. I use it only here in the Mirror. "
    "If somebody else looks in, switch it off."
)
REST_HOW = "Look at the camera as when nothing happens. It takes at least ten seconds."
REST_KEEPS = "I keep nine numbers on this computer. I never keep a picture. You can delete the numbers at any time."
REST_PROOF = "I tried this with pictures of faces. Nobody has shown yet that it helps people."
REST_START = "Start"
REST_CANCEL = "Stop"
REST_RUNNING = "Look at the camera as when nothing happens."
REST_LEFT = "{seconds} seconds to go."
REST_ONE_LEFT = "1 second to go."
REST_WAITS = "I wait until I see your face well."
REST_DONE = "Thank you. I know your resting face now."
REST_TOO_FEW = "I could not see your face well enough. I kept nothing new. You can try again."
REST_NO_CAMERA = "I need a camera picture for this. There is none now."
REST_BROKEN = "I can't read faces now. So I can't learn your resting face."
REST_NO_STILL = (
    "The network that I use does not have the word “neutral”. So I can't use a resting face with it. "
    "Please choose another network in Settings."
)
REST_OTHER = "Your resting face was shown to another network, or to an older one. Please show it again."
REST_HAVE = "I know your resting face."
REST_HAVE_NOT = "I do not know your resting face yet."
REST_USE = "Use my resting face"
REST_AGAIN = "Show it again"
REST_DELETE = "Delete it"
REST_DELETED = "The numbers are deleted. You can bring them back for 10 seconds."
REST_UNDO = "Bring them back"
REST_BACK = "The numbers are back."
REST_GONE = "The numbers are gone from this computer now."
REST_NOT_GONE = (
    "I do not use the numbers until you close the app. But I can't delete them from this computer now. "
    "Please delete them again later."
)
REST_USED = "I use your resting face."


def looking(kind: str) -> str:
    """Return what is said until the first picture: who chose a file need not fear for the camera."""
    return LOOKING if kind == "camera" else talk.LOADING_LEAD


def shade(value: float, low: str, high: str) -> str:
    """Return one direction of the grid in words; empty near the middle. `value`: -1 (low) to 1 (high)."""
    size = abs(value)
    if size < 0.15:
        return ""
    what = high if value > 0 else low
    return SHADES[0 if size < 0.4 else 1 if size < 0.75 else 2].format(what=what)


def place(pleasant: float, lively: float) -> str:
    """Return a point of the grid in words."""
    parts = [part for part in (shade(pleasant, UNPLEASANT, PLEASANT), shade(lively, CALM, LIVELY)) if part]
    if not parts:
        return MIDDLE
    return AND.format(one=parts[0], other=parts[1]) if len(parts) == 2 else parts[0]


def listed(names: Sequence[str]) -> str:
    """Return names as people say a list: "one, two and three"."""
    if len(names) < 2:
        return "".join(names)
    return AND.format(one=", ".join(names[:-1]), other=names[-1])


def sign_list(signs: Sequence[str]) -> str:
    """Return body signs as people say a list."""
    return listed([feelings.sign_name(sign) for sign in signs])


def own_lines(
    word: str | None, signs: Sequence[str], grid: tuple[float, float] | None, dont_know: bool, skipped: bool
) -> tuple[str, ...]:
    """Return what stands under the person's own answer."""
    lines = []
    if skipped:
        lines.append(SKIPPED_LINE)
    elif dont_know:
        lines.append(UNKNOWN_LINE)
    elif word is not None:
        lines.append(feelings.feeling(word).meaning)
        broad = feelings.family_of(word).broad.word
        if broad != word:
            lines.append(KIN.format(word=feelings.name(broad)))
    if signs:
        lines.append(SIGNS_LINE.format(signs=sign_list(signs)))
    if grid is not None:
        lines.append(PLACE_LINE.format(place=place(*grid)))
    return tuple(lines)


def own_name(word: str | None, dont_know: bool, skipped: bool) -> str:
    """Return how the person's own answer is called, large."""
    if skipped:
        return SKIPPED
    if dont_know:
        return DONT_KNOW
    return feelings.name(word) if word else NO_WORD_YET


def seconds_left(seconds: int) -> str:
    """Return how long the resting face still takes."""
    return REST_ONE_LEFT if seconds == 1 else REST_LEFT.format(seconds=seconds)


@dataclass(frozen=True)
class Guessed:
    """What is said of the camera's guess: a small lead, the large word, and what explains it."""

    lead: str
    live: str
    lines: tuple[str, ...]


# What Talk says of these two looks tells how to go on in a talk; here there is nobody else.
OWN_ALSO = {"neutral": "It can also be any feeling at all.", "surprise": "It can also be good or bad."}
OWN_NO_FACE = "I saw no face in the picture."


def guessed(reading: Reading | None) -> Guessed:
    """Return what is said of a reading of one's own face; None: there was none."""
    if reading is None:
        return Guessed("", NO_GUESS, (NO_GUESS_LINE,))
    if isinstance(reading, talk.FaceSeen):
        return Guessed(talk.FACE_LEAD, talk.LOADING_LIVE, (talk.FACE_CUE,))
    if reading.kind is Kind.NO_FACE:
        black = Doubt.DARK in reading.reasons
        lines = (talk.BLACK_WHY, talk.BLACK_MEND) if black else (OWN_NO_FACE,)
        return Guessed(talk.NO_FACE_LEAD, talk.NO_FACE_LIVE, lines)
    reasons = [talk.REASONS[doubt] for doubt in reading.reasons[:1]]
    why = tuple(text for reason in reasons for text in (reason.why, reason.mend))
    if reading.kind is Kind.UNSURE:
        return Guessed(talk.UNSURE_LEAD, talk.UNSURE_LIVE, (talk.UNSURE_CUE, *why, talk.UNSURE_ALSO))
    if reading.kind is Kind.MAYBE:
        first, second = (talk.LOOKS[word].short for word in reading.words)
        live = talk.MAYBE_LIVE.format(first=first, second=second)
        return Guessed(talk.MAYBE_LEAD, live, (talk.MAYBE_CUE, *why, talk.MAYBE_ALSO))
    look = talk.LOOKS[reading.words[0]]
    also = OWN_ALSO.get(reading.words[0], look.also)
    return Guessed(look.lead, look.live, tuple(line for line in (look.meaning, look.cue, *why, also) if line))
