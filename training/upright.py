"""Teaches the small network that sets faces upright, from the five points that YuNet sees:

    COMPANION_DETECTOR=... python training/upright.py --data fer2013.csv.xz --out runs/upright
    python training/export.py runs/tree --flip-average --upright runs/upright

Exporting puts it in front of a trained network, which then reads the mirror image of each face set upright.
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
import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from companion.faces.detector import YunetDetector
from companion.paths import DETECTOR_VARIABLE
from companion.sources.fer2013 import DataError
from model.upright import POSE, SIDE, upright
from training.augment import Distortion, RandomFace
from training.backend import fastest_norm, speed_up
from training.datasets import Dataset, load_fer2013, tell
from training.files import write_json, write_with
from training.framing import largest
from training.onnx_network import KERAS_FILE
from training.run_folder import refuse_taken

Floats = NDArray[np.float64]

# The finder sees a picture so many times as large, with so many pixels around it, as its edge goes on.
ENLARGE, ROOM = 3, 10
# The eyes, the nose and the corners of the mouth, in a mirror.
MIRRORED = [1, 0, 2, 4, 3]
# What the network shall bear: half widths of the turn, the zoom (its logarithm) and the shift (pixels).
TURN_DEGREES, ZOOM, SHIFT = 22.0, 0.25, 5.0
LOOKS = Distortion(flip=False, light=0.2, contrast=0.3, blur=0.3, noise=0.14, noisy=0.2, erase=0.3)
BATCH, EPOCHS, LEARNING_RATE, WARM_STEPS, WEIGHT_DECAY = 128, 14, 2e-3, 200, 1e-3
# So far apart are the places whose distance from where they belong is the loss, in half sides from the middle.
PLACES = np.array([(x, y) for x in (-0.5, 0.0, 0.5) for y in (-0.5, 0.0, 0.5)], np.float32)


def points_of(pictures: NDArray[np.uint8], detector: YunetDetector) -> Floats:
    """Return float64 (N, 5, 2): where the points of the largest face lie, in pixels; NaN where no face is seen."""
    found = np.full((len(pictures), 5, 2), np.nan)
    for row, picture in enumerate(pictures):
        wide = cv2.copyMakeBorder(picture, ROOM, ROOM, ROOM, ROOM, cv2.BORDER_REPLICATE)
        big = cv2.resize(wide, None, fx=ENLARGE, fy=ENLARGE, interpolation=cv2.INTER_CUBIC)
        face = largest(detector, np.asarray(cv2.cvtColor(big, cv2.COLOR_GRAY2BGR), dtype=np.uint8))
        if face is not None and face.landmarks is not None:
            found[row] = (face.landmarks + 0.5) / ENLARGE - 0.5 - ROOM
    return found


def mean_points(points: Floats) -> Floats:
    """Return the mean face's points (5, 2), the same on both sides."""
    return np.asarray(np.nanmean(np.concatenate([points, mirrored(points)]), axis=0))


def mirrored(points: Floats) -> Floats:
    """Return the points of the mirror images, (N, 5, 2)."""
    return np.asarray((np.array([SIDE - 1, 0.0]) + np.array([-1, 1]) * points)[:, MIRRORED])


def poses_of(points: Floats, mean: Floats) -> Floats:
    """Return how pictures must be moved for their points to come nearest to the mean face's: (N, POSE), see `Moved`.

    Least squares over turn, size and place (Umeyama 1991), in complex numbers, where a turn with a zoom is one product.
    """
    middle = (SIDE - 1) / 2
    here, there = (xy[..., 0] - middle + 1j * (xy[..., 1] - middle) for xy in (points, mean))
    offset = there - there.mean()
    way = (here * offset.conj()).sum(axis=1) / (abs(offset) ** 2).sum()
    place = (here.mean(axis=1) - way * there.mean()) / (SIDE / 2)
    return np.stack([way.real - 1, way.imag, place.real, place.imag], axis=1)


