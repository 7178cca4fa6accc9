"""The Makefile, where a computer lacks what it needs: it says in one line what to install."""

from __future__ import annotations

import os
import subprocess
import sys
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


def test_a_python_that_is_too_old_is_told_and_no_environment_is_made(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make(tmp_path, f"PYTHON={old}")
    assert done.returncode != 0
    assert "Python 3.11 to 3.14" in done.stderr and "PYTHON=python3.13" in done.stderr
    assert not (tmp_path / "venv").exists()


def test_an_environment_of_another_python_is_made_anew(tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    stale = venv / "bin" / "python"
    stale.write_text("#!/bin/sh\nexit 1\n")
    stale.chmod(0o755)
    assert make(tmp_path, f"PYTHON={sys.executable}").returncode == 0
    done = subprocess.run([stale, "-c", "import sys; print(sys.version_info[:2])"], capture_output=True, text=True)
    assert done.stdout.strip() == str(sys.version_info[:2])
    # One that fits stays, with all that was installed in it.
    (venv / "mine").touch()
    assert make(tmp_path, "PYTHON=/nowhere/python").returncode == 0
    assert (venv / "mine").exists()


@pytest.mark.parametrize(
    ("own", "asked", "anew"),
    [
        ("fits", "", False),
        ("fits", "the same", False),
        ("fits", "newer", True),
        ("fits", "not there", False),
        ("too old", "", True),
        ("gone", "", True),
    ],
)
def test_make_run_plans_a_new_environment_once_its_python_is_not_the_right_one_any_more(
    tmp_path: Path, own: str, asked: str, anew: bool
) -> None:
    venv = tmp_path / "venv"
    (venv / "bin").mkdir(parents=True)
    python, newer = venv / "bin" / "python", tmp_path / "newer"
    newer.write_text(f"#!/bin/sh\ncase $2 in *print*) echo '(3, 99)';; *) echo $* >> {tmp_path / 'made'};; esac\n")
    if own == "gone":
        python.symlink_to(tmp_path / "usr" / "bin" / "python3.11")
    else:
        python.write_text("#!/bin/sh\n" + (f'exec {sys.executable} "$@"\n' if own == "fits" else "exit 1\n"))
        python.chmod(0o755)
    newer.chmod(0o755)
    for stamp in (".run", ".test"):
        (venv / stamp).touch()
    named = {"": [], "the same": [sys.executable], "newer": [str(newer)], "not there": ["/nowhere/python"]}[asked]
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", "-n", "-C", ROOT, "run", f"VENV={venv}", *(f"PYTHON={one}" for one in named)],
        env=mine, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0
    assert ("-m venv --clear" in done.stdout) == ("pip install" in done.stdout) == anew
    assert (venv / ".run").exists() == (venv / ".test").exists() == (not anew)
    if asked == "newer":
        assert make(tmp_path, f"PYTHON={newer}").returncode == 0
        assert f"-m venv --clear {venv}" in (tmp_path / "made").read_text()


# As pip writes it, and as it does where the path is long or has a blank.
@pytest.mark.parametrize("first", ["#!{bin}/python", '#!/bin/sh\n\'\'\'exec\' "{bin}/python" "$0" "$@"'])
@pytest.mark.parametrize("moved", [False, True])
def test_an_environment_that_was_moved_with_its_project_is_made_anew(tmp_path: Path, first: str, moved: bool) -> None:
    here = tmp_path / "venv" / "bin"
    here.mkdir(parents=True)
    (here / "python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (here / "python").chmod(0o755)
    # The former place ends as the present one does: it is another one all the same.
    (here / "companion").write_text(first.format(bin=f"/former{here}" if moved else here) + "\nimport companion\n")
    (tmp_path / "link").symlink_to(here.parent)
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    for venv in (here.parent, tmp_path / "link"):
        (venv / ".run").touch()
        command = ["make", "-n", "-C", ROOT, "run", f"VENV={venv}"]
        done = subprocess.run(command, env=mine, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0
        assert ("-m venv --clear" in done.stdout) == ("pip install" in done.stdout) == moved
        assert (venv / ".run").exists() == (not moved)
    assert make(tmp_path, "PYTHON=/nowhere/python").returncode == (2 if moved else 0)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it stays")
@pytest.mark.parametrize("there", [True, False])
def test_the_former_opencv_leaves_before_the_other_one_comes(tmp_path: Path, there: bool) -> None:
    (tmp_path / "bin").mkdir()
    python, asked = tmp_path / "bin" / "python", tmp_path / "asked"
    python.write_text(f"#!/bin/sh\necho $* >> {asked}\ncase $* in *' show '*) exit {int(not there)};; esac\n")
    python.chmod(0o755)
    (tmp_path / "Makefile").write_text(f"include {ROOT / 'Makefile'}\nonly-former:\n\t@$(former)\n")
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", "-s", "-f", tmp_path / "Makefile", "-C", ROOT, "only-former", f"VENV={tmp_path}"],
        env=mine, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert ("uninstall -q -y opencv-python opencv-python-headless" in asked.read_text()) == there


def make(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Make the environment in FOLDER/venv, and install nothing into it."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    rule = folder / "Makefile"
    rule.write_text(f"include {ROOT / 'Makefile'}\nonly-environment:\n\t@$(environment)\n")
    return subprocess.run(
        ["make", "-s", "-f", rule, "-C", ROOT, "only-environment", python, f"VENV={folder / 'venv'}"],
        env=mine, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
