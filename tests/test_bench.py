"""The bench prints the figures of the contract from a real window, and its arithmetic is right."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from companion import bench as bench_room
from companion.bench import bench, figures_of
from companion.meter import Meter
from companion.ui.shell import Shell
from companion.words import bench as say


def test_bench_measures_the_real_window(video: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_mb = psutil.Process().memory_info().rss / 1e6
    assert bench(str(video), None, as_json=True, seconds=4) == 0
    figures = json.loads(capsys.readouterr().out)
    assert list(figures) == ["window_s", "first_reading_s", "fps", "latency_ms", "recognition_ms", "memory_mb"]
    assert figures["fps"] > 1
    assert 0 < figures["latency_ms"]["p50"] <= figures["latency_ms"]["p95"]
    assert figures["recognition_ms"]["p50"] > 0
    # It runs in this process, in which other tests may have left much.
    assert 20 < own_mb * 0.8 < figures["memory_mb"]["start"] < own_mb + 500


def test_drawn_video_serves_where_none_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(None, None, as_json=False, seconds=3) == 0
    told = capsys.readouterr().out
    assert say.NAMES["fps"] in told and "None" not in told
    assert told.splitlines()[-1] == say.NO_FACE and say.NAMES["recognition_ms"] not in told


def test_source_that_cannot_be_used_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench("nothing.mp4", None, as_json=True, seconds=3600) == 1  # nobody waits for what cannot come
    assert "nothing.mp4 is not there" in capsys.readouterr().err


def test_a_window_that_is_closed_meanwhile_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    show = Shell.show

    def shown(shell: Shell, *args: Any, **extra: Any) -> Any:
        shell.after(500, shell.close)
        return show(shell, *args, **extra)

    monkeypatch.setattr(Shell, "show", shown)
    assert bench(None, None, as_json=True, seconds=3600) == 1
    assert capsys.readouterr().err == f"{say.CLOSED}\n"


def test_what_is_drawn_for_the_bench_is_no_part_of_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []

    def drawn(folder: Path) -> str:
        time.sleep(0.2)
        return "drawn.avi"

    def measured(paths: Any, source: str, network: str, seconds: float, extra_s: float) -> Any:
        given.append(extra_s)
        raise bench_room.BenchError("enough")

    monkeypatch.setattr(bench_room, "_drawn_video", drawn)
    monkeypatch.setattr(bench_room, "measure", measured)
    assert bench(None, None, as_json=True) == bench("a.mp4", None, as_json=True) == 1
    assert given[0] >= 0.2 > given[1]


def test_age_of_a_process_is_counted_from_its_own_start() -> None:
    slept_s, tick_s = 0.2, 0.02
    program = f"import time; from companion.meter import process_age_s; time.sleep({slept_s}); print(process_age_s())"
    began = time.monotonic()
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert slept_s <= float(told.stdout) <= time.monotonic() - began + tick_s


def test_figures_come_from_the_times_that_were_collected() -> None:
    meter = Meter()
    for n in range(301):
        meter.frame_drawn(10 + n / 30)
        meter.reading_drawn(10 + n / 30, 10 + n / 30 - 0.02, 0.008, face=n % 2 == 0)
    figures = figures_of(meter, window_s=0.5, began=9.0, memory_start=100.0, memory_end=101.0)
    assert figures["fps"] == pytest.approx(30, abs=0.1)
    assert figures["latency_ms"] == {"p50": 20.0, "p95": 20.0}
    assert figures["recognition_ms"] == {"p50": 8.0, "p95": 8.0}
    assert figures["first_reading_s"] == 1.0
