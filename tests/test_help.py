"""Help: it explains the screen that was open, which goes on below; and the page for when it is too much."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.settings import CONTACT, LANGUAGE, Settings, load_settings
from companion.ui.app import App
from companion.ui.choose_source import CameraActions, ChooseCamera
from companion.ui.first_cards import FirstCards
from companion.ui.help import Help
from companion.ui.shell import Shell
from companion.words import help as say
from companion.words import home as home_words
from companion.words import language
from companion.words import mirror as mirror_words
from companion.words import talk as talk_words
from tests.conftest import FakeCamera
from tests.help_window import press, settle, texts

Wait = Callable[..., None]


def no_camera(number: int) -> FakeCamera:
    return FakeCamera(iter(()), [])


def cameras_looked_for(screen: Any) -> bool:
    return screen._preview is not None and screen._again.instate(["!disabled"])


def test_every_screen_has_its_help_and_escape_leads_back_to_it(app: App, wait_until: Wait) -> None:
    for name, extra in (
        ("home", {}), ("mirror", {"source": "none.mp4"}), ("history", {}), ("settings", {}), ("camera", {}),
        ("region", {}), ("first_run", {}),
    ):  # fmt: skip
        screen: Any = app.shell.show(name, **extra)
        app.shell.update()
        if name == "camera":  # the focus goes on by itself once the cameras were looked for
            wait_until(partial(cameras_looked_for, screen), update=app.shell.update)
        focused = screen.first_focus
        focused.focus_force()
        app.shell.update()
        press(app, "F1")
        assert isinstance(app.shell.screen, Help), name
        assert say.TITLE.format(screen=say.TOPICS[name].title) in texts(app.shell.screen.frame)
        settle(app)
        press(app, "F1")
        press(app, "Escape")
        assert app.shell.screen is screen and screen.frame.winfo_viewable()
        assert app.shell.focus_get() is focused
    assert set(say.TOPICS) >= set(app.shell.screens) - {"help"}


def test_talk_goes_on_below_and_its_letters_rest(app: App, paths: Paths, video: Path, wait_until: Wait) -> None:
    app.start("talk", str(video))
    talk: Any = app.shell.screen
    wait_until(lambda: talk._live.drawn_outcome > 0, update=app.shell.update)
    talk._more.focus_force()
    app.shell.update()
    press(app, "F1")
    settle(app)
    drawn = talk._live.drawn_frame
    press(app, "e")
    wait_until(lambda: talk._live.drawn_frame > drawn, update=app.shell.update)
    assert app.shell.screen_name == "help" and app.shell.covered is talk
    app.tell("The disk is full.")
    app.shell.again()
    assert app.shell.screen_name == "help" and app.shell.covered is talk, "another language must not end the talk"
    settle(app)
    press(app, "b")
    assert app.shell.screen is talk and app.shell.focus_get() is talk._more
    assert "The disk is full." in texts(talk.frame)
    press(app, "F1")
    app.shell.show("home")
    assert app.writer.flush(5)
    with Queries(paths) as queries:
        (session,) = queries.sessions()
    assert session.ended is not None and app.shell.covered is None


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_help_says_what_p_does_at_the_end_of_a_file(code: str) -> None:
    language.use(code)
    try:
        line = dict(say.TOPICS["talk"].keys)["P"]
        assert talk_words.AGAIN.lower() in line, "the button has that name then"
    finally:
        language.use(language.ENGLISH)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_help_names_every_key_of_the_cameras_choice(code: str, no_logged_errors: None, wait_until: Wait) -> None:
    language.use(code)
    actions = CameraActions(print, print, lambda parent: None, lambda parent: None, str, no_camera)
    shell = Shell(Settings(), {"camera": lambda shell: ChooseCamera(shell, actions)})
    try:
        screen: Any = shell.show("camera")
        wait_until(partial(cameras_looked_for, screen), update=shell.update)
        assert screen._file.winfo_ismapped(), "no camera is found"
        assert {letter.upper() for letter in shell.hotkeys.letters} <= dict(say.TOPICS["camera"].keys).keys()
    finally:
        shell.close()
        language.use(language.ENGLISH)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_help_names_the_map_and_the_calendars_keys_as_the_screens_do(code: str) -> None:
    language.use(code)
    try:
        (map_line,) = (line for _, line in say.TOPICS["mirror"].parts if mirror_words.CALM in line)
        assert mirror_words.LIVELY in map_line
        pages = dict(say.EVERYWHERE).keys() & dict(say.TOPICS["history"].keys).keys()
        assert len(pages) == 1, "Page Up and Page Down do something else in the calendar"
    finally:
        language.use(language.ENGLISH)


def test_consent_has_its_own_help_and_still_asks_after_it(app: App) -> None:
    screen: Any = app.shell.show("talk", source="0")
    app.shell.update()
    screen.no.focus_force()
    app.shell.update()
    press(app, "F1")
    assert say.TOPICS["consent"].title in texts(app.shell.screen.frame)  # type: ignore[union-attr]
    settle(app)
    press(app, "Escape")
    assert app.shell.screen is screen and app.shell.focus_get() is screen.no


def test_contact_is_kept_and_shown_and_can_be_taken_away(app: App, paths: Paths) -> None:
    app.start("home", None)
    app.shell.update()
    settle(app)
    press(app, "?")
    help_screen: Any = app.shell.screen
    assert isinstance(help_screen, Help)
    settle(app)
    press(app, "i")
    assert say.NOT_FROM_FACES in texts(help_screen.frame)
    help_screen.contact.focus_force()
    app.shell.update()
    for letter in "kim 12":
        help_screen.contact.event_generate("<Key>", keysym={" ": "space"}.get(letter, letter))
    press(app, "Return")
    assert load_settings(paths.settings)[0].get(CONTACT) == "kim 12"
    press(app, "Escape")
    press(app, "i")
    assert help_screen.contact.get() == "kim 12"
    help_screen.contact.insert("end", "3")
    press(app, "Escape")  # typed, never said to be kept: not lost all the same
    press(app, "i")
    assert help_screen.contact.get() == load_settings(paths.settings)[0].get(CONTACT) == "kim 123"
    paths.settings.with_name("settings.json.corrupt").write_text('{"contact": "kim 1')  # set aside once, damaged
    paths.settings.with_name("settings.json.2.corrupt").write_text('{"theme": "dark"')
    help_screen.contact.delete(0, "end")
    help_screen.contact.focus_force()
    app.shell.update()
    press(app, "Return")
    assert not any("kim" in file.read_text() for file in paths.config.iterdir())
    assert not list(paths.config.glob("*.json.corrupt"))
    # What never held a name is kept, as the start has promised.
    assert list(paths.config.glob("*.2.corrupt"))
    help_screen.contact.insert(0, "kim 4")
    press(app, "Escape")
    press(app, "i")
    help_screen.contact.delete(0, "end")
    press(app, "Escape")  # taken out, and never said to be gone: it does not come back
    press(app, "i")
    assert help_screen.contact.get() == load_settings(paths.settings)[0].get(CONTACT) == ""
    press(app, "Escape")
    press(app, "Escape")
    assert app.shell.screen_name == "home"


def test_no_more_of_the_contact_is_taken_than_is_kept(app: App, paths: Paths) -> None:
    app.start("home", None)
    app.shell.show_help()
    help_screen: Any = app.shell.screen
    help_screen.show_too_much()
    entry = help_screen.contact
    entry.focus_force()
    app.shell.update()
    entry.insert("end", "7" * 199)
    app.shell.clipboard_clear()
    app.shell.clipboard_append("12")
    entry.event_generate("<<Paste>>")
    app.shell.update()
    assert entry.get() == "7" * 199 and say.CONTACT_LONG in texts(help_screen.frame)
    press(app, "8")
    press(app, "9")
    assert entry.get() == "7" * 199 + "8"
    press(app, "Return")
    assert say.CONTACT_KEPT in texts(help_screen.frame)
    assert load_settings(paths.settings)[0].get(CONTACT) == entry.get()
    press(app, "9")
    assert say.CONTACT_LONG in texts(help_screen.frame)
    press(app, "BackSpace")
    assert entry.get() == "7" * 199
    assert say.CONTACT_LONG not in texts(help_screen.frame), "there is room again"


def test_a_contact_that_can_not_be_kept_is_not_called_kept(paths: Paths, no_logged_errors: None) -> None:
    paths.settings.unlink()
    paths.settings.mkdir()  # a folder in its place: it can't be read
    app = App(paths)
    try:
        app.shell.show("help", topic="home")
        help_screen: Any = app.shell.screen
        help_screen.show_too_much()
        help_screen.contact.insert("end", "Kim")
        help_screen.contact.focus_force()
        app.shell.update()
        press(app, "Return")
        assert home_words.SETTINGS_NOT_READ in texts(help_screen.frame)
        assert say.CONTACT_KEPT not in texts(help_screen.frame)
    finally:
        app.shell.close()


def test_first_cards_are_found_again(app: App) -> None:
    app.start("home", None)
    app.shell.update()
    settle(app)
    press(app, "F1")
    settle(app)
    press(app, "c")
    help_screen: Any = app.shell.screen
    assert isinstance(help_screen._view, FirstCards)
    press(app, "n")
    press(app, "Escape")
    assert help_screen._view.number == 0
    press(app, "s")
    assert say.EVERYWHERE[0][1] in texts(help_screen.frame) and app.shell.screen is help_screen
    for key, page in (("c", "cards"), ("i", "too_much"), ("l", "looks")):
        press(app, key)
        # Another language, which is chosen on the first card, leads nobody away from there.
        for code in ("de", "en"):
            app.shell.settings.set(LANGUAGE, code)
            app.shell.update()
            assert app.shell.screen.page_shown == page
        press(app, "Escape")
        assert app.shell.screen.page_shown == ""
