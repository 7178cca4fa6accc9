"""Opens a network as the app does, by its ONNX file and card, and gives its calibrated answers for many pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.reading.classifier import calibrated, preprocess
from companion.reading.quiet_runtime import quiet_runtime
from companion.sources.fer2013 import DataError
from companion.words.vocabulary import OTHER, WORDS
from training.card import CARD_FILE, Card, read_card
from training.datasets import sha256_of

KERAS_FILE = "network.keras"
RUN_FILE = "run.json"
# In a card's recipe: the SHA-256 of the Keras file that the ONNX file was made of; cards of before have none.
KERAS_SHA = "network_sha256"


def released_root() -> Path:
    """Return the folder of the released networks of this checkout."""
    return Path(__file__).resolve().parents[1] / "model" / "released"


def find_network(name_or_folder: str) -> Path:
    """Return the folder of a released network by its name, or else the folder itself.

    What has a slash in it is a folder and no name: else a run of that name could take a released network's place. A
    folder without a network or a run, such as the app's own `companion`, is in nobody's way.

    Raises:
        DataError: there is neither, or both.
    """
    released, folder = released_root() / name_or_folder, Path(name_or_folder)
    if name_or_folder == folder.name != ".." and released.is_dir():
        held = any((folder / name).exists() for name in (CARD_FILE, KERAS_FILE, RUN_FILE))
        if held and not folder.samefile(released):
            raise DataError(
                f"{name_or_folder!r} is a released network, and a folder here. Give ./{name_or_folder} for the folder, "
                f"{released} for the released one."
            )
        return released
    if folder.is_dir():
        return folder
    names = sorted(path.parent.name for path in released_root().glob("*/card.json"))
    known = ", ".join(names) or "none yet"
    raise DataError(f"There is no network {name_or_folder!r}: no folder, and no released name (released: {known}).")


@dataclass(frozen=True)
class OnnxNetwork:
    """A network with its card; `session` is an onnxruntime.InferenceSession."""

    card: Card
    session: Any

    def for_labels(self) -> OnnxNetwork:
        """Return the same network answering by labels: itself, unless it learned votes and labels."""
        answer = self.card.label_answer
        if answer is None:
            return self
        card = replace(
            self.card,
            labels=answer.labels,
            output_name=answer.output_name,
            temperature=answer.temperature,
            target="labels",
            label_answer=None,
        )
        return replace(self, card=card)

    def for_people(self) -> OnnxNetwork:
        """Return the same network giving the share of people who say each word; itself, unless it learned votes."""
        people = self.card.people_temperature
        return self if people is None else replace(self, card=replace(self.card, temperature=people))

    def outputs(self, pictures: NDArray[np.uint8], batch: int = 128) -> NDArray[np.float32]:
        """Return what the network gives as it is: uint8 (N, 48, 48) -> float32 (N, labels)."""
        name = self.session.get_inputs()[0].name
        wanted = [self.card.output_name or self.session.get_outputs()[0].name]
        parts = [np.zeros((0, len(self.card.labels)), dtype=np.float32)]
        for start in range(0, len(pictures), batch):
            inputs = preprocess(pictures[start : start + batch], self.card.scale, self.card.shift)
            parts.append(self.session.run(wanted, {name: inputs})[0])
        return np.concatenate(parts)

    def views(self, pictures: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        """Return the outputs for each view the app averages over: the picture, and its mirror if the card says so."""
        mirrored = [pictures[:, :, ::-1]] if self.card.flip_average else []
        return [self.outputs(view) for view in (pictures, *mirrored)]

    def probabilities(self, pictures: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Return calibrated probabilities: uint8 (N, 48, 48) -> float64 (N, labels), rows that sum to 1."""
        return average(self.views(pictures), self.card)


def average(views: Sequence[NDArray[Any]], card: Card) -> NDArray[np.float64]:
    """Return calibrated probabilities (N, labels), the mean over all views, by the app's own function."""
    found = [calibrated(view, card.output, card.temperature) for view in views]
    result: NDArray[np.float64] = np.mean(found, axis=0)
    return result


def open_network(folder: Path, file: str | None = None) -> OnnxNetwork:
    """Open the ONNX file that FOLDER/card.json names, or another, on two threads that do not spin (design, section 10).

    Raises:
        DataError: a file is missing, damaged, or the two do not fit together.
    """
    onnxruntime = quiet_runtime()
    card = read_card(folder)
    path = folder / (file or card.file)
    if not path.is_file():
        raise DataError(f"{path} is not there. `python training/export.py {folder}` makes it.")
    keras_file, made_of = folder / KERAS_FILE, card.recipe.get(KERAS_SHA)
    if made_of and keras_file.is_file() and sha256_of(keras_file) != made_of:
        raise DataError(
            f"{path} is not made of the {KERAS_FILE} beside it. `python training/export.py {folder}` makes it anew."
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.log_severity_level = 4
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        shapes = {output.name: output.shape for output in session.get_outputs()}
        width = shapes[card.output_name or next(iter(shapes))][-1]
    except Exception as error:  # ONNX Runtime's own exceptions share no base class but this
        raise DataError(f"{path} cannot be opened ({str(error).splitlines()[0]}).") from error
    if width != len(card.labels):
        raise DataError(f"{path} gives {width} values, but its card names {len(card.labels)} labels.")
    return OnnxNetwork(card, session)


def over_words(probabilities: NDArray[np.float64], labels: tuple[str, ...]) -> NDArray[np.float64]:
    """Put a network's columns in the order of (*WORDS, other): (N, labels) -> (N, 9). A word it lacks has 0."""
    wide = np.zeros((len(probabilities), len(WORDS) + 1))
    order = (*WORDS, OTHER)
    for column, label in enumerate(labels):
        wide[:, order.index(label)] = probabilities[:, column]
    return wide
