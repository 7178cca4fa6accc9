"""A long talk on a looped video, in the real window with a real journal: frames a second and memory, minute by minute.

    python tests/benchmarks/long_talk.py VIDEO [MINUTES]     # needs a display (xvfb-run); 20 minutes without a number

Prints a line a minute, and one JSON object at the end: `fps` of each minute, `memory_mb` at the end of each minute,
`growth` from minute 5 (or the first) to the end as a share, and what the journal holds.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from sqlite_utils import Database

from companion.journal.moment import system_clock
from companion.journal.records import Mode
from companion.journal.writer import Writer
from companion.meter import Meter
from companion.paths import HOME_VARIABLE, user_paths
from companion.session import Session
from companion.settings import Settings
from companion.ui.make_pipeline import pipeline_maker
from companion.ui.shell import Shell
from companion.ui.talk import Talk


def run(home: Path, video: str, minutes: int) -> dict[str, Any]:
    """Talk for so many minutes and return the figures."""
    paths = user_paths({HOME_VARIABLE: str(home)})
    writer = Writer(paths, system_clock, lambda notice: None)
    writer.start()
    meter, process = Meter(), psutil.Process()
    session = Session(writer, Mode.TALK, "file", consent=None)
    maker = pipeline_maker(paths, video, "auto", loop=True)
    shell = Shell(Settings(None), {"talk": lambda shell, **extra: Talk(shell, maker, session, meter)})
    shell.show("talk")
    fps, memory = [], []
    for minute in range(minutes):
        began, drawn = time.monotonic(), len(meter.drawn_at)
        while time.monotonic() - began < 60:
            shell.update()
            time.sleep(0.001)
        fps.append(round((len(meter.drawn_at) - drawn) / 60, 1))
        memory.append(round(process.memory_info().rss / 1e6, 1))
        print(f"minute {minute + 1}: {fps[-1]} frames a second, {memory[-1]} MB", file=sys.stderr, flush=True)
    shell.close()
    writer.stop()
    base = memory[min(4, len(memory) - 1)]
    # A row at each change, and one each second.
    rows = next(Database(paths.journal).query("select count(*) as n from readings"))["n"]
    return {"fps": fps, "memory_mb": memory, "growth": round(memory[-1] / base - 1, 4), "readings": rows}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="companion-long-") as folder:
        print(json.dumps(run(Path(folder), sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20)))
