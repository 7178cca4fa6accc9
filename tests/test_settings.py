"""Settings: typed, kept, saved in one step, and a broken file is set aside and said."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from companion.settings import (
    ALL_SETTINGS,
    CAMERA,
    CLEAR_AFTER,
    CONTACT,
    LETTER_KEYS,
    NETWORK,
    READ_CONTROLS,
    SPEECH_AUTO,
    SPEECH_RATE,
    SPEECH_VOLUME,
    TEXT_SIZE,
    THEME,
    Setting,
    Settings,
    load_settings,
)
from companion.words import home as words


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_every_setting_accepts_its_default_and_has_words() -> None:
    for setting in ALL_SETTINGS:
        assert setting.accepts(setting.default), setting.key
        assert setting.label and setting.line
        assert not setting.group or setting.group in words.GROUP_HEADINGS
        for value in setting.values():
            if setting.group:
                assert words.CHOICE_LABELS[setting.key][str(value)]


def test_half_a_character_of_a_field_stops_no_saving(path: Path) -> None:
    """Tk 8.6 may cut an emoji in two where one is deleted."""
    settings = Settings(path)
    assert settings.set(CONTACT, "Anna 😊\udcae, \ud83d\ude0a") is None
    assert settings.set(THEME, "dark") is None
    assert load_settings(path)[0].get(CONTACT) == "Anna 😊\ufffd, 😊"


def test_keys_are_different() -> None:
    assert len({setting.key for setting in ALL_SETTINGS}) == len(ALL_SETTINGS)


def test_a_value_survives_a_restart(path: Path) -> None:
    settings, note = load_settings(path)
    assert note is None
    assert settings.set(THEME, "dark") is None
    settings.set(LETTER_KEYS, False)
    again, note = load_settings(path)
    assert note is None
    assert again.get(THEME) == "dark"
    assert again.get(LETTER_KEYS) is False
    assert again.get(TEXT_SIZE) == 100


def test_the_file_is_private_and_nothing_else_is_left(path: Path) -> None:
    settings, _ = load_settings(path)
    settings.set(THEME, "dark")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_unknown_keys_are_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"from_the_future": [1, 2], "theme": "dark"}))
    settings, _ = load_settings(path)
    settings.set(TEXT_SIZE, 150)
    assert json.loads(path.read_text()) == {"from_the_future": [1, 2], "theme": "dark", "text_size": 150}


@pytest.mark.parametrize(
    ("setting", "value"),
    [(THEME, "pink"), (TEXT_SIZE, 110), (TEXT_SIZE, 225), (TEXT_SIZE, True), (LETTER_KEYS, 1), (CAMERA, -1)],
)
def test_a_bad_value_is_refused_and_a_stored_one_ignored(setting: Setting[Any], value: Any, path: Path) -> None:
    with pytest.raises(ValueError, match=setting.key):
        Settings().set(setting, value)
    path.parent.mkdir()
    path.write_text(json.dumps({setting.key: value}))
    settings, _ = load_settings(path)
    assert settings.get(setting) == setting.default


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b"\xff\xfe\x00", b"", b"[" * 100_000])
def test_a_broken_file_is_set_aside_and_said(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    settings, note = load_settings(path)
    assert note is not None and "settings.json.corrupt" in note
    assert path.with_name("settings.json.corrupt").read_bytes() == content
    settings.set(THEME, "dark")
    assert load_settings(path)[0].get(THEME) == "dark"


def test_a_second_broken_file_does_not_replace_the_first(path: Path) -> None:
    path.parent.mkdir()
    for content in ("{one", "{two"):
        path.write_text(content)
        load_settings(path)
    kept = sorted(file.read_text() for file in path.parent.glob("*.corrupt"))
    assert kept == ["{one", "{two"]


def test_a_failed_save_keeps_the_old_file_and_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings, _ = load_settings(path)
    settings.set(THEME, "dark")
    before = path.read_bytes()

    def full(*unused: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("companion.settings.os.fsync", full)
    assert settings.set(THEME, "light") == words.SETTINGS_NOT_SAVED
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    # It still counts until the app is closed.
    assert settings.get(THEME) == "light"


def test_a_file_that_cannot_be_read_is_never_written_over(path: Path) -> None:
    path.mkdir(parents=True)  # a folder in its place: reading fails for every user, root too
    settings, note = load_settings(path)
    assert note == words.SETTINGS_NOT_READ
    assert settings.problem is None
    assert settings.set(THEME, "dark") == settings.problem == words.SETTINGS_NOT_READ
    assert settings.set(NETWORK, "poster") == words.SETTINGS_NOT_READ
    assert settings.get(THEME) == "dark", "it counts until the app is closed"
    assert path.is_dir() and not list(path.iterdir())


def test_two_windows_keep_what_the_other_one_chose(path: Path) -> None:
    first, second = load_settings(path)[0], load_settings(path)[0]
    first.set(CONTACT, "Kim")
    second.set(TEXT_SIZE, 150)
    now = load_settings(path)[0]
    assert (now.get(CONTACT), now.get(TEXT_SIZE)) == ("Kim", 150)


def test_listeners_hear_changes_only(path: Path) -> None:
    settings, _ = load_settings(path)
    heard: list[str] = []
    stop = settings.listen(lambda setting: heard.append(setting.key))
    settings.set(NETWORK, "poster")
    settings.set(NETWORK, "poster")
    settings.reset((NETWORK, THEME))
    stop()
    settings.set(NETWORK, "poster")
    assert heard == ["network", "network"]


def test_a_reset_can_be_taken_back_once(path: Path) -> None:
    settings, _ = load_settings(path)
    settings.set(NETWORK, "poster")
    assert not settings.was_reset
    settings.reset()
    settings.set(THEME, "dark")
    assert settings.was_reset and settings.undo_reset() is None
    assert (settings.get(NETWORK), settings.get(THEME)) == ("poster", "dark"), "what was chosen since then stays"
    assert not settings.was_reset
    assert load_settings(path)[0].get(NETWORK) == "poster"


def test_a_second_reset_leaves_the_way_back_from_the_first(path: Path) -> None:
    settings, _ = load_settings(path)
    settings.set(NETWORK, "poster")
    settings.reset()
    settings.reset()
    assert settings.was_reset and settings.undo_reset() is None
    assert settings.get(NETWORK) == "poster" and not settings.was_reset


def test_a_reset_gives_back_what_another_window_had_chosen_and_follows_what_it_had_reset(path: Path) -> None:
    first, second = load_settings(path)[0], load_settings(path)[0]
    first.set(NETWORK, "poster")
    second.set(TEXT_SIZE, 150)
    second.reset((NETWORK,))
    heard: list[str] = []
    first.listen(lambda setting: heard.append(setting.key))
    first.reset((NETWORK, TEXT_SIZE))
    assert first.get(TEXT_SIZE) == load_settings(path)[0].get(TEXT_SIZE) == 100
    assert "network" in heard, "it still showed what the other window had reset"
    assert first.was_reset and first.undo_reset() is None
    assert load_settings(path)[0].get(TEXT_SIZE) == 150
    assert load_settings(path)[0].get(NETWORK) == "auto"


def test_speech_is_off_until_it_is_chosen_and_asks_for_headphones() -> None:
    settings = Settings()
    assert settings.get(SPEECH_AUTO) is False and settings.get(READ_CONTROLS) is False
    assert "headphones" in SPEECH_AUTO.line
    assert settings.get(SPEECH_VOLUME) in SPEECH_VOLUME.values()
    assert settings.get(SPEECH_RATE) in SPEECH_RATE.values()


def test_what_is_chosen_again_is_saved_though_another_window_chose_something_else(tmp_path: Path) -> None:
    first, second = (load_settings(tmp_path / "settings.json")[0] for _ in range(2))
    assert first.set(CLEAR_AFTER, 12) is None
    assert second.set(CLEAR_AFTER, 0) is None
    assert load_settings(tmp_path / "settings.json")[0].get(CLEAR_AFTER) == 0


def test_a_window_follows_what_is_chosen_in_it_though_another_has_saved_the_same(tmp_path: Path) -> None:
    first, second = (load_settings(tmp_path / "settings.json")[0] for _ in range(2))
    heard: list[str] = []
    second.listen(lambda setting: heard.append(setting.key))
    first.set(TEXT_SIZE, 125)
    second.set(TEXT_SIZE, 125)
    second.set(TEXT_SIZE, 125)
    assert heard == ["text_size"]
