"""Runs a released network with ONNX Runtime. It knows nothing of it but what `card.json` says."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.faces.face import Face
from companion.reading.card import Card, NetworkError, read_card
from companion.reading.quiet_runtime import quiet_runtime
from companion.reading.reading import SCORE_NAMES, Scores
from companion.words import network as say

# One core reads, the other takes and draws pictures: with two threads each layer waits for the slower core. Measured
# with `companion bench` on two cores (p95 of recognition): 10.1 ms with one thread here and in OpenCV, 11 ms with two,
# and 9.5 ms since a live face and its mirror image are read in turn.
THREADS = 1
# Frames that follow each other at most this closely show the same look: the face in one, its mirror image in the next.
TURN_S = 0.06


@dataclass(frozen=True, eq=False)
class Turn:
    """The last view of a followed face: `values` float64 (1, C), its calibrated probabilities."""

    track: int | None
    time_s: float
    mirrored: bool
    values: NDArray[np.float64]


def preprocess(crops: NDArray[np.uint8], scale: float, shift: float) -> NDArray[np.float32]:
    """Turn crops uint8 (N, 48, 48) into the network's input, float32 (N, 48, 48, 1)."""
    return (crops[..., None].astype(np.float32) * np.float32(scale)) + np.float32(shift)


def calibrated(raw: NDArray[np.float32], output: str, temperature: float) -> NDArray[np.float64]:
    """Turn the network's answers (N, C) into calibrated probabilities (N, C), rows that sum to 1.

    Temperature scaling (Guo et al. 2017). Probabilities are taken back to logits first.
    """
    logits = raw.astype(np.float64)
    if output == "probabilities":
        logits = np.log(np.clip(logits, 1e-12, None))
    logits = logits / temperature
    logits -= logits.max(axis=1, keepdims=True)
    powers = np.exp(logits)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


class Classifier:
    """A released network: 48x48 crops to calibrated `Scores`. One thread uses it."""

    def __init__(self, folder: Path) -> None:
        """Load `card.json` and the ONNX file that it names from `folder`.

        Raises:
            NetworkError: one of them is missing, damaged, or they do not fit together.
        """
        self.card: Card = read_card(folder / "card.json")
        self._session = _open(folder / self.card.file)
        self._input: str = self._session.get_inputs()[0].name
        names = [output.name for output in self._session.get_outputs()]
        self._output = self.card.output_name or names[0]
        if self._output not in names:
            raise NetworkError(say.NOT_FITTING.format(folder=folder, what=say.NO_OUTPUT.format(name=self._output)))
        self._place = [SCORE_NAMES.index(label) for label in self.card.labels]
        self._turn: Turn | None = None
        self._check(folder)

    def _check(self, folder: Path) -> None:
        side = self.card.side
        try:
            raw = self._run(np.zeros((1, side, side), np.uint8))
        except Exception as error:  # ONNX Runtime's own errors share no public base class
            raise NetworkError(say.NOT_FITTING.format(folder=folder, what=str(error).splitlines()[0])) from None
        if raw.shape != (1, len(self.card.labels)):
            what = say.ANSWERS.format(count=raw.shape[-1], words=len(self.card.labels))
            raise NetworkError(say.NOT_FITTING.format(folder=folder, what=what))

    def _run(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        inputs = preprocess(crops, self.card.scale, self.card.shift)
        return np.asarray(self._session.run([self._output], {self._input: inputs})[0], dtype=np.float32)

    def probabilities(self, crops: NDArray[np.uint8]) -> NDArray[np.float64]:
        """Return calibrated probabilities (N, len(card.labels)) for crops uint8 (N, 48, 48), in the card's order."""
        # One run for both views takes less time than two.
        views = np.concatenate([crops, crops[:, :, ::-1]]) if self.card.flip_average else crops
        found = self._calibrated(views)
        return np.asarray(found.reshape(-1, len(crops), found.shape[1]).mean(axis=0))

    def _calibrated(self, views: NDArray[np.uint8]) -> NDArray[np.float64]:
        return calibrated(self._run(views), self.card.output, self.card.temperature)

    def scores_of(self, faces: Sequence[Face]) -> list[Scores]:
        """Return the `Scores` of each face."""
        return self.scores(np.stack([face.crop for face in faces])) if faces else []

    def scores(self, crops: NDArray[np.uint8]) -> list[Scores]:
        """Return the `Scores` of each crop of uint8 (N, 48, 48)."""
        return self._over_words(self.probabilities(crops))

    def follow(self, face: Face, time_s: float) -> Scores:
        """Return the `Scores` of a face that is followed from frame to frame, in half the time where frames come fast.

        Where the card asks for the mean of the face and its mirror image, each frame then shows the network one of the
        two, and the other one comes from the frame before.

        Args:
            face: with its `track`, so that two people's looks never mix.
            time_s: source time of the frame.
        """
        if not self.card.flip_average:
            return self.scores(face.crop[None])[0]
        before, self._turn = self._turn, None
        if before is None or before.track != face.track or not 0 <= time_s - before.time_s <= TURN_S:
            both = self._calibrated(np.stack([face.crop, face.crop[:, ::-1]]))
            self._turn = Turn(face.track, time_s, True, both[1:])
            return self._over_words(both.mean(axis=0, keepdims=True))[0]
        mirrored = not before.mirrored
        found = self._calibrated(np.ascontiguousarray(face.crop[None, :, ::-1] if mirrored else face.crop[None]))
        self._turn = Turn(face.track, time_s, mirrored, found)
        return self._over_words((found + before.values) / 2)[0]

    def _over_words(self, probabilities: NDArray[np.float64]) -> list[Scores]:
        values = np.zeros((len(probabilities), len(SCORE_NAMES)))
        values[:, self._place] = probabilities
        return [Scores(row) for row in values]


def _open(path: Path) -> Any:
    try:
        onnxruntime = quiet_runtime()
    except ImportError:
        # Its wheel for Windows needs a newer C++ library than a new Windows has.
        raise NetworkError(say.NO_RUNTIME_WINDOWS if sys.platform == "win32" else say.NO_RUNTIME) from None
    options = onnxruntime.SessionOptions()
    # Threads that spin while they wait take the core that drawing needs.
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception:  # ONNX Runtime's own errors share no public base class
        raise NetworkError(say.NO_NETWORK.format(path=path)) from None
