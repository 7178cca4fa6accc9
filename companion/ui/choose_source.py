"""The screen that chooses the camera: a list of cameras, and the live picture of the one that has the focus."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass, field
from tkinter import ttk
from typing import TYPE_CHECKING, Any

from companion.settings import CAMERA, MIRROR_IMAGE
from companion.ui.home import ask_file, ask_folder
from companion.ui.picture import PictureView
from companion.ui.shell import Shell
from companion.ui.two_parts import TwoParts
from companion.ui.widgets import ActionButton, Flow, Row, Stack, WrappedLabel, style_for
from companion.unloaded import unloaded
from companion.words import choose as say
from companion.words import home as words

if TYPE_CHECKING:
    from companion.ui.camera_preview import CameraPreview

DRAW_EVERY_S = 1 / 60
NUMBERS = range(4)


def _names(number: int) -> str:
    from companion.sources.camera_names import camera_name

    return camera_name(number)


@dataclass(frozen=True)
class CameraActions:
    """What lies outside of the screen.

    Attributes:
        open_talk: gets a photo, a video or a folder.
        chosen: is told the number of the chosen camera and the name that the system gives it, or "".
        name: returns the name that the system gives a camera, or "".
        opener: opens a camera; None for the real ones.
    """

    open_talk: Callable[[str], object]
    chosen: Callable[[int, str], object] = field(default=lambda number, name: None)
    choose_file: Callable[[tk.Misc], str | None] = field(default=ask_file)
    choose_folder: Callable[[tk.Misc], str | None] = field(default=ask_folder)
    name: Callable[[int], str] = field(default=_names)
    opener: Callable[[int], Any] | None = None


class ChooseCamera:
    """The camera's choice. Moving to a camera shows its picture; "Use this camera" remembers it."""

    def __init__(self, shell: Shell, actions: CameraActions) -> None:
        self._shell, self._actions = shell, actions
        self._preview: CameraPreview | None = None
        self._shown: int | None = None
        self._drawn = 0
        self._choices: dict[int, ttk.Radiobutton] = {}
        self.frame = TwoParts(shell)
        self.notice, self.scroll = self.frame.notice, self.frame.scroll
        left, body = self.frame.left, self.frame.body
        self._picture = PictureView(left)
        left.add(self._picture, grow=1)
        self._state = WrappedLabel(left, kind="Small")
        left.add(self._state, gap=8)
        body.add(WrappedLabel(body, say.CAMERA_HEADING, kind="Title"))
        self._line = WrappedLabel(body, kind="Muted")
        body.add(self._line, gap=8)
        self._list = Stack(body)
        body.add(self._list)
        self._number = tk.IntVar(self.frame, -1)
        buttons = self._buttons = Flow(body)
        body.add(buttons, gap=24)
        self._use = ActionButton(buttons, say.USE_CAMERA, self.use, letter="U", kind="Accent")
        self._again = ActionButton(buttons, say.LOOK_AGAIN, self.look, letter="L")
        self._file = ActionButton(buttons, words.OPEN_FILE, lambda: self._open(actions.choose_file), letter="V")
        self._folder = ActionButton(buttons, words.OPEN_FOLDER, lambda: self._open(actions.choose_folder), letter="F")
        self._back = ActionButton(buttons, words.BACK, shell.go_back, letter="B")
        self._show_none(say.LOOKING, False)
        self.first_focus = self._back

    # -- the screen's life

    def opened(self) -> None:
        """Look for cameras."""
        self._shell.every(DRAW_EVERY_S, self._draw)
        # Drawn first: importing OpenCV takes a moment.
        self._shell.later(0.05, self.look)

    def closed(self) -> None:
        """Release the camera."""
        if self._preview is not None:
            self._preview.stop()

    def look(self) -> None:
        """Look anew which cameras give a picture."""
        if self._preview is None:
            try:
                from companion.sources.camera import open_device
                from companion.ui.camera_preview import CameraPreview
            except ImportError as error:
                self._show_none(unloaded(error), False)
                return
            self._preview = CameraPreview(self._told, self._actions.opener or open_device)
        self._shown = None
        self._clear_list()
        self._show_none(say.LOOKING, False)
        self._again.enable(False)
        chosen = self._shell.settings.get(CAMERA)
        numbers = (*NUMBERS, chosen) if chosen not in NUMBERS else NUMBERS
        self._preview.find(numbers, lambda *found: self._shell.post(lambda: self._found(*found)))

    def _told(self, number: int, sentence: str) -> None:
        # Called in the preview's thread.
        self._shell.post(lambda: self._say_state(number, sentence))

    def _found(self, numbers: tuple[int, ...], hanging: tuple[int, ...]) -> None:
        if not self.frame.winfo_exists():
            return
        hangs = " ".join(say.HANGS.format(number=number) for number in hanging)
        self.notice(hangs if numbers else "")
        self._again.enable(True)
        self._clear_list()
        if not numbers:
            # One that hangs is plugged in: "I find no camera" would be untrue, and would ask for something else.
            self._show_none(hangs or say.NONE, True)
            if self._shell.focus_get() in (self._back, None):
                self._again.focus_set()
            return
        self._line.say(say.CAMERA_LINE)
        for button in (self._file, self._folder):
            self._buttons.offer(button, False)
        self._buttons.offer(self._use, True)
        self.frame.show_left(True)
        for number in numbers:
            choice = ttk.Radiobutton(
                self._list, text=say.CAMERA.format(number=number), value=number, variable=self._number,
                command=lambda number=number: self.preview(number),  # type: ignore[misc]
                style=style_for(self._list, "Choice.TRadiobutton"),
            )  # fmt: skip
            for key, step in (("<Up>", -1), ("<Left>", -1), ("<Down>", 1), ("<Right>", 1)):
                choice.bind(key, lambda event, number=number, step=step: self._move(number, step))  # type: ignore[misc]
            self._list.add(choice, sticky="w")
            name = self._actions.name(number)
            if name:
                # Under it, where a long name can go on in a new line.
                row = Row(self._list)
                row.add(ttk.Frame(row, width=1, height=1, style=style_for(row, "TFrame")))
                row.add(WrappedLabel(row, name, kind="Muted"), gap=16, grow=1, sticky="ew")
                self._list.add(row, gap=0)
            self._choices[number] = choice
        chosen = self._shell.settings.get(CAMERA)
        first = chosen if chosen in numbers else numbers[0]
        self._choices[first].focus_set()
        self.preview(first)

    # -- what the person does

    def _move(self, number: int, step: int) -> str:
        """Show the next camera, for an arrow key. Tab only passes by: what is shown is what will be used."""
        numbers = list(self._choices)
        following = numbers[(numbers.index(number) + step) % len(numbers)]
        self._choices[following].focus_set()
        self.preview(following)
        return "break"

    def preview(self, number: int) -> None:
        """Show the picture of this camera."""
        self._number.set(number)
        if number == self._shown or self._preview is None:
            return
        self._shown, self._drawn = number, 0
        self._picture.clear()
        self._state.say(say.OPENING)
        self._preview.show(number)

    def use(self) -> None:
        """Remember the camera that is shown, and go back."""
        if self._shown is None:
            return
        number = self._shown
        problem = self._shell.settings.set(CAMERA, number)
        self._actions.chosen(number, self._actions.name(number))
        if problem:
            self.notice(say.NOT_SAVED_STAYS.format(problem=problem))
            return
        self._shell.show(self._shell.home)

    def _open(self, choose: Callable[[tk.Misc], str | None]) -> None:
        chosen = choose(self._shell)
        if chosen:
            self._actions.open_talk(chosen)

    # -- what is drawn

    def _draw(self) -> None:
        if self._preview is None or self._shown is None:
            return
        number, frame = self._preview.frames.latest()
        if frame is None or number == self._drawn:
            return
        self._state.say(say.SHOWN)
        self._drawn = number
        self._picture.show(frame.image, self._shell.settings.get(MIRROR_IMAGE))

    def _say_state(self, number: int, sentence: str) -> None:
        if number != self._shown or not self.frame.winfo_exists():
            return
        self._picture.clear()
        if self._preview is not None:
            # The last picture before the fault must not come back; the next one takes the sentence away again.
            self._drawn = self._preview.frames.latest()[0]
        self._state.say(sentence)

    def _clear_list(self) -> None:
        # The focus must not be lost with the button that has it.
        if str(self._shell.focus_get() or "").startswith(str(self._list)):
            self._back.focus_set()
        for child in self._list.winfo_children():
            child.destroy()
        # A frame whose children are gone keeps its height until it is told.
        self._list.configure(height=1)
        self._choices.clear()

    def _show_none(self, sentence: str, others: bool) -> None:
        """Say this where the cameras would stand; `others`: offer the person's own files instead."""
        self._picture.clear()
        self.frame.show_left(False)
        self._line.say(sentence)
        self._buttons.offer(self._use, False)
        for button in (self._file, self._folder):
            self._buttons.offer(button, others)
