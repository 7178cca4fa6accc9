"""Loads labelled pictures from a folder or .zip with one sub-folder per label: CK+48, Kaggle's folders, your own."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from companion.sources.fer2013 import SIDE, DataError
from companion.words.vocabulary import WORDS, word_for
from training.datasets import Dataset, sha256_of, tell
from training.files import be_quiet

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".pgm")
# CK+48 names its files S010_004_00000017.png: the person, the sequence, the frame.
CK_NAME = re.compile(r"^S\d{3}_\d{3}_\d+$")
# How many lines about single pictures are shown before they are only counted.
SHOWN = 5

Crop = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


def is_folder_data(path: Path) -> bool:
    """Tell whether this is a labelled folder or a .zip of one, and not a (packed) CSV."""
    if path.is_dir():
        return True
    if path.suffix.lower() != ".zip" or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name.lower().endswith(".csv") for name in archive.namelist())
    except zipfile.BadZipFile:
        return True


def whole(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return a whole picture, BGR uint8 (H, W, 3), as grey uint8 (48, 48)."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if grey.shape == (SIDE, SIDE):
        return np.asarray(grey, dtype=np.uint8)
    smaller = max(grey.shape) > SIDE
    sized = cv2.resize(grey, (SIDE, SIDE), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
    return np.asarray(sized, dtype=np.uint8)


def load_folder(path: Path, crop: Crop = whole, on_note: Callable[[str], None] = tell) -> Dataset:
    """Load a labelled folder or .zip.

    The label is the name of the folder a picture lies in; the folder above it (train, test) is its split.

    Args:
        path: a folder or a .zip; label folders may lie at any depth.
        crop: makes the 48x48 face of a picture.
        on_note: takes one sentence for each folder or picture that cannot be used.

    Raises:
        DataError: it is missing, damaged, or holds no labelled picture.
    """
    if not path.exists():
        raise DataError(f"{path} is not there. data/README.md says where to get it.")
    pictures, words, splits, names, bad = [], [], [], [], []
    unknown: dict[str, int] = {}
    try:
        for name, content in _files(path):
            parts = PurePosixPath(name).parts
            label = parts[-2] if len(parts) > 1 else ""
            word = word_for(label)
            if word is None:
                unknown[label] = unknown.get(label, 0) + 1
                continue
            picture = _decode(content)
            if picture is None:
                bad.append(f"{name} is not a picture that can be opened. It is left out.")
                continue
            pictures.append(crop(picture))
            words.append(word)
            splits.append(parts[-3] if len(parts) > 2 else "")
            names.append(name)
    except (zipfile.BadZipFile, EOFError) as error:
        raise DataError(f"{path.name} is damaged or cut off ({error}). Please copy it again.") from error
    for label, count in sorted(unknown.items()):
        on_note(f"{path.name}: the folder {label or '(none)'!r} names none of the eight words; {count} files left out.")
    for sentence in bad[:SHOWN]:
        on_note(sentence)
    if len(bad) > SHOWN:
        on_note(f"{len(bad)} pictures could not be opened in all.")
    if not pictures:
        raise DataError(f"{path} holds no picture in a folder named for a feeling, such as happy/ or sad/.")
    present = tuple(word for word in WORDS if word in set(words))
    stems = [PurePosixPath(name).stem for name in names]
    persons = np.array([stem[:4] for stem in stems]) if all(CK_NAME.match(stem) for stem in stems) else None
    return Dataset(
        words=present,
        pictures=np.stack(pictures),
        labels=np.array([present.index(word) for word in words], dtype=np.int64),
        splits=np.array(splits),
        persons=persons,
        names=np.array(names),
        sha256={path.name: sha256_of(path)} if path.is_file() else {},
        left_out=len(bad) + sum(unknown.values()),
    )


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (name with forward slashes, content) of each picture file, sorted by name so that splits repeat."""

    def wanted(name: str) -> bool:
        pure = PurePosixPath(name)
        hidden = any(part.startswith((".", "__MACOSX")) for part in pure.parts)
        return not hidden and pure.suffix.lower() in PICTURE_SUFFIXES

    if path.is_dir():
        found = [file for file in path.rglob("*") if file.is_file()]
        for name, file in sorted((file.relative_to(path).as_posix(), file) for file in found):
            if wanted(name):
                yield name, file.read_bytes()
        return
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if wanted(name):
                yield name, archive.read(name)


def _decode(content: bytes) -> NDArray[np.uint8] | None:
    be_quiet()
    import cv2

    try:
        picture = cv2.imdecode(np.frombuffer(content, dtype=np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if picture is None else np.asarray(picture, dtype=np.uint8)
