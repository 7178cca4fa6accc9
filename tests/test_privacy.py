"""Private by construction: all modes together reach no network, write no picture, and keep all files to the person."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest

from companion.paths import Paths
from tests.conftest import write_video

ROOT = Path(__file__).parent.parent
CHILD = Path(__file__).with_name("privacy_child.py")
LONGEST_S = 300
# Beginnings of pictures, videos and arrays. Looked for anywhere in a file: it could hold something before.
PICTURES = {
    "JPEG": rb"\xff\xd8\xff[\xdb\xe0-\xef]", "PNG": rb"\x89PNG\r\n\x1a\n", "GIF": rb"GIF8[79]a",
    "TIFF": rb"II\*\0|MM\0\*", "NumPy": rb"\x93NUMPY", "BMP": rb"\ABM", "ZIP": rb"\APK\x03\x04",
    "AVI or WebP": rb"RIFF....(?:AVI |WEBP)", "MP4": rb"ftyp(?:isom|mp4|avc)", "Matroska": rb"\x1aE\xdf\xa3",
    "picture in a PDF": rb"/Subtype\s*/Image|DCTDecode",
}  # fmt: skip
# No value in the journal is longer: a crop of 48x48 has 2,304 bytes, the scores of a reading have 9.
LONGEST_VALUE = 1000
ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".npy", ".npz", ".avi", ".mp4", ".mkv")
# A loudspeaker that is quick.
APLAY = "#!/bin/sh\nexit 0\n"


def picture_in(content: bytes) -> str:
    """Return what kind of picture a file's content is or holds; "" for none."""
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return ""  # speech, whose samples can look like anything
    found = [kind for kind, pattern in PICTURES.items() if re.search(pattern, content, re.S)]
    if not found and content and cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR) is not None:
        found = ["decodable"]
    return found[0] if found else ""


@dataclass
class Seen:
    """What a run of the child left and did."""

    pictures: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    outward: set[str] = field(default_factory=set)
    report: dict[str, list[str]] = field(default_factory=dict)


class Watch:
    """Looks again and again at all files in some folders, and at the sockets of a process and its children."""

    def __init__(self, folders: list[Path], process: int, seen: Seen) -> None:
        self._folders, self._process, self._seen = folders, psutil.Process(process), seen
        self._known: dict[Path, tuple[int, int]] = {}

    def look(self) -> None:
        for folder in self._folders:
            for path in folder.rglob("*"):
                try:
                    if path.is_symlink() or not path.is_file():
                        continue
                    state = path.stat()
                    if self._known.get(path) != (state.st_mtime_ns, state.st_size):
                        self._known[path] = (state.st_mtime_ns, state.st_size)
                        self._seen.files.add(path.name)
                        kind = picture_in(path.read_bytes())
                        if kind:
                            self._seen.pictures[path.name] = kind
                except FileNotFoundError:
                    continue  # it was there for a moment only
        try:
            for one in (self._process, *self._process.children(recursive=True)):
                self._seen.outward.update(f"{one.name()} {socket}" for socket in one.net_connections("inet"))
        except psutil.Error:
            pass


def strace(log: Path) -> list[str]:
    """Return the beginning of a command line that writes system calls to `log`; nothing where strace can't be used."""
    program = shutil.which("strace")
    if program is None:
        return []
    command = [program, "-f", "--seccomp-bpf", "-e", "trace=connect,sendto,sendmsg,sendmmsg,openat,open,creat"]
    works = subprocess.run([*command, "-o", os.devnull, "true"], capture_output=True).returncode == 0
    return [*command, "-o", str(log)] if works else []


def traced(log: Path) -> tuple[set[str], set[str]]:
    """Return the addresses that are no AF_UNIX sockets, and the pictures (by name) opened for writing."""
    outward, pictures = set(), set()
    for line in log.read_text(errors="replace").splitlines():
        family = re.search(r"sa_family=(AF_\w+)", line)
        if family and family[1] != "AF_UNIX":
            outward.add(line.split(" ", 1)[1])
        opened = re.search(r'(?:open|openat|creat)\(.*"([^"]+)".*(?:O_WRONLY|O_RDWR|O_CREAT)', line)
        if opened and opened[1].lower().endswith(ENDINGS):
            pictures.add(opened[1])
    return outward, pictures


