"""What the tests of Talk share whose recognition is held up: a gate before the network, and a talk that waits at it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from tkinter import ttk
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.audit.samples import outcome as outcome_of
from companion.faces.detector import HaarDetector
from companion.faces.face import Face
from companion.faces.finder import FaceFinder
from companion.pipeline import Pipeline, Taken
from companion.reading.card import network_folder
from companion.reading.classifier import Classifier
from companion.reading.reading import Reading, Scores
from companion.sources.camera import CameraSource
from companion.sources.frame import Source
from companion.speech.voices import RecordingVoice
from companion.ui.app import App
from companion.ui.speaking import Speaking
from companion.ui.talk import Talk
from tests.conftest import FakeCamera
from tests.mirror_visit import everything

Wait = Callable[..., None]
NEVER = float("inf")


class Gate:
    """Holds recognition up: from this source time on, or while the network is opened."""

    def __init__(self) -> None:
        self.opening, self.follow, self.follow_from_s = threading.Event(), threading.Event(), NEVER
        self.broken = False

    def open(self) -> None:
        self.opening.set()
        self.follow.set()


class Gated(Classifier):
    """A network that waits at the gate."""

    def __init__(self, gate: Gate) -> None:
        gate.opening.wait(60)
        super().__init__(network_folder())
        self._gate = gate

    def follow(self, face: Face, time_s: float) -> Scores:
        if time_s >= self._gate.follow_from_s:
            self._gate.follow.wait(60)
        if self._gate.broken:
            raise RuntimeError("broken")
        return super().follow(face, time_s)


class ColdVoice(RecordingVoice):
    """A voice that is not ready yet, and counts how often it was asked to get ready."""

    ready, warmed = True, 0

    @property
    def free(self) -> bool:  # type: ignore[override]
        return self.ready and super().free

    def warm(self) -> None:
        self.warmed += 1


class World:
    """Talks on any source, whose recognition is held up by `gate`."""

    def __init__(self, app: App, wait: Wait) -> None:
        self.app, self.gate, self.voice, self._wait = app, Gate(), ColdVoice(), wait
        self.screen: Any = None

    def talk(self, source: Source, opened: bool = True) -> None:
        if opened:
            self.gate.opening.set()
        speaking = Speaking(self.app.shell, self.app.shell.settings, voice=self.voice)
        self.app.shell.screens["talk"] = lambda shell, **extra: Talk(
            shell,
            lambda remember: Pipeline(
                source, lambda: FaceFinder(HaarDetector()), lambda: Gated(self.gate), "companion", remember
            ),
            speaking=speaking,
        )
        self.screen = self.app.shell.show("talk")

    def until(self, true: Callable[[], object]) -> None:
        self._wait(true, update=self.app.shell.update)

    def rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def give(self, reading: Reading, faces: int, later_s: float = 0.0, of: Taken | None = None) -> None:
        """Have an outcome come, while recognition is held up; `later_s`: of a frame after `of`, or the newest."""
        pipeline = self.screen._live.pipeline
        number = pipeline.outcomes.latest()[0]
        taken = of or pipeline.taken.latest()[1]
        frame = replace(taken.frame, time_s=taken.frame.time_s + later_s)
        pipeline.outcomes.put(outcome_of(replace(taken, frame=frame), reading, faces))
        self.until(lambda: self.screen._live.drawn_outcome > number)

    def aloud(self) -> str:
        """Press S, and return what is said."""
        count = len(self.voice.texts)
        self.screen.say_now()
        self.until(lambda: len(self.voice.texts) > count)
        self.voice.finish()
        return self.voice.texts[-1]

    @property
    def lead(self) -> str:
        return str(self.screen._words.lead.cget("text"))

    @property
    def live(self) -> str:
        return str(self.screen._words.live.cget("text"))

    @property
    def words(self) -> tuple[str, str, str]:
        return self.lead, self.live, str(self.screen._words.lines.cget("text"))

    @property
    def boxes(self) -> tuple[int, ...]:
        return tuple(self.screen._picture.find_withtag("box"))

    def drawn(self, true: Callable[[Taken], object]) -> bool:
        """Tell whether the newest frame is on the screen, and this is true of it."""
        taken, shown = self.screen._live.pipeline.taken.latest()[1], self.screen._picture._shown
        return shown is not None and taken.frame.image is shown[0] and bool(true(taken))

    @property
    def notices(self) -> list[str]:
        bars = everything(self.screen._notices)
        return [str(one.cget("text")) for one in bars if isinstance(one, ttk.Label)]

    @property
    def details(self) -> str:
        return str(self.screen._sides.details.sentence.cget("text"))


def camera(image: NDArray[np.uint8] | Callable[[], NDArray[np.uint8] | None]) -> CameraSource:
    def pictures() -> Iterator[NDArray[np.uint8] | None]:
        while True:
            yield image() if callable(image) else image

    return CameraSource(0, lambda number: FakeCamera(pictures(), []), retry_s=0.05)


class Plugged:
    """A camera that can be pulled out and plugged in again."""

    def __init__(self, image: NDArray[np.uint8]) -> None:
        self._image, self.there = image, True

    def __call__(self) -> NDArray[np.uint8] | None:
        return self._image if self.there else None
