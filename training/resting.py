"""Measures the resting face on still pictures: `python training/resting.py --data fer2013.csv --votes fer2013new.csv`.

Pictures that at least 8 of 10 people call neutral and the network calls something else stand for people whose resting
face is taken for a feeling. Each teaches from five distorted copies of itself and is tested on ten others; what the
same correction costs is measured on all pictures of the split that most people give another word. This proves that the
mechanism works. It does not prove that it helps people: real faces change in more ways than distorted copies do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from numpy.typing import NDArray

from companion.reading.reading import Scores
from companion.reading.resting import corrected_values, learn
from companion.sources.fer2013 import DataError
from companion.words.vocabulary import WORDS
from training import metrics
from training.augment import Distortion, RandomFace
from training.datasets import VOTE_NAMES, Dataset, load_fer2013, tell
from training.onnx_network import find_network, open_network, over_words

NEUTRAL = WORDS.index("neutral")
VOTES_FOR_NEUTRAL = 8
TAUGHT, TESTED = 5, 10
# What a face in front of a camera does within seconds: small turns and moves, a lamp, and its mirror image.
DISTORTION = Distortion(turn_degrees=8, zoom=0.08, shift=0.04, light=0.08, contrast=0.15)

Probabilities = Callable[[NDArray[np.uint8]], NDArray[np.float64]]


def measure(probabilities: Probabilities, data: Dataset, seed: int = 0) -> dict[str, float | int]:
    """Return the figures for one split.

    Args:
        probabilities: uint8 (N, 48, 48) -> float64 (N, 9), calibrated, in the order of (*WORDS, other).
        data: with votes.

    Raises:
        DataError: it has no votes, or no picture of the kind that is looked for.
    """
    if data.votes is None:
        raise DataError("The resting face is measured with the FER+ votes: please give --votes fer2013new.csv.")
    plain = probabilities(data.pictures)
    by_people = data.votes[:, VOTE_NAMES.index("neutral")] >= VOTES_FOR_NEUTRAL
    rows = np.flatnonzero(by_people & (_answers(plain) != NEUTRAL))
    truth = metrics.majority(data.votes)
    others = np.flatnonzero((truth >= 0) & (truth != NEUTRAL))
    if not len(rows) or not len(others):
        raise DataError("This split has no neutral picture that the network takes for something else.")
    copies = distorted(data.pictures[rows], TAUGHT + TESTED, seed)
    looks = np.stack([probabilities(copy) for copy in copies], axis=1)
    before, after, right = [], [], []
    for own in looks:
        resting = learn([Scores(row) for row in own[:TAUGHT]], "", least=TAUGHT)
        assert resting is not None
        before.append(_answers(own[TAUGHT:]) != NEUTRAL)
        after.append(_answers(corrected_values(own[TAUGHT:], resting)) != NEUTRAL)
        right.append(float(np.mean(_answers(corrected_values(plain[others], resting)) == truth[others])))
    right_before = float(np.mean(_answers(plain[others]) == truth[others]))
    return {
        "neutral_pictures": int(by_people.sum()),
        "taken_for_something_else": len(rows),
        "wrong_before": float(np.mean(before)),
        "wrong_after": float(np.mean(after)),
        "other_pictures": len(others),
        "other_right_before": right_before,
        "other_right_after": float(np.mean(right)),
        "other_points_lost": 100 * (right_before - float(np.mean(right))),
        "other_points_lost_at_most": 100 * (right_before - min(right)),
    }


def distorted(pictures: NDArray[np.uint8], copies: int, seed: int) -> list[NDArray[np.uint8]]:
    """Return so many distorted copies of uint8 (N, 48, 48), by the training's own distortion."""
    layer = RandomFace(DISTORTION, seed)
    inputs = pictures[..., None].astype(np.float32) / 255
    made = [np.asarray(layer(inputs, training=True))[..., 0] for _ in range(copies)]
    return [np.round(one * 255).astype(np.uint8) for one in made]


def _answers(probabilities: NDArray[np.float64]) -> NDArray[np.intp]:
    return np.asarray(probabilities[:, : len(WORDS)].argmax(axis=1))


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when both limits are kept, 1 when not, 2 with one line on standard error if it cannot run."""
    parser = argparse.ArgumentParser(description="Measure what a taught resting face mends and what it costs.")
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv")
    parser.add_argument("--votes", required=True, type=Path, help="fer2013new.csv, the FER+ votes")
    parser.add_argument("--model", default="poster", help="a released network, or the folder of an exported run")
    parser.add_argument("--split", default="PublicTest", help="PrivateTest checks what was chosen on PublicTest")
    parser.add_argument("--seed", type=int, default=0, help="of the distortions")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args(argv)
    try:
        network = open_network(find_network(args.model))
        data = load_fer2013(args.data, args.votes).split(args.split)
        found = measure(lambda p: over_words(network.probabilities(p), network.card.labels), data, args.seed)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    kept = found["wrong_after"] <= found["wrong_before"] / 2 and found["other_points_lost"] <= 1
    if args.json:
        print(json.dumps({"network": network.card.name, "split": args.split, **found, "limits_kept": kept}))
    else:
        show(network.card.name, args.split, found, kept)
    return 0 if kept else 1


def show(network: str, split: str, found: dict[str, float | int], kept: bool) -> None:
    """Print the figures for people."""
    print(
        f"{network} on {split}: {found['taken_for_something_else']} of {found['neutral_pictures']} pictures that 8 or "
        f"more of 10 people call neutral are called something else.\n"
        f"Wrong answers on ten new copies of each: {found['wrong_before']:.1%} before, {found['wrong_after']:.1%} "
        f"after teaching from five.\n"
        f"Other words, {found['other_pictures']} pictures: {found['other_right_before']:.2%} right before, "
        f"{found['other_right_after']:.2%} after; {found['other_points_lost']:.2f} points lost on average over all "
        f"taught faces, {found['other_points_lost_at_most']:.2f} with the worst.\n"
        f"Wrong answers at least halve and other words lose 1 point at most: {'yes' if kept else 'no'}.\n"
        "This proves the mechanism on pictures, and not the benefit to people."
    )


if __name__ == "__main__":
    sys.exit(main())
