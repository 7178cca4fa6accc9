"""The card before a live talk: does the other person know and agree? Only a yes leads on."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk

from companion.ui.paged import Page
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, Flow, Panel, WrappedLabel
from companion.words import consent as say


class Consent:
    """Asks, and offers a text for the other person.

    Args:
        on_card: shows that text large; without it, it can only be read here.
    """

    help_topic = "consent"

    def __init__(
        self, shell: Shell, on_yes: Callable[[], object], on_no: Callable[[], object],
        on_card: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        self.frame = ttk.Frame(shell)
        page = Page(self.frame, widest=900)
        page.pack(fill="both", expand=True)
        self.scroll, body = page.scroll, page.body
        body.add(WrappedLabel(body, say.TITLE, kind="Heading"))
        body.add(WrappedLabel(body, say.QUESTION, kind="Title"), gap=16)
        for place, sentence in enumerate(say.NOT_FOR):
            body.add(WrappedLabel(body, sentence), gap=8 if place else 16)
        card = Panel(body)
        card.add(WrappedLabel(card, say.CARD_TITLE, kind="Bold"))
        card.add(WrappedLabel(card, " ".join(say.CARD)), gap=8)
        if on_card is not None:
            row = Flow(card)
            ActionButton(row, say.CARD_SHOW, on_card, letter="C")
            card.add(row)
        body.add(card, gap=24)
        body.add(WrappedLabel(body, say.KEPT, kind="Small"), gap=24)
        # The focus begins on "No": a key pressed by accident never says that somebody agreed.
        self.yes = page.button(say.YES, on_yes, "Y", kind="Accent")
        self.no = page.button(say.NO, on_no, "N")
        self.no.spoken_before = lambda: say.QUESTION  # type: ignore[attr-defined]  # read by reading_controls
        self.first_focus = self.no

    def opened(self) -> None:
        """Nothing runs here: the camera stays off until the answer."""

    def closed(self) -> None:
        """Nothing to let go of."""