def run(tmp_path: Path, home: Path, video: Path, *more: str) -> Seen:
    cwd, temp, programs = tmp_path / "cwd", tmp_path / "temp", tmp_path / "bin"
    for folder in (cwd, temp, programs, tmp_path / "matplotlib"):
        folder.mkdir()
    (programs / "aplay").write_text(APLAY)
    (programs / "aplay").chmod(0o755)
    report, log, seen = tmp_path / "report.json", tmp_path / "strace.txt", Seen()
    environ = {
        **os.environ, "COMPANION_HOME": str(home), "TMPDIR": str(temp), "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": str(tmp_path / "matplotlib"),
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    # As on a person's computer: in an automatic build some libraries report less by themselves.
    for name in ("CI", "ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED", "ORT_RUNNING_UNIT_TESTS"):
        environ.pop(name, None)
    command = [*strace(log), sys.executable, str(CHILD), str(report), str(video), *more]
    with (tmp_path / "output.txt").open("wb") as output:
        child = subprocess.Popen(command, cwd=cwd, env=environ, stdout=output, stderr=output)
        watch = Watch([home, cwd, temp], child.pid, seen)
        end = time.monotonic() + LONGEST_S
        try:
            while child.poll() is None and time.monotonic() < end:
                watch.look()
                time.sleep(0.05)
        finally:
            child.kill()
            child.wait()
    assert child.returncode == 0, (tmp_path / "output.txt").read_text()[-3000:]
    watch.look()
    seen.report = json.loads(report.read_text())
    seen.outward.update(seen.report["network"])
    if log.exists():
        outward, pictures = traced(log)
        seen.outward |= outward
        seen.pictures |= dict.fromkeys(pictures, "written")
    return seen


@pytest.mark.skipif(sys.platform != "linux", reason="the watch reads /proc")
def test_all_modes_reach_no_network_and_write_no_picture(
    tmp_path: Path, home: Path, paths: Paths, astronaut: np.ndarray
) -> None:
    paths.settings.unlink()
    small = cv2.resize(astronaut, (320, 320), interpolation=cv2.INTER_AREA)
    video = write_video(tmp_path / "astronaut.avi", [small] * 90)
    seen = run(tmp_path, home, video)
    assert not seen.outward
    assert not seen.pictures
    places = (str(home), str(tmp_path), "/dev/")
    assert [name for name in seen.report["written"] if not name.startswith(places)] == []
    # It has run, and the watch has looked.
    assert {"journal.db", "settings.json", "visit.pdf", "all.csv", "all.json", "all.pdf"} <= seen.files
    assert longest_value(paths.journal) < LONGEST_VALUE
    for path in [home / "data", home / "config", home / "cache", *(home / "data").rglob("*")]:
        mode = path.stat().st_mode & 0o777
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))
    assert paths.settings.stat().st_mode & 0o777 == 0o600


def longest_value(journal: Path) -> int:
    """Return the length of the longest text or blob in the journal, in bytes."""
    with sqlite3.connect(f"file:{journal}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        rows = [row for table in tables for row in database.execute(f'select * from "{table}"')]
    database.close()
    assert rows
    return max(len(value) for row in rows for value in row if isinstance(value, str | bytes))


@pytest.mark.skipif(sys.platform != "linux", reason="the watch reads /proc")
def test_planted_connections_and_a_planted_picture_are_found(tmp_path: Path, home: Path) -> None:
    seen = run(tmp_path, home, tmp_path, "plant")
    assert seen.pictures == {"notes.txt": "JPEG"}
    assert any("socket.connect" in one for one in seen.outward)
    if (tmp_path / "strace.txt").exists():
        # The second came from C, where Python's hook can't see it.
        assert {port for one in seen.outward for port in ("htons(9)", "htons(10)") if port in one} == {
            "htons(9)", "htons(10)",
        }  # fmt: skip


@pytest.mark.parametrize("ending", [".png", ".jpg", ".bmp", ".tiff", ".webp"])
def test_every_kind_of_picture_is_known(astronaut: np.ndarray, ending: str) -> None:
    content = cv2.imencode(ending, cv2.resize(astronaut, (48, 48)))[1].tobytes()
    assert picture_in(content)
    assert picture_in(b"\n" + content) or ending == ".bmp"
    assert not picture_in(b'{"first_run_done": true}')
