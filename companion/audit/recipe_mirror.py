"""How the audit goes through the Mirror: the question, all three ways in, both answers, free looking, resting face."""

from __future__ import annotations

from collections.abc import Iterator

from companion.audit.samples import reading_of
from companion.audit.stage import Stage, State, live_of, texts_of
from companion.words import feelings
from companion.words import mirror as say

NO_CAMERA = "63"


def mirror(stage: Stage) -> Iterator[State]:
    """Every step, with a drawn picture; then the question and the answer without a camera."""
    screen = stage.show("mirror", source=str(stage.picture))
    live = live_of(screen)
    stage.until(lambda: live.running and live.reading is not None)
    stage.settle()
    yield State("question")
    stage.press(say.WORD)
    yield State("words")
    stage.press(feelings.FAMILIES[0].broad.name)
    yield State("finer words", alike=True)
    screen.back()
    screen.back()
    stage.settle()
    yield from _body(stage)
    stage.press(say.GRID)
    yield State("map")
    stage.press(say.GRID_NEXT)
    yield State("words near", alike=True)
    stage.read(live, reading_of("contempt", "disgust"))
    stage.press(feelings.near(0.0, 0.0)[0].name)
    yield State("both answers")
    stage.press(say.GO_ON)
    yield State("free looking, maybe")
    stage.read(live, reading_of("surprise"))
    yield State("free looking", tab=False, alike=True)
    stage.press(say.RESTING)
    yield State("resting face")
    screen.back()
    stage.press(say.AGAIN)
    stage.press(say.WORD)
    family = max(feelings.FAMILIES, key=lambda one: max(map(_letters, one.finer)))
    stage.press(family.broad.name)
    stage.press(max(family.finer, key=_letters).name)
    yield State("both answers, the longest word", tab=False, alike=True)
    stage.show("mirror", source=NO_CAMERA)
    stage.until(lambda: say.NO_CAMERA in texts_of(stage.window))
    yield State("question without a camera", alike=True)
    stage.press(say.DONT_KNOW)
    yield State("answer without a camera", alike=True)


def _letters(feeling: feelings.Feeling) -> int:
    """Return how long the longest word of a feeling's name is."""
    return max(map(len, feeling.name.split()))


def _body(stage: Stage) -> Iterator[State]:
    stage.press(say.BODY)
    yield State("body signs")
    for sign in list(feelings.SIGNS)[:3]:
        stage.press(feelings.sign_name(sign))
    yield State("body signs chosen", tab=False)
    stage.press(say.BODY_NEXT)
    yield State("what it could be", alike=True)
    stage.screen.back()
    stage.screen.back()
    stage.settle()
