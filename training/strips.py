"""FER2013 in 55 MB, not 300: strips of pictures, packed without loss. `python training/strips.py CSV FILE.zip`."""

from __future__ import annotations

import argparse
import csv
import io
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np

from companion.sources.fer2013 import SIDE, SPLITS, DataError, FerRow, read_rows
from companion.words.vocabulary import FER2013_WORDS
from training.datasets import tell
from training.files import write_with

ROWS_FILE = "rows.csv"
COLUMNS = ("line", "label", "split")
# WebP pictures have at most 16,383 pixels a side.
STRIP = 256
# Above 100 OpenCV writes WebP without loss.
LOSSLESS = [cv2.IMWRITE_WEBP_QUALITY, 101]


def is_strips(path: Path) -> bool:
    """Tell whether `path` is a file that `pack` wrote."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return ROWS_FILE in archive.namelist()


def pack(rows: Sequence[FerRow], path: Path) -> None:
    """Write pictures as WebP strips, and their labels and splits beside them, into one .zip.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """

    def write(part: Path) -> None:
        with zipfile.ZipFile(part, "w") as archive:
            text = io.StringIO()
            table = csv.writer(text)
            table.writerow(COLUMNS)
            table.writerows((row.line, row.label, row.split) for row in rows)
            archive.writestr(ROWS_FILE, text.getvalue(), zipfile.ZIP_DEFLATED)
            for start in range(0, len(rows), STRIP):
                strip = np.concatenate([row.picture for row in rows[start : start + STRIP]])
                archive.writestr(f"{start:05d}.webp", cv2.imencode(".webp", strip, LOSSLESS)[1].tobytes())

    write_with(path, write)


def read_strips(path: Path) -> Iterator[FerRow]:
    """Yield what `pack` wrote, each picture as it was.

    Raises:
        DataError: the file is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            table = list(csv.DictReader(io.StringIO(archive.read(ROWS_FILE).decode())))
            for start in range(0, len(table), STRIP):
                data = np.frombuffer(archive.read(f"{start:05d}.webp"), np.uint8)
                strip = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
                part = table[start : start + STRIP]
                if strip is None or strip.shape != (SIDE * len(part), SIDE):
                    raise ValueError(f"strip {start}")
                for i, row in enumerate(part):
                    label, split = int(row["label"]), row["split"]
                    if label not in range(len(FER2013_WORDS)) or split not in SPLITS:
                        raise ValueError(f"line {row['line']}")
                    yield FerRow(int(row["line"]), label, strip[i * SIDE : (i + 1) * SIDE].astype(np.uint8), split)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DataError(f"{path.name} is damaged ({error}). `python training/strips.py` makes it anew.") from error


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    parser = argparse.ArgumentParser(description="Pack fer2013.csv small, without loss, to take it to another machine.")
    parser.add_argument("csv", type=Path)
    parser.add_argument("out", type=Path, help="the .zip to write; train.py takes it as --data")
    args = parser.parse_args(argv)
    try:
        rows = list(read_rows(args.csv, tell))
        pack(rows, args.out)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    print(f"{len(rows)} pictures, {args.out.stat().st_size / 2**20:.1f} MiB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
