"""`companion bench steadiness`: how steady, quick and right our word is beside three plain ways' (design §3)."""

from __future__ import annotations

import json
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.faces.face import Box, Doubt, Face
from companion.faces.quality import judge
from companion.reading.card import Card, NetworkError, network_folder
from companion.reading.classifier import Classifier
from companion.reading.decision import verdict
from companion.reading.memory import advance, begin
from companion.reading.reading import SCORE_NAMES, Kind, Scores
from companion.sources.fer2013 import DataError, FerRow, read_rows
from companion.synthetic import FPS, SEGMENT_S, Clip, make_clip
from companion.words import bench as say
from companion.words.vocabulary import FER2013_WORDS, WORDS

CLIPS, SEGMENTS, SEED = 60, 3, 0
SPLIT = "PublicTest"
# The network is sure of a picture when it would be CLEAR by its card even with a doubt, and at least this probable.
SURE = 0.8
# What is shown this long after a real change counts as right or wrong; before that it may be on its way.
SETTLED_S = 1.2
BATCH = 128

# What a way of naming gives for each frame: a word, or None where it names none.
Named = list[str | None]


@dataclass(frozen=True, eq=False)
class Seen:
    """What the network saw in one frame: its scores, and the doubts measured on the crop."""

    scores: Scores
    doubts: frozenset[Doubt]


@dataclass(frozen=True)
class Figures:
    """The four figures of one way (design §3); `changes_per_min` and `delay_s` in their units, shares 0 to 1."""

    changes_per_min: float
    delay_s: float
    wrong_share: float
    unnamed_share: float


# -- four ways from frames to words


def raw(seen: Sequence[Seen | None]) -> Named:
    """Name the best class of each frame by itself."""
    return [None if one is None else _best(one.scores.values) for one in seen]


def majority(seen: Sequence[Seen | None], last: int = 15) -> Named:
    """Name the word that was best most often in the last 15 frames."""
    words: deque[str | None] = deque(maxlen=last)
    named: Named = []
    for word in raw(seen):
        words.append(word)
        count = Counter(one for one in words if one is not None)
        named.append(count.most_common(1)[0][0] if count else None)
    return named


def average(seen: Sequence[Seen | None], weight: float = 0.3) -> Named:
    """Name the best class of the exponential average; a frame without a face changes nothing."""
    mean: NDArray[np.float64] | None = None
    named: Named = []
    for one in seen:
        if one is not None:
            mean = one.scores.values if mean is None else (1 - weight) * mean + weight * one.scores.values
        named.append(None if mean is None else _best(mean))
    return named


def companion(seen: Sequence[Seen | None], card: Card) -> Named:
    """Name what the app would show: a word when it is clear; maybe and not sure name none."""
    crop = np.zeros((48, 48), np.uint8)
    memory = begin(0.0)
    named: Named = []
    for n, one in enumerate(seen):
        face = None if one is None else Face(Box(0, 0, 48, 48), None, crop, one.doubts, track=1)
        memory = advance(memory, face, None if one is None else one.scores, n / FPS, card)
        reading = memory.reading
        named.append(reading.words[0] if reading.kind is Kind.CLEAR else None)
    return named


def _best(values: NDArray[np.float64]) -> str:
    return SCORE_NAMES[int(np.argmax(values[: len(WORDS)]))]


# -- the figures


def figures_of(right: Sequence[Sequence[str]], named: Sequence[Named]) -> Figures:
    """Return the four figures over all clips.

    Args:
        right: for each clip the right word of each frame.
        named: for each clip the named word of each frame.
    """
    changes = wrong = unnamed = settled = frames = 0
    delays: list[float] = []
    for truth, words in zip(right, named, strict=True):
        frames += len(truth)
        said = [word for word in words if word is not None]
        changes += sum(before != after for before, after in pairwise(said))
        for begin_n, end_n in _segments(truth):
            # The beginning of a clip is no change from another word, so it has no delay.
            if begin_n:
                delays.append(_delay_s(truth[begin_n], words[begin_n:end_n]))
            rest = words[begin_n + round(SETTLED_S * FPS) : end_n]
            settled += len(rest)
            unnamed += sum(word is None for word in rest)
            wrong += sum(word is not None and word != truth[begin_n] for word in rest)
    return Figures(
        round(changes / (frames / FPS / 60), 2),
        round(float(np.median(delays)), 3),
        round(wrong / settled, 4),
        round(unnamed / settled, 4),
    )


