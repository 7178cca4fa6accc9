"""Trains a network: `python training/train.py --network poster --data fer2013.csv --out runs/poster`."""

from __future__ import annotations

import argparse
import logging
import os
import shlex
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    # TensorFlow's own notes would drown the progress; it reads this when it is imported.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from companion.sources.fer2013 import SPLITS, DataError
from companion.words.vocabulary import FER2013_WORDS
from model.networks import ANSWERS, BUILDERS, label_words
from training import fold_run
from training.answers import believed
from training.arguments import part, positive, seed
from training.callbacks import BEST_FILE, LOG_FILE
from training.datasets import VOTES_OF_FER2013, Dataset, load_fer2013, tell
from training.faces import crop_for
from training.files import write_json
from training.folders import is_folder_data, load_folder
from training.folds import CHECK, LEARN, TEST, drawn_by, picture_split, with_words
from training.learned import learned_before, pictures_before, refuse_seen, told_in
from training.parts import learn_from_check
from training.recipes import RECIPES, Recipe, changed
from training.run_folder import FOLDS_FROM_INIT, folder_of_run, refuse_folds_of_trunk
from training.run_report import epoch_told, report_run
from training.schedule import WorkClock
from training.targets import labelled_by_votes
from training.trainer import Order, fit

# Where runs are kept that name no folder; git leaves it out.
RUNS = Path("runs")
PRECISIONS = ("float32", "bfloat16")
# Figures, tables and files take so long at the end, measured on 2 cores (the judging of pictures comes on top).
REPORT_S = 25.0
# Of the planned time, what the released network gets where ten folds are trained beside it.
MAIN_SHARE = 0.15


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Train one of Companion's networks.")
    parser.add_argument("--network", required=True, choices=sorted(BUILDERS))
    parser.add_argument("--data", required=True, type=Path, help="fer2013.csv, plain or packed, or a labelled folder")
    parser.add_argument("--votes", type=Path, help="fer2013new.csv, the FER+ votes")
    parser.add_argument("--out", type=Path, help="folder of this run; by default a new one, such as runs/poster")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--epochs", type=positive(int), help="at most so many epochs, by the paper's callbacks")
    length.add_argument("--minutes", type=positive(float), help="plan the run for this time, the report included")
    parser.add_argument("--seed", type=seed, help="0, or that of the run that --resume goes on with")
    parser.add_argument("--init", type=Path, help="start from this network.keras")
    parser.add_argument(
        "--learning-rate", type=positive(float), help="the highest, in place of the recipe's; such as half for --init"
    )
    parser.add_argument(
        "--set", nargs="+", action="extend", default=[], metavar="NAME=VALUE", dest="changes",
        help="other numbers than the recipe's (training/recipes.py), such as mixup=0 distortion.erase=0.3",
    )  # fmt: skip
    parser.add_argument(
        "--labels", choices=("own", "votes"), default="own", help="votes: the word that most of ten people say"
    )
    parser.add_argument(
        "--teachers", type=Path, nargs="+", action="extend", default=[],
        help="network.keras of trained networks to learn from too",
    )  # fmt: skip
    parser.add_argument(
        "--softened-by", type=Path, metavar="NETWORK",
        help="network.keras whose answer to each picture as it is makes half (softened) of what is learned of it",
    )  # fmt: skip
    parser.add_argument(
        "--check-part", type=part, metavar="K/N",
        help="split the pictures that choose the epoch into N parts, and learn from all of them but the K-th too",
    )  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="go on with the run in --out")
    parser.add_argument(
        "--precision", choices=PRECISIONS, help="of the arithmetic: float32, or that of the run that goes on"
    )
    args = parser.parse_args(argv)
    if args.check_part and args.labels == "votes":
        # Without the pictures that have no such word the parts are others than those calibrate.py finds.
        parser.error("--check-part and --labels votes can't be given together")
    if args.resume and args.init:
        parser.error("--init begins a run and --resume goes on with one: leave one of them out")
    if args.teachers and any(change.startswith("small_side=") and change != "small_side=0" for change in args.changes):
        parser.error("--teachers judge whole pictures only: leave small_side out")
    try:
        changed(RECIPES[args.network], args.changes)
    except ValueError as error:
        parser.error(f"argument --set: {error}")
    args.unnamed = args.out is None and not args.resume
    args.out = args.out or folder_of_run(RUNS / args.network, args.resume)
    # What the card tells of a run is what it was begun with, unless it is asked for otherwise.
    begun = told_in(args.out / "run.json") if args.resume else {}
    args.seed = begun.get("seed", 0) if args.seed is None else args.seed
    args.precision = args.precision or begun.get("precision", PRECISIONS[0])
    return args


