"""What the tests of the words share: the rooms, and every text in one of them with its place."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import Enum
from types import ModuleType

from companion import words
from companion.words.language import texts_of

# `vocabulary` holds what the journal and data sets call the words: data, the same in every language.
NO_ROOMS = {"vocabulary", "language", "de"}


def room_names() -> tuple[str, ...]:
    """Return the names of all rooms of words."""
    return tuple(found.name for found in pkgutil.iter_modules(words.__path__) if found.name not in NO_ROOMS)


def room(name: str) -> ModuleType:
    """Return the room of this name."""
    return importlib.import_module(f"companion.words.{name}")


def texts_in(value: object, place: str) -> Iterator[tuple[str, str]]:
    """Yield place and text of each text within a value; keys are no texts."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield place, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts_in(one, f"{place}[{key!r}]")
    elif isinstance(value, tuple | list | frozenset):
        for number, one in enumerate(value):
            yield from texts_in(one, f"{place}[{number}]")
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name), f"{place}.{field.name}")


def texts_of_room(name: str) -> dict[str, str]:
    """Return every text of a room as it is now, by its place."""
    return {
        place: text
        for constant, value in texts_of(room(name)).items()
        if constant.isupper()
        for place, text in texts_in(value, f"{name}.{constant}")
    }
