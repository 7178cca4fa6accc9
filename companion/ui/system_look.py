"""What look the computer is set to: light, dark or high contrast. Where it can't be asked, the answer is light."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from companion.ui.palette import Look

# Asking must not hold up the window.
PATIENCE_S = 0.25


def _ask(*command: str) -> str:
    """Return what a small system command prints; nothing if it is not there, fails or is slow."""
    if shutil.which(command[0]) is None:
        return ""
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
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
    """Return the look that the computer is set to."""
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
