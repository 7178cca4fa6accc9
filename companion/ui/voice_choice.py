"""The choice of a voice on the settings page: the computer's voices in a list, and a button to hear one."""

from __future__ import annotations

import contextlib
import queue
import threading
import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any

from companion.settings import LANGUAGE, SPEECH_VOICE, Setting
from companion.speech.process_voice import list_voices, missing_player
from companion.speech.voices import VoiceName
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.widgets import ActionButton, Flow, Stack, WrappedLabel, style_for
from companion.words import home as words
from companion.words import speech as say

ASK_EVERY_S = 0.1


class VoiceChoice(Stack):
    """A list of voices, filled from a thread, and "Hear it".

    Args:
        notice: is told what `Settings.set` returns.
        voices: returns the voices for a language, or None if this computer can't speak; called in a thread.
    """

    def __init__(
        self,
        parent: tk.Misc,
        shell: Shell,
        speaking: Speaking,
        notice: Callable[[str | None], object],
        voices: Callable[[str], tuple[VoiceName, ...] | None] = list_voices,
    ) -> None:
        super().__init__(parent)
        self._shell, self._speaking, self._notice = shell, speaking, notice
        self._voices: tuple[VoiceName, ...] = ()
        self._heard = False
        self.add(WrappedLabel(self, SPEECH_VOICE.label, kind="Bold"))
        self._line = WrappedLabel(self, SPEECH_VOICE.line, kind="Muted")
        self.add(self._line, gap=4)
        row = Flow(self, gap=8)
        self._box = ttk.Combobox(row, state="disabled", width=24, style=style_for(row, "TCombobox"))
        self._box.spoken_name = SPEECH_VOICE.label  # type: ignore[attr-defined]  # read by reading_controls
        self._box.set(words.VOICES_LOOKING)
        self._box.bind("<<ComboboxSelected>>", lambda event: self._choose())
        self._hear = ActionButton(row, words.HEAR_IT, self.hear, letter="H")
        self._hear.enable(False)
        self.add(row, gap=4)
        stop = shell.settings.listen(self._follow)
        language = shell.settings.get(LANGUAGE)
        # The thread holds no widget: it may outlive the page, and Tk must not be let go in another thread.
        answer: queue.SimpleQueue[tuple[VoiceName, ...] | None] = queue.SimpleQueue()
        threading.Thread(target=lambda: answer.put(voices(language)), name="voices", daemon=True).start()
        self._asking = shell.every(ASK_EVERY_S, lambda: self._ask(answer))

        def let_go(event: object) -> None:
            stop()
            if self._heard:
                speaking.stop()  # its sample is of no face that anybody looks at
            self._asking.cancel()  # the screen, which else ends it, may go on without this part

        self.bind("<Destroy>", let_go)

    def hear(self) -> None:
        """Say the sample as it is set now; what is being said is cut off."""
        self._speaking.stop()
        self._heard = True
        self._speaking.say_now(say.SAMPLE, of_face=False)

    def _ask(self, answer: queue.SimpleQueue[tuple[VoiceName, ...] | None]) -> None:
        with contextlib.suppress(queue.Empty):
            voices = answer.get_nowait()
            self._asking.cancel()
            self._found(voices)

    def _found(self, voices: tuple[VoiceName, ...] | None) -> None:
        self._voices = voices or ()
        if voices is None:
            self._box.set(words.VOICE_OF_COMPUTER)
            self._line.say(missing_player() or say.NO_VOICE)
            return
        self._box.configure(state="readonly", values=[words.VOICE_OF_COMPUTER, *(voice.name for voice in voices)])
        self._hear.enable(True)
        self._show()

    def _choose(self) -> None:
        place = self._box.current()
        self._box.selection_clear()
        self._notice(self._shell.settings.set(SPEECH_VOICE, self._voices[place - 1].id if place > 0 else ""))

    def _follow(self, setting: Setting[Any]) -> None:
        if setting is SPEECH_VOICE and self._voices:
            self._show()

    def _show(self) -> None:
        chosen = self._shell.settings.get(SPEECH_VOICE)
        places = [place for place, voice in enumerate(self._voices, 1) if voice.id == chosen]
        self._box.current(places[0] if places else 0)
