"""The Mirror while its window changes: larger text, turned pages, a closed note; and which faults it tells."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path
from tkinter import ttk

import pytest

from companion.paths import Paths
from companion.reading.card import released_names
from companion.reading.reading import Kind, Reading
from companion.settings import TEXT_SIZE
from companion.sources.camera import CameraSource
from companion.sources.frame import Change
from companion.ui.app import App
from companion.ui.mirror_grid import SIDE, SIDE_LARGE
from companion.words import language
from companion.words import mirror as say
from companion.words import network as network_words
from companion.words import sources as source_words
from companion.words.talk import LOADING_LEAD
from tests.at_rest import until_at_rest
from tests.mirror_visit import NO_CAMERA, Visit, Wait, everything


def test_the_map_follows_the_text_size_while_it_is_shown(visit: Visit) -> None:
    visit.keys("m", "Right", "Up")
    step = visit.screen.step
    sides = []
    for percent in (100, 200, 100):
        visit.shell.settings.set(TEXT_SIZE, percent)
        visit.settle()
        sides.append(step._grid._side())
        assert step._grid.winfo_rooty() + step._grid.winfo_height() <= step.buttons.winfo_rooty()
    assert sides == [SIDE, 2 * SIDE_LARGE, SIDE]
    assert step._grid.point == (0.2, 0.2)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_names_around_the_map_are_seen_whole_beside_a_picture(
    app: App, video: Path, wait_until: Wait, code: str
) -> None:
    language.use(code)
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    visit.keys("m")
    names = [child for child in visit.screen.step._outer.winfo_children() if isinstance(child, ttk.Label)]
    assert len(names) == 4
    for name in names:
        assert name.winfo_width() >= name.winfo_reqwidth(), name.cget("text")


def test_both_answers_follow_the_text_size_while_they_are_shown(visit: Visit) -> None:
    visit.keys("w", "1", "1")
    side = visit.screen.step._sides[0]

    def order() -> list[str]:
        children = [child for child in everything(side) if child.winfo_ismapped()]
        words = [child for child in children if isinstance(child, ttk.Label) and str(child.cget("text"))]
        faces = [child for child in children if isinstance(child, tk.Canvas)]
        placed = sorted([*words, *faces], key=lambda child: child.winfo_rooty())
        return ["face" if child in faces else str(child.cget("style")) for child in placed]

    usual = order()
    visit.shell.settings.set(TEXT_SIZE, 200)
    visit.settle()
    large = order()
    assert usual.index("face") == 1 and large.index("face") == len(large) - 1
    assert "Panel.Heading.TLabel" in usual and "Panel.Title.TLabel" in large
    visit.shell.settings.set(TEXT_SIZE, 100)
    visit.settle()
    assert order() == usual


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


@pytest.fixture
def free(app: App, video: Path, wait_until: Wait) -> Visit:
    """The mirror after an answer, at the largest text, with nothing of the network's own coming in between."""
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    visit.keys("d", "l")
    until_at_rest(visit.screen._live, wait_until, app.shell.update)
    visit.shell.settings.set(TEXT_SIZE, 200)
    visit.settle()
    return visit


def test_what_is_seen_now_follows_the_text_size(free: Visit) -> None:
    step = free.screen.step
    step.show(Reading(Kind.CLEAR, ("anger",)), False)
    free.settle()
    assert step._lines.winfo_rooty() < step._faces[0].winfo_rooty(), "the word never stands alone"
    free.shell.settings.set(TEXT_SIZE, 100)
    free.settle()
    assert step._lines.winfo_rooty() > step._faces[0].winfo_rooty()


def test_a_new_word_is_seen_although_the_one_before_was_scrolled_away(free: Visit) -> None:
    step = free.screen.step
    step.show(Reading(Kind.CLEAR, ("contempt",)), False)
    free.settle()
    free.keys("Next")
    assert step.scroll._canvas.yview()[0] > 0
    step.show(Reading(Kind.CLEAR, ("anger",)), False)
    free.settle()
    assert step.scroll._canvas.yview()[0] == 0


