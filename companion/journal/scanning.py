"""Reads a large JSON object piece by piece, so that a year's journal needs the memory of one session."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_SPACE = " \t\r\n"


class NotAnObject(ValueError):
    """The text is no JSON object."""


class CutOff(ValueError):
    """The text ends, or stops being JSON, in the middle."""


def scan(text: str, list_key: str) -> Iterator[tuple[str, Any, int]]:
    """Yield key, value and the position behind it for each member of the object; for `list_key` once for each element.

    Raises:
        NotAnObject: the text does not begin like an object.
        CutOff: it breaks off later; what came before was yielded.
    """
    at = _skip(text, 0)
    if text[at : at + 1] != "{":
        raise NotAnObject("no object")
    at = _skip(text, at + 1)
    while text[at : at + 1] != "}":
        key, at = _value(text, at)
        at = _expect(text, at, ":")
        if key == list_key and text[at : at + 1] == "[":
            at = _skip(text, at + 1)
            while text[at : at + 1] != "]":
                value, at = _value(text, at)
                yield str(key), value, at
                at = _next(text, at, "]")
            at = _skip(text, at + 1)
        else:
            value, at = _value(text, at)
            yield str(key), value, at
        at = _next(text, at, "}")


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _value(text: str, at: int) -> tuple[Any, int]:
    try:
        return json.JSONDecoder().raw_decode(text, at)
    except (ValueError, RecursionError) as error:
        raise CutOff(str(error)) from error


def _expect(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != sign:
        raise CutOff(f"no {sign}")
    return _skip(text, at + 1)


def _next(text: str, at: int, end: str) -> int:
    """Return where the next element or the closing sign stands."""
    at = _skip(text, at)
    return at if text[at : at + 1] == end else _expect(text, at, ",")
