"""Makes a network's form in smaller numbers, int8, and keeps it if it is as good: `python training/quantize.py RUN`."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from companion.reading.card import NETWORK_FILE
from companion.reading.classifier import preprocess
from companion.reading.quiet_runtime import quiet_runtime
from companion.sources.fer2013 import DataError
from training.card import INT8_FILE, UNCALIBRATED_PAIR, Card, read_card, unreported, write_card
from training.datasets import Dataset, load_fer2013, tell
from training.judge import by_labels, by_votes, figures_of
from training.onnx_network import OnnxNetwork, open_network, over_words

# So many pictures of Training show what range each layer's numbers have.
PICTURES, BATCH = 1024, 32
# Values beyond this percentile are cut off: single strong ones would make all others coarse.
PERCENTILE = 99.999
# Share of right answers that may be lost on PublicTest.
MOST_LOST = 0.003
TIMED = 200


def quantize(run: Path, data: Dataset) -> Path:
    """Write RUN/network-int8.onnx: the convolutions and their ReLUs in 8-bit whole numbers, all else in float32.

    Weights use 7 of the 8 bits: processors without VNNI add two products in 16 bits, which 8 would overflow
    (ONNX Runtime's documentation, "Quantize ONNX models"). Each filter has its own scale.

    Args:
        run: with network.onnx and card.json.
        data: with the Training split.

    Raises:
        DataError: the network or the split is not there.
        OSError: the folder cannot be written.
    """
    onnxruntime = quiet_runtime()  # before anybody loads it: it reads once, at its start, that it shall not report
    from onnxruntime import quantization

    from training.tidy import short_names

    network = open_network(run, NETWORK_FILE)
    learn = data.split("Training").pictures
    chosen = learn[np.random.default_rng(0).permutation(len(learn))[:PICTURES]]
    inputs = preprocess(chosen, network.card.scale, network.card.shift)
    name = network.session.get_inputs()[0].name

    class Pictures(quantization.CalibrationDataReader):
        def __init__(self) -> None:
            self._parts: Iterator[Any] = (inputs[i : i + BATCH] for i in range(0, len(inputs), BATCH))

        def get_next(self) -> dict[str, Any] | None:
            part = next(self._parts, None)
            return None if part is None else {name: part}

    with tempfile.TemporaryDirectory(dir=run, prefix="int8-") as folder:
        folded, small = Path(folder) / "folded.onnx", Path(folder) / INT8_FILE
        # First the batch normalisations go into the convolutions, as the app's runtime does it.
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = str(folded)
        options.log_severity_level = 4
        onnxruntime.InferenceSession(str(run / NETWORK_FILE), options, providers=["CPUExecutionProvider"])
        with _quietly():
            quantization.quantize_static(
                str(folded),
                str(small),
                Pictures(),
                quant_format=quantization.QuantFormat.QDQ,
                # Without ReLU what leaves a convolution is rounded twice, before it and behind it, and takes longer.
                op_types_to_quantize=["Conv", "Relu"],
                per_channel=True,
                reduce_range=True,
                activation_type=quantization.QuantType.QUInt8,
                weight_type=quantization.QuantType.QInt8,
                calibrate_method=quantization.CalibrationMethod.Percentile,
                extra_options={"CalibPercentile": PERCENTILE},
            )
        short_names(small)
        small.replace(run / INT8_FILE)
    return run / INT8_FILE


@contextmanager
def _quietly() -> Iterator[None]:
    # It prints its histograms, and recommends a preprocessing that was done just before.
    logger = logging.getLogger()
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with redirect_stdout(None):
            yield
    finally:
        logger.setLevel(level)


def right(network: OnnxNetwork, data: Dataset) -> dict[str, float]:
    """Return the share of right answers by labels, and by votes where there are some."""
    labels = network.for_labels()
    found = {"labels": by_labels(over_words(labels.probabilities(data.pictures), labels.card.labels), data, {})}
    if data.votes is not None:
        found["votes"] = by_votes(over_words(network.probabilities(data.pictures), network.card.labels), data, {})
    return {name: float(figures_of(judged)["accuracy"]) for name, judged in found.items()}


def milliseconds(network: OnnxNetwork, data: Dataset, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the median time for one face, with its mirror image if the card says so."""
    times = []
    for i in range(TIMED):
        one = data.pictures[i % len(data)][None]
        began = clock()
        network.probabilities(one)
        times.append(clock() - began)
    return float(np.median(times) * 1000)


def uncalibrated(card: Card) -> Card:
    """Return a card without what was fitted or measured with the other form: thresholds, temperatures, figures."""
    answer = card.label_answer
    return replace(
        card,
        temperature=1.0,
        people_temperature=None,
        clear={},
        pair=UNCALIBRATED_PAIR,
        label_answer=None if answer is None else replace(answer, temperature=1.0),
        metrics={key: value for key, value in unreported(card.metrics).items() if key != "validation"},
    )


def keep_better(run: Path, data: Dataset) -> Card:
    """Compare both forms on PublicTest, write the one that the app shall use on the card, and return it.

    Raises:
        DataError: a file or a split is not there.
        OSError: the card cannot be written.
    """
    check = data.split("PublicTest")
    card = read_card(run)
    forms = {"float32": open_network(run, NETWORK_FILE), "int8": open_network(run, INT8_FILE)}
    figures = {
        name: {**right(network, check), "milliseconds": milliseconds(network, check)}
        for name, network in forms.items()
    }
    full, small = figures["float32"], figures["int8"]
    lost = max(full[name] - small[name] for name in ("labels", "votes") if name in full)
    good = lost <= MOST_LOST and small["milliseconds"] < full["milliseconds"]
    file = INT8_FILE if good else NETWORK_FILE
    if file != card.file:
        card = uncalibrated(card)
    card = replace(card, file=file)
    card.metrics["forms"] = {**figures, "data": "PublicTest", "used": "int8" if good else "float32"}
    write_card(run, card)
    return card


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    parser = argparse.ArgumentParser(description="Make a network's int8 form, and let the app use it if it is as good.")
    parser.add_argument("run", type=Path, help="folder of an exported run; calibrate it afterwards")
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv, plain or packed")
    parser.add_argument("--votes", type=Path, help="fer2013new.csv, the FER+ votes")
    args = parser.parse_args(argv)
    try:
        data = load_fer2013(args.data, args.votes)
        quantize(args.run, data)
        card = keep_better(args.run, data)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    for name in ("float32", "int8"):
        print(f"{name}: " + ", ".join(f"{key} {value:.4g}" for key, value in card.metrics["forms"][name].items()))
    print(f"The app uses {card.file}. Calibrate it now.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
