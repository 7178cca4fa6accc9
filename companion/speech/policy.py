"""When to speak: pure rules with the clock passed in. It knows no voice and no widget.

    plan = see(plan, headline, speakable, automatic, now)   # with every reading
    plan = ask(plan, Line("Face looks happy."), saying="")  # the person pressed a key
    plan, line = take(plan, now)                            # the voice is free: what shall it say?
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

# Numbers of design §4: starts of two automatic lines, and of the same line, lie at least this far apart.
GAP_S = 10.0
SAME_S = 30.0
# A look must have lasted this long before it is told by itself.
STEADY_S = 1.0
# Without a reading for this long nobody knows what is true (paused, the camera is lost): nothing of before is said.
FRESH_S = 1.0
# And after this long, what is read is news. A slow computer may need nearly as long for each reading.
PAUSED_S = 3.0
# After Esc has stopped speech, a second Esc within this time was meant for the speech too.
ESCAPE_S = 1.0
# The other person may hear it: these are told on the screen only.
NEVER_ALOUD = frozenset(("anger", "contempt", "disgust", "fear"))


@dataclass(frozen=True)
class Line:
    """One thing to say.

    Attributes:
        automatic: it was not asked for.
        of_face: it tells how the face looks now. As soon as that has changed it is dropped, or tells the new look where
            the person has asked for it.
    """

    text: str
    automatic: bool = False
    of_face: bool = False


@dataclass(frozen=True)
class Plan:
    """What the rules remember. Times are seconds of one monotonic clock.

    Attributes:
        waiting: the newest line that was not said yet; there is never a second one.
        face: the newest headline. since_s, seen_s: when it was first and last read.
        settled: the last headline that was steady, said or not.
        said: what was said in the last 30 s, with the start of each.
        automatic_s: start of the last automatic line.
    """

    waiting: Line | None = None
    face: str = ""
    since_s: float = 0.0
    seen_s: float = -math.inf
    settled: str = ""
    said: tuple[tuple[float, str], ...] = ()
    automatic_s: float = -math.inf


def may_be_automatic(kind: str, words: Iterable[str]) -> bool:
    """Tell whether a reading of this kind (`clear`, `maybe`, `unsure`, `no_face`) may be spoken unasked."""
    return kind != "no_face" and not NEVER_ALOUD.intersection(words)


def see(plan: Plan, headline: str, speakable: bool, automatic: bool, now: float) -> Plan:
    """Take in the newest reading.

    Args:
        headline: what would be said of it.
        speakable: `may_be_automatic` of it.
        automatic: whether the person has chosen to be told by itself.
    """
    same = headline == plan.face and now - plan.seen_s <= PAUSED_S
    since_s = plan.since_s if same else now
    waiting, settled = plan.waiting, plan.settled
    if now - plan.seen_s > PAUSED_S:
        # After a pause the same look is news again.
        settled = ""
    if waiting is not None:
        untrue, unwanted = waiting.of_face and waiting.text != headline, waiting.automatic and not automatic
        if untrue and waiting.automatic:
            # It was never said, so it is still news when it comes back.
            settled = ""
        if untrue and not waiting.automatic:
            # Who asks gets an answer, also if the voice was not ready before the look changed.
            waiting = replace(waiting, text=headline)
        elif untrue or unwanted:
            waiting = None
    # What the person asked for is never pushed aside by what nobody asked for. If it tells nothing of the face, this
    # look is still news after it.
    asked = waiting is not None and not waiting.automatic
    news = now - since_s >= STEADY_S and headline != settled
    if news and not (asked and waiting is not None and not waiting.of_face):
        settled = headline
        if automatic and speakable and not asked:
            waiting = Line(headline, automatic=True, of_face=True)
    return replace(plan, waiting=waiting, face=headline, since_s=since_s, seen_s=now, settled=settled)


def ask(plan: Plan, line: Line, saying: str) -> Plan:
    """The person asks for a line: it takes the place of the one that waits, unless it is being said already.

    Args:
        saying: the text that is being said now; empty for silence.
    """
    pushed = plan.waiting
    # A look that was to be told by itself, and now is not, is still news once the voice is free.
    untold = pushed is not None and pushed.automatic and pushed.text not in (line.text, saying)
    return replace(plan, waiting=None if line.text == saying else line, settled="" if untold else plan.settled)


def cut_off(plan: Plan, text: str) -> Plan:
    """An automatic line was not said to its end, since something that tells nothing of the face was: it is still news.

    Between two automatic lines there is as much time as ever.
    """
    return replace(plan, settled="", said=tuple(entry for entry in plan.said if entry[1] != text))


def take(plan: Plan, now: float) -> tuple[Plan, Line | None]:
    """Return what to say now that the voice is free, if anything; an automatic line may have to wait on."""
    line = plan.waiting
    if line is None:
        return plan, None
    said = tuple(entry for entry in plan.said if now - entry[0] < SAME_S)
    if line.automatic:
        if now - plan.seen_s > FRESH_S:
            # When readings come again, it is news again.
            return replace(plan, waiting=None, settled=""), None
        if now - plan.automatic_s < GAP_S or any(text == line.text for _, text in said):
            return plan, None
    automatic_s = now if line.automatic else plan.automatic_s
    return replace(plan, waiting=None, said=(*said, (now, line.text)), automatic_s=automatic_s), line


def unseen(plan: Plan, text: str, passes: bool) -> Plan:
    """What was read stands there no more, and `text` does: nothing that is still to be said may tell of the former.

    Args:
        passes: it stands there until the next reading only, whose headline is then said in its place.
    """
    line = plan.waiting
    # What is read next may be of another person: its time begins then.
    plan = plan if passes else replace(plan, face="")
    if line is None or not line.of_face:
        return plan
    if line.automatic:
        return replace(plan, waiting=None, settled="")  # never said, so it is still news when it comes back
    # Who has asked gets an answer.
    return replace(plan, waiting=Line(text, of_face=passes))


def forget(plan: Plan) -> Plan:
    """Drop what waits (the person wants silence)."""
    return replace(plan, waiting=None)
