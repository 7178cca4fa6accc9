"""Measures recognition (find, cut, classify) beside the package `fer` 25.10.3 on the same video, in the same run.

    python tests/benchmarks/beside_fer.py VIDEO [--python PYTHON] [--frames N]

PYTHON is the interpreter that has `fer` (its own environment is best: it needs TensorFlow and another OpenCV); without
one, this interpreter. Where `fer` is not installed, only our own figures are printed. Each side is a process of its
own, one after the other, fed the same frames, made 640 wide. One JSON object: for each side `start_s` (from the
process's start to its first answer), `frame_ms` p50 and p95, `memory_mb` and `faces` (frames in which it saw a face).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WIDTH = 640
# The first frames load code and make buffers.
WARM_UP = 5


def main() -> int:
    """Run both sides, or (with `--side`) one of them in this process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("video", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--side", choices=("companion", "fer"), help=argparse.SUPPRESS)
    parser.add_argument("--began", type=float, help=argparse.SUPPRESS)
    wish = parser.parse_args()
    if wish.side:
        print(json.dumps(_measure(wish.side, wish.video, wish.frames, wish.began)))
        return 0
    figures = {}
    for side, python in (("companion", sys.executable), ("fer", wish.python)):
        command = [python, __file__, str(wish.video), "--frames", str(wish.frames), "--side", side]
        command += ["--began", repr(time.time())]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        figures[side] = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None
        if figures[side] is None:
            print(f"{side}: not measured: {(done.stderr.strip().splitlines() or ['it failed'])[-1]}", file=sys.stderr)
    print(json.dumps(figures))
    return 0 if figures["companion"] else 1


def _measure(side: str, video: Path, count: int, began_at: float) -> dict[str, Any]:
    import psutil

    process = psutil.Process()
    sees = _companion() if side == "companion" else _fer()
    frames = _frames(video, count)
    start_s, seconds, faces = 0.0, [], 0
    for number, frame in enumerate(frames):
        began = time.perf_counter()
        faces += sees(frame, number / 30)
        seconds.append(time.perf_counter() - began)
        start_s = start_s or time.time() - began_at
    return {
        "start_s": round(start_s, 2),
        "frame_ms": _percentiles(seconds[WARM_UP:]),
        "memory_mb": round(process.memory_info().rss / 1e6),
        "faces": faces,
        "frames": len(frames),
    }


def _percentiles(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    at = {name: ordered[int((len(ordered) - 1) * share)] for name, share in (("p50", 0.5), ("p95", 0.95))}
    return {name: round(value * 1000, 1) for name, value in at.items()}


def _frames(video: Path, count: int) -> list[Any]:
    import cv2

    capture, frames = cv2.VideoCapture(str(video)), []
    while len(frames) < count:
        good, frame = capture.read()
        if not good:
            break
        frames.append(cv2.resize(frame, (WIDTH, round(frame.shape[0] * WIDTH / frame.shape[1]))))
    return frames


def _companion() -> Callable[[Any, float], bool]:
    from companion.faces.finder import default_finder
    from companion.faces.following import Follower
    from companion.paths import user_paths
    from companion.reading.card import network_folder
    from companion.reading.classifier import Classifier

    follower, classifier = Follower(default_finder(user_paths())), Classifier(network_folder("auto"))

    def sees(frame: Any, time_s: float) -> bool:
        faces = follower.faces(frame, time_s)
        if faces:
            classifier.follow(faces[0], time_s)
        return bool(faces)

    return sees


def _fer() -> Callable[[Any, float], bool]:
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    from fer.fer import FER

    detector = FER()
    return lambda frame, time_s: bool(detector.detect_emotions(frame))


if __name__ == "__main__":
    sys.exit(main())
