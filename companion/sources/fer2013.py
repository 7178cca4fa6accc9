"""Reads Kaggle's `fer2013.csv`, plain or packed, one row at a time. Training and the app share this reader."""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import zipfile
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


class DataError(ValueError):
    """A data file that cannot be used; the message is one sentence for the person."""


@dataclass(frozen=True)
class FerRow:
    """One picture of FER2013: `label` 0..6 (Kaggle's order), `picture` uint8 (48, 48), `split` one of SPLITS."""

    line: int
    label: int
    picture: NDArray[np.uint8]
    split: str


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """Open a text file that may be packed as .gz, .xz or .zip (its first .csv member)."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        with gzip.open(path, "rt", newline="") as stream:
            yield stream
    elif suffix == ".xz":
        with lzma.open(path, "rt", newline="") as stream:
            yield stream
    elif suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
            if not names:
                raise DataError(say.NO_CSV.format(name=path.name))
            with archive.open(names[0]) as raw:
                yield io.TextIOWrapper(raw, newline="")
    else:
        with path.open(newline="") as stream:
            yield stream


def read_rows(path: Path, on_bad_row: Callable[[str], None]) -> Iterator[FerRow]:
    """Yield the good rows of a FER2013 CSV in file order.

    A row that cannot be used is told to `on_bad_row` in one sentence and left out.

    Raises:
        DataError: the file is missing, damaged, or not in Kaggle's layout.
    """
    try:
        with open_text(path) as stream:
            reader = csv.reader(stream)
            header = [name.strip() for name in next(reader, [])]
            if header != ["emotion", "pixels", "Usage"]:
                raise DataError(say.OTHER_LAYOUT.format(name=path.name))
            for line, fields in enumerate(reader, start=2):
                row = _parse(fields, line)
                if isinstance(row, str):
                    on_bad_row(say.BAD_ROW.format(name=path.name, line=line, why=row))
                else:
                    yield row
    except FileNotFoundError:
        raise DataError(say.NOT_THERE.format(path=path)) from None
    except (EOFError, lzma.LZMAError, zipfile.BadZipFile, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise DataError(say.DAMAGED.format(name=path.name, detail=error)) from error
    except OSError as error:
        raise DataError(say.NOT_READ.format(path=path, detail=error.strerror)) from error


def _parse(fields: list[str], line: int) -> FerRow | str:
    if len(fields) != 3:
        return say.FIELDS.format(count=len(fields))
    label, pixels, split = fields[0].strip(), fields[1], fields[2].strip()
    if not label.isdigit() or int(label) >= len(FER2013_WORDS):
        return say.LABEL.format(label=repr(label))
    if split not in SPLITS:
        return say.SPLIT.format(split=repr(split))
    try:
        values = np.array(pixels.split(), dtype=np.int64)
    except ValueError:
        return say.NOT_WHOLE
    if values.size != SIDE * SIDE:
        return say.PIXELS.format(count=values.size, want=SIDE * SIDE)
    if values.min() < 0 or values.max() > 255:
        return say.RANGE
    return FerRow(line, int(label), values.astype(np.uint8).reshape(SIDE, SIDE), split)
