"""Writes files so that a reader sees the former one or the new one, never half of one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


def write_with(path: Path, write: Callable[[Path], Any]) -> None:
    """Let `write` make a file beside its place, then move it there; a failed write leaves the former file.

    The temporary name keeps the suffix, because Keras insists on it.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    part = path.with_name(f"part.{path.name}")
    try:
        write(part)
        part.replace(path)
    except RuntimeError as error:
        # What h5py raises where it cannot close a file on a full disk.
        part.unlink(missing_ok=True)
        raise OSError(str(error)) from error
    except OSError:
        part.unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any, indent: int | None = 1) -> None:
    """Write a value as JSON in one step.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    text = json.dumps(value, indent=indent) + "\n"
    write_with(path, lambda part: part.write_text(text, encoding="utf-8"))


def be_quiet() -> None:
    """Keep OpenCV from writing to standard error on its own; to be called before its first import."""
    os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
