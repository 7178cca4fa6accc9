"""The report that a training run ends with: the best network of the run, judged on pictures it did not learn."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.reading.classifier import calibrated
from companion.whole_text import whole
from model.networks import ANSWERS, Answer
from training import folds, judge
from training.answers import answers
from training.callbacks import BEST_FILE
from training.datasets import Dataset
from training.onnx_network import over_words
from training.recipes import Recipe
from training.report import MOST_OF_TEN, Sheet, write_report
from training.weights import open_core

NOTE = (
    "Written by train.py, before calibration: how sure the network is was not fitted yet. After export.py and "
    "calibrate.py, evaluate.py --report writes this page anew."
)


def report_run(out: Path, run: dict[str, Any], recipe: Recipe, data: Dataset, test: Dataset) -> dict[str, Any]:
    """Judge OUT/network.keras, write OUT/report/, and return the figures for the card.

    Args:
        out: the run's folder; a kept report/folds.json is judged too.
        run: what run.json holds.
        recipe: says what the network's outputs are.
        data: all pictures, for the distribution of words.
        test: the pictures that chose nothing.

    Raises:
        DataError: the network cannot be opened.
        OSError: the report cannot be written.
    """
    core = open_core(out / BEST_FILE)

    def wide_of(answer: Answer) -> NDArray[np.float64]:
        raw = answers(core, recipe, test.pictures, answer.output)
        return over_words(calibrated(raw, recipe.output, 1.0), answer.words)

    used, *others = ANSWERS[core.name]
    wide = wide_of(used)
    own = [wide_of(answer) for answer in others if answer.target == "labels"]
    by_labels = judge.by_labels(own[0] if own else wide, test, {})
    # Where it learned what most people say, that is what stands in the place of the labels.
    views = [(MOST_OF_TEN if run["labels_by_votes"] else "labels", by_labels)]
    result: dict[str, Any] = {
        "network": run["network"],
        # Not every folder's name is text that a page can hold.
        "data": whole(next(iter(data.sha256), "data")),
        "split": "PrivateTest" if data.twins else "picture",
        **judge.figures_of(by_labels),
    }
    if test.votes is not None:
        views.append(("ten people (FER+)", judge.by_votes(wide, test, {})))
        result["ferplus"] = judge.figures_of(views[1][1])
    notes = [NOTE, f"On the pictures that chose the epoch ({run['best_epoch']}): {epoch_told(run, '.2%')} right."]
    if data.left_out:
        notes.append(
            f"{data.left_out} pictures are left out: they could not be read, or show a word that this network lacks. "
            "evaluate.py counts the latter as wrong."
        )
    persons = None
    card: dict[str, Any] = {"test": brief(result), "accuracy_at_the_kept_epoch": kept_accuracy(run)}
    if (out / "report" / folds.FOLDS_FILE).is_file() and data.persons is not None:
        by_person, persons = person_figures(out, Path(run["data_path"]))
        card["by_person"] = by_person
        result["by_person"] = by_person
        notes.append(person_note(by_person))
    by_votes = run["labels_by_votes"]
    sheet = Sheet(result, views, test, data, out, run, by_person=persons, notes=notes, labels_by_votes=by_votes)
    write_report(out / "report", sheet)
    return card


def kept_accuracy(run: Mapping[str, Any]) -> float | dict[str, float]:
    """Return the accuracy of a run's kept epoch on the pictures that chose it; of a network with two answers, of each.

    Args:
        run: what run.json holds. Of a run that was begun before both were kept, the mean of both is all that is known.
    """
    found: float | dict[str, float] = run.get("best_val_accuracies") or run["best_val_accuracy"]
    return found


def epoch_told(run: Mapping[str, Any], form: str) -> str:
    """Return `kept_accuracy` in words, such as "83.30% by votes, 70.60% by labels"; `form` as for a float's format."""
    found = kept_accuracy(run)
    if isinstance(found, dict):
        return ", ".join(f"{value:{form}} by {name}" for name, value in found.items())
    return f"{found:{form}}" + (" (the mean of both answers)" if len(ANSWERS[run["network"]]) > 1 else "")


def person_note(by_person: dict[str, Any]) -> str:
    """Return the sentences that stand above figures that are split by picture; `by_person` as of `person_figures`."""
    return (
        f"By person (ten networks, each judged on people it never saw): {by_person['accuracy_mean']:.2%}, standard "
        f"deviation {by_person['accuracy_sd']:.2%}. The figures below split by picture: the same people are on "
        "both sides, so they flatter."
    )


def person_figures(folder: Path, path: Path, temperature: float = 1.0) -> tuple[dict[str, Any], judge.Judged]:
    """Return n, accuracy, accuracy_mean, accuracy_sd and macro_f1 of the kept answers by fold, and these, judged.

    Args:
        folder, path: the network's, and the pictures.
        temperature: the card's, which says how sure the answers are; 1 before calibration.

    Raises:
        DataError: none were kept, or they belong to other pictures.
    """
    data, outputs = folds.kept_answers(folder, path)
    wide = over_words(calibrated(outputs.astype(np.float32), "logits", temperature), data.words)
    judged = judge.by_labels(wide, data, {})
    accuracies = [float(judged.right[data.splits == fold].mean()) for fold in np.unique(data.splits)]
    figures = {
        "n": len(data),
        "accuracy": float(judged.right.mean()),
        "accuracy_mean": float(np.mean(accuracies)),
        "accuracy_sd": float(np.std(accuracies, ddof=1)),
        "macro_f1": judge.figures_of(judged)["macro_f1"],
    }
    return figures, judged


def brief(result: dict[str, Any]) -> dict[str, Any]:
    """Return the single numbers of a result, for the card."""
    return {name: value for name, value in result.items() if isinstance(value, int | float | str)}
