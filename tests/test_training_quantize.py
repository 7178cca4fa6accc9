"""The int8 form answers nearly as the network does, and is what the app and every figure use where the card says so."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from training_tiny import write_fer2013

from companion.reading.classifier import Classifier
from training import calibrate, evaluate, export, quantize, tidy
from training.card import UNCALIBRATED_PAIR, read_card, write_card
from training.datasets import load_fer2013
from training.onnx_network import open_network, released_root

SOURCE = released_root() / "poster"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    write_fer2013(tmp_path, learn=4, other=4)
    shutil.copytree(SOURCE, tmp_path / "run")
    return tmp_path / "run"


def order(run: Path) -> list[str]:
    return [str(run), "--data", str(run.parent / "fer2013.csv"), "--votes", str(run.parent / "votes.csv")]


def test_the_better_form_is_used_and_released(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantize, "milliseconds", lambda network, data: 9.0 if "int8" not in used(network) else 1.0)
    monkeypatch.setattr(quantize, "MOST_LOST", 1.0)
    used = watch(monkeypatch)
    before = Classifier(run)
    assert quantize.main(order(run)) == 0
    card = read_card(run)
    assert card.file == quantize.INT8_FILE and card.metrics["forms"]["used"] == "int8"
    assert (run / quantize.INT8_FILE).stat().st_size < 0.7 * (run / "network.onnx").stat().st_size
    pictures = load_fer2013(run.parent / "fer2013.csv").pictures
    small = Classifier(run)
    difference = np.abs(small.probabilities(pictures) - before.probabilities(pictures)).max()
    assert 1e-6 < difference < 0.2, "another form, and nearly the same answers"
    target = export.release(run, "poster", run.parent / "released")
    assert Classifier(target).probabilities(pictures[:2]) == pytest.approx(small.probabilities(pictures[:2]))
    assert (target / "network.onnx").is_file()
    monkeypatch.setattr(export, "LARGEST_ONNX", 1000)
    target = export.release(run, "small", run.parent / "released")
    assert sorted(path.name for path in target.glob("*.onnx")) == ["network.onnx"], "the large one stays behind"
    assert (target / "network.onnx").read_bytes() == (run / quantize.INT8_FILE).read_bytes()
    # What was compared with Keras is the large one.
    assert "onnx_against_keras" in read_card(run).metrics
    assert {"float32_against_keras"} == {name for name in read_card(target).metrics if "against_keras" in name}
    assert Classifier(target).probabilities(pictures[:2]) == pytest.approx(small.probabilities(pictures[:2]))


@pytest.mark.parametrize(("lost", "slow"), [(0.004, False), (0.0, True)])
def test_a_worse_or_slower_form_is_not_used(
    run: Path, monkeypatch: pytest.MonkeyPatch, lost: float, slow: bool
) -> None:
    used = watch(monkeypatch)
    monkeypatch.setattr(
        quantize, "milliseconds", lambda network, data: 9.0 if ("int8" in used(network)) == slow else 1.0
    )
    monkeypatch.setattr(
        quantize, "right", lambda network, data: {"labels": 0.7 - (lost if "int8" in used(network) else 0)}
    )
    assert quantize.main(order(run)) == 0
    assert read_card(run).file == "network.onnx"
    assert open_network(run).outputs(np.zeros((1, 48, 48), np.uint8)).shape == (1, 7)


def test_what_was_fitted_and_measured_with_the_other_form_leaves_the_card(
    run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faster = {"int8": True}
    used = watch(monkeypatch)
    monkeypatch.setattr(
        quantize, "milliseconds", lambda network, data: 1.0 if ("int8" in used(network)) == faster["int8"] else 9.0
    )
    monkeypatch.setattr(quantize, "MOST_LOST", 1.0)
    assert export.main([str(run)]) == 0
    # The weights stay as they are from here on, so the file that was made of them is made by copying.
    made = shutil.copyfile(run / "network.onnx", run.parent / "made.onnx")
    monkeypatch.setattr(tidy, "write_onnx", lambda core, path: shutil.copyfile(made, path))
    data = order(run)[1:]
    report = ["--model", str(run), *data, "--report", str(run / "report")]
    assert calibrate.main([str(run), *data]) == 0 and evaluate.main(report) == 0 and export.main([str(run)]) == 0
    before = read_card(run)
    assert before.temperature != 1.0 and {"validation", "report", "report_ferplus"} <= set(before.metrics)
    assert quantize.main(order(run)) == 0
    card = read_card(run)
    assert (card.file, card.temperature, card.pair) == (quantize.INT8_FILE, 1.0, UNCALIBRATED_PAIR)
    assert set(card.clear.values()) == {None} and "onnx_against_keras" in card.metrics
    # The report still has the figures of the other form: the next export leaves them there.
    assert export.main([str(run)]) == 0
    assert not {"validation", "report", "report_ferplus"} & set(read_card(run).metrics)
    assert calibrate.main([str(run), *data]) == 0 and evaluate.main(report) == 0 and export.main([str(run)]) == 0
    assert {"validation", "report", "report_ferplus"} <= set(read_card(run).metrics)
    # Nor do figures from before a calibration stay beside it.
    calibrated = read_card(run)
    write_card(run, replace(calibrated, temperature=calibrated.temperature + 0.25))
    assert export.main([str(run)]) == 0
    assert not {"report", "report_ferplus"} & set(read_card(run).metrics)
    assert calibrate.main([str(run), *data]) == 0 and evaluate.main(report) == 0 and export.main([str(run)]) == 0
    assert "report" in read_card(run).metrics and calibrate.main([str(run), *data]) == 0
    assert "validation" in read_card(run).metrics and "report" not in read_card(run).metrics
    # The same form again takes nothing away.
    assert quantize.main(order(run)) == 0
    assert read_card(run).temperature != 1.0 and "validation" in read_card(run).metrics


def watch(monkeypatch: pytest.MonkeyPatch) -> Used:
    found = Used()
    monkeypatch.setattr(quantize, "open_network", found.open)
    return found


class Used:
    """Remembers which file each opened network came from."""

    def __init__(self) -> None:
        self._files: dict[int, str] = {}

    def open(self, folder: Path, file: str | None = None) -> object:
        network = open_network(folder, file)
        self._files[id(network)] = str(file)
        return network

    def __call__(self, network: object) -> str:
        return self._files[id(network)]


def test_what_is_missing_is_one_sentence(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert quantize.main([str(run), "--data", str(run / "none.csv")]) == 2
    (run / "network.onnx").unlink()
    assert quantize.main(order(run)) == 2
    assert "is not there" in capsys.readouterr().err
