"""The Mirror's and Talk's longest words fit in the smallest window, in each language, also at 125 %, the tightest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tkinter import ttk
from typing import Any

import pytest

from companion import resting_store as store
from companion.reading.reading import Kind, Reading
from companion.reading.resting import Resting
from companion.settings import LANGUAGE, TEXT_SIZE
from companion.ui.app import App
from companion.ui.mirror_result import Result
from companion.ui.mirror_view import Answer
from companion.words import feelings, language
from companion.words import talk as talk_words
from tests.at_rest import until_at_rest
from tests.mirror_visit import Visit, Wait


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


def font_of(label: ttk.Label) -> str:
    return str(ttk.Style(label).lookup(str(label.cget("style")), "font"))


def is_whole(app: App, label: ttk.Label) -> bool:
    """Whether no word of a label is wider than a line of it, and so cut in two."""
    font = app.shell.theme.font(font_of(label))
    return all(font.measure(word) <= label.winfo_width() for word in str(label.cget("text")).split())


@pytest.mark.parametrize("width", [1024, 1120])
@pytest.mark.parametrize("code", language.LANGUAGES)
def test_no_answer_is_cut_in_two(app: App, video: Path, wait_until: Wait, code: str, width: int) -> None:
    language.use(code)
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    app.shell.geometry(f"{width}x720+0+0")
    every = [one for family in feelings.FAMILIES for one in family.feelings]
    longest = sorted(every, key=lambda one: max(map(len, one.name.split())))[-4:]
    for percent in (100, 125, 150, 175, 200):
        app.shell.settings.set(TEXT_SIZE, percent)
        for one in longest:
            visit.screen._answer(Answer(one.word))
            visit.settle()
            names = [side.name for side in visit.screen.step._sides]
            assert [is_whole(app, name) for name in names] == [True, True], (percent, one.name)
            assert font_of(names[0]) == font_of(names[1]), "neither looks like the answer"


def test_an_answer_has_the_large_size_where_there_is_room(app: App, video: Path, wait_until: Wait) -> None:
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    until_at_rest(visit.screen._live, wait_until, app.shell.update)
    app.shell.settings.set(TEXT_SIZE, 125)
    for word, font in (("sad", "CompanionHeading"), ("overwhelmed", "CompanionTitle"), ("sad", "CompanionHeading")):
        visit.screen._answer(Answer(word))
        visit.settle()
        assert isinstance(visit.screen.step, Result)
        assert {font_of(side.name) for side in visit.screen.step._sides} == {font}
    visit.screen._answer(Answer("overwhelmed"))
    app.shell.geometry("1800x900+0+0")
    visit.settle()
    assert {font_of(side.name) for side in visit.screen.step._sides} == {"CompanionHeading"}


@pytest.mark.parametrize("percent", [125, 175, 200])
@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_switch_of_the_resting_face_is_seen_whole(
    app: App, video: Path, wait_until: Wait, code: str, percent: int
) -> None:
    language.use(code)
    app.shell.settings.set(TEXT_SIZE, percent)
    store.keep(app.shell.settings, Resting("poster", (-1.0,) * 9))
    visit = Visit(app, str(video), wait_until)
    visit.until_seen()
    visit.keys("r")
    step = visit.screen.step
    for control in (step._switch, step._delete):
        assert control.winfo_width() >= control.winfo_reqwidth()
        assert control.winfo_x() + control.winfo_width() <= control.master.winfo_width(), control.cget("text")


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_the_live_word_of_talk_is_never_cut_in_two(app: App, video: Path, wait_until: Wait, code: str) -> None:
    language.use(code)
    app.shell.geometry("1024x640+0+0")
    app.start("talk", str(video))
    screen: Any = app.shell.screen
    wait_until(lambda: screen._live.reading is not None, update=app.shell.update)
    until_at_rest(screen._live, wait_until, app.shell.update)
    for percent in (100, 125, 150, 175, 200):
        app.shell.settings.set(TEXT_SIZE, percent)
        for word in talk_words.LOOKS:
            screen._words.show(Reading(Kind.CLEAR, (word,)))
            for _ in range(6):
                app.shell.update()
            assert is_whole(app, screen._words.live), (percent, screen._words.live.cget("text"))
        for live in (talk_words.PAUSED_LIVE, talk_words.FAILED_LIVE):
            screen._words.say(talk_words.PAUSED_LEAD, live, ())
            for _ in range(6):
                app.shell.update()
            assert is_whole(app, screen._words.live), (percent, live)


def test_the_live_word_fits_after_the_language_was_changed_over_the_talk(
    app: App, video: Path, wait_until: Wait
) -> None:
    app.shell.settings.set(TEXT_SIZE, 125)
    app.shell.geometry("1024x640+0+0")
    app.start("talk", str(video))
    screen: Any = app.shell.screen
    wait_until(lambda: screen._live.reading is not None, update=app.shell.update)
    until_at_rest(screen._live, wait_until, app.shell.update)
    app.shell.show_help()
    app.shell.settings.set(LANGUAGE, "de")
    for _ in range(6):
        app.shell.update()
    app.shell.leave()
    assert app.shell.screen is screen
    for word in talk_words.LOOKS:
        screen._words.show(Reading(Kind.CLEAR, (word,)))
        for _ in range(6):
            app.shell.update()
        assert is_whole(app, screen._words.live), screen._words.live.cget("text")
