"""Puts two networks side by side into the one that the app uses, and takes them apart again to train them on.

    python training/pair.py runs/companion runs/second --out runs/pair

The answer is the mean of both networks' logits, by one last layer on the features of both. `train.py --init` finds the
half that it trains in such a network by itself.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np
from numpy.typing import NDArray

from companion.sources.fer2013 import DataError
from training.datasets import sha256_of, tell
from training.export import KERAS_FILE, read_run
from training.files import write_json
from training.mean import OF_ITS_OWN
from training.weights import HEADS, SIDES, halves, open_core, plain_core, save_core


def join(runs: list[Path], out: Path) -> dict[str, Any]:
    """Write OUT/network.keras and OUT/run.json, and return what the latter holds: the last run's, and `pair_of`.

    Raises:
        DataError: a run's network is missing or damaged, or they are not one of each kind.
        OSError: `out` cannot be written.
    """
    paths = [run / KERAS_FILE for run in runs]
    cores = [open_core(path) for path in paths]
    names = tuple(core.name for core in cores)
    if names != SIDES:
        raise DataError(f"A pair is made of {' and '.join(SIDES)}, in this order, not of {' and '.join(names)}.")
    pair = plain_core("pair")
    for half, core in zip(halves(pair), cores, strict=True):
        half.set_weights(keras.Model(core.inputs, core.get_layer(HEADS[0]).input).get_weights())
    for head in HEADS:
        pair.get_layer(head).set_weights(_side_by_side([core.get_layer(head).get_weights() for core in cores]))
    about = {key: value for key, value in read_run(runs[-1]).items() if key not in OF_ITS_OWN}
    about["pair_of"] = [f"{run.resolve().name} {sha256_of(path)[:16]}" for run, path in zip(runs, paths, strict=True)]
    out.mkdir(parents=True, exist_ok=True)
    save_core(pair, out / KERAS_FILE)
    write_json(out / "run.json", about)
    return about


def _side_by_side(heads: list[list[NDArray[np.float32]]]) -> list[NDArray[np.float32]]:
    kernels, biases = zip(*heads, strict=True)
    return [np.concatenate(kernels) / len(heads), np.mean(biases, axis=0)]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; a fault is one sentence and status 2."""
    parser = argparse.ArgumentParser(description="Put two trained networks side by side into one.")
    parser.add_argument("runs", type=Path, nargs=2, help=f"folders of training runs, {' and '.join(SIDES)}")
    parser.add_argument("--out", type=Path, required=True, help="the new network's folder, to export as any run")
    args = parser.parse_args(argv)
    try:
        about = join(args.runs, args.out)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    print(f"{args.out / KERAS_FILE} is {' and '.join(about['pair_of'])} side by side.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
