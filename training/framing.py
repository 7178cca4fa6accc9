"""Measures how FER2013 frames its faces, so that live crops can have the same framing: `python training/framing.py`.

It prints the table that training/FRAMING.md keeps: where each detector's box and points lie in FER2013's own frame, and
what the framing and the turning upright do to a network's accuracy.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np
from numpy.typing import NDArray

from companion.faces.crop import cut
from companion.faces.detector import Detector, Found, HaarDetector, YunetDetector
from companion.faces.face import Box
from companion.paths import DETECTOR_VARIABLE
from companion.reading.card import NetworkError, network_folder
from companion.reading.classifier import Classifier
from companion.sources.fer2013 import DataError
from training.arguments import positive
from training.datasets import Dataset, load_fer2013, tell

ENLARGE = 4
# Room around the picture, in shares of its side: detectors want to see more than the face.
ROOM = 0.5
GREY = 128


def enlarged(picture: NDArray[np.uint8], turn_degrees: float = 0.0) -> NDArray[np.uint8]:
    """Return a 48x48 picture four times as large on a grey ground, uint8 (384, 384, 3), turned about its middle."""
    big = cv2.resize(picture, None, fx=ENLARGE, fy=ENLARGE, interpolation=cv2.INTER_CUBIC)
    room = round(big.shape[0] * ROOM)
    ground = cv2.copyMakeBorder(big, room, room, room, room, cv2.BORDER_CONSTANT, value=GREY)
    if turn_degrees:
        side = ground.shape[0]
        matrix = cv2.getRotationMatrix2D(((side - 1) / 2, (side - 1) / 2), turn_degrees, 1.0)
        ground = cv2.warpAffine(ground, matrix, (side, side), borderMode=cv2.BORDER_CONSTANT, borderValue=GREY)
    return np.asarray(cv2.cvtColor(ground, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def in_frame(found: Found, side: int) -> NDArray[np.float64]:
    """Return box width, height, centre x, y and the points, as shares of FER2013's frame in the enlarged picture."""
    inner = side / (1 + 2 * ROOM)
    corner = inner * ROOM
    centre = found.box.centre
    values = [found.box.w / inner, found.box.h / inner, (centre[0] - corner) / inner, (centre[1] - corner) / inner]
    if found.landmarks is not None:
        values += list((found.landmarks.ravel() - corner) / inner)
    return np.array(values)


def largest(detector: Detector, image: NDArray[np.uint8]) -> Found | None:
    """Return the largest face, or None."""
    found = detector.find(image, max(image.shape))
    return max(found, key=lambda one: one.box.w * one.box.h, default=None)


def measure(detector: Detector, pictures: NDArray[np.uint8]) -> dict[str, Any]:
    """Return the share of pictures with a face, and medians of `in_frame` over them."""
    rows = []
    for picture in pictures:
        image = enlarged(picture)
        found = largest(detector, image)
        if found is not None:
            rows.append(in_frame(found, image.shape[0]))
    median = np.median(np.stack(rows), axis=0).round(3).tolist() if rows else None
    return {"found": len(rows) / len(pictures), "median": median}


def accuracy(
    classifier: Classifier, data: Dataset, detector: Detector | None, turn_degrees: float, upright: bool
) -> float:
    """Return the share of right words when each picture is enlarged, turned, found and cut again.

    Without a detector the 48x48 pictures are used as they are. A face that is not found is cut where it is known to be,
    so that the figure is about framing and not about finding.
    """
    if detector is None:
        crops = data.pictures
    else:
        crops = np.stack([_cut_again(detector, picture, turn_degrees, upright) for picture in data.pictures])
    labels = np.array(classifier.card.labels)
    # As evaluate.py judges by labels: a word that the labels lack can't be right.
    possible = np.isin(labels, data.words)
    words = labels[possible][classifier.probabilities(crops)[:, possible].argmax(axis=1)]
    return float((words == np.array(data.words)[data.labels]).mean())


def _cut_again(
    detector: Detector, picture: NDArray[np.uint8], turn_degrees: float, upright: bool
) -> NDArray[np.uint8]:
    image = enlarged(picture, turn_degrees)
    found = largest(detector, image)
    if found is None:
        side = image.shape[0] / (1 + 2 * ROOM)
        box = Box(side * ROOM, side * ROOM, side * 0.97, side * 0.97)
        return cut(image, box, None, "haar")
    return cut(image, found.box, found.landmarks, detector.name, upright)


def main(argv: list[str] | None = None) -> int:
    """Run the command; 2 with one line when the data cannot be used."""
    parser = argparse.ArgumentParser(description="Measure how FER2013 frames its faces.")
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv, plain or packed")
    parser.add_argument("--count", type=positive(int), default=1500, help="pictures to measure on, at most")
    parser.add_argument("--model", help="also measure this released network's accuracy on faces that are cut again")
    args = parser.parse_args(argv)
    try:
        # All that can be amiss comes before the first figure: they take minutes.
        classifier = Classifier(network_folder(args.model)) if args.model else None
        detectors: list[Detector] = [HaarDetector()]
        if model := os.environ.get(DETECTOR_VARIABLE):
            detectors.append(_yunet(Path(model)))
        data = load_fer2013(args.data)
        # PublicTest for accuracy, so that the test split stays unseen.
        learn, check = (_sample(data.split(name), args.count) for name in ("Training", "PublicTest"))
    except (DataError, NetworkError, OSError) as error:
        tell(str(error))
        return 2
    for detector in detectors:
        print(detector.name, measure(detector, learn.pictures))
    if classifier is not None:
        print(f"as they are: {accuracy(classifier, check, None, 0, False):.4f}")
        for detector in detectors:
            for turn in (0, 15, -30):
                values = [accuracy(classifier, check, detector, turn, upright) for upright in (False, True)]
                print(f"{detector.name}, turned {turn}: {values[0]:.4f} as found, {values[1]:.4f} upright")
    return 0


def _yunet(model: Path) -> Detector:
    try:
        return YunetDetector(model)
    except cv2.error:
        raise DataError(f"{model} is no readable detector. `companion doctor --get-detector` gets one.") from None


def _sample(data: Dataset, count: int) -> Dataset:
    """Return a fixed, even sample; all where there are no more."""
    return data.take(np.linspace(0, len(data) - 1, min(count, len(data))).astype(np.intp))


if __name__ == "__main__":
    sys.exit(main())
