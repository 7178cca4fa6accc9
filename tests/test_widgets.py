"""Widgets in a real window: what scrolls, wraps, goes on in a new line, and can be closed."""

from __future__ import annotations

import gc
import tkinter as tk
import weakref
from collections.abc import Iterator
from tkinter import ttk

from companion.ui.notices import Notices
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, Flow, NoticeBar, Stack, WrappedLabel, style_for
from tests.plain_screen import Plain, pump, shown


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


def test_what_went_out_of_a_stack_is_kept_nowhere(shell: Shell) -> None:
    stack = Stack(shell)
    stack.pack()
    stack.add(ttk.Label(stack, text="first"))
    gone: list[weakref.ref[ttk.Label]] = []
    for number in range(5):
        label = ttk.Label(stack, text=str(number))
        stack.add(label, gap=8)
        gone.append(weakref.ref(label))
        shell.update()
        if number < 4:
            label.destroy()
    del label
    gc.collect()
    assert [one() is None for one in gone] == [True] * 4 + [False]
    last = gone[-1]()
    assert last is not None and last.winfo_y() == stack.winfo_children()[0].winfo_height() + 8


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


def test_the_letter_of_a_button_that_is_not_seen_does_nothing(shell: Shell) -> None:
    home, pressed = shown(shell), list[bool]()
    flow = Flow(home.frame)
    ActionButton(flow, "Delete", lambda: pressed.append(True), letter="D")
    flow.pack()
    pump(shell, lambda: False, seconds=0.1)
    home.pause.event_generate("<Key>", keysym="d")
    flow.pack_forget()
    pump(shell, lambda: False, seconds=0.1)
    home.pause.event_generate("<Key>", keysym="d")
    assert pressed == [True]


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


def test_a_notice_that_is_closed_leaves_no_empty_band(shell: Shell) -> None:
    home = shown(shell)
    notices = Notices(home.frame)
    notices.pack(fill="x")
    shell.update()
    empty = notices.winfo_height()
    for _ in range(2):
        notices.say("Something to know.")
        shell.update()
        assert notices.winfo_height() > 40
        next(child for child in _all(notices) if isinstance(child, ActionButton)).invoke()
        shell.update()
        assert notices.winfo_height() <= max(1, empty)


def test_a_button_that_went_out_of_sight_with_the_focus_does_nothing(shell: Shell) -> None:
    home, pressed = shown(shell), list[bool]()
    flow = Flow(home.frame)
    button = ActionButton(flow, "Delete", lambda: pressed.append(True))
    flow.pack()
    shell.update()
    for seen in (True, False):
        button.focus_force()
        if not seen:
            flow.pack_forget()
        shell.update()
        for key in ("<Return>", "<space>"):
            button.event_generate(key)
            pump(shell, lambda: False, seconds=0.2)
        assert pressed == [True, True]


def test_page_keys_do_not_turn_what_is_not_seen(shell: Shell) -> None:
    shell.screens["long"] = Long
    screen = shell.show("long")
    assert isinstance(screen, Long)
    shell.geometry("1024x640")
    shell.update()
    beside = tk.Toplevel(shell)
    shell.adopt(beside)
    shell.withdraw()
    beside.focus_force()
    pump(shell, lambda: False, seconds=0.1)
    beside.event_generate("<Next>")
    shell.update()
    assert screen.scroll._canvas.yview()[0] == 0


def _all(widget: tk.Misc) -> Iterator[tk.Misc]:
    for child in widget.winfo_children():
        yield child
        yield from _all(child)
