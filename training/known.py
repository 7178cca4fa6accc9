"""Knows the pictures again that a network has learned from, however they are packed and whatever the file is called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Cards of before tell the SHA-256 of a file only. These are the files that the released networks learned from, and what
# `of_rows` or `of_files` gives for their pictures.
FILES_OF_BEFORE = {
    # fer2013.csv.xz
    "9e471a3e9ccccc7bf58c554b67fe5a2bc8ed70977db84087e233f2a9116f3d50": (
        "1ce6931d0628e274f7abd8351203b91a170a76bbe53e4b6f69d8c1048a6ceb45"
    ),
    # ck48.zip
    "a5240664a92a02abf3e7cbcfbd5ec4663b47ce9ec3b141a5a602701b25521338": (
        "53fd54cf88e369360104a67374753265d67b734e68f070ebc2e4b13002011cf4"
    ),
}


def of_rows(pictures: NDArray[np.uint8], labels: NDArray[np.int64], splits: NDArray[np.str_]) -> str:
    """Return the SHA-256 of FER2013's pictures (uint8 (N, 48, 48)) with their labels and splits, in their order."""
    digest = hashlib.sha256(np.ascontiguousarray(pictures).data)
    digest.update(labels.astype("<i8").tobytes())
    digest.update("\n".join(map(str, splits)).encode())
    return digest.hexdigest()


def of_files(contents: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256 of labelled pictures, the same in whatever folders they lie, by whatever names.

    Args:
        contents: the word of each picture, and the SHA-256 of its file.
    """
    return hashlib.sha256("\n".join(sorted(f"{word} {sha.hex()}" for word, sha in contents)).encode()).hexdigest()


def of_its_own(data: Mapping[str, str], recipe: Mapping[str, Any]) -> set[str]:
    """Return the SHA-256 of all data that a network was trained on, and of its pictures.

    Args:
        data, recipe: as a card has them.
    """
    return _with_pictures([*data.values(), recipe.get("data_pictures")])


def before(recipe: Mapping[str, Any]) -> set[str]:
    """Return the same of what the network that it began with had learned from."""
    return _with_pictures([*(recipe.get("init_data") or {}).values(), *(recipe.get("init_pictures") or [])])


def named_alike(data: Mapping[str, str], recipe: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return which of `names` is called as a file or folder that a network, or the one before it, learned from, or "".

    With a picture more or a row less it is not known again by its SHA-256, but may be most of what was learned. How it
    is packed does not count: fer2013.csv, fer2013.csv.xz.

    Args:
        data, recipe: as a card has them.
        names: of the files and folders that pictures come from.
    """
    learned = {_stem(name) for name in [*data, *(recipe.get("init_data") or {})]}
    return next((name for name in names if _stem(name) in learned), "")


def _stem(name: str) -> str:
    return name.lower().partition(".")[0]


def _with_pictures(found: Iterable[str | None]) -> set[str]:
    known = set(filter(None, found))
    return known | {FILES_OF_BEFORE[file] for file in known & FILES_OF_BEFORE.keys()}
