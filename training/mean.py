"""Makes one network of several runs that began at each other's weights: the mean of their weights.

    python training/mean.py runs/companion8 runs/companion9 --out runs/companion10

It costs no time in the app and reads better than each alone (Wortsman et al. 2022, "Model soups"), but only while the
networks are near relatives: those of separate beginnings have no useful mean (training/EXPERIMENTS.md).
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from companion.sources.fer2013 import DataError
from training.callbacks import LOG_FILE
from training.datasets import sha256_of, tell
from training.export import read_run
from training.files import write_json, write_with
from training.learned import all_pictures_before, check_parts_before
from training.onnx_network import KERAS_FILE
from training.run_folder import refuse_taken
from training.weights import open_core, save_core

# What a run measured of its own weights, which the mean does not have.
OF_ITS_OWN = ("metrics", "best_epoch", "best_val_accuracy", "best_val_accuracies")


def mean(runs: list[Path], out: Path) -> dict[str, Any]:
    """Write OUT/network.keras and OUT/run.json, and return what the latter holds: the last run's, and `mean_of`.

    Raises:
        DataError: a run's network is missing or damaged, the networks differ, `out` holds a network, or they
            left out different parts of the pictures that choose the epoch (train.py --check-part).
        OSError: `out` cannot be written.
    """
    refuse_taken(out)
    paths = [run / KERAS_FILE for run in runs]
    cores = [open_core(path) for path in paths]
    core = cores[-1]
    if len({other.name for other in cores}) > 1:
        raise DataError(f"These are different networks: {', '.join(other.name for other in cores)}.")
    if len({tuple(check_parts_before(path)) for path in paths}) > 1:
        raise DataError("These learned from other parts of what chooses the epoch: their mean has seen them all.")
    weights = [np.stack(same).mean(axis=0) for same in zip(*(c.get_weights() for c in cores), strict=True)]
    about = {key: value for key, value in read_run(runs[-1]).items() if key not in OF_ITS_OWN}
    about |= all_pictures_before(paths)
    about["mean_of"] = [f"{run.resolve().name} {sha256_of(path)[:16]}" for run, path in zip(runs, paths, strict=True)]
    out.mkdir(parents=True, exist_ok=True)
    write_json(out / "run.json", about)
    write_with(out / KERAS_FILE, lambda part: save_core(core, part, weights))
    if (runs[-1] / LOG_FILE).is_file():
        shutil.copyfile(runs[-1] / LOG_FILE, out / LOG_FILE)
    return about


def main(argv: list[str] | None = None) -> int:
    """Run the command line; a fault is one sentence and status 2."""
    parser = argparse.ArgumentParser(description="Make one network of several runs: the mean of their weights.")
    parser.add_argument("runs", type=Path, nargs="+", help="folders of training runs, the last of them the latest")
    parser.add_argument("--out", type=Path, required=True, help="the new network's folder, to export as any run")
    args = parser.parse_args(argv)
    try:
        about = mean(args.runs, args.out)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    print(f"{args.out / KERAS_FILE} is the mean of {', '.join(about['mean_of'])}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