def _segments(truth: Sequence[str]) -> Iterator[tuple[int, int]]:
    edges = [0, *(n for n in range(1, len(truth)) if truth[n] != truth[n - 1]), len(truth)]
    return pairwise(edges)


def _delay_s(word: str, named: Sequence[str | None]) -> float:
    return next((n / FPS for n, one in enumerate(named) if one == word), SEGMENT_S)


# -- pictures, clips, and the run


def sure_pictures(rows: Sequence[FerRow], classifier: Classifier) -> list[tuple[str, NDArray[np.uint8]]]:
    """Return word and picture of the rows of which the network is sure, and right."""
    found = []
    scores = in_batches(classifier, np.stack([row.picture for row in rows]))
    for row, one in zip(rows, scores, strict=True):
        word = FER2013_WORDS[row.label]
        said = verdict(one, classifier.card, doubts=frozenset({Doubt.SMALL}))
        if said.kind is Kind.CLEAR and said.words == (word,) and one.by_word()[word] >= SURE:
            found.append((word, row.picture))
    return found


def in_batches(classifier: Classifier, pictures: NDArray[np.uint8]) -> list[Scores]:
    """Return the scores of many crops, uint8 (N, 48, 48)."""
    return [one for n in range(0, len(pictures), BATCH) for one in classifier.scores(pictures[n : n + BATCH])]


def make_clips(
    pictures: Sequence[tuple[str, NDArray[np.uint8]]], clips: int = CLIPS, seed: int = SEED
) -> list[Clip]:
    """Return clips whose words are drawn evenly, each different from the one before it; the same for the same seed.

    Raises:
        DataError: the network is sure of too few words to change between.
    """
    by_word: dict[str, list[NDArray[np.uint8]]] = {}
    for word, picture in pictures:
        by_word.setdefault(word, []).append(picture)
    if len(by_word) < 2:
        raise DataError(say.TOO_FEW_SURE)
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(clips):
        segments: list[tuple[str, NDArray[np.uint8]]] = []
        for _ in range(SEGMENTS):
            before = segments[-1][0] if segments else None
            words = [word for word in WORDS if word in by_word and word != before]
            word = words[int(rng.integers(len(words)))]
            segments.append((word, by_word[word][int(rng.integers(len(by_word[word])))]))
        made.append(make_clip(segments, rng))
    return made


def look_at(clip: Clip, classifier: Classifier) -> list[Seen | None]:
    """Return what the network sees in each frame of a clip."""
    crops = [frame for frame in clip.frames if frame is not None]
    scores = iter(in_batches(classifier, np.stack(crops)))
    return [None if crop is None else Seen(next(scores), _doubts(crop)) for crop in clip.frames]


def _doubts(crop: NDArray[np.uint8]) -> frozenset[Doubt]:
    side = crop.shape[0]
    return judge(np.repeat(crop[..., None], 3, axis=2), Box(0, 0, side, side), None, crop)


def measure(clips: Sequence[Clip], classifier: Classifier) -> dict[str, Figures]:
    """Return the figures of the four ways."""
    seen = [look_at(clip, classifier) for clip in clips]
    ways: dict[str, Callable[[Sequence[Seen | None]], Named]] = {
        "raw": raw,
        "majority": majority,
        "average": average,
        "companion": lambda one: companion(one, classifier.card),
    }
    right = [clip.words for clip in clips]
    return {name: figures_of(right, [way(one) for one in seen]) for name, way in ways.items()}


def bench_steadiness(data: Path, network: str | None, as_json: bool) -> int:
    """Run the benchmark and print its figures.

    Returns:
        0; 1 when there is no network, 2 when the data cannot be used, each with one sentence.
    """
    try:
        classifier = Classifier(network_folder(network))
        rows = [row for row in read_rows(data, lambda line: print(line, file=sys.stderr)) if row.split == SPLIT]
        if not rows:
            raise DataError(say.NO_SPLIT.format(path=data, split=SPLIT))
        pictures = sure_pictures(rows, classifier)
        figures = measure(make_clips(pictures), classifier)
    except NetworkError as error:
        print(error, file=sys.stderr)
        return 1
    except DataError as error:
        print(error, file=sys.stderr)
        return 2
    if as_json:
        print(json.dumps({name: vars(one) for name, one in figures.items()}))
        return 0
    for name, one in figures.items():
        print(say.STEADINESS.format(way=say.WAYS[name], **vars(one)))
    return 0
