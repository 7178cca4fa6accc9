"""Sentences for the person that come from anywhere: shown on the screen that is open, or kept until one can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from companion.ui.home import Home
from companion.ui.shell import Shell


class Notes:
    """What the person is to be told.

    Args:
        everywhere: the one sentence that may also be told over the card for another person, who reads that.

    Attributes:
        kept: sentences that no screen could show when they came, and those on the home screen.
    """

    def __init__(self, shell: Shell, kept: list[str], everywhere: Callable[[], str]) -> None:
        self._shell, self._everywhere = shell, everywhere
        self.kept = kept
        self._on_home = 0  # so many of them, the oldest, were shown on the home screen and stay until they are closed

    def tell(self, sentence: str) -> None:
        """Show a sentence on the screen that is open, or on the one below it, or else on the next that can show one."""
        # What lies over a screen (Help) may have no place for it; the screen below has.
        screens: list[Any] = [self._shell.screen, self._shell.covered]
        if self._shell.screen_name == "card" and sentence != self._everywhere():
            screens = []
        able = [screen for screen in screens if callable(getattr(screen, "notice", None))]
        if able and not isinstance(able[0], Home):
            able[0].notice(sentence)
        elif sentence not in self.kept:
            self.kept.append(sentence)
            if able:
                self._on_home += 1
                able[0].notice(sentence)

    def tell_waiting(self, show: Callable[[str], object]) -> None:
        """Show what no screen has told so far on one that opens: not everybody comes to the home screen."""
        waiting = self.kept[self._on_home :]
        if waiting:
            del self.kept[self._on_home :]
            # In one piece: most screens have one place, where the newest takes the place of the one before.
            show(" ".join(waiting))

    def at_home(self) -> tuple[str, ...]:
        """Return what the home screen that opens now shows."""
        self._on_home = len(self.kept)
        return tuple(self.kept)

    def closed(self, note: str) -> None:
        """The person closed it."""
        self.kept.remove(note)
        self._on_home -= 1

    def take_back(self, sentence: str) -> None:
        """It is no longer so: it goes from what is kept, and from the home screen."""
        if sentence not in self.kept:
            return
        if self.kept.index(sentence) < self._on_home:
            self._on_home -= 1
        self.kept.remove(sentence)
        for screen in (self._shell.screen, self._shell.covered):
            if isinstance(screen, Home):
                screen.take_back(sentence)
