"""Where OpenCV can't be loaded, as after a broken download: each screen and each command says so in one sentence."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from companion.unloaded import unloaded
from companion.words import choose as choose_words
from companion.words import home as home_words
from companion.words import mirror as mirror_words
from companion.words import sources as say

ROOT = Path(__file__).resolve().parents[1]
# The window with its screens, one after the other; what they show is printed as JSON once it stands there.
CHILD = """
import json, sys, time
from companion.paths import user_paths
from companion.ui.app import App
from tests.mirror_visit import everything

def texts():
    app.shell.update()
    found = [str(one.cget("text")) for one in everything(app.shell.screen.frame) if "text" in one.keys()]
    return " | ".join(text for text in found if text)

def until(*parts):
    end = time.monotonic() + 40
    while not all(part in texts() for part in parts) and time.monotonic() < end:
        time.sleep(0.02)
    return texts()

problem, none, photo = sys.argv[1:]
app, shown = App(user_paths()), {}
app.start("home", None)
shown["home"] = until(problem, none)
for name, extra in (("talk", {"source": photo}), ("mirror", {}), ("camera", {})):
    app.shell.show(name, **extra)
    shown[name] = until(problem)
app.shell.close()
print(json.dumps(shown))
"""


@pytest.fixture
def without_opencv(tmp_path: Path) -> dict[str, str]:
    """What is around a process whose OpenCV has a library that the system's loader refuses."""
    spec = importlib.util.find_spec("cv2")
    assert spec is not None and spec.origin is not None
    broken = tmp_path / "broken" / "cv2"
    broken.mkdir(parents=True)
    for file in Path(spec.origin).parent.glob("*.py"):
        shutil.copy(file, broken)
    (broken / "cv2.abi3.so").write_bytes(b"no library")
    return {**os.environ, "PYTHONPATH": f"{broken.parent}{os.pathsep}{ROOT}"}


def run(environ: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], env=environ, capture_output=True, text=True, timeout=120)


PROBLEM = unloaded(ImportError(name="cv2"))


@pytest.mark.skipif(sys.platform != "linux", reason="the loader of Linux")
def test_no_screen_waits_for_ever(without_opencv: dict[str, str], tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"")
    done = run(without_opencv, "-c", CHILD, PROBLEM, home_words.CAMERA_MISSING, str(photo))
    assert "Traceback" not in done.stderr, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert {name: PROBLEM in text for name, text in shown.items()} == dict.fromkeys(shown, True)
    assert home_words.CAMERA_MISSING in shown["home"], "it does not look for ever"
    assert mirror_words.NO_CAMERA in shown["mirror"], "it goes on without"
    assert choose_words.LOOKING not in shown["camera"]


@pytest.mark.skipif(sys.platform != "linux", reason="the loader of Linux")
def test_commands_say_it_in_one_line_and_the_doctor_says_all_the_rest(
    without_opencv: dict[str, str], tmp_path: Path
) -> None:
    done = run(without_opencv, "-m", "companion", "analyze", str(tmp_path))
    assert done.returncode == 1 and done.stderr.startswith(PROBLEM) and done.stderr.count("\n") == 1
    done = run(without_opencv, "-m", "companion", "doctor", "--json")
    assert done.returncode == 1 and done.stderr == ""
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert list(checks) == ["camera", "display", "voice", "detector", "network", "journal"]
    assert {name for name, check in checks.items() if check["found"] == PROBLEM} == {"camera", "detector", "network"}
    assert checks["camera"]["state"] == "missing" and checks["journal"]["state"] == "good"


def test_the_mend_is_that_of_the_system_and_of_the_library() -> None:
    assert unloaded(ImportError(name="cv2"), "linux") == say.PICTURES_NOT_LOADED
    assert unloaded(ImportError("recursion is detected"), "win32") == say.PICTURES_NOT_LOADED_WINDOWS
    assert unloaded(ImportError(name="cv2"), "darwin") == say.PICTURES_NOT_LOADED
    assert "numpy" in unloaded(ImportError(name="numpy"), "linux")
