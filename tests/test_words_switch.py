"""The language is chosen on the settings page and counts at once: screens, dialogs, speech and the command line."""

from __future__ import annotations

import json
import threading
import tkinter as tk
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from companion import cli
from companion.paths import Paths
from companion.reading.reading import Kind, Reading
from companion.settings import FIRST_RUN_DONE, LANGUAGE, Settings, language_of, load_settings
from companion.speech.speaker import Speaker
from companion.speech.voices import RecordingVoice
from companion.ui.app import App
from companion.ui.first_cards import FirstCards
from companion.ui.mirror_free import FreeMirror
from companion.words import home as say
from companion.words import language, talk
from tests.at_rest import until_at_rest
from tests.gated_talk import camera
from tests.mirror_visit import everything

Wait = Callable[..., None]


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    app = App(paths)
    app.shell.settings.set(FIRST_RUN_DONE, True)
    yield app
    app.shell.close()


def texts(widget: tk.Misc) -> list[str]:
    """Return the texts of a widget and all within it."""
    own = [str(widget.cget("text"))] if "text" in (widget.keys() or ()) else []
    return own + [text for child in widget.winfo_children() for text in texts(child)]


def radio(app: App, text: str) -> Any:
    """Return the button with this text."""
    assert app.shell.screen is not None

    def look(widget: tk.Misc) -> Iterator[tk.Misc]:
        if widget.winfo_class() == "TRadiobutton" and widget.cget("text") == text:
            yield widget
        for child in widget.winfo_children():
            yield from look(child)

    return next(look(app.shell.screen.frame))


@pytest.mark.parametrize("screen", ["settings", "first_run"])
def test_a_language_that_cannot_be_saved_is_told_on_the_screen_made_anew(
    app: App, paths: Paths, wait_until: Wait, screen: str
) -> None:
    app.shell.show(screen)
    app.shell.update()
    paths.settings.unlink()
    (paths.settings / "in-the-way").mkdir(parents=True)
    radio(app, "Deutsch").invoke()
    wait_until(lambda: "Sprache" in " ".join(texts(app.shell.screen.frame)), update=app.shell.update)  # type: ignore[union-attr]
    assert say.SETTINGS_NOT_SAVED in texts(app.shell.screen.frame)  # type: ignore[union-attr]
    (paths.settings / "in-the-way").rmdir()
    paths.settings.rmdir()
    radio(app, "English").invoke()
    wait_until(lambda: "English" in texts(app.shell.screen.frame), update=app.shell.update)  # type: ignore[union-attr]
    assert language_of(paths.settings) == "en" and say.SETTINGS_NOT_SAVED not in texts(app.shell.screen.frame)  # type: ignore[union-attr]


def test_choosing_german_builds_the_open_screen_again_at_once(app: App, paths: Paths, wait_until: Wait) -> None:
    app.start("settings", None)
    app.shell.update()
    assert {"English", "Deutsch"} <= set(texts(app.shell.screen.frame))  # type: ignore[union-attr]
    button = radio(app, "Deutsch")
    button.focus_force()
    app.shell.update()
    button.event_generate("<space>")
    wait_until(lambda: "Einstellungen" in texts(app.shell.screen.frame), update=app.shell.update)  # type: ignore[union-attr]
    said = texts(app.shell.screen.frame)  # type: ignore[union-attr]
    assert "Größe der Schrift" in said and not {"Settings", "Text size", "Colors"} & set(said)
    # The person stays where they were, and the choice outlives the app.
    assert app.shell.focus_get() is radio(app, "Deutsch")
    assert load_settings(paths.settings)[0].get(LANGUAGE) == language_of(paths.settings) == "de"
    # Tk's own dialogs follow.
    assert app.shell.tk.eval("namespace eval ::tk {::msgcat::mc Cancel}") == "Abbruch"
    app.shell.show("home")
    assert "Gespräch" in " ".join(texts(app.shell.screen.frame))  # type: ignore[union-attr]
    app.shell.settings.reset()
    wait_until(lambda: "Talk" in " ".join(texts(app.shell.screen.frame)), update=app.shell.update)  # type: ignore[union-attr]
    assert say.TALK == "Talk"


