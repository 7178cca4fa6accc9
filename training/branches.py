"""Makes one network for the app of several that share their front, and takes one of them out again.

    python training/train.py --network branch --init runs/companion/network.keras --out runs/branch ...
    python training/branches.py runs/companion runs/branch runs/another --out runs/tree
    python training/branches.py runs/tree --take 2 --out runs/branch
    python training/branches.py runs/companion --as branch --out runs/branch

The answer of a tree is the mean of its branches' logits. The third line gives what `train.py --init` goes on with. So
does the last one: the same weights as a `branch`, whose front stays as it is, since of a `companion` a branch takes no
more than the front.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np

from companion.sources.fer2013 import DataError
from model.companion import BRANCHES, front
from training.datasets import sha256_of, tell
from training.export import read_run
from training.files import write_json, write_with
from training.learned import all_pictures_before, check_parts_before, learned_before, pictures_before
from training.mean import OF_ITS_OWN
from training.onnx_network import KERAS_FILE
from training.run_folder import refuse_taken
from training.weights import open_core, plain_core, save_core

# What one branch of a tree is where it stands alone: the same weights, with a front that is trained or one that is not.
ALONE = ("companion", "branch")


def join(runs: list[Path], out: Path) -> dict[str, Any]:
    """Write OUT/network.keras and OUT/run.json, and return what the latter holds: the last run's, `branches`, and
    `check_parts` where any of them has learned from pictures that choose the epoch (train.py --check-part).

    Raises:
        DataError: a network is missing or damaged, they are not as many with one front as a tree has branches, or
            `out` holds a network.
        OSError: `out` cannot be written.
    """
    refuse_taken(out)
    paths = [run / KERAS_FILE for run in runs]
    cores = [open_core(path) for path in paths]
    names = [core.name for core in cores]
    if len(names) != BRANCHES or not set(names) <= set(ALONE):
        wanted = f"{BRANCHES} networks, each {' or '.join(ALONE)}"
        raise DataError(f"A tree is made of {wanted}, not of {' and '.join(names)}.")
    for path, core in zip(paths, cores, strict=True):
        if not _same(_weights(front(core)), _weights(front(cores[0]))):
            raise DataError(f"{path} has another front than {paths[0]}. Train it with --init {paths[0]}.")
    tree = plain_core("tree")
    _give(front(tree), _weights(front(cores[0])))
    for number, core in enumerate(cores, start=1):
        _give(layers_of(tree, number), _weights(core.layers[len(front(core)) :]))
    told = [read_run(run) for run in runs]
    # What was taken out of a tree does not tell how it was trained.
    trained = next((one for one in reversed(told) if "recipe" in one), told[-1])
    about = {key: value for key, value in trained.items() if key not in OF_ITS_OWN}
    learned = [check_parts_before(path)[0] for path in paths]
    about.pop("check_part", None)
    if any(learned):
        about["check_parts"] = learned
    about |= all_pictures_before(paths)
    about["branches"] = [f"{run.resolve().name} {sha256_of(path)[:16]}" for run, path in zip(runs, paths, strict=True)]
    out.mkdir(parents=True, exist_ok=True)
    # First: a network of which nobody knows what it has learned from would pass for one that has seen nothing.
    write_json(out / "run.json", about)
    write_with(out / KERAS_FILE, partial(save_core, tree))
    return about


def take(run: Path, number: int | None, name: str | None, out: Path) -> keras.Model:
    """Write one branch of a tree, or a network that is no tree, as one that can be trained on, and return it.

    OUT/run.json tells what data it has learned from, for whoever trains it on.

    Args:
        run: its folder.
        number: of the branch, from 1; what is no tree has one, and None stands for it.
        name: what it shall be, one of ALONE. None: what is taken out of a tree is `companion` if it is the first and
            else `branch`; what is no tree stays what it is.
        out: the new network's folder.

    Raises:
        DataError: there is no network, it has no such branch, it has no front to share, or `out` holds a network.
        OSError: `out` cannot be written.
    """
    refuse_taken(out)
    whole = open_core(run / KERAS_FILE)
    if whole.name not in (*ALONE, "tree"):
        raise DataError(f"{run} is the network {whole.name}: it has no branches.")
    branches = BRANCHES if whole.name == "tree" else 1
    if number is None and branches > 1:
        raise DataError(f"{run} is a tree of {branches}: say with --take which of them.")
    number = 1 if number is None else number
    if not 1 <= number <= branches:
        raise DataError(f"{run} is the network {whole.name}: it has no branch {number}.")
    if whole.name == "tree":
        weights = _weights([*front(whole), *layers_of(whole, number)])
        name = name or ALONE[number > 1]
    else:
        weights = whole.get_weights()
    core = plain_core(name or whole.name)
    core.set_weights(weights)
    out.mkdir(parents=True, exist_ok=True)
    about = {
        "network": core.name,
        "data": learned_before(run / KERAS_FILE, out, resume=False),
        "init_pictures": pictures_before(run / KERAS_FILE, out, resume=False),
    }
    parts = dict(enumerate(check_parts_before(run / KERAS_FILE), start=1))
    about["check_part"] = parts.get(number)
    write_json(out / "run.json", about)
    write_with(out / KERAS_FILE, partial(save_core, core))
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
    parser.add_argument("runs", type=Path, nargs="+", help="folders of networks with one front; or one to take from")
    parser.add_argument("--take", type=int, metavar="NUMBER", help="take this branch out of a tree, from 1 on")
    parser.add_argument(
        "--as", choices=ALONE, dest="name",
        help="what it shall be: companion, whose front is trained too, or branch; alone it changes what is no tree",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="the new network's folder, as of any run")
    args = parser.parse_args(argv)
    taking = args.take is not None or args.name is not None
    if taking and len(args.runs) > 1:
        parser.error("--take and --as are for one network")
    try:
        if taking:
            taken = take(args.runs[0], args.take, args.name, args.out).name
            made = f"branch {args.take or 1} of {args.runs[0]}, a network {taken}"
        else:
            made = " and ".join(join(args.runs, args.out)["branches"])
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    print(f"{args.out / KERAS_FILE} is {made}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
