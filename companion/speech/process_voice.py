"""The computer's own voices. Each line has a process of its own (`child`).

So ending the process ends the sound at once, and no driver can freeze or end the window. A spare process is kept warm
for the next line.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from companion.paths import begin_private
from companion.speech.child import NO_VOICE
from companion.speech.voices import Manner, VoiceName
from companion.words import speech as words

CHILD = Path(__file__).with_name("child.py")
# How long a list of voices may take; it is asked for in a thread.
LIST_S = 15.0
JOIN_S = 2.0
# How long a process may take until it could speak; half a second is usual.
READY_S = 20.0
# Where nothing could be started, it is tried again with the first line after this time.
AGAIN_S = 10.0
# What a killed app has left here is deleted by a later one after this time; no line takes so long.
LEFT_BEHIND_S = 600.0
# Clocks of files are rougher than those of processes.
CLOCKS_S = 2.0


def missing_player(platform: str = sys.platform) -> str:
    """Return a sentence if the program that plays sound is missing."""
    return words.NO_PLAYER if platform == "linux" and shutil.which("aplay") is None else ""


class ProcessVoice:
    """The computer's own voices, in processes of their own.

    Args:
        folder: private; each process has its temporary files in here, and they are deleted when it has ended.
        on_change: called, in any thread, when a process is ready or has ended.
    """

    def __init__(self, folder: Path, on_change: Callable[[], None] = lambda: None) -> None:
        self._folder, self._on_change = folder, on_change
        self._problem, self._failed_s = "", 0.0  # when it was last tried
        self._gave_up = False  # a line hung, and none was said since
        self._spare: _Child | None = None
        self._speaking: _Child | None = None
        self._children: list[_Child] = []

    @property
    def problem(self) -> str:
        if self._spare is not None and self._spare.failed:
            self._problem = words.NO_VOICE
        # A line that was not heard is told, but the next one is tried all the same.
        unheard = self._speaking is not None and self._speaking.unheard
        if self._speaking is not None and self._speaking.ended.is_set() and not unheard:
            self._gave_up = False
        return self._problem or (words.NO_SOUND if unheard or self._gave_up else "")

    @property
    def mute(self) -> bool:
        return self.problem not in ("", words.NO_SOUND)

    @property
    def busy(self) -> bool:
        return self._speaking is not None and not self._speaking.ended.is_set()

    @property
    def free(self) -> bool:
        return not self.busy and self._spare is not None and self._spare.ready.is_set() and not self._problem

    def warm(self) -> None:
        """Start a process for the next line, unless there is one."""
        if self._spare is not None and not self._spare.failed and self._spare.ended.is_set():
            self._spare = None  # it was ready and ended by itself: somebody else ended it
        if self._spare is not None and not self._spare.ready.is_set() and time.monotonic() - self._failed_s > READY_S:
            self._spare.end()
            self._problem, self._failed_s = words.NO_VOICE, time.monotonic()  # it hangs
        if self.problem and time.monotonic() - self._failed_s > AGAIN_S:
            self.try_again()  # room may have been made; who only listens to what comes by itself can't ask for it
        if self._spare is None and not self._problem:
            self._failed_s = time.monotonic()
            self._problem = missing_player()
            if not self._problem:
                self._spare = self._start()

    def try_again(self) -> None:
        """Forget that nothing could be started: the person may have put it right."""
        self._problem = ""
        if self._spare is not None and self._spare.failed:
            self._spare = None

    def _start(self) -> _Child | None:
        try:
            begin_private(self._folder)
            _delete_left_behind(self._folder)
            child = _Child(self._folder, self._on_change)
        except OSError:
            self._problem = words.NOT_STARTED.format(folder=self._folder)
            return None
        self._children = [known for known in self._children if not known.ended.is_set()] + [child]
        return child

    def say(self, text: str, manner: Manner) -> None:
        """Give the line to the warm process, and warm up the next."""
        if self._spare is None:
            return
        self._speaking, self._spare = self._spare, None
        self._speaking.say(text, manner)
        self.warm()

    def stop(self) -> bool:
        """End the process that speaks, with all that it has started (aplay)."""
        if self._speaking is None:
            return False
        child, self._speaking = self._speaking, None
        return child.end()

    def give_up(self) -> None:
        """End the process that speaks: the sound device hangs, and nobody has heard it."""
        self._gave_up = self.stop() or self._gave_up

    def close(self) -> None:
        """End all processes, and wait shortly until their files are deleted."""
        self._spare = self._speaking = None
        self._problem, self._gave_up = "", False
        for child in self._children:
            child.end()
        for child in self._children:
            child.thread.join(JOIN_S)
        self._children.clear()
        with contextlib.suppress(OSError):
            self._folder.rmdir()


class _Child:
    """One process for one line. Its thread reads what it tells, and tidies up after it.

    Attributes:
        unheard: it tried to say its line, and no sound came.
    """

    def __init__(self, folder: Path, on_change: Callable[[], None]) -> None:
        self.ready, self.ended = threading.Event(), threading.Event()
        self.unheard = False
        self._on_change = on_change
        self._folder = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=folder))  # mode 0700
        try:
            self._process = _open([], self._folder)
        except OSError:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self.thread = threading.Thread(target=self._read, name="voice", daemon=True)
        self.thread.start()

    @property
    def failed(self) -> bool:
        """True when it ended before it could speak."""
        return self.ended.is_set() and not self.ready.is_set()

    def say(self, text: str, manner: Manner) -> None:
        """Tell it what to say, once it is ready."""
        wish = {
            "text": text, "rate": manner.rate, "volume": manner.volume / 100, "voice": manner.voice,
            "language": manner.language,
        }  # fmt: skip
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # it has just ended; its thread tells so
            self._process.stdin.write(json.dumps(wish) + "\n")
            self._process.stdin.flush()

    def end(self) -> bool:
        """End it and all that it has started; tell whether it was still there."""
        if self.ended.is_set():
            return False
        _end_group(self._process)
        return True

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.strip() != "ready":
                self.unheard = line.strip() == "failed"
                break
            self.ready.set()
            self._on_change()
        # Before `wait`, while the number of its group can't be given to another: an aplay may have outlived it.
        _end_group(self._process)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]  # both were asked for
        shutil.rmtree(self._folder, ignore_errors=True)
        self.ended.set()
        self._on_change()


def _open(arguments: list[str], folder: Path) -> subprocess.Popen[str]:
    """Start the speaking process with its temporary files in `folder` and a process group of its own."""
    extra: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        extra = {"creationflags": subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen(
        # -P: no module of the folder that the app was started in, or of this one, takes the place of a library.
        [sys.executable, "-P", str(CHILD), *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        env={**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}, **extra,
    )  # fmt: skip


def _end_group(process: subprocess.Popen[str]) -> None:
    if process.returncode is not None:
        return
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _delete_left_behind(folder: Path) -> None:
    for old in folder.iterdir():
        with contextlib.suppress(OSError):  # another window of the app may be deleting it too
            changed_s = old.stat().st_mtime
            if time.time() - changed_s > LEFT_BEHIND_S and not _owner_lives(old.name, changed_s):
                shutil.rmtree(old, ignore_errors=True)


def _owner_lives(name: str, changed_s: float) -> bool:
    """Tell whether the app that a folder is named after still runs: its spare process may wait there for hours.

    Args:
        changed_s: Unix time; what began later is another process with the same number.
    """
    try:
        return bool(psutil.Process(int(name.partition("-")[0])).create_time() <= changed_s + CLOCKS_S)
    except (ValueError, psutil.Error):
        return False


def list_voices(language: str = "en") -> tuple[VoiceName, ...] | None:
    """Return the computer's voices for this language, or all where it has none; None if it can't speak.

    Some drivers list nothing and speak all the same. Takes up to a second: call it in a thread.
    """
    if missing_player():
        return None
    with contextlib.ExitStack() as until_then:
        try:
            # On a full disk there is no folder to be had.
            folder = until_then.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
            process = _open(["--voices"], Path(folder))
        except OSError:
            return ()
        try:
            answer, _ = process.communicate(timeout=LIST_S)
            found = json.loads(answer)
        except subprocess.TimeoutExpired:
            _end_group(process)
            process.communicate()
            return ()
        except ValueError:
            return None if process.returncode == NO_VOICE else ()
    fitting = [voice for voice in found if any(own.split("-")[0] == language for own in voice["languages"])]
    return tuple(VoiceName(voice["id"], voice["name"]) for voice in fitting or found)
