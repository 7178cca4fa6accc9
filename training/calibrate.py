"""Teaches a network how sure it may be: `python training/calibrate.py runs/poster --data fer2013.csv --votes ...`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]

from companion.sources.fer2013 import DataError
from companion.words.vocabulary import OTHER, WORDS
from training import metrics
from training.card import Card, unreported, write_card
from training.datasets import VOTE_NAMES, Dataset, load_fer2013, tell
from training.folders import is_folder_data
from training.judge import Judged, by_labels, by_votes, figures_of
from training.onnx_network import average, find_network, open_network, over_words
from training.parts import refuse_seen_pictures, views_of

CLEAR_PRECISION = 0.95
# A threshold that just reaches a precision on the pictures that chose it falls short on others, so more may be asked of
# it there: the least of these that gives CLEAR_PRECISION, beyond luck, on pictures left out of the choice.
ASKED_PRECISION = (0.95, 0.955, 0.96, 0.965, 0.97, 0.975, 0.98)
LEFT_OUT, ROUNDS = 10, 20
LEAST_CLEAR_PRECISION = 0.8
FEWEST_ANSWERS = 20
# Two words that have less than half of the share together are no "maybe": something else is likelier.
LEAST_PAIR = 0.5
RARE = ("contempt", "disgust", "fear")  # in every data set, so a good precision may be luck (design, section 5)
RARE_WILSON = 0.6
PAIR_PRECISION = 0.9
NEVER = 1.01  # a sum of two probabilities is never above 1
# A folder does not tell who is in its pictures. Those that chose the epoch may show people that were learned from, or
# nearly the same frame: thresholds of these would make the network too sure of new faces.
NO_FOLDS = (
    "No answers by fold are kept in {folder}/report, and pictures of people that it may have seen make it too sure of "
    "itself. Give --data fer2013.csv and --votes fer2013new.csv. (For CK+48, `train.py --network ckplus` keeps them.)"
)

Floats = NDArray[np.float64]


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Fit a network's temperature and thresholds on the validation split.")
    parser.add_argument("run", help="folder of an exported run, or the name of a released network")
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv, plain or packed; ck48.zip for ckplus")
    parser.add_argument("--votes", type=Path, help="fer2013new.csv, the FER+ votes")
    parser.add_argument(
        "--unseen", type=Path, nargs="+", action="extend", default=[], metavar="RUN",
        help="exported runs; the K-th of these N stands for the run where train.py --check-part K/N left pictures out",
    )  # fmt: skip
    return parser.parse_args(argv)


def fit_temperature(card: Card, views: list[NDArray[Any]], target: Floats) -> float:
    """Return the temperature with the least cross-entropy between the calibrated answers and `target`.

    Args:
        card: says what the outputs are.
        views: the network's outputs, (N, labels) each (see OnnxNetwork.views).
        target: (N, labels), rows that sum to 1.
    """

    def loss(log_temperature: float) -> float:
        probabilities = average(views, replace(card, temperature=float(np.exp(log_temperature))))
        return float(-(target * np.log(probabilities + 1e-12)).sum() / len(target))

    return float(np.exp(minimize_scalar(loss, bounds=(np.log(0.05), np.log(20.0)), method="bounded").x))


def majority_target(votes: NDArray[np.float32], labels: tuple[str, ...]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return (target (N, labels), which rows have one): the word that most of the people say, where a network has it.

    Why votes, for a network that learned single labels too: the app speaks of what people would say, and thresholds are
    judged by people's majority; FER2013's label is one mechanical answer that ten people share on 63 % only.
    """
    words = np.array([*WORDS, ""])[metrics.majority(votes)]
    target = np.array([[float(word == label) for label in labels] for word in words])
    return target, target.sum(axis=1) > 0


def people_target(votes: NDArray[np.float32], labels: tuple[str, ...]) -> tuple[Floats, NDArray[np.bool_]]:
    """Return (target (N, labels), which rows have one): the split of the people's votes over a network's words.

    A word the network lacks cannot be learned by a temperature, so votes are shared out among its own words.
    """
    clean = metrics.clean_votes(votes)
    columns = [clean[:, VOTE_NAMES.index(label)] if label != OTHER else clean[:, -2:].sum(axis=1) for label in labels]
    kept = np.stack(columns, axis=1)
    total = kept.sum(axis=1, keepdims=True)
    return kept / np.maximum(total, 1), total[:, 0] > 0


