"""Opens and saves networks as plain Keras files that any backend opens."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import Any

import h5py  # type: ignore[import-untyped]
import keras
import numpy as np

from companion.sources.fer2013 import DataError
from model.companion import front
from model.networks import BUILDERS

# What the classes of batch normalisation are called in a checkpoint (training/backend.py).
NORM_NAMES = ("torch_batch_normalization", "batch_normalization")


def open_core(path: Path) -> keras.Model:
    """Return a saved network as a plain float32 Keras network that was never compiled.

    Raises:
        DataError: it is missing, damaged, or not one of model/networks.py.
    """
    saved = load_saved(path)
    if saved.name not in BUILDERS:
        raise DataError(f"{path} is the network {saved.name!r}, which model/networks.py does not have.")
    core = plain_core(saved.name)
    _set(core, saved.get_weights(), path)
    return core


def plain_core(name: str) -> keras.Model:
    """Build a network in float32 and with Keras' own layers, whatever this process trains with."""
    policy = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_dtype_policy("float32")
    try:
        return BUILDERS[name]()
    finally:
        keras.mixed_precision.set_dtype_policy(policy)


def weights_sha(core: keras.Model) -> str:
    """Return the SHA-256 of a network's weights, the same whichever way they were saved."""
    digest = hashlib.sha256()
    for weight in core.get_weights():
        digest.update(np.ascontiguousarray(weight, dtype=np.float32).tobytes())
    return digest.hexdigest()


def start_from(core: keras.Model, path: Path) -> None:
    """Give `core` the weights of a saved network, or grow it from one with fewer filters.

    A `branch` takes no more than the front of a `companion` or a `tree`: the rest begins anew, and so errs elsewhere.

    Raises:
        DataError: the file is missing, is no network, or its weights do not fit `core`.
    """
    saved = load_saved(path)
    weights = saved.get_weights()
    if core.name == "branch" and saved.name in ("companion", "tree"):
        given = sum(len(layer.weights) for layer in front(core))
        weights = [*weights[:given], *core.get_weights()[given:]]
    fresh = core.get_weights()
    if len(weights) == len(fresh) and all(_fits_in(*pair) for pair in zip(weights, fresh, strict=True)):
        weights = [grown(*pair) for pair in zip(weights, fresh, strict=True)]
    _set(core, weights, path)


def grown(small: np.ndarray, fresh: np.ndarray) -> np.ndarray:
    """Return `fresh` with `small` in its first rows and columns; what is new does not reach what was there.

    A network with more filters so answers as the small one did, and learns from there what the new filters are good
    for (as Net2Net, Chen et al. 2016, but with new filters in place of copies).

    Args:
        small: float32 weights: a vector, or a kernel (..., in, out).
        fresh: float32 weights of the same layer with as many filters or more, untrained.
    """
    weights = fresh.copy()
    if weights.ndim > 1:
        weights[..., : small.shape[-1]] = 0
    weights[tuple(slice(size) for size in small.shape)] = small
    return weights


def _fits_in(small: np.ndarray, large: np.ndarray) -> bool:
    return small.ndim == large.ndim and all(a <= b for a, b in zip(small.shape, large.shape, strict=True))


def save_core(core: keras.Model, path: Path, weights: list[np.ndarray] | None = None) -> None:
    """Save a network without optimizer state, with its own weights or with others.

    It is built anew: a network that was once compiled keeps its optimizer's state, two thirds of the file.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    plain = plain_core(core.name)
    plain.set_weights(core.get_weights() if weights is None else weights)
    plain.save(path)


def load_checkpoint(trainer: keras.Model, path: Path) -> None:
    """Load all that a resumed run needs, the optimizer's state included, also from another backend's run.

    Raises:
        DataError: the file is missing, damaged, or of another network.
    """
    # An optimizer that was not built has no place for its state, and Keras would leave it out with a warning only.
    trainer.optimizer.build(trainer.trainable_variables)
    try:
        _rename_norms(path, _norm_name(trainer))
        trainer.load_weights(path)
    except FileNotFoundError:
        raise DataError(f"{path} is not there, so there is no run to go on with. Leave --resume out.") from None
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise DataError(f"{path} does not fit ({str(error).splitlines()[0]}). Leave --resume out.") from error


def _norm_name(trainer: keras.Model) -> str:
    kinds = {type(layer).__name__ for model in (trainer, *trainer.layers) for layer in getattr(model, "layers", [])}
    return NORM_NAMES[0] if "TorchBatchNormalization" in kinds else NORM_NAMES[1]


def _rename_norms(path: Path, wanted: str) -> None:
    # Keras names the groups of a checkpoint by the layers' classes, and the class depends on the backend.
    other = NORM_NAMES[1 - NORM_NAMES.index(wanted)]

    def old_names(file: h5py.File) -> list[str]:
        found: list[str] = []
        file.visit(lambda name: found.append(name) if name.rsplit("/", 1)[-1].startswith(other) else None)
        return found

    with h5py.File(path, "r") as file:
        if not old_names(file):
            return
    with h5py.File(path, "r+") as file:
        for name in old_names(file):
            folder, _, last = name.rpartition("/")
            file.move(name, f"{folder}/{wanted}{last.removeprefix(other)}")


def load_saved(path: Path) -> Any:
    """Return a saved network as it was saved, not compiled.

    Raises:
        DataError: it is missing, damaged or no network.
    """
    if not path.is_file():
        raise DataError(f"{path} is not there. `python training/train.py` makes such a file.")
    # Keras says "File not found" of a .keras file that is there and is no whole archive.
    if path.suffix == ".keras" and not zipfile.is_zipfile(path):
        raise DataError(f"{path} is not a network that can be opened: it is damaged or cut off.")
    try:
        return keras.models.load_model(path, compile=False)
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile) as error:
        what = (str(error) or type(error).__name__).splitlines()[0]
        raise DataError(f"{path} is not a network that can be opened: {what}") from error


def _set(core: keras.Model, weights: list[np.ndarray], path: Path) -> None:
    if [w.shape for w in weights] != [w.shape for w in core.get_weights()]:
        raise DataError(f"{path} holds another architecture than {core.name}. Give a network of its own kind.")
    core.set_weights(weights)
