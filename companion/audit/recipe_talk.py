"""How the audit goes through Talk: the consent card, then every kind of reading on a drawn picture."""

from __future__ import annotations

from collections.abc import Iterator

from companion.audit.samples import reading_of
from companion.audit.stage import Stage, State, live_of, texts_of
from companion.faces.face import Doubt
from companion.words import talk as say
from companion.words.vocabulary import WORDS


def talk(stage: Stage) -> Iterator[State]:
    """Consent, no face, all words, maybe, not sure, details, what they said, paused, small window, no source."""
    stage.show("talk", source="0")
    yield State("consent")
    screen = stage.show("talk", source=str(stage.picture))
    live = live_of(screen)
    stage.until(lambda: say.NO_FACE_LIVE in texts_of(stage.window))
    yield State("no face")
    stage.read(live, reading_of("disgust"), faces=2)
    yield State("disgust")
    for word in WORDS:
        if word != "disgust":
            stage.read(live, reading_of(word))
            # The same buttons: to go through them again by Tab would tell nothing new.
            yield State(word, tab=False, alike=True)
    stage.read(live, reading_of("contempt", "disgust"))
    yield State("maybe", tab=False)
    stage.read(live, reading_of(reasons=(Doubt.DARK, Doubt.BACK_LIT)))
    yield State("not sure", tab=False, alike=True)
    stage.press(say.DETAILS)
    stage.read(live, reading_of("happiness"))
    yield State("details")
    stage.press(say.PICTURE)
    stage.press(say.CORRECT)
    yield State("what they said")
    stage.press(say.CORRECT_KEEP)
    yield State("nothing written", tab=False, alike=True)
    stage.press(say.CORRECT_LEAVE)
    yield from _small(stage)
    screen.notice(say.CORRECT_KEPT)
    stage.press(say.PAUSE)
    yield State("paused, a note")
    stage.show("talk", source=str(stage.picture / "missing.avi"))
    stage.until(lambda: say.FAILED_LIVE in texts_of(stage.window))
    yield State("nothing to see")


def _small(stage: Stage) -> Iterator[State]:
    """The small window, with the longest words, and with another person."""
    live = live_of(stage.screen)
    stage.press(say.SMALL_WINDOW)
    stage.read(live, reading_of("contempt", "disgust"), faces=2)
    yield State("small window, maybe")
    stage.read(live, reading_of("contempt"))
    yield State("small window", tab=False, alike=True)
    stage.press(say.LARGE_WINDOW)
    stage.until(lambda: say.PAUSE in texts_of(stage.window))
