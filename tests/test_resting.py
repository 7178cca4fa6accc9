"""The resting face: what is learned, what it mends and what it leaves alone; kept as numbers; and its measurement."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import numpy as np
import pytest

from companion import resting_store as store
from companion.paths import Paths
from companion.reading.reading import SCORE_NAMES, Scores
from companion.reading.resting import LEAST_LOOKS, NEUTRAL, Resting, corrected, from_text, learn
from companion.settings import Settings, load_settings
from companion.sources.fer2013 import DataError
from companion.words.home import SETTINGS_OLD_STAYS
from training.datasets import VOTE_NAMES, Dataset
from training.resting import measure

SAD = SCORE_NAMES.index("sadness")


def look(**words: float) -> Scores:
    """Return scores with these words; what is left is shared by the others."""
    values = np.full(len(SCORE_NAMES), (1 - sum(words.values())) / (len(SCORE_NAMES) - len(words)))
    for word, share in words.items():
        values[SCORE_NAMES.index(word)] = share
    return Scores(values)


def best(scores: Scores) -> str:
    return SCORE_NAMES[int(scores.values.argmax())]


@pytest.fixture
def resting() -> Resting:
    found = learn([look(sadness=0.6 + step / 100, neutral=0.3) for step in range(5)] * 5, "poster")
    assert found is not None
    return found


def test_a_face_that_rests_sad_is_read_as_neutral_at_rest(resting: Resting) -> None:
    mended = corrected(look(sadness=0.62, neutral=0.3), resting)
    assert best(mended) == "neutral"
    assert mended.values.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "scores", [look(happiness=0.9), look(sadness=0.97, neutral=0.01), look(anger=0.6, fear=0.3), look(surprise=0.5)]
)
def test_looks_that_differ_from_the_resting_face_stay_as_they_are(resting: Resting, scores: Scores) -> None:
    np.testing.assert_allclose(corrected(scores, resting).values, scores.values, atol=0.01)


def test_a_face_that_rests_neutral_changes_nothing() -> None:
    plain = look(neutral=0.92)
    resting = learn([plain] * LEAST_LOOKS, "poster")
    assert resting is not None
    np.testing.assert_allclose(corrected(plain, resting).values, plain.values, atol=1e-9)


def test_too_few_looks_teach_nothing() -> None:
    assert learn([look(sadness=0.6)] * (LEAST_LOOKS - 1), "poster") is None
    assert learn([], "poster", least=0) is None


def test_certain_scores_and_words_that_a_network_lacks_make_no_trouble() -> None:
    sure = Scores(np.eye(len(SCORE_NAMES))[SAD])
    resting = learn([sure] * LEAST_LOOKS, "poster")
    assert resting is not None
    values = corrected(sure, resting).values
    assert np.isfinite(values).all() and values.sum() == pytest.approx(1)


def test_numbers_alone_are_kept_in_a_private_file_and_can_be_switched_off_and_deleted(
    paths: Paths, resting: Resting
) -> None:
    settings, _ = load_settings(paths.settings)
    assert store.kept(settings) is None and store.used(settings) is None
    assert store.keep(settings, resting) is None
    again, _ = load_settings(paths.settings)
    assert store.used(again) == resting
    assert stat.S_IMODE(paths.settings.stat().st_mode) == 0o600
    assert len(json.loads(json.loads(paths.settings.read_text())["resting_face"])["mean_logs"]) == len(SCORE_NAMES)
    again.set(store.RESTING_ON, False)
    assert store.used(again) is None and store.kept(again) == resting
    assert store.mark(again, "d0") is None
    assert store.kept(again) is None and store.undo(again, "another") is None and store.kept(again) is None
    store.undo(again, "d0")
    assert store.kept(again) == resting
    store.mark(again, "d1")
    store.settle(again, ["d1"])
    store.carry_out(again, "d0")
    assert "mean_logs" in paths.settings.read_text(), "it can still be brought back"
    store.settle(again)
    assert "mean_logs" not in paths.settings.read_text()
    assert store.kept(load_settings(paths.settings)[0]) is None


def test_a_resting_face_that_cannot_be_saved_holds_until_the_app_closes() -> None:
    settings, resting = Settings(unread=True), Resting("poster", (0.0,) * len(SCORE_NAMES))
    for deletion in ("d0", "d1"):
        assert store.keep(settings, resting), "told that it is not saved"
        assert store.used(settings) == resting
        assert store.mark(settings, deletion)
        assert store.kept(settings) is None
    assert store.carry_out(settings, "d1")
    assert settings.get(store.RESTING) == "" and settings.get(store.RESTING_GOES) == ""


def test_a_deletion_takes_only_what_the_file_still_marks(paths: Paths, resting: Resting) -> None:
    settings, _ = load_settings(paths.settings)
    store.keep(settings, resting)
    store.mark(settings, "d0")
    other, _ = load_settings(paths.settings)
    store.undo(settings, "d0")
    assert store.carry_out(other, "d0") is None and store.kept(other) == resting
    assert store.kept(load_settings(paths.settings)[0]) == resting
    store.mark(settings, "d1")
    store.carry_out(settings, "d1")
    assert store.settle(other) is None and store.kept(other) is None, "the other window knows it, too"


def test_what_is_gone_is_in_no_former_file_either(paths: Paths, resting: Resting) -> None:
    settings, _ = load_settings(paths.settings)
    store.keep(settings, resting)
    whole = paths.settings.read_text()
    paths.settings.write_text(whole[:-3])
    settings, note = load_settings(paths.settings)
    assert note is not None
    paths.settings.with_name("settings.jsonab12.tmp").write_text(whole)  # of a crash while it was written
    store.keep(settings, resting)
    store.mark(settings, "d0")
    kept = [file for file in paths.config.iterdir() if "mean_logs" in file.read_text()]
    assert len(kept) == 3
    assert store.carry_out(settings, "d0") is None
    assert not [file for file in paths.config.iterdir() if "mean_logs" in file.read_text()]


def test_a_former_file_that_can_not_be_removed_is_told(
    paths: Paths, resting: Resting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    settings, _ = load_settings(paths.settings)
    store.keep(settings, resting)
    store.mark(settings, "d0")
    old = paths.settings.with_name("settings.json.corrupt")
    old.write_text('{"resting_face": "mean_logs')
    monkeypatch.setattr(Path, "unlink", refused)  # these tests may run as root, to whom no folder is closed
    assert store.carry_out(settings, "d0") == SETTINGS_OLD_STAYS.format(file=old)
    monkeypatch.undo()
    assert store.settle(load_settings(paths.settings)[0]) is None and not old.exists(), "the next start tries again"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"network": "poster"}', '{"network": "poster", "mean_logs": [1, 2]}',
     '{"network": 3, "mean_logs": [-1, -1, -1, -1, -1, -1, -1, -1, -1]}',
     '{"network": "p", "mean_logs": [-1, -1, -1, -1, -1, -1, -1, -1, NaN]}',
     '{"network": "p", "mean_logs": [-1, -1, -1, -1, -1, -1, -1, -1, -99]}',
     '{"network": "p", "mean_logs": ["x", -1, -1, -1, -1, -1, -1, -1, -1]}'],
)  # fmt: skip
def test_damaged_numbers_are_no_resting_face(text: str) -> None:
    assert from_text(text) is None


def pictures(votes_for: list[str]) -> Dataset:
    rng = np.random.default_rng(0)
    votes = np.zeros((len(votes_for), len(VOTE_NAMES)), np.float32)
    for row, word in enumerate(votes_for):
        votes[row, VOTE_NAMES.index(word)] = 10
    return Dataset(
        words=("neutral",),
        pictures=rng.integers(60, 200, (len(votes_for), 48, 48)).astype(np.uint8),
        labels=np.zeros(len(votes_for), np.int64),
        splits=np.full(len(votes_for), "PublicTest"),
        votes=votes,
    )


def test_the_measurement_counts_what_is_mended_and_what_is_lost() -> None:
    data = pictures(["neutral"] * 3 + ["sadness"] * 4)

    def network(given: np.ndarray) -> np.ndarray:
        """Takes the first two pictures and all copies for sad at rest, and knows the sad ones for sure."""
        if len(given) == len(data):
            rows = [look(sadness=0.6, neutral=0.3)] * 2 + [look(neutral=0.9)] + [look(sadness=0.98)] * 4
        else:
            rows = [look(sadness=0.6, neutral=0.3)] * len(given)
        return np.stack([row.values for row in rows])

    found = measure(network, data)
    assert (found["neutral_pictures"], found["taken_for_something_else"]) == (3, 2)
    assert (found["wrong_before"], found["wrong_after"]) == (1.0, 0.0)
    assert (found["other_pictures"], found["other_right_before"], found["other_points_lost"]) == (4, 1.0, 0.0)


def test_the_measurement_says_when_there_is_nothing_to_measure() -> None:
    always = np.eye(len(SCORE_NAMES))[NEUTRAL]
    with pytest.raises(DataError, match="no neutral picture"):
        measure(lambda given: np.tile(always, (len(given), 1)), pictures(["neutral", "anger"]))
