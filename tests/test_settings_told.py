"""Settings that are chosen by a key, or kept on the way, and can't be saved: the person is told, and once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest

from companion.journal.events import Recovered
from companion.paths import Paths
from companion.settings import CONTACT, LETTER_KEYS, READ_CONTROLS, TEXT_SIZE, load_settings
from companion.ui.app import App
from companion.ui.help import Help
from companion.ui.setting_choice import SettingChoice
from companion.ui.widgets import NoticeBar
from companion.words.home import SETTINGS_NOT_READ, SETTINGS_NOT_SAVED
from tests.mirror_visit import everything


@pytest.fixture
def no_room(paths: Paths) -> Paths:
    """Settings that can't be written: a file is where their folder was."""
    shutil.rmtree(paths.config)
    paths.config.touch()
    return paths


def bars(app: App) -> list[NoticeBar]:
    screen: Any = app.shell.screen
    return [one for one in everything(screen.frame) if isinstance(one, NoticeBar) and one.winfo_manager()]


def notices(app: App) -> list[str]:
    return [str(bar.label.cget("text")) for bar in bars(app)]


def press(app: App, *sequences: str) -> None:
    for sequence in sequences:
        widget = app.shell.focus_get()
        assert widget is not None
        widget.event_generate(sequence)
        app.shell.update()


@pytest.fixture
def at_home(app: App) -> App:
    app.start("home", None)
    screen: Any = app.shell.screen
    screen.first_focus.focus_force()
    app.shell.update()
    assert app.writer.flush(10), "the journal is open"
    return app


def close_notices(app: App) -> None:
    for bar in bars(app):
        bar.dismiss()


def test_a_text_size_that_is_not_saved_is_told_at_the_first_press(at_home: App, no_room: Paths) -> None:
    press(at_home, "<Control-plus>")
    assert at_home.shell.settings.get(TEXT_SIZE) == 125 and notices(at_home) == [SETTINGS_NOT_SAVED]
    close_notices(at_home)
    press(at_home, "<Control-plus>", "<Control-minus>", "<Control-Key-0>", "<Control-minus>", "<Control-plus>")
    assert notices(at_home) == [], "it was told"
    no_room.config.unlink()
    no_room.make_private()
    press(at_home, "<Control-plus>")
    assert at_home.shell.settings.problem is None and notices(at_home) == []
    shutil.rmtree(no_room.config)
    no_room.config.touch()
    press(at_home, "<Control-minus>")
    assert notices(at_home) == [SETTINGS_NOT_SAVED], "it has happened again"


def test_a_contact_that_is_typed_and_not_saved_is_told(at_home: App, no_room: Paths) -> None:
    press(at_home, "<F1>")
    help_screen: Any = at_home.shell.screen
    assert isinstance(help_screen, Help)
    help_screen.show_too_much()
    help_screen.contact.insert(0, "kim 12")
    press(at_home, "<Escape>", "<Escape>")
    assert at_home.shell.screen_name == "home" and at_home.shell.settings.get(CONTACT) == "kim 12"
    assert notices(at_home) == [SETTINGS_NOT_SAVED]


@pytest.mark.parametrize("how", ["saving works again", "the app is closed"])
def test_what_could_not_be_saved_is_saved_once_that_is_possible(
    at_home: App, no_room: Paths, wait_until: Callable[..., None], how: str
) -> None:
    at_home.shell.settings.set(LETTER_KEYS, False)
    assert at_home.shell.settings.problem
    no_room.config.unlink()
    if how == "saving works again":
        at_home._journal_notice(Recovered("Saving works again.", 0))
        wait_until(lambda: no_room.settings.exists(), update=at_home.shell.update)
        assert at_home.shell.settings.problem is None
    else:
        at_home.shell.close()
    assert load_settings(no_room.settings)[0].get(LETTER_KEYS) is False


def test_settings_that_could_not_be_read_are_told_at_the_start_only(
    paths: Paths, no_logged_errors: None, request: pytest.FixtureRequest
) -> None:
    paths.settings.unlink()
    paths.settings.mkdir()  # it is there, and can't be read
    app = request.getfixturevalue("app")
    app.shell.show("home")
    assert notices(app) == [SETTINGS_NOT_READ]
    close_notices(app)
    app.shell.change_text_size(1)
    assert notices(app) == []


def test_a_choice_does_not_take_away_what_the_journal_tells_once(app: App, no_room: Paths) -> None:
    app.start("settings", None)
    app.shell.update()
    app.tell("The journal was put aside.")
    app.shell.update()
    assert notices(app) == ["The journal was put aside."]
    no_room.config.unlink()
    no_room.make_private()
    screen: Any = app.shell.screen
    choice = next(one for one in everything(screen.frame) if isinstance(one, SettingChoice))
    choice._choose(choice._setting.default)
    assert notices(app) == ["The journal was put aside."]
    shutil.rmtree(no_room.config)
    no_room.config.touch()
    screen._set(READ_CONTROLS, True)
    assert notices(app) == [SETTINGS_NOT_SAVED]
    no_room.config.unlink()
    no_room.make_private()
    screen._set(READ_CONTROLS, False)
    assert notices(app) == [], "what was said of the choice before is no longer true"
