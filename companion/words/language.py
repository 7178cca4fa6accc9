"""The language of the words: lays the texts of another language over the English ones, and takes them off again.

English is the catalogue itself: `companion.words.ROOM`. Another language is a package with modules of the same names
that hold the same constants, and functions where its grammar needs them. `use` sets them as attributes of the English
modules: the one place in the app where a module's attributes change. The price is a rule that a test watches: import
rooms, never names from them, and read `say.NAME` at the time of use. What it buys is that every reader stays a plain,
statically typed `say.NAME`, without a lookup by key.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import FunctionType, ModuleType

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de")

# What the English rooms hold themselves, while something else lies over it.
_english: dict[ModuleType, dict[str, object]] = {}


def use(code: str) -> None:
    """Have all rooms speak this language from now on. What is on the screen already stays; build it again.

    Raises:
        ValueError: it is none of LANGUAGES.
    """
    if code not in LANGUAGES:
        raise ValueError(f"{code!r} is none of {LANGUAGES}")
    for room, texts in _english.items():
        for name, text in texts.items():
            setattr(room, name, text)
    _english.clear()
    if code != ENGLISH:
        for name, there in rooms(code):
            here = importlib.import_module(f"companion.words.{name}")
            texts = texts_of(there)
            _english[here] = {name: getattr(here, name) for name in texts}
            for name, text in texts.items():
                setattr(here, name, text)


def rooms(code: str) -> Iterator[tuple[str, ModuleType]]:
    """Yield the name and the module of each room of a language other than English."""
    package = importlib.import_module(f"companion.words.{code}")
    for found in pkgutil.iter_modules(package.__path__):
        yield found.name, importlib.import_module(f"{package.__name__}.{found.name}")


def texts_of(room: ModuleType) -> dict[str, object]:
    """Return what a room says: its constants, and its own functions."""
    return {
        name: value
        for name, value in vars(room).items()
        if name.isupper() or (isinstance(value, FunctionType) and value.__module__ == room.__name__)
    }
