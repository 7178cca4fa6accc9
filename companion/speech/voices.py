"""How something is said aloud: what every voice can do, and two voices for tests.

A voice says one line at a time, never waits, and stops at once. The real one is in `process_voice`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Manner:
    """How to speak: volume in percent, rate in words a minute, the voice's id ("" for the computer's own choice).

    Attributes:
        language: what the text is written in; a voice that does not speak it gives way to one that does.
    """

    volume: int = 80
    rate: int = 160
    voice: str = ""
    language: str = "en"


@dataclass(frozen=True)
class VoiceName:
    """A voice of this computer: its id for `Manner`, and its name for people."""

    id: str
    name: str


class Voice(Protocol):
    """What every voice can do. Called in one thread only."""

    @property
    def problem(self) -> str:
        """A sentence that says why it can't speak, or that its last line was not heard; empty if all is well."""

    @property
    def mute(self) -> bool:
        """True where this computer can't speak, as far as is known."""

    @property
    def busy(self) -> bool:
        """True while something is said."""

    @property
    def free(self) -> bool:
        """True when `say` would begin at once."""

    def warm(self) -> None:
        """Get ready to speak; returns at once."""

    def try_again(self) -> None:
        """Forget why it could not speak: the next `warm` finds out anew."""

    def say(self, text: str, manner: Manner) -> None:
        """Begin to say this; only when `free`."""

    def stop(self) -> bool:
        """Be silent now; tell whether something was being said."""

    def give_up(self) -> None:
        """Be silent now: what is being said hangs, and was not heard. That is the `problem` until a line is said."""

    def close(self) -> None:
        """Be silent and let go of everything; `warm` brings it back."""


class SilentVoice:
    """Says nothing, at once."""

    problem = ""
    mute = False
    busy = False
    free = True

    def warm(self) -> None:
        """Nothing to do."""

    def try_again(self) -> None:
        """Nothing to forget."""

    def say(self, text: str, manner: Manner) -> None:
        """Say nothing."""

    def stop(self) -> bool:
        """Nothing is ever being said."""
        return False

    def give_up(self) -> None:
        """Nothing ever hangs."""

    def close(self) -> None:
        """Nothing to let go of."""


class RecordingVoice(SilentVoice):
    """Writes down what it is told to say, for tests.

    Attributes:
        said: texts with the manner of each. stopped: how often speech was cut off. closed: how often it was let go.
        busy: stays True after `say`, until the test calls `finish` (or it is stopped).
    """

    def __init__(self, problem: str = "") -> None:
        self.problem = problem
        self.said: list[tuple[str, Manner]] = []
        self.stopped = self.closed = 0
        self.busy = False

    @property
    def mute(self) -> bool:  # type: ignore[override]  # a plain value in the silent one
        return bool(self.problem)

    @property
    def free(self) -> bool:  # type: ignore[override]  # a plain value in the silent one
        return not self.busy and not self.problem

    @property
    def texts(self) -> list[str]:
        """What was said, without the manner."""
        return [text for text, _ in self.said]

    def say(self, text: str, manner: Manner) -> None:
        """Write it down."""
        self.said.append((text, manner))
        self.busy = True

    def give_up(self) -> None:
        """Cut it off; that it was not heard is written down as a stop."""
        self.stop()

    def finish(self) -> None:
        """The line has come to its end."""
        self.busy = False

    def stop(self) -> bool:
        """Cut it off."""
        was, self.busy = self.busy, False
        self.stopped += was
        return was

    def close(self) -> None:
        """Cut it off, and write that down."""
        self.stop()
        self.closed += 1
