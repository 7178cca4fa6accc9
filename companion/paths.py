"""Where Companion keeps its files: one place that knows the folders, and makes them private."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "COMPANION_HOME"
DETECTOR_VARIABLE = "COMPANION_DETECTOR"
DETECTOR_FILE = "face_detection_yunet_2023mar.onnx"
# How long a file that another program looks at is waited for, again and again.
HELD_S = (0.05, 0.05, 0.1, 0.2, 0.4)


@dataclass(frozen=True)
class Paths:
    """The user's folders: `data` for the journal and the detector, `config` for settings, `cache` for the rest."""

    data: Path
    config: Path
    cache: Path

    @property
    def journal(self) -> Path:
        return self.data / "journal.db"

    @property
    def settings(self) -> Path:
        return self.config / "settings.json"

    @property
    def detector(self) -> Path:
        return self.data / DETECTOR_FILE

    def make_private(self) -> None:
        """Create the folders with mode 0700 (a journal of feelings is nobody else's business).

        Raises:
            OSError: a folder cannot be made or changed.
        """
        for folder in (self.data, self.config, self.cache):
            make_private(folder)


def begin_private(folder: Path) -> None:
    """Create a folder, if it is not there, that nobody else may look into.

    Raises:
        OSError: it cannot be made.
    """
    # On Windows a person's folders are private already. Since Python 3.12.4 the mode 0700 has an access list of its own
    # there, which would lock out the person if an administrator's window made the folder (cpython#157876).
    mode = 0o777 if sys.platform == "win32" else 0o700
    try:
        folder.mkdir(exist_ok=True, mode=mode)
    except FileNotFoundError:
        if folder.parent == folder:
            raise  # a drive that is not there
        # One by one: `parents=True` makes those above with the mode that files have here.
        begin_private(folder.parent)
        folder.mkdir(exist_ok=True, mode=mode)


def make_private(folder: Path) -> None:
    """Create a folder that nobody else may look into, mode 0700.

    Raises:
        OSError: it cannot be made or changed.
    """
    begin_private(folder)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def put_in_place(part: Path, file: Path) -> None:
    """Have a file take the place of another, at once.

    Raises:
        OSError: it can't. On Windows that is so while anybody has the other one open, as those that look for viruses
            do for a moment: that moment is waited for.
    """
    for pause_s in HELD_S if sys.platform == "win32" else ():
        try:
            part.replace(file)
        except PermissionError:
            time.sleep(pause_s)
        else:
            return
    part.replace(file)


def is_there(path: Path) -> bool:
    """Tell whether there is such a file or folder; False where that can't be known.

    Up to Python 3.13 `exists` raises for a folder that may not be entered, and for a name that is too long.
    """
    try:
        return path.exists()
    except OSError:
        return False


def user_paths(environ: Mapping[str, str] = os.environ) -> Paths:
    """Return the folders for this user; `COMPANION_HOME` replaces them all.

    Raises:
        FileNotFoundError: it begins with the home of a person (`~name`) who is not known here.
    """
    home = environ.get(HOME_VARIABLE)
    if home:
        try:
            root = Path(home).expanduser().absolute()
        except RuntimeError as error:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), home) from error
        return Paths(root / "data", root / "config", root / "cache")
    folders = platformdirs.PlatformDirs("companion", appauthor=False)
    return Paths(folders.user_data_path, folders.user_config_path, folders.user_cache_path)
