"""The steadiness benchmark: its clips, its figures on made-up words, and a whole run on a small file."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from companion.cli import run
from companion.faces.face import Doubt
from companion.reading.reading import SCORE_NAMES, Scores
from companion.steadiness import Seen, average, companion, figures_of, majority, make_clips, raw
from companion.synthetic import FPS, MISSED, make_clip
from companion.words import bench as say
from tests.test_reading import CARD

# A slope of light with a dark spot: something that stays alike when it is moved a little.
FACE = np.tile(np.linspace(60, 200, 48), (48, 1)).astype(np.uint8)
FACE[20:28, 20:28] = 30
LENGTH = 4 * FPS


def seen(word: str) -> Seen:
    values = np.full(len(SCORE_NAMES), 0.1 / (len(SCORE_NAMES) - 1))
    values[SCORE_NAMES.index(word)] = 0.9
    return Seen(Scores(values), frozenset[Doubt]())


def test_clip_is_the_same_for_the_same_seed_and_spoilt_in_each_frame() -> None:
    segments = [("anger", FACE), ("fear", FACE[::-1].copy()), ("anger", FACE)]
    clip, again, other = (make_clip(segments, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert len(clip.frames) == 3 * LENGTH
    assert clip.words[LENGTH - 1 : LENGTH + 1] == ("anger", "fear")
    assert all(np.array_equal(a, b) for a, b in zip(clip.frames, again.frames, strict=True) if a is not None)
    assert any(not np.array_equal(a, b) for a, b in zip(clip.frames, other.frames, strict=True))
    shown = [frame for frame in clip.frames[:LENGTH] if frame is not None]
    assert all(not np.array_equal(a, b) for a, b in pairwise(shown))
    assert np.corrcoef(shown[0].ravel(), FACE.ravel())[0, 1] > 0.7


def test_one_frame_in_twenty_has_no_face() -> None:
    frames = [f for seed in range(20) for f in make_clip([("fear", FACE)], np.random.default_rng(seed)).frames]
    assert sum(f is None for f in frames) / len(frames) == pytest.approx(MISSED, abs=0.02)


def test_words_change_from_segment_to_segment() -> None:
    clips = make_clips([("anger", FACE), ("fear", FACE), ("neutral", FACE)], clips=5)
    for clip in clips:
        words = clip.words[::LENGTH]
        assert all(a != b for a, b in pairwise(words))


def test_figures_count_what_design_says() -> None:
    right = ["anger"] * LENGTH + ["fear"] * LENGTH
    perfect = figures_of([right], [list(right)])
    assert (perfect.changes_per_min, perfect.delay_s, perfect.wrong_share, perfect.unnamed_share) == (7.5, 0, 0, 0)
    late = figures_of([right], [["anger"] * (LENGTH + 30) + ["fear"] * (LENGTH - 30)])
    assert late.delay_s == 2.0
    assert late.wrong_share == pytest.approx((30 - 18) / (2 * (LENGTH - 18)), abs=1e-4)
    silent = figures_of([right], [[None] * 2 * LENGTH])
    assert (silent.changes_per_min, silent.delay_s, silent.wrong_share, silent.unnamed_share) == (0, 4.0, 0, 1)
    flicker = figures_of([right], [["anger" if n % 2 else "fear" for n in range(2 * LENGTH)]])
    assert flicker.changes_per_min > 800


def test_ours_is_steadier_than_the_plain_ways_on_a_flickering_face() -> None:
    rng = np.random.default_rng(0)
    frames = [None if rng.random() < 0.05 else seen("fear" if rng.random() < 0.25 else "anger") for _ in range(240)]
    right = ["anger"] * 240
    ours = figures_of([right, ["fear", "anger"]], [companion(frames, CARD), ["fear", "anger"]])
    for way in (raw, majority, average):
        other = figures_of([right, ["fear", "anger"]], [way(frames), ["fear", "anger"]])
        assert ours.changes_per_min <= other.changes_per_min
    named = companion(frames, CARD)[30:]
    assert set(named) <= {"anger", None} and named.count("anger") > len(named) / 2, "it names the word, and no other"


def test_what_cannot_be_measured_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_text("emotion,pixels,Usage\n")
    assert run(["bench", "steadiness", "--data", str(path)]) == 2
    assert "PublicTest" in capsys.readouterr().err
    assert run(["bench", "steadiness"]) == 2
    assert "--data" in capsys.readouterr().err


def test_real_pictures_give_json(
    tmp_path: Path, shared: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from companion import steadiness
    from companion.sources.fer2013 import read_rows

    path = tmp_path / "fer2013.csv"
    rows = []
    for row in read_rows(shared / "data" / "fer2013.csv.xz", print):
        if row.label in (3, 5):
            rows.append(f"{row.label},{' '.join(map(str, row.picture.ravel()))},PublicTest")
        if len(rows) == 60:
            break
    path.write_text("emotion,pixels,Usage\n" + "\n".join(rows))
    monkeypatch.setattr(steadiness, "SURE", 0.3)
    monkeypatch.setattr(steadiness.make_clips, "__defaults__", (1, 0))
    assert run(["bench", "steadiness", "--data", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["raw", "majority", "average", "companion"]
    for figures in found.values():
        assert set(figures) == {"changes_per_min", "delay_s", "wrong_share", "unnamed_share"}
    assert run(["bench", "steadiness", "--data", str(path)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in told] == [say.WAYS[name] for name in found]
    assert f"{found['companion']['changes_per_min']} changes a minute" in told[-1]
