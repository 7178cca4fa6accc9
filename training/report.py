"""Writes the report that every network gets: figures with plain captions, tables, `metrics.json` and `report.md`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from training import figures
from training.datasets import Dataset
from training.files import write_json, write_with
from training.folds import FOLDS_FILE
from training.judge import Judged, figures_of
from training.metrics import human_baseline
from training.papers import beside, epochs_told
from training.report_numbers import numbers_of, twins_in

# Measured once over PrivateTest with --votes; shown where the votes are not given.
KNOWN_BASELINE = "about 63 % (data/README.md)"
LOG = "log.csv"
# Who judged, where a network learned what most people say in the place of the labels.
MOST_OF_TEN = "most of ten people"
# What training/transfer.py writes; a report that finds it shows it.
TRANSFER_FILE = "transfer.json"
COLUMNS = ("precision", "recall", "specificity", "f1", "accuracy")

CAPTIONS = {
    "classes": "How many pictures there are of each word. A network knows best what it has seen often.",
    "curves": "How the network learned. Where the dashed line stops rising, more of the same does not help.",
    "confusion": "Which word was answered for which. Each row is the right word; at best all is on the diagonal.",
    "precision_recall": "The more of a word's pictures are found (to the right), the more other pictures are taken for "
    "it (down). Higher is better. AP sums a curve up; 1 is perfect.",
    "roc": "How many pictures of a word are found against how many others are taken for it. Nearer to the top left is "
    "better; the grey line is guessing. AUC sums a curve up; 1 is perfect.",
    "reliability": "Does 70 % sure mean right in 7 of 10? On the grey line it does. Below it the network is too sure "
    "of itself, above it too modest. ECE is the mean distance from the line; 0 is best.",
    "coverage": "What if the network answers only when it is sure? To the left it answers few pictures and is right "
    "more often. The legend says how many it can answer and be right in 95 of 100.",
}


@dataclass(frozen=True)
class Sheet:
    """What one report is made from.

    Attributes:
        result: what `evaluate.py --json` prints (`network`, `data`, `split` and the figures).
        views: the judged answers with a title each; the first is by labels.
        data: the pictures judged.
        whole: the data set that they are of, all splits.
        source: the network's folder: its log.csv and folds.json go along.
        run: what run.json or the card says of the run: epochs, init, recipe.
        own: the network learned from this data set, so that what was kept of its training belongs in here.
        by_person: the answers of the ten networks that never saw the person, or None.
        notes: sentences that stand below the title.
        labels_by_votes: the labels of `data` are what most people say, so people cannot be judged by them.
        measured: what was measured (`card.measured_with`); empty: the Keras network itself.
    """

    result: dict[str, Any]
    views: list[tuple[str, Judged]]
    data: Dataset
    whole: Dataset
    source: Path
    run: Mapping[str, Any] = field(default_factory=dict)
    own: bool = True
    by_person: Judged | None = None
    notes: list[str] = field(default_factory=list)
    labels_by_votes: bool = False
    measured: Mapping[str, Any] = field(default_factory=dict)


def write_report(folder: Path, sheet: Sheet) -> dict[str, Any]:
    """Write the report into FOLDER and return what metrics.json holds. No picture of a face is saved.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in (LOG, FOLDS_FILE, TRANSFER_FILE) if sheet.own else (LOG,):
        for kept in (sheet.source / name, sheet.source / "report" / name):
            if kept.is_file() and kept.resolve() != (folder / name).resolve():
                write_with(folder / name, partial(shutil.copyfile, kept))
                break
    (_, labels), *more = sheet.views
    numbers = {**sheet.result, **numbers_of(labels), "without_twins": _without_twins(sheet)}
    if sheet.by_person is not None:
        person = {**figures_of(sheet.by_person), **numbers_of(sheet.by_person)}
        numbers["by_person"] = {**person, **sheet.result.get("by_person", {})}
    numbers |= {"classes": sheet.whole.counts(), "twins": twins_in(sheet.whole)}
    numbers |= sheet.measured
    if more:
        numbers["ferplus"] = {**sheet.result["ferplus"], **numbers_of(more[0][1])}
    if sheet.data.votes is not None and not sheet.labels_by_votes:
        numbers["human_baseline"] = human_baseline(sheet.data.votes, sheet.data.labels, sheet.data.words)
    drawn = []
    for name, title, draw in _plan(folder, sheet):
        figure = draw()
        if figure is not None:
            write_with(folder / f"{name}.png", partial(figure.savefig, dpi=90))
            drawn.append(f"![{title}]({name}.png)\n\n*{title}. {CAPTIONS[name.partition('-')[0]]}*\n")
    write_json(folder / "metrics.json", numbers)
    transfer = _transfer(folder / TRANSFER_FILE)
    text = "\n".join([*_head(sheet, numbers), *_tables(sheet, numbers), *transfer, "## Figures\n", *drawn])
    write_with(folder / "report.md", lambda part: part.write_text(text, encoding="utf-8"))
    return numbers