def clear_threshold(
    sure: Floats, right: NDArray[np.bool_], rare: bool, asked: float = CLEAR_PRECISION
) -> float | None:
    """Return the lowest probability from which a word may be said as CLEAR, or None.

    Args:
        sure: (N,) probability of this word where it was answered.
        right: (N,) whether that was right.
        rare: contempt, disgust, fear: their precision must be good beyond luck.
        asked: the precision above this threshold; where none reaches it, the best one that is good enough is taken.
    """
    order = np.argsort(-sure, kind="stable")
    values, good = sure[order], np.cumsum(right[order])
    count = np.arange(1, len(values) + 1)
    possible = np.append(np.diff(values) != 0, True)[: len(values)] & (count >= FEWEST_ANSWERS)
    if rare:
        low = np.array([metrics.wilson_low(int(g), int(c)) for g, c in zip(good, count, strict=True)])
        possible &= low >= RARE_WILSON
    if not possible.any():
        return None
    precision = np.where(possible, good / count, 0.0)
    reached = np.flatnonzero(precision >= asked)
    if len(reached):
        return float(values[reached[-1]])
    # Of equally good thresholds the lowest, which answers most often.
    best = np.flatnonzero(precision == precision.max())[-1]
    return float(values[best]) if precision[best] >= LEAST_CLEAR_PRECISION else None


def clear_thresholds(judged: Judged, words: tuple[str, ...], asked: float) -> dict[str, float | None]:
    """Return `clear_threshold` for each of `words`."""
    found: dict[str, float | None] = {}
    for word in words:
        said = judged.answers == WORDS.index(word)
        found[word] = clear_threshold(judged.sure[said], judged.right[said], word in RARE, asked)
    return found


def asked_precision(judged: Judged, words: tuple[str, ...]) -> float:
    """Return which of ASKED_PRECISION the thresholds must reach on `judged` to be right on other pictures.

    Cross-validation: thresholds from nine tenths of the pictures, judged on the tenth left out; each tenth once, and
    all of that ROUNDS times with other tenths. The lower end of the Wilson interval must reach CLEAR_PRECISION, not
    the share itself: that would break the promise on every second set of new faces, and more often than that because
    the network was chosen on the same pictures (training/EXPERIMENTS.md, "How sure a clear answer must be").
    """
    rng = np.random.default_rng(0)
    tenths = [rng.permutation(len(judged.answers)) % LEFT_OUT for _ in range(ROUNDS)]
    for asked in ASKED_PRECISION:
        said = right = 0
        for tenth, number in product(tenths, range(LEFT_OUT)):
            clear = clear_thresholds(judged.take(tenth != number), words, asked)
            held = judged.take(tenth == number)
            spoken = metrics.clear_answers(held.answers, held.sure, clear)
            said, right = said + int(spoken.sum()), right + int(held.right[spoken].sum())
        if metrics.wilson_low(round(right / ROUNDS), round(said / ROUNDS)) >= CLEAR_PRECISION:
            return asked
    return ASKED_PRECISION[-1]


def pair_threshold(judged: Judged) -> float:
    """Return the lowest sum of the best two words from which MAYBE keeps its word: the right word is one of the two.

    Only answers that are not CLEAR count. Where people have no majority, which is what MAYBE is for, the right word is
    the one that most of them say, and there is none where nobody says one of the eight. Where 90 % cannot be reached
    with 20 answers, MAYBE is never said.
    """
    maybe = judged.take(~metrics.clear_answers(judged.answers, judged.sure, judged.clear))
    two = np.argsort(-maybe.probabilities, axis=1)[:, :2]
    total = np.take_along_axis(maybe.probabilities, two, axis=1).sum(axis=1)
    people = maybe.split_of_people
    if people is None:
        held = (two == maybe.truth[:, None]).any(axis=1)
    else:
        most = people.max(axis=1)
        held = (np.take_along_axis(people, two, axis=1).max(axis=1) == most) & (most > 0)
    order = np.argsort(-total, kind="stable")
    count = np.arange(1, len(total) + 1)
    share = np.cumsum(held[order]) / count
    enough = (share >= PAIR_PRECISION) & (count >= FEWEST_ANSWERS) & np.append(np.diff(total[order]) != 0, True)
    return max(float(total[order][np.flatnonzero(enough)[-1]]), LEAST_PAIR) if enough.any() else NEVER


