"""The figures agree with numbers worked out by hand."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from training_tiny import shared, write_fer2013

from companion.words.vocabulary import WORDS
from training import evaluate, metrics
from training.card import read_card, write_card
from training.datasets import VOTE_NAMES, Dataset, load_fer2013
from training.judge import Judged, by_labels, by_votes, figures_of
from training.onnx_network import open_network, over_words, released_root
from training.papers import CKPLUS_TEST_PICTURES, POSTER_TEST_PICTURES, beside, epochs_told

ANGER, FEAR, HAPPY = WORDS.index("anger"), WORDS.index("fear"), WORDS.index("happiness")


def votes(*rows: dict[str, int]) -> np.ndarray:
    return np.array([[row.get(name, 0) for name in VOTE_NAMES] for row in rows], dtype=np.float32)


def test_per_class_by_hand() -> None:
    truth = np.array([HAPPY, HAPPY, HAPPY, ANGER, ANGER, FEAR])
    answers = np.array([HAPPY, HAPPY, ANGER, ANGER, HAPPY, HAPPY])
    result = metrics.per_class(truth, answers, [ANGER, FEAR, HAPPY])
    assert result["happiness"] == pytest.approx(
        {"precision": 2 / 4, "recall": 2 / 3, "specificity": 1 / 3, "f1": 4 / 7, "accuracy": 3 / 6, "support": 3}
    )
    assert result["fear"] == pytest.approx(
        {"precision": 0, "recall": 0, "specificity": 1, "f1": 0, "accuracy": 5 / 6, "support": 1}
    )
    means = metrics.averages(result)
    assert means["macro"]["recall"] == pytest.approx((1 / 2 + 0 + 2 / 3) / 3)
    assert means["weighted"]["recall"] == pytest.approx(3 / 6)
    # A word of which this part has no picture is no word that was answered badly.
    none = metrics.per_class(np.array([HAPPY, ANGER]), np.array([HAPPY, ANGER]), [ANGER, FEAR, HAPPY])
    assert none["fear"]["support"] == 0 and metrics.averages(none)["macro"]["f1"] == 1.0


def test_an_answer_outside_the_data_is_just_wrong() -> None:
    result = metrics.per_class(np.array([HAPPY, HAPPY]), np.array([HAPPY, FEAR]), [HAPPY])
    assert result["happiness"]["recall"] == 0.5
    assert list(result) == ["happiness"]


def test_ece_by_hand() -> None:
    # Two bins are used: 0.9 twice (one right), 0.5 twice (both right).
    sure, right = np.array([0.9, 0.9, 0.5, 0.5]), np.array([True, False, True, True])
    assert metrics.ece(sure, right) == pytest.approx((2 * 0.4 + 2 * 0.5) / 4)
    assert metrics.ece(np.array([1.0, 1.0]), np.array([True, True])) == 0


def test_coverage_by_hand() -> None:
    sure = np.array([0.9, 0.8, 0.7, 0.6])
    right = np.array([True, True, False, True])
    assert metrics.coverage_at(sure, right, 0.95) == 0.5
    assert metrics.coverage_at(sure, right, 0.75) == 1.0
    assert metrics.coverage_at(sure, np.zeros(4, bool)) == 0
    # Equally sure answers are given together or not at all.
    assert metrics.coverage_at(np.array([0.9, 0.9]), np.array([True, False])) == 0


def test_wilson_by_hand() -> None:
    # 18 of 20 with z = 1.645: (0.9 + 0.0676 - 1.645 * sqrt(0.0045 + 0.00169)) / 1.1353
    assert metrics.wilson_low(18, 20) == pytest.approx(0.7384, abs=1e-3)
    assert metrics.wilson_low(0, 0) == 0


def test_ferplus_protocol() -> None:
    rows = votes(
        {"happiness": 8, "neutral": 1, "fear": 1},  # single votes are dropped: 8 of 8
        {"happiness": 5, "neutral": 5},  # half is not more than half
        {"happiness": 4, "neutral": 2, "unknown": 2},  # 4 of 8 with unknown counted
        {"NF": 9, "happiness": 1},  # not a face: no word at all
        {"fear": 6, "unknown": 4},
    )
    assert metrics.majority(rows).tolist() == [HAPPY, -1, -1, -1, FEAR]


def test_without_majority_an_answer_is_wrong_for_coverage_but_not_for_accuracy() -> None:
    probabilities = np.full((3, 8), 0.01)
    probabilities[[0, 1, 2], [HAPPY, HAPPY, FEAR]] = [0.9, 0.95, 0.8]
    judged = Judged(probabilities, np.array([HAPPY, -1, FEAR]), list(range(8)), {"happiness": 0.85, "fear": None})
    result = figures_of(judged)
    assert (result["n"], result["accuracy"]) == (2, 1.0)
    assert result["coverage_at_95"] == 0  # the surest one has no right answer
    assert result["clear_share"] == pytest.approx(2 / 3)
    assert result["clear_accuracy"] == 0.5


def test_human_baseline_shares_ties() -> None:
    rows = votes({"happiness": 10}, {"anger": 5, "fear": 5}, {"neutral": 10})
    assert metrics.human_baseline(rows, np.array([3, 0, 3])) == pytest.approx((1 + 0.5 + 0) / 3)
    nobody = np.concatenate([rows, votes({"NF": 10})])
    assert metrics.human_baseline(nobody, np.array([3, 0, 3, 3])) == pytest.approx((1 + 0.5 + 0 + 0) / 4)
    words = ("anger", "happiness")
    assert metrics.human_baseline(rows, np.array([1, 0, 1]), words) == pytest.approx((1 + 0.5 + 0) / 3)


@pytest.mark.usefixtures("read_once")
def test_real_votes_give_the_designs_count() -> None:
    test = load_fer2013(shared("fer2013.csv.xz"), shared("fer2013new.csv")).split("PrivateTest")
    assert test.votes is not None
    assert int((metrics.majority(test.votes) >= 0).sum()) == 3153
    assert metrics.human_baseline(test.votes, test.labels) == pytest.approx(0.63, abs=0.01)
    perfect = np.zeros((len(test), 9))
    perfect[np.arange(len(test)), metrics.majority(test.votes)] = 1
    assert figures_of(by_votes(perfect, test, {}))["accuracy"] == 1


def test_the_posters_figures_stand_beside_its_papers_only_on_its_pictures() -> None:
    disgust = WORDS.index("disgust")
    truth = np.full(POSTER_TEST_PICTURES, FEAR)
    answers = truth.copy()
    truth[:800], answers[:800] = HAPPY, HAPPY
    truth[800:820], answers[800:820] = disgust, ANGER
    answers[820:900] = HAPPY
    judged = Judged(np.eye(len(WORDS))[answers], truth, [ANGER, disgust, FEAR, HAPPY], {})
    epochs = epochs_told({"epochs": 26, "init": "network.keras 948e"})
    rows = dict((what, (paper, here)) for what, paper, here in beside("poster", "PrivateTest", judged, epochs))
    assert rows["accuracy"] == ("68.24%", "97.21%")
    assert rows["happy pictures that are right"] == ("801", "800")
    assert rows["disgust taken for anger"] == ("19", "20")
    assert rows["stopped after epoch"] == ("52", "26 (from trained weights)")
    assert beside("poster", "PublicTest", judged, epochs) == beside("companion", "PrivateTest", judged, epochs) == []
    assert (epochs_told({"epochs": 3, "init": None}), epochs_told({})) == ("3", "not known")


@pytest.mark.parametrize("pictures", [CKPLUS_TEST_PICTURES, 60])
def test_ckplus_stands_beside_its_paper_on_the_papers_pictures_and_on_nobody_elses(pictures: int) -> None:
    truth = np.resize([HAPPY, FEAR], pictures)
    judged = Judged(np.eye(len(WORDS))[truth], truth, [FEAR, HAPPY], {})
    rows = beside("ckplus", "picture", judged, "60")
    assert bool(rows) == (pictures == CKPLUS_TEST_PICTURES)
    assert not rows or rows[0] == ("accuracy", "0.95", "1.000")


def test_what_the_app_says_as_clear_does_not_depend_on_who_judges(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    write_fer2013(tmp_path, learn=1, other=4)
    data = load_fer2013(tmp_path / "fer2013.csv").split("PrivateTest")
    shutil.copy(released_root() / "companion" / "network.onnx", tmp_path)
    card = read_card(released_root() / "companion")
    write_card(tmp_path, card)
    said = over_words(open_network(tmp_path).probabilities(data.pictures), card.labels)[:, :-1]
    # Stripes are no faces: half of the app's answers pass a threshold of their own.
    lowest = float(np.median(said.max(axis=1)))
    write_card(tmp_path, replace(card, clear=dict.fromkeys(card.words, lowest)))
    given = ["--data", str(tmp_path / "fer2013.csv"), "--votes", str(tmp_path / "votes.csv"), "--json"]
    assert evaluate.main(["--model", str(tmp_path), *given]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["clear_share"] == result["ferplus"]["clear_share"] == 0.5
    clear = said.max(axis=1) >= lowest
    words = np.array([WORDS.index(word) for word in data.words])[data.labels]
    assert result["clear_accuracy"] == float((said.argmax(axis=1) == words)[clear].mean())


def test_a_folder_without_contempt_is_told_what_the_app_says_too() -> None:
    """Its pictures are answered without contempt; what is clear goes by what the app would say of them."""
    said = np.zeros((3, len(WORDS) + 1))
    pictures = ({"neutral": 0.6, "contempt": 0.3, "sadness": 0.1}, {"contempt": 0.6, "neutral": 0.4}, {"sadness": 1.0})
    for row, words in enumerate(pictures):
        said[row, [WORDS.index(word) for word in words]] = list(words.values())
    labels = np.array([0, 0, 1])
    data = Dataset(("neutral", "sadness"), np.zeros((3, 48, 48), np.uint8), labels, np.array(["all"] * 3))
    figures = figures_of(by_labels(said, data, {"neutral": 0.8, "sadness": 0.8, "contempt": 0.5}))
    assert figures["accuracy"] == 1.0
    assert (figures["clear_share"], figures["clear_accuracy"]) == (2 / 3, 0.5)


@pytest.mark.parametrize("own", [True, False])
def test_twins_are_learned_from_by_a_network_of_this_data_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "home"))
    write_fer2013(tmp_path, learn=1, other=2)
    shutil.copy(released_root() / "poster" / "network.onnx", tmp_path)
    card = read_card(released_root() / "poster")
    learned = load_fer2013(tmp_path / "fer2013.csv").sha256 if own else card.data
    write_card(tmp_path, replace(card, data=learned))
    page = ["--data", str(tmp_path / "fer2013.csv"), "--report", str(tmp_path / "page")]
    assert evaluate.main(["--model", str(tmp_path), *page]) == 0
    text = (tmp_path / "page" / "report.md").read_text()
    assert "In each split: " in text and ("It learned from them too." in text) == own
