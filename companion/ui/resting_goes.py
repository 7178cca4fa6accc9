"""The resting face that goes with a deletion of the journal: for good, once that deletion is carried out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from companion.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Future

    from companion.journal.writer import Writer


class RestingGoes:
    """Its calls may come from any thread.

    Args:
        writer: returns the journal's writer.
        post: hands a callback to the Tk thread.
        tell: is called there with a sentence where something could not be saved.
    """

    def __init__(
        self,
        settings: Settings,
        writer: Callable[[], Writer],
        post: Callable[[Callable[[], None]], None],
        tell: Callable[[str | None], None],
    ) -> None:
        self._settings, self._writer, self._post, self._tell = settings, writer, post, tell

    def settle(self) -> None:
        """Delete it for good if it was marked to go with a deletion that is over."""
        from companion.resting_store import settle

        def told(asked: Future[list[str]]) -> None:
            if asked.exception() is None:
                self._post(lambda: self._tell(settle(self._settings, asked.result())))

        asked = self._writer().call(lambda journal: [] if journal.read_only else journal.unfinished_deletions())
        asked.add_done_callback(told)

    def carried_out(self, deletion: str) -> None:
        """Delete it for good with this deletion, or, without a name, with what the last run left behind."""
        from companion.resting_store import carry_out

        if not deletion:
            self.settle()
        else:
            self._post(lambda: self._tell(carry_out(self._settings, deletion)))
