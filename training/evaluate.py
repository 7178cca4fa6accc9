"""Measures a network on labelled pictures: `python training/evaluate.py --model poster --data fer2013.csv --json`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from companion.sources.fer2013 import DataError
from training import folds, judge
from training.card import read_card
from training.datasets import Dataset, load_fer2013, tell
from training.faces import crop_for
from training.folders import is_folder_data, load_folder
from training.judge import Judged
from training.onnx_network import OnnxNetwork, average, find_network, open_network, over_words


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure a network on labelled pictures.")
    parser.add_argument("--model", required=True, help="name of a released network, or the folder of an exported run")
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv, or a labelled folder or .zip")
    parser.add_argument("--votes", type=Path, help="fer2013new.csv, the FER+ votes")
    parser.add_argument("--split", help="Training, PublicTest, PrivateTest; picture or person; or a folder's own")
    parser.add_argument("--faces", choices=("auto", "whole", "find"), default="auto", help="how to cut larger pictures")
    parser.add_argument("--report", type=Path, metavar="FOLDER", help="write figures and tables there")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--mistakes", action="store_true", help="show the surest mistakes in a window (never saved)")
    return parser.parse_args(argv)


def load(args: argparse.Namespace) -> Dataset:
    """Load the pictures to judge, cut to 48x48 and narrowed to the split (`person` narrows nothing).

    Raises:
        DataError: the data or the split cannot be used.
    """
    if not is_folder_data(args.data):
        return load_fer2013(args.data, args.votes).split(args.split or "PrivateTest")
    if args.votes:
        tell("FER+ votes belong to fer2013.csv; they are not used here.")
    data = load_folder(args.data, crop_for(args.faces))
    if args.split in (None, "person"):
        return data
    if args.split == "picture":
        return data.take(folds.picture_split(data) == folds.TEST)
    return data.split(args.split)


def judged_by_person(
    network: OnnxNetwork, folder: Path, args: argparse.Namespace, data: Dataset
) -> tuple[Judged, Dataset]:
    """Judge over ten folds by person, each answered by a network that never saw its persons.

    A network that learned from these pictures is judged by the answers kept when its ten fold networks were trained;
    any other network answers itself.

    Raises:
        DataError: persons are not known, or the network learned from these pictures and no answers were kept.
    """
    card = network.card
    if (folder / "report" / folds.FOLDS_FILE).is_file() or set(card.data.values()) & set(data.sha256.values()):
        data, outputs = folds.kept_answers(folder, args.data, crop_for(args.faces))
        wide = over_words(average([outputs], card), card.labels)
    else:
        data = replace(data, splits=folds.person_folds(data).astype(np.str_))
        wide = over_words(network.probabilities(data.pictures), card.labels)
    return judge.by_labels(wide, data, card.clear), data


def evaluate(args: argparse.Namespace) -> tuple[dict[str, Any], list[tuple[str, Judged]], Dataset, Path]:
    """Return (what --json prints, the judged answers with a title each, the pictures, the network's folder).

    Raises:
        DataError: the network or the data cannot be used.
    """
    folder = find_network(args.model)
    network = open_network(folder)
    card = network.card
    data = load(args)
    result: dict[str, Any] = {"network": card.name, "data": args.data.name, "split": args.split or default_split(data)}
    if args.split == "person":
        judged, data = judged_by_person(network, folder, args, data)
        result |= judge.figures_of(judged)
        accuracies = [float(judged.right[data.splits == fold].mean()) for fold in np.unique(data.splits)]
        result["accuracy_mean"] = float(np.mean(accuracies))
        result["accuracy_sd"] = float(np.std(accuracies, ddof=1))
        result["accuracy_of_folds"] = accuracies
        return result, [("labels", judged)], data, folder
    wide = over_words(network.probabilities(data.pictures), card.labels)
    # Foreign folders are judged by the answer that the app uses (design, section 3); FER2013's labels by FER2013's.
    own = network.for_labels() if data.twins else network
    own_wide = wide if own is network else over_words(own.probabilities(data.pictures), own.card.labels)
    judged = judge.by_labels(own_wide, data, card.clear)
    result |= judge.figures_of(judged)
    views = [("labels", judged)]
    if data.votes is not None:
        people = network.for_people()
        of_people = None if people is network else over_words(people.probabilities(data.pictures), card.labels)
        by_votes = judge.by_votes(wide, data, card.clear, of_people)
        result["ferplus"] = judge.figures_of(by_votes)
        views.append(("ten people (FER+)", by_votes))
    return result, views, data, folder


def default_split(data: Dataset) -> str:
    """Return how the result calls the pictures where no --split was given."""
    return "PrivateTest" if data.twins else "all"


def show(result: dict[str, Any]) -> None:
    """Print the figures for people."""
    where = f"{result['network']} on {result['data']}, {result['split']}"
    print(f"{where}: {result['accuracy']:.2%} of {result['n']} right.")
    if "accuracy_without_twins" in result:
        print(f"Without twins ({result['n_without_twins']} pictures): {result['accuracy_without_twins']:.2%}.")
    if "accuracy_mean" in result:
        print(f"Ten folds by person: {result['accuracy_mean']:.2%}, standard deviation {result['accuracy_sd']:.2%}.")
    columns = ("precision", "recall", "specificity", "f1", "accuracy", "support")
    print(f"{'':10}" + "".join(f"{name:>13}" for name in columns))
    for word, row in [*result["per_class"].items(), ("macro", result["macro"]), ("weighted", result["weighted"])]:
        cells = [f"{row[name]:13.3f}" if name != "support" else f"{row.get(name, ''):>13}" for name in columns]
        print(f"{word:10}" + "".join(cells))
    print(f"ECE {result['ece']:.3f}; {result['coverage_at_95']:.1%} can be answered with 95 % right.")
    if "ferplus" in result:
        people = result["ferplus"]
        print(
            f"By ten people (FER+): {people['accuracy']:.2%} of {people['n']} right, ECE {people['ece']:.3f}, "
            f"{people['coverage_at_95']:.1%} of all can be answered with 95 % right."
        )


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    args = parse(argv)
    try:
        result, views, data, folder = evaluate(args)
        if args.report:
            from training.report import Sheet, write_report
            from training.run_report import epochs_told, person_figures, person_note

            epochs, notes = epochs_told(read_card(folder).recipe), []
            if args.split == "picture" and (folder / "report" / folds.FOLDS_FILE).is_file():
                result["by_person"] = person_figures(folder, args.data)
                notes.append(person_note(result["by_person"]))
            write_report(args.report, Sheet(result, views, data, data.counts(), folder, epochs, notes))
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    if args.json:
        print(json.dumps(result))
    else:
        show(result)
    if args.mistakes:
        from training.mistakes import show_mistakes

        show_mistakes(views[0][1], data.pictures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
