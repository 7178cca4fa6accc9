"""Loads the data sets that the networks learn from, in the layouts people have them in, into one type."""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from companion.paths import user_paths
from companion.sources.fer2013 import UNPACKING, DataError, FerRow, damage, read_rows
from companion.words.vocabulary import FER2013_WORDS
from training import known
from training.files import write_with
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
# How many pictures the whole of FER2013 has.
WHOLE = {"Training": 28_709, "PublicTest": 3_589, "PrivateTest": 3_589}
VOTES_OF_FER2013 = "FER+ votes belong to fer2013.csv; they are not used here."
# What a cache must hold, beside the twins.
KEPT = ("pictures", "labels", "splits", "lines", "left_out")
# How many bad rows are told one by one before they are only counted.
SHOWN = 5


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
        contents: (N,) the SHA-256 of that file, or None for a CSV.
        drawn: what decided on `splits` where folds.picture_split drew them ("content"); "": chance, or the data's own.
        sha256: file name to the SHA-256 of each file read.
        pictures_sha256: of the pictures and their labels (training/known.py), however they are packed; "": not known.
        left_out: how many rows could not be used.
        own_words: which of `words` the data knows at all, where a network has more; (): each.
        believed: output name to float32 (N, words), rows that sum to 1: what a trained network answers, to be learned
            from beside labels and votes (training/answers.py); or None.
    """

    words: tuple[str, ...]
    pictures: NDArray[np.uint8]
    labels: NDArray[np.int64]
    splits: NDArray[np.str_]
    twins: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    votes: NDArray[np.float32] | None = None
    persons: NDArray[np.str_] | None = None
    names: NDArray[np.str_] | None = None
    contents: NDArray[np.str_] | None = None
    drawn: str = ""
    sha256: dict[str, str] = field(default_factory=dict)
    pictures_sha256: str = ""
    left_out: int = 0
    own_words: tuple[str, ...] = ()
    believed: dict[str, NDArray[np.float32]] | None = None

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
            contents=None if self.contents is None else self.contents[rows],
            believed=None if self.believed is None else {name: rest[rows] for name, rest in self.believed.items()},
        )

    def and_also(self, other: Dataset) -> Dataset:
        """Return these pictures and then those of another part of the same data, which nothing is `believed` of."""

        def both(name: str) -> Any:
            first, second = getattr(self, name), getattr(other, name)
            return None if first is None else np.concatenate([first, second])

        parts = ("pictures", "labels", "splits", "votes", "persons", "names", "contents")
        twins = {name: np.concatenate([mask, other.twins[name]]) for name, mask in self.twins.items()}
        return replace(self, twins=twins, **{name: both(name) for name in parts})

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


def tell(sentence: str, stream: TextIO | None = None, end: str = "\n") -> None:
    """Print one line on standard error, where it cannot mix with results, or on `stream`.

    A full disk below a log, or a reader that has gone (`| less`), ends no training of hours.
    """
    with suppress(OSError):
        print(sentence, file=stream or sys.stderr, end=end, flush=True)


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
    _tell_what_lacks(path.name, arrays, on_note)
    twins = {name.removeprefix("twin_"): mask for name, mask in arrays.items() if name.startswith("twin_")}
    data = Dataset(
        words=FER2013_WORDS,
        pictures=arrays["pictures"],
        labels=arrays["labels"],
        splits=arrays["splits"],
        twins=twins,
        sha256={path.name: digest},
        pictures_sha256=known.of_rows(arrays["pictures"], arrays["labels"], arrays["splits"]),
        left_out=int(arrays["left_out"]),
    )
    if votes is None:
        return data
    rows = arrays["lines"] - 2
    table = _votes_beside(votes, path, rows, data)
    return replace(data, votes=table[rows], sha256={**data.sha256, votes.name: sha256_of(votes)})


def _tell_what_lacks(name: str, arrays: dict[str, NDArray[Any]], on_note: Callable[[str], None]) -> None:
    """Say at each start, from the cache too, what a figure on this data would hide."""
    left_out, splits = int(arrays["left_out"]), arrays["splits"]
    if left_out:
        on_note(f"{name}: {left_out} {'row is' if left_out == 1 else 'rows are'} left out in all.")
    found = {split: int((splits == split).sum()) for split in WHOLE}
    # Kaggle's file starts with Training; one that is made otherwise is not compared with it.
    if splits[0] == "Training" and found != WHOLE:
        counts = ", ".join(f"{split} {found[split]:,} of {WHOLE[split]:,}" for split in WHOLE)
        on_note(f"{name} is not the whole FER2013. It has: {counts}.")


def _votes_beside(votes: Path, path: Path, rows: NDArray[np.int64], data: Dataset) -> NDArray[np.float32]:
    """Return all votes, if they belong to the data: as many rows, and the same split in each."""
    from training.strips import is_strips

    table, usage = read_votes(votes)
    least = int(rows.max()) + 1
    # Strips keep no bad rows, so how many stood at the end of their CSV is not known.
    most = len(table) if is_strips(path) else len(data) + data.left_out
    if not least <= len(table) <= most:
        many = max(least, len(data) + data.left_out)
        raise DataError(f"{votes.name} has {len(table):,} rows, {path.name} {many:,}. The two do not belong together.")
    other = np.flatnonzero(usage[rows] != data.splits)
    if other.size:
        row = int(rows[other[0]])
        raise DataError(
            f"{votes.name}, line {row + 2}, says {str(usage[row])[:20]!r} where {path.name} says "
            f"{str(data.splits[other[0]])!r}. The two do not belong together."
        )
    return table


def read_votes(path: Path) -> tuple[NDArray[np.float32], NDArray[np.str_]]:
    """Read fer2013new.csv: float32 (rows, 10), columns in the order of VOTE_NAMES, and the split of each row.

    Raises:
        DataError: the file is missing, damaged or in another layout.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:  # as a spreadsheet may have saved it
            reader = csv.DictReader(stream)
            if reader.fieldnames is None or not {"Usage", *VOTE_NAMES} <= set(reader.fieldnames):
                raise DataError(f"{path.name} is not FER+'s fer2013new.csv: it lacks Usage or a column of votes.")
            rows = list(reader)
        table = np.array([[float(row[name]) for name in VOTE_NAMES] for row in rows], dtype=np.float32)
        if not (np.isfinite(table) & (table >= 0)).all():
            raise ValueError("some votes are not numbers from 0 up")
    except DataError:
        raise
    except FileNotFoundError:
        raise DataError(f"{path} is not there. data/README.md says where to get it.") from None
    except (TypeError, ValueError, csv.Error) as error:
        raise DataError(f"{path.name} is damaged: {error}. Please copy it again.") from error
    usage = [(row["Usage"] or "").strip() for row in rows]
    return table.reshape(-1, len(VOTE_NAMES)), np.array(usage, dtype=np.str_)


