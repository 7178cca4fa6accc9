"""Reads `card.json`, all that the app must know of a network, and finds released networks."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from companion.words import network as say
from companion.words.vocabulary import OTHER, WORDS

FORMAT = 1
NETWORK_FILE = "network.onnx"
# The first of these that is released is used when none is named.
PREFERRED = ("companion", "poster")


class NetworkError(Exception):
    """A network that cannot be used; the message is one sentence that says what to do."""


@dataclass(frozen=True)
class Thresholds:
    """From which calibrated probability a word is CLEAR (None: never), and from which sum of two it is MAYBE."""

    clear: dict[str, float | None]
    pair: float


@dataclass(frozen=True)
class Card:
    """What `card.json` says.

    Attributes:
        labels: the word of each output, in order; `other` may be among them.
        output: "logits" or "probabilities".
        target: "votes" where the network learned the split of ten people's votes, else "labels".
        scale, shift: the network's input is pixel * scale + shift.
        temperature: logits are divided by it before the softmax (Guo et al. 2017): how likely most people say a word.
        people_temperature: the same, for the share of people who say it; None where no votes were learned.
        weights: what tells these weights from a former release of the same name; "" where the card does not say.
        knows_still_face: False where no output stands for a neutral face; then nothing is ever CLEAR.
        flip_average: the answers for the crop and its mirror image are averaged.
        file: the ONNX file beside the card: a form in smaller numbers, where there is one.
    """

    name: str
    labels: tuple[str, ...]
    output: str
    target: str
    side: int
    scale: float
    shift: float
    temperature: float
    thresholds: Thresholds
    knows_still_face: bool
    flip_average: bool = False
    output_name: str | None = None
    file: str = NETWORK_FILE
    people_temperature: float | None = None
    weights: str = ""
    metrics: dict[str, Any] = field(default_factory=dict)


def read_card(path: Path) -> Card:
    """Read and check a card.

    Raises:
        NetworkError: it is missing, no JSON, or lacks or misstates a field.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise NetworkError(say.NO_CARD.format(path=path)) from None
    except ValueError:
        raise NetworkError(say.CARD_NOT_JSON.format(path=path)) from None
    try:
        return _card(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NetworkError(say.CARD_WRONG.format(path=path, what=str(error).strip("'\""))) from None


def _card(raw: dict[str, Any]) -> Card:
    if raw["format"] != FORMAT:
        raise ValueError("format")
    labels = tuple(str(label) for label in raw["labels"])
    if len(labels) < 2 or len(set(labels)) != len(labels) or not set(labels) <= {*WORDS, OTHER}:
        raise ValueError("labels")
    if raw["output"] not in ("logits", "probabilities"):
        raise ValueError("output")
    if raw["target"] not in ("labels", "votes"):
        raise ValueError("target")
    temperature = float(raw["temperature"])
    if not 0.05 <= temperature <= 20:
        raise ValueError("temperature")
    people = float(raw.get("people_temperature", temperature)) if raw["target"] == "votes" else None
    if people is not None and not 0.05 <= people <= 20:
        raise ValueError("people_temperature")
    clear = {
        word: None if value is None else float(value)
        for word, value in raw["thresholds"]["clear"].items()
        if word in WORDS
    }
    file = str(raw.get("file", NETWORK_FILE))
    if Path(file).name != file or not file.endswith(".onnx"):
        raise ValueError("file")
    return Card(
        name=str(raw["name"]),
        labels=labels,
        output=raw["output"],
        target=raw["target"],
        side=int(raw["input"]["side"]),
        scale=float(raw["input"]["scale"]),
        shift=float(raw["input"]["shift"]),
        temperature=temperature,
        thresholds=Thresholds(clear, float(raw["thresholds"]["pair"])),
        knows_still_face=bool(raw["knows_still_face"]),
        flip_average=bool(raw.get("flip_average", False)),
        output_name=raw.get("output_name"),
        file=file,
        people_temperature=people,
        weights=str(raw.get("recipe", {}).get("weights_sha256", "")),
        metrics=dict(raw.get("metrics", {})),
    )


def released_folder() -> Path:
    """Return where the released networks are: inside the installed package, or in `model/` of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "released"
    return installed if installed.is_dir() else package.parent / "model" / "released"


def released_names(folder: Path | None = None) -> list[str]:
    """Return the names of the networks that are released, the preferred ones first."""
    folder = folder or released_folder()
    names = {path.parent.name for path in folder.glob(f"*/{NETWORK_FILE}")}
    return [name for name in PREFERRED if name in names] + sorted(names - set(PREFERRED))


def network_folder(name: str | None = None, folder: Path | None = None) -> Path:
    """Return the folder of the released network `name`, or of the preferred one.

    Raises:
        NetworkError: it is not released.
    """
    folder = folder or released_folder()
    names = released_names(folder)
    if name in (None, "", "auto"):
        if not names:
            raise NetworkError(say.NONE_RELEASED.format(folder=folder))
        return folder / names[0]
    if name not in names:
        raise NetworkError(say.NOT_RELEASED.format(name=name, names=", ".join(names) or say.NONE))
    return folder / str(name)
