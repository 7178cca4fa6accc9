"""The summary of few days, and of a talk that has no end yet: no claim from one evening, no part above the whole."""

from __future__ import annotations

from companion.journal.moment import DAY_MS, Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import Mode, ReadingRow, SessionStart
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.summary import summarize
from companion.words import summary as say
from tests.journal_time import NOON


def test_one_long_evening_does_not_say_how_faces_mostly_look(paths: Paths) -> None:
    """A clear word on three days, but the longest one on one of them only."""
    journal = open_journal(paths, lambda: NOON).journal
    for day, (word, seconds) in enumerate((("happiness", 60), ("neutral", 5), ("neutral", 5))):
        at, uid = Moment(NOON.utc_ms + day * DAY_MS, 60), f"{day:016x}"
        journal.start_session(SessionStart(uid, Mode.TALK, at, "poster", "camera", True))
        for second in range(seconds):
            journal.add_reading(uid, ReadingRow(second * 1000, Kind.CLEAR, (word,)))
        journal.end_session(uid, Moment(at.utc_ms + seconds * 1000, 60), seconds * 1000)
    journal.close()
    with Queries(paths) as queries:
        text = " ".join(say.lines(summarize(queries)))
    assert say.THIN_WORD in text and "mostly" not in text and "Companion read: happy" in text


def test_a_talk_without_an_end_lasts_as_long_as_it_was_read(paths: Paths) -> None:
    """As where the app was killed, or still runs: no part may be longer than the whole."""
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart("a" * 16, Mode.TALK, NOON, "poster", "camera", True))
    for second in range(91):
        journal.add_reading("a" * 16, ReadingRow(second * 1000, Kind.CLEAR, ("neutral",)))
    with Queries(paths) as queries:
        found = summarize(queries)
        assert found.seconds == sum(one.seconds for one in found.seen) == 90
        assert queries.sessions()[0].ended is None
    journal.close()
