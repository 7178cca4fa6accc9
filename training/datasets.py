"""Loads the data sets that the networks learn from, in the layouts people have them in, into one type."""

from __future__ import annotations

import csv
import hashlib
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.paths import user_paths
from companion.sources.fer2013 import DataError, read_rows
from companion.words.vocabulary import FER2013_WORDS
from training.twins import twins_in_splits

# Columns of fer2013new.csv after "Usage" and "Image name".
VOTE_NAMES = (
    "neutral",
    "happiness",
    "surprise",
    "sadness",
    "anger",
    "disgust",
    "fear",
    "contempt",
    "unknown",
    "NF",
)


@dataclass(frozen=True)
class Dataset:
    """Labelled faces.

    Attributes:
        words: the word of each class number.
        pictures: uint8 (N, 48, 48).
        labels: int64 (N,), class numbers.
        splits: (N,) the split or fold of each picture.
        twins: for each split name a bool (N,): a twin of this picture stands in that other split.
        votes: float32 (N, 10) in the order of VOTE_NAMES, or None.
        persons: (N,) who is in the picture, or None where file names do not tell.
        names: (N,) the file each picture came from, or None for a CSV.
        sha256: file name to the SHA-256 of each file read.
        left_out: how many rows could not be used.
    """

    words: tuple[str, ...]
    pictures: NDArray[np.uint8]
    labels: NDArray[np.int64]
    splits: NDArray[np.str_]
    twins: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    votes: NDArray[np.float32] | None = None
    persons: NDArray[np.str_] | None = None
    names: NDArray[np.str_] | None = None
    sha256: dict[str, str] = field(default_factory=dict)
    left_out: int = 0

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> Dataset:
        """Return the given rows (a mask or indices) as a data set of its own."""
        return replace(
            self,
            pictures=self.pictures[rows],
            labels=self.labels[rows],
            splits=self.splits[rows],
            twins={name: mask[rows] for name, mask in self.twins.items()},
            votes=None if self.votes is None else self.votes[rows],
            persons=None if self.persons is None else self.persons[rows],
            names=None if self.names is None else self.names[rows],
        )

    def split(self, name: str) -> Dataset:
        """Return one split.

        Raises:
            DataError: there is no such split.
        """
        rows = self.splits == name
        if not rows.any():
            known = ", ".join(sorted(set(map(str, self.splits))))
            raise DataError(f"There is no split {name!r} in this data. It has: {known}.")
        return self.take(rows)

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many pictures of each word each split has: split -> word -> count."""
        found: dict[str, dict[str, int]] = {}
        for split in dict.fromkeys(map(str, self.splits)):
            number = np.bincount(self.labels[self.splits == split], minlength=len(self.words))
            found[split] = dict(zip(self.words, map(int, number), strict=True))
        return found

    def has_twin(self) -> NDArray[np.bool_]:
        """Return bool (N,): a twin of this picture stands in any other split."""
        mask = np.zeros(len(self), dtype=np.bool_)
        for twin in self.twins.values():
            mask |= twin
        return mask


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def tell(sentence: str) -> None:
    """Print one line on standard error, where it cannot mix with results."""
    print(sentence, file=sys.stderr, flush=True)


def load_fer2013(path: Path, votes: Path | None = None, on_note: Callable[[str], None] = tell) -> Dataset:
    """Load FER2013 with its official splits and twins, and FER+ votes beside it where given.

    The first start reads the CSV (about half a minute) and keeps arrays in the cache folder; later ones take a second.

    Raises:
        DataError: a file is missing, damaged, in another layout, or the two files do not fit together.
    """
    if not path.is_file():
        raise DataError(f"{path} is not there. data/README.md says where to get it.")
    digest = sha256_of(path)
    arrays = _cached_fer2013(path, digest, on_note)
    twins = {name.removeprefix("twin_"): mask for name, mask in arrays.items() if name.startswith("twin_")}
    data = Dataset(
        words=FER2013_WORDS,
        pictures=arrays["pictures"],
        labels=arrays["labels"],
        splits=arrays["splits"],
        twins=twins,
        sha256={path.name: digest},
        left_out=int(arrays["left_out"]),
    )
    if votes is None:
        return data
    table = read_votes(votes)
    rows = arrays["lines"] - 2
    if rows.size and int(rows.max()) >= len(table):
        raise DataError(f"{votes.name} has {len(table)} rows, fewer than {path.name}. The two do not fit together.")
    return replace(data, votes=table[rows], sha256={**data.sha256, votes.name: sha256_of(votes)})


def read_votes(path: Path) -> NDArray[np.float32]:
    """Read fer2013new.csv: float32 (rows, 10), columns in the order of VOTE_NAMES.

    Raises:
        DataError: the file is missing or in another layout.
    """
    try:
        with path.open(newline="") as stream:
            reader = csv.DictReader(stream)
            if reader.fieldnames is None or not set(VOTE_NAMES) <= set(reader.fieldnames):
                raise DataError(f"{path.name} is not FER+'s fer2013new.csv: it lacks the ten columns of votes.")
            return np.array([[float(row[name]) for name in VOTE_NAMES] for row in reader], dtype=np.float32)
    except FileNotFoundError:
        raise DataError(f"{path} is not there. data/README.md says where to get it.") from None
    except (TypeError, ValueError) as error:
        raise DataError(f"{path.name} is damaged: {error}. Please copy it again.") from error


def _cached_fer2013(
    path: Path, digest: str, on_note: Callable[[str], None]
) -> dict[str, NDArray[Any]]:
    paths = user_paths()
    cache = paths.cache / f"fer2013-{digest[:16]}.npz"
    if cache.is_file():
        try:
            with np.load(cache) as kept:
                return {name: kept[name] for name in kept.files}
        except (OSError, ValueError, EOFError, zipfile.BadZipFile):
            on_note(f"The cache {cache} is damaged; it is made anew.")
    on_note(f"Reading {path.name} for the first time; this takes about a minute.")
    bad: list[str] = []
    from training.strips import is_strips, read_strips

    rows = list(read_strips(path) if is_strips(path) else read_rows(path, bad.append))
    for sentence in bad[:5]:
        on_note(sentence)
    if len(bad) > 5:
        on_note(f"{len(bad)} rows are left out in all.")
    if not rows:
        raise DataError(f"{path.name} holds no picture that can be used.")
    pictures = np.stack([row.picture for row in rows])
    splits = np.array([row.split for row in rows])
    arrays: dict[str, NDArray[Any]] = {
        "pictures": pictures,
        "labels": np.array([row.label for row in rows], dtype=np.int64),
        "splits": splits,
        "lines": np.array([row.line for row in rows], dtype=np.int64),
        "left_out": np.array(len(bad)),
    }
    for name, mask in twins_in_splits(pictures, splits).items():
        arrays[f"twin_{name}"] = mask
    try:
        paths.make_private()
        part = cache.with_suffix(".part.npz")
        np.savez(part, allow_pickle=False, **arrays)
        part.replace(cache)
    except OSError as error:
        on_note(f"The cache could not be written ({error}); the next start reads the CSV again.")
    return arrays
