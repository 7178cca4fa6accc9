"""A talk that speaks, with a clock of its own, for the tests of when something is said."""

from __future__ import annotations

from companion.reading.reading import Kind, Reading
from companion.settings import SPEECH_AUTO, Settings
from companion.speech.speaker import Speaker
from companion.speech.voices import RecordingVoice

HAPPY, SAD = Reading(Kind.CLEAR, ("happiness",)), Reading(Kind.CLEAR, ("sadness",))
SAYS_HAPPY, SAYS_SAD = "Face looks happy.", "Face looks sad."


class Talk:
    """A speaker with a recording voice, and a clock that runs as readings come in, 20 a second."""

    def __init__(self, automatic: bool = True) -> None:
        self.settings, self.voice, self.now = Settings(), RecordingVoice(), 100.0
        self.settings.set(SPEECH_AUTO, automatic)
        self.speaker = Speaker(self.voice, self.settings)
        self.starts: list[tuple[float, str]] = []

    def look(self, reading: Reading, seconds: float, talk_s: float = 1.0) -> None:
        """Show this reading for so long; each spoken line takes `talk_s`."""
        for _ in range(round(seconds * 20)):
            said = len(self.voice.said)
            self.speaker.automatic(reading, self.now)
            self.starts += [(self.now, text) for text in self.voice.texts[said:]]
            if self.starts and self.now - self.starts[-1][0] >= talk_s:
                self.voice.finish()
            self.now += 0.05
