"""What Talk says aloud: what stands there, when the key S is pressed; and by itself what the rules of speech allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.ui.live import Live
from companion.ui.shell import Shell
from companion.words import talk as say

if TYPE_CHECKING:
    from companion.reading.reading import Reading
    from companion.ui.speaking import Speaking

# Getting the voice ready is half a second of work for one core: time for the first word to come before it.
WARM_VOICE_S = 1.5


class Aloud:
    """Speaks for one talk. Without `speaking` it is silent.

    Args:
        live: whose reading stands on the screen.
    """

    def __init__(self, shell: Shell, speaking: Speaking | None, live: Live) -> None:
        self._shell, self._speaking, self._live = shell, speaking, live
        self._closed = False
        self.instead(say.LOADING_CUE, until_read=True)

    def instead(self, text: str, until_read: bool = False) -> None:
        """Say this on the key while nothing is read; `until_read`: once something is, that is said in its place."""
        self._plain, self._until_read = text, until_read
        if self._speaking is not None:
            self._speaking.unseen(text, until_read)

    def say_now(self) -> None:
        """Say what stands there now: the headline, or that there is none and why."""
        reading = self._live.reading
        if self._speaking is not None and reading is not None:
            self._speaking.say_now(say.spoken(reading).headline)
        elif self._speaking is not None:
            self._speaking.say_now(self._plain, of_face=self._until_read)

    def reading(self, reading: Reading) -> None:
        """Take in what is shown now. What a paused file was read to be is not said by itself: P asked for silence."""
        if self._speaking is not None and not self._live.paused:
            self._speaking.reading(reading)

    def get_ready(self) -> None:
        """Warm the voice up soon. Not before recognition is open: it would compete with the first reading."""
        if self._speaking is not None:
            # A timer of the window: those of a screen end with what covers it, such as Help.
            self._shell.later(WARM_VOICE_S, self._warm, keep=True)

    def _warm(self) -> None:
        if self._speaking is not None and not self._closed:
            self._speaking.warm()

    def stop(self) -> None:
        """Be silent at once."""
        if self._speaking is not None:
            self._speaking.stop()

    def closed(self) -> None:
        """The talk is over."""
        self._closed = True
        if self._speaking is not None:
            self._speaking.closed()
