"""Draws the report's figures. Each function returns a matplotlib Figure; nothing is shown and nothing is saved here."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.metrics import auc, average_precision_score, precision_recall_curve, roc_curve

from companion.words.vocabulary import WORDS
from training import metrics
from training.judge import Judged
from training.report_numbers import confusion_table, one_by_one

# Okabe and Ito's eight colours, told apart by colour-blind people too; each word has its own dashes besides.
COLOURS = ("#D55E00", "#999999", "#009E73", "#56B4E9", "#E69F00", "#000000", "#0072B2", "#CC79A7")
DASHES = ("-", (0, (1, 1)), (0, (5, 1)), "--", "-", (0, (3, 1, 1, 1)), "-.", ":")


def classes(counts: dict[str, dict[str, int]]) -> Figure:
    """Draw how many pictures of each word each split has (split -> word -> count)."""
    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.add_subplot()
    words = [word for word in WORDS if any(word in row for row in counts.values())]
    width = 0.8 / len(counts)
    for i, (split, row) in enumerate(counts.items()):
        places = np.arange(len(words)) + (i - (len(counts) - 1) / 2) * width
        heights = [row.get(word, 0) for word in words]
        bars = axes.bar(places, heights, width, label=split, color=COLOURS[(6, 4, 2, 0)[i % 4]])
        axes.bar_label(bars, fontsize=7, rotation=90, padding=2)
    axes.set_xticks(range(len(words)), words)
    axes.set_ylabel("pictures")
    axes.margins(y=0.15)
    axes.legend()
    return figure


def curves(log: Path) -> Figure | None:
    """Draw accuracy and loss after each epoch from a run's log.csv; None where it cannot be read or is empty."""
    try:
        with log.open(newline="") as stream:
            rows = [row for row in csv.DictReader(stream) if row.get("val_accuracy") and row.get("loss")]
        table = {name: [float(row[name]) for row in rows] for name in ("accuracy", "val_accuracy", "loss", "val_loss")}
        # Of a network that answers by votes and by labels it is the mean of both (BothAnswers in callbacks.py).
        both = bool(rows) and "val_votes_accuracy" in rows[0]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not rows:
        return None
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    # Resumed runs count on; a stopped epoch stands twice, so rows are numbered here.
    epochs = range(1, len(rows) + 1)
    for axes, name in zip(figure.subplots(1, 2), ("accuracy", "loss"), strict=True):
        axes.plot(epochs, table[name], color=COLOURS[6], marker=".", label="pictures it learns from")
        axes.plot(epochs, table[f"val_{name}"], color=COLOURS[0], marker="x", ls="--", label="other pictures")
        axes.set_xlabel("epoch (once through all pictures)")
        axes.set_ylabel(f"{name} (mean of both answers: votes, labels)" if both and name == "accuracy" else name)
        axes.grid(alpha=0.3)
        axes.legend()
    return figure


def confusion(judged: Judged) -> Figure:
    """Draw which word was answered for which right word: counts on the left, shares of each row on the right."""
    rows, shown, table = confusion_table(judged)
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(12, 5), layout="constrained")
    for axes, values, title in zip(figure.subplots(1, 2), (table, shares), ("counts", "shares"), strict=True):
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for (i, j), value in np.ndenumerate(values):
            text = f"{value:.2f}" if title == "shares" else f"{value}"
            ink = "white" if shares[i, j] > 0.5 else "black"
            axes.text(j, i, text, ha="center", va="center", fontsize=8, color=ink)
        axes.set_xticks(range(len(shown)), [WORDS[number] for number in shown], rotation=40, ha="right")
        axes.set_yticks(range(len(rows)), [WORDS[number] for number in rows])
        axes.set_xlabel("answered")
        axes.set_ylabel("right word")
        axes.set_title(title)
    return figure


def precision_recall(judged: Judged) -> Figure:
    """Draw precision against recall for each word, with its average precision (AP)."""
    figure, axes = _square("recall (share of this word's pictures that are found)", "precision (share that is right)")
    for number, truth, scores in one_by_one(judged):
        precision, recall, _ = precision_recall_curve(truth, scores)
        label = f"{WORDS[number]} (AP {average_precision_score(truth, scores):.2f})"
        axes.plot(recall, precision, label=label, **_look(number))
    figure.legend(loc="outside right upper", fontsize=8)
    return figure


def roc(judged: Judged) -> Figure:
    """Draw the ROC curve of each word, with the area under it (AUC)."""
    figure, axes = _square("share of other pictures that get this word", "share of this word's pictures that get it")
    for number, truth, scores in one_by_one(judged):
        false, true, _ = roc_curve(truth, scores)
        axes.plot(false, true, label=f"{WORDS[number]} (AUC {auc(false, true):.2f})", **_look(number))
    axes.plot([0, 1], [0, 1], color="grey", lw=0.8)
    figure.legend(loc="outside right upper", fontsize=8)
    return figure


def reliability(judged: Judged) -> Figure:
    """Draw how often answers are right against how sure the network says it is, in 15 bins, with the ECE."""
    some = judged.take(judged.truth >= 0)
    sure, right, count = metrics.reliability(some.sure, some.right)
    figure, axes = _square("how sure the network says it is", "share that is right")
    axes.bar((np.arange(len(count)) + 0.5) / len(count), right * (count > 0), 0.9 / len(count), color=COLOURS[3])
    label = f"ECE {metrics.ece(some.sure, some.right):.3f}"
    axes.plot(sure[count > 0], right[count > 0], color=COLOURS[6], marker="o", label=label)
    axes.plot([0, 1], [0, 1], color="grey", lw=0.8, label="as sure as right")
    axes.legend(loc="upper left")
    return figure


def coverage(views: list[tuple[str, Judged]]) -> Figure:
    """Draw the share of right answers when only the surest pictures are answered."""
    figure, axes = _square("share of all pictures answered, surest first", "share of these answers that is right")
    for i, (title, judged) in enumerate(views):
        share, accuracy = metrics.coverage_curve(judged.sure, judged.right)
        at = metrics.coverage_at(judged.sure, judged.right)
        look: dict[str, Any] = {"color": COLOURS[6], "ls": "-"} if i == 0 else {"color": COLOURS[0], "ls": "--"}
        axes.plot(share, accuracy, label=f"{title}: {at:.0%} at 95 %", **look)
    axes.axhline(0.95, color="grey", lw=0.8)
    axes.legend(loc="lower left")
    return figure


def _look(number: int) -> dict[str, Any]:
    return {"color": COLOURS[number], "ls": DASHES[number], "lw": 1.6}


def _square(x: str, y: str) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(7, 5), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlabel=x, ylabel=y, xlim=(0, 1), ylim=(0, 1.02))
    axes.grid(alpha=0.3)
    return figure, axes
