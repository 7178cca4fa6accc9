"""The first start: three cards that can be skipped, once, and then the screen that was wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.paths import Paths
from companion.settings import FIRST_RUN_DONE, TEXT_SIZE, load_settings
from companion.ui.app import App
from companion.ui.first_run import FirstRun
from companion.words import first_run as say

Wait = Callable[..., None]


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    paths.settings.unlink()
    app = App(paths)
    yield app
    app.shell.close()


def press(app: App, sequence: str, **more: str) -> None:
    app.shell.focus_force()
    screen: Any = app.shell.screen
    (app.shell.focus_get() or screen.frame).event_generate(sequence, **more)
    app.shell.update()


def shown(app: App) -> FirstRun:
    screen = app.shell.screen
    assert isinstance(screen, FirstRun)
    app.shell.update()
    (screen.cards.done if screen.cards.number == 2 else screen.cards.next).focus_force()
    app.shell.update()
    return screen


def test_three_cards_then_the_wanted_screen_and_never_again(app: App, paths: Paths, video: Path) -> None:
    app.start("talk", str(video))
    cards = shown(app).cards
    assert app.shell.screen_name == "first_run"
    for number in (0, 1):
        assert cards.number == number
        press(app, "<Key>", keysym="n")
    assert cards.number == 2 and app.shell.focus_get() is cards.done
    assert not load_settings(paths.settings)[0].get(FIRST_RUN_DONE)
    press(app, "<Key>", keysym="d")
    assert app.shell.screen_name == "talk"
    assert load_settings(paths.settings)[0].get(FIRST_RUN_DONE)
    app.start("history", None)
    assert app.shell.screen_name == "history"


def test_cards_can_be_skipped_on_each_card(app: App) -> None:
    for number in (0, 1):
        app.shell.settings.set(FIRST_RUN_DONE, False)
        app.start("home", None)
        shown(app).cards.show(number)
        shown(app)
        press(app, "<Key>", keysym="s")
        assert app.shell.screen_name == "home" and app.shell.settings.get(FIRST_RUN_DONE)


def test_escape_goes_one_card_back_and_skips_the_first(app: App) -> None:
    app.start("mirror", "nothing.mp4")
    cards = shown(app).cards
    press(app, "<Key>", keysym="n")
    press(app, "<Escape>")
    assert cards.number == 0
    press(app, "<Escape>")
    assert app.shell.screen_name == "mirror"


def test_choices_count_at_once_and_the_page_stays(app: App) -> None:
    app.start("home", None)
    cards = shown(app).cards
    cards.show(2)
    shown(app)
    press(app, "<Control-plus>")
    assert app.shell.theme.percent == 125 and app.shell.settings.get(TEXT_SIZE) == 125
    assert cards.number == 2


@pytest.mark.parametrize("percent", [100, 200])
def test_buttons_are_in_view_and_the_page_keys_turn_the_card(app: App, percent: int) -> None:
    app.shell.settings.set(TEXT_SIZE, percent)
    app.shell.geometry("1024x640+0+0")
    app.start("home", None)
    for number in range(3):
        cards = shown(app).cards
        cards.show(number)
        shown(app)
        page = cards.page
        for button in (cards.done if number == 2 else cards.next,):
            assert button.winfo_viewable()
            assert button.winfo_rooty() + button.winfo_height() <= app.shell.winfo_rooty() + 640
        if page.scroll.scrolls:
            press(app, "<Next>")
            assert page.scroll._canvas.canvasy(0) > 0
    assert say.PLACE.format(number=3, count=3) == "Card 3 of 3"


def test_the_next_card_and_the_one_before_begin_at_their_beginning(app: App) -> None:
    app.shell.settings.set(TEXT_SIZE, 200)
    app.shell.geometry("1024x640+0+0")
    app.start("home", None)
    cards = shown(app).cards
    for key in ("n", "b"):
        press(app, "<Next>")
        assert cards.page.scroll._canvas.canvasy(0) > 0
        press(app, "<Key>", keysym=key)
        shown(app)
        assert cards.page.scroll._canvas.canvasy(0) == 0