class Moving(keras.utils.PyDataset):
    """Feeds pictures, each turned, zoomed, shifted and mirrored by lot, and the poses that they have then."""

    def __init__(self, pictures: NDArray[np.uint8], points: Floats, mean: Floats, seed: int) -> None:
        super().__init__()
        self._pictures, self._points, self._mean = pictures, points, mean
        self._rng = np.random.default_rng(seed)
        self._order = self._rng.permutation(len(pictures))

    def __len__(self) -> int:
        return max(1, len(self._order) // BATCH)

    def __getitem__(self, index: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        rows = self._order[index * BATCH : (index + 1) * BATCH]
        pictures, points = self._pictures[rows], self._points[rows]
        mirror = self._rng.random(len(rows)) < 0.5
        pictures = np.where(mirror[:, None, None], pictures[:, :, ::-1], pictures)
        points = np.where(mirror[:, None, None], mirrored(points), points)
        angle = np.radians(self._rng.uniform(-TURN_DEGREES, TURN_DEGREES, len(rows)))
        size = np.exp(self._rng.uniform(-ZOOM, ZOOM, len(rows)))
        shift = self._rng.uniform(-SHIFT, SHIFT, (len(rows), 2, 1))
        cos, sin = size * np.cos(angle), size * np.sin(angle)
        turn = np.stack([np.stack([cos, -sin], 1), np.stack([sin, cos], 1)], 1)
        middle = np.full((2, 1), (SIDE - 1) / 2)
        there = np.concatenate([turn, middle + shift - turn @ middle], axis=2)
        moved = [
            cv2.warpAffine(picture, matrix, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
            for picture, matrix in zip(pictures, there, strict=True)
        ]
        points = points @ turn.transpose(0, 2, 1) + there[:, None, :, 2]
        return np.stack(moved)[..., None], poses_of(points, self._mean).astype(np.float32)

    def on_epoch_end(self) -> None:
        """Shuffle anew."""
        self._order = self._rng.permutation(len(self._pictures))


def apart(true: Any, told: Any) -> Any:
    """Return how far from where they belong a pose takes nine places of the picture, in pixels: the mean, (N,)."""
    a, b, u, v = (ops.expand_dims((told - true)[:, number], 1) for number in range(POSE))
    x, y = (ops.convert_to_tensor(PLACES[None, :, axis]) for axis in (0, 1))
    across, down = a * x - b * y + u, b * x + a * y + v
    return ops.mean(ops.sqrt(ops.square(across) + ops.square(down) + 1e-5), axis=1) * (SIDE / 2)


def train(data: Dataset, detector: YunetDetector, epochs: int, seed: int) -> tuple[keras.Model, dict[str, Any]]:
    """Return the trained network and what can be said of it.

    Raises:
        DataError: a split is missing, or no face is seen.
    """
    keras.utils.set_random_seed(seed)
    speed_up()
    learn, check = data.split("Training"), data.split("PublicTest")
    learn, check = learn.take(~learn.has_twin()), check.take(~check.twins["PrivateTest"])
    tell(f"The points of {len(learn) + len(check):,} faces are looked for; this takes some minutes.")
    seen = {name: points_of(part.pictures, detector) for name, part in (("learn", learn), ("check", check))}
    there = {name: ~np.isnan(points[:, 0, 0]) for name, points in seen.items()}
    if there["learn"].sum() < 2 or not there["check"].any():
        raise DataError("No faces are seen in these pictures.")
    mean = mean_points(seen["learn"])
    core = upright(fastest_norm())
    pixels = keras.Input((SIDE, SIDE, 1), dtype="float32")
    x = RandomFace(LOOKS, seed=seed)(keras.layers.Rescaling(1 / 255)(pixels))
    trainer = keras.Model(pixels, core(keras.layers.Rescaling(2.0, -1.0)(x)))
    feed = Moving(learn.pictures[there["learn"]], seen["learn"][there["learn"]], mean, seed)
    warm = min(WARM_STEPS, epochs * len(feed) // 2)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, epochs * len(feed) - warm, alpha=0.01, warmup_target=LEARNING_RATE, warmup_steps=warm
    )
    trainer.compile(keras.optimizers.AdamW(rate, weight_decay=WEIGHT_DECAY), loss=apart)
    judged = check.pictures[there["check"]][..., None], poses_of(seen["check"][there["check"]], mean).astype(np.float32)
    history = trainer.fit(feed, epochs=epochs, validation_data=judged, verbose=2).history
    about = {
        "pixels_apart": round(float(history["val_loss"][-1]), 3),
        "epochs": epochs,
        "seed": seed,
        "faces_seen": {name: int(mask.sum()) for name, mask in there.items()},
        "mean_points": mean.round(2).tolist(),
    }
    return core, about


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    parser = argparse.ArgumentParser(description="Teach the part of the app's own network that sets faces upright.")
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv, plain or packed")
    parser.add_argument("--detector", type=Path, help=f"YuNet's file; else the one that {DETECTOR_VARIABLE} names")
    parser.add_argument("--out", type=Path, required=True, help="the new network's folder, for export.py --upright")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    file = args.detector or Path(os.environ.get(DETECTOR_VARIABLE, ""))
    try:
        if not file.is_file():
            raise DataError(f"YuNet's file is not there. Name it with --detector or {DETECTOR_VARIABLE}.")
        refuse_taken(args.out)
        data = load_fer2013(args.data)
        try:
            detector = YunetDetector(file)
        except cv2.error:
            raise DataError(f"{file} is not YuNet's file.") from None
        how, about = train(data, detector, args.epochs, args.seed)
        plain = upright()
        plain.set_weights(how.get_weights())
        args.out.mkdir(parents=True, exist_ok=True)
        write_json(args.out / "run.json", {"network": plain.name, "data": data.sha256, **about})
        write_with(args.out / KERAS_FILE, plain.save)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    print(f"{args.out / KERAS_FILE} sets faces upright, to {about['pixels_apart']} pixels of where YuNet would.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
