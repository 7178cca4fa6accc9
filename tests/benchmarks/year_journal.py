"""Makes a year's journal (365 sessions of 30 minutes, a reading a second) and measures what design and issue ask of it.

    python tests/benchmarks/year_journal.py [FOLDER]     # FOLDER: where the journal stays; else it is thrown away

Prints one JSON object. Needs a display (xvfb-run). All in it is drawn by chance with a seed: nobody's real data.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from companion.faces.face import Doubt
from companion.journal.choosing import Filter
from companion.journal.exchange import export_journal
from companion.journal.importing import import_json
from companion.journal.moment import DAY_MS, Clock, Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Guess, Mode, ReadingRow, Session, WholeSession
from companion.journal.store import Journal
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.words.vocabulary import WORDS

Seconds = dict[str, float]
LAST_DAY = Moment(1_795_255_200_000, 60)  # 2026-11-21 11:00 in Berlin
NOTES = ("A long talk about the holidays.", "I slept badly.", "We laughed a lot.", "Too loud in there.", "")
OWN = ("calm", "tired", "tense", "content", "worried", "cheerful", "annoyed", "hopeful", "lonely", "curious")
SIGNS = ("tight chest", "fast heart", "warm face", "heavy arms", "tight jaw", "light body", "tired eyes")
TAGS = ("work", "family", "friends", "phone call")
# How often a face looks like this, roughly as in daily life: mostly neutral.
WEIGHTS = (4, 1, 1, 2, 22, 55, 8, 7)


def make_journal(journal: Journal, days: int = 365, seconds: int = 1800, seed: int = 0, every: int = 1) -> None:
    """Fill a journal with a session for every `every`-th day until LAST_DAY, the last third of them with check-ins."""
    chance = random.Random(seed)
    for back in range(days - 1, -1, -every):
        journal.merge(whole_session(chance, back, seconds))


def whole_session(chance: random.Random, days_ago: int, seconds: int) -> WholeSession:
    """Return one session begun between 9 and 19 h, that many days before LAST_DAY."""
    utc_ms = LAST_DAY.utc_ms - days_ago * DAY_MS + chance.randrange(-2 * 3_600_000, 8 * 3_600_000)
    # Summer time from day 237 to 27 days before: two zones in one journal.
    started = Moment(utc_ms, 120 if 27 <= days_ago <= 237 else 60)
    uid = f"{chance.getrandbits(64):016x}"
    mirror = chance.random() < 0.35
    length_ms = seconds * 1000
    ended = Moment(utc_ms + length_ms, started.offset_min)
    tags = tuple(sorted(chance.sample(TAGS, chance.choice((0, 0, 1, 1, 2)))))
    session = Session(
        uid, Mode.MIRROR if mirror else Mode.TALK, started, ended, length_ms, "companion", "camera",
        None if mirror else True, chance.choice(NOTES), tags,
    )  # fmt: skip
    rows = _rows(chance, seconds)
    checkins = tuple(_checkin(chance, session, number) for number in range(chance.choice((1, 2)) if mirror else 0))
    return WholeSession(session, rows, checkins)


def _rows(chance: random.Random, seconds: int) -> tuple[ReadingRow, ...]:
    rows: list[ReadingRow] = []
    left, kind, words, reasons = 0, Kind.NO_FACE, (), ()  # type: tuple[int, Kind, tuple[str, ...], tuple[Doubt, ...]]
    for second in range(seconds):
        if left == 0:
            left = chance.randrange(3, 40)
            kind = chance.choices((Kind.CLEAR, Kind.MAYBE, Kind.UNSURE, Kind.NO_FACE), (70, 12, 13, 5))[0]
            one = chance.choices(WORDS, WEIGHTS)[0]
            other = chance.choice([word for word in WORDS if word != one])
            words = {Kind.CLEAR: (one,), Kind.MAYBE: (one, other)}.get(kind, ())
            reasons = (chance.choice(list(Doubt)),) if kind is Kind.UNSURE else ()
        left -= 1
        scores = None if kind is Kind.NO_FACE else chance.randbytes(9)
        rows.append(ReadingRow(second * 1000 + chance.randrange(30), kind, words, reasons, scores, 1))
    return tuple(rows)


def _checkin(chance: random.Random, session: Session, number: int) -> CheckIn:
    at = Moment(session.started.utc_ms + (number + 1) * session.length_ms // 4, session.started.offset_min)
    unknown = chance.random() < 0.12
    words = () if unknown else tuple(chance.sample(OWN, chance.choice((1, 1, 2)))[:2])
    one = chance.choices(WORDS, WEIGHTS)[0]
    guess = Guess(Kind.CLEAR, (one,)) if chance.random() < 0.7 else Guess(Kind.UNSURE, (), (Doubt.DARK,))
    signs = tuple(chance.sample(SIGNS, chance.choice((0, 1, 2))))
    uid = f"{chance.getrandbits(64):016x}"
    return CheckIn(uid, session.uid, at, words, signs, None, unknown, False, guess, True, chance.choice(NOTES))


class Watch:
    """Seconds on the wall and of the processor (all threads), since it was made: other work may slow the first."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> Seconds:
        """Return both, now."""
        wall, cpu = time.perf_counter() - self._wall, time.process_time() - self._cpu
        return {"wall_s": round(wall, 3), "cpu_s": round(cpu, 3)}


