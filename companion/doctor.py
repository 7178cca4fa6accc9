"""`companion doctor`: looks at what the app needs on this computer, and says how to mend what is missing."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import shutil
import ssl
import sys
import tempfile
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import certifi

from companion.causes import plain_cause
from companion.no_window import tk_broken
from companion.paths import DETECTOR_VARIABLE, Paths, is_there, put_in_place
from companion.unloaded import unloaded
from companion.words import app as app_words
from companion.words import doctor as say

DETECTOR_URL = (
    "https://media.githubusercontent.com/media/opencv/opencv_zoo/main/models/face_detection_yunet/"
    "face_detection_yunet_2023mar.onnx"
)
DETECTOR_SHA256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"
FETCH_TIMEOUT_S = 20


class State(StrEnum):
    """How a check went; only MISSING keeps the app from running."""

    GOOD = "good"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True)
class Check:
    """One line of the doctor: what was looked at, how it is, what was found, and the mend."""

    name: str
    state: State
    found: str
    mend: str = ""

    @property
    def can_run(self) -> bool:
        return self.state is not State.MISSING

    def as_dict(self) -> dict[str, str]:
        """Return the check for `--json`."""
        return {"name": self.name, "state": str(self.state), "found": self.found, "mend": self.mend}

    def line(self) -> str:
        """Return the check as one line for a person."""
        return f"{say.STATES[self.state]:8} {say.NAMES[self.name]}: {self.found} {self.mend}".rstrip()


def examine(paths: Paths) -> list[Check]:
    """Look at everything that the app needs. The journal is looked at, not changed."""
    problem = _library_problem()

    def with_pictures(name: str, check: Callable[[], Check]) -> Check:
        return Check(name, State.MISSING, problem) if problem else check()

    return [
        with_pictures("camera", _camera),
        _display(),
        _voice(),
        with_pictures("detector", lambda: _detector(paths)),
        with_pictures("network", _network),
        _journal(paths),
    ]


def _library_problem() -> str:
    """Return a sentence where a library can't be loaded that pictures need, else "".

    It is tried here alone: OpenCV prints to standard output where it is tried again.
    """
    try:
        import companion.faces.detector
        import companion.reading.classifier
        import companion.sources.camera  # noqa: F401
    except ImportError as error:
        return unloaded(error)
    return ""


def _camera() -> Check:
    from companion.sources.camera import find_camera

    number = find_camera()
    if number is None:
        return Check("camera", State.WARNING, say.CAMERA_NONE, say.CAMERA_MEND)
    return Check("camera", State.GOOD, say.CAMERA_GOOD.format(number=number))


def _display() -> Check:
    try:
        import tkinter

        from companion.ui.bare_tk import BareTk
    except ImportError:
        return Check("display", State.MISSING, say.TK_NONE, say.TK_MEND)
    try:
        root = BareTk()
    except tkinter.TclError as error:
        broken = tk_broken(error)
        mend = app_words.TK_BROKEN_MEND if broken else say.DISPLAY_MEND
        return Check("display", State.MISSING, broken or say.DISPLAY_NONE, mend)
    size = f"{root.winfo_screenwidth()}x{root.winfo_screenheight()}"
    root.destroy()
    return Check("display", State.GOOD, say.DISPLAY_GOOD.format(size=size, tk=tkinter.TkVersion))


def _voice() -> Check:
    from companion.speech.process_voice import list_voices

    if sys.platform == "linux":
        missing = [program for program in ("aplay", "espeak-ng") if shutil.which(program) is None]
        # Without the program espeak-ng a voice may still speak by its library: who speaks is asked.
        if missing and not (missing == ["espeak-ng"] and list_voices() is not None):
            return Check("voice", State.WARNING, say.VOICE_NONE.format(program=missing[0]), say.VOICE_MEND)
    elif list_voices() is None:
        return Check("voice", State.WARNING, say.VOICE_NONE_HERE, say.VOICE_MEND_HERE)
    return Check("voice", State.GOOD, say.VOICE_GOOD)


def _detector(paths: Paths) -> Check:
    from companion.faces.detector import YunetDetector, detector_file

    file = detector_file(os.environ.get(DETECTOR_VARIABLE), paths.detector)
    if file is None:
        return Check("detector", State.WARNING, say.DETECTOR_HAAR, say.DETECTOR_MEND)
    import cv2

    try:
        YunetDetector(file)
    except cv2.error:
        return Check("detector", State.WARNING, say.DETECTOR_BROKEN.format(path=file), say.DETECTOR_MEND)
    return Check("detector", State.GOOD, say.DETECTOR_GOOD.format(path=file))


def _network() -> Check:
    from companion.reading.card import NetworkError, network_folder
    from companion.reading.classifier import Classifier

    try:
        folder = network_folder()
        Classifier(folder)
    except NetworkError as error:
        return Check("network", State.MISSING, str(error))
    return Check("network", State.GOOD, say.NETWORK_GOOD.format(name=folder.name))


def _journal(paths: Paths) -> Check:
    folder = paths.data
    while not is_there(folder) and folder != folder.parent:  # a drive that is not there has itself above it
        folder = folder.parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Check("journal", State.WARNING, say.JOURNAL_READ_ONLY.format(path=folder), say.JOURNAL_MEND)
    if not is_there(paths.journal):
        return Check("journal", State.GOOD, say.JOURNAL_GOOD.format(path=paths.journal))
    if not os.access(paths.journal, os.W_OK):
        return Check("journal", State.WARNING, say.JOURNAL_READ_ONLY.format(path=paths.journal), say.JOURNAL_MEND)
    return _journal_file(paths.journal)


def _journal_file(path: Path) -> Check:
    import sqlite3

    from sqlite_utils import Database

    from companion.journal.files import is_corrupt
    from companion.journal.migrations import is_journal, is_newer
    from companion.words import journal as journal_words

    # Only the file itself is read, without a lock, so that nothing is made beside it. What a running Companion has in
    # its -wal is not seen then; what kind of file it is, is.
    running = is_there(path.with_name(f"{path.name}-wal"))
    sound = True
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as sql:
            db = Database(sql)
            sound = is_journal(db)
            if sound and is_newer(db):
                return Check("journal", State.WARNING, journal_words.NEWER, say.JOURNAL_NEWER_MEND)
    except sqlite3.Error as error:
        sound = running or not is_corrupt(error)
    if not sound:
        found = say.JOURNAL_BROKEN.format(path=path)
        return Check("journal", State.WARNING, found, say.JOURNAL_BROKEN_MEND)
    return Check("journal", State.GOOD, say.JOURNAL_GOOD.format(path=path))


def get_detector(paths: Paths, url: str = DETECTOR_URL, sha256: str = DETECTOR_SHA256) -> str:
    """Fetch the YuNet file once, check its SHA-256 and keep it in the data folder.

    This is the app's one way to the network, and it runs on this command only.

    Returns:
        An empty text when the file is there, else one sentence that says why not.
    """
    try:
        if is_there(paths.detector) and _sha256(paths.detector.read_bytes()) == sha256:
            return ""
    except OSError as error:
        return say.FETCH_NOT_KEPT.format(why=plain_cause(error))
    try:
        with urllib.request.urlopen(url, timeout=FETCH_TIMEOUT_S, context=_trusted()) as answer:
            content = answer.read(4_000_000)
    except (OSError, ValueError, http.client.HTTPException) as error:
        return say.FETCH_FAILED.format(why=plain_cause(error))
    if _sha256(content) != sha256:
        return say.FETCH_WRONG
    try:
        paths.make_private()
        with tempfile.NamedTemporaryFile(dir=paths.data, delete=False) as part, contextlib.ExitStack() as until_then:
            until_then.callback(Path(part.name).unlink, missing_ok=True)
            part.write(content)
            part.close()
            put_in_place(Path(part.name), paths.detector)
    except OSError as error:
        return say.FETCH_NOT_KEPT.format(why=plain_cause(error))
    return ""


def _trusted() -> ssl.SSLContext:
    """Return what the system trusts, and certifi's list: python.org's Python knows no authority at first on a Mac."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
