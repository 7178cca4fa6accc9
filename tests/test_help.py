"""Help: it explains the screen that was open, which goes on below; and the page for when it is too much."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tkinter import ttk
from typing import Any

from companion.journal.queries import Queries
from companion.paths import Paths
from companion.settings import CONTACT, load_settings
from companion.ui.app import App
from companion.ui.first_cards import FirstCards
from companion.ui.help import Help
from companion.words import help as say

Wait = Callable[..., None]


def press(app: App, key: str) -> None:
    widget = app.shell.focus_get()
    assert widget is not None
    if len(key) == 1:
        widget.event_generate("<Key>", keysym={"?": "question"}.get(key, key))
    else:
        widget.event_generate(f"<{key}>")
    app.shell.update()


def settle(app: App) -> None:
    screen: Any = app.shell.screen
    screen.first_focus.focus_force()
    app.shell.update()


def texts(widget: tk.Misc) -> str:
    found = [str(widget.cget("text"))] if isinstance(widget, ttk.Label) else []
    return "\n".join(found + [texts(child) for child in widget.winfo_children()])


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
    assert help_screen.contact is not None
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
    help_screen.contact.delete(0, "end")
    help_screen.contact.focus_force()
    app.shell.update()
    press(app, "Return")
    assert load_settings(paths.settings)[0].get(CONTACT) == ""
    press(app, "Escape")
    press(app, "Escape")
    assert app.shell.screen_name == "home"


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


def test_card_for_the_other_person_is_large_and_spoken_on_s(app: App) -> None:
    from companion.speech.voices import RecordingVoice
    from companion.ui.speaking import Speaking
    from companion.words import consent

    voice = RecordingVoice()
    app.speaking = Speaking(app.shell, app.shell.settings, voice=voice)
    question: Any = app.shell.show("talk", source="0")
    app.shell.update()
    question.no.focus_force()
    app.shell.update()
    press(app, "c")
    assert app.shell.screen_name == "card" and app.shell.covered is question
    settle(app)
    press(app, "s")
    assert voice.texts == [" ".join(consent.CARD)]
    press(app, "F1")
    assert say.TOPICS["card"].title in texts(app.shell.screen.frame)  # type: ignore[union-attr]
    press(app, "b")
    assert app.shell.screen is question, "help on the card leads back to the question"
    press(app, "c")
    press(app, "b")
    assert app.shell.screen is question and voice.closed
    assert "not use it at work or at school" in texts(question.frame)
