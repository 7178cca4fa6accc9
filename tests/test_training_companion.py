"""The app's own network goes the whole way: two answers learned together, exported, calibrated, judged, used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from training_tiny import csv_text, votes_text

from companion.reading.classifier import Classifier
from companion.sources.fer2013 import DataError
from companion.words.vocabulary import OTHER, WORDS
from model.companion import VOTE_WORDS
from model.networks import FER2013_WORDS
from training import calibrate, evaluate, export, train
from training.card import read_card
from training.datasets import Dataset, sha256_of
from training.targets import Mixed, targets_of, vote_split
from training.weights import open_core


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("companion")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(home / "home"))
        csv = csv_text(learn=2, other=4)
        (home / "fer2013.csv").write_text(csv)
        (home / "votes.csv").write_text(votes_text(csv))
        order = ["--network", "companion", "--data", str(home / "fer2013.csv"), "--out", str(home / "run")]
        assert train.main([*order, "--votes", str(home / "votes.csv"), "--epochs", "1"]) == 0
        assert export.main([str(home / "run"), "--data", str(home / "fer2013.csv"), "--flip-average"]) == 0
        data = ["--data", str(home / "fer2013.csv"), "--votes", str(home / "votes.csv")]
        assert calibrate.main([str(home / "run"), *data]) == 0
    return home


def test_both_answers_are_in_the_onnx_file_and_on_the_card(trained: Path) -> None:
    card = read_card(trained / "run")
    assert card.labels == VOTE_WORDS and card.target == "votes" and card.flip_average
    assert card.label_answer is not None and card.label_answer.labels == FER2013_WORDS
    assert card.label_answer.temperature != 1.0, "it was fitted"
    assert card.people_temperature is not None
    check = card.metrics["onnx_against_keras"]
    assert check["same_word"] == check["pictures"] == 28 and check["largest_difference"] < 1e-4


def test_labels_are_judged_by_the_labels_answer(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(trained / "fer2013.csv"), "--votes", str(trained / "votes.csv")]
    assert evaluate.main(["--model", str(trained / "run"), *data, "--json"]) == 0
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert set(result["per_class"]) == set(FER2013_WORDS)
    assert set(result["ferplus"]["per_class"]) == set(WORDS)
    log = (trained / "run" / "log.csv").read_text().splitlines()[0].split(",")
    assert evaluate.main(["--model", str(trained / "run"), *data, "--split", "PublicTest", "--json"]) == 0
    assert "flatters" not in capsys.readouterr().err, "it has not learned from those"
    assert {"accuracy", "val_accuracy", "val_votes_accuracy", "val_labels_accuracy"} <= set(log)


def test_the_app_reads_what_people_would_say(trained: Path) -> None:
    scores = Classifier(trained / "run").scores(np.zeros((2, 48, 48), np.uint8))
    assert set(scores[0].by_word()) == {*WORDS, OTHER}
    assert scores[0].by_word()[OTHER] > 0 and sum(scores[0].by_word().values()) == pytest.approx(1)


def test_without_votes_it_says_so(trained: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = ["--network", "companion", "--data", str(trained / "fer2013.csv"), "--out", str(trained / "none")]
    assert train.main([*order, "--epochs", "1"]) == 2
    assert "--votes" in capsys.readouterr().err


def test_single_votes_count_as_none_unless_there_are_no_others() -> None:
    votes = np.zeros((3, 10), np.float32)
    votes[0, [1, 0, 8]] = 7, 1, 2  # happiness, neutral, unknown
    votes[1, [0, 1, 9]] = 1  # one each: neutral, happiness, not a face
    split = vote_split(votes, VOTE_WORDS)
    by_word = dict(zip(VOTE_WORDS, split[0], strict=True))
    assert by_word["happiness"] == pytest.approx(7 / 9) and by_word[OTHER] == pytest.approx(2 / 9)
    assert by_word["neutral"] == 0
    assert split[1].sum() == pytest.approx(1) and split[1].max() == pytest.approx(1 / 3)


def test_mixup_mixes_pictures_and_both_answers_by_the_same_share() -> None:
    labels = np.array([0, 6] * 8)
    votes = np.zeros((16, 10), np.float32)
    votes[labels == 0, 4] = votes[labels == 6, 0] = 10  # anger, neutral
    pictures = np.where(labels == 0, 0, 200).astype(np.uint8)[:, None, None] * np.ones((1, 48, 48), np.uint8)
    data = Dataset(FER2013_WORDS, pictures, labels, np.full(16, "Training"), votes=votes)
    feed = Mixed(data.pictures[..., None], targets_of("companion", data), batch=16, alpha=1.0, seed=0)
    (mixed, answers), first = feed[0], feed[0][0].copy()
    share = mixed[:, 0, 0, 0] / 200
    assert ((share > 0.05) & (share < 0.95)).any()
    np.testing.assert_allclose(answers["labels"][:, 6], share, atol=0.01)
    np.testing.assert_allclose(answers["votes"][:, VOTE_WORDS.index("neutral")], share, atol=0.01)
    feed.on_epoch_end()
    assert (feed[0][0] != first).any()
    with pytest.raises(DataError):
        targets_of("companion", Dataset(FER2013_WORDS, pictures, labels, np.full(16, "Training")))


def test_batches_are_whole_where_there_are_pictures_for_one() -> None:
    pictures = np.zeros((37, 48, 48, 1), np.uint8)
    targets = np.eye(7, dtype=np.float32)[np.arange(37) % 7]
    for count, sizes in ((37, [16, 16]), (32, [16, 16]), (5, [5])):
        feed = Mixed(pictures[:count], targets[:count], batch=16, alpha=0.4, seed=0)
        assert [len(feed[index][0]) for index in range(len(feed))] == sizes


def test_being_right_and_what_people_say_have_a_temperature_each(trained: Path) -> None:
    # Six of ten say happiness and four surprise: the answer "happiness" is right, but not what everybody says.
    votes = np.tile(np.array([0, 6, 4, 0, 0, 0, 0, 0, 0, 0], np.float32), (40, 1))
    pictures = np.zeros((40, 48, 48), np.uint8)
    data = Dataset(FER2013_WORDS, pictures, np.full(40, 3), np.full(40, "PublicTest"), votes=votes)
    logits = np.full((40, 9), -80.0)
    logits[:, VOTE_WORDS.index("happiness")], logits[:, VOTE_WORDS.index("surprise")] = 1.0, 0.0
    card = calibrate.fit(read_card(trained / "run"), [logits], data)
    assert card.people_temperature == pytest.approx(1 / np.log(6 / 4), rel=0.01)
    assert card.temperature < 0.3


def test_a_network_learns_from_teachers_and_its_files_do_not_hold_them(
    trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(trained / "fer2013.csv"), "--votes", str(trained / "votes.csv"), "--epochs", "1"]
    teacher = str(trained / "run" / "network.keras")
    order = ["--network", "companion", *data, "--teachers", teacher, "--out"]
    assert train.main([*order, str(tmp_path / "taught")]) == 0
    run = json.loads((tmp_path / "taught" / "run.json").read_text())
    assert run["teachers"][0].startswith("run ")
    sizes = [(home / "last.weights.h5").stat().st_size for home in (trained / "run", tmp_path / "taught")]
    assert abs(sizes[0] - sizes[1]) < 20_000
    # It goes on from its checkpoint like any other, also once the teacher was moved and, as export.py does, saved anew.
    moved = tmp_path / "moved" / "network.keras"
    moved.parent.mkdir()
    open_core(Path(teacher)).save(moved)
    assert sha256_of(moved) != sha256_of(Path(teacher)), "Keras writes the time into it"
    assert train.main([*order[:-2], str(moved), "--out", str(tmp_path / "taught"), "--resume"]) == 0
    assert train.main(["--network", "companion", *data, "--out", str(tmp_path / "taught"), "--resume"]) == 2
    assert "was begun with small_side=0, teachers=['run " in capsys.readouterr().err
    assert train.main(["--network", "poster", *data, "--teachers", teacher, "--out", str(tmp_path / "other")]) == 2
    assert "cannot learn from" in capsys.readouterr().err


def test_teaching_draws_the_answers_to_the_teachers() -> None:
    from dataclasses import replace

    import keras

    from model.networks import BUILDERS
    from training.recipes import RECIPES
    from training.taught import Taught, Teachers

    recipe = replace(RECIPES["companion"], teaching=1.0)
    pictures = keras.random.uniform((5, 48, 48, 1), seed=1)
    teachers = [BUILDERS["companion"](), BUILDERS["companion"]()]
    layer = Taught(Teachers(teachers), recipe)
    assert not layer.weights
    # Each teacher judges every second picture.
    judge = [teacher(pictures) for teacher in teachers]
    soft = {
        name: keras.ops.softmax(keras.ops.stack([judge[row % 2][name][row] for row in range(5)]))
        for name in ("votes", "labels")
    }
    own = {name: keras.ops.log(value) for name, value in soft.items()}

    def loss(answers: Any, training: bool = True) -> float:
        layer(pictures, answers, training=training)
        return float(sum(layer.losses))

    # The loss is least, the entropy of the teachers' answers, where the answers are theirs.
    entropy = sum(float(-keras.ops.mean(keras.ops.sum(p * keras.ops.log(p), axis=-1))) for p in soft.values())
    assert loss(own) == pytest.approx(entropy, abs=1e-4)
    others = {name: value + keras.random.normal(value.shape, seed=2) for name, value in own.items()}
    assert loss(others) > entropy + 0.05
    assert loss(others, training=False) == 0.0
    # Where the labels count less, what teachers say of them counts less too.
    layer = Taught(Teachers(teachers), replace(recipe, label_weight=0.0))
    votes = float(-keras.ops.mean(keras.ops.sum(soft["votes"] * own["votes"], axis=-1)))
    assert loss(own) == pytest.approx(votes, abs=1e-4)
