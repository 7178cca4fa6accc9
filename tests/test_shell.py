"""The window: one screen at a time, keys, timers that end with their screen, and a lossless way in from threads."""

from __future__ import annotations

import logging
import threading
import time
import tkinter as tk
from collections.abc import Callable, Iterator
from functools import partial
from tkinter import ttk

import pytest

from companion.settings import LETTER_KEYS, TEXT_SIZE, Settings
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, Flow, NoticeBar, WrappedLabel, style_for


class Plain:
    """A screen that writes down what happens to it."""

    def __init__(self, shell: Shell, **extra: object) -> None:
        self.shell, self.extra = shell, extra
        self.events: list[str] = []
        self.frame = ttk.Frame(shell)
        self.entry = ttk.Entry(self.frame)
        self.entry.pack()
        self.pause = ActionButton(self.frame, "Pause", lambda: self.events.append("pause"), letter="P")
        self.pause.pack()
        self.first_focus = self.pause

    def opened(self) -> None:
        self.events.append("opened")

    def closed(self) -> None:
        self.events.append("closed")


@pytest.fixture
def shell() -> Iterator[Shell]:
    window = Shell(Settings(), {"home": Plain, "talk": Plain})
    yield window
    window.close()


def pump(shell: Shell, until: Callable[[], bool], seconds: float = 3) -> bool:
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        shell.update()
        time.sleep(0.002)
    return until()


def shown(shell: Shell, name: str = "home", **extra: object) -> Plain:
    screen = shell.show(name, **extra)
    assert isinstance(screen, Plain)
    shell.focus_force()
    screen.pause.focus_force()
    shell.update()
    return screen


def test_one_screen_at_a_time(shell: Shell) -> None:
    home = shown(shell)
    talk = shown(shell, "talk", source="video.mp4")
    assert home.events == ["opened", "closed"] and not home.frame.winfo_exists()
    assert talk.extra == {"source": "video.mp4"}
    assert [child for child in shell.winfo_children() if isinstance(child, ttk.Frame)] == [talk.frame]


def test_escape_asks_speech_first_then_goes_home(shell: Shell) -> None:
    talk = shown(shell, "talk")
    speaking = [True]
    shell.escape_hooks.append(lambda: speaking.pop() if speaking else False)
    talk.pause.event_generate("<Escape>")
    assert shell.screen is talk
    talk.pause.event_generate("<Escape>")
    assert shell.screen_name == "home"


def test_a_letter_presses_its_button_but_not_in_a_text_field_and_not_when_switched_off(shell: Shell) -> None:
    home = shown(shell)
    home.pause.event_generate("<Key>", keysym="p")
    assert home.events == ["opened", "pause"]
    home.pause.event_generate("<Control-Key>", keysym="p")
    home.entry.focus_force()
    shell.update()
    home.entry.event_generate("<Key>", keysym="p")
    assert home.events == ["opened", "pause"] and home.entry.get() == "p"
    home.pause.focus_force()
    shell.settings.set(LETTER_KEYS, False)
    home.pause.event_generate("<Key>", keysym="p")
    assert home.events == ["opened", "pause"]
    assert str(home.pause.cget("image")) == ""  # what does nothing is not shown


def test_space_presses_and_a_button_that_is_off_does_nothing(shell: Shell) -> None:
    home = shown(shell)
    home.pause.event_generate("<space>")
    home.pause.event_generate("<KeyRelease-space>")
    assert home.events.count("pause") == 1
    home.pause.enable(False)
    home.entry.event_generate("<Escape>")
    home.pause.event_generate("<Key>", keysym="p")
    assert home.events.count("pause") == 1


def test_a_letter_can_be_taken_once_only_and_is_free_again_later(shell: Shell) -> None:
    home = shown(shell)
    with pytest.raises(ValueError, match="p"):
        ActionButton(home.frame, "Play", lambda: None, letter="p")
    home.pause.destroy()
    ActionButton(home.frame, "Play", lambda: None, letter="p")
    shell.show("talk")
    assert shell.hotkeys.letters == ("p",)