def fit(card: Card, views: list[NDArray[Any]], data: Dataset) -> Card:
    """Return the card with temperature, thresholds and validation figures fitted on `data`.

    Args:
        card: of the network; what it had of calibration is replaced.
        views: the network's outputs for the pictures in `data`, (N, labels) each.
        data: validation pictures, never test pictures.
    """
    people_temperature = None
    if data.votes is not None:
        target, rows = majority_target(data.votes, card.labels)
        if card.target == "votes":
            split, some = people_target(data.votes, card.labels)
            people_temperature = fit_temperature(card, [view[some] for view in views], split[some])
    else:
        words = np.array([*data.words])[data.labels]
        target = np.array([[float(word == label) for label in card.labels] for word in words])
        rows = target.sum(axis=1) > 0
    temperature = fit_temperature(card, [view[rows] for view in views], target[rows])
    card = replace(card, temperature=temperature, people_temperature=people_temperature)
    wide = over_words(average(views, card), card.labels)
    if data.votes is None:
        judged = by_labels(wide, data, {})
    else:
        of_people = replace(card, temperature=people_temperature or temperature)
        judged = by_votes(wide, data, {}, over_words(average(views, of_people), card.labels))
    clear: dict[str, float | None] = dict.fromkeys(card.words)
    if card.knows_still_face:
        clear |= clear_thresholds(judged.as_said(), card.words, asked_precision(judged.as_said(), card.words))
    judged = replace(judged, clear=clear)
    pair = pair_threshold(judged.as_said())
    validation: dict[str, Any] = {
        "data": f"{data.splits[0]} without twins, {len(data)} pictures"
        if data.twins
        else f"ten folds by person, {len(data)} pictures",
        "judged_by": "FER+ votes" if data.votes is not None else "labels",
        **figures_of(judged),
    }
    return replace(
        card,
        clear=clear,
        pair=pair,
        # A report was measured with the calibration of before.
        metrics={**unreported(card.metrics), "validation": validation},
    )


def calibrate(folder: Path, path: Path, votes: Path | None, unseen: Sequence[Path] = ()) -> Card:
    """Fit FOLDER/card.json's calibration and write it.

    FER2013: on PublicTest, without pictures that have a twin in another split: a twin in PrivateTest would let the test
    in, and one in Training may have been learned by heart. CK+48: on the kept out-of-fold answers, people unseen. What
    learned from a folder without such answers is calibrated on FER2013 too, whose people it has not seen.

    Args:
        unseen: folders of networks that stand for it where it has learned from PublicTest (see `views_of`).

    Raises:
        DataError: a network is not exported, they are no kin, they have learned from the pictures, or the data cannot
            be used.
        OSError: the card cannot be written.
    """
    network, others = open_network(folder), [open_network(other) for other in unseen]
    for other, where in zip(others, unseen, strict=True):
        if (other.card.labels, other.card.flip_average) != (network.card.labels, network.card.flip_average):
            raise DataError(f"{where} is not made like {folder}: export both the same way.")
    if is_folder_data(path):
        from training.folds import FOLDS_FILE, kept_answers

        if not (folder / "report" / FOLDS_FILE).is_file():
            raise DataError(NO_FOLDS.format(folder=folder))
        data, kept = kept_answers(folder, path)
        views: list[NDArray[Any]] = [kept]
    else:
        if network.card.target == "votes" and votes is None:
            raise DataError(f"{network.card.name} learned from votes. Give them with --votes fer2013new.csv.")
        every = load_fer2013(path, votes)
        refuse_seen_pictures(network.card, [other.card for other in others], every)
        whole = every.split("PublicTest")
        kept_rows = ~whole.has_twin()
        data = whole.take(kept_rows)
        views = [view[kept_rows] for view in views_of(network, whole, others)]
    card = fit(network.card, views, data)
    own = network.for_labels()
    if card.label_answer is not None and not is_folder_data(path):
        target = np.eye(len(own.card.labels))[data.labels]
        answered = views_of(own, whole, [other.for_labels() for other in others])
        temperature = fit_temperature(own.card, [view[kept_rows] for view in answered], target)
        card = replace(card, label_answer=replace(card.label_answer, temperature=temperature))
    write_card(folder, card)
    return card


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    args = parse(argv)
    try:
        card = calibrate(find_network(args.run), args.data, args.votes, args.unseen)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    seen = card.metrics["validation"]
    print(f"{seen['data']}, judged by {seen['judged_by']}: temperature {card.temperature:.3f}, ECE {seen['ece']:.3f}.")
    for word, threshold in card.clear.items():
        print(f"  {word:10}", "never clear" if threshold is None else f"clear from {threshold:.3f}")
    print(f"  maybe      {'never' if card.pair > 1 else f'from {card.pair:.3f} for two words'}")
    right = "" if seen["clear_accuracy"] is None else f", right on {seen['clear_accuracy']:.1%} of these"
    print(f"Clear on {seen['clear_share']:.1%}{right}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
