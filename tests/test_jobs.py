"""Jobs of the window: nothing that threads post is lost, and what is repeated ends with its screen."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

from companion.ui.jobs import Job
from companion.ui.shell import Shell
from tests.plain_screen import pump, shown


def test_nothing_posted_by_threads_is_lost_and_the_order_is_kept(shell: Shell) -> None:
    shown(shell)
    got: list[tuple[int, int]] = []
    threads: set[int] = set()

    def work(name: int) -> None:
        def take(number: int) -> None:
            got.append((name, number))
            threads.add(threading.get_ident())

        for number in range(60):
            shell.post(partial(take, number))

    workers = [threading.Thread(target=work, args=(name,)) for name in range(2)]
    for worker in workers:
        worker.start()
    assert pump(shell, lambda: len(got) == 120)
    for worker in workers:
        worker.join()
    for name in range(2):
        assert [number for who, number in got if who == name] == list(range(60))
    assert threads == {threading.get_ident()}


def test_a_failing_callback_is_logged_and_the_next_is_still_called(
    shell: Shell, caplog: pytest.LogCaptureFixture
) -> None:
    shown(shell)
    got: list[str] = []

    def fails() -> None:
        raise ZeroDivisionError("planted")

    shell.post(fails)
    shell.post(lambda: got.append("after"))
    with caplog.at_level(logging.ERROR):
        assert pump(shell, lambda: bool(got))
    assert any(record.exc_info and record.exc_info[0] is ZeroDivisionError for record in caplog.records)


@pytest.mark.parametrize("busy_s", [0.005, 0.019])
def test_a_repeated_job_keeps_its_pace(shell: Shell, busy_s: float) -> None:
    shown(shell)
    now_s, times = [0.0], []

    def exactly(wait_ms: int, callback: Callable[[], None]) -> str:
        # As a machine that is never late; Tk calls all the same.
        now_s[0] += wait_ms / 1000
        return shell.after(1, callback)

    def busy() -> None:
        times.append(now_s[0])
        now_s[0] += busy_s

    window = SimpleNamespace(after=exactly, after_cancel=shell.after_cancel)
    job = Job(window, busy, 0.02, repeat=True, clock=lambda: now_s[0])
    assert pump(shell, lambda: len(times) >= 50)
    job.cancel()
    # A plain after(20) would be later by each call. Tk counts whole milliseconds, so a turn may come one early.
    assert times == pytest.approx(0.02 * np.arange(1, len(times) + 1), abs=0.00101)


def test_turns_that_were_missed_are_dropped(shell: Shell) -> None:
    shown(shell)
    now_s, waits = [0.0], []

    def noted(wait_ms: int, callback: Callable[[], None]) -> str:
        waits.append(wait_ms)
        return shell.after(1, callback)

    def slow_once() -> None:
        now_s[0] += 1.0 if len(waits) == 1 else 0.0

    window = SimpleNamespace(after=noted, after_cancel=shell.after_cancel)
    job = Job(window, slow_once, 0.02, repeat=True, clock=lambda: now_s[0])
    assert pump(shell, lambda: len(waits) >= 3)
    job.cancel()
    # Late by fifty turns: one is made up for at once, and the next is due after the usual time.
    assert waits[:3] == [20, 1, 20]


def test_a_repeated_job_ends_with_its_screen(shell: Shell) -> None:
    shown(shell)
    calls: list[float] = []
    shell.every(0.02, lambda: calls.append(time.monotonic()))
    assert pump(shell, lambda: len(calls) >= 3)
    shell.show("talk")
    count = len(calls)
    pump(shell, lambda: False, seconds=0.2)
    assert len(calls) == count


def test_no_timer_is_left_when_a_screen_closes(shell: Shell) -> None:
    shown(shell)
    # Ids are made anew at each turn, so the number is compared.
    before = len(shell.tk.call("after", "info"))
    jobs = [shell.every(5, lambda: None), shell.later(5, lambda: None)]
    assert len(shell.tk.call("after", "info")) == before + 2
    shell.show("talk")
    shell.update()
    assert not any(job.active for job in jobs)
    assert len(shell.tk.call("after", "info")) <= before


def test_a_job_may_cancel_itself_and_a_failing_one_goes_on(shell: Shell, caplog: pytest.LogCaptureFixture) -> None:
    shown(shell)
    calls: list[str] = []

    def once() -> None:
        calls.append("once")
        job.cancel()

    def fails() -> None:
        calls.append("fails")
        raise RuntimeError("planted")

    job = shell.every(0.01, once)
    shell.every(0.01, fails)
    assert pump(shell, lambda: calls.count("fails") >= 3)
    assert calls.count("once") == 1
