"""What tests share: the private folders, real pictures and videos, and the one fake that is needed, a camera."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

# As the command line does it; both are read once, when cv2 is loaded.
os.environ.setdefault("OPENCV_LOG_LEVEL", "OFF")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
if "PYTEST_XDIST_WORKER" in os.environ:
    # One process for each core: threads of TensorFlow beside them would only wait for each other.
    os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion.paths import Paths, user_paths
from companion.settings import Settings
from companion.sources.frame import Frame, Source, SourceEvent
from companion.ui.app import App
from companion.ui.shell import Shell
from tests.mirror_visit import NO_CAMERA, Visit, Wait
from tests.plain_screen import Plain
from tests.resolution import Resolution

YUNET = "face_detection_yunet_2023mar.onnx"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first: no core shall be left alone with one of them at the end."""
    items.sort(key=lambda item: not item.path.name.startswith(("test_training", "test_audit")))


@pytest.fixture(scope="module", autouse=True)
def former_tests_at_rest() -> None:
    """What the files before have left (TensorFlow alone has millions of objects) is searched for rubbish once.

    Each window collects rubbish once a second and when it closes: behind the tests of training that took it seconds.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has its own COMPANION_HOME, and no detector of the person who runs the tests."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("COMPANION_HOME", str(folder))
    monkeypatch.delenv("COMPANION_DETECTOR", raising=False)
    settings = user_paths().settings
    user_paths().make_private()
    settings.write_text('{"first_run_done": true}')
    settings.chmod(0o600)
    return folder


@pytest.fixture
def paths(home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    """The whole app with its window, in the test's own folders."""
    app = App(paths)
    yield app
    app.shell.close()


@pytest.fixture
def shell() -> Iterator[Shell]:
    """A window with two plain screens."""
    window = Shell(Settings(), {"home": Plain, "talk": Plain})
    yield window
    window.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with data and media that are not part of the project."""
    folder = os.environ.get("COMPANION_SHARED")
    if not folder:
        pytest.skip("COMPANION_SHARED is not set: the data and media are not here")
    return Path(folder)


@pytest.fixture
def read_once(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that read the real FER2013: half a minute, so all of one run share what is kept of it."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "real-data"
    monkeypatch.setenv("COMPANION_HOME", str(home))


@pytest.fixture(scope="session")
def media(shared: Path) -> Path:
    return shared / "media"


@pytest.fixture(scope="session")
def yunet(shared: Path) -> Path:
    return shared / "models" / YUNET


@pytest.fixture(scope="session")
def astronaut() -> NDArray[np.uint8]:
    """The one face picture that may be published, uint8 (512, 512, 3) BGR."""
    from skimage import data

    return np.ascontiguousarray(data.astronaut()[..., ::-1])


@pytest.fixture(scope="session")
def video(tmp_path_factory: pytest.TempPathFactory, astronaut: NDArray[np.uint8]) -> Path:
    """A real video of 2 s: first an empty picture, then the astronaut's face, moving a little."""
    return write_video(
        tmp_path_factory.mktemp("video") / "astronaut.avi",
        [np.full((512, 512, 3), 120, np.uint8)] * 15 + [np.roll(astronaut, n % 4, axis=1) for n in range(45)],
    )


def write_video(path: Path, images: Sequence[NDArray[np.uint8]], fps: float = 30.0) -> Path:
    """Write a Motion JPEG video, which every OpenCV can."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, images[0].shape[1::-1])
    for image in images:
        writer.write(image)
    writer.release()
    return path


def read_all(source: Source) -> tuple[list[Frame], list[SourceEvent]]:
    """Return all frames of a source, and what it told."""
    events: list[SourceEvent] = []
    return list(source.frames(threading.Event(), events.append)), events


class FakeCamera:
    """What `cv2.VideoCapture` is to the camera source: reads come from a script; None is a bad read."""

    def __init__(self, script: Iterator[NDArray[np.uint8] | None], log: list[str]) -> None:
        self._script, self._log = script, log
        log.append("open")

    def isOpened(self) -> bool:
        return True

    def read(self) -> tuple[bool, NDArray[np.uint8] | None]:
        time.sleep(0.002)
        image = next(self._script, None)
        return image is not None, image

    def release(self) -> None:
        self._log.append("release")


@pytest.fixture
def wait_until() -> Callable[..., None]:
    """Wait for something that threads bring about, pumping `update` (of a window) meanwhile."""

    def wait(true: Callable[[], object], seconds: float = 40.0, update: Callable[[], object] = lambda: None) -> None:
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "this did not happen in time"
            update()
            time.sleep(0.005)

    return wait


@pytest.fixture
def no_logged_errors(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A callback of Tk that fails, or anything logged as an error, fails the test."""
    with caplog.at_level(logging.ERROR):
        yield
    assert not [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR]


@pytest.fixture
def visit(app: App, wait_until: Wait) -> Visit:
    """A mirror without a camera, as most computers of a test have it."""
    found = Visit(app, NO_CAMERA, wait_until)
    found.until_no_camera()
    return found


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if mount is None or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "none", place]).returncode:
        pytest.skip("mounting a small disk is refused here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def resolution(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolution]:
    """A screen of its own, 1280 x 1024, since no other window may be on it."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1280x1024x24"], pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writes)
    with os.fdopen(reads) as answer:
        number = answer.readline().strip()
    if not number:
        pytest.skip("no second screen can be had")
    monkeypatch.setenv("DISPLAY", f":{number}")
    try:
        yield Resolution()
    except OSError:
        pytest.skip("libXrandr is not here")
    finally:
        server.terminate()
        server.wait()


# It logs its process number, keeps a copy of what it was given, and "plays" until the file `go` is there.
APLAY = """#!/bin/sh
cp "$1" "{folder}/$$.wav"
stat -c %a "$(dirname "$1")" > "{folder}/mode"
echo $$ >> "{folder}/log"
while [ ! -e "{folder}/go" ]; do sleep 0.02; done
"""


class Loudspeaker:
    """What the fake `aplay` has been asked to play."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        program = folder / "bin" / "aplay"
        program.parent.mkdir(parents=True)
        program.write_text(APLAY.format(folder=folder))
        program.chmod(0o755)

    @property
    def plays(self) -> list[int]:
        log = self.folder / "log"
        return [int(line) for line in log.read_text().split()] if log.exists() else []

    def sound(self, number: int) -> bytes:
        """Return the WAV that was played as the so-manieth."""
        return (self.folder / f"{self.plays[number]}.wav").read_bytes()

    def let_it_end(self) -> None:
        (self.folder / "go").touch()


@pytest.fixture
def loudspeaker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loudspeaker:
    made = Loudspeaker(tmp_path / "loudspeaker")
    monkeypatch.setenv("PATH", f"{made.folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return made