@pytest.mark.parametrize("name", ["first_run", "help"])
def test_the_focus_stays_on_the_language_though_cards_were_turned_before(
    app: App, wait_until: Wait, name: str
) -> None:
    screen: Any = app.shell.show("first_run") if name == "first_run" else app.shell.cover("help")
    if name == "help":
        for show in (screen.show_cards, screen.show_topic, screen.show_cards):
            show()
    (cards,) = [one for one in everything(screen.frame) if isinstance(one, FirstCards)]
    for number in (1, 0):
        cards.show(number)
    app.shell.update()
    german = radio(app, "Deutsch")
    german.focus_force()
    app.shell.update()
    german.event_generate("<space>")
    wait_until(lambda: "Weiter" in " ".join(texts(app.shell.screen.frame)), update=app.shell.update)  # type: ignore[union-attr]
    assert app.shell.focus_get() is radio(app, "Deutsch")


def test_a_reset_of_the_settings_is_taken_back_although_the_page_is_made_anew(app: App, wait_until: Wait) -> None:
    app.shell.settings.set(LANGUAGE, "de")
    app.start("settings", None)
    wait_until(lambda: "Einstellungen" in texts(app.shell.screen.frame), update=app.shell.update)  # type: ignore[union-attr]
    app.shell.focus_force()
    app.shell.update()
    screen: Any = app.shell.screen
    assert not screen._undo.winfo_ismapped()
    screen._reset()
    wait_until(lambda: "Settings" in texts(app.shell.screen.frame), update=app.shell.update)  # type: ignore[union-attr]
    screen = app.shell.screen
    app.shell.update()
    assert screen._undo.winfo_viewable() and say.WAS_RESET in texts(screen.frame)
    assert app.shell.focus_get() is screen._undo_button
    screen._undo_reset()
    wait_until(lambda: "Einstellungen" in texts(app.shell.screen.frame), update=app.shell.update)  # type: ignore[union-attr]
    assert not app.shell.screen._undo.winfo_ismapped()  # type: ignore[union-attr]


def test_the_app_starts_in_the_language_that_was_chosen(paths: Paths, no_logged_errors: None) -> None:
    Settings(paths.settings).set(LANGUAGE, "de")
    app = App(paths)
    try:
        app.shell.settings.set(FIRST_RUN_DONE, True)
        for screen in ("home", "history", "settings"):
            app.shell.show(screen)
            app.shell.update()
            assert app.shell.screen is not None
            said = texts(app.shell.screen.frame)
            assert "Zurück" in said or "Was möchtest du tun?" in said
    finally:
        app.shell.close()


def test_what_is_covered_is_built_again_too(app: App, wait_until: Wait) -> None:
    app.start("home", None)
    app.shell.cover("settings")
    app.shell.settings.set(LANGUAGE, "de")
    wait_until(lambda: "Einstellungen" in texts(app.shell.screen.frame), update=app.shell.update)  # type: ignore[union-attr]
    app.shell.uncover()
    assert "Was möchtest du tun?" in texts(app.shell.screen.frame)  # type: ignore[union-attr]


@pytest.mark.parametrize("screen", ["talk", "mirror"])
def test_a_talk_or_a_mirror_that_does_not_run_is_not_begun_anew(app: App, wait_until: Wait, screen: str) -> None:
    app.start("home", None)
    # The person agreed for this one talk; its source has failed since.
    under: Any = app.shell.show(screen, source="nothing.mp4", **({"agreed": True} if screen == "talk" else {}))
    wait_until(lambda: not app.shell.running, update=app.shell.update)
    if screen == "mirror":
        under._words()
    step = getattr(under, "step", None)
    app.shell.cover("help", topic=screen)
    app.shell.settings.set(LANGUAGE, "de")
    wait_until(lambda: "Tasten überall" in texts(app.shell.screen.frame), update=app.shell.update)  # type: ignore[union-attr]
    assert app.shell.covered is under
    app.shell.uncover()
    app.shell.update()
    assert app.shell.screen is under and not app.shell.running
    assert getattr(under, "step", None) is step and under.frame.winfo_viewable()


