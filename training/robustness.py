"""How networks hold up on spoilt pictures: `python training/robustness.py --model companion --beside poster ...`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from companion.sources.fer2013 import DataError
from training import judge
from training.arguments import positive
from training.datasets import Dataset, load_fer2013, tell
from training.figures import COLOURS
from training.files import write_json, write_with
from training.metrics import majority
from training.onnx_network import OnnxNetwork, find_network, open_network, over_words
from training.spoil import STRENGTHS, UNITS, spoil

# kind -> accuracy at each strength; "untouched" has one value.
Table = dict[str, list[float]]
UNTOUCHED = "untouched"
# How the lines of the figure differ: four kinds of line, each in seven colours.
LOOKS = (("-", "o"), ("--", "x"), (":", "s"), ("-.", "^"))
LINE_COLOURS = (6, 0, 2, 7, 4, 3, 5)


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure networks on spoilt pictures, at five strengths.")
    parser.add_argument("--model", required=True, help="name of a released network, or the folder of an exported run")
    parser.add_argument("--beside", action="append", default=[], metavar="MODEL", help="another one; may be repeated")
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv, plain or packed")
    parser.add_argument("--votes", type=Path, help="fer2013new.csv: judge by ten people, else by FER2013's labels")
    parser.add_argument("--split", default="PrivateTest", help="Training, PublicTest or PrivateTest")
    parser.add_argument("--pictures", type=positive(int), help="only so many, drawn by lot with seed 0")
    parser.add_argument("--report", type=Path, metavar="FOLDER", help="write robustness.json, .md and .png there")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(argv)


def accuracy(network: OnnxNetwork, data: Dataset, pictures: NDArray[np.uint8]) -> float:
    """Return the share of right answers on `pictures`, which stand for those of `data`, row for row.

    Raises:
        DataError: none of them has a word that most people say.
    """
    side = network if data.votes is not None else network.for_labels()
    wide = over_words(side.probabilities(pictures), side.card.labels)
    by = judge.by_labels if data.votes is None else judge.by_votes
    judged = by(wide, data, {})
    known = judged.truth >= 0
    if not known.any():
        raise DataError("None of these pictures has a word that most of ten people say. Give more --pictures.")
    return float(judged.right[known].mean())


def table_of(network: OnnxNetwork, data: Dataset) -> Table:
    """Return the accuracy on untouched pictures and at each strength of each way of spoiling them."""
    table: Table = {UNTOUCHED: [accuracy(network, data, data.pictures)]}
    for kind, strengths in STRENGTHS.items():
        table[kind] = [accuracy(network, data, spoil(kind, data.pictures, strength)) for strength in strengths]
    return table


def curves(tables: dict[str, Table]) -> Figure:
    """Draw a small figure for each way of spoiling, a line for each network."""
    figure = Figure(figsize=(12, 6), layout="constrained")
    for axes, (kind, strengths) in zip(figure.subplots(2, 4, sharey=True).flat, STRENGTHS.items(), strict=False):
        for number, (name, table) in enumerate(tables.items()):
            values = [*table[UNTOUCHED], *table[kind]]
            dashes, marker = LOOKS[number % len(LOOKS)]
            colour = COLOURS[LINE_COLOURS[number % len(LINE_COLOURS)]]
            axes.plot(range(len(values)), values, ls=dashes, marker=marker, color=colour, label=name)
        axes.set_xticks(range(len(strengths) + 1), ["none", *(f"{strength:g}" for strength in strengths)])
        axes.set(title=kind, xlabel=UNITS[kind], ylim=(0, 1))
        axes.grid(alpha=0.3)
    figure.axes[0].set_ylabel("share that is right")
    figure.axes[-1].axis("off")
    figure.legend(*figure.axes[0].get_legend_handles_labels(), loc="lower right")
    return figure


def lines(tables: dict[str, Table], what: str) -> list[str]:
    """Return the table as Markdown; `what` says which pictures and which judges."""
    rows = [
        f"# Spoilt pictures ({what})",
        "",
        "| network | spoilt by | strengths | share that is right |",
        "|---|---|---|---|",
    ]
    for name, table in tables.items():
        rows.append(f"| {name} | nothing | | {table[UNTOUCHED][0]:.2%} |")
        for kind, strengths in STRENGTHS.items():
            figures = ", ".join(f"{value:.1%}" for value in table[kind])
            rows.append(f"| {name} | {kind} | {', '.join(f'{s:g}' for s in strengths)} {UNITS[kind]} | {figures} |")
    return rows


def measure(args: argparse.Namespace) -> dict[str, Any]:
    """Return the figures, and write the report if asked.

    `pictures`, `judged` (how many of them have a right word), `judged_by`, `strengths`, `networks` (name -> Table).

    Raises:
        DataError: a network or the data cannot be used.
        OSError: the report cannot be written.
    """
    given = [args.model, *args.beside]
    networks = [open_network(find_network(name)) for name in given]
    data = load_fer2013(args.data, args.votes).split(args.split)
    if args.pictures and args.pictures < len(data):
        data = data.take(np.sort(np.random.default_rng(0).choice(len(data), args.pictures, replace=False)))
    names = [network.card.name for network in networks]
    # Two runs of one network have one name; what was given tells them apart.
    keys = [name if names.count(name) == 1 else asked for name, asked in zip(names, given, strict=True)]
    tables = {key: table_of(network, data) for key, network in zip(keys, networks, strict=True)}
    judges = "FER2013's labels" if data.votes is None else "ten people (FER+)"
    # Ten people may have no word that most of them say; such pictures are neither right nor wrong.
    judged = len(data) if data.votes is None else int((majority(data.votes) >= 0).sum())
    result = {
        "pictures": len(data),
        "judged": judged,
        "split": args.split,
        "judged_by": judges,
        "strengths": {kind: list(strengths) for kind, strengths in STRENGTHS.items()},
        "networks": tables,
    }
    if args.report:
        args.report.mkdir(parents=True, exist_ok=True)
        write_json(args.report / "robustness.json", result)
        text = "\n".join(lines(tables, f"{judged} of {args.split}, judged by {judges}")) + "\n"
        write_with(args.report / "robustness.md", lambda part: part.write_text(text, encoding="utf-8"))
        write_with(args.report / "robustness.png", lambda part: curves(tables).savefig(part, dpi=90))
    return result


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    args = parse(argv)
    try:
        result = measure(args)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    if args.json:
        print(json.dumps(result))
    else:
        print("\n".join(lines(result["networks"], f"{result['judged']} of {result['split']}")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
