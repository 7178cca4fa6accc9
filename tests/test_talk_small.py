"""The small Talk window: the word, its doubt and other meaning, by keyboard alone, while the talk goes on."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk
from typing import Any

import pytest

from companion.faces.face import Doubt
from companion.faces.places import Place
from companion.paths import Paths
from companion.reading.reading import Kind, Reading
from companion.settings import SMALL_PLACE, TEXT_SIZE, load_settings
from companion.speech.voices import RecordingVoice
from companion.ui.app import App
from companion.ui.make_pipeline import pipeline_maker
from companion.ui.speaking import Speaking
from companion.ui.talk import Talk
from companion.ui.window import BARS
from companion.words import journal, language, states
from companion.words import sources as source_words
from companion.words import talk as say
from companion.words.vocabulary import WORDS
from tests.at_rest import until_at_rest
from tests.fitting import drawn_width

Wait = Callable[..., None]


@pytest.fixture
def app(paths: Paths, no_logged_errors: None) -> Iterator[App]:
    app = App(paths)
    app.speaking = Speaking(app.shell, app.shell.settings, voice=RecordingVoice())
    yield app
    app.shell.close()


@pytest.fixture
def talk(app: App, video: Path, wait_until: Wait) -> Any:
    # Played again and again, so that a face comes however slow this machine is just now.
    make = pipeline_maker(app.paths, str(video), "auto", loop=True)
    app.shell.screens["talk"] = lambda shell, **extra: Talk(shell, make, speaking=app.speaking)
    talk: Any = app.shell.show("talk")
    wait_until(lambda: talk._live.drawn_outcome > 0, update=app.shell.update)
    talk._pause.focus_force()
    app.shell.update()
    return talk


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


def press(app: App, key: str) -> None:
    end = time.monotonic() + 5
    while app.shell.focus_get() is None and time.monotonic() < end:
        app.shell.update()
    widget = app.shell.focus_get()
    assert widget is not None
    widget.event_generate("<Key>" if len(key) == 1 else f"<{key}>", **({"keysym": key} if len(key) == 1 else {}))
    app.shell.update()


def pause(app: App, talk: Any, wait: Wait) -> None:
    """Pause, so that the video's own readings don't come in between."""
    talk.toggle_pause()
    until_at_rest(talk._live, wait, app.shell.update)


def reading(*words: str, kind: Kind | None = None, reasons: tuple[Doubt, ...] = ()) -> Reading:
    return Reading(kind or (Kind.CLEAR if len(words) == 1 else Kind.MAYBE), words, reasons=reasons)


def test_letter_opens_it_and_the_same_letter_leads_back(app: App, talk: Any, wait_until: Wait) -> None:
    press(app, "w")
    small = talk._views.small
    assert small.winfo_viewable() and app.shell.state() == "withdrawn"
    assert int(small.attributes("-topmost")) == 1
    assert small.live.cget("text") == talk._words.live.cget("text"), "it begins with what stood there"
    assert app.shell.hotkeys.letters == ("s", "w")
    nothing_yet = (say.NO_FACE_LIVE, say.LOADING_LIVE)
    wait_until(lambda: small.live.cget("text") not in nothing_yet, update=app.shell.update)
    assert small.line.cget("text"), "a bare label is never shown"
    assert talk._words.live.cget("text") == small.live.cget("text")
    press(app, "s")
    assert talk._speaking._speaker._voice.texts == [say.spoken(talk._live.reading).headline]
    press(app, "w")
    assert not small.winfo_exists() and app.shell.state() == "normal"
    assert app.shell.focus_get() is talk._to_small and app.shell.screen is talk
    assert "p" in app.shell.hotkeys.letters


def test_escape_stops_speech_first_and_then_leads_back(app: App, talk: Any) -> None:
    now = 100.0
    talk._speaking._clock = lambda: now
    press(app, "w")
    press(app, "s")
    press(app, "Escape")
    assert talk._views.small is not None and talk._speaking._speaker._voice.stopped
    now += 1.1
    press(app, "Escape")
    assert talk._views.small is None and app.shell.screen is talk


def test_every_word_stands_with_its_other_meaning_and_nothing_is_cut_off(
    app: App, talk: Any, wait_until: Wait
) -> None:
    pause(app, talk, wait_until)
    for percent in (100, 150, 200):
        app.shell.settings.set(TEXT_SIZE, percent)
        talk.open_small()
        small = talk._views.small
        app.shell.update()
        readings = [reading(word) for word in WORDS] + [reading("disgust", "surprise"), reading("contempt", "disgust")]
        readings += [reading(kind=Kind.UNSURE), reading(kind=Kind.NO_FACE), say.FaceSeen(Kind.NO_FACE)]
        for one in readings:
            small.show(one)
            app.shell.update()
            line = str(small.line.cget("text"))
            assert line in " ".join(say.spoken(one).lines) and line
            if one.kind is Kind.CLEAR:
                assert line == say.LOOKS[one.words[0]].also
            assert_nothing_is_cut_off(small)
        wide, high = (int(part) for part in small.geometry().split("+")[0].split("x"))
        assert wide <= app.shell.winfo_screenwidth() and high <= 640
        talk.back()


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_each_reason_stands_there_with_what_helps_and_nothing_is_cut_off(
    app: App, talk: Any, wait_until: Wait, code: str
) -> None:
    pause(app, talk, wait_until)
    language.use(code)
    for percent in (100, 150, 200):
        app.shell.settings.set(TEXT_SIZE, percent)
        talk.open_small()
        small = talk._views.small
        app.shell.update()
        for doubt in Doubt:
            # Another doubt that weighs less adds nothing: there is room for one.
            reasons = (doubt, Doubt.CHANGING)
            doubted = [reading(word, reasons=reasons) for word in WORDS]
            doubted += [reading("contempt", "disgust", reasons=reasons), reading(kind=Kind.UNSURE, reasons=reasons)]
            for one in doubted:
                small.show(one)
                app.shell.update()
                why = say.REASONS[doubt]
                line = f"{why.why} {why.mend} {say.spoken(one).lines[-2]}"
                assert str(small.line.cget("text")).split() == line.split()
                assert_nothing_is_cut_off(small)
        small.show(reading(kind=Kind.NO_FACE, reasons=(Doubt.DARK,)))
        app.shell.update()
        assert small.line.cget("text") == f"{say.BLACK_WHY} {say.BLACK_MEND}"
        assert_nothing_is_cut_off(small)
        wide, high = (int(part) for part in small.geometry().split("+")[0].split("x"))
        assert wide <= app.shell.winfo_screenwidth() and high <= 640
        talk.back()


@pytest.mark.parametrize("code", language.LANGUAGES)
@pytest.mark.parametrize("percent", [100, 175, 200])
def test_on_a_low_screen_all_of_it_is_there(
    app: App, talk: Any, wait_until: Wait, monkeypatch: pytest.MonkeyPatch, code: str, percent: int
) -> None:
    pause(app, talk, wait_until)
    language.use(code)
    monkeypatch.setattr(tk.Misc, "winfo_screenwidth", lambda self: 1024)
    monkeypatch.setattr(tk.Misc, "winfo_screenheight", lambda self: 600)
    app.shell.settings.set(TEXT_SIZE, percent)
    talk.open_small()
    small = talk._views.small
    small.offer_next(True)
    small.people.say(states.whose(Place(99, number=21, in_row=33, row=2, rows=3)))
    for one in (reading("disgust", "surprise", reasons=(Doubt.DARK,)), reading("happiness")):
        small.show(one)
        app.shell.update()
        assert small.winfo_width() <= 1024 and small.winfo_height() <= 600 - BARS
        for button in (small.say_it, small.large, small.other):
            assert button.winfo_rooty() + button.winfo_height() <= small.winfo_rooty() + small.winfo_height()
            assert button.winfo_rootx() + button.winfo_width() <= small.winfo_rootx() + small.winfo_width()
        assert is_seen(small, small.lead) and is_seen(small, small.live), "a new word is seen at once"
        small.large.event_generate("<Next>")  # Page Down
        app.shell.update()
        assert is_seen(small, small.line) and is_seen(small, small.people)
    small.large.event_generate("<Prior>")
    app.shell.update()
    assert is_seen(small, small.lead)


def is_seen(small: Any, label: tk.Misc) -> bool:
    """Tell whether all of a label is in what is seen of the scrolling part."""
    top = label.winfo_rooty() - small.scroll.winfo_rooty()
    return (
        label.winfo_height() >= label.winfo_reqheight()
        and 0 <= top <= small.scroll.winfo_height() - label.winfo_height()
    )


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_notes_are_seen_whole(app: App, talk: Any, wait_until: Wait, code: str) -> None:
    pause(app, talk, wait_until)
    language.use(code)
    notes = [text.format(detail="clip.avi") for text in source_words.EVENTS.values()]
    notes += [say.FILE_ENDED, say.CORRECT_KEPT, journal.DISK_FULL, journal.READ_ONLY.format(folder="/home/journal")]
    for percent in (100, 150, 200):
        app.shell.settings.set(TEXT_SIZE, percent)
        talk.open_small()
        small = talk._views.small
        for note in notes:
            talk.notice(note)
            app.shell.update()
            hint: Any = app.shell._hint
            (label,) = hint.winfo_children()
            assert label.cget("text") == note
            assert 1 < drawn_width(label) <= label.winfo_width(), note
            assert label.winfo_height() >= label.winfo_reqheight(), note
            assert hint.winfo_y() >= 0 and hint.winfo_y() + hint.winfo_height() <= small.winfo_height(), note
        talk.back()


def assert_nothing_is_cut_off(window: tk.Toplevel) -> None:
    waiting: list[tk.Misc] = [window]
    while waiting:
        widget = waiting.pop()
        waiting += widget.winfo_children()
        if isinstance(widget, ttk.Label | ttk.Button) and widget.winfo_viewable():
            assert widget.winfo_height() >= widget.winfo_reqheight(), widget.cget("text")
            assert widget.winfo_rootx() + widget.winfo_width() <= window.winfo_rootx() + window.winfo_width()
            assert widget.winfo_rooty() + widget.winfo_height() <= window.winfo_rooty() + window.winfo_height()


def test_place_is_remembered_and_always_on_the_screen(app: App, paths: Paths, talk: Any) -> None:
    press(app, "w")
    talk._views.small.geometry("+120+130")
    app.shell.update()
    press(app, "w")
    assert load_settings(paths.settings)[0].get(SMALL_PLACE) == "120,130"
    press(app, "w")
    assert (talk._views.small.winfo_x(), talk._views.small.winfo_y()) == (120, 130)
    press(app, "w")
    app.shell.settings.set(SMALL_PLACE, "99999,-50")
    press(app, "w")
    small = talk._views.small
    assert small.winfo_x() + small.winfo_width() <= app.shell.winfo_screenwidth() and small.winfo_y() == 0


def test_larger_text_does_not_push_it_off_the_screen(app: App, talk: Any) -> None:
    wide, high = app.shell.winfo_screenwidth(), app.shell.winfo_screenheight()
    app.shell.settings.set(SMALL_PLACE, f"{wide},{high}")
    press(app, "w")
    small = talk._views.small
    for _ in range(4):
        before = small.winfo_width()
        small.large.event_generate("<Control-plus>")
        app.shell.update()
        assert small.winfo_width() > before
        assert small.winfo_x() + small.winfo_width() <= wide and small.winfo_y() + small.winfo_height() <= high
        assert small.winfo_x() >= 0 and small.winfo_y() >= 0


def test_pause_note_and_end_reach_it(app: App, talk: Any) -> None:
    press(app, "w")
    small = talk._views.small
    talk._cannot("The camera is gone.")
    assert small.line.cget("text") == "The camera is gone."
    talk.notice("I look for the camera.")
    assert app.shell._hint is not None and app.shell._hint.winfo_toplevel() is small
    app.shell.show("home")
    app.shell.update()
    assert not small.winfo_exists() and app.shell.state() == "normal"