def test_a_camera_and_its_person_are_the_same_in_another_language(astronaut: NDArray[np.uint8]) -> None:
    source, stop = camera(astronaut), threading.Event()
    frames = source.frames(stop, lambda event: None)
    first = next(frames)
    language.use("de")
    assert source.title == "Kamera 0"
    assert next(frames).name == first.name, "with another name it would count as another picture, with other people"
    stop.set()
    frames.close()


def test_a_paused_video_says_in_the_new_language_what_s_says(app: App, video: Path, wait_until: Wait) -> None:
    app.start("talk", str(video))
    screen: Any = app.shell.screen
    wait_until(lambda: screen._live.reading is not None and screen._live.reading.words, update=app.shell.update)
    screen.toggle_pause()
    until_at_rest(screen._live, wait_until, app.shell.update)
    english = screen._words.live.cget("text")
    app.shell.cover("settings")
    app.shell.settings.set(LANGUAGE, "de")
    wait_until(lambda: "Einstellungen" in texts(app.shell.screen.frame), update=app.shell.update)  # type: ignore[union-attr]
    app.shell.uncover()
    assert screen._words.live.cget("text") == talk.spoken(screen._live.reading).live != english


def test_the_free_mirror_says_the_same_reading_in_the_new_language(app: App) -> None:
    step = FreeMirror(ttk.Frame(app.shell), *[lambda: None] * 3)
    reading = Reading(Kind.CLEAR, ("happiness",))
    step.show(reading, resting=False)
    english = step._live.cget("text")
    language.use("de")
    step.show(reading, resting=False)
    assert step._live.cget("text") == talk.LOOKS["happiness"].live != english


def test_spoken_lines_are_in_the_language_and_tell_the_voice_so() -> None:
    settings, voice = Settings(), RecordingVoice()
    settings.set(LANGUAGE, "de")
    language.use("de")
    Speaker(voice, settings).say(talk.LOOKS["fear"].headline, now=0.0)
    assert [(text, manner.language) for text, manner in voice.said] == [("Das Gesicht wirkt ängstlich.", "de")]


def analyze(picture: Path, capsys: pytest.CaptureFixture[str], *flags: str) -> str:
    assert cli.run(["analyze", str(picture), *flags]) == 0
    return capsys.readouterr().out


def test_the_command_line_speaks_it_and_data_stays_data(
    paths: Paths, tmp_path: Path, astronaut: NDArray[np.uint8], capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "astronaut.png"
    cv2.imwrite(str(picture), astronaut)
    plain, data = analyze(picture, capsys), json.loads(analyze(picture, capsys, "--json"))
    Settings(paths.settings).set(LANGUAGE, "de")
    german = analyze(picture, capsys)
    assert "Face looks happy." in plain and "Das Gesicht wirkt fröhlich." in german
    assert "It can" not in german
    assert json.loads(analyze(picture, capsys, "--json")) == data
    with pytest.raises(SystemExit):
        cli.run(["export", "out.csv", "--from", "yesterday"])
    assert "yesterday ist kein Tag." in capsys.readouterr().err


@pytest.mark.parametrize("content", ["", "{broken", "[]", '{"language": "xx"}', '{"language": 7}'])
def test_a_command_reads_no_language_from_a_broken_file_and_leaves_it_there(paths: Paths, content: str) -> None:
    assert language_of(paths.settings) == "en"
    paths.make_private()
    paths.settings.write_text(content)
    assert language_of(paths.settings) == "en"
    assert paths.settings.read_text() == content
