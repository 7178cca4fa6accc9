"""The screen that chooses a part of the computer's screen, for one's own private video calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from companion.ui.region import Region
from companion.ui.screen_still import ScreenStill
from companion.ui.shell import Shell
from companion.ui.two_parts import TwoParts
from companion.ui.widgets import ActionButton, Flow, WrappedLabel
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
        self.frame = TwoParts(shell, 3, 2)
        self.scroll = self.frame.scroll
        left, body = self.frame.left, self.frame.body
        self.still = ScreenStill(left, self._changed, self.use)
        left.add(self.still, grow=1)
        self._place = WrappedLabel(left, kind="Small")
        left.add(self._place, gap=8)
        body.add(WrappedLabel(body, say.REGION_HEADING, kind="Title"))
        body.add(WrappedLabel(body, say.REGION_LINE, kind="Muted"), gap=8)
        self._line = WrappedLabel(body, say.REGION_BEFORE)
        body.add(self._line)
        buttons = self._buttons = Flow(body)
        self._use = ActionButton(buttons, say.USE_REGION, self.use, letter="U", kind="Accent")
        self._shot = ActionButton(buttons, say.TAKE_STILL, self.take, letter="T")
        self._back = ActionButton(buttons, words.BACK, shell.go_back, letter="B")
        buttons.offer(self._use, False)
        body.add(buttons, gap=24)
        self.first_focus = self._shot

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
        if still is None:
            self._line.say(problem)
            self._shot.focus_force()
            return
        self._line.say(f"{say.REGION_HOW}\n\n{say.REGION_KEEP_FREE}")
        self._buttons.offer(self._use, True)
        self.frame.show_left(True)
        self._shell.update_idletasks()
        self.still.show(still)
        self.still.focus_force()

    def use(self) -> None:
        """Open Talk with the part that is marked."""
        self._open_talk(self.still.region.source)

    def _changed(self, region: Region) -> None:
        self._place.say(self.still.text)
