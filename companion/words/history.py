"""What History says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from companion.journal.records import Mode, ReadingRow, Session
from companion.reading.reading import Kind
from companion.words.talk import LOOKS

TITLE = "History"
BACK = "Back"
HEADINGS = {"when": "When", "length": "How long", "mode": "What", "source": "Seen through"}
MODES = {Mode.TALK: "Talk", Mode.MIRROR: "Mirror"}
SOURCES = {"camera": "camera", "screen": "screen", "file": "video or pictures"}
EMPTY = "There is nothing here yet. Your talks will be listed here."
ONE = "1 session is kept on this computer."
MANY = "{count} sessions are kept on this computer."
SEEN = "What the camera read: {parts}."
SEEN_NOTHING = "The camera read nothing here."
SECONDS = "{count} s"
MINUTES = "{minutes} min {seconds:02} s"
MAYBE = "not clear"
UNSURE = "not sure"
NO_FACE = "no face"
PART = "{what} ({length})"


def count(sessions: int) -> str:
    """Return how many sessions there are."""
    return EMPTY if not sessions else ONE if sessions == 1 else MANY.format(count=sessions)


def length(milliseconds: int) -> str:
    """Return a length of time in words."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return MINUTES.format(minutes=minutes, seconds=seconds) if minutes else SECONDS.format(count=seconds)


def row(session: Session) -> tuple[str, str, str, str]:
    """Return the cells of a session's row."""
    when = session.started.to_datetime().strftime("%Y-%m-%d  %H:%M")
    return (
        when,
        length(session.length_ms),
        MODES[session.mode],
        SOURCES.get(session.source, session.source),
    )


def seen(rows: Sequence[ReadingRow], length_ms: int) -> str:
    """Return what was seen in a session and for how long, the longest first."""
    times: Counter[str] = Counter()
    for this, following in zip(rows, [*(one.time_ms for one in rows[1:]), length_ms], strict=True):
        times[_name(this)] += max(0, following - this.time_ms)
    parts = [PART.format(what=what, length=length(ms)) for what, ms in times.most_common() if ms >= 500]
    return SEEN.format(parts=", ".join(parts)) if parts else SEEN_NOTHING


def _name(one: ReadingRow) -> str:
    if one.kind is Kind.CLEAR:
        return LOOKS[one.words[0]].short
    return {Kind.MAYBE: MAYBE, Kind.UNSURE: UNSURE}.get(one.kind, NO_FACE)
