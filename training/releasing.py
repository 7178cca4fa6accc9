"""Puts a run's network where the app finds it (`export.py --release`)."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from companion.reading.card import NETWORK_FILE
from training.card import read_card, write_card
from training.onnx_network import KERAS_FILE, UPRIGHT_FILE, released_root

# Bytes: a larger form stays in the run's folder where the app uses a smaller one, which is released in its place.
LARGEST_ONNX = 12_000_000


def release(run: Path, name: str, root: Path | None = None) -> Path:
    """Copy a run's network, ONNX file, card and report to model/released/NAME, all or nothing.

    Where the float32 file is larger than LARGEST_ONNX and the app uses another form, that form is `network.onnx` there.

    Raises:
        DataError: there is no card.
        OSError: the disk is full, or a file is missing; the former release is kept.
    """
    root = released_root() if root is None else root
    root.mkdir(parents=True, exist_ok=True)
    target, old = root / name, root / f".{name}.old"
    with tempfile.TemporaryDirectory(dir=root, prefix=f".{name}.") as folder:
        part = Path(folder) / name
        part.mkdir()
        card = read_card(run)
        sources = {file: file for file in (KERAS_FILE, NETWORK_FILE, card.file)}
        if card.upright_input is not None:
            sources[UPRIGHT_FILE] = UPRIGHT_FILE
        if card.file != NETWORK_FILE and (run / NETWORK_FILE).stat().st_size > LARGEST_ONNX:
            sources[NETWORK_FILE] = sources.pop(card.file)
            card = replace(card, file=NETWORK_FILE)
        for file, source in sources.items():
            shutil.copyfile(run / source, part / file)
        write_card(part, card)
        if (run / "report").is_dir():
            shutil.copytree(run / "report", part / "report")
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.rename(old)
        try:
            part.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    shutil.rmtree(old, ignore_errors=True)
    return target