@pytest.mark.parametrize("way", ["b", "m"])
def test_page_keys_turn_the_page_while_the_drawing_has_the_focus(visit: Visit, way: str) -> None:
    visit.shell.settings.set(TEXT_SIZE, 200)
    visit.keys(way)
    step = visit.screen.step
    assert visit.shell.focus_get() is step.first_focus and step.scroll.scrolls
    for key, end in (("Next", 1), ("Prior", 0)):
        for _ in range(6):
            step.first_focus.event_generate("<KeyPress>", keysym=key)
            step.first_focus.event_generate("<KeyRelease>", keysym=key)
            visit.settle()
        assert step.scroll._canvas.yview()[end] == end


def test_page_keys_turn_the_page_while_a_note_has_the_focus(visit: Visit) -> None:
    visit.shell.settings.set(TEXT_SIZE, 200)
    visit.screen.notice("Something to know.")
    visit.settle()
    close = next(one for one in everything(visit.screen._notices) if isinstance(one, ttk.Button))
    close.focus_force()
    visit.keys("Prior")
    assert visit.screen.step.scroll._canvas.yview()[0] == 0
    visit.keys("Next")
    first = visit.screen.step.scroll._canvas.yview()[0]
    assert first > 0
    visit.screen.step.buttons.winfo_children()[0].focus_force()
    visit.keys("Prior", "Next")
    assert visit.screen.step.scroll._canvas.yview()[0] == first, "as far from a button, and only once"


def test_a_note_that_is_closed_leaves_no_empty_band(visit: Visit) -> None:
    top = visit.screen.step.winfo_y()
    visit.screen.notice("Something to know.")
    visit.settle()
    assert visit.screen.step.winfo_y() > top + 40
    close = next(one for one in everything(visit.screen._notices) if isinstance(one, ttk.Button))
    close.invoke()
    visit.settle()
    assert visit.screen.step.winfo_y() <= top + 1


def test_a_network_that_is_not_there_is_told_beside_a_camera_too(paths: Paths, wait_until: Wait) -> None:
    app = App(paths, "dreamt")
    try:
        visit = Visit(app, NO_CAMERA, wait_until)
        visit.until_no_camera()
        names = ", ".join(released_names())
        assert network_words.NOT_RELEASED.format(name="dreamt", names=names) in visit.texts()
    finally:
        app.shell.close()


def test_a_camera_that_is_not_there_is_told_with_the_question_alone(visit: Visit) -> None:
    assert not visit.screen._notices.winfo_children()


def test_a_camera_that_breaks_is_told(
    app: App, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(number: int) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr("companion.sources.choose.CameraSource", lambda number, others: CameraSource(number, breaks))
    visit = Visit(app, "0", wait_until)
    visit.until_no_camera()
    title = source_words.CAMERA_TITLE.format(number=0)
    assert source_words.BROKE.format(title=title) in visit.texts()
    caplog.clear()  # the fault was logged, as it should be


class Sleepy:
    """A camera whose first read hangs, and which then has no picture."""

    def __init__(self) -> None:
        self._waits_s = 0.8

    def isOpened(self) -> bool:
        return True

    def read(self) -> tuple[bool, None]:
        time.sleep(self._waits_s)
        self._waits_s = 0.0
        return False, None

    def release(self) -> None:
        pass


def test_a_camera_that_is_given_up_is_no_longer_called_waited_for(
    app: App, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    camera = Sleepy()
    monkeypatch.setattr(
        "companion.sources.choose.CameraSource",
        lambda number, others: CameraSource(number, lambda number: camera, retry_s=0.1, read_s=0.2),
    )
    visit = Visit(app, "0", wait_until)
    waits = source_words.EVENTS[Change.SILENT].format(detail=source_words.CAMERA_TITLE.format(number=0))
    wait_until(lambda: waits in visit.texts(), update=visit.shell.update)
    visit.until_no_camera()
    assert waits not in visit.texts()


@pytest.mark.parametrize("source", ["", NO_CAMERA])
def test_who_chose_a_file_does_not_read_that_the_camera_is_looked_for(app: App, video: Path, source: str) -> None:
    app.start("mirror", source or str(video))
    shown = [str(label.cget("text")) for label in everything(app.shell) if isinstance(label, ttk.Label)]
    assert (say.LOOKING in shown, LOADING_LEAD in shown) == ((True, False) if source else (False, True))
