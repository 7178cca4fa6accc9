"""The Makefile, where a computer lacks what it needs: it says in one line what to install."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("lacks", ["tkinter", "ensurepip"])
def test_a_python_without_a_window_kit_or_environments_is_told(tmp_path: Path, lacks: str) -> None:
    # As Debian's Python is: each of the two is in a package of its own.
    (tmp_path / "python").write_text(f"#!/bin/sh\ncase $2 in *{lacks}*) exit 1;; esac\n")
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")  # nobody who may install
    for program in tmp_path.iterdir():
        program.chmod(0o755)
    # A make around this one would have it speak of its jobs.
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", "-s", "-C", ROOT, "window", f"PYTHON={tmp_path / 'python'}"],
        env={**mine, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stderr.count("\n") == 1
    assert "apt install python3-tk python3-venv" in done.stderr
