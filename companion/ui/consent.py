"""The card before a live talk: does the other person know and agree? Only a yes leads on."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk

from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel
from companion.words import consent as say


class Consent:
    """Asks, and shows a text for the other person."""

    def __init__(self, shell: Shell, on_yes: Callable[[], object], on_no: Callable[[], object]) -> None:
        self.frame = ttk.Frame(shell)
        scroll = ScrollBody(self.frame, padding=32, widest=900)
        scroll.pack(fill="both", expand=True)
        body = scroll.body
        body.add(WrappedLabel(body, say.TITLE, kind="Heading"))
        body.add(WrappedLabel(body, say.QUESTION, kind="Title"), gap=16)
        answers = Flow(body, gap=8)
        # The focus begins on "No": a key pressed by accident never says that somebody agreed.
        self.yes = ActionButton(answers, say.YES, on_yes, letter="Y", kind="Accent")
        self.no = ActionButton(answers, say.NO, on_no, letter="N")
        body.add(answers, gap=16)
        body.add(WrappedLabel(body, say.KEPT, kind="Small"), gap=8)
        card = Panel(body)
        card.add(WrappedLabel(card, say.CARD_TITLE, kind="Bold"))
        card.add(WrappedLabel(card, say.CARD), gap=8)
        body.add(card, gap=24)
        body.add(WrappedLabel(body, say.NOT_FOR), gap=24)
        self.first_focus = self.no

    def opened(self) -> None:
        """Nothing runs here: the camera stays off until the answer."""

    def closed(self) -> None:
        """Nothing to let go of."""
