"""What the app speaks through: joins the policy (when), a voice (how) and the settings. It knows no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.settings import LANGUAGE, SPEECH_AUTO, SPEECH_RATE, SPEECH_VOICE, SPEECH_VOLUME, Settings
from companion.speech import policy
from companion.speech.policy import Line, Plan
from companion.speech.voices import Manner, Voice

if TYPE_CHECKING:
    from companion.reading.reading import Reading

# No line takes so long: the sound device hangs, and what comes next must not wait for it.
PATIENCE_S = 45.0
# Nor so much longer than its words need: who then asks for it again shall hear it.
HANGS_S = 10.0


class Speaker:
    """Says lines, one at a time. `now` is always seconds of one monotonic clock. Called in one thread only.

    Attributes:
        problem: a sentence if this computer can't speak, as far as is known, or could not say the last line; else
            empty.
    """

    def __init__(self, voice: Voice, settings: Settings) -> None:
        self._voice, self._settings = voice, settings
        self._plan = Plan()
        self._saying = Line("")
        self._began_s = 0.0

    @property
    def problem(self) -> str:
        return self._voice.problem

    def warm(self) -> None:
        """Get ready to speak, so that the first line comes at once."""
        self._voice.warm()

    def try_again(self) -> None:
        """Where this computer could not speak, find out with the next line whether it can by now."""
        self._voice.try_again()

    def say(self, text: str, now: float, of_face: bool = False, again: bool = False) -> None:
        """Say this now, for the person has asked for it; what is being said is cut off, unless it is the same.

        Args:
            of_face: it tells how the face looks, and is dropped if that changes before it could be said.
            again: it is said anew also if the same is being said.
        """
        if self._hangs(now):
            self._voice.give_up()
        saying = self._saying if self._voice.busy else Line("")
        if saying.automatic and not of_face:
            self._plan = policy.cut_off(self._plan, saying.text)
        self._plan = policy.ask(self._plan, Line(text, of_face=of_face), "" if again else saying.text)
        if self._plan.waiting is not None:
            self._voice.stop()
        self._voice.warm()
        self.tick(now)

    def automatic(self, reading: Reading, now: float) -> None:
        """Take in a reading; say it if the person has chosen that, and the rules allow it."""
        from companion.words import talk

        speakable = policy.may_be_automatic(reading.kind, reading.words)
        automatic = self._settings.get(SPEECH_AUTO)
        self._plan = policy.see(self._plan, talk.spoken(reading).headline, speakable, automatic, now)
        self.tick(now)

    def unseen(self, text: str, passes: bool) -> None:
        """Have what is still to be said of a face give way to `text`, which stands in its place; see the policy."""
        self._plan = policy.unseen(self._plan, text, passes)

    def tick(self, now: float) -> None:
        """Say what waits, if the voice is free. Called when the voice has changed, too."""
        if self._voice.busy and now - self._began_s > PATIENCE_S:
            self._voice.give_up()
        if self._plan.waiting is None:
            return
        self._voice.warm()
        if not self._voice.free:
            return
        self._plan, line = policy.take(self._plan, now)
        if line is not None:
            from companion.words import speech

            self._saying, self._began_s = line, now
            self._voice.say(speech.aloud(line.text), self._manner())

    def stop(self) -> bool:
        """Be silent at once; tell whether a line was being said, or one that was asked for was about to be."""
        waiting = self._plan.waiting
        self._plan = policy.forget(self._plan)
        stopped = self._voice.stop()
        # Where there is no voice, nothing was about to be said: Esc goes back at once.
        about_to = waiting is not None and not waiting.automatic and not self._voice.mute
        return stopped or about_to

    def close(self) -> None:
        """Be silent and let go of all processes; the next line brings them back. What was read is forgotten."""
        self._plan = Plan(said=self._plan.said, automatic_s=self._plan.automatic_s)
        self._voice.close()

    def _hangs(self, now: float) -> bool:
        needed_s = len(self._saying.text.split()) / self._settings.get(SPEECH_RATE) * 60
        return self._voice.busy and now - self._began_s > needed_s + HANGS_S

    def _manner(self) -> Manner:
        get = self._settings.get
        return Manner(get(SPEECH_VOLUME), get(SPEECH_RATE), get(SPEECH_VOICE), get(LANGUAGE))
