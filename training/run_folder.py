"""The folder of a training run: which one it is, when it is made, and what of a former run leaves it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from companion.reading.card import NETWORK_FILE
from companion.sources.fer2013 import DataError
from training.callbacks import BEST_FILE, CHECKPOINT_FILE, LOG_FILE, STATE_FILE
from training.card import CARD_FILE, INT8_FILE
from training.datasets import tell
from training.files import write_json
from training.folds import DONE_FILE
from training.learned import told_in

# In the run.json of a run whose folds by person begin with the same weights as the run itself.
FOLDS_FROM_INIT = "folds_from_init"
# The number of the process that has trained here last, and when it began; that is reckoned from when the computer did,
# which moves a little where its clock is set.
PROCESS_FILE = "process.txt"
CLOCKS_S = 2.0
# Where a run is kept, beside the one that was begun anew in its folder.
FORMER = "former"
# What a run goes on with.
MOVED_FILES = (STATE_FILE, CHECKPOINT_FILE, BEST_FILE, LOG_FILE, DONE_FILE)
# What was measured of a network's weights in report/ (training/report.py, robustness.py), and what else of a former
# run stands there; anything else in report/ is not ours to remove.
FIGURE_FILES = ("*.png", "report.md", "metrics.json", "robustness.*")
REPORT_FILES = (*FIGURE_FILES, "log.csv", "folds.json", "transfer.json")
# What export.py, quantize.py and calibrate.py make of a network: all figures are measured with these.
EXPORTED_FILES = (NETWORK_FILE, INT8_FILE, CARD_FILE)
# What run.json tells of the network that a run or its former part ended with.
OF_THE_NETWORK = ("metrics", "epochs", "training_minutes", "best_epoch", "best_val_accuracy", "best_val_accuracies")


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
    found = first.parent.glob(f"{first.name}-*/{STATE_FILE}")
    tails = (path.parent.name.removeprefix(f"{first.name}-") for path in found)
    numbers = [int(tail) for tail in tails if tail.isdecimal()]
    return _numbered(first, max(numbers, default=1))


def _numbered(first: Path, number: int) -> Path:
    return first if number == 1 else first.with_name(f"{first.name}-{number}")


def refuse_taken(out: Path) -> None:
    """Raise where a network that is made of others would take the place of one that is there already.

    Raises:
        DataError: `out` holds a network: one that is read, another run's or a released one.
    """
    if (out / BEST_FILE).exists():
        raise DataError(f"There is a network in {out} already, which would be lost. Give --out another folder.")


def begin(out: Path, resume: bool, about: Mapping[str, Any] | None = None, unnamed: bool = False) -> None:
    """Make the run's folder; a run that is begun anew there loses the former one's report and answers by fold.

    To be called once nothing but the disk can fail: bad input leaves no empty folder, and no former report is lost.

    Args:
        out, resume: the folder, and whether the run in it goes on.
        about: what a new run's run.json tells until the run ends, so that one that is killed is known too.
        unnamed: `out` was chosen because nothing was there (see `folder_of_run`).

    Raises:
        DataError: nobody named the folder, and another run has made it since; or another process trains in it now.
        OSError: the folder cannot be made or written.
    """
    try:
        out.mkdir(parents=True, exist_ok=not unnamed)
    except FileExistsError:
        if not unnamed:
            raise
        raise DataError(f"Another run has begun in {out} meanwhile. Start this one again, or give it --out.") from None
    # Two runs in one folder would leave the weights of one beside what the other tells of its own.
    if (other := _process_in(out)) is not None:
        raise DataError(f"Another run is going on in {out} (process {other}). Wait for its end, or give another --out.")
    (out / PROCESS_FILE).write_text(f"{os.getpid()} {psutil.Process().create_time()}")
    if resume:
        return
    unfinished = (out / STATE_FILE).exists()
    # mean.py and branches.py leave no state, nor does a network that was copied here.
    if unfinished or any((out / name).exists() for name in (BEST_FILE, *EXPORTED_FILES)):
        # If the new run ended before its first epoch does, the former weights would pass for what its run.json tells
        # of. They may be hours of work: whoever forgot --resume can still go on with them.
        former = _move_to_former(out, (*MOVED_FILES, *EXPORTED_FILES, "run.json"))
        what, how = ("run", ": --resume goes on with it.") if unfinished else ("network", ".")
        tell(f"There is a {what} in {out}; a new one is begun. The former is now in {former}{how}")
        # The former run's figures would stand beside the new run's weights until the end.
        _remove_from_report(out, REPORT_FILES)
    write_json(out / "run.json", dict(about or {}))


def _process_in(out: Path) -> int | None:
    """Return the number of another process that trains in a folder now."""
    try:
        number, began_s = (out / PROCESS_FILE).read_text().split()
        # Numbers are given again: it must be the very same process.
        other = psutil.Process(int(number))
        runs = other.pid != os.getpid() and abs(other.create_time() - float(began_s)) < CLOCKS_S
    except (OSError, ValueError, psutil.Error):
        return None
    return other.pid if runs else None


def take_out_former(out: Path) -> None:
    """Take what was made of a run's network out of its way, before other weights take the network's place.

    What was exported goes to `former`: calibrate.py and evaluate.py would open it, and measure the former weights. The
    figures in report/ and run.json are removed: the next export would write them on the new network's card, also of a
    run that is killed before it has figures of its own.

    Raises:
        OSError: the folder cannot be written.
    """
    _remove_from_report(out, FIGURE_FILES)
    told = told_in(out / "run.json")
    if told.keys() & set(OF_THE_NETWORK):
        write_json(out / "run.json", {name: value for name, value in told.items() if name not in OF_THE_NETWORK})
    if any((out / name).exists() for name in EXPORTED_FILES):
        former = _move_to_former(out, EXPORTED_FILES)
        tell(f"A better network is in {out}; what was exported of the former one is now in {former}.")


def _remove_from_report(out: Path, patterns: Sequence[str]) -> None:
    for pattern in patterns:
        for path in (out / "report").glob(pattern):
            path.unlink()


def _move_to_former(out: Path, names: Sequence[str]) -> Path:
    former = folder_of_run(out / FORMER, resume=False)
    former.mkdir()
    for name in names:
        if (out / name).exists():
            (out / name).replace(former / name)
    return former


def read_state(out: Path, network: str) -> dict[str, Any]:
    """Read the state that a resumed run starts from.

    Raises:
        DataError: there is no run in `out`, or it is damaged, or of another network.
    """
    try:
        state: dict[str, Any] = json.loads((out / STATE_FILE).read_text())
        found = state.get("network", network)
        state.setdefault("asked", {}).items()
        float(state["learning_rate"]), int(state["epoch"]), float(state["used_s"])
    except FileNotFoundError:
        raise DataError(f"There is no run to go on with in {out}. Leave --resume out.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{out / STATE_FILE} is damaged ({error}). Leave --resume out to start anew.") from error
    if found != network:
        raise DataError(f"The run in {out} trains {found}, not {network}.")
    return state


def refuse_other(out: Path, state: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Raise where a resumed run is asked for otherwise than it was begun: by mistake, that would spoil hours.

    Args:
        out, state: the run's folder and what `read_state` found there; an old one does not tell how it was begun.
        asked: the numbers of its recipe, its teachers and its data, by name, as JSON gives them back.

    Raises:
        DataError: it was begun with others.
    """
    begun = state["asked"]
    other = [f"{name}={begun[name]}" for name, value in asked.items() if _differ(name, begun.get(name, value), value)]
    if other:
        raise DataError(
            f"The run in {out} was begun with {', '.join(other)}. Give the same --data, --votes, --labels, --set, "
            "--learning-rate, --teachers, --softened-by and --check-part, or begin a new run with --init."
        )


def _differ(name: str, begun: Any, asked: Any) -> bool:
    """Tell whether two values of `name` are not the same; a network's folder may have been renamed meanwhile."""
    if name == "teachers":
        return [_weights(told) for told in begun] != [_weights(told) for told in asked]
    return bool(_weights(begun) != _weights(asked) if name == "softened_by" else begun != asked)


def _weights(told: str | None) -> str | None:
    return told and told.rpartition(" ")[2]


def refuse_folds_of_trunk(out: Path) -> None:
    """Raise where a resumed run's folds by person began with a trunk's weights (training/transfer.py).

    Which they were is not kept, and folds from random weights would pass for folds from a trunk.

    Raises:
        DataError: they did.
    """
    if told_in(out / "run.json").get(FOLDS_FROM_INIT):
        raise DataError(f"The run in {out} is one of a comparison. Start transfer.py again, with --trunk.")