def _cached_fer2013(path: Path, digest: str, on_note: Callable[[str], None]) -> dict[str, NDArray[Any]]:
    paths = user_paths()
    cache = paths.cache / f"fer2013-{digest[:16]}.npz"
    if cache.is_file():
        try:
            with np.load(cache) as kept:
                arrays = {name: kept[name] for name in kept.files}
            if set(KEPT) <= set(arrays):
                return arrays
            on_note(f"The cache {cache} lacks something; it is made anew.")
        except (OSError, ValueError, *UNPACKING):
            on_note(f"The cache {cache} is damaged; it is made anew.")
    on_note(f"Reading {path.name} for the first time; this takes about a minute.")
    arrays = _read_fer2013(path, on_note)
    try:
        paths.make_private()
        write_with(cache, lambda part: np.savez(part, allow_pickle=False, **arrays))
    except OSError as error:
        on_note(f"The cache could not be written ({error}); the next start reads the CSV again.")
    return arrays


def _read_fer2013(path: Path, on_note: Callable[[str], None]) -> dict[str, NDArray[Any]]:
    bad: list[str] = []
    rows = _rows(path, bad.append)
    # The last one too: it may say that the file is cut off.
    for sentence in [*bad[:SHOWN], *bad[SHOWN:][-1:]]:
        on_note(sentence)
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
    return arrays


def _rows(path: Path, on_bad_row: Callable[[str], None]) -> list[FerRow]:
    from training.strips import is_strips, read_strips

    try:
        return list(read_strips(path) if is_strips(path) else read_rows(path, on_bad_row))
    except UNPACKING as error:
        raise damage(path.name, error) from error
