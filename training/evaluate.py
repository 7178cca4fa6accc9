"""Measures a network on labelled pictures: `python training/evaluate.py --model poster --data fer2013.csv --json`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from companion.sources.fer2013 import DataError
from companion.whole_text import whole as whole_text
from training import folds, judge, known
from training.card import Card, measured_with
from training.datasets import VOTES_OF_FER2013, Dataset, load_fer2013, tell
from training.faces import crop_for
from training.folders import is_folder_data, load_folder
from training.judge import Judged
from training.onnx_network import OnnxNetwork, average, find_network, open_network, over_words
from training.papers import beside, epochs_told

LEARNED = "This network learned from most of these pictures: expect less of new ones."
ALIKE = (
    "This network learned from another {name}. If most of its pictures are in this one too, expect less of new ones."
)
CHOSEN = "This network's epoch or thresholds were chosen on these pictures: expect a little less of new ones."


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


@dataclass(frozen=True)
class Evaluation:
    """What was measured.

    Attributes:
        result: what `--json` prints.
        views: the judged answers with a title each; the first is by labels.
        data: the pictures judged. whole: the data set that they are of.
        folder: the network's.
        card: the network's.
    """

    result: dict[str, Any]
    views: list[tuple[str, Judged]]
    data: Dataset
    whole: Dataset
    folder: Path
    card: Card

    @property
    def own(self) -> bool:
        """Whether the network learned from this data set in its own run."""
        return bool(known.of_its_own(self.card.data, self.card.recipe) & _hashes(self.whole))

    @property
    def notes(self) -> list[str]:
        """What must be said beside these figures, because they flatter."""
        split, recipe = self.result["split"], self.card.recipe
        learned = has_learned(self.card, self.whole)
        alike = known.named_alike(self.card.data, recipe, self.whole.sha256)
        flatters = [LEARNED] if learned else [ALIKE.format(name=whole_text(alike))] if alike else []
        if not self.whole.twins:
            # What learned before folders were split by content has learned from what is TEST now.
            apart = split == "picture" and recipe.get("picture_split", "") == folds.drawn_by(self.whole)
            # Its own people are answered by networks that never saw them.
            by_others = split == "person" and (learned or (self.folder / "report" / folds.FOLDS_FILE).is_file())
            # A folder's own test part was not learned, unless the network knew these pictures without their parts.
            kept = split.lower() == folds.TEST and not recipe.get("picture_split")
            return [] if apart or by_others or kept else flatters
        if split == "Training":
            return flatters
        if split != "PublicTest":
            return []
        if recipe.get("check_part") or recipe.get("check_parts"):
            name = self.card.name
            return [f"{name} has learned from most of PublicTest too, so this flatters. It has never seen PrivateTest."]
        calibrated_on = str(self.card.metrics.get("validation", {}).get("data", ""))
        return [CHOSEN] if learned or calibrated_on.startswith("PublicTest") else flatters


def has_learned(card: Card, data: Dataset) -> bool:
    """Tell whether a network, or the one that it began with, learned from this data set, however it is packed."""
    return bool((known.of_its_own(card.data, card.recipe) | known.before(card.recipe)) & _hashes(data))


def _hashes(data: Dataset) -> set[str]:
    return {*data.sha256.values(), *filter(None, [data.pictures_sha256])}


def load(args: argparse.Namespace) -> tuple[Dataset, Dataset]:
    """Load the pictures, cut to 48x48: those to judge (`person` narrows nothing), and all of the data set.

    Raises:
        DataError: the data or the split cannot be used.
    """
    if not is_folder_data(args.data):
        data = load_fer2013(args.data, args.votes)
        return data.split(args.split or "PrivateTest"), data
    if args.votes:
        tell(VOTES_OF_FER2013)
    data = load_folder(args.data, crop_for(args.faces))
    if args.split in (None, "person"):
        return data, data
    if args.split == "picture":
        return data.take(folds.picture_split(data) == folds.TEST), data
    return data.split(args.split), data


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
    if (folder / "report" / folds.FOLDS_FILE).is_file() or has_learned(card, data):
        data, outputs = folds.kept_answers(folder, args.data, crop_for(args.faces))
        wide = over_words(average([outputs], card), card.labels)
    else:
        data = replace(data, splits=folds.person_folds(data).astype(np.str_))
        wide = over_words(network.probabilities(data.pictures), card.labels)
    return judge.by_labels(wide, data, card.clear), data


def evaluate(args: argparse.Namespace) -> Evaluation:
    """Measure the network.

    Raises:
        DataError: the network or the data cannot be used.
    """
    folder = find_network(args.model)
    network = open_network(folder)
    card = network.card
    data, whole = load(args)
    result: dict[str, Any] = {"network": card.name, "data": whole_text(args.data.name)}
    result["split"] = args.split or default_split(data)
    if args.split == "person":
        judged, data = judged_by_person(network, folder, args, data)
        result |= judge.figures_of(judged)
        accuracies = [float(judged.right[data.splits == fold].mean()) for fold in np.unique(data.splits)]
        result["accuracy_mean"] = float(np.mean(accuracies))
        result["accuracy_sd"] = float(np.std(accuracies, ddof=1))
        result["accuracy_of_folds"] = accuracies
        return Evaluation(result, [("labels", judged)], data, whole, folder, card)
    wide = over_words(network.probabilities(data.pictures), card.labels)
    # Foreign folders are judged by the answer that the app uses (design, section 3); FER2013's labels by FER2013's.
    own = network.for_labels() if data.twins else network
    own_wide = wide if own is network else over_words(own.probabilities(data.pictures), own.card.labels)
    judged = judge.by_labels(own_wide, data, card.clear)
    if own is not network:
        # The card's thresholds belong to the answer that the app uses.
        judged = replace(judged, of_the_app=wide[:, :-1])
    result |= judge.figures_of(judged)
    views = [("labels", judged)]
    if data.votes is not None:
        people = network.for_people()
        of_people = None if people is network else over_words(people.probabilities(data.pictures), card.labels)
        by_votes = judge.by_votes(wide, data, card.clear, of_people)
        result["ferplus"] = judge.figures_of(by_votes)
        views.append(("ten people (FER+)", by_votes))
    return Evaluation(result, views, data, whole, folder, card)


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


def beside_paper(found: Evaluation) -> list[tuple[str, str, str]]:
    """Return what the network's paper reports of the same pictures, beside what was found; empty for any others."""
    return beside(found.card.name, found.result["split"], found.views[0][1], epochs_told(found.card.recipe))


