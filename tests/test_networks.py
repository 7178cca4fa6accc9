"""The networks are built as their papers say."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from model.networks import ANSWERS, BUILDERS, CKPLUS_WORDS


def _of(model: keras.Model, kind: type) -> list:
    return [layer for layer in model.layers if isinstance(layer, kind)]


def test_poster_is_the_papers_network() -> None:
    model = BUILDERS["poster"]()
    convolutions = _of(model, layers.Conv2D)
    assert [layer.filters for layer in convolutions] == [64, 64, 128, 128, 256, 256]
    assert {layer.kernel_size for layer in convolutions} == {(3, 3)}
    assert {type(layer.kernel_initializer).__name__ for layer in convolutions} == {"HeNormal"}
    assert {layer.activation.__name__ for layer in convolutions} == {"relu"}
    rates = [layer.rate for layer in _of(model, layers.Dropout)]
    assert rates == sorted(rates) and (rates[0], rates[-1]) == (0.4, 0.6)
    assert len(_of(model, layers.MaxPooling2D)) == 3
    assert len(_of(model, layers.BatchNormalization)) == 7
    assert [layer.units for layer in _of(model, layers.Dense)] == [128, 7]


def test_ckplus_is_the_papers_network() -> None:
    model = BUILDERS["ckplus"]()
    assert [layer.filters for layer in _of(model, layers.Conv2D)] == [32, 64, 128]
    assert [layer.units for layer in _of(model, layers.Dense)] == [128, 7]
    assert "neutral" not in CKPLUS_WORDS


def test_companion_has_two_answers_on_one_trunk() -> None:
    model = BUILDERS["companion"]()
    assert set(model.output) == {"votes", "labels"}
    assert 2.5e6 < model.count_params() < 3e6, "ONNX under 12 MB"
    assert not {"contempt", "other"} - set(ANSWERS["companion"][0].words)


@pytest.mark.parametrize("name", sorted(BUILDERS))
def test_each_output_has_a_word(name: str) -> None:
    model = BUILDERS[name]()
    found = model.predict_on_batch(np.zeros((2, 48, 48, 1), np.float32))
    for answer in ANSWERS[name]:
        outputs = np.asarray(found if answer.output is None else found[answer.output])
        assert outputs.shape == (2, len(answer.words))
        assert outputs.dtype == np.float32
        if name == "poster":
            assert np.allclose(outputs.sum(axis=1), 1)
