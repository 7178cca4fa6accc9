"""A fresh start beside one from a network that learned FER+: `python training/transfer.py --network ckplus`."""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from companion.sources.fer2013 import DataError
from training.arguments import positive, seed
from training.callbacks import BEST_FILE
from training.datasets import tell
from training.files import write_json
from training.report import TRANSFER_FILE
from training.train import PRECISIONS, train
from training.trainer import Order
from training.weights import load_saved

# Of the planned time: what the trunk gets; the two runs that are compared share the rest evenly.
TRUNK_SHARE = 0.4
NETWORKS = ("ckplus", "poster")


def compare(order: Order, path: Path, fer2013: Path, votes: Path, trunk: Path | None) -> dict[str, Any]:
    """Train on FER+ (or take `trunk`), then train twice on `path`, fresh and from it, with the same seed and time.

    The trunk learns the words that most of ten people say, with the same layers, so all weights are taken over.

    Args:
        order: the network, the folder for the three runs, minutes or epochs of all.
        path: what the two compared runs learn from.
        fer2013, votes: what the trunk learns from.
        trunk: the run's folder of a trunk that was trained before.

    Returns:
        What TRANSFER_FILE holds: `fresh` and `transferred`, each with accuracy and macro F1 (and by person).

    Raises:
        DataError: a file is missing, the data cannot be used, or a run was stopped.
        OSError: a folder cannot be written.
    """
    # What is needed last would be missed only after the most of an hour.
    for file in (path, trunk / BEST_FILE) if trunk else (path, fer2013, votes):
        if not file.exists():
            raise DataError(f"{file} is not there, so nothing was trained.")
    if trunk and (found := load_saved(trunk / BEST_FILE).name) != order.network:
        raise DataError(f"{trunk} holds {found}, not {order.network}, so nothing was trained.")
    minutes, share = order.minutes, 0.0 if trunk else TRUNK_SHARE

    def run(name: str, part: float, data: Path, by: Path | None, **more: Any) -> dict[str, Any]:
        tell(f"-- {name} --")
        own = replace(order, out=order.out / name, minutes=minutes and minutes * part, **more)
        found = train(own, data, by, time.monotonic())
        if found["interrupted"] or found.get("folds_interrupted"):
            raise DataError("The comparison was stopped. --trunk goes on with a trunk that is done.")
        return found

    if trunk is None:
        run("trunk", share, fer2013, votes, by_votes=True)
        trunk = order.out / "trunk"
    rest = (1 - share) / 2
    fresh = run("fresh", rest, path, None)
    started = run("transferred", rest, path, None, init=trunk / BEST_FILE, folds_from_init=True)
    return {"fresh": _figures(fresh), "transferred": _figures(started), "minutes_each": fresh["training_minutes"]}


def _figures(run: dict[str, Any]) -> dict[str, Any]:
    test, by_person = run["metrics"]["test"], run["metrics"].get("by_person", {})
    names = ("accuracy_mean", "accuracy_sd")
    return {
        "epochs": run["epochs"],
        "accuracy": test["accuracy"],
        "macro_f1": test["macro_f1"],
        **{f"by_person_{name}": by_person[name] for name in names if name in by_person},
    }


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot, 130 when interrupted."""
    parser = argparse.ArgumentParser(description="Compare a fresh start with a start from a FER+-trained trunk.")
    parser.add_argument("--network", required=True, choices=NETWORKS)
    parser.add_argument("--data", required=True, type=Path, help="what is learned: ck48.zip or fer2013.csv")
    parser.add_argument("--fer2013", required=True, type=Path, help="fer2013.csv, for the trunk")
    parser.add_argument("--votes", required=True, type=Path, help="fer2013new.csv, the FER+ votes, for the trunk")
    parser.add_argument("--out", required=True, type=Path, help="folder for the three runs")
    parser.add_argument("--trunk", type=Path, help="the run's folder of a trunk that is trained already")
    parser.add_argument("--report", type=Path, help="the report's folder that shall show the comparison")
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--epochs", type=positive(int), help="of each run")
    length.add_argument("--minutes", type=positive(float), help="for all of it")
    parser.add_argument("--seed", type=seed, default=0)
    parser.add_argument("--precision", choices=PRECISIONS, default=PRECISIONS[0])
    args = parser.parse_args(argv)
    order = Order(
        args.network, args.out, epochs=args.epochs, minutes=args.minutes, seed=args.seed, precision=args.precision
    )
    try:
        found = compare(order, args.data, args.fer2013, args.votes, args.trunk)
        for folder in filter(None, (args.out, args.report)):
            folder.mkdir(parents=True, exist_ok=True)
            write_json(folder / TRANSFER_FILE, found)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    except KeyboardInterrupt as stop:
        tell(str(stop) or "The comparison was stopped. --trunk goes on with a trunk that is done.")
        return 130
    for name in ("fresh", "transferred"):
        print(f"{name}: " + ", ".join(f"{key} {value:.4g}" for key, value in found[name].items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