def report(found: Evaluation, args: argparse.Namespace) -> None:
    """Write the report that `--report` asks for.

    Raises:
        DataError: the answers kept by person do not belong to the data.
        OSError: the folder cannot be written.
    """
    from training.report import Sheet, write_report
    from training.run_report import person_figures, person_note

    result, notes, by_person = found.result, found.notes, None
    if args.split == "picture" and found.own and (found.folder / "report" / folds.FOLDS_FILE).is_file():
        result["by_person"], by_person = person_figures(found.folder, args.data, found.card.temperature)
        notes.append(person_note(result["by_person"]))
    sheet = Sheet(
        result, found.views, found.data, found.whole, found.folder, found.card.recipe, found.own, by_person, notes,
        measured=measured_with(found.card),
    )  # fmt: skip
    write_report(args.report, sheet)


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    args = parse(argv)
    try:
        found = evaluate(args)
        for note in found.notes:
            tell(note)
        if args.report:
            report(found, args)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    if args.json:
        print(json.dumps(found.result))
    else:
        show(found.result)
        for what, paper, here in beside_paper(found):
            print(f"{what}: {here} (its paper: {paper})")
    if args.mistakes:
        from training.mistakes import show_mistakes

        show_mistakes(found.views[0][1], found.data.pictures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
