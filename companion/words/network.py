"""What the app says about its networks."""

from __future__ import annotations

from companion.words import home

NO_CARD = "{path} is not there. The network can't be used without it. Please install Companion again."
CARD_NOT_JSON = "{path} is damaged. Please install Companion again, or export the network again."
CARD_WRONG = "{path} is not a card that I can read (see: {what}). Please export the network again."
NOT_FITTING = "{folder}: the card does not fit its network ({what}). Please export the network again."
# What does not fit; each stands inside of NOT_FITTING.
NO_OUTPUT = "no output {name}"
ANSWERS = "{count} answers for {words} words"
NO_NETWORK = "{path} can't be opened as a network. Please install Companion again."
NO_RUNTIME = "A part of Companion that reads faces can't be loaded. Please install Companion again."
NO_RUNTIME_WINDOWS = (
    "A part of Companion that reads faces can't be loaded. Please install “Visual C++ Redistributable” from Microsoft "
    "(aka.ms/vc14/vc_redist.x64.exe). Then start Companion again."
)
NONE_RELEASED = "There is no network in {folder}. Please train one and release it."
NOT_RELEASED = "There is no network named {name}. There is: {names}."
NONE = "none"
NO_STILL_FACE = (
    "The network {name} does not have the word “neutral”. So its answer is never clear. It names two words, or it is "
    "not sure."
)


def no_still_face(name: str) -> str:
    """Return what is said of a network that has no word for a still face; it is called here as in Settings."""
    return NO_STILL_FACE.format(name=home.CHOICE_LABELS["network"].get(name, name))