def test_ctrl_plus_and_minus_change_the_text_size_within_its_range(shell: Shell) -> None:
    home = shown(shell)
    for _ in range(6):
        home.pause.event_generate("<Control-plus>")
    assert shell.settings.get(TEXT_SIZE) == 200 and shell.theme.percent == 200
    for _ in range(6):
        home.pause.event_generate("<Control-minus>")
    assert shell.settings.get(TEXT_SIZE) == 100 and shell.theme.percent == 100


def test_f1_and_ctrl_q(shell: Shell) -> None:
    home = shown(shell)
    asked: list[str] = []
    closed: list[bool] = []
    shell.on_help, shell.on_close = asked.append, lambda: closed.append(True)
    home.pause.event_generate("<F1>")
    assert asked == ["home"]
    home.pause.event_generate("<Control-q>")
    assert closed == [True] and home.events[-1] == "closed"
    with pytest.raises(tk.TclError):
        shell.winfo_exists()
    shell.close()
    assert closed == [True]


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
    shell.every(0.02, lambda: times.append(time.monotonic()))
    start = time.monotonic()
    assert pump(shell, lambda: len(times) >= 50)
    # A plain after(20) drifts by the time of each call; a deadline does not. 10 % are left to a busy machine.
    assert time.monotonic() - start < 50 * 0.02 * 1.1 + 0.1
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


def test_the_body_scrolls_to_what_has_the_focus(shell: Shell) -> None:
    shell.screens["long"] = Long
    screen = shell.show("long")
    assert isinstance(screen, Long)
    shell.geometry("1024x640")
    pump(shell, lambda: False, seconds=0.2)
    assert screen.scroll.scrolls
    for button in (screen.buttons[-1], screen.buttons[0], screen.buttons[12]):
        button.focus_force()
        pump(shell, lambda: False, seconds=0.1)
        top = button.winfo_rooty() - shell.winfo_rooty()
        assert top >= 0 and top + button.winfo_height() <= shell.winfo_height()


class Long(Plain):
    """A screen taller than the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.frame.destroy()
        self.frame = ttk.Frame(shell)
        self.scroll = ScrollBody(self.frame)
        self.scroll.pack(fill="both", expand=True)
        self.buttons = [ActionButton(self.scroll.body, f"Number {number}", lambda: None) for number in range(30)]
        for button in self.buttons:
            self.scroll.body.add(button)
        self.first_focus = self.buttons[0]


def test_a_label_wraps_to_its_width_and_back(shell: Shell) -> None:
    home = shown(shell)
    shell.geometry("1024x640")
    label = WrappedLabel(home.frame, "Some plain words that are long enough to wrap. " * 3)
    label.pack(fill="x")
    pump(shell, lambda: False, seconds=0.1)
    wide = label.winfo_reqheight()
    label.pack_forget()
    label.place(x=0, y=0, width=200)
    pump(shell, lambda: False, seconds=0.1)
    assert label.winfo_reqheight() > 2 * wide


def test_a_flow_goes_on_in_a_new_line(shell: Shell) -> None:
    home = shown(shell)
    flow = Flow(home.frame)
    buttons = [ttk.Button(flow, text="A button", style=style_for(flow, "TButton")) for _ in range(4)]
    flow.place(x=0, y=0, width=4000)
    pump(shell, lambda: False, seconds=0.1)
    assert len({button.winfo_y() for button in buttons}) == 1
    flow.place(width=buttons[0].winfo_width() * 2 + 30)
    pump(shell, lambda: False, seconds=0.1)
    assert len({button.winfo_y() for button in buttons}) == 2
    assert flow.winfo_reqheight() >= 2 * buttons[0].winfo_height()


def test_a_notice_can_be_closed_by_key_and_passes_the_focus_on(shell: Shell) -> None:
    home = shown(shell)
    told: list[bool] = []
    notice = NoticeBar(home.frame, "Something to know.", lambda: told.append(True))
    notice.pack(fill="x")
    shell.update()
    button = next(child for child in _all(notice) if isinstance(child, ActionButton))
    button.focus_force()
    shell.update()
    button.event_generate("<Return>")
    shell.update()
    assert told == [True] and not notice.winfo_ismapped()
    assert shell.focus_get() is not None and not str(shell.focus_get()).startswith(str(notice))


def _all(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from _all(child)
