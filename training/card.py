"""Reads and writes `card.json`: all that the app must know about a network beside its ONNX file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from companion.reading.card import NETWORK_FILE
from companion.sources.fer2013 import DataError
from companion.words.vocabulary import OTHER, WORDS
from training.files import write_json

FORMAT = 1
CARD_FILE = "card.json"
# What quantize.py makes of NETWORK_FILE.
INT8_FILE = "network-int8.onnx"
# A network that was not calibrated says no word as CLEAR, and MAYBE only where two words have nearly all of the share.
UNCALIBRATED_PAIR = 0.9


@dataclass(frozen=True)
class LabelAnswer:
    """The second answer of a network that learned votes and labels: FER2013's own classes. The app does not use it.

    Attributes:
        output_name: which output of the ONNX file it is.
        labels: the word of each value, in order.
        temperature: as in `Card`.
    """

    output_name: str
    labels: tuple[str, ...]
    temperature: float = 1.0


@dataclass(frozen=True)
class Card:
    """One network's card.

    Attributes:
        name: "poster", "ckplus", ...
        labels: the word of each output, in order.
        output: "probabilities" or "logits", what the ONNX file gives.
        target: what it learned, "labels" (one word a picture) or "votes" (what share of people say each word).
        scale, shift: the ONNX file takes pixel (0..255) * scale + shift.
        temperature: outputs are calibrated as softmax(z / temperature), z the logits or log(p).
        people_temperature: the same, for the share of people who say each word, where the network learned votes.
        clear: word -> lowest calibrated probability at which it may be said as CLEAR; None: never.
        pair: lowest sum of the best two words at which MAYBE is said.
        knows_still_face: whether it can answer "neutral".
        metrics: figures with the data they were measured on.
        data: file name -> SHA-256 of what it was trained on.
        recipe: how it was trained.
        flip_average: the app averages the answers for the face and its mirror image.
        output_name: which output of the ONNX file to take; None: the first.
        file: the ONNX file that the app uses, and every figure is measured with.
        label_answer: what the network answers by labels, where the app uses its answer by votes.
    """

    name: str
    labels: tuple[str, ...]
    output: str
    target: str
    scale: float
    shift: float
    temperature: float = 1.0
    clear: dict[str, float | None] = field(default_factory=dict)
    pair: float = UNCALIBRATED_PAIR
    knows_still_face: bool = True
    metrics: dict[str, Any] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    recipe: dict[str, Any] = field(default_factory=dict)
    flip_average: bool = False
    output_name: str | None = None
    file: str = NETWORK_FILE
    people_temperature: float | None = None
    label_answer: LabelAnswer | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the card as it is written, in the order of the design; what is usual is not written."""
        unusual: dict[str, Any] = {"flip_average": True} if self.flip_average else {}
        if self.output_name is not None:
            unusual["output_name"] = self.output_name
        if self.file != NETWORK_FILE:
            unusual["file"] = self.file
        if self.people_temperature is not None:
            unusual["people_temperature"] = self.people_temperature
        if self.label_answer is not None:
            unusual["label_answer"] = asdict(self.label_answer)
        return {
            "format": FORMAT,
            "name": self.name,
            "labels": list(self.labels),
            "output": self.output,
            "target": self.target,
            "input": {"side": 48, "channels": 1, "scale": self.scale, "shift": self.shift},
            "temperature": self.temperature,
            "thresholds": {"clear": {word: self.clear.get(word) for word in self.words}, "pair": self.pair},
            "knows_still_face": self.knows_still_face,
            "metrics": self.metrics,
            "data": self.data,
            "recipe": self.recipe,
            **unusual,
        }

    @property
    def words(self) -> tuple[str, ...]:
        """The labels that can be said, `other` aside."""
        return tuple(label for label in self.labels if label != OTHER)


def measured_with(card: Card) -> dict[str, Any]:
    """Return what figures about a network depend on: its weights, its form, its views, its calibration."""
    return {
        "file": card.file,
        "weights_sha256": card.recipe.get("weights_sha256"),
        "flip_average": card.flip_average,
        "temperature": card.temperature,
        "people_temperature": card.people_temperature,
        "clear": card.clear,
        "pair": card.pair,
    }


def unreported(metrics: dict[str, Any]) -> dict[str, Any]:
    """Return a card's figures without those of a report (`export.reported`)."""
    return {name: value for name, value in metrics.items() if not name.startswith("report")}


def read_card(folder: Path) -> Card:
    """Read FOLDER/card.json.

    Raises:
        DataError: it is missing, is no JSON, or lacks something.
    """
    path = folder / CARD_FILE
    try:
        raw = json.loads(path.read_text())
        card = Card(
            name=str(raw["name"]),
            labels=tuple(str(label) for label in raw["labels"]),
            output=str(raw["output"]),
            target=str(raw["target"]),
            scale=float(raw["input"]["scale"]),
            shift=float(raw["input"]["shift"]),
            temperature=float(raw["temperature"]),
            clear={str(w): None if t is None else float(t) for w, t in raw["thresholds"]["clear"].items()},
            pair=float(raw["thresholds"]["pair"]),
            knows_still_face=bool(raw["knows_still_face"]),
            metrics=dict(raw["metrics"]),
            data=dict(raw["data"]),
            recipe=dict(raw["recipe"]),
            flip_average=bool(raw.get("flip_average", False)),
            output_name=raw.get("output_name"),
            file=str(raw.get("file", NETWORK_FILE)),
            people_temperature=raw.get("people_temperature"),
            label_answer=_label_answer(raw.get("label_answer")),
        )
        version = raw["format"]
    except FileNotFoundError:
        raise DataError(f"{path} is not there. `python training/export.py {folder}` makes it.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path} is damaged ({error!r}). `python training/export.py` makes it anew.") from error
    unknown = [label for label in card.labels if label not in WORDS and label != OTHER]
    fits = not unknown and card.output in ("probabilities", "logits") and card.temperature > 0
    if version != FORMAT or not fits:
        raise DataError(f"{path} does not fit this version of Companion. `python training/export.py` makes it anew.")
    return card


def _label_answer(raw: dict[str, Any] | None) -> LabelAnswer | None:
    if raw is None:
        return None
    return LabelAnswer(str(raw["output_name"]), tuple(map(str, raw["labels"])), float(raw["temperature"]))


def write_card(folder: Path, card: Card) -> None:
    """Write FOLDER/card.json in one step: a reader sees the former card or the new one, never half of one.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    write_json(folder / CARD_FILE, card.to_json())