def timed(work: Callable[[], Any]) -> Seconds:
    """Return how long `work` takes."""
    watch = Watch()
    work()
    return watch.read()


def measure(paths: Paths, now: Clock) -> dict[str, Any]:
    """Make the journal in `paths` and return the figures."""
    found: dict[str, Any] = {}
    journal = open_journal(paths, now).journal
    found["make"] = timed(lambda: make_journal(journal))
    journal.close()
    found["file_mb"] = round(sum(file.stat().st_size for file in paths.data.iterdir()) / 1e6, 1)
    with Queries(paths) as queries:
        sessions = queries.sessions()
        found["readings"] = sum(len(queries.readings(one.uid)) for one in sessions)
        found["list"] = timed(queries.sessions)
        found["session_rows"] = timed(lambda: queries.readings(sessions[0].uid))
        found["seen_year"] = timed(queries.session_times)
        found["unreadable"] = timed(queries.unreadable)
        for ending in (".json", ".csv"):
            target = paths.data / f"year{ending}"
            found[f"export{ending.replace('.', '_')}"] = timed(
                lambda target=target: export_journal(queries, target, now(), Filter())  # type: ignore[misc]
            )
    from companion.summary import summarize, write_summary

    def pdf() -> None:
        with Queries(paths) as queries:
            write_summary(summarize(queries), paths.data / "year.pdf", now())

    found["export_pdf"] = timed(pdf)
    other = Paths(paths.data / "other", paths.config, paths.cache)
    copy = open_journal(other, now).journal
    found["import_json"] = timed(lambda: import_json(copy, paths.data / "year.json"))
    copy.close()
    return found | measure_window(paths)


def measure_window(paths: Paths) -> dict[str, Any]:
    """Open History and a session in a real window, and return how long until the list and the chart are there."""
    from companion.settings import FIRST_RUN_DONE
    from companion.ui.app import App
    from companion.ui.history import History
    from companion.ui.history_calendar import CalendarView
    from companion.ui.history_session import SessionView

    app = App(paths)
    app.shell.settings.set(FIRST_RUN_DONE, True)
    app.shell.show("home")

    def until(true: Callable[[], object]) -> None:
        while not true():
            app.shell.update()
            time.sleep(0.001)

    def opened() -> bool:
        view = getattr(app.shell.screen, "view", None)
        return isinstance(view, CalendarView) and bool(view.table.chosen)

    found: dict[str, Any] = {}
    watch = Watch()
    app.start("history", None)
    until(opened)
    found["history_opens"] = watch.read()
    until(lambda: app.writer.flush(0.01))
    # The library of the charts is loaded meanwhile, as while a person looks at the calendar.
    rested: list[bool] = []
    app.shell.later(1, lambda: getattr(app.shell.screen, "desk").drawings.ask("rest", bool, rested.append))  # noqa: B009
    until(lambda: rested)
    screen = app.shell.screen
    assert isinstance(screen, History) and isinstance(screen.view, CalendarView)
    watch = Watch()
    screen.open_session(screen.view.table.chosen)
    view = screen.view
    assert isinstance(view, SessionView)
    until(lambda: len(view.chart.table.tree.get_children()) > 1)
    found["session_opens"] = watch.read()
    until(lambda: view.chart.picture.drawn)
    found["session_with_chart"] = watch.read()
    watch = Watch()
    screen.show_view("seen")
    until(lambda: getattr(screen.view, "chart").picture.drawn)  # noqa: B009  # a SeenView
    found["seen_with_chart"] = watch.read()
    app.shell.close()
    return found


def main() -> None:
    """Run it."""
    kept = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        root = kept or Path(folder)
        print(json.dumps(measure(Paths(root / "data", root / "config", root / "cache"), lambda: LAST_DAY), indent=1))


if __name__ == "__main__":
    main()
