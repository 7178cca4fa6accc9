"""What a run begins with: a saved network of its own kind, a smaller one, a checkpoint of another backend."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
from training_run import run

from companion.sources.fer2013 import DataError
from training.weights import load_checkpoint, open_core, plain_core, save_core, start_from


def test_checkpoints_of_another_backend_fit(tmp_path: Path) -> None:
    core = plain_core("poster")
    core.compile("nadam", "mse")
    core.save_weights(tmp_path / "last.weights.h5")
    with h5py.File(tmp_path / "last.weights.h5", "r+") as file:
        for name in [name for name in file["layers"] if name.startswith("batch_normalization")]:
            file["layers"].move(name, f"torch_{name}")
    other = plain_core("poster")
    other.compile("nadam", "mse")
    load_checkpoint(other, tmp_path / "last.weights.h5")
    for ours, theirs in zip(core.get_weights(), other.get_weights(), strict=True):
        assert (ours == theirs).all()


def test_init_takes_its_own_architecture_only(tmp_path: Path) -> None:
    save_core(plain_core("poster"), tmp_path / "poster.keras")
    save_core(plain_core("ckplus"), tmp_path / "ckplus.keras")
    (tmp_path / "text.keras").write_text("no network")
    begun = run(tmp_path / "run", epochs=1, init=tmp_path / "ckplus.keras")["init"]
    assert begun.startswith("ckplus.keras ")
    assert run(tmp_path / "run", epochs=2, resume=True)["init"] == begun, "a later part says where the first began"
    for name, message in (("poster", "another architecture"), ("text", "not a network"), ("none", "is not there")):
        with pytest.raises(DataError, match=message):
            run(tmp_path / "run", epochs=1, init=tmp_path / f"{name}.keras")


def test_a_network_grows_from_one_with_fewer_filters_and_answers_as_that_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import model.companion

    pictures = np.random.default_rng(0).uniform(-1, 1, (4, 48, 48, 1)).astype(np.float32)
    small = plain_core("companion")
    save_core(small, tmp_path / "small.keras")
    monkeypatch.setattr(model.companion, "FILTERS", tuple(filters + 8 for filters in model.companion.FILTERS))
    large = plain_core("companion")
    assert large.count_params() > small.count_params()
    start_from(large, tmp_path / "small.keras")
    answers = large.predict(pictures, verbose=0)
    for name, logits in small.predict(pictures, verbose=0).items():
        np.testing.assert_allclose(answers[name], logits, atol=1e-3)
    save_core(large, tmp_path / "large.keras")
    monkeypatch.undo()
    with pytest.raises(DataError, match="another architecture"):
        start_from(plain_core("companion"), tmp_path / "large.keras")


def test_an_init_that_was_cut_off_is_called_so(tmp_path: Path) -> None:
    save_core(plain_core("ckplus"), tmp_path / "ckplus.keras")
    whole = (tmp_path / "ckplus.keras").read_bytes()
    (tmp_path / "ckplus.keras").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"ckplus\.keras is not a network .* damaged or cut off"):
        start_from(plain_core("ckplus"), tmp_path / "ckplus.keras")


def test_what_init_a_resumed_run_is_given_is_not_taken_for_its_beginning(tmp_path: Path) -> None:
    save_core(plain_core("ckplus"), tmp_path / "other.keras")
    run(tmp_path, epochs=1)
    assert run(tmp_path, epochs=2, resume=True, init=tmp_path / "other.keras")["init"] is None


def test_the_saved_network_has_no_optimizer_and_one_dtype(tmp_path: Path) -> None:
    run(tmp_path, epochs=1)
    core = open_core(tmp_path / "network.keras")
    assert core.name == "ckplus" and core.dtype == "float32"
    assert (tmp_path / "network.keras").stat().st_size < 1.2 * 4 * core.count_params()