def load(path: Path, votes: Path | None, words: tuple[str, ...], by_votes: bool = False) -> Dataset:
    """Load any data set that a network can learn from, in the network's own order of words.

    A labelled folder is split by picture, about 80/20, and a tenth of the 80 to choose the epoch by (`picture_split`).

    Args:
        path, votes: the data.
        words: of the network's labels.
        by_votes: the label is what most of ten people say; pictures without such a word are left out.

    Raises:
        DataError: the data cannot be used.
    """
    if not is_folder_data(path):
        data = load_fer2013(path, votes)
        return with_words(labelled_by_votes(data) if by_votes else data, words)
    if by_votes:
        raise DataError("--labels votes needs FER2013 and --votes fer2013new.csv; a folder has no votes.")
    if votes:
        tell(VOTES_OF_FER2013)
    # Cut as the app cuts, so that what is learned looks like what is judged later.
    data = load_folder(path, crop_for("auto"))
    # By all of its words, as evaluate.py splits it: what is learned here is not what that judges.
    return with_words(replace(data, splits=picture_split(data), drawn=drawn_by(data)), words)


def parts(data: Dataset, recipe: Recipe) -> tuple[Dataset, Dataset, Dataset]:
    """Return the pictures to learn from, to choose by, and to test with.

    Raises:
        DataError: a split is missing.
    """
    learn, check, test = (data.split(name) for name in (SPLITS if data.twins else (LEARN, CHECK, TEST)))
    if recipe.without_twins and data.twins:
        learn = learn.take(~learn.has_twin())
    return learn, check, test


