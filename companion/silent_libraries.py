"""Keeps libraries from writing to standard error by themselves; libpng and libjpeg cannot be asked not to."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def silent_libraries() -> Iterator[None]:
    """Inside, only Python writes to standard error: what others write to file number 2 goes nowhere."""
    try:
        kept = os.dup(2)
    except OSError:  # there is none, as under pythonw
        yield
        return
    said = sys.stderr
    try:
        own = said.fileno() == 2
    except (AttributeError, OSError, ValueError):  # it leads elsewhere already
        own = False
    try:
        with Path(os.devnull).open("wb") as nowhere, contextlib.ExitStack() as ends:
            if own:
                said.flush()
                again = os.fdopen(os.dup(kept), "wb", buffering=0)
                sys.stderr = ends.enter_context(
                    io.TextIOWrapper(again, said.encoding, said.errors, write_through=True)
                )
            os.dup2(nowhere.fileno(), 2)
            yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        sys.stderr = said
