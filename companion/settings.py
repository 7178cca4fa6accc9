"""Settings: what a person may choose, declared once, with type, default and range, and kept in one small file."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from companion.paths import begin_private, put_in_place
from companion.whole_text import whole
from companion.words import home as words
from companion.words.language import ENGLISH, LANGUAGES

T = TypeVar("T", bool, int, str)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. Its type is the type of its default.

    Attributes:
        key: its name in the file.
        choices: the only values allowed; empty for no list.
        low, high, step: range of a number; a step of 0 means that the range is not used.
        group: heading that it stands under on the settings page; empty keeps it off the page.
    """

    key: str
    default: T
    choices: tuple[T, ...] = ()
    low: int = 0
    high: int = 0
    step: int = 0
    group: str = ""

    @property
    def label(self) -> str:
        """Its name, in a few words."""
        return words.SETTING_LABELS[self.key]

    @property
    def line(self) -> str:
        """What it does, in one plain line."""
        return words.SETTING_LINES[self.key]

    def choice_label(self, value: T) -> str:
        """Return how a value is called on the page."""
        return words.CHOICE_LABELS.get(self.key, {}).get(str(value), str(value))

    def accepts(self, value: object) -> bool:
        """Tell whether the value has the right type and lies in the range."""
        # bool is an int in Python, so the exact type is asked for.
        if type(value) is not type(self.default):
            return False
        if self.choices and value not in self.choices:
            return False
        if self.step and isinstance(value, int):
            return self.low <= value <= self.high and (value - self.low) % self.step == 0
        return True

    def values(self) -> tuple[T, ...]:
        """Return all values that can be chosen, or nothing if there is no such list."""
        if self.choices or not self.step or not isinstance(self.default, int):
            return self.choices
        return tuple(range(self.low, self.high + 1, self.step))  # type: ignore[arg-type]  # T is int here


THEME = Setting("theme", "system", choices=("system", "light", "dark", "contrast"), group="look")
TEXT_SIZE = Setting("text_size", 100, low=100, high=200, step=25, group="look")
LANGUAGE = Setting("language", ENGLISH, choices=LANGUAGES, group="look")
MIRROR_IMAGE = Setting("mirror_image", True, group="camera")
CAMERA = Setting("camera", 0, low=0, high=63, step=1)
NETWORK = Setting("network", "auto", choices=("auto", "companion", "poster", "ckplus"), group="network")
LETTER_KEYS = Setting("letter_keys", True, group="keys")
SPEECH_AUTO = Setting("speech_auto", False, group="speech")
SPEECH_VOLUME = Setting("speech_volume", 80, low=20, high=100, step=20, group="speech")
# Words a minute; espeak-ng can't go below 80.
SPEECH_RATE = Setting("speech_rate", 160, choices=(100, 130, 160, 200, 240), group="speech")
# The id of a voice of this computer, so no list of choices can be declared; the page asks the computer for them.
SPEECH_VOICE = Setting("speech_voice", "", group="speech")
READ_CONTROLS = Setting("read_controls", False, group="speech")
# Months after which old sessions are deleted at each start; 0 never. It is chosen in History.
CLEAR_AFTER = Setting("clear_after", 0, choices=(0, 3, 6, 12, 24))
# Where the small Talk window was last, as "X,Y" in pixels of the screen; empty before the first time.
SMALL_PLACE = Setting("small_place", "")
FIRST_RUN_DONE = Setting("first_run_done", False)
# Whom the person wants to call when it is too much, in their own words. Help shows it; nothing else reads it.
CONTACT = Setting("contact", "")

ALL_SETTINGS: tuple[Setting[Any], ...] = (
    THEME, TEXT_SIZE, LANGUAGE, MIRROR_IMAGE, CAMERA, NETWORK, LETTER_KEYS,
    SPEECH_AUTO, SPEECH_VOLUME, SPEECH_RATE, SPEECH_VOICE, READ_CONTROLS,
)  # fmt: skip


