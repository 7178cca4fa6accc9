"""Makes one network for the app of several that share their front, and takes one of them out again.

    python training/train.py --network branch --init runs/companion/network.keras --out runs/branch ...
    python training/branches.py runs/companion runs/branch --out runs/tree
    python training/branches.py runs/tree --take 2 --out runs/branch

The answer of a tree is the mean of its branches' logits. The third line gives what `train.py --init` goes on with.
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

from companion.sources.fer2013 import DataError
from model.companion import BRANCHES, front
from training.datasets import sha256_of, tell
from training.export import KERAS_FILE, read_run
from training.files import write_json
from training.mean import OF_ITS_OWN
from training.run_folder import learned_before
from training.weights import open_core, plain_core, save_core


def join(runs: list[Path], out: Path) -> dict[str, Any]:
    """Write OUT/network.keras and OUT/run.json, and return what the latter holds: the last run's, and `branches`.

    Raises:
        DataError: a network is missing or damaged, or they are not one `companion` and branches of it.
        OSError: `out` cannot be written.
    """
    paths = [run / KERAS_FILE for run in runs]
    cores = [open_core(path) for path in paths]
    names, wanted = [core.name for core in cores], ["companion", *["branch"] * (BRANCHES - 1)]
    if names != wanted:
        raise DataError(f"A tree is made of {' and '.join(wanted)}, in this order, not of {' and '.join(names)}.")
    for path, core in zip(paths, cores, strict=True):
        if not _same(_weights(front(core)), _weights(front(cores[0]))):
            raise DataError(f"{path} has another front than {paths[0]}. Train it with --init {paths[0]}.")
    tree = plain_core("tree")
    _give(front(tree), _weights(front(cores[0])))
    for number, core in enumerate(cores, start=1):
        _give(layers_of(tree, number), _weights(core.layers[len(front(core)) :]))
    about = {key: value for key, value in read_run(runs[-1]).items() if key not in OF_ITS_OWN}
    about["branches"] = [f"{run.resolve().name} {sha256_of(path)[:16]}" for run, path in zip(runs, paths, strict=True)]
    out.mkdir(parents=True, exist_ok=True)
    save_core(tree, out / KERAS_FILE)
    write_json(out / "run.json", about)
    return about


def take(run: Path, number: int, out: Path) -> keras.Model:
    """Write one branch of a tree as what it was, and return it; the first one is `companion`.

    OUT/run.json tells what data it has learned from, for whoever trains it on.

    Raises:
        DataError: there is no tree, or it has no such branch.
        OSError: `out` cannot be written.
    """
    tree = open_core(run / KERAS_FILE)
    if tree.name != "tree" or not 1 <= number <= BRANCHES:
        raise DataError(f"{run} is the network {tree.name}: it has no branch {number}.")
    core = plain_core("companion" if number == 1 else "branch")
    _give(core.layers, _weights([*front(tree), *layers_of(tree, number)]))
    out.mkdir(parents=True, exist_ok=True)
    save_core(core, out / KERAS_FILE)
    write_json(out / "run.json", {"network": core.name, "data": learned_before(run / KERAS_FILE, out, resume=False)})
    return core


def layers_of(tree: keras.Model, number: int) -> list[keras.layers.Layer]:
    """Return the layers of one branch of a tree, in the order that `companion` has them in; `number` from 1."""
    answers = {name: tree.get_layer(f"{name}_{number}").output for name in tree.output}
    alone = keras.Model(tree.inputs, answers)
    return list(alone.layers[len(front(tree)) :])


def _weights(layers: list[keras.layers.Layer]) -> list[np.ndarray]:
    return [weight for layer in layers for weight in layer.get_weights()]


def _same(first: list[np.ndarray], second: list[np.ndarray]) -> bool:
    return all(np.array_equal(one, other) for one, other in zip(first, second, strict=True))


def _give(layers: list[keras.layers.Layer], weights: list[np.ndarray]) -> None:
    left = iter(weights)
    for layer in layers:
        layer.set_weights([next(left) for _ in layer.weights])
    assert next(left, None) is None, "as many weights as there are places"


def main(argv: list[str] | None = None) -> int:
    """Run the command line; a fault is one sentence and status 2."""
    parser = argparse.ArgumentParser(description="Make one network of several with the same front, or take it apart.")
    parser.add_argument("runs", type=Path, nargs="+", help="folders: companion and its branches; or a tree with --take")
    parser.add_argument("--take", type=int, metavar="NUMBER", help="take this branch out of a tree; 1 is companion")
    parser.add_argument("--out", type=Path, required=True, help="the new network's folder, as of any run")
    args = parser.parse_args(argv)
    if args.take is not None and len(args.runs) > 1:
        parser.error("--take takes a branch out of one tree")
    try:
        if args.take is None:
            made = " and ".join(join(args.runs, args.out)["branches"])
        else:
            made = f"branch {args.take} of {args.runs[0]}, a network {take(args.runs[0], args.take, args.out).name}"
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    print(f"{args.out / KERAS_FILE} is {made}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
