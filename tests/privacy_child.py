"""Runs all modes of the app in one process under an audit hook, and writes what the hook saw: `test_privacy` reads it.

    python tests/privacy_child.py REPORT VIDEO [plant]
"""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import time
from pathlib import Path
from typing import Any

# What goes to the network, with the place of the socket in the arguments (-1: there is none, it always counts).
NETWORK = {
    "socket.connect": 0, "socket.bind": 0, "socket.sendto": 0, "socket.sendmsg": 0, "socket.getaddrinfo": -1,
    "socket.gethostbyname": -1, "socket.gethostbyaddr": -1, "urllib.Request": -1, "http.client.connect": -1,
    "ftplib.connect": -1, "smtplib.connect": -1,
}  # fmt: skip

REPORT = Path(sys.argv[1]).absolute()
network: list[str] = []
written: list[str] = []


def hook(event: str, args: tuple[Any, ...]) -> None:
    """Note what goes out and what is opened for writing."""
    if event in NETWORK:
        place = NETWORK[event]
        if place < 0 or args[place].family != socket.AF_UNIX:
            network.append(f"{event} {args[1:] if place == 0 else args}")
    elif event == "open" and isinstance(args[0], str | bytes):
        mode, flags = str(args[1] or ""), int(args[2] or 0)
        if set(mode) & set("wax+") or flags & 3:
            name = args[0].decode(errors="replace") if isinstance(args[0], bytes) else args[0]
            written.append(name if name.startswith("/") else str(Path.cwd() / name))


def plant() -> None:
    """Do what must be found: a connection from Python, one from C, and a picture in an innocent file."""
    import ctypes

    import cv2
    import numpy as np

    with contextlib.suppress(OSError), socket.socket() as one:
        one.connect(("127.0.0.1", 9))
    library = ctypes.CDLL(None)
    # AF_INET, port 10, 127.0.0.1
    library.connect(library.socket(2, 1, 0), b"\x02\x00\x00\x0a\x7f\x00\x00\x01" + bytes(8), 16)
    noise = np.random.default_rng(0).integers(0, 255, (48, 48), np.uint8)
    Path("notes.txt").write_bytes(b"notes" + cv2.imencode(".jpg", noise)[1].tobytes())
    time.sleep(0.3)


def all_modes(video: str) -> None:
    """Analyze, doctor, a short bench, a visit with talk, mirror and History, a Mirror with a picture, all exports."""
    from companion.__main__ import main
    from companion.bench import bench
    from companion.paths import user_paths
    from companion.ui.app import App
    from tests.keyboard_visit import Hands, visit

    for arguments in (["analyze", video], ["analyze", "--json", video], ["doctor", "--json"], ["export", "empty.csv"]):
        sys.argv[1:] = arguments
        assert main() == 0, arguments
    assert bench(video, None, as_json=True, seconds=2.0) == 0
    app = App(user_paths())
    visit(app, Path(video), Path.cwd(), exports=(".csv", ".json", ".pdf"))
    app = App(user_paths())
    app.start("mirror", video)
    app.shell.update()
    app.shell.focus_force()
    hands, mirror = Hands(app), app.shell.screen
    hands.wait(lambda: mirror._live.reading is not None, "a reading in the Mirror")  # type: ignore[union-attr]
    hands.press("d")
    hands.wait(lambda: type(mirror.step).__name__ == "Result", "the guess")  # type: ignore[union-attr]
    app.shell.close()
    for name in ("all.csv", "all.json", "all.pdf"):
        sys.argv[1:] = ["export", name]
        assert main() == 0, name


sys.addaudithook(hook)
video = str(Path(sys.argv[2]).absolute())
plant() if "plant" in sys.argv[3:] else all_modes(video)
REPORT.write_text(json.dumps({"network": network, "written": written}))
