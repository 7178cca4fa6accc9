"""Help names the keys of its screens: all of them, none that is not there, and no letter while letters are off."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.paths import Paths
from companion.settings import LETTER_KEYS
from companion.ui.app import App
from companion.words import first_run as first_run_words
from companion.words import help as say
from companion.words import history as history_words
from companion.words import language
from tests.history_window import Ahead, filled_app, opened, texts, uid

Wait = Callable[..., None]


@pytest.fixture(params=language.LANGUAGES)
def code(request: pytest.FixtureRequest) -> Iterator[str]:
    language.use(request.param)
    yield request.param
    language.use(language.ENGLISH)


@pytest.fixture
def app(code: str, paths: Paths, no_logged_errors: None) -> Iterator[App]:
    paths.settings.write_text(json.dumps({"first_run_done": True, "language": code}))
    made = filled_app(paths, Ahead())
    yield made
    made.shell.close()


def letters(app: App) -> set[str]:
    app.shell.update()
    return {letter.upper() for letter in app.shell.hotkeys.letters}


def named(topic: str) -> set[str]:
    return {key for key, _ in say.TOPICS[topic].keys if len(key) == 1}


def test_every_key_of_every_screen_is_named_and_no_other(app: App, video: Path, wait_until: Wait) -> None:
    app.start("home", None)
    assert letters(app) == named("home")
    for screen, topic, extra in (
        ("talk", "consent", {"source": "0"}), ("talk", "talk", {"source": str(video)}), ("settings", "settings", {}),
        ("camera", "camera", {}), ("region", "region", {}),
    ):  # fmt: skip
        app.shell.show(screen, **extra)
        assert letters(app) == named(topic), topic
    app.shell.show("talk", source="0")
    app.shell.cover("card")
    assert letters(app) == named("card")
    first: Any = app.shell.show("first_run")
    found = set()
    for number in range(3):
        first.cards.show(number)
        found |= letters(app)
    assert found == named("first_run")
    app.shell.show("mirror", source="none.mp4")
    assert say.LETTERS_AND_NUMBERS in dict(say.TOPICS["mirror"].keys), "each step has others, and shows them"
    history: Any = opened(app, wait_until)
    found = letters(app)
    for view in history_words.VIEWS:
        history.show_view(view)
        found |= letters(app)
    history.open_session(uid(0))
    assert found | letters(app) == named("history")


def test_while_letters_are_off_help_names_none_and_tells_it(app: App) -> None:
    app.start("home", None)
    for topic in say.TOPICS:
        for on in (True, False):
            app.shell.settings.set(LETTER_KEYS, on)
            app.shell.cover("help", topic=topic)
            lines = texts(app.shell.screen.frame).split("\n")  # type: ignore[union-attr]
            keys = [key for key, _ in say.TOPICS[topic].keys]
            assert (say.LETTERS in lines, say.LETTERS_OFF in lines) == (on, not on)
            if on:
                assert set(keys) <= set(lines)
            else:
                assert not [line for line in lines if len(line) == 1 or line == say.LETTERS_AND_NUMBERS], topic
                assert {key for key in keys if len(key) > 1} - {say.LETTERS_AND_NUMBERS} <= set(lines)
            app.shell.leave()


def test_what_sends_away_from_the_page_comes_after_whom_to_call(app: App) -> None:
    app.start("home", None)
    app.shell.show_help()
    help_screen: Any = app.shell.screen
    help_screen.show_too_much()
    shown = texts(help_screen.frame)
    places = [shown.index(text) for text in (say.MUCH_LINE, say.CONTACT_LABEL, say.DANGER_LINE, say.MUCH_CLOSE)]
    assert places == sorted(places)
    assert "app" not in say.MUCH_LINE.lower(), "who closes the app sees no number any more"


def test_the_cards_tell_the_key_that_opens_help_and_its_page(app: App) -> None:
    first: Any = app.shell.show("first_run")
    first.cards.show(2)
    app.shell.update()
    assert first_run_words.LOOK_HELP in texts(first.frame)
    assert "F1" in first_run_words.LOOK_HELP and say.TOO_MUCH in first_run_words.LOOK_HELP
    assert "F1" in dict(say.EVERYWHERE)
