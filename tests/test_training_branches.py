"""A tree answers with the mean of its branches, each learns with the front left alone, and can be taken out again."""

from __future__ import annotations

import json
from pathlib import Path

import keras
import numpy as np
import pytest
from training_tiny import write_fer2013

from companion.sources.fer2013 import DataError
from model.companion import BRANCHES, SHARED_BLOCKS, front
from training import branches, train
from training.branches import main
from training.export import make_card
from training.learned import refuse_seen
from training.weights import open_core, plain_core, save_core, start_from

PICTURES = np.random.default_rng(0).uniform(-1, 1, (4, 48, 48, 1)).astype(np.float32)
NAMES = ("companion", *["branch"] * (BRANCHES - 1))
RUNS = [f"run{number}" for number in range(1, BRANCHES + 1)]


def answers(core: keras.Model) -> dict[str, np.ndarray]:
    return {name: np.asarray(values) for name, values in core.predict_on_batch(PICTURES).items()}


def front_weights(core: keras.Model) -> list[np.ndarray]:
    return [weight for layer in front(core) for weight in layer.get_weights()]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained companion's run, a branch's that learned beside it, and their tree."""
    home = tmp_path_factory.mktemp("tree")
    write_fer2013(home, learn=4, other=2)
    data = ["--data", str(home / "fer2013.csv"), "--votes", str(home / "votes.csv"), "--epochs", "1"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMPANION_HOME", str(home / "home"))
        keras.utils.set_random_seed(0)
        (home / RUNS[0]).mkdir()
        save_core(plain_core("companion"), home / RUNS[0] / "network.keras")
        (home / RUNS[0] / "run.json").write_text(json.dumps({"seed": 0}))
        for seed, run in enumerate(RUNS[1:], start=1):
            begin = ["--init", str(home / RUNS[0] / "network.keras"), "--seed", str(seed), "--set", "batch=8"]
            assert train.main(["--network", "branch", "--out", str(home / run), *begin, *data]) == 0
    assert main([*(str(home / run) for run in RUNS), "--out", str(home / "tree")]) == 0
    return home


def test_a_branch_learns_behind_a_front_that_stays_as_it_was(home: Path) -> None:
    first, branch = (open_core(home / run / "network.keras") for run in RUNS[:2])
    assert [core.name for core in (first, branch)] == list(NAMES[:2])
    for one, other in zip(front_weights(first), front_weights(branch), strict=True):
        np.testing.assert_array_equal(one, other)
    assert len(front(first)) < len(first.layers) / 2
    assert sum(isinstance(layer, keras.layers.Add) for layer in front(first)) == SHARED_BLOCKS
    behind = [weight for layer in branch.layers[len(front(branch)) :] for weight in layer.get_weights()]
    before = [weight for layer in first.layers[len(front(first)) :] for weight in layer.get_weights()]
    kernels = [(one, other) for one, other in zip(behind, before, strict=True) if one.ndim > 1]
    assert all(np.abs(one - other).max() > 0.01 for one, other in kernels), "it began anew"


def test_a_branch_begins_at_a_trees_front_too(home: Path) -> None:
    core, tree = plain_core("branch"), open_core(home / "tree" / "network.keras")
    anew = [weight for layer in core.layers[len(front(core)) :] for weight in layer.get_weights()]
    start_from(core, home / "tree" / "network.keras")
    for one, other in zip(front_weights(core), front_weights(tree), strict=True):
        np.testing.assert_array_equal(one, other)
    behind = [weight for layer in core.layers[len(front(core)) :] for weight in layer.get_weights()]
    for one, other in zip(behind, anew, strict=True):
        np.testing.assert_array_equal(one, other)


def test_the_tree_answers_with_the_mean_of_its_branches(home: Path) -> None:
    alone = [answers(open_core(home / run / "network.keras")) for run in RUNS]
    tree = open_core(home / "tree" / "network.keras")
    for name, values in answers(tree).items():
        assert np.abs(alone[0][name] - alone[1][name]).max() > 0.01, "two different networks"
        np.testing.assert_allclose(values, np.mean([one[name] for one in alone], axis=0), atol=1e-5)
    about = json.loads((home / "tree" / "run.json").read_text())
    assert [name.split()[0] for name in about["branches"]] == RUNS
    assert "metrics" not in about, "those were of another network"
    assert make_card(tree, about, None).name == "companion", "the app's own network, whatever it is made of"


@pytest.mark.parametrize(
    ("number", "wish", "name"),
    [(number, [], NAMES[number - 1]) for number in range(1, BRANCHES + 1)]
    + [(1, ["--as", "branch"], "branch"), (2, ["--as", "companion"], "companion")],
)
def test_a_branch_that_is_taken_out_is_what_it_was(
    home: Path, tmp_path: Path, number: int, wish: list[str], name: str
) -> None:
    out = tmp_path / "taken"
    assert main([str(home / "tree"), "--take", str(number), *wish, "--out", str(out)]) == 0
    taken = open_core(out / "network.keras")
    assert taken.name == name
    learned = json.loads((home / RUNS[1] / "run.json").read_text())["data"]
    assert json.loads((out / "run.json").read_text())["data"] == learned != {}
    before = answers(open_core(home / RUNS[number - 1] / "network.keras"))
    for name, values in answers(taken).items():
        np.testing.assert_allclose(values, before[name], atol=1e-6)


def test_what_stands_alone_goes_from_companion_to_branch_and_back_with_all_its_weights(
    home: Path, tmp_path: Path
) -> None:
    run, before = home / RUNS[0], answers(open_core(home / RUNS[0] / "network.keras"))
    for name in ("branch", "companion"):
        out = tmp_path / name
        assert main([str(run), "--as", name, "--out", str(out)]) == 0
        changed = open_core(out / "network.keras")
        assert changed.name == name
        for answer, values in answers(changed).items():
            np.testing.assert_array_equal(values, before[answer])
        run = out
    # To go on with a branch, train.py takes all of it.
    core = plain_core("branch")
    start_from(core, tmp_path / "branch" / "network.keras")
    for answer, values in answers(core).items():
        np.testing.assert_array_equal(values, before[answer])


def test_a_tree_may_be_of_any_networks_with_one_front_in_any_order(home: Path, tmp_path: Path) -> None:
    assert main([*(str(home / run) for run in reversed(RUNS)), "--out", str(tmp_path / "turned")]) == 0
    before = answers(open_core(home / "tree" / "network.keras"))
    for name, values in answers(open_core(tmp_path / "turned" / "network.keras")).items():
        np.testing.assert_allclose(values, before[name], atol=1e-5)


def test_a_tree_tells_which_part_each_branch_has_not_learned_from_and_so_does_what_is_taken_out(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    for number, run in enumerate(RUNS, start=1):
        runs.append(tmp_path / run)
        assert main([str(home / run), "--as", "branch", "--out", str(runs[-1])]) == 0
        told = {} if number == 1 else {"check_part": f"{number}/{BRANCHES}"}
        (runs[-1] / "run.json").write_text(json.dumps(told))
    parts = [None, *(f"{number}/{BRANCHES}" for number in range(2, BRANCHES + 1))]
    assert main([*map(str, runs), "--out", str(tmp_path / "tree")]) == 0
    assert json.loads((tmp_path / "tree" / "run.json").read_text())["check_parts"] == parts
    for number, part in enumerate(parts, start=1):
        out = tmp_path / f"taken{number}"
        assert main([str(tmp_path / "tree"), "--take", str(number), "--as", "branch", "--out", str(out)]) == 0
        assert json.loads((out / "run.json").read_text()).get("check_part") == part
    # Nobody goes on with it without leaving out the same part: what chose the epoch would flatter.
    monkeypatch.setenv("COMPANION_HOME", str(home / "home"))
    data = ["--data", str(home / "fer2013.csv"), "--votes", str(home / "votes.csv"), "--epochs", "1"]
    order = ["--network", "branch", *data, "--init", str(tmp_path / "taken2" / "network.keras"), "--set", "batch=8"]
    for more, refused in (([], 2), (["--check-part", f"1/{BRANCHES}"], 2), (["--check-part", f"2/{BRANCHES}"], 0)):
        assert train.main([*order, *more, "--out", str(tmp_path / "on")]) == refused
        assert ("--check-part 2/" in capsys.readouterr().err) == bool(refused)
    assert json.loads((tmp_path / "on" / "run.json").read_text())["check_part"] == f"2/{BRANCHES}"
    whole = tmp_path / "tree" / "network.keras"
    refuse_seen(whole, "branch", None)
    with pytest.raises(DataError, match="Take one branch out"):
        refuse_seen(whole, "tree", None)
    # Where all branches left out the same, the front, which a branch keeps, may have learned the rest.
    told = json.loads((tmp_path / "tree" / "run.json").read_text())
    (tmp_path / "tree" / "run.json").write_text(json.dumps({**told, "check_parts": ["2/3"] * BRANCHES}))
    for left_out in (None, "1/3"):
        with pytest.raises(DataError, match="--check-part 2/3"):
            refuse_seen(whole, "branch", left_out)
    refuse_seen(whole, "branch", "2/3")


def test_no_network_that_is_there_already_is_lost(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = [str(home / run) for run in RUNS]
    before = {run: (home / run / "network.keras").read_bytes() for run in (*RUNS, "tree")}
    for order, out in (
        (runs, RUNS[0]),
        (runs, "tree"),
        ([str(home / "tree"), "--take", "2"], "tree"),
        ([runs[0], "--as", "branch"], RUNS[1]),
    ):
        assert main([*order, "--out", str(home / out)]) == 2
        assert "There is a network in" in capsys.readouterr().err
    assert {run: (home / run / "network.keras").read_bytes() for run in before} == before

    def full(_core: keras.Model, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(branches, "save_core", full)
    for order in (runs, [str(home / "tree"), "--take", "2"]):
        assert main([*order, "--out", str(tmp_path / "new")]) == 2
        assert "No space left" in capsys.readouterr().err
        # Not a network of which nobody knows what it has learned from.
        assert [path.name for path in (tmp_path / "new").iterdir()] == ["run.json"]


def test_what_makes_no_tree_is_told_and_nothing_is_written(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    save_core(plain_core("branch"), stranger / "network.keras")
    poster = tmp_path / "poster"
    poster.mkdir()
    save_core(plain_core("poster"), poster / "network.keras")
    first, second = (str(home / run) for run in RUNS[:2])
    for order, sentence in (
        ([second, first], f"made of {BRANCHES} networks, each companion or branch, not of branch and companion"),
        ([first, str(home / "tree"), second], "not of companion and tree and branch"),
        ([first, str(home / "gone")], "is not there"),
        ([*(str(home / run) for run in RUNS[:-1]), str(stranger)], "another front"),
        ([first, "--take", "2"], "has no branch 2"),
        ([str(home / "tree"), "--take", "0"], "has no branch 0"),
        ([str(home / "tree"), "--take", str(BRANCHES + 1)], f"has no branch {BRANCHES + 1}"),
        ([str(home / "tree"), "--as", "branch"], "say with --take which"),
        ([str(poster), "--as", "branch"], "is the network poster: it has no branches"),
    ):
        assert main([*order, "--out", str(tmp_path / "tree")]) == 2
        assert sentence in capsys.readouterr().err
        assert not (tmp_path / "tree").exists()
