"""A press works once: neither a key that is held nor a double click chooses a feeling that the person never saw."""

from __future__ import annotations

import time
import tkinter as tk

import pytest

from companion.ui.mirror_list import FeelingList
from companion.ui.mirror_result import Result
from companion.words import mirror as say
from tests.mirror_visit import Visit

ANGRY = 3  # its row


def key(visit: Visit, kind: str, name: str, at_ms: int) -> None:
    focus = visit.shell.focus_lastfor()
    focus.focus_force()  # another program's window may have taken it meanwhile
    visit.settle()
    focus.event_generate(f"<Key{kind}>", keysym=name, time=at_ms)
    rest(visit)


def click(visit: Visit, widget: tk.Misc, at_ms: int) -> None:
    for event, later_ms in (("<Enter>", 0), ("<Button-1>", 0), ("<ButtonRelease-1>", 80)):
        widget.event_generate(event, x=5, y=5, time=at_ms + later_ms)
    rest(visit)


def rest(visit: Visit) -> None:
    """A button that Space presses acts a little later."""
    end = time.monotonic() + 0.25
    visit.wait(lambda: time.monotonic() > end, update=visit.shell.update)


def row(visit: Visit) -> tk.Misc:
    step = visit.screen.step
    assert isinstance(step, FeelingList)
    button = step._buttons[ANGRY]
    button.focus_force()
    visit.settle()
    return button


def finer(visit: Visit) -> bool:
    return isinstance(visit.screen.step, FeelingList) and say.FINER_TITLE in visit.texts()


@pytest.mark.parametrize("name", ["4", "space"])
@pytest.mark.parametrize("with_releases", [True, False])
def test_a_key_that_is_held_chooses_once(visit: Visit, name: str, with_releases: bool) -> None:
    visit.keys("w")
    row(visit)
    key(visit, "Press", name, 10_000)
    assert finer(visit)
    row(visit)
    for at_ms in (10_500, 10_530, 10_560):
        if with_releases:  # as X tells it
            key(visit, "Release", name, at_ms)
        key(visit, "Press", name, at_ms)
    assert finer(visit), "the key was pressed once only"
    key(visit, "Release", name, 10_600)
    key(visit, "Press", name, 10_700)
    assert isinstance(visit.screen.step, Result)
    assert [one.words for one in visit.kept()[1]] == [("furious",)]


def test_a_key_whose_release_never_came_counts_again(visit: Visit) -> None:
    visit.keys("w")
    key(visit, "Press", "4", 10_000)
    key(visit, "Press", "4", 13_000)
    assert isinstance(visit.screen.step, Result)


def test_the_second_press_of_a_double_click_chooses_nothing(visit: Visit) -> None:
    visit.keys("w")
    click(visit, row(visit), 10_000)
    assert finer(visit)
    click(visit, row(visit), 10_200)
    click(visit, row(visit), 10_500)
    assert finer(visit), "it was not seen yet when it was pressed"
    click(visit, row(visit), 11_000)
    assert isinstance(visit.screen.step, Result)
    assert [one.words for one in visit.kept()[1]] == [("furious",)]


def test_quick_clicks_in_one_step_all_count(visit: Visit) -> None:
    visit.keys("b")
    for number, check in enumerate(visit.screen.step._checks[:3]):
        click(visit, check, 10_000 + 150 * number)
    assert len(visit.screen.step.chosen) == 3


def test_a_held_key_still_writes_in_the_note(visit: Visit) -> None:
    visit.keys("w", "4", "1")
    note = visit.screen.step.note
    note.focus_force()
    visit.settle()
    for at_ms in (10_000, 10_500, 10_530):
        key(visit, "Press", "space", at_ms)
    assert note.get("1.0", "end-1c") == "   "
