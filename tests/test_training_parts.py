"""Pictures that choose the epoch can be learned from too, and what was learned so is judged on what was not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from training_tiny import picture, write_fer2013

from companion.sources.fer2013 import DataError
from model.companion import VOTE_WORDS
from model.networks import FER2013_WORDS
from training import calibrate, evaluate, export, train
from training.answers import believed
from training.card import Card, read_card
from training.datasets import Dataset, load_fer2013
from training.onnx_network import open_network
from training.parts import learn_from_check, parts_of, refuse_seen_pictures, views_of
from training.targets import targets_of

PICTURES = np.stack([picture(number % 7, number) for number in range(60)])


def data_of(pictures: np.ndarray, split: str, tested: int = 0) -> Dataset:
    """Return pictures of a split, of which the first `tested` have a twin in PrivateTest."""
    labels, twin = np.arange(len(pictures)) % 7, np.arange(len(pictures)) < tested
    votes = np.tile(np.array([10] + [0] * 9, np.float32), (len(pictures), 1))
    twins = {"PrivateTest": twin, "Training": np.zeros_like(twin)}
    return Dataset(FER2013_WORDS, pictures, labels, np.full(len(pictures), split), twins, votes)


def test_pictures_that_are_alike_stay_in_one_part() -> None:
    darker = (PICTURES * 0.8).astype(np.uint8)
    part = parts_of(np.concatenate([PICTURES, darker]), 3)
    np.testing.assert_array_equal(part[:60], part[60:])
    assert set(part) == {1, 2, 3} and np.bincount(part)[1:].min() >= 20, "and they are about as many each"
    np.testing.assert_array_equal(part, parts_of(np.concatenate([PICTURES, darker]), 3))


def test_all_parts_but_one_are_learned_and_no_twin_of_the_test() -> None:
    check = data_of(PICTURES, "PublicTest", tested=12)
    seen: list[bytes] = []
    for number in (1, 2, 3):
        learn, chosen = learn_from_check(data_of(PICTURES[:5] // 2, "Training"), check, number, 3)
        mine = parts_of(PICTURES, 3) == number
        np.testing.assert_array_equal(chosen.pictures, PICTURES[mine])
        np.testing.assert_array_equal(learn.pictures[5:], PICTURES[~mine & (np.arange(60) >= 12)])
        assert learn.votes is not None and len(learn.votes) == len(learn.labels) == len(learn.has_twin()) == len(learn)
        seen += [one.tobytes() for one in chosen.pictures]
    assert len(set(seen)) == 60, "together the networks are judged on all of them"
    with pytest.raises(DataError, match="too few pictures"):
        learn_from_check(check, check.take(np.arange(60) < 2), 5, 5)


def test_half_of_a_target_is_what_another_network_answers() -> None:
    data = data_of(PICTURES, "Training")
    even = {"votes": np.full((60, 9), 1 / 9, np.float32), "labels": np.full((60, 7), 1 / 7, np.float32)}
    plain, half = targets_of("companion", data, 0.5), targets_of("companion", replace(data, believed=even), 0.5)
    assert isinstance(plain, dict) and isinstance(half, dict)
    for name, values in half.items():
        np.testing.assert_allclose(values, (plain[name] + even[name]) / 2, atol=1e-6)
    few = replace(data, believed=even).take(np.arange(60) < 4)
    assert few.believed is not None and few.believed["votes"].shape == (4, 9)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs, each with a half of PublicTest left out, the second softened by the first; both are exported."""
    home = tmp_path_factory.mktemp("parts")
    write_fer2013(home, learn=2, other=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(home / "home"))
        for run, more in (("1", []), ("2", ["--softened-by", str(home / "1" / "network.keras")])):
            order = ["--out", str(home / run), "--check-part", f"{run}/2", "--seed", run, "--epochs", "1", *more]
            assert train.main([*order_of(home), *order]) == 0
            assert export.main([str(home / run), "--data", str(home / "fer2013.csv"), "--flip-average"]) == 0
    return home


def order_of(home: Path) -> list[str]:
    data = ["--data", str(home / "fer2013.csv"), "--votes", str(home / "votes.csv")]
    return ["--network", "companion", *data, "--set", "batch=8"]


def test_a_run_tells_what_it_learned_from_and_goes_on_with_nothing_else(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = [json.loads((home / run / "run.json").read_text()) for run in ("1", "2")]
    assert [run["check_part"] for run in runs] == ["1/2", "2/2"]
    assert runs[0]["softened_by"] is None and runs[1]["softened_by"].startswith("1 ")
    # All of Training, and of PublicTest what the other run is judged on.
    assert sum(run["training_pictures"] for run in runs) == 2 * 14 + 28
    again = [*order_of(home), "--out", str(home / "2"), "--resume", "--epochs", "1"]
    assert train.main([*again, "--softened-by", str(home / "1" / "network.keras"), "--check-part", "1/2"]) == 2
    assert "was begun with check_part=2/2" in capsys.readouterr().err
    assert train.main([*again, "--softened-by", str(home / "1" / "network.keras")]) == 2, "nor with nothing of the kind"


def test_judging_it_on_what_it_has_learned_from_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(home / "home"))
    order = ["--model", str(home / "2"), "--data", str(home / "fer2013.csv"), "--json", "--split"]
    for split, told in (("PublicTest", True), ("PrivateTest", False)):
        assert evaluate.main([*order, split]) == 0
        assert ("so this flatters" in capsys.readouterr().err) == told


