"""What is worked by arrow keys tells aloud what is chosen in it: the body, the map, the still; choices their name."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from tkinter import ttk
from typing import Any

import pytest

from companion.settings import READ_CONTROLS, TEXT_SIZE
from companion.speech.controls import Control, change_for, line_for
from companion.speech.voices import RecordingVoice
from companion.ui.reading_controls import ReadControls, control_of
from companion.ui.region import Region
from companion.ui.screen_still import ScreenStill
from companion.ui.settings_page import SettingsPage
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.widgets import ActionButton
from companion.words import language
from companion.words import mirror as say
from tests.mirror_visit import Visit, everything


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    yield
    language.use(language.ENGLISH)


def voice_of(visit: Visit) -> RecordingVoice:
    """Have the controls of a visit read to a voice that writes down what it says."""
    voice = RecordingVoice()
    visit.shell.settings.set(READ_CONTROLS, True)
    ReadControls(visit.shell, Speaking(visit.shell, visit.shell.settings, voice=voice))
    return voice


def pressed(visit: Visit, widget: tk.Misc, key: str) -> None:
    for kind in ("KeyPress", "KeyRelease"):
        widget.event_generate(f"<{kind}-{key}>")
        visit.settle()


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_each_spot_of_the_body_is_told(visit: Visit, code: str) -> None:
    language.use(code)
    voice = voice_of(visit)
    visit.keys("b")
    step = visit.screen.step
    assert voice.texts[-1].endswith(f"{step._here.cget('text')}.")
    for key in ("Down", "Down", "space"):
        pressed(visit, step._figure, key)
        assert voice.texts[-1] == f"{step._here.cget('text')}."
    assert len(set(voice.texts[-3:])) == 3, "chosen is another line than not chosen"


def test_a_name_that_changed_by_itself_is_told_only_by_a_key_that_works_the_button(visit: Visit) -> None:
    voice = voice_of(visit)
    visit.keys("w", "1", "1", "a")  # the question again, with the focus on its first way
    button = visit.shell.focus_get()
    assert isinstance(button, ActionButton) and button.letter == "W"
    for key, told in (("s", False), ("Escape", False), ("w", True), ("space", True), ("Down", True)):
        button.set_text(f"Once more {key}")
        count = len(voice.texts)
        button.event_generate("<KeyRelease>", keysym=key)
        visit.settle()
        assert len(voice.texts) == count + told, key
        button.event_generate("<KeyRelease>", keysym="space")
        visit.settle()
        assert len(voice.texts) == count + told, "what another key has left untold is not told later"


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_each_place_on_the_map_is_told(visit: Visit, code: str) -> None:
    language.use(code)
    voice = voice_of(visit)
    visit.keys("m")
    step = visit.screen.step
    assert voice.texts[-1].endswith(f"{say.MIDDLE}.")
    for key in ("Right", "Up"):
        pressed(visit, step._grid, key)
        assert voice.texts[-1] == f"{step._place.cget('text')}."


def test_the_part_of_the_screen_that_is_marked_is_told(shell: Shell) -> None:
    still = ScreenStill(shell, lambda region: None, lambda: None)
    still.region = Region(10, 20, 300, 200)
    assert line_for(control_of(still)) == (  # type: ignore[arg-type]
        "Still of the screen with a box, picture, Box: 300 wide, 200 high, 10 from the left, 20 from the top."
    )


def test_a_choice_of_a_setting_is_told_with_the_name_of_the_setting(shell: Shell) -> None:
    shell.screens["settings"] = SettingsPage
    page: Any = shell.show("settings")
    lines = [line_for(control_of(one)) for one in everything(page.frame) if isinstance(one, ttk.Radiobutton)]  # type: ignore[arg-type]
    assert len(lines) > 10 and len(set(lines)) == len(lines), "no two of them sound the same"
    assert f"{TEXT_SIZE.label}: 100 %, choice, chosen." in lines


def test_only_what_has_places_inside_is_told_in_short() -> None:
    box = Control("Voice", "TCombobox", value="English")
    assert change_for(box) == line_for(box) == "Voice, list, English."
    assert change_for(Control("Notes", "Text", full=True)) == "holds text."
    assert change_for(Control("Chart", "Canvas")) == "Chart, picture."
