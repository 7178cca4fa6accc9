"""A session's timeline: long talks in one walk, in the worker; and an answer has one and the same place everywhere."""

from __future__ import annotations

import csv
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from companion.journal.counts import Run
from companion.journal.exchange import export_journal
from companion.journal.moment import Moment
from companion.journal.opening import open_journal
from companion.journal.queries import Queries
from companion.journal.records import CheckIn, Mode, ReadingRow, Session, SessionStart
from companion.paths import Paths
from companion.reading.reading import Kind
from companion.ui import history_session
from companion.ui.app import App
from companion.ui.history_timeline import timeline_of, timeline_rows
from companion.words import history as history_words
from companion.words import mirror as mirror_words
from tests.history_window import NOON, Wait, cells, drawn, fill, opened, uid
from tests.journal_time import later

HOUR_MS = 3_600_000


def session(length_ms: int, ended: bool = True) -> Session:
    return Session(
        uid(0), Mode.MIRROR, NOON, later(length_ms) if ended else None, length_ms, "poster", "camera", None, "", ()
    )


def test_a_doubt_counts_in_every_stretch_that_it_touches() -> None:
    stretches = [
        Run(start, start + 1000, Kind.CLEAR, ("happiness" if start % 2000 else "anger",), ("dark",))
        for start in (0, 1000, 2000, 5000)
    ]
    rows = timeline_rows(session(6000), stretches, ((200, 400), (600, 2000), (2900, 3000), (4000, 9000)), (), ())
    assert [row[2] for row in rows] == [
        "angry (for 1 s: too dark)", "happy (too dark)", "angry (for under 1 s: too dark)", "happy (too dark)",
    ]  # fmt: skip


def test_a_talk_of_many_hours_is_laid_out_at_once() -> None:
    count = 20_000
    stretches = [Run(2 * n, 2 * n + 2, Kind.CLEAR, ("happiness",), ("dark",)) for n in range(count)]
    doubted = [(2 * n, 2 * n + 1) for n in range(count)]
    began = time.monotonic()
    rows = timeline_rows(session(2 * count), stretches, doubted, (), ())
    assert len(rows) == count and time.monotonic() - began < 10, "each with each takes minutes"


def test_a_session_is_laid_out_in_the_worker(
    app: App, paths: Paths, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def rows(*parts: Any) -> tuple[tuple[str, ...], ...]:
        threads.append(threading.current_thread())
        return timeline_rows(*parts)

    monkeypatch.setattr(history_session, "timeline_rows", rows)
    fill(paths, days=1)
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    wait_until(lambda: cells(screen.view.chart.table), update=app.shell.update)
    assert threads and threading.main_thread() not in threads


def test_an_answer_after_a_sleep_is_at_the_end_in_chart_table_and_copy(
    app: App, paths: Paths, tmp_path: Path, wait_until: Wait
) -> None:
    journal = open_journal(paths, lambda: NOON).journal
    journal.start_session(SessionStart(uid(0), Mode.MIRROR, NOON, "poster", "camera"))
    journal.add_reading(uid(0), ReadingRow(0, Kind.CLEAR, ("happiness",)))
    journal.add_checkin(CheckIn(uid(1), uid(0), later(9 * HOUR_MS), ("tired",)))
    journal.end_session(uid(0), later(9 * HOUR_MS), 120_000)
    journal.close()
    screen: Any = opened(app, wait_until)
    screen.open_session(uid(0))
    chart = drawn(app, wait_until, screen)
    assert ("2:00", "", "1. Your answer: tired") in cells(chart.table)
    with Queries(paths) as queries:
        export_journal(queries, tmp_path / "a.csv", NOON)
        found = queries.session(uid(0))
        assert found is not None
        marks = timeline_of(found, (), (), queries.checkins(), ()).marks
    assert [mark.at_s for mark in marks] == [120]
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = {line["record"]: line for line in csv.DictReader(file)}
    assert float(lines["checkin"]["seconds"]) == float(lines["session"]["seconds"]) == 120
    assert lines["checkin"]["time"].startswith("2026-01-01T21:00"), "the clock on the wall is told as it was"


def test_a_place_on_the_map_is_a_part_of_the_answer() -> None:
    def one(**said: Any) -> str:
        return history_words.answer(CheckIn("c0", "s0", NOON, **said))

    assert one(grid=(-0.8, 0.9), dont_know=True) == "I don't know; map: very unpleasant and very lively"
    assert one(words=("calm",), signs=("warm",), grid=(0.0, 0.0)).startswith("calm; body: ")
    assert one(words=("calm",), signs=("warm",), grid=(0.0, 0.0)).endswith(f"; map: {mirror_words.MIDDLE}")
    assert one(grid=(0.3, 0.0)).startswith(f"{history_words.NO_ANSWER}; map: ")
    assert one(words=("calm",)) == "calm"


def test_what_was_there_for_a_moment_is_not_called_0_s() -> None:
    assert [history_words.length(ms) for ms in (0, 1, 500, 501)] == ["0 s", "under 1 s", "under 1 s", "1 s"]


def test_of_a_session_that_runs_no_length_is_told() -> None:
    assert history_words.session_cells(session(0, ended=False), 60)[2] == "still runs"
    assert history_words.session_cells(session(0), 60)[2] == "0 s"
    for seconds, told in ((90, "1 min"), (150, "2 min"), (119 * 60 + 45, "119 min")):  # as the session's page cuts them
        assert history_words.session_cells(session(seconds * 1000), 60)[2] == told


def test_an_answer_in_a_session_that_runs_is_where_it_was_given() -> None:
    runs = session(0, ended=False)
    answers = [CheckIn(uid(n), uid(0), later(n * 60_000), ("tired",)) for n in (1, 2)]
    line = timeline_of(runs, (), (), answers, ())
    assert ([mark.at_s for mark in line.marks], line.length_s) == ([60, 120], 120)
    assert [row[0] for row in timeline_rows(runs, (), (), answers, ())] == ["1:00", "2:00"]
    before = CheckIn(uid(3), uid(0), Moment(NOON.utc_ms - 5000, 60), ("tired",))
    assert timeline_rows(runs, (), (), [before], ())[0][0] == "0:00"
