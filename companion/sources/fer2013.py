"""Reads Kaggle's `fer2013.csv`, plain or packed, one row at a time. Training and the app share this reader.

Kaggle gives that table in `fer2013.tar.gz`, in `icml_face_data.csv` (with its columns in another order), and in a .zip
of both.
"""

from __future__ import annotations

import csv
import errno
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from companion.causes import plain_cause
from companion.words import fer2013 as say
from companion.words.vocabulary import FER2013_WORDS

SIDE = 48
SPLITS = ("Training", "PublicTest", "PrivateTest")
HEADER = ["emotion", "pixels", "Usage"]
LABELS = {str(number): number for number in range(len(FER2013_WORDS))}
# What unpacking raises, beside OSError, where bytes are damaged or missing (RuntimeError: a password, an odd method).
UNPACKING = (
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    UnicodeDecodeError,
    RuntimeError,
)
# A .zip may hold the table itself, or one of these with the table in it.
TABLES = (".csv", ".tar", ".tar.gz", ".tgz", ".tar.xz")
UNPACKERS: dict[str, Callable[..., Any]] = {"gz": gzip.open, "tgz": gzip.open, "xz": lzma.open}
# Where a tar says that it is one.
TAR_SIGN = (257, b"ustar")
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
    """Open a text file that may be packed: .gz, .xz, .tar.gz or .zip (its .csv in Kaggle's layout, or else its first).

    Raises:
        DataError: the .zip or .tar holds no .csv file.
    """
    with ExitStack() as stack:
        if path.suffix.lower() == ".zip":
            archive = stack.enter_context(zipfile.ZipFile(path))
            name = kaggle_member(archive) or next(iter(csv_members(archive)), None)
            if name is None:
                raise DataError(say.NO_CSV.format(name=path.name))
            raw: IO[bytes] = stack.enter_context(archive.open(name))
        else:
            name, raw = path.name, stack.enter_context(path.open("rb"))
        # Excel and PowerShell write a byte-order mark.
        yield io.TextIOWrapper(_unpacked(raw, name, stack), encoding="utf-8-sig", newline="")


def _unpacked(raw: IO[bytes], name: str, stack: ExitStack) -> IO[bytes]:
    """Return the table in a file of this name; `stack` closes what is opened for it."""
    suffix = name.lower().rpartition(".")[2]
    if suffix in UNPACKERS:
        raw = stack.enter_context(UNPACKERS[suffix](raw, "rb"))
    place, sign = TAR_SIGN
    is_tar = raw.read(place + len(sign))[place:] == sign
    raw.seek(0)
    if not is_tar:
        return raw
    archive = stack.enter_context(tarfile.TarFile(fileobj=raw))
    members = [member for member in archive if member.isfile() and member.name.lower().endswith(".csv")]
    opened = [file for file in map(archive.extractfile, members) if file is not None]
    if not opened:
        raise DataError(say.NO_CSV.format(name=name))
    return next((file for file in opened if _starts_with_header(file)), opened[0])


def csv_members(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of a .zip's .csv files, and then of what in it may hold one."""
    tables = [name for name in archive.namelist() if name.lower().endswith(TABLES)]
    return sorted(tables, key=lambda name: not name.lower().endswith(".csv"))


def kaggle_member(archive: zipfile.ZipFile) -> str | None:
    """Return the name of the first member in Kaggle's layout that a .zip holds; None where there is none."""
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
            places = _places(next(lines, (1, "", True))[1])
            if places is None:
                raise DataError(say.OTHER_LAYOUT.format(name=path.name))
            for line, text, last in lines:
                row = _parse(text, line, places)
                if isinstance(row, str):
                    why = say.CUT_OFF if last and _ends_early(text, places) else row
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
        raise DataError(say.NOT_READ.format(path=path, detail=plain_cause(error))) from error


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


def _places(text: str) -> list[int] | None:
    """Return where a first line has each column of HEADER; None where it has others."""
    try:
        fields = _fields(text)
    except csv.Error:
        return None
    return [fields.index(name) for name in HEADER] if sorted(fields) == sorted(HEADER) else None


def _has_header(archive: zipfile.ZipFile, name: str) -> bool:
    try:
        with ExitStack() as stack:
            return _starts_with_header(_unpacked(stack.enter_context(archive.open(name)), name, stack))
    except (*UNPACKING, OSError, DataError):
        return False


def _starts_with_header(file: IO[bytes]) -> bool:
    start = file.read(100).decode("utf-8-sig", "replace").splitlines()
    file.seek(0)
    return bool(start) and _places(start[0]) is not None


def _ends_early(text: str, places: list[int]) -> bool:
    """Tell whether a row is too short, as the last one of a file that was cut off."""
    try:
        fields = _fields(text)
    except csv.Error:
        return False
    if len(fields) < len(HEADER):
        return True
    last = HEADER[places.index(len(HEADER) - 1)]
    if last == "Usage":
        return fields[-1] not in SPLITS and any(name.startswith(fields[-1]) for name in SPLITS)
    return last == "pixels" and len(fields[-1].split()) < SIDE * SIDE


def _parse(text: str, line: int, places: list[int]) -> FerRow | str:
    try:
        fields = _fields(text)
    except csv.Error as error:
        return say.NOT_SPLIT.format(detail=error)
    if len(fields) != len(HEADER):
        return say.FIELDS.format(count=len(fields))
    label, pixels, split = (fields[place] for place in places)
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