def _plan(folder: Path, sheet: Sheet) -> list[tuple[str, str, Callable[[], Figure | None]]]:
    (_, labels), *_ = sheet.views
    plan: list[tuple[str, str, Callable[[], Figure | None]]] = [
        ("classes", "Pictures of each word", lambda: figures.classes(sheet.whole.counts())),
        ("curves", "Learning", lambda: figures.curves(folder / LOG)),
        ("precision_recall", "Precision and recall", lambda: figures.precision_recall(labels)),
        ("roc", "ROC", lambda: figures.roc(labels)),
        ("coverage", "Answering only when sure", lambda: figures.coverage(sheet.views)),
    ]
    for i, (title, judged) in enumerate(sheet.views):
        tail = "" if i == 0 else "-ferplus"
        plan += [
            (f"confusion{tail}", f"Confusion, by {title}", partial(figures.confusion, judged)),
            (f"reliability{tail}", f"Sure and right, by {title}", partial(figures.reliability, judged)),
        ]
    return plan


def _without_twins(sheet: Sheet) -> dict[str, Any] | None:
    judged = sheet.views[0][1]
    return None if judged.twin is None else figures_of(judged.take(~judged.twin))


def _head(sheet: Sheet, numbers: dict[str, Any]) -> list[str]:
    result = sheet.result
    lines = [f"# {result['network']} on {result['data']}, {result['split']}\n", *(f"{note}\n" for note in sheet.notes)]
    lines += ["| judged by | pictures | right | without twins | macro F1 | ECE | can be answered, 95 % right |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for title, row in [(sheet.views[0][0], result), ("ten people (FER+)", result.get("ferplus"))]:
        if row:
            twins = f"{row['accuracy_without_twins']:.2%}" if "accuracy_without_twins" in row else "not known"
            lines.append(
                f"| {title} | {row['n']} | {row['accuracy']:.2%} | {twins} | {row['macro_f1']:.3f} | {row['ece']:.3f} "
                f"| {row['coverage_at_95']:.1%} |"
            )
    if sheet.data.twins:
        share = f"{numbers['human_baseline']:.2%}" if "human_baseline" in numbers else KNOWN_BASELINE
        if not sheet.labels_by_votes:
            lines.append(f"| labels, but answered by people (most of ten) | {result['n']} | {share} | | | | |")
        twins_count = int(sheet.data.has_twin().sum())
        lines.append(f"\n{twins_count} of these pictures have a twin: almost the same picture in another split.")
        each = ", ".join(f"{split} {count}" for split, count in numbers["twins"].items())
        dropped = sheet.run.get("recipe", {}).get("without_twins")
        learned = {True: " Those of Training were left out when it learned.", False: " It learned from them too."}
        lines.append(f"\nIn each split: {each}.{learned.get(dropped, '') if sheet.own else ''}")
    if "accuracy_mean" in result:
        mean, sd = result["accuracy_mean"], result["accuracy_sd"]
        lines.append(f"\nTen folds by person: mean {mean:.2%}, standard deviation {sd:.2%}.")
    return [*lines, ""]


def _tables(sheet: Sheet, numbers: dict[str, Any]) -> list[str]:
    result = sheet.result
    lines = []
    rows = beside(result["network"], result["split"], sheet.views[0][1], epochs_told(sheet.run))
    if rows:
        lines += ["## Beside the paper\n", "| | paper | here |", "|---|---|---|"]
        lines += [f"| {what} | {paper} | {here} |" for what, paper, here in rows]
        lines.append("")
    for title, part in [
        (f"Each word, by {sheet.views[0][0]}", result),
        (f"Each word, by {sheet.views[0][0]}, without twins", numbers["without_twins"]),
        ("Each word, by ten people (FER+)", result.get("ferplus")),
        ("Each word, split by person", numbers.get("by_person") if sheet.by_person is not None else None),
    ]:
        if part:
            lines += [f"## {title}\n", _row("word", *COLUMNS, "pictures"), "|---" * (len(COLUMNS) + 2) + "|"]
            both = [*part["per_class"].items(), ("macro", part["macro"]), ("weighted", part["weighted"])]
            lines += [_row(name, *(f"{row[c]:.3f}" for c in COLUMNS), row.get("support", "")) for name, row in both]
            lines.append("")
    return lines


def _transfer(path: Path) -> list[str]:
    if not path.is_file():
        return []
    kept = json.loads(path.read_text())
    lines = [
        "## Fresh, and from a trunk that learned FER+ first\n",
        f"Same seed, and the same time each ({kept['minutes_each']} minutes): `training/transfer.py`. Seen once, so "
        "small differences may be chance.\n",
        "| start | epochs | right | macro F1 | right, by person (mean, standard deviation) |\n|---|---|---|---|---|",
    ]
    for name in ("fresh", "transferred"):
        row = kept[name]
        person = "not done"
        if "by_person_accuracy_mean" in row:
            person = f"{row['by_person_accuracy_mean']:.2%}, {row['by_person_accuracy_sd']:.2%}"
        lines.append(_row(name, row["epochs"], f"{row['accuracy']:.2%}", f"{row['macro_f1']:.3f}", person))
    return [*lines, ""]


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"
