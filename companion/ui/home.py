"""The home screen: what the app is, the doors to its modes, and whether there is a camera."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from tkinter import filedialog, ttk

from companion.sources.endings import PHOTOS, VIDEOS
from companion.ui.drawn_face import Drawing, Role, Shape, face_for, strokes
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.theme import theme_of
from companion.ui.widgets import ActionButton, Flow, NoticeBar, Panel, Row, Stack, WrappedLabel, style_for
from companion.words import home as words


def ask_file(parent: tk.Misc) -> str | None:
    """Let the person choose a photo or a video; None if they change their mind."""
    patterns = [f"*{ending}" for ending in (*sorted(PHOTOS), *VIDEOS)]
    patterns += [pattern.upper() for pattern in patterns]
    kinds: list[tuple[str, str | list[str]]] = [(words.PHOTOS_AND_VIDEOS, patterns), (words.ALL_FILES, "*")]
    chosen = filedialog.askopenfilename(parent=parent, title=words.PICK_FILE_TITLE, filetypes=kinds)
    return str(chosen) if chosen else None


def ask_folder(parent: tk.Misc) -> str | None:
    """Let the person choose a folder; None if they change their mind."""
    chosen = filedialog.askdirectory(parent=parent, title=words.PICK_FOLDER_TITLE, mustexist=True)
    return str(chosen) if chosen else None


@dataclass(frozen=True)
class HomeState:
    """What the home screen tells.

    Attributes:
        camera: its name; "" when there is none; None while it is still looked for.
        notes: sentences about what went wrong; each can be closed.
    """

    camera: str | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class HomeActions:
    """What the doors do. A door whose action is None is not shown.

    Attributes:
        open_talk: gets a photo, a video or a folder, or None for the camera.
        choose_file, choose_folder: ask the person; tests put their own here.
        note_closed: told which note was closed, so that it does not come back.
    """

    open_talk: Callable[[str | None], object]
    open_mirror: Callable[[], object] | None = None
    open_history: Callable[[], object] | None = None
    open_settings: Callable[[], object] | None = None
    open_help: Callable[[], object] | None = None
    choose_camera: Callable[[], object] | None = None
    choose_region: Callable[[], object] | None = None
    choose_file: Callable[[tk.Misc], str | None] = field(default=ask_file)
    choose_folder: Callable[[tk.Misc], str | None] = field(default=ask_folder)
    note_closed: Callable[[str], object] = field(default=lambda note: None)


def _bars() -> tuple[Shape, ...]:
    heights = ((0.24, 0.5), (0.5, 0.26), (0.76, 0.62))
    bars = [Shape(Role.FRAME, ((x, 0.8), (x, top)), 0.14) for x, top in heights]
    return (*bars, Shape(Role.FRAME, ((0.1, 0.93), (0.9, 0.93)), 0.035))


def _sliders() -> tuple[Shape, ...]:
    found: list[Shape] = []
    for y, knob in ((0.25, 0.66), (0.5, 0.34), (0.75, 0.58)):
        found.append(Shape(Role.FRAME, ((0.12, y), (0.88, y)), 0.045))
        found.append(Shape(Role.FRAME, ((knob, y - 0.001), (knob, y + 0.001)), 0.17))
    return tuple(found)


def columns_for(count: int, width: int, least: int) -> int:
    """Return how many cards stand side by side, so that none is too narrow and the rows are evenly full."""
    fitting = max(1, min(count, width // max(1, least)))
    rows = -(-count // fitting)
    return -(-count // rows)


class Cards(ttk.Frame):
    """Its children in a grid of equal columns, as many as the width has room for."""

    def __init__(self, parent: tk.Misc, least: float, gap: float) -> None:
        super().__init__(parent, style=style_for(parent, "TFrame"))
        self._least, self._gap = least, gap
        self._columns = 0
        self.bind("<Configure>", lambda event: self.arrange())
        self.bind("<<ThemeChanged>>", lambda event: self.arrange(anew=True))

    def arrange(self, anew: bool = False) -> None:
        """Put the children into their columns."""
        children = [child for child in self.winfo_children() if isinstance(child, tk.Widget)]
        theme = theme_of(self)
        columns = columns_for(len(children), max(1, self.winfo_width()), theme.px(self._least))
        if columns == self._columns and not anew:
            return
        for old in range(columns, self._columns):
            self.columnconfigure(old, weight=0, uniform="")
        self._columns, gap = columns, theme.px(self._gap)
        for column in range(columns):
            self.columnconfigure(column, weight=1, uniform="cards")
        for place, child in enumerate(children):
            row, column = divmod(place, columns)
            # Shared out so that every column loses the same width to gaps, and the cards are equal.
            sides = (gap * column // columns, gap * (columns - 1 - column) // columns)
            child.grid(row=row, column=column, sticky="nsew", padx=sides, pady=(gap if row else 0, 0))


class Home:
    """The home screen.

    Attributes:
        frame: its widget. first_focus: the door that has the focus at first.
    """

    def __init__(self, shell: Shell, state: HomeState, actions: HomeActions) -> None:
        self._shell, self._actions = shell, actions
        self.frame = ttk.Frame(shell)
        # Above what scrolls: with large text the first door, which has the focus, would scroll a note out of sight.
        self._notes = Stack(self.frame)
        self._notes.pack(fill="x")
        scroll = ScrollBody(self.frame, padding=32, widest=1180)
        scroll.pack(fill="both", expand=True)
        body = scroll.body
        for note in state.notes:
            self.notice(note)
        head = Row(body)
        head.add(WrappedLabel(head, words.APP_NAME, kind="Heading"), grow=1, sticky="ew")
        body.add(head)
        body.add(WrappedLabel(body, words.APP_LINE), gap=8)
        body.add(WrappedLabel(body, words.DOORS_HEADING, kind="Title"), gap=32)
        cards = Cards(body, least=290, gap=16)
        body.add(cards, gap=16)
        self.first_focus = self._door(
            cards, tuple(strokes(face_for("happiness"))), words.TALK, words.TALK_LINE, "T",
            lambda: actions.open_talk(None), "Accent",
        )  # fmt: skip
        neutral = tuple(strokes(face_for("neutral")))
        self._door(cards, neutral, words.MIRROR, words.MIRROR_LINE, "M", actions.open_mirror)
        self._door(cards, _bars(), words.HISTORY, words.HISTORY_LINE, "H", actions.open_history)
        self._door(cards, _sliders(), words.SETTINGS, words.SETTINGS_LINE, "S", actions.open_settings)
        self._camera = WrappedLabel(body)
        body.add(self._camera, gap=32)
        sources = Flow(body, gap=8)
        ActionButton(sources, words.OPEN_FILE, self._open_file, letter="V")
        ActionButton(sources, words.OPEN_FOLDER, self._open_folder, letter="F")
        if actions.choose_camera is not None:
            ActionButton(sources, words.CHOOSE_CAMERA, actions.choose_camera, letter="C")
        if actions.choose_region is not None:
            ActionButton(sources, words.CHOOSE_REGION, actions.choose_region, letter="P")
        body.add(sources, gap=8)
        body.add(WrappedLabel(body, words.PRIVACY_LINE, kind="Small"), gap=32)
        if actions.open_help is not None:
            # Made last, since it comes after the doors in the order of the Tab key.
            help_button = ActionButton(head, words.HELP, actions.open_help, letter="?")
            head.add(help_button)
        self.set_camera(state.camera)

    def opened(self) -> None:
        """Nothing runs here."""

    def closed(self) -> None:
        """Nothing to let go of."""

    def notice(self, sentence: str) -> None:
        """Show one more plain sentence on top, until it is closed; the focus stays where it is."""
        bar = NoticeBar(self._notes, sentence, lambda: self._actions.note_closed(sentence))
        px = theme_of(bar).px
        bar.grid(row=len(self._notes.winfo_children()), column=0, sticky="ew", padx=px(32), pady=(px(16), 0))

    def take_back(self, sentence: str) -> None:
        """Take a sentence away that is no longer true; the focus goes on if it was there."""
        for bar in self._notes.winfo_children():
            if isinstance(bar, NoticeBar) and str(bar.label.cget("text")) == sentence:
                bar.put_away()

    def set_camera(self, camera: str | None) -> None:
        """Tell whether there is a camera: its name, "" for none, None while it is looked for."""
        if camera is None:
            self._camera.say(words.CAMERA_LOOKING)
        else:
            self._camera.say(words.CAMERA_FOUND.format(camera=camera) if camera else words.CAMERA_MISSING)

    def _door(
        self, cards: Cards, icon: tuple[Shape, ...], name: str, line: str, letter: str,
        action: Callable[[], object] | None, kind: str = "",
    ) -> ActionButton | None:  # fmt: skip
        if action is None:
            return None
        panel = Panel(cards)
        row = Row(panel)
        row.add(Drawing(row, 64, icon), sticky="n")
        texts = Stack(row)
        texts.add(WrappedLabel(texts, name, kind="Title", chars=6))
        texts.add(WrappedLabel(texts, line, kind="Muted", chars=6), gap=4)
        row.add(texts, grow=1, sticky="new")
        panel.add(row, grow=1)
        button = ActionButton(panel, words.OPEN_DOOR.format(name=name), action, letter=letter, kind=kind)
        panel.add(button)
        return button

    def _open_file(self) -> None:
        chosen = self._actions.choose_file(self._shell)
        if chosen:
            self._actions.open_talk(chosen)

    def _open_folder(self) -> None:
        chosen = self._actions.choose_folder(self._shell)
        if chosen:
            self._actions.open_talk(chosen)
