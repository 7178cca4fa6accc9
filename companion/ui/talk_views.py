"""What shows the word in Talk: the large view always, and the small window for as long as it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from companion.settings import LANGUAGE, Setting
from companion.ui.live import Live
from companion.ui.shell import Shell
from companion.ui.talk_small import SmallTalk
from companion.ui.word_view import WordView

if TYPE_CHECKING:
    from tkinter import ttk

    from companion.reading.reading import Reading

# How long the small window shows a note.
NOTE_S = 8.0


class Views:
    """Tells each word to all that show it, and opens and closes the small window.

    Args:
        frame: the talk's; its letters rest while the small window is open.

    Attributes:
        live: the source whose picture is not drawn while nobody sees it.
        small: the small window, or None.
    """

    def __init__(self, shell: Shell, frame: ttk.Frame, words: WordView, live: Live) -> None:
        self._shell, self._frame, self._words, self.live = shell, frame, words, live
        self.small: SmallTalk | None = None
        self._again: Callable[[WordView | SmallTalk], None] | None = None
        self._shown: tuple[object, ...] = ()
        self._people, self._others = "", False
        self._stop_listening = shell.settings.listen(self._setting_changed)

    def show(self, reading: Reading) -> None:
        """Show a reading, if it is another one than is shown."""
        key = (type(reading), reading.kind, reading.words, reading.reasons)
        if key != self._shown:
            self._shown = key
            self._tell(lambda view: view.show(reading))

    def say(self, lead: str, live: str, line: str) -> None:
        """Show any other word, with what stands over and under it."""
        self._shown = ()
        self._tell(lambda view: view.say(lead, live, (line,)))

    def forget(self) -> None:
        """Show the next reading in any case."""
        self._shown = ()

    def note(self, sentence: str) -> None:
        """Show a note in the small window, if it is open."""
        if self.small is not None:
            self._shell.hint(sentence, NOTE_S, self.small)

    def people(self, sentence: str) -> None:
        """Say in the small window which person is read, or why none is; empty: there is nothing to say of it."""
        self._people = sentence
        if self.small is not None:
            self.small.people.say(sentence)

    def others(self, offered: bool) -> None:
        """Offer another person in the small window, or not."""
        self._others = offered
        if self.small is not None:
            self.small.offer_next(offered)

    def open_small(
        self, on_say: Callable[[], object] | None, on_next: Callable[[], object], on_back: Callable[[], object]
    ) -> None:
        """Go on in the small window; the large one is hidden meanwhile."""
        if self.small is not None:
            return
        # Hidden first: the system then gives the keyboard to the small window, and not back to this one.
        self._shell.withdraw()
        self._shell.hotkeys.cover(self._frame)
        self.small = SmallTalk(self._shell, on_say, on_next, on_back)
        if self._again is not None:
            self._again(self.small)
        self.people(self._people)
        self.others(self._others)
        self.live.out_of_sight = True

    def close_small(self) -> bool:
        """Close the small window; False if there is none. The large one stays hidden until it is shown."""
        small, self.small = self.small, None
        if small is None:
            return False
        small.close()
        self._shell.hotkeys.uncover()
        self.live.out_of_sight = False
        self.live.draw_again()
        return True

    def closed(self) -> None:
        """The talk is over."""
        self._stop_listening()
        self.close_small()

    def _setting_changed(self, setting: Setting[Any]) -> None:
        reading = self.live.reading
        if setting is LANGUAGE:
            # The longest word is another one now.
            self._frame.event_generate("<<ThemeChanged>>")
        if setting is LANGUAGE and reading is not None:
            # What stands still, a paused video, would go on in the language of before, while S speaks the new one.
            self.forget()
            self.show(reading)

    def _tell(self, tell: Callable[[WordView | SmallTalk], None]) -> None:
        # Kept, so that a small window that is opened later can be told the same.
        self._again = tell
        tell(self._words)
        if self.small is not None:
            tell(self.small)
