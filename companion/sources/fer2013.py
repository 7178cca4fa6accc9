"""Reads Kaggle's `fer2013.csv`, plain or packed, one row at a time. Training and the app share this reader."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from companion.words import fer2013 as say
from companion.words.vocabulary import FER2013_WORDS

SIDE = 48
SPLITS = ("Training", "PublicTest", "PrivateTest")
HEADER = ["emotion", "pixels", "Usage"]
LABELS = {str(number): number for number in range(len(FER2013_WORDS))}
# What unpacking raises, beside OSError, where bytes are damaged or missing (RuntimeError: a password, an odd method).
UNPACKING = (EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile, UnicodeDecodeError, RuntimeError)
# As much as is shown of a field that holds something else: a damaged one can be very long.
SHOWN = 20
# As much as is shown of an unpacker's own message.
DETAIL = 120


class DataError(ValueError):
    """A data file that cannot be used; the message is one sentence for the person."""


@dataclass(frozen=True)
class FerRow:
    """One picture of FER2013: `label` 0..6 (Kaggle's order), `picture` uint8 (48, 48), `split` one of SPLITS.

    `line` counts the lines that are not blank, from the header as 1.
    """

    line: int
    label: int
    picture: NDArray[np.uint8]
    split: str


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """Open a text file that may be packed as .gz, .xz or .zip (its .csv in Kaggle's layout, or else its first).

    Raises:
        DataError: the .zip holds no .csv file.
    """
    suffix = path.suffix.lower()
    if suffix == ".gz":
        with gzip.open(path, "rt", newline="") as stream:
            yield stream
    elif suffix == ".xz":
        with lzma.open(path, "rt", newline="") as stream:
            yield stream
    elif suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            name = kaggle_member(archive) or next(iter(csv_members(archive)), None)
            if name is None:
                raise DataError(say.NO_CSV.format(name=path.name))
            with archive.open(name) as raw:
                yield io.TextIOWrapper(raw, newline="")
    else:
        with path.open(newline="") as stream:
            yield stream


def csv_members(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of a .zip's .csv files."""
    return [name for name in archive.namelist() if name.lower().endswith(".csv")]


def kaggle_member(archive: zipfile.ZipFile) -> str | None:
    """Return the name of the first .csv file in Kaggle's layout that a .zip holds; None where there is none."""
    return next((name for name in csv_members(archive) if _has_header(archive, name)), None)


def damage(name: str, error: Exception) -> DataError:
    """Return the one sentence on a file that cannot be unpacked (`error`: one of UNPACKING, or an OSError)."""
    sentence = say.LOCKED if isinstance(error, RuntimeError) else say.DAMAGED
    # zipfile quotes damaged bytes, thousands of them.
    return DataError(sentence.format(name=name, detail=str(error)[:DETAIL] or type(error).__name__))


def is_unpackers(error: OSError) -> bool:
    """Tell whether damaged bytes are the cause: an unpacker's own error has no number, or it sought a wild place."""
    return error.errno in (None, errno.EINVAL)


def read_rows(path: Path, on_bad_row: Callable[[str], None]) -> Iterator[FerRow]:
    """Yield the good rows of a FER2013 CSV in file order.

    A row that cannot be used is told to `on_bad_row` in one sentence and left out.

    Raises:
        DataError: the file is missing, damaged, or not in Kaggle's layout.
    """
    try:
        with open_text(path) as stream:
            lines = _lines(stream)
            if not _is_header(next(lines, (1, "", True))[1]):
                raise DataError(say.OTHER_LAYOUT.format(name=path.name))
            for line, text, last in lines:
                row = _parse(text, line)
                if isinstance(row, str):
                    why = say.CUT_OFF if last and _ends_early(text) else row
                    on_bad_row(say.BAD_ROW.format(name=path.name, line=line, why=why))
                else:
                    yield row
    except FileNotFoundError:
        raise DataError(say.NOT_THERE.format(path=path)) from None
    except UNPACKING as error:
        raise damage(path.name, error) from error
    except OSError as error:
        if is_unpackers(error):
            raise damage(path.name, error) from error
        raise DataError(say.NOT_READ.format(path=path, detail=error.strerror)) from error


def _lines(stream: IO[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield (number, text, whether it is the last) of each line that is not blank."""
    number, former = 0, ""
    for text in stream:
        if not text.strip():
            continue
        if number:
            yield number, former, False
        number, former = number + 1, text
    if number:
        yield number, former, True


def _fields(text: str) -> list[str]:
    # Each line alone: a quote that is not closed then spoils its own row, and swallows none after it.
    return [field.strip() for field in next(csv.reader([text]), [])]


def _is_header(text: str) -> bool:
    try:
        return _fields(text) == HEADER
    except csv.Error:
        return False


def _has_header(archive: zipfile.ZipFile, name: str) -> bool:
    try:
        with archive.open(name) as raw:
            start = raw.read(100).decode("utf-8", "replace").splitlines()
    except (*UNPACKING, OSError):
        return False
    return bool(start) and _is_header(start[0])


def _ends_early(text: str) -> bool:
    """Tell whether a row is too short, as the last one of a file that was cut off."""
    try:
        fields = _fields(text)
    except csv.Error:
        return False
    if len(fields) < len(HEADER):
        return True
    return fields[2] not in SPLITS and any(name.startswith(fields[2]) for name in SPLITS)


def _parse(text: str, line: int) -> FerRow | str:
    try:
        fields = _fields(text)
    except csv.Error as error:
        return say.NOT_SPLIT.format(detail=error)
    if len(fields) != len(HEADER):
        return say.FIELDS.format(count=len(fields))
    label, pixels, split = fields
    if label not in LABELS:
        return say.LABEL.format(label=repr(label[:SHOWN]))
    if split not in SPLITS:
        return say.SPLIT.format(split=repr(split[:SHOWN]))
    try:
        values = np.array(pixels.split(), dtype=np.int64)
    except ValueError:
        return say.NOT_WHOLE
    except OverflowError:
        return say.RANGE
    if values.size != SIDE * SIDE:
        return say.PIXELS.format(count=values.size, want=SIDE * SIDE)
    if values.min() < 0 or values.max() > 255:
        return say.RANGE
    return FerRow(line, LABELS[label], values.astype(np.uint8).reshape(SIDE, SIDE), split)
