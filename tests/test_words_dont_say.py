"""What the app never says, in each language: verdicts, percentages, diagnoses, orders, figures of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from words_texts import room_names, texts_of_room

from companion.words import language, talk

# Read in a terminal by who looks after the app; they tell of measurements.
TERMINAL = {"analyze", "audit", "bench", "cli", "doctor", "fer2013"}
# Sizes and volumes are percentages of settings, not of feelings.
PERCENT = re.compile(r"home\.CHOICE_LABELS\['(text_size|speech_volume)'\]")
# How a person calls what they feel themselves: "bored" is theirs to say.
OWN_FEELINGS = "feelings"

# What is not said, and why. Of each, the parts that OWED holds are taken out first.
NEVER: dict[str, dict[str, str]] = {
    "en": {
        r"\b(they|he|she|you|(the|this|that|a) person|faces?|people) (is|are|was|were|feels?) "
        r"((really|mostly|often|always|usually) )?(({shorts})\b|\{word\})": "a face is not a feeling",
        r"%|\bper ?cent": "false precision",
        r"\b(correct|incorrect|wrong|mistake)\b": "the person knows, the camera guesses",
        r"\b(no|without|lack of) emotions?\b|emotionless|\bbored\b|\bblank\b": "a neutral face may feel a lot",
        r"\b(diagnos\w+|disorder|illness|disease|patients?|symptoms?|therap(y|ist)|treatment|suffer\w*)\b":
            "a way of processing feelings, not an illness",
        r"\b(lie|lies|lying|liar|hiding|hidden|secret|true feelings?|really feels?|truth)\b": "no claim to find lies",
        r"\b(streaks?|score|points|reward|goals?|badge|level|well done|great job|keep it up|in a row)\b": "no streaks",
        r"\b(you (should|must|have to|need to|missed|failed|forgot)|don't forget|shame on)\b": "no guilt, no orders",
        r"\b(comfort|cheer) (them|him|her|up)\b|\bcalm (them|him|her)\b|\bhug\b": "advice on a guess does harm",
        r"\b(definitely|certainly|obviously|clearly|surely|for sure|100 ?% sure)\b": "no false certainty",
        r"\b(you are|you're) (often|always|mostly|usually)\b|\bmakes you\b": "thin data misleads",
        r"\bthe (eyebrows|eyes|lips|nose|mouth|corners of the mouth) (is|are)\b": "say only what was measured",
        r"\b(long face|feel(ing)? blue|over the moon|butterflies|on edge|piece of cake|read between|in the dark|"
        r"keep an eye|hang on|bear in mind|under the weather|lights? up|heart of|at the end of the day|down in|"
        r"break the ice|out of the blue|by heart|cold feet|on the same page|face the)\b": "literal words",
        r"\bnot (un\w+|without|im\w+)\b|\bnever not\b": "no double negatives",
    },
    "de": {
        r"\b(sie|er|du|(die|diese|eine) person|gesicht(er)?|menschen) (ist|bist|sind|war(en)?|fühlt sich) "
        r"((wirklich|meistens|oft|immer) )?(({shorts})\b|\{word\})": "ein Gesicht ist kein Gefühl",
        r"%|\bprozent": "falsche Genauigkeit",
        r"\b(richtig|falsch|korrekt|fehler)\b": "die Person weiß, die Kamera vermutet",
        r"\b(keine?|ohne) emotion(en)?\b|gefühllos|\bgelangweilt\b": "ein neutrales Gesicht kann viel fühlen",
        r"\b(diagnose\w*|störung|krankheit|krank|patient\w*|symptome?|therapie|behandlung|leiden|leidet)\b":
            "keine Krankheit",
        r"\b(lügen?|lügt|gelogen|verborgen\w*|versteckte\w*|heimlich\w*|wahrheit|in wirklichkeit)\b": "keine Lügen",
        r"\b(serie|punkte|punktzahl|belohnung|abzeichen|gut gemacht|weiter so|hintereinander)\b": "keine Serien",
        r"\b(du (sollst|solltest|musst|hast vergessen)|vergiss nicht)\b": "keine Schuld, keine Befehle",
        r"\b(tröste|muntere|beruhige|umarme)\b": "Rat auf eine Vermutung schadet",
        r"\b(bestimmt|sicherlich|offensichtlich|eindeutig|garantiert|zweifellos)\b": "keine falsche Sicherheit",
        r"\b(du bist) (oft|immer|meistens)\b|\bmacht dich\b": "zu wenig Daten",
        r"\b(die (augenbrauen|augen|lippen)|die nase|der mund) (ist|sind)\b": "nur sagen, was gemessen wurde",
        r"\b(im auge|auf den punkt|ins gesicht geschrieben|schmetterlinge|auf der hand|unter die haut|"
        r"auf dem schlauch|kalte füße|das herz rutscht|aus der haut|im dunkeln|den kopf zerbrechen)\b": "wörtlich",
        r"\bnicht un\w+": "keine doppelte Verneinung",
    },
}  # fmt: skip

# Where such a word is right: the app says what it does not do, or that its own guess can be wrong.
OWED: dict[str, tuple[str, ...]] = {
    "en": (
        "can be wrong", "easy to get wrong", "check sum is wrong", "this is not a score", "is not a score",
        "this page finds no illness", "it does not find lies",
    ),
    "de": (
        "kann falsch sein", "findet keine krankheit", "es findet keine lügen",
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


def forbidden(code: str, place: str, text: str) -> list[str]:
    """Return what of NEVER a text says, with its place; `code` is its language."""
    said = " ".join(text.lower().split())
    for owed in OWED[code]:
        said = said.replace(owed, "")
    shorts = "|".join(re.escape(look.short) for look in talk.LOOKS.values() if look.short != "neutral")
    found = []
    for pattern, why in NEVER[code].items():
        hit = re.search(pattern.replace("{shorts}", shorts), said)
        if hit and not (hit[0] == "%" and PERCENT.match(place)):
            found.append(f"{place}: {hit[0]!r} ({why}): {text!r}")
    return found


@pytest.mark.parametrize("code", NEVER)
def test_nothing_is_said_that_must_not_be_said(code: str) -> None:
    language.use(code)
    found = [
        line
        for name in room_names()
        if name not in TERMINAL and name != OWN_FEELINGS
        for place, text in texts_of_room(name).items()
        for line in forbidden(code, place, text)
    ]
    assert found == []


def test_every_language_has_its_list() -> None:
    assert set(NEVER) == set(OWED) == set(language.LANGUAGES)
    assert len({len(rules) for rules in NEVER.values()}) == 1


@pytest.mark.parametrize(
    "planted",
    [
        "They are sad.", "The person is angry.", "Faces were mostly sad.", "Faces were mostly {word}.",
        "A face is sad.", "Sad: 43.7 %", "That is correct.", "Wrong. Try again.",
        "The face shows no emotion.", "The face looks bored.", "You may have a disorder.", "I can tell a lie.",
        "The word can be wrong. You are wrong.", "A streak of 5 days", "You should ask them.", "Comfort them.",
        "This is definitely fear.", "You are often angry on Mondays.", "The eyebrows are low.",
        "They have a long face.", "That is not unusual.",
    ],
)  # fmt: skip
def test_what_must_not_be_said_is_found(planted: str) -> None:
    assert forbidden("en", "talk.X", planted)


@pytest.mark.parametrize(
    "planted",
    [
        "Die Person ist wütend.", "Sie ist traurig.", "Die Gesichter waren meistens traurig.",
        "Ein Gesicht ist {word}.", "Traurig: 43,7 %", "Das ist richtig.", "Es zeigt keine Emotion.",
        "Das Gesicht wirkt gelangweilt.", "Vielleicht eine Störung.", "Ich erkenne Lügen.", "5 Tage hintereinander",
        "Du solltest fragen.", "Tröste sie.", "Das ist bestimmt so.", "Du bist oft traurig.",
        "Die Augenbrauen sind tief.", "Das geht unter die Haut.", "Das ist nicht unüblich.",
    ],
)  # fmt: skip
def test_what_must_not_be_said_is_found_in_german(planted: str) -> None:
    language.use("de")
    assert forbidden("de", "talk.X", planted)


def test_german_says_du() -> None:
    language.use("de")
    polite = re.compile(r"(?<![.?!:“] )(?<!^)\b(Sie|Ihnen|Ihre?[mnrs]?)\b")
    texts = {place: text for name in room_names() for place, text in texts_of_room(name).items()}
    assert [place for place, text in texts.items() if polite.search(text.replace("\n", " "))] == []
    assert polite.search("Bitte geben Sie einen Namen ein.")
