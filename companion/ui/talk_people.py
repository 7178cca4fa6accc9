"""Whose face Talk reads: the small line under the picture, the same in the small window, and the button for another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.ui.comes_and_goes import offer
from companion.ui.talk_views import Views
from companion.ui.widgets import ActionButton, Flow, WrappedLabel
from companion.words import states
from companion.words.talk import FaceSeen

if TYPE_CHECKING:
    from companion.pipeline import Outcome


class People:
    """Tells it in both windows.

    Args:
        line: under the picture.
        other: the button in `buttons` for another person; it comes and goes with them.
    """

    def __init__(self, line: WrappedLabel, buttons: Flow, other: ActionButton, views: Views) -> None:
        self._line, self._buttons, self._other, self._views = line, buttons, other, views
        self._several = self._can_change = False

    def read(self, outcome: Outcome, stands: bool) -> None:
        """Show what was read.

        Args:
            stands: the picture stands still (paused, at its end), and this came only now: the line goes on saying so.
        """
        pipeline = self._views.live.pipeline
        assert pipeline is not None
        if not stands:
            unread = outcome.reading.kind == "no_face"
            place = None if unread and not isinstance(outcome.reading, FaceSeen) else outcome.place
            # The doubts of the word beside it, not those of one frame: they would contradict it, and flicker.
            doubts = None if unread else outcome.reading.reasons
            self._line.say(states.state_line(place, doubts, pipeline.source.title))
            self._views.people(states.whose(place))
            self._can_change = True
        self._several = outcome.place is not None and outcome.place.faces > 1
        self._offer()

    def none(self, sentence: str = "", still_changes: bool = False) -> None:
        """Nobody is read now, and a sentence may say why.

        Args:
            still_changes: where the source can go on with another person, that is offered all the same.
        """
        pipeline = self._views.live.pipeline
        self._line.say(sentence)
        self._views.people(sentence)
        self._can_change = still_changes and pipeline is not None and pipeline.lasting
        self._offer()

    def _offer(self) -> None:
        others = self._several and self._can_change
        offer(self._buttons, self._other, others)
        self._views.others(others)
