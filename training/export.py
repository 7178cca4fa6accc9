"""Makes a trained network ready for the app: `python training/export.py runs/poster --release poster`."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # run as a script: make the project's rooms importable without an install
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from numpy.typing import NDArray

from companion.reading.card import NETWORK_FILE
from companion.reading.classifier import inputs_of
from companion.sources.fer2013 import DataError
from companion.words.vocabulary import OTHER, WORDS
from training.card import CARD_FILE, Card, LabelAnswer, read_card, write_card
from training.datasets import load_fer2013, sha256_of, tell
from training.onnx_network import KERAS_FILE, KERAS_SHA, UPRIGHT_FILE, OnnxNetwork, open_network
from training.releasing import release

# ONNX Runtime 1.19 and later read this opset, and tf2onnx writes it without notes.
OPSET = 17
LARGEST_DIFFERENCE = 1e-4
WRITTEN = (KERAS_FILE, NETWORK_FILE, CARD_FILE)


def parse(argv: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Make a trained network ready for the app, and check it.")
    parser.add_argument("run", type=Path, help="folder of a training run, with network.keras")
    parser.add_argument("--release", metavar="NAME", help="copy it to model/released/NAME")
    parser.add_argument("--data", type=Path, help="fer2013.csv or labelled folder: pictures to check on")
    parser.add_argument("--flip-average", action="store_true", help="the app averages over the mirror image, too")
    parser.add_argument(
        "--upright", type=Path, metavar="FOLDER",
        help="of training/upright.py, or of another network that has it: the mirror image is first set upright by it",
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


def upright_of(folder: Path, asked: bool) -> Any:
    """Return what sets faces upright for the network in a folder, or is the network there; None where there is none.

    Raises:
        DataError: it is damaged, or it was asked for and is not there.
    """
    from training.weights import open_upright

    beside = folder / UPRIGHT_FILE
    if beside.exists() or not asked:
        return open_upright(beside) if beside.exists() else None
    return open_upright(folder / KERAS_FILE)


def weights_sha(*cores: Any) -> str:
    """Return the SHA-256 of the weights of a network, or of several, the same whichever way they were saved."""
    digest = hashlib.sha256()
    for weight in (weight for core in cores for weight in core.get_weights()):
        digest.update(np.ascontiguousarray(weight, dtype=np.float32).tobytes())
    return digest.hexdigest()


def make_card(
    core: Any, run: dict[str, Any], former: Card | None, flip_average: bool = False, how: Any = None
) -> Card:
    """Return the card of a network; calibration is kept from the `former` card if the weights are the same.

    Args:
        how: what sets faces upright for it, or None.
    """
    from model.networks import ANSWERS
    from model.upright import UPRIGHT_INPUT
    from training.recipes import RECIPES

    recipe = RECIPES[core.name]
    answer, *others = ANSWERS[core.name]
    words = answer.words
    used = run.get("recipe", {})
    about = {key: value for key, value in run.items() if key not in ("data", "data_path", "metrics", "words")}
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
        recipe={**about, "weights_sha256": weights_sha(core, *([] if how is None else [how]))},
        flip_average=flip_average,
        upright_input=None if how is None else UPRIGHT_INPUT,
        output_name=answer.output,
        label_answer=next((LabelAnswer(str(o.output), o.words) for o in others if o.target == "labels"), None),
    )
    same = former is not None and former.recipe.get("weights_sha256") == card.recipe["weights_sha256"]
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
        metrics={**card.metrics, **former.metrics},
    )


def reported(run: Path, file: str) -> dict[str, Any]:
    """Return the single numbers of RUN/report/metrics.json, for the card; nothing where there is no report.

    Nor where they were measured with another ONNX file than `file`, as before quantize.py.
    """
    try:
        found = json.loads((run / "report" / "metrics.json").read_text())
        if found.get("file", file) != file:
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
            return load_folder(path).pictures, path.name
        return load_fer2013(path).split("PublicTest").pictures, f"PublicTest of {path.name}"
    tell("No data was given (--data), so the check uses noise, not faces.")
    noise = np.random.default_rng(0).integers(0, 256, (512, 48, 48), dtype=np.uint8)
    return noise, "noise"


def compare(core: Any, network: OnnxNetwork, pictures: NDArray[np.uint8]) -> dict[str, Any]:
    """Compare Keras and ONNX Runtime, each answer to each view: pictures, largest_difference, same_word (how many)."""
    card = network.card
    difference = 0.0
    same = np.ones(len(pictures), dtype=np.bool_)
    for start in range(0, len(pictures), 256):
        part = pictures[start : start + 256]
        for mirrored in (False, True) if card.upright_input else (False,):
            inputs = list(inputs_of(part, [mirrored] * len(part), card, "face").values())
            theirs = core.predict_on_batch(inputs if card.upright_input else inputs[0])
            for side in (network, network.for_labels()):
                ours = side.outputs(part, mirrored)
                keras_answer = np.asarray(theirs[side.card.output_name] if isinstance(theirs, dict) else theirs)
                difference = max(difference, float(np.abs(ours - keras_answer).max()))
                same[start : start + 256] &= ours.argmax(axis=1) == keras_answer.argmax(axis=1)
    return {"pictures": len(pictures), "largest_difference": difference, "same_word": int(same.sum())}


def export(run: Path, data: Path | None = None, flip_average: bool = False, upright: Path | None = None) -> Card:
    """Write RUN/network.onnx and RUN/card.json, and check the ONNX file against Keras.

    Keras must run on TensorFlow (see `main`): one fixed way, whichever backend trained the network.

    Args:
        run: its folder.
        data: pictures to check on.
        flip_average: the app averages over the mirror image too; always so where that is set upright.
        upright: the folder of what sets it upright, which the next export finds kept; None: what was kept, if anything.

    Raises:
        DataError: the network cannot be opened, or ONNX Runtime does not answer as Keras does.
        OSError: the folder cannot be written.
    """
    import keras

    from model.upright import reads_upright
    from training.tidy import tidy
    from training.weights import open_core

    about = read_run(run)
    core = open_core(run / KERAS_FILE)
    how = upright_of(upright or run, asked=upright is not None)
    whole = core if how is None else reads_upright(core, how)
    try:
        former = read_card(run)
    except DataError:
        former = None
    card = make_card(core, about, former, flip_average or how is not None, how)
    if any(label not in WORDS and label != OTHER for label in card.labels):
        raise DataError(f"{run} names labels that Companion does not know: {', '.join(card.labels)}.")
    pictures, what = check_pictures(data, about)
    with tempfile.TemporaryDirectory(dir=run, prefix="export-") as name:
        part = Path(name)
        with warnings.catch_warnings():  # Keras' own use of NumPy is none of the person's business
            warnings.simplefilter("ignore", FutureWarning)
            face, *more = [
                keras.InputSpec(shape=(None, *put.shape[1:]), dtype="float32", name=put.name) for put in whole.inputs
            ]
            whole.export(
                part / NETWORK_FILE,
                format="onnx",
                verbose=False,
                opset_version=OPSET,
                input_signature=[[face, *more] if more else face],
            )
        tidy(part / NETWORK_FILE)
        core.save(part / KERAS_FILE)
        if how is not None:
            how.save(part / UPRIGHT_FILE)
        # By this open_network knows that other weights were laid beside the card since.
        card.recipe[KERAS_SHA] = sha256_of(part / KERAS_FILE)
        write_card(part, card)
        check = compare(whole, open_network(part, NETWORK_FILE), pictures)
        if check["largest_difference"] >= LARGEST_DIFFERENCE or check["same_word"] != check["pictures"]:
            raise DataError(f"ONNX Runtime does not answer as Keras does ({check}); nothing was written.")
        card.metrics.update(reported(run, card.file))
        card.metrics["onnx_against_keras"] = {**check, "data": what}
        write_card(part, card)
        for file in (*WRITTEN, *([] if how is None else [UPRIGHT_FILE])):
            (part / file).replace(run / file)
    print(
        f"ONNX and Keras agree on {check['pictures']} pictures ({what}): the same word on {check['same_word']}, "
        f"largest difference {check['largest_difference']:.1e}."
    )
    return card


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
        card = export(args.run, args.data, args.flip_average, args.upright)
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
