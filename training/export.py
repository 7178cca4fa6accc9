"""Makes a trained network ready for the app: `python training/export.py runs/poster --release poster`."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from numpy.typing import NDArray

from companion.reading.card import NETWORK_FILE
from companion.sources.fer2013 import DataError
from companion.whole_text import whole
from companion.words.vocabulary import OTHER, WORDS
from training.card import CARD_FILE, Card, LabelAnswer, measured_with, read_card, unreported, write_card
from training.datasets import load_fer2013, sha256_of, tell
from training.onnx_network import KERAS_FILE, KERAS_SHA, OnnxNetwork, open_network, released_root

LARGEST_DIFFERENCE = 1e-4
WRITTEN = (KERAS_FILE, NETWORK_FILE, CARD_FILE)
# Lie beside a released tree, to be gone on with (model/README.md); no release makes them.
BRANCH_FILES = "branch*.keras"
# Bytes: a larger form stays in the run's folder where the app uses a smaller one, which is released in its place.
LARGEST_ONNX = 12_000_000


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Make a trained network ready for the app, and check it.")
    parser.add_argument("run", type=Path, help="folder of a training run, with network.keras")
    parser.add_argument("--release", metavar="NAME", help="copy it to model/released/NAME")
    parser.add_argument("--data", type=Path, help="fer2013.csv or labelled folder: pictures to check on")
    parser.add_argument(
        "--flip-average", action=argparse.BooleanOptionalAction, default=None,
        help="the app averages over the mirror image, too; left out: as these weights were exported before",
    )  # fmt: skip
    return parser.parse_args(argv)


def read_run(run: Path) -> dict[str, Any]:
    """Read RUN/run.json; a network without one, or with a damaged one, is exported all the same."""
    try:
        found = json.loads((run / "run.json").read_text())
    except (OSError, ValueError):
        tell(f"{run / 'run.json'} cannot be read: the card will say less about how the network was trained.")
        return {}
    return found if isinstance(found, dict) else {}


def make_card(core: Any, run: dict[str, Any], former: Card | None, flip_average: bool | None = None) -> Card:
    """Return the card of a network; calibration is kept from the `former` card if the weights are the same.

    Args:
        flip_average: None: as on the former card of the same weights, which is else lost by a flag forgotten.
    """
    from model.networks import ANSWERS
    from training.recipes import RECIPES
    from training.weights import weights_sha

    recipe = RECIPES[core.name]
    answer, *others = ANSWERS[core.name]
    words = answer.words
    used = run.get("recipe", {})
    about = {key: value for key, value in run.items() if key not in ("data", "data_path", "metrics", "words")}
    sha = weights_sha(core)
    same = former is not None and former.recipe.get("weights_sha256") == sha
    if flip_average is None:
        flip_average = former is not None and same and former.flip_average
    card = Card(
        # What the app uses has one name, whatever it is made of.
        name="companion" if core.name == "tree" else core.name,
        labels=words,
        output=used.get("output", recipe.output),
        target=answer.target,
        scale=float(used.get("scale", recipe.scale)),
        shift=float(used.get("shift", recipe.shift)),
        knows_still_face="neutral" in words,
        metrics=dict(run.get("metrics", {})),
        data=dict(run.get("data", {})),
        recipe={**about, "weights_sha256": sha},
        flip_average=flip_average,
        output_name=answer.output,
        label_answer=next((LabelAnswer(str(o.output), o.words) for o in others if o.target == "labels"), None),
    )
    if former is None or not same or former.flip_average != flip_average:
        return card
    return replace(
        card,
        temperature=former.temperature,
        clear=former.clear,
        pair=former.pair,
        label_answer=former.label_answer,
        file=former.file,
        people_temperature=former.people_temperature,
        metrics={**card.metrics, **unreported(former.metrics)},
    )


def reported(run: Path, card: Card) -> dict[str, Any]:
    """Return the single numbers of RUN/report/metrics.json, for the card; nothing where there is no report.

    Nor where they were measured with anything else than the card tells of: by train.py, before quantize.py, with other
    weights, without the mirror image, before the calibration. A report of before tells only its file.
    """
    try:
        found = json.loads((run / "report" / "metrics.json").read_text())
        wanted = measured_with(card)
        if found.get("file") != card.file or any(found.get(key, value) != value for key, value in wanted.items()):
            return {}
        parts = {"report": found, "report_ferplus": found.get("ferplus"), "report_by_person": found.get("by_person")}
    except (OSError, ValueError, AttributeError):
        return {}
    return {
        name: {key: value for key, value in part.items() if isinstance(value, int | float | str)}
        for name, part in parts.items()
        if isinstance(part, dict)
    }


def check_pictures(data: Path | None, run: dict[str, Any]) -> tuple[NDArray[np.uint8], str]:
    """Return (uint8 (N, 48, 48), what they are): PublicTest, a labelled folder, or noise where there is no data."""
    # No path is not the path "", which is the folder that one stands in.
    path = Path(run["data_path"]) if data is None and run.get("data_path") else data
    if path is not None and (path.exists() or data is not None):
        from training.folders import is_folder_data, load_folder

        if is_folder_data(path):
            return load_folder(path).pictures, whole(path.name)
        return load_fer2013(path).split("PublicTest").pictures, f"PublicTest of {path.name}"
    tell("No data was given (--data), so the check uses noise, not faces.")
    noise = np.random.default_rng(0).integers(0, 256, (512, 48, 48), dtype=np.uint8)
    return noise, "noise"


def compare(core: Any, network: OnnxNetwork, pictures: NDArray[np.uint8]) -> dict[str, Any]:
    """Compare Keras and ONNX Runtime, each answer: pictures, largest_difference, same_word (how many)."""
    card = network.card
    difference = 0.0
    same = np.ones(len(pictures), dtype=np.bool_)
    for start in range(0, len(pictures), 256):
        part = pictures[start : start + 256]
        theirs = core.predict_on_batch(part[..., None].astype(np.float32) * card.scale + card.shift)
        for side in (network, network.for_labels()):
            ours = side.outputs(part)
            keras_answer = np.asarray(theirs[side.card.output_name] if isinstance(theirs, dict) else theirs)
            if not np.isfinite(ours).all():
                raise DataError("The network answers with what is no number: its training went astray.")
            difference = max(difference, float(np.abs(ours - keras_answer).max()))
            same[start : start + 256] &= ours.argmax(axis=1) == keras_answer.argmax(axis=1)
    return {"pictures": len(pictures), "largest_difference": difference, "same_word": int(same.sum())}


def export(run: Path, data: Path | None = None, flip_average: bool | None = None) -> Card:
    """Write RUN/network.onnx and RUN/card.json, and check the ONNX file against Keras.

    Keras must run on TensorFlow (see `main`): one fixed way, whichever backend trained the network.

    Raises:
        DataError: the network cannot be opened, ONNX Runtime does not answer as Keras does, or `run` is a release.
        OSError: the folder cannot be written.
    """
    from training.tidy import write_onnx
    from training.weights import open_core

    if run.resolve().is_relative_to(released_root()):
        # It has no run.json, and its card may be that of a smaller form, which this would not make.
        raise DataError(f"{run} is a release. `git restore {run}` brings it back; else release it from its run again.")
    about = read_run(run)
    core = open_core(run / KERAS_FILE)
    try:
        former = read_card(run)
    except DataError:
        former = None
    card = make_card(core, about, former, flip_average)
    if any(label not in WORDS and label != OTHER for label in card.labels):
        raise DataError(f"{run} names labels that Companion does not know: {', '.join(card.labels)}.")
    pictures, what = check_pictures(data, about)
    with tempfile.TemporaryDirectory(dir=run, prefix="export-") as name:
        part = Path(name)
        write_onnx(core, part / NETWORK_FILE)
        core.save(part / KERAS_FILE)
        # By this open_network knows that other weights were laid beside the card since.
        card.recipe[KERAS_SHA] = sha256_of(part / KERAS_FILE)
        write_card(part, card)
        check = compare(core, open_network(part, NETWORK_FILE), pictures)
        if check["largest_difference"] >= LARGEST_DIFFERENCE or check["same_word"] != check["pictures"]:
            raise DataError(f"ONNX Runtime does not answer as Keras does ({check}); nothing was written.")
        card.metrics.update(reported(run, card))
        card.metrics["onnx_against_keras"] = {**check, "data": what}
        write_card(part, card)
        for file in WRITTEN:
            (part / file).replace(run / file)
    print(
        f"ONNX and Keras agree on {check['pictures']} pictures ({what}): the same word on {check['same_word']}, "
        f"largest difference {check['largest_difference']:.1e}."
    )
    return card


def release(run: Path, name: str, root: Path | None = None) -> Path:
    """Copy a run's network, ONNX file, card and report to model/released/NAME, all or nothing; BRANCH_FILES stay.

    Where the float32 file is larger than LARGEST_ONNX and the app uses another form, that form is `network.onnx` there.

    Raises:
        DataError: there is no card.
        OSError: the disk is full, or a file is missing; the former release is kept.
    """
    root = released_root() if root is None else root
    root.mkdir(parents=True, exist_ok=True)
    target, old = root / name, root / f".{name}.old"
    with tempfile.TemporaryDirectory(dir=root, prefix=f".{name}.") as folder:
        part = Path(folder) / name
        part.mkdir()
        card = read_card(run)
        sources = {file: file for file in (KERAS_FILE, NETWORK_FILE, card.file)}
        if card.file != NETWORK_FILE and (run / NETWORK_FILE).stat().st_size > LARGEST_ONNX:
            sources[NETWORK_FILE] = sources.pop(card.file)
            card = replace(card, file=NETWORK_FILE)
            if "onnx_against_keras" in card.metrics:  # of the larger file, which is not released
                card.metrics["float32_against_keras"] = card.metrics.pop("onnx_against_keras")
        for file, source in sources.items():
            shutil.copyfile(run / source, part / file)
        write_card(part, card)
        if (run / "report").is_dir():
            shutil.copytree(run / "report", part / "report")
        for kept in target.glob(BRANCH_FILES):
            shutil.copyfile(kept, part / kept.name)
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.rename(old)
        try:
            part.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
    shutil.rmtree(old, ignore_errors=True)
    return target


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all went well, 2 with one line on standard error when it cannot."""
    args = parse(argv)
    if args.release and (Path(args.release).name != args.release or args.release.startswith(".")):
        tell(f"{args.release!r} cannot be the name of a release: give one word, such as poster.")
        return 2
    if "keras" not in sys.modules:
        os.environ["KERAS_BACKEND"] = "tensorflow"
        # On the processor and without TensorFlow's own notes: the export is quick, and the same everywhere.
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    elif sys.modules["keras"].backend.backend() != "tensorflow":
        # Keras' backend cannot be changed any more in this process.
        rest = [str(item) for item in (argv if argv is not None else sys.argv[1:])]
        return subprocess.run([sys.executable, __file__, *rest], check=False).returncode
    try:
        card = export(args.run, args.data, args.flip_average)
        if args.release:
            print(f"Released to {release(args.run, args.release)}.")
            if "validation" not in card.metrics:
                tell(
                    "The card is not calibrated: the app will answer MAYBE at most. training/calibrate.py mends that, "
                    "with FER2013 and FER+ votes, or for CK+48 with its answers by fold."
                )
    except (DataError, OSError) as error:
        tell(str(error))
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
