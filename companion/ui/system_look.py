"""What look the computer is set to: light, dark or high contrast. Where it can't be asked, the answer is light."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping

from companion.ui.palette import Look

# Asking must not hold up the window. Just after the computer was started it may take longer: that is done in a thread.
PATIENCE_S, PATIENCE_IN_THREAD_S = 0.25, 20.0


class NoAnswer(Exception):
    """The computer does not say what it is set to."""


def _ask(*command: str, patience_s: float = PATIENCE_S) -> str:
    """Return what a small system command prints; nothing if it is not there, or fails.

    Raises:
        subprocess.TimeoutExpired: it took longer than `patience_s`.
    """
    if shutil.which(command[0]) is None:
        return ""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=patience_s, check=False)
    except OSError:
        return ""
    return answer.stdout.strip().lower()


def _ask_patiently(*command: str) -> str:
    """Return what it prints, as above, but for a failure, by which a window that is dark must not turn light.

    Raises:
        NoAnswer: it is not there, fails or hangs.
    """
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_IN_THREAD_S, check=False)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NoAnswer(command[0]) from error
    # macOS answers so where nothing is set, which is light.
    if answer.returncode and command[0] != "defaults":
        raise NoAnswer(command[0])
    return answer.stdout.strip().lower()


def _windows_value(folder: str, name: str) -> object:
    import winreg  # only Windows has it

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, folder) as key:  # type: ignore[attr-defined,unused-ignore]
            value: object = winreg.QueryValueEx(key, name)[0]  # type: ignore[attr-defined,unused-ignore]
            return value
    except OSError:
        return None


def _windows_look() -> Look:
    flags = _windows_value(r"Control Panel\Accessibility\HighContrast", "Flags")
    if isinstance(flags, str) and flags.isdigit() and int(flags) & 1:
        return Look.CONTRAST
    themes = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
    return Look.DARK if _windows_value(themes, "AppsUseLightTheme") == 0 else Look.LIGHT


def system_look(
    environ: Mapping[str, str], platform: str = sys.platform, ask: Callable[..., str] = _ask
) -> Look:
    """Return the look that the computer is set to.

    Raises:
        subprocess.TimeoutExpired, NoAnswer: `ask` raised it.
    """
    if platform == "win32":
        return _windows_look()
    if platform == "darwin":
        return Look.DARK if ask("defaults", "read", "-g", "AppleInterfaceStyle") == "dark" else Look.LIGHT
    theme = environ.get("GTK_THEME", "").lower()
    if theme:
        return Look.CONTRAST if "highcontrast" in theme else Look.DARK if "dark" in theme else Look.LIGHT
    if ask("gsettings", "get", "org.gnome.desktop.a11y.interface", "high-contrast") == "true":
        return Look.CONTRAST
    scheme = ask("gsettings", "get", "org.gnome.desktop.interface", "color-scheme")
    return Look.DARK if "dark" in scheme else Look.LIGHT


class SystemLook:
    """The look that the computer is set to, as far as it is known. For the Tk thread.

    Args:
        post: hands a callback to the Tk thread.
        changed: called there when the computer has answered otherwise than before.
    """

    def __init__(self, post: Callable[[Callable[[], None]], None], changed: Callable[[], None]) -> None:
        self._post, self._changed = post, changed
        self._known: Look | None = None
        self._asking = False

    def get(self) -> Look:
        """Return it; the computer is asked the first time only. Light for as long as it does not answer."""
        if self._known is None and not self._asking:
            try:
                self._known = system_look(os.environ)
            except subprocess.TimeoutExpired:
                self.ask_again()
        return Look.LIGHT if self._known is None else self._known

    def ask_again(self) -> None:
        """Ask the computer in a thread; what it is set to may have changed, as in the evening."""
        if not self._asking:
            self._asking = True
            threading.Thread(target=self._ask_again, name="look", daemon=True).start()

    def forget(self) -> None:
        """Have the computer asked anew."""
        self._known = None

    def _ask_again(self) -> None:
        look: Look | None = None
        with contextlib.suppress(NoAnswer):
            look = system_look(os.environ, ask=_ask_patiently)
        self._post(lambda: self._answered(look))

    def _answered(self, look: Look | None) -> None:
        before, self._known, self._asking = self._known, look or self._known or Look.LIGHT, False
        if self._known != before:
            self._changed()
