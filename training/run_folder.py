"""The folder of a training run: which one it is, when it is made, and what of a former run leaves it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.callbacks import STATE_FILE
from training.datasets import tell
from training.folds import DONE_FILE

# What the report of a former run consists of (training/report.py); anything else in report/ is not ours to remove.
REPORT_FILES = ("*.png", "report.md", "metrics.json", "log.csv", "folds.json", "transfer.json")


def folder_of_run(first: Path, resume: bool) -> Path:
    """Return the folder for a run that names none: a new one, so that no run is lost; to resume, the newest run's.

    Args:
        first: such as runs/poster; later ones are runs/poster-2 and so on.
        resume: take a folder that holds a run to go on with; `first` where there is none.
    """
    if resume:
        return _newest_run(first)
    number = 1
    while _numbered(first, number).exists():
        number += 1
    return _numbered(first, number)


def _newest_run(first: Path) -> Path:
    # A folder without a state (its run ended before the first checkpoint) has nothing to go on with.
    tails = (path.parent.name.removeprefix(f"{first.name}-") for path in first.parent.glob(f"*/{STATE_FILE}"))
    numbers = [int(tail) for tail in tails if tail.isdecimal()]
    return _numbered(first, max(numbers, default=1))


def _numbered(first: Path, number: int) -> Path:
    return first if number == 1 else first.with_name(f"{first.name}-{number}")


def begin(out: Path, resume: bool) -> None:
    """Make the run's folder; a run that is begun anew there loses the former one's report and answers by fold.

    To be called once nothing but the disk can fail: bad input leaves no empty folder, and no former report is lost.

    Raises:
        OSError: the folder cannot be made.
    """
    out.mkdir(parents=True, exist_ok=True)
    if resume or not (out / STATE_FILE).exists():
        return
    tell(f"There is a run in {out}; it is begun anew. (--resume goes on with one.)")
    # The former run's figures would stand beside the new run's weights until the end.
    (out / DONE_FILE).unlink(missing_ok=True)
    for pattern in REPORT_FILES:
        for path in (out / "report").glob(pattern):
            path.unlink()


def learned_before(init: Path | None, out: Path, resume: bool) -> dict[str, str]:
    """Return the data sets (file name -> SHA-256) that a run's first weights had learned from, so far as it is known.

    Args:
        init: the weights that the run starts from, beside the run.json or card.json that tells of them; or None.
        out: the run's own folder; a resumed run has it in its run.json.
        resume: the run goes on.
    """
    if init is None:
        return dict(_kept(out / "run.json").get("init_data", {})) if resume else {}
    kept = _kept(init.parent / "run.json") or _kept(init.parent / "card.json")
    before = kept.get("init_data") or kept.get("recipe", {}).get("init_data") or {}
    return {**before, **kept.get("data", {})}


def _kept(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
