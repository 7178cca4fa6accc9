"""Where no window can be opened, people read whether there is no screen or Tk is broken, and the mend for that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion.words import app as say
from companion.words import bench as bench_words
from companion.words import doctor as doctor_words

# What a Tcl without its library says, too (python/cpython#125235).
WHY = "Can't find a usable tk.tcl in the following directories"
BROKEN = say.TK_BROKEN.format(why=WHY)


def companion(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "companion", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environ}, timeout=120)


@pytest.fixture
def broken_tcl(tmp_path: Path) -> str:
    """The library of a Tcl that finds no Tk."""
    (tmp_path / "init.tcl").write_text('proc tcl_findLibrary args {error "' + WHY + ': \n    /nowhere\n"}\n')
    return str(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "no_screen"), [((), say.NO_DISPLAY), (("bench",), bench_words.NO_DISPLAY)], ids=["app", "bench"]
)
def test_a_broken_tk_is_told_and_not_taken_for_a_missing_screen(
    arguments: tuple[str, ...], no_screen: str, broken_tcl: str
) -> None:
    done = companion(*arguments, TCL_LIBRARY=broken_tcl)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{BROKEN} {say.TK_BROKEN_MEND}\n")
    done = companion(*arguments, DISPLAY="")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{no_screen}\n")


def test_the_doctor_tells_it_too(broken_tcl: str) -> None:
    for environ, found, mend in (
        ({"TCL_LIBRARY": broken_tcl}, BROKEN, say.TK_BROKEN_MEND),
        ({"DISPLAY": ""}, doctor_words.DISPLAY_NONE, doctor_words.DISPLAY_MEND),
    ):
        (display,) = [
            check
            for check in json.loads(companion("doctor", "--json", **environ).stdout)["checks"]
            if check["name"] == "display"
        ]
        assert (display["state"], display["found"], display["mend"]) == ("missing", found, mend)
