"""Speech for screens: one `Speaking` for each window. It gives the speaker its clock, its Esc and its notes.

    speaking = Speaking(shell, shell.settings)
    speaking.say_now(headline)      # key S
    speaking.reading(reading)       # with each reading that is shown: automatic mode
    speaking.closed()               # the screen goes
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from companion.paths import user_paths
from companion.settings import READ_CONTROLS, Settings
from companion.speech.policy import ESCAPE_S
from companion.speech.process_voice import ProcessVoice
from companion.speech.speaker import Speaker
from companion.speech.voices import Voice
from companion.ui.shell import Shell

if TYPE_CHECKING:
    from companion.reading.reading import Reading


class Speaking:
    """Says what screens want said. Nothing is started before the first line, or `warm`.

    Args:
        tell: shows a quiet note when this computer can't speak, once, and each time that the person asks; by default
            the screen's own `notice`.
        voice: what speaks; by default the computer's own voices.
        cache: where those have their temporary files; by default this person's cache.
    """

    def __init__(
        self,
        shell: Shell,
        settings: Settings,
        tell: Callable[[str], object] | None = None,
        voice: Voice | None = None,
        clock: Callable[[], float] = time.monotonic,
        cache: Path | None = None,
    ) -> None:
        self._shell, self._settings, self._clock = shell, settings, clock
        self._tell = tell or self._notice
        self._told = ""
        self._stopped_s = float("-inf")
        folder = (cache or user_paths().cache) / "speech"
        self._speaker = Speaker(voice or ProcessVoice(folder, lambda: shell.post(self._tick)), settings)
        shell.escape_hooks.append(self.escape)

    @property
    def problem(self) -> str:
        """A sentence if this computer can't speak, or if its last line was not heard; empty if all is well."""
        return self._speaker.problem

    def warm(self) -> None:
        """Get ready to speak, when there is time for it (half a second of work in another process)."""
        self._speaker.warm()

    def say_now(self, text: str, of_face: bool = True, asked: bool = True, again: bool = False) -> None:
        """Say this now.

        Args:
            of_face: it is dropped if the face's headline changes first.
            asked: the person has asked for this very line. Who asks gets an answer each time, even if it is that there
                is no voice; with what comes along with each step of the focus, that is told once.
            again: it is said also if the same words are being said.
        """
        if asked:
            self._told = ""
            self._speaker.try_again()  # the person may have done what the sentence asks for
        self._speaker.say(text, self._clock(), of_face, again)
        self._note_problem()

    def unseen(self, text: str, passes: bool) -> None:
        """No reading is shown any more, but `text`; `passes`: until the next one."""
        self._speaker.unseen(text, passes)

    def reading(self, reading: Reading) -> None:
        """Take in what is shown now; in automatic mode it is said if it is steady, new and allowed."""
        self._speaker.automatic(reading, self._clock())
        self._note_problem()

    def stop(self) -> bool:
        """Be silent at once; tell whether something was stopped."""
        return self._speaker.stop()

    def escape(self) -> bool:
        """Esc: stop speech; shortly after that do nothing. True when Esc was used up by this (design §6)."""
        now = self._clock()
        if self.stop():
            self._stopped_s = now
            return True
        return now - self._stopped_s < ESCAPE_S

    def closed(self) -> None:
        """The screen that spoke goes away: silence. Processes end too, unless the controls are read aloud."""
        if self._settings.get(READ_CONTROLS):
            self._speaker.stop()
        else:
            self._speaker.close()

    def close(self) -> None:
        """The window goes away."""
        self._speaker.close()
        with contextlib.suppress(ValueError):
            self._shell.escape_hooks.remove(self.escape)

    def _tick(self) -> None:
        self._speaker.tick(self._clock())
        self._note_problem()

    def _note_problem(self) -> None:
        problem = self.problem
        if problem and problem != self._told:
            self._told = problem
            # Help and the first cards show no other notes: those are kept for the screen below, or for the next one.
            own = getattr(self._shell.screen, "voice_notice", None)
            (own or self._tell)(problem)

    def _notice(self, sentence: str) -> None:
        show = getattr(self._shell.screen, "notice", None)
        if callable(show):
            show(sentence)
