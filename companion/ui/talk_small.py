"""The small Talk window: the word, its drawn face, why it is in doubt, and what else it can mean; for a video call."""

from __future__ import annotations

import re
import tkinter as tk
from collections.abc import Callable, Iterable, Iterator
from tkinter import ttk
from typing import TYPE_CHECKING

from companion.faces.places import Place
from companion.reading.reading import Kind
from companion.settings import SMALL_PLACE
from companion.ui.comes_and_goes import offer
from companion.ui.drawn_face import DrawnFace
from companion.ui.face_shapes import Face, faces_of
from companion.ui.screen_now import screen_now
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.theme import FONT_HEADING
from companion.ui.widgets import ActionButton, Flow, WrappedLabel, style_for
from companion.ui.window import BARS
from companion.words import states
from companion.words import talk as say

if TYPE_CHECKING:
    from companion.reading.reading import Reading

WIDTH, EDGE, FACE_PX = 440, 16, 64
# No higher than this, in pixels, while a wider one has room.
HIGHEST = 640


class SmallTalk(tk.Toplevel):
    """Stays over all other windows; shows what the Talk screen tells it.

    Args:
        on_say: says the headline; None where nothing can be said.
        on_next: asks for another person.
        on_back: goes back to the large window, and calls `close`.

    Attributes:
        people: the label that tells which person is read, where there are several.
        other: the button for another person; None until there was one.
        scroll: what the texts stand in; it scrolls only on a screen too low for all of them.
    """

    def __init__(
        self, shell: Shell, on_say: Callable[[], object] | None, on_next: Callable[[], object],
        on_back: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(shell)
        self._shell, self._on_next = shell, on_next
        self.title(shell.title())
        self.resizable(False, False)
        self.attributes("-topmost", True)
        self.protocol("WM_DELETE_WINDOW", on_back)
        shell.adopt(self)
        # The large window has the room to explain things.
        self.bind("<F1>", lambda event: self._help(on_back))
        page = self._page = ttk.Frame(self)
        page.pack(fill="both", expand=True)
        page.columnconfigure(0, weight=1)
        page.rowconfigure(0, weight=1)
        self.scroll = ScrollBody(page)
        self.scroll.grid(row=0, column=0, sticky="nsew")
        body = self.scroll.body
        texts = ttk.Frame(body)
        texts.columnconfigure(1, weight=1)
        body.add(texts)
        faces = ttk.Frame(texts)
        faces.grid(row=0, column=0, rowspan=4, sticky="n")
        texts.rowconfigure(3, weight=1)  # two faces are higher than few words
        self._faces = (DrawnFace(faces, FACE_PX), DrawnFace(faces, FACE_PX))
        self.lead = WrappedLabel(texts, say.LOADING_LEAD, kind="Muted")
        self.live = WrappedLabel(texts, say.LOADING_LIVE, kind="Heading")
        self.line = WrappedLabel(texts, say.LOADING_CUE)
        for row, label in enumerate((self.lead, self.live, self.line)):
            label.grid(row=row, column=1, sticky="new")
        self.people = WrappedLabel(body, "", kind="Small")
        body.add(self.people, gap=8)
        self._buttons = Flow(page)
        self._buttons.grid(row=1, column=0, sticky="new")
        self.other: ActionButton | None = None
        self.say_it = None if on_say is None else ActionButton(self._buttons, say.SAY, on_say, "S", kind="Accent")
        self.large = ActionButton(self._buttons, say.LARGE_WINDOW, on_back, "W")
        self._size = (WIDTH, WIDTH)
        self.bind("<<ThemeChanged>>", lambda event: self._grow() if event.widget is self else None)
        self._mapped = self.bind("<Map>", self._take_focus)
        self._fit()
        self._put()

    def _take_focus(self, event: tk.Event[tk.Misc]) -> None:
        # Only a window that is seen can have the focus; and only the first time it comes by itself.
        if event.widget is self:
            self.unbind("<Map>", self._mapped)
            # Once its buttons are seen too.
            self.after_idle((self.say_it or self.large).focus_force)

    def show(self, reading: Reading) -> None:
        """Show what the app says of a reading: the word, a reason to doubt it, and one other thing that it can mean."""
        said = say.spoken(reading)
        # The other meaning always stands before the question, which comes last. Without a face there is neither.
        line = " ".join(said.lines) if reading.kind is Kind.NO_FACE else said.lines[-2]
        if reading.reasons and reading.kind is not Kind.NO_FACE:
            line = _doubted(say.REASONS[reading.reasons[0]], line)
        self.say(said.lead, said.live, (line,), faces_of(reading))

    def say(self, lead: str, live: str, lines: tuple[str, ...], faces: tuple[Face, ...] = ()) -> None:
        """Show a word with what stands over and under it; without faces it is no look, and has the empty one."""
        if live != str(self.live.cget("text")):
            # Who has read the lines of the word before must still see the new word.
            self.scroll.begin_again()
        self.lead.say(lead)
        self.live.say(live)
        self.line.say(" ".join(lines))
        faces = faces or faces_of(None)
        for drawn, face in zip(self._faces, faces, strict=False):
            drawn.show_face(face)
        self._arrange_faces(len(faces))

    def offer_next(self, on: bool) -> None:
        """Offer another person, or not. From the first time on there is room for it, so that nothing moves later."""
        if on and self.other is None:
            self.other = ActionButton(self._buttons, say.OTHER, self._on_next, "N")
            self._grow()
        if self.other is not None:
            offer(self._buttons, self.other, on)

    def close(self) -> None:
        """Go, and remember the place."""
        place = self._place()
        if place is not None and self.winfo_viewable():
            self._shell.settings.set(SMALL_PLACE, f"{place[0]},{place[1]}")
        self.destroy()

    def _place(self) -> tuple[int, int] | None:
        found = re.search(r"([+-]-?\d+)([+-]-?\d+)$", self.geometry())
        return None if found is None else (int(found[1].lstrip("+")), int(found[2].lstrip("+")))

    def _help(self, on_back: Callable[[], object]) -> None:
        on_back()
        self._shell.show_help()

    def _arrange_faces(self, count: int) -> None:
        for row, face in enumerate(self._faces):
            if row < count:
                face.grid(row=row, pady=(self._shell.theme.px(8) if row else 0, 0))
            else:
                face.grid_remove()

    def _fit(self) -> None:
        """Take a size in which the longest words fit: a window that grows and shrinks would be in the way."""
        theme = self._shell.theme
        edge = theme.px(EDGE)
        self.configure(background=theme.palette.page)
        # The place of the scroll bar, which the body keeps free, is part of the edge.
        self._page.configure(padding=(edge, edge, 0, edge))
        self.scroll.grid_configure(padx=(0, self._right() - self.scroll.bar_width))
        for label in (self.lead, self.live, self.line):
            label.grid_configure(padx=(edge, 0))
        self.live.grid_configure(pady=(0, theme.px(8)))
        self._buttons.grid_configure(padx=(0, self._right()), pady=(edge, 0))
        self._arrange_faces(2 if self._faces[1].winfo_manager() else 1)
        _, _, wide, high = screen_now(self)
        # Tk's own numbers are the first monitor's; they may be of a screen that was larger.
        widest = min(self.winfo_screenwidth(), wide) - 2 * edge
        highest = min(self.winfo_screenheight(), high) - round(BARS * theme.dpi_factor)
        # Wider, with the buttons side by side, where it would be too high; and as wide as can be before it scrolls.
        beside = sum(self._widths()) + edge + self._right()
        for width, enough in ((theme.px(WIDTH), min(HIGHEST, highest)), (beside, highest), (widest, highest)):
            self._size = min(width, widest), self._height(min(width, widest))
            if self._size[1] <= enough:
                break
        else:
            self._size = widest, highest
            # Here each pixel counts: what most words need is then seen without scrolling.
            self._page.configure(padding=(edge, edge // 2, 0, edge // 2))
            self.scroll.body.rowconfigure(0, minsize=0)
        self.geometry(f"{self._size[0]}x{self._size[1]}")

    def _right(self) -> int:
        return max(self._shell.theme.px(EDGE), self.scroll.bar_width)

    def _height(self, width: int) -> int:
        """Return the height that all needs in a window of this width; both in pixels."""
        theme = self._shell.theme
        edge = theme.px(EDGE)
        inner = width - edge - self._right()
        texts = max(theme.px(2 * FACE_PX + 8), self._tallest(inner - edge - theme.px(FACE_PX)) + theme.px(8))
        # People are told of in one place, however long the texts above are.
        self.scroll.body.rowconfigure(0, minsize=texts)
        people = self._highest(("Small.TLabel",), self._said_of_people(), inner) + theme.px(8)
        rows, x = 1, 0
        for wide in self._widths():
            if x and x + wide > inner + theme.px(4):
                rows, x = rows + 1, 0
            x += wide
        below = rows * (self.large.winfo_reqheight() + theme.px(4))
        # Also while there is no button in the second row.
        self._page.rowconfigure(1, minsize=below + edge)
        return texts + people + below + 3 * edge

    def _widths(self) -> list[int]:
        return [child.winfo_reqwidth() + self._shell.theme.px(4) for child in self._buttons.winfo_children()]

    def _grow(self) -> None:
        """Take the size for the text and the buttons of now, and stay on the screen with it."""
        self._fit()
        place = self._place()
        if place is not None:
            self._move_to(*place)

    def _tallest(self, width: int) -> int:
        """Return the height that the three texts need at most, in pixels, when they are this wide."""
        return self._highest(("Muted.TLabel", "Heading.TLabel", "TLabel"), self._longest(), width)

    def _highest(self, styles: tuple[str, ...], longest: Iterable[tuple[str, ...]], width: int) -> int:
        probes = [ttk.Label(self, style=style_for(self, style), wraplength=width) for style in styles]
        tallest = 0
        for texts in longest:
            for probe, text in zip(probes, texts, strict=True):
                probe.configure(text=text)
            tallest = max(tallest, sum(probe.winfo_reqheight() for probe in probes))
        for probe in probes:
            probe.destroy()
        return tallest

    def _longest(self) -> Iterator[tuple[str, str, str]]:
        """Yield what the three texts can be at most: each word in doubt for each reason."""
        looks = [(look.lead, look.live, look.also) for look in say.LOOKS.values()]
        shorts = sorted((look.short for look in say.LOOKS.values()), key=self._shell.theme.font(FONT_HEADING).measure)
        looks.append((say.MAYBE_LEAD, say.MAYBE_LIVE.format(first=shorts[-1], second=shorts[-2]), say.MAYBE_ALSO))
        looks.append((say.UNSURE_LEAD, say.UNSURE_LIVE, say.UNSURE_ALSO))
        for lead, live, also in looks:
            for reason in say.REASONS.values():
                yield lead, live, _doubted(reason, also)
        yield say.NO_FACE_LEAD, say.NO_FACE_LIVE, say.NO_FACE_CUE
        yield say.FACE_LEAD, say.LOADING_LIVE, say.FACE_CUE
        yield say.NO_FACE_LEAD, say.NO_FACE_LIVE, f"{say.BLACK_WHY} {say.BLACK_MEND}"

    def _said_of_people(self) -> Iterator[tuple[str]]:
        """Yield the longest of what can stand there."""
        if self.other is not None:
            yield from ((states.whose(Place(99, number=21, in_row=33, row=row, rows=3)),) for row in range(3))
        yield from ((say.FILE_ENDED,), (say.PAUSED_FILE,))

    def _put(self) -> None:
        """Go where it was the last time, or to the upper right corner; always inside of the screen."""
        self.update_idletasks()
        edge = self._shell.theme.px(EDGE)
        stored = re.fullmatch(r"(-?\d+),(-?\d+)", self._shell.settings.get(SMALL_PLACE))
        x, _, wide, _ = screen_now(self)
        corner = min(self.winfo_screenwidth(), x + wide) - self._size[0] - edge, edge
        self._move_to(*(int(part) for part in stored.groups()) if stored else corner)

    def _move_to(self, left: int, top: int) -> None:
        """Go there, or to the nearest place where all of it is on the screen."""
        x, y, wide, high = screen_now(self)
        right, bottom = x + wide - self._size[0], y + high - self._size[1]
        self.geometry(f"+{max(x, min(left, right))}+{max(y, min(top, bottom))}")


def _doubted(reason: say.Reason, also: str) -> str:
    # Each in its own line: both begin with "It", and mean two things by it.
    return f"{reason.why} {reason.mend}\n{also}"
