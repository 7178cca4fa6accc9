"""Loads labelled pictures from a folder or .zip with one sub-folder per label: CK+48, Kaggle's folders, your own."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from companion.sources.fer2013 import SIDE, UNPACKING, DataError, csv_members, damage, is_unpackers, kaggle_member
from companion.words.vocabulary import WORDS, word_for
from training import known
from training.datasets import Dataset, sha256_of, tell
from training.files import be_quiet

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".pgm")
# What Windows lays into folders by itself.
SYSTEM_FILES = ("thumbs.db", "desktop.ini")
# CK+48 names its files S010_004_00000017.png: the person, the sequence, the frame.
CK_NAME = re.compile(r"^S\d{3}_\d{3}_\d+$")
# How many lines about single pictures are shown before they are only counted.
SHOWN = 5

Crop = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


def is_folder_data(path: Path) -> bool:
    """Tell whether this is a labelled folder or a .zip of one, and not a (packed) CSV.

    Raises:
        DataError: it is a .zip that is damaged or locked, and may be either.
    """
    if path.is_dir():
        return True
    if path.suffix.lower() != ".zip" or not path.is_file():
        return False
    with _opened(path) as archive:
        # A list of the pictures beside them is no FER2013.
        return not csv_members(archive) or (not _is_fer2013(archive) and bool(_pictures(_listed(path))))


def _is_fer2013(archive: zipfile.ZipFile) -> bool:
    be_quiet()
    from training.strips import ROWS_FILE

    names = archive.namelist()
    # The second is what strips.py packs: pictures too, but of many faces each.
    return (ROWS_FILE in names and "00000.webp" in names) or kaggle_member(archive) is not None


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
    larger = 0
    digest, shas = hashlib.sha256(), []
    listed = _listed(path)
    chosen = _pictures(listed)
    others = sorted(set(listed) - set(chosen))
    for name, content in _contents(path, chosen):
        sha = hashlib.sha256(content).digest()
        digest.update(name.encode(errors="surrogateescape") + b"\0" + sha)
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
        larger += max(picture.shape[:2]) > SIDE
        pictures.append(crop(picture))
        words.append(word)
        shas.append(sha)
        splits.append(parts[-3] if len(parts) > 2 else "")
        names.append(name)
    for label, count in sorted(unknown.items()):
        on_note(f"{path.name}: the folder {label or '(none)'!r} names none of the eight words; {count} files left out.")
    for sentence in bad[:SHOWN]:
        on_note(sentence)
    if len(bad) > SHOWN:
        on_note(f"{len(bad)} pictures could not be opened in all.")
    _tell_others(path, others, on_note)
    if larger:
        cut = "squeezed whole" if crop is whole else "cut to the face that is found, or squeezed whole where none is"
        on_note(f"{path.name}: {larger} pictures are larger than 48x48; each is {cut}.")
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
        contents=np.array([sha.hex() for sha in shas]),
        # Of a folder: names and pictures, so that the same one is known again wherever it lies.
        sha256={path.name: sha256_of(path) if path.is_file() else digest.hexdigest()},
        pictures_sha256=known.of_files(zip(words, shas, strict=True)),
        left_out=len(bad) + len(others) + sum(unknown.values()),
    )


def _listed(path: Path) -> list[str]:
    """Return the names of all files, with forward slashes; hidden ones and the system's own are not looked at."""
    if path.is_dir():
        names = [file.relative_to(path).as_posix() for file in _files(path)]
    else:
        with _opened(path) as archive:
            names = [_with_slashes(member) for member in archive.namelist()]
        names = [name for name in names if not name.endswith("/")]
    return [name for name in names if not _is_hidden(PurePosixPath(name))]


def _files(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder, also behind links to folders: a label's pictures may lie on another disk.

    Raises:
        DataError: a folder may not be read; a whole class could be missing.
    """

    def refuse(error: OSError) -> None:
        raise DataError(f"{error.filename} cannot be read ({error.strerror}). Allow it, or take the folder away.")

    # The real places of the folders that one lies in: a link to one of these has no end.
    above: dict[str, frozenset[str]] = {str(folder): frozenset()}
    for root, folders, names in os.walk(folder, onerror=refuse, followlinks=True):
        real, outer = os.path.realpath(root), above.pop(root)
        if real in outer:
            folders.clear()
            continue
        # What no picture is taken from need not be readable either, such as a disk's own folder.
        folders[:] = [name for name in folders if name != "lost+found" and not _is_hidden(PurePosixPath(name))]
        # As os.walk itself makes them.
        above |= {os.path.join(root, name): outer | {real} for name in folders}  # noqa: PTH118
        yield from (file for name in names if (file := Path(root, name)).is_file())


def _with_slashes(member: str) -> str:
    return member.replace("\\", "/")


def _is_hidden(name: PurePosixPath) -> bool:
    return name.name.lower() in SYSTEM_FILES or any(part.startswith((".", "__MACOSX")) for part in name.parts)


def _pictures(names: Iterable[str]) -> list[str]:
    """Return the names of pictures, sorted so that splits repeat."""
    return sorted(name for name in names if PurePosixPath(name).suffix.lower() in PICTURE_SUFFIXES)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open a .zip; what goes wrong in it is told in one sentence."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except UNPACKING as error:
        raise damage(path.name, error) from error
    except OSError as error:
        if is_unpackers(error):
            raise damage(path.name, error) from error
        raise


def _contents(path: Path, names: list[str]) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for name in names:
            yield name, (path / name).read_bytes()
        return
    with _opened(path) as archive:
        # Some packers of Windows write "happy\a.png", which is a name without folders elsewhere.
        members = {_with_slashes(member): member for member in archive.namelist()}
        for name in names:
            yield name, archive.read(members[name])


def _tell_others(path: Path, others: list[str], on_note: Callable[[str], None]) -> None:
    if others:
        kinds = sorted({PurePosixPath(name).suffix.lower() or "no ending" for name in others})
        shown = ", ".join([*kinds[:SHOWN], *["..."] * (len(kinds) > SHOWN)])
        on_note(f"{path.name}: {len(others)} files are not of a kind that is read as a picture ({shown}); left out.")


def _decode(content: bytes) -> NDArray[np.uint8] | None:
    be_quiet()
    import cv2

    try:
        picture = cv2.imdecode(np.frombuffer(content, dtype=np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if picture is None else np.asarray(picture, dtype=np.uint8)