class Settings:
    """The chosen values. `get` and `set` take a declaration, so that a value always has its declared type."""

    def __init__(
        self, path: Path | None = None, stored: dict[str, Any] | None = None, unread: bool = False
    ) -> None:
        """Keep values in `path`; without one, in memory only (tests, `bench`).

        `unread`: there is a file, but it can't be read. Then nothing is saved, and each change says so.
        """
        self._path, self._unread = path, unread
        # All of the file, with keys that a newer version may have written: they are kept.
        self._stored: dict[str, Any] = dict(stored or {})
        self._unsaved: dict[str, Any] = {}
        self._before_reset: dict[Setting[Any], Any] = {}
        self._listeners: list[Callable[[Setting[Any]], None]] = []

    def get(self, setting: Setting[T]) -> T:
        """Return the chosen value, or the default where none, or no good one, is stored."""
        value = self._stored.get(setting.key)
        return value if setting.accepts(value) else setting.default  # type: ignore[return-value]

    def set(self, setting: Setting[T], value: T) -> str | None:
        """Choose a value, save it, tell the listeners; return a sentence if it could not be saved.

        Raises:
            ValueError: the value is not one that the setting accepts.
        """
        if not setting.accepts(value):
            raise ValueError(f"{setting.key} does not accept {value!r}")
        return self._change({setting.key: value}, (setting,))

    def forget(self, *settings: Setting[Any]) -> str | None:
        """Put these back to their defaults so that no file of former settings keeps what they were, either.

        Such are the broken ones that were set aside, and ones that a crash left half written.

        Returns:
            A sentence if that could not be saved, or a file could not be removed.
        """
        problem = self._change({setting.key: setting.default for setting in settings}, settings)
        if problem or self._path is None:
            return problem
        for pattern in (f"{self._path.name}*.corrupt", f"{self._path.name}*.tmp"):
            for file in self._path.parent.glob(pattern):
                try:
                    # What tells nothing of these is kept: the start has promised so.
                    if any(f'"{setting.key}"'.encode() in file.read_bytes() for setting in settings):
                        file.unlink()
                except FileNotFoundError:
                    continue
                except OSError:
                    return words.SETTINGS_OLD_STAYS.format(file=file)
        return None

    def reread(self, *settings: Setting[Any]) -> None:
        """Take these from the file, where another window may have changed them; what is not saved here stays."""
        found = self._stored if self._path is None else self._in_file(self._path)
        for key in {setting.key for setting in settings} - set(self._unsaved):
            if key in found:
                self._stored[key] = found[key]
            else:
                self._stored.pop(key, None)

    def reset(self, settings: tuple[Setting[Any], ...] = ALL_SETTINGS) -> str | None:
        """Put these settings back to their defaults; return a sentence if that could not be saved."""
        shown = {setting: self.get(setting) for setting in settings}
        # What another window has chosen meanwhile is taken back too, and can be brought back.
        self.reread(*settings)
        before = {setting: self.get(setting) for setting in settings}
        changed = {setting: value for setting, value in before.items() if value != setting.default}
        # Pressed a second time it changes nothing, and the first one can still be taken back.
        self._before_reset = changed or self._before_reset
        return self._change({setting.key: setting.default for setting in settings}, settings, shown)

    @property
    def was_reset(self) -> bool:
        """Whether a reset can be taken back."""
        return bool(self._before_reset)

    def undo_reset(self) -> str | None:
        """Choose again what the last reset took back; return a sentence if that could not be saved."""
        before, self._before_reset = self._before_reset, {}
        return self._change({setting.key: value for setting, value in before.items()}, tuple(before))

    @property
    def problem(self) -> str | None:
        """A sentence if something that was chosen is not saved, else None."""
        if not self._unsaved:
            return None
        return words.SETTINGS_NOT_READ if self._unread else words.SETTINGS_NOT_SAVED

    def listen(self, callback: Callable[[Setting[Any]], None]) -> Callable[[], None]:
        """Call back after each change with the changed setting; the returned function ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    def _change(
        self, values: dict[str, Any], changed: tuple[Setting[Any], ...], shown: dict[Setting[Any], Any] | None = None
    ) -> str | None:
        """Set and save values by key; `shown`: what this window shows now, where that is not what is remembered."""
        shown = shown or {setting: self.get(setting) for setting in changed}
        here = {setting for setting in changed if shown[setting] != values[setting.key]}
        # What another window saved meanwhile may differ from what is remembered here, and is what counts.
        self.reread(*changed)
        new = {setting.key: values[setting.key] for setting in changed if self.get(setting) != values[setting.key]}
        self._stored.update(new)
        self._unsaved.update(new)
        problem = self._save() if new else None
        # This window follows also where the other one has saved the same already.
        for setting in (setting for setting in changed if setting in here or setting.key in new):
            for callback in tuple(self._listeners):
                callback(setting)
        return problem

    def save_again(self) -> str | None:
        """Save what could not be saved before, if there is any; a sentence where that still fails."""
        return self._save() if self._unsaved else None

    def _save(self) -> str | None:
        if self._unread:
            return self.problem
        if self._path is not None:
            try:
                _write_atomically(self._path, {**self._in_file(self._path), **self._unsaved})
            except OSError:
                return self.problem
        self._unsaved.clear()
        return None

    def _in_file(self, path: Path) -> dict[str, Any]:
        # Another window may have written since this one began: what it changed stays.
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            found = None
        return found if isinstance(found, dict) else self._stored


def load_settings(path: Path) -> tuple[Settings, str | None]:
    """Read the settings; the second value is a sentence for the person if something was wrong with the file.

    A broken file is renamed to `.corrupt`, never overwritten: it may hold what somebody wants back.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(path), None
    except OSError:
        # What can't be read must not be written over: these settings live in memory only.
        return Settings(unread=True), words.SETTINGS_NOT_READ
    except (ValueError, RecursionError):
        stored = None
    if isinstance(stored, dict):
        return Settings(path, stored), None
    try:
        set_aside = _set_aside(path)
    except OSError:
        return Settings(unread=True), words.SETTINGS_NOT_READ
    return Settings(path), words.SETTINGS_SET_ASIDE.format(file=set_aside.name)


def language_of(path: Path) -> str:
    """Return the language that a settings file chooses, or English; nothing is changed or set aside (commands)."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        stored = None
    return Settings(None, stored if isinstance(stored, dict) else None).get(LANGUAGE)


def _set_aside(path: Path) -> Path:
    target, number = path.with_name(path.name + ".corrupt"), 2
    while target.exists():
        target, number = path.with_name(f"{path.name}.{number}.corrupt"), number + 1
    path.rename(target)
    return target


def _write_atomically(path: Path, values: dict[str, Any]) -> None:
    """Write a temporary file beside it, read that again, then put it in place: a crash leaves the old or the new file.

    Raises:
        OSError: it cannot be written, or what was written is not what is read.
    """
    begin_private(path.parent)
    text = whole(json.dumps(values, indent=2, sort_keys=True, ensure_ascii=False)) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")  # 0600 from its first moment
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_text(encoding="utf-8") != text:
            raise OSError(f"{temporary} does not hold what was written")
        put_in_place(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