def test_another_network_cannot_soften(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(home / "fer2013.csv"), "--out", str(home / "poster"), "--epochs", "1"]
    assert train.main(["--network", "poster", *data, "--softened-by", str(home / "1" / "network.keras")]) == 2
    assert "which poster cannot learn from" in capsys.readouterr().err
    assert not (home / "poster").exists()


def test_parts_are_of_all_pictures_that_choose_the_epoch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        train.parse(["--network", "poster", "--data", "any", "--labels", "votes", "--check-part", "1/3"])
    assert "can't be given together" in capsys.readouterr().err


def test_what_a_network_believes_is_its_answer_with_the_mirror_image(home: Path) -> None:
    found = believed(home / "1" / "network.keras", "companion", PICTURES[:4])
    network = open_network(home / "1")
    np.testing.assert_allclose(found["votes"], network.probabilities(PICTURES[:4]), atol=1e-4)
    assert network.card.temperature == 1.0 and found["labels"].shape == (4, 7)


def test_each_picture_is_judged_by_the_network_that_has_not_seen_it(home: Path) -> None:
    others = [open_network(home / run) for run in ("1", "2")]
    data = data_of(PICTURES, "PublicTest")
    part = parts_of(PICTURES, 2)
    views = views_of(others[0], data, others)
    assert len(views) == 2 and views[0].shape == (60, len(VOTE_WORDS))
    for number, other in enumerate(others, start=1):
        for view, own in zip(views, other.views(PICTURES), strict=True):
            np.testing.assert_allclose(view[part == number], own[part == number], atol=1e-5)
    assert np.abs(views[0] - others[0].views(PICTURES)[0]).max() > 0.01, "two different networks"


def test_calibrate_goes_by_the_networks_that_have_not_seen_the_pictures(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(home / "home"))
    data = ["--data", str(home / "fer2013.csv"), "--votes", str(home / "votes.csv")]
    unseen = ["--unseen", str(home / "1"), str(home / "2")]
    own = shutil.copytree(home / "1", tmp_path / "own")
    assert calibrate.main([str(own), *data[:2], *unseen]) == 2, "by one label a picture"
    assert calibrate.main([str(own), *data, *unseen]) == 0
    found = read_card(own)
    public = load_fer2013(home / "fer2013.csv", home / "votes.csv").split("PublicTest")
    others = [open_network(home / run) for run in ("1", "2")]
    expected = calibrate.fit(found, views_of(others[0], public, others), public)
    assert found.temperature == pytest.approx(expected.temperature, rel=1e-4)
    assert found.metrics["validation"]["n"] == expected.metrics["validation"]["n"] == 28


def test_calibrate_refuses_pictures_that_the_networks_have_learned_from(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(home / "home"))
    order = [str(home / "1"), "--data", str(home / "fer2013.csv"), "--votes", str(home / "votes.csv")]
    first, second, before = str(home / "1"), str(home / "2"), (home / "1" / "card.json").read_bytes()
    for more, sentence in (
        ([], "companion has learned from PublicTest too"),
        (["--unseen", second, first], "Number 1 after --unseen must have left out part 1/2; its card says 2/2"),
        (["--unseen", first], "must have left out part 1/1; its card says 1/2"),
    ):
        assert calibrate.main([*order, *more]) == 2
        assert sentence in capsys.readouterr().err
    assert (home / "1" / "card.json").read_bytes() == before

    def card_of(*parts: str | None) -> Card:
        return replace(read_card(home / "1"), recipe={"check_parts": list(parts)})

    every = load_fer2013(home / "fer2013.csv", home / "votes.csv")
    seen = card_of("1/2", "2/2", None)
    pair = [card_of("1/2", None, None), card_of(None, "2/2", "2/2")]
    refuse_seen_pictures(seen, pair, every)
    refuse_seen_pictures(replace(seen, recipe={}), [], every)
    # With a picture less, the parts are others than those that were left out.
    with pytest.raises(DataError, match="this very file"):
        other = replace(every, sha256={**every.sha256, "fer2013.csv": "0"}, pictures_sha256="0")
        refuse_seen_pictures(seen, pair, other)
    for others in (
        [],
        [card_of("1/2", None, None), card_of(None, None, None)],
        [card_of("1/2", "2/2", None), card_of(None, "2/2", None)],
    ):
        with pytest.raises(DataError, match="--unseen"):
            refuse_seen_pictures(seen, others, every)


def test_calibrate_refuses_a_network_that_is_made_otherwise(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    monkeypatch.setenv("COMPANION_HOME", str(home / "home"))
    shutil.copytree(home / "2", tmp_path / "plain")
    (tmp_path / "plain" / "card.json").unlink()
    assert export.main([str(tmp_path / "plain"), "--data", str(home / "fer2013.csv")]) == 0
    data = ["--data", str(home / "fer2013.csv"), "--votes", str(home / "votes.csv")]
    assert calibrate.main([str(home / "1"), *data, "--unseen", str(home / "1"), str(tmp_path / "plain")]) == 2
    assert "is not made like" in capsys.readouterr().err
