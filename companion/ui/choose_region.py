"""The screen that chooses a part of the computer's screen, for one's own private video calls."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk
from typing import TYPE_CHECKING

from companion.ui.region import Region
from companion.ui.screen_still import ScreenStill
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel
from companion.words import choose as say
from companion.words import home as words

if TYPE_CHECKING:
    from companion.sources.still import Still

# Until then our own window has gone from the screen, with the effects that some desktops add.
HIDE_S = 0.4


def _take() -> Still:
    from companion.sources.still import take_still

    return take_still()


def _problem() -> str:
    from companion.sources.still import screen_problem

    return screen_problem()


class ChooseRegion:
    """A still of the screen, kept in memory while this is open, and a box on it.

    Args:
        open_talk: gets `screen:X,Y,W,H`.
        take: takes the still, while this window is hidden; raises SourceError with a sentence.
        problem: returns a sentence where the screen can't be read at all.
    """

    def __init__(
        self,
        shell: Shell,
        open_talk: Callable[[str], object],
        take: Callable[[], Still] = _take,
        problem: Callable[[], str] = _problem,
    ) -> None:
        self._shell, self._open_talk, self._take, self._problem = shell, open_talk, take, problem
        self.frame = ttk.Frame(shell)
        self.frame.rowconfigure(0, weight=1)
        self._left = Panel(self.frame, padding=12)
        self._left.grid(row=0, column=0, sticky="nsew")
        self.still = ScreenStill(self._left, self._changed, self.use)
        self._left.add(self.still, grow=1)
        self._place = WrappedLabel(self._left, kind="Small")
        self._left.add(self._place, gap=8)
        right = Panel(self.frame, padding=8)
        right.grid(row=0, column=1, sticky="nsew")
        scroll = ScrollBody(right, padding=16)
        right.add(scroll, grow=1)
        scroll.body.add(WrappedLabel(scroll.body, say.REGION_HEADING, kind="Title"))
        scroll.body.add(WrappedLabel(scroll.body, say.REGION_LINE, kind="Muted"), gap=8)
        self._line = WrappedLabel(scroll.body, say.REGION_BEFORE)
        scroll.body.add(self._line)
        buttons = self._buttons = Flow(self.frame)
        buttons.grid(row=1, column=0, columnspan=2, sticky="ew")
        self._use = ActionButton(buttons, say.USE_REGION, self.use, letter="U", kind="Accent")
        self._use.enable(False)
        self._shot = ActionButton(buttons, say.TAKE_STILL, self.take, letter="T")
        self._back = ActionButton(buttons, words.BACK, shell.go_back, letter="B")
        self.frame.bind("<<ThemeChanged>>", lambda event: self._fit())
        self._fit()
        self.first_focus = self._shot

    def _fit(self) -> None:
        theme = self._shell.theme
        self.frame.configure(padding=theme.px(16))
        for column, share in ((0, 3), (1, 2)):
            self.frame.columnconfigure(column, weight=share, uniform="parts")
        self._left.grid_configure(padx=(0, theme.px(16)))
        self._buttons.grid_configure(pady=(theme.px(12), 0))

    def opened(self) -> None:
        """Say so at once, where the screen can't be read."""
        problem = self._problem()
        if problem:
            self._line.say(problem)
            self._shot.enable(False)
            self._back.focus_set()

    def closed(self) -> None:
        """The still goes with the widget that holds it."""

    def take(self) -> None:
        """Hide this window for a moment and take a still of what is behind it."""
        geometry = self._shell.geometry()
        self._shell.withdraw()
        self._shell.later(HIDE_S, lambda: self._take_now(geometry))

    def _take_now(self, geometry: str) -> None:
        from companion.sources.frame import SourceError

        try:
            still, problem = self._take(), ""
        except SourceError as error:
            still, problem = None, str(error)
        finally:
            self._shell.deiconify()
            self._shell.geometry(geometry)
        self._shell.update_idletasks()
        if still is None:
            self._line.say(problem)
            self._shot.focus_force()
            return
        self._line.say(f"{say.REGION_HOW}\n\n{say.REGION_KEEP_FREE}")
        self._use.enable(True)
        self.still.show(still)
        self.still.focus_force()

    def use(self) -> None:
        """Open Talk with the part that is marked."""
        self._open_talk(self.still.region.source)

    def _changed(self, region: Region) -> None:
        self._place.say(say.REGION_PLACE.format(x=region.x, y=region.y, w=region.w, h=region.h))
