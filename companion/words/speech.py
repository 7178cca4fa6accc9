"""What the app says about speech, and how it names its own controls aloud."""

from __future__ import annotations

import re

# Quiet notes: the app works on without a voice.
NO_PLAYER = "I can't speak here, because “aplay” is not installed. It comes with alsa-utils. All else works."
NO_VOICE = "I can't speak here, because this computer has no voice for me. On Linux, install espeak-ng. All else works."

NOT_STARTED = (
    "I can't speak here, because I can't start the voice. Please check that the disk is not full and that I may write "
    "in {folder}. All else works."
)
NO_SOUND = "I tried to speak, but it did not work. Please check the sound of this computer. All else works."

SAMPLE = "Face looks happy."

# Kinds of controls, by the class that Tk gives them.
KINDS: dict[str, str] = {
    "TButton": "button",
    "TCheckbutton": "switch",
    "TRadiobutton": "choice",
    "TEntry": "text field",
    "Text": "text field",
    "TCombobox": "list",
    "Treeview": "table",
    "Canvas": "picture",
}
ON = "on"
OFF = "off"
CHOSEN = "chosen"
NOT_CHOSEN = "not chosen"
DISABLED = "can't be used now"
EMPTY = "empty"
HOLDS_TEXT = "holds text"
TEXT_OF_THEIRS = "a text that I do not read aloud"
KEY = "key {letter}"
# Marks that a voice leaves out or takes for the end of a question.
KEY_NAMES: dict[str, str] = {"?": "question mark"}

# Lengths of time stand in short forms where there is little room; a voice says them in full: one, several.
UNITS: dict[str, tuple[str, str]] = {"h": ("hour", "hours"), "min": ("minute", "minutes"), "s": ("second", "seconds")}
_LENGTH = re.compile(r"(?<![\w.,:])(\d+) (h|min|s)\b")


def aloud(text: str) -> str:
    """Return a text as it is spoken.

    >>> aloud("It lasted 1 h 05 min.")
    'It lasted 1 hour 5 minutes.'
    """
    return _LENGTH.sub(lambda found: f"{int(found[1])} {UNITS[found[2]][int(found[1]) != 1]}", text)
