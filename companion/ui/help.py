"""Help: explains the screen that was open, with pages for looks, the first cards, and for when it is too much."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from companion.settings import CONTACT, LETTER_KEYS
from companion.ui.first_cards import FirstCards
from companion.ui.limited import limit
from companion.ui.looks import Looks
from companion.ui.paged import Page
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking
from companion.ui.theme import theme_of
from companion.ui.widgets import ActionButton, Flow, Panel, Stack, WrappedLabel, style_for
from companion.words import help as say
from companion.words import looks as looks_words

LONGEST = 200
KEY_WIDE = 208


def _plain(typed: str) -> str:
    return " ".join(typed.split())[:LONGEST]


def _typed(key: str) -> bool:
    """Tell whether a key of Help is one that does nothing while letters are no keys."""
    return len(key) == 1 or key == say.LETTERS_AND_NUMBERS


class Pairs(Stack):
    """Names with their lines beside them; under them where the text is large."""

    def __init__(self, parent: tk.Misc, pairs: tuple[tuple[str, str], ...]) -> None:
        super().__init__(parent)
        self.columnconfigure(0, weight=0)
        self.columnconfigure(1, weight=1)
        self._labels = [(WrappedLabel(self, name, kind="Bold"), WrappedLabel(self, line)) for name, line in pairs]
        for happening in ("<Configure>", "<<ThemeChanged>>"):
            self.bind(happening, lambda event: self._arrange(), add=True)
        self._beside: tuple[bool, int] | None = None
        self._arrange()

    def _arrange(self) -> None:
        theme = theme_of(self)
        beside = self.winfo_width() >= theme.px(3 * KEY_WIDE), theme.px(16)
        if beside == self._beside:
            return
        self._beside = beside
        self.columnconfigure(0, minsize=theme.px(KEY_WIDE) if beside[0] else 0, weight=0 if beside[0] else 1)
        self.columnconfigure(1, weight=1 if beside[0] else 0)
        for place, (name, line) in enumerate(self._labels):
            gap = beside[1] * 3 // 4 if place else 0
            if beside[0]:
                name.grid(row=2 * place, column=0, sticky="new", pady=(gap, 0))
                line.grid(row=2 * place, column=1, sticky="new", pady=(gap, 0), padx=(beside[1], 0))
            else:
                name.grid(row=2 * place, column=0, sticky="new", pady=(gap, 0))
                line.grid(row=2 * place + 1, column=0, sticky="new", pady=0, padx=0)


class Help:
    """Lies over the screen that it explains (`Shell.cover`), which goes on meanwhile.

    Args:
        topic: which screen; one of `companion.words.help.TOPICS`.
        speaking: says the sample of the voice on the third card.
    """

    def __init__(self, shell: Shell, topic: str = "home", speaking: Speaking | None = None) -> None:
        self._shell, self._speaking = shell, speaking
        self._topic = say.TOPICS.get(topic, say.TOPICS["home"])
        self.frame = ttk.Frame(shell)
        self._view: ttk.Frame = ttk.Frame(self.frame)
        self.page_shown = ""
        self.scroll: ScrollBody
        self.first_focus: tk.Misc
        self.contact: ttk.Entry | None = None
        self.show_topic()

    def opened(self) -> None:
        """Nothing runs here."""

    def closed(self) -> None:
        """Speech belongs to the screen below; a contact that was typed is kept."""
        self._keep_typed()

    @property
    def voice_notice(self) -> Callable[[str], None] | None:
        """Shows why "Hear it" is not heard, while its card is shown; what else is said belongs to the screen below."""
        return self._view.notice if isinstance(self._view, FirstCards) else None

    def help(self) -> None:
        """F1 does nothing more here."""

    def back(self) -> bool:
        """Esc: from the cards and from "If it is too much" to the beginning; from there back to the screen."""
        if not self.page_shown:
            return False
        view = self._view
        if not (isinstance(view, FirstCards) and view.back()):
            self.show_topic()
        return True

    def show_page(self, page: str) -> None:
        """Show a page of the help again, in the language of now: the `page_shown` of another one."""
        {"cards": self.show_cards, "looks": self.show_looks, "too_much": self.show_too_much}[page]()

    def show_topic(self) -> None:
        """Explain the screen that was open."""
        page, topic = self._page(), self._topic
        body = page.body
        body.add(WrappedLabel(body, say.TITLE.format(screen=topic.title), kind="Heading"))
        for sentence in topic.about:
            body.add(WrappedLabel(body, sentence), gap=8)
        letters = self._shell.settings.get(LETTER_KEYS)
        keys = topic.keys if letters else tuple(pair for pair in topic.keys if not _typed(pair[0]))
        for title, pairs in ((say.PARTS, topic.parts), (say.KEYS, keys), (say.KEYS_EVERYWHERE, say.EVERYWHERE)):
            if pairs:
                panel = self._panel(body, title)
                panel.add(Pairs(panel, pairs))
        body.add(WrappedLabel(body, say.LETTERS if letters else say.LETTERS_OFF, kind="Muted"))
        first = page.button(say.BACK, self._shell.leave, "B", kind="Accent")
        page.button(say.TOO_MUCH, self.show_too_much, "I")
        page.button(looks_words.OPEN, self.show_looks, "L")
        page.button(say.CARDS, self.show_cards, "C")
        self._use(page, page.scroll, first)

    def show_cards(self) -> None:
        """Show the three cards of the first start again."""
        self._begin()
        cards = FirstCards(self.frame, self._shell, self._speaking, self.show_topic)
        self._use(cards, cards.page.scroll, cards.next, "cards")

    def show_looks(self) -> None:
        """Show each look with its signs."""
        self._begin()
        looks = Looks(self.frame, self._shell, self.show_topic)
        self._use(looks, looks.page.scroll, looks.first, "looks")

    def show_too_much(self) -> None:
        """Show whom one can turn to."""
        page = self._page()
        body = page.body
        body.add(WrappedLabel(body, say.MUCH_TITLE, kind="Heading"))
        body.add(WrappedLabel(body, say.MUCH_LINE), gap=8)
        trust = self._panel(body, say.TRUST_TITLE)
        trust.add(WrappedLabel(trust, say.TRUST_LINE), gap=8)
        trust.add(WrappedLabel(trust, say.CONTACT_LABEL, kind="Bold"))
        row = Flow(trust, gap=8)
        self.contact = entry = ttk.Entry(row, width=32, style=style_for(row, "TEntry"), font="CompanionBody")
        entry.spoken_name = say.CONTACT_LABEL  # type: ignore[attr-defined]  # read by reading_controls
        entry.insert(0, _plain(self._shell.settings.get(CONTACT)))
        kept = WrappedLabel(trust, say.CONTACT_LINE, kind="Small")
        limit(entry, LONGEST, lambda fits: kept.say(say.CONTACT_LINE if fits else say.CONTACT_LONG))
        keep = ActionButton(row, say.CONTACT_KEEP, lambda: self._keep(entry, kept), letter="K")
        entry.bind("<Return>", lambda event: keep.invoke())
        trust.add(row, gap=4)
        trust.add(kept, gap=8)
        danger = self._panel(body, say.DANGER_TITLE)
        danger.add(WrappedLabel(danger, say.DANGER_LINE), gap=8)
        body.add(WrappedLabel(body, say.MUCH_CLOSE))
        body.add(WrappedLabel(body, say.NOT_FROM_FACES, kind="Muted"))
        first = page.button(say.BACK, self.show_topic, "B", kind="Accent")
        self._use(page, page.scroll, first, "too_much")

    def _keep(self, entry: ttk.Entry, kept: WrappedLabel) -> None:
        text = _plain(entry.get())
        settings = self._shell.settings
        problem = settings.set(CONTACT, text) if text else settings.forget(CONTACT)
        kept.say(problem or (say.CONTACT_KEPT if text else say.CONTACT_GONE))

    def _keep_typed(self) -> None:
        # Whoever types it and presses Esc would otherwise find nothing there when it is needed.
        if self.contact is None or not self.contact.winfo_exists():
            return
        text, settings = _plain(self.contact.get()), self._shell.settings
        if text:
            self._shell.on_saved(settings.set(CONTACT, text))
        elif settings.get(CONTACT):
            # Nor may a name that was taken out stand there again.
            self._shell.on_saved(settings.forget(CONTACT))

    def _begin(self) -> None:
        self._keep_typed()
        # The old view goes first: its letters must be free before the new one takes them.
        self._view.destroy()
        self.contact = None

    def _page(self) -> Page:
        self._begin()
        return Page(self.frame, widest=880)

    def _panel(self, body: Stack, title: str) -> Panel:
        panel = Panel(body)
        panel.add(WrappedLabel(panel, title, kind="Title"))
        body.add(panel, gap=24)
        return panel

    def _use(self, view: ttk.Frame, scroll: ScrollBody, first: tk.Misc, page: str = "") -> None:
        self._view, self.scroll, self.first_focus, self.page_shown = view, scroll, first, page
        view.pack(fill="both", expand=True)
        view.update_idletasks()
        first.focus_set()