def train(order: Order, path: Path, votes: Path | None, began: float) -> dict[str, Any]:
    """Do the whole run: load, train, fold by fold where the recipe says so, and report. Returns what run.json holds.

    Args:
        order: what to train.
        path, votes: the data.
        began: seconds of time.monotonic() at which the planned time starts.

    Raises:
        DataError: the data, `init` or the run to resume cannot be used.
        OSError: the run's folder cannot be written.
        KeyboardInterrupt, DataError: with a sentence that says what is kept, once the training is done.
    """
    recipe = changed(RECIPES[order.network], order.changes)
    if order.learning_rate is not None:
        recipe = replace(recipe, learning_rate=order.learning_rate)
    if order.teachers:
        # They were last shown whole pictures and read small ones badly.
        recipe = replace(recipe, small_side=0)
    before = learned_before(order.init, order.out, order.resume)
    if order.resume and recipe.folds:
        refuse_folds_of_trunk(order.out)
    if order.init:
        refuse_seen(order.init, order.network, order.left_out)
    if is_folder_data(path) and any(answer.target == "votes" for answer in ANSWERS[order.network]):
        raise DataError(
            f"{order.network} learns from FER+ votes too, which a folder does not have. Give --data fer2013.csv and "
            "--votes fer2013new.csv, or train another network."
        )
    if order.check_part and (is_folder_data(path) or not set(FER2013_WORDS) <= set(label_words(order.network))):
        raise DataError(
            "--check-part needs FER2013 and a network with all of its seven words: calibrate.py finds the parts again "
            "in all of PublicTest, and nowhere else."
        )
    data = load(path, votes, label_words(order.network), order.by_votes)
    learn, check, test = parts(data, recipe)
    if len(set(learn.labels.tolist())) < 2:
        raise DataError(f"There is nothing to tell apart: all {len(learn)} pictures to learn from show the same word.")
    if order.check_part:
        learn, check = learn_from_check(learn, check, *order.check_part)
    if order.softened_by:
        learn = replace(learn, believed=believed(order.softened_by, order.network, learn.pictures))
    folds = recipe.folds and data.persons is not None and fold_run.enough_people(data)
    clock = WorkClock()
    clock.add(time.monotonic() - began)
    main_order, after_s = order, REPORT_S
    if folds and order.minutes:
        main_order, after_s = replace(order, minutes=order.minutes * MAIN_SHARE), 0.0
    about = {
        "network": order.network,
        "date": time.strftime("%Y-%m-%d"),
        "words": list(data.words),
        "data": data.sha256,
        "data_path": str(path.resolve()),
        "data_pictures": data.pictures_sha256,
        "init_data": before,
        "init_pictures": pictures_before(order.init, order.out, order.resume),
        "left_out": data.left_out,
        **({"picture_split": data.drawn} if data.drawn else {}),
        **({FOLDS_FROM_INIT: True} if order.folds_from_init else {}),
    }
    summary = fit(main_order, recipe, learn, check, clock, len(test), after_s, about)
    run = {**about, **summary, "planned_minutes": order.minutes}
    if summary["interrupted"]:
        write_json(order.out / "run.json", run)
        tell(f"Stopped. No report was written; {later_report(order, path, votes)}")
        return run
    if not summary["best_epoch"]:
        raise DataError(f"No epoch could be kept, so there is no network. {order.out / LOG_FILE} tells of each.")
    try:
        write_json(order.out / "run.json", run)
        if folds:
            clock.tick()
            seconds = None if order.minutes is None else order.minutes * 60 - clock.used_s - REPORT_S
            run["folds_interrupted"] = not fold_run.train_folds(order, recipe, data, order.out / "report", seconds)
            write_json(order.out / "run.json", run)
        run["metrics"] = report_run(order.out, run, recipe, data, test)
        write_json(order.out / "run.json", run)
    except (KeyboardInterrupt, DataError, OSError) as error:
        stopped = isinstance(error, KeyboardInterrupt)
        what = "Stopped." if stopped else f"{str(error).rstrip('.')}."
        kept = f"Training is done and {order.out / BEST_FILE} is kept, but the report is not whole; "
        sentence = f"{what} {kept}{later_report(order, path, votes)}"
        raise (KeyboardInterrupt(sentence) if stopped else DataError(sentence)) from None
    return run


def later_report(order: Order, path: Path, votes: Path | None) -> str:
    """Return the commands that make the report of a run that ended without one."""
    more = ["--split", "picture"] if is_folder_data(path) else ["--votes", str(votes)] if votes else []
    out, report = str(order.out), str(order.out / "report")
    export = shlex.join(["python", "training/export.py", out])
    judge = ["python", "training/evaluate.py", "--model", out, "--data", str(path), *more, "--report", report]
    return f"`{export}` and then `{shlex.join(judge)}` make one."


def main(argv: list[str] | None = None, began: float | None = None) -> int:
    """Run the command.

    Returns:
        0 when all went well, also where a signal ended the training early: the best network so far is kept, and what
        is missing is told. 2 with one line on standard error when it cannot. 130 when it was interrupted before the
        training, or in the report after it.
    """
    began = time.monotonic() if began is None else began
    # It warns that each fold is a network of its own.
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
    args = parse(argv)
    order = Order(
        args.network, args.out, args.epochs, args.minutes, args.seed, args.init, args.resume, args.precision,
        by_votes=args.labels == "votes", teachers=tuple(args.teachers),
        softened_by=args.softened_by, check_part=args.check_part,
        learning_rate=args.learning_rate, changes=tuple(args.changes), unnamed=args.unnamed,
    )  # fmt: skip
    try:
        run = train(order, args.data, args.votes, began)
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    except KeyboardInterrupt as stop:
        tell(str(stop) or "Stopped before anything was trained.")
        return 130
    by = run["recipe"]["keep_by"]
    tell(f"Best validation {by} in epoch {run['best_epoch']}: accuracy {epoch_told(run, '.4f')}.", sys.stdout)
    return 0


if __name__ == "__main__":
    from companion.meter import process_age_s

    # The planned time counts from the start of the process: TensorFlow alone takes seconds to import.
    sys.exit(main(began=time.monotonic() - process_age_s()))
