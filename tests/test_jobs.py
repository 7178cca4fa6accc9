"""Jobs of the window: nothing that threads post is lost, and what is repeated ends with its screen."""

from __future__ import annotations

import logging
import statistics
import threading
import time
from functools import partial

import numpy as np
import pytest

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


def test_a_repeated_job_keeps_its_pace_and_ends_with_its_screen(shell: Shell) -> None:
    shown(shell)
    times: list[float] = []

    def busy() -> None:
        times.append(time.monotonic())
        time.sleep(0.005)

    shell.every(0.02, busy)
    assert pump(shell, lambda: len(times) >= 50)
    # A plain after(20) drifts by the time of each call; a deadline does not. 10 % are left to a busy machine, and a
    # stall of it holds up one turn or two, not half of them.
    assert statistics.median(np.diff(times)) < 0.02 * 1.1
    shell.show("talk")
    count = len(times)
    pump(shell, lambda: False, seconds=0.2)
    assert len(times) == count


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
