"""Splits labelled pictures by picture or by person, and keeps the answers of networks that learned without a fold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold, train_test_split

from companion.sources.fer2013 import DataError
from training.datasets import Dataset, tell
from training.files import write_json
from training.folders import Crop, load_folder, whole

FOLDS = 10
FOLDS_FILE = "folds.json"
# In the run's folder, beside the report: what the folds answered that are done so far.
DONE_FILE = "folds-done.json"
LEARN, CHECK, TEST = "learn", "check", "test"
# Where the SHA-256 of a picture in a folder of one's own must lie for each part, from 0 (all zeros) to 1.
PLACES = {TEST: (0.0, 0.2), CHECK: (0.2, 0.28), LEARN: (0.28, 1.0)}


def picture_split(data: Dataset, seed: int = 0) -> NDArray[np.str_]:
    """Split by picture: a fifth is TEST, a tenth of the rest CHECK (chooses the epoch), what is left LEARN.

    CK+48 is drawn by chance, the same each time, as its figures were. Where the data has a split named test of its own
    (Kaggle's folders), that is TEST, and all else is the rest. Each word keeps its share then.

    In any other folder each picture's own content decides, so the shares are about as large. Such a folder grows: drawn
    by chance, one picture more, less or renamed would draw all anew, and TEST would hold what was learned. Identical
    pictures are in one part. Where a word lacks a part, its picture with the nearest SHA-256 goes there; only these
    few, of words with few pictures, can change their part when others come or go.

    The same person, and nearly the same frame, may be on both sides: figures of this split compare with papers, and
    flatter.

    Returns:
        (N,) "learn", "check" or "test".

    Raises:
        DataError: a word has too few pictures to be split.
    """
    if drawn_by(data):
        return _by_content(data)
    rows = np.arange(len(data))
    part = np.full(len(data), LEARN, dtype="<U5")
    try:
        own = np.char.lower(data.splits) == TEST
        if own.any():
            rest, test = rows[~own], rows[own]
        else:
            rest, test = train_test_split(rows, test_size=0.2, random_state=seed, stratify=data.labels)
        _, check = train_test_split(rest, test_size=0.1, random_state=seed, stratify=data.labels[rest])
    except ValueError as error:
        raise DataError(f"There are too few pictures to split them by picture ({error}).") from error
    part[test], part[check] = TEST, CHECK
    return part


def drawn_by(data: Dataset) -> str:
    """Return what decides on the part of a folder's pictures in `picture_split`: "content", or "" for any other way."""
    own_test = (np.char.lower(data.splits) == TEST).any()
    return "content" if data.contents is not None and data.persons is None and not own_test else ""


def _by_content(data: Dataset) -> NDArray[np.str_]:
    assert data.contents is not None
    place = np.array([int(sha[:13], 16) / 16**13 for sha in data.contents])
    part = np.full(len(data), LEARN, dtype="<U5")
    for name, (low, high) in PLACES.items():
        part[(place >= low) & (place < high)] = name
    for label in np.unique(data.labels):
        mine = data.labels == label
        for name, (low, high) in PLACES.items():
            if (part[mine] == name).any():
                continue
            # Only from a part that keeps another one.
            others = [np.unique(place[mine & (part == other)]) for other in PLACES]
            spare = np.concatenate([found for found in others if len(found) > 1] or [np.zeros(0)])
            if not len(spare):
                raise DataError(
                    "There are too few pictures to split them by picture: each word needs three that differ."
                )
            part[place == spare[np.maximum(low - spare, spare - high).argmin()]] = name
    return part


def person_folds(data: Dataset, seed: int = 0, folds: int = FOLDS) -> NDArray[np.int64]:
    """Split by person: all pictures of one person are in one of ten folds. Returns (N,) fold numbers.

    Raises:
        DataError: the file names do not tell the persons, or there are too few of them or of each word's pictures.
    """
    if data.persons is None:
        raise DataError("File names do not tell who is in a picture (CK+48's do), so no split by person is possible.")
    if len(np.unique(data.persons)) < folds:
        raise DataError(f"There are fewer than {folds} persons, so {folds} folds by person are not possible.")
    fold = np.zeros(len(data), dtype=np.int64)
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    try:
        for number, (_, rows) in enumerate(splitter.split(rows_of(data), data.labels, groups=data.persons)):
            fold[rows] = number
    except ValueError as error:
        raise DataError(f"No word has {folds} pictures, so {folds} folds by person are not possible.") from error
    return fold


def rows_of(data: Dataset) -> NDArray[np.int64]:
    """Return a column of row numbers, (N, 1): scikit-learn asks for some features to split."""
    return np.arange(len(data), dtype=np.int64)[:, None]


def with_words(data: Dataset, words: tuple[str, ...]) -> Dataset:
    """Return the pictures whose word is in `words`, with class numbers in that order; `own_words` are the data's.

    Raises:
        DataError: no picture is left.
    """
    missing = [word for word in data.words if word not in words]
    number = np.array([words.index(word) if word in words else -1 for word in data.words], dtype=np.int64)[data.labels]
    kept = number >= 0
    if not kept.any():
        raise DataError(f"No picture is labelled with one of {', '.join(words)}.")
    dropped = int((~kept).sum())
    if dropped:
        tell(f"{dropped} pictures show {', '.join(missing)}, which this network has no word for; left out.")
    own = tuple(word for word in words if word in (data.own_words or data.words))
    return replace(data.take(kept), words=words, own_words=own, labels=number[kept], left_out=data.left_out + dropped)


def keep_answers(folder: Path, data: Dataset, fold: NDArray[np.int64], outputs: NDArray[np.float32]) -> None:
    """Write FOLDER/folds.json: for each picture its fold, and the outputs of the network that never saw that fold.

    Args:
        folder: the report's folder.
        data: a labelled folder's pictures, with names.
        fold: (N,) fold numbers.
        outputs: (N, len(data.words)).

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    assert data.names is not None
    folder.mkdir(parents=True, exist_ok=True)
    rows = {
        str(name): {"fold": int(number), "outputs": [round(float(value), 5) for value in values]}
        for name, number, values in zip(data.names, fold, outputs, strict=True)
    }
    write_json(folder / FOLDS_FILE, {"data": data.sha256, "words": data.words, "pictures": rows}, indent=None)


def _end(name: str) -> str:
    # The label and the file: the same set may lie packed, unpacked, or in a folder more.
    return "/".join(PurePosixPath(name).parts[-2:])


def kept_answers(folder: Path, path: Path, crop: Crop = whole) -> tuple[Dataset, NDArray[np.float64]]:
    """Read the kept answers beside the pictures they belong to.

    Returns:
        (data with the fold numbers as its splits, outputs float64 (N, words)).

    Raises:
        DataError: none were kept, or they belong to other pictures.
    """
    file = folder / "report" / FOLDS_FILE
    try:
        kept = json.loads(file.read_text())
        words = tuple(map(str, kept["words"]))
        rows = kept["pictures"]
        # What is left out was told when the pictures were loaded.
        data = with_words(load_folder(path, crop, on_note=lambda sentence: None), words)
        assert data.names is not None
        by_end = {_end(name): row for name, row in rows.items()}
        found = [by_end[_end(str(name))] for name in data.names]
        fold = np.array([str(row["fold"]) for row in found])
        outputs = np.array([row["outputs"] for row in found], dtype=np.float64)
    except FileNotFoundError:
        raise DataError(
            f"{file} is not there: no answers by fold were kept. `train.py --network ckplus` trains the ten folds."
        ) from None
    except DataError:
        raise
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{file} does not belong to {path.name} ({error!r}).") from error
    if len(rows) != len(data):
        raise DataError(f"{file} holds {len(rows)} answers, but {path.name} {len(data)} pictures.")
    return replace(data, splits=fold), outputs


class DoneFolds:
    """Keeps each fold's answers as soon as its network is trained, so that a stopped run goes on with the next.

    Args:
        out: the run's folder.
        about: all that the answers depend on; answers that were kept for anything else do not count.
        resume: read what an earlier part of the run kept.
    """

    def __init__(self, out: Path, about: dict[str, Any], resume: bool) -> None:
        self._file = out / DONE_FILE
        self._about = json.loads(json.dumps(about))  # as it will be read again: lists in place of tuples
        self._rows = self._read() if resume else {}

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            kept = json.loads(self._file.read_text())
            rows: dict[str, dict[str, Any]] = kept["folds"] if kept["about"] == self._about else {}
            for row in rows.values():
                float(row["used_s"]), np.array(row["outputs"], dtype=np.float32)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # not there, or damaged: the folds are trained again
        return rows

    def get(self, number: int, shape: tuple[int, int]) -> tuple[NDArray[np.float32], float] | None:
        """Return (a fold's answers, the seconds it took), or None where they are still to be had."""
        row = self._rows.get(str(number))
        if row is None:
            return None
        outputs = np.array(row["outputs"], dtype=np.float32)
        return (outputs, float(row["used_s"])) if outputs.shape == shape else None

    def add(self, number: int, outputs: NDArray[np.float32], used_s: float) -> None:
        """Keep one more fold's answers; a full disk is told and does not end the training."""
        self._rows[str(number)] = {"used_s": used_s, "outputs": outputs.astype(float).tolist()}
        try:
            write_json(self._file, {"about": self._about, "folds": self._rows}, indent=None)
        except OSError as error:
            tell(f"{self._file} could not be written ({error}). --resume will train these folds again.")
