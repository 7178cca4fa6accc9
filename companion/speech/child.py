"""The process that speaks, started by `process_voice` as a file: it says one line and ends.

It imports nothing of the app. On Linux the program `espeak-ng` makes the sound and `aplay` plays it: pyttsx3 2.99
drives the same voice through the library's queue, and there some lines came with another rate or volume (measured: 11
of 16). Elsewhere, and without the program, it is pyttsx3. Why one line only: pyttsx3 returns from the first
`runAndWait` before the sound has ended, and loses the text of some later ones.

It writes `ready`, reads one line of JSON (`text`, `rate` in words a minute, `volume` 0 to 1, `voice` or "", and
`language`), and writes `said`, or `failed` if no sound came. A voice that does not speak the language gives way to one
that does, if there is one. With `--voices` it writes a JSON list of `{id, name, languages}` and ends. Exit status 3:
there is no voice.
"""

from __future__ import annotations

import contextlib
import json
import locale
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

NO_VOICE = 3
# Longer than any line takes; the parent gives up before.
LONGEST_S = 120


def _language(raw: object) -> str:
    # Some drivers give bytes with a number in front.
    text = raw.decode("utf-8", "ignore") if isinstance(raw, bytes) else str(raw)
    return text.strip("\x02\x05 ").lower().replace("_", "-")


def _voices(engine: Any) -> list[dict[str, Any]]:
    """Return what can be listed; nothing where the driver fails, for its own voice may speak all the same."""
    try:
        if sys.platform == "win32":
            return _sapi_voices(engine.proxy._driver._tts.GetVoices())
        return [
            {"id": str(one.id), "name": str(one.name), "languages": [_language(raw) for raw in one.languages or ()]}
            for one in engine.getProperty("voices")
        ]
    except Exception:
        return []


def _sapi_voices(tokens: Iterable[Any]) -> list[dict[str, Any]]:
    # One by one: pyttsx3's own list fails as a whole where one voice was half uninstalled, or speaks "409;9".
    found = []
    for token in tokens:
        with contextlib.suppress(Exception):
            number = int(token.GetAttribute("Language").split(";")[0], 16)
            spoken = _language(locale.windows_locale.get(number, ""))
            found.append({"id": str(token.Id), "name": str(token.GetDescription()), "languages": [spoken]})
    return found


def fitting(found: list[dict[str, Any]], wished: str, language: str) -> str:
    """Return the wished voice if it speaks the language, or if none of those found does; else one that does."""
    speak = [voice["id"] for voice in found if any(own.split("-")[0] == language for own in voice["languages"])]
    # A Mac lists its joke voices first; since macOS 13 its plain ones have this name.
    plain = [voice for voice in speak if voice.startswith("com.apple.voice.")]
    return wished if wished in speak or not speak else str((plain or speak)[0])


def computer_speaks() -> str:
    """Return the language that a Mac is set to, such as "de"; "" elsewhere, or where it can't be told."""
    if sys.platform != "darwin":
        return ""
    asked = ["defaults", "read", "-g", "AppleLanguages"]
    try:
        listed = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""
    # The first of a list: ("de-DE", "en-GB").
    first = re.search("[a-z]+", listed)
    return first[0] if first else ""


def espeak_voice(program: str, wish: dict[str, Any]) -> str:
    """Return what espeak-ng is to speak with: the chosen voice or, if that speaks another language, this language."""
    listed = subprocess.run([program, f"--voices={wish['language']}"], capture_output=True, text=True, check=False)
    # A line of the table: priority, language, age and gender, name, file (which is the id), other languages.
    rows = [line.split() for line in listed.stdout.splitlines()[1:]]
    speak = {row[4].lower() for row in rows if len(row) > 4}
    return str(wish["voice"] if wish["voice"].lower() in speak or not speak else wish["language"])


def _runs(command: list[str], text: str = "") -> bool:
    """Run a program, which reads this text; tell whether it ended well."""
    return subprocess.run(command, input=text.encode(), check=False).returncode == 0


def _espeak(program: str, wish: dict[str, Any]) -> bool:
    """Say it; tell whether the sound was made and played."""
    with tempfile.TemporaryDirectory() as folder:  # in the parent's private folder, by TMPDIR
        sound = str(Path(folder, "line.wav"))
        # Its amplitude goes to 200; 100 is as loud as the voice was recorded.
        manner = ["-s", str(wish["rate"]), "-a", str(round(wish["volume"] * 100))]
        chosen = espeak_voice(program, wish)
        voice = ["-v", chosen] if chosen else []
        into = ["--stdin", "-b", "1", "-w", sound]
        made = _runs([program, *manner, *voice, *into], wish["text"])
        if not made and voice:
            # The chosen voice is gone from this computer: better another voice than silence.
            made = _runs([program, *manner, *into], wish["text"])
        return made and _runs(["aplay", sound, "-q"])


def _pyttsx3(engine: Any, wish: dict[str, Any]) -> bool:
    finished = threading.Event()
    engine.connect("finished-utterance", lambda **unused: finished.set())
    own, found = str(engine.getProperty("voice") or ""), _voices(engine)
    listed = any(voice["id"] == own for voice in found)
    # One that is not listed, such as Siri's, can't be asked what it speaks: most likely what its computer does.
    if wish["voice"] or listed or computer_speaks() != wish["language"]:
        wish["voice"] = fitting(found, wish["voice"] or own, wish["language"])
    for name in ("voice", "rate", "volume"):
        if wish[name] != "":
            engine.setProperty(name, wish[name])
    engine.say(wish["text"])
    engine.runAndWait()
    return finished.wait(LONGEST_S)


def main(arguments: list[str]) -> int:
    """Run the process; see above."""
    # pyttsx3, espeak-ng and aplay print what they like: only our own words go to the parent.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as parent:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)

        def tell(text: str) -> None:
            parent.write(text + "\n")
            parent.flush()

        program = shutil.which("espeak-ng") if sys.platform == "linux" else None
        engine = None
        if program is None or "--voices" in arguments:
            try:
                import pyttsx3

                engine = pyttsx3.init()
            except Exception:
                if program is None:
                    return NO_VOICE
        if "--voices" in arguments:
            tell(json.dumps(_voices(engine)))  # an engine that did not start lists nothing
            return 0
        tell("ready")
        line = sys.stdin.readline()
        if line:
            wish = json.loads(line)
            try:
                heard = _espeak(program, wish) if program is not None else _pyttsx3(engine, wish)
            except Exception:  # a full disk, a driver that breaks
                heard = False
            tell("said" if heard else "failed")
    return 0


if __name__ == "__main__":
    status = main(sys.argv[1:])
    # espeak-ng may complain or hang while Python tidies up.
    os._exit(status)
