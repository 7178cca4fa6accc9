"""Makes tiny data sets and runs the training scripts, for the tests of training."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
CK_LABELS = ("anger", "contempt", "disgust", "fear", "happy", "sadness", "surprise")
VOTE_HEADER = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"


def picture(label: int, seed: int, side: int = 48) -> NDArray[np.uint8]:
    """Return a noisy picture whose bright stripe tells its label, uint8 (side, side)."""
    values = np.random.default_rng(1000 * label + seed).integers(0, 120, (side, side))
    top = label * side // 8
    values[top : top + side // 8] += 130
    return values.astype(np.uint8)


def csv_text(learn: int = 4, other: int = 2) -> str:
    """Return a fer2013.csv with so many pictures of each label in Training, and in each of the other two splits."""
    lines = ["emotion,pixels,Usage"]
    for split, many, first in (("Training", learn, 0), ("PublicTest", other, 100), ("PrivateTest", other, 200)):
        for label in range(7):
            for i in range(many):
                lines.append(f"{label},{' '.join(map(str, picture(label, first + i).ravel()))},{split}")
    return "\n".join(lines) + "\n"


def votes_text(csv: str) -> str:
    """Return votes beside a fer2013.csv: eight people say its label, one fear, one unknown."""
    columns = VOTE_HEADER.split(",")[2:]
    words = ("anger", "disgust", "fear", "happiness", "sadness", "surprise", "neutral")
    place = [columns.index(word) for word in words]
    lines = [VOTE_HEADER]
    for line in csv.splitlines()[1:]:
        votes = [0] * 10
        votes[place[int(line[0])]] += 8
        votes[columns.index("fear")] += 1
        votes[columns.index("unknown")] += 1
        lines.append(f"{line.rsplit(',', 1)[1]},fer.png," + ",".join(map(str, votes)))
    return "\n".join(lines) + "\n"


def write_fer2013(folder: Path, learn: int, other: int) -> None:
    """Write FOLDER/fer2013.csv and FOLDER/votes.csv."""
    csv = csv_text(learn, other)
    (folder / "fer2013.csv").write_text(csv)
    (folder / "votes.csv").write_text(votes_text(csv))


def png(values: NDArray[np.uint8]) -> bytes:
    """Return a picture as PNG."""
    return bytes(cv2.imencode(".png", values)[1])


def write_ck(path: Path, persons: int = 12, frames: int = 1) -> Path:
    """Write a .zip in CK+48's layout: each person shows each label."""
    with zipfile.ZipFile(path, "w") as archive:
        for person in range(persons):
            for number, label in enumerate(CK_LABELS):
                for frame in range(frames):
                    name = f"CK+48/{label}/S{person:03d}_{number:03d}_{frame:08d}.png"
                    archive.writestr(name, png(picture(number, 10 * person + frame)))
    return path


def shared(name: str) -> Path:
    """Return a real data file, or skip the test where there is none."""
    folder = os.environ.get("COMPANION_SHARED")
    if not folder:
        pytest.skip("the real data is not here: set COMPANION_SHARED to the folder that holds data/")
    return Path(folder) / "data" / name


def environment(home: Path, backend: str | None = None, **more: str) -> dict[str, str]:
    """Return the environment for a script: its own COMPANION_HOME, few threads, and a Keras backend."""
    result = {**os.environ, "COMPANION_HOME": str(home), "OMP_NUM_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3", **more}
    if backend is not None:
        result["KERAS_BACKEND"] = backend
    return result


def run_script(
    name: str, *arguments: object, home: Path, backend: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run training/NAME.py as a person does, from another folder."""
    command = [sys.executable, str(ROOT / "training" / f"{name}.py"), *map(str, arguments)]
    return subprocess.run(
        command, cwd=home, env=environment(home, backend), capture_output=True, text=True, timeout=110, check=False
    )
