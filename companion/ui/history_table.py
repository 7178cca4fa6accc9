"""A table that can be worked by key, and a chart with its table beside it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import ttk
from typing import Any, Literal

from companion.ui.figures import ChartPicture, MakeFigure
from companion.ui.history_cells import spoken_cell
from companion.ui.history_view import focus_in
from companion.ui.history_work import Work
from companion.ui.keys import scroller
from companion.ui.pressed_once import repeats
from companion.ui.theme import FONT_BODY, FONT_BOLD, theme_of
from companion.ui.wheel import Turn, bind_wheel
from companion.ui.widgets import Panel, Stack, WrappedLabel, style_for
from companion.words import history as say

# Below this width for each (pixels at 100 %), the table stands under its chart.
SIDE_BY_SIDE = 420
# How far one press of Left or Right goes (pixels at 100 %), and how many rows one notch of the wheel.
ASIDE = 80
WHEEL_ROWS = 3
_BARE = "Bare"
# Spelled as Tk gives it back: a layout that differs is set anew, and that has every widget drawn anew.
_LAYOUT: Any = [("Treeview.treearea", {"sticky": "nswe"})]


class Rows(ttk.Treeview):
    """The rows themselves. `cells`: what stands in each."""

    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """What a reader of the screen would say of the chosen row: its first cell, and the others by their columns.

        Whoever only hears "tired, happy" cannot tell which of them is the camera's guess.
        """
        return ". ".join(
            f"{self.heading(column, 'text')}: {said}" if column else said
            for row in self.selection()
            for column, said in enumerate(map(spoken_cell, self.cells[self.index(row)]))
            if said
        )


class Table(ttk.Frame):
    """Rows of text. Arrow keys move, Enter or a double click opens; columns are as wide as their text.

    Left and Right show what does not fit beside. The wheel and the page keys turn the table, and once it is at its end
    the page that it lies on.
    """

    def __init__(
        self, parent: tk.Misc, columns: Sequence[str], on_open: Callable[[str], None] | None = None, most_rows: int = 8
    ) -> None:
        """Make it. `on_open` is called with the row's id."""
        super().__init__(parent, style=style_for(parent, "TFrame"))
        self._columns, self._most = tuple(columns), most_rows
        self._rows = 0.0
        names = [str(number) for number in range(len(columns))]
        # Columns wider than the tree are drawn over its own edge, so the edge and the focus ring belong to a frame.
        self._edge = tk.Frame(self)
        self.tree = Rows(
            self._edge, columns=names, show="headings", selectmode="browse", style=f"{_BARE}.Treeview", height=1
        )
        self.tree.pack(fill="both", expand=True)
        self._down = ttk.Scrollbar(
            self, command=self.tree.yview, style=style_for(parent, "Vertical.TScrollbar"), takefocus=False
        )
        self._across = ttk.Scrollbar(
            self, orient="horizontal", command=self.tree.xview, takefocus=False,
            style=style_for(parent, "Horizontal.TScrollbar"),
        )  # fmt: skip
        self.tree.configure(yscrollcommand=self._down.set, xscrollcommand=self._show_across)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self._edge.grid(row=0, column=0, sticky="nsew")
        self._name_columns()
        for event in ("<FocusIn>", "<FocusOut>"):
            self.tree.bind(event, lambda event: self._dress(), add=True)
        if on_open is not None:
            self.tree.bind("<Return>", lambda event: "break" if repeats(event) else self._open(on_open))
            self.tree.bind("<Double-Button-1>", lambda event: self._open(on_open))
        self._bind_moves()
        self.bind("<<ThemeChanged>>", lambda event: self._dress(anew=True))
        self._dress(anew=True)

    def _bind_moves(self) -> None:
        tree = self.tree
        for key, way in (("Left", -1), ("Right", 1)):
            tree.bind(f"<{key}>", partial(self._aside, way))
        for key, way in (("Prior", -1), ("Next", 1)):
            tree.bind(f"<{key}>", partial(self._turn, way, "pages"))
        for key in ("Up", "Down"):
            tree.bind(f"<KeyRelease-{key}>", lambda event: self._bring())
        bind_wheel(tree, self._wheel)

    def _wheel(self, event: tk.Event[tk.Misc], turn: Turn) -> str | None:
        if abs(turn.across) > abs(turn.down):
            return self._aside(turn.across)
        # A touchpad tells of less than a row at a time.
        self._rows += turn.down * WHEEL_ROWS
        rows = int(self._rows)
        self._rows -= rows
        return self._turn(rows if rows else turn.down, "units")

    def _aside(self, way: float, event: object = None) -> str:
        """Show more of what is wider than the table: to the left (-1) or to the right (1)."""
        whole = sum(int(self.tree.column(column, "width")) for column in self.tree.cget("columns"))
        self.tree.xview_moveto(self.tree.xview()[0] + way * theme_of(self).px(ASIDE) / max(1, whole))
        return "break"

    def _turn(self, count: float, what: Literal["units", "pages"], event: object = None) -> str | None:
        """Turn the rows, by whole ones; nothing at their end, so that the page is turned then."""
        first, last = self.tree.yview()
        if (first <= 0) if count < 0 else (last >= 1):
            return None
        self.tree.yview_scroll(int(count), what)
        return "break"

    def _bring(self) -> None:
        """The page may have been turned away from the table that has the focus: what an arrow key chose is seen."""
        body = scroller(self)
        if body is not None and focus_in(self.tree):
            body.bring_into_view(self.tree)

    def _dress(self, anew: bool = False) -> None:
        theme, style = theme_of(self), ttk.Style(self)
        colours = theme.palette
        focused = focus_in(self.tree)
        ring = theme.px(colours.ring_width)
        thick = ring if focused else theme.px(1)
        self._edge.configure(
            # Together always the same, so that nothing moves; a change of colour alone would not be seen by all.
            highlightthickness=thick,
            padx=ring - thick,
            pady=ring - thick,
            highlightbackground=colours.ring if focused else colours.line,
            # Tk draws this one when the focus comes from outside of the frame.
            highlightcolor=colours.ring,
            background=colours.surface,
        )
        # To set a layout tells all widgets that the theme changed, so only where it is not there yet.
        if anew and style.layout(f"{_BARE}.Treeview") != _LAYOUT:
            style.layout(f"{_BARE}.Treeview", _LAYOUT)
        if anew:
            self._fit()

    def fill(
        self, rows: Sequence[tuple[str, ...]], ids: Sequence[str] | None = None, columns: Sequence[str] = ()
    ) -> None:
        """Show these rows instead; the first is chosen. `ids` name the rows, `columns` rename the columns."""
        if columns:
            self._columns = tuple(columns)
            self._name_columns()
        self.tree.cells = tuple(rows)
        self.tree.delete(*self.tree.get_children())
        for number, row in enumerate(rows):
            # A line break would show half of the next line.
            cells = [" ".join(cell.split("\n")) for cell in row]
            self.tree.insert("", "end", iid=ids[number] if ids else str(number), values=cells)
        self.tree.configure(height=max(1, min(len(rows), self._most)))
        if len(rows) > self._most:
            self._down.grid(row=0, column=1, sticky="ns")
        else:
            self._down.grid_remove()
        self._fit()
        self.choose(self.tree.get_children()[0] if rows else "")

    @property
    def chosen(self) -> str:
        """The id of the chosen row, or ""."""
        return next(iter(self.tree.selection()), "")

    def choose(self, row: str) -> None:
        """Choose a row by its id and bring it into view; an unknown one is passed over."""
        if row and self.tree.exists(row) and self.chosen != row:
            self.tree.selection_set(row)
            self.tree.focus(row)
            self.tree.see(row)

    def _name_columns(self) -> None:
        for number, name in enumerate(self._columns):
            self.tree.heading(str(number), text=name, anchor="w")

    def _fit(self) -> None:
        theme = theme_of(self)
        body, bold, gap = theme.font(FONT_BODY), theme.font(FONT_BOLD), theme.px(20)
        for number, name in enumerate(self._columns):
            # Long tables repeat themselves; the longest texts decide, and measuring each would take too long.
            texts = sorted({row[number] for row in self.tree.cells}, key=len)[-20:]
            width = max([bold.measure(name), *(body.measure(text) for text in texts)]) + gap
            last = number == len(self._columns) - 1
            self.tree.column(str(number), anchor="w", width=width, minwidth=width, stretch=last)

    def _open(self, on_open: Callable[[str], None]) -> str:
        if self.chosen:
            on_open(self.chosen)
        return "break"

    def _show_across(self, first: float, last: float) -> None:
        # Its row keeps its height when it is hidden: else it would change what it is shown for, without end.
        self.rowconfigure(1, minsize=self._across.winfo_reqheight())
        if float(first) <= 0 and float(last) >= 1:
            self._across.grid_remove()
        else:
            self._across.grid(row=1, column=0, sticky="ew")
        self._across.set(first, last)


class Beside(ttk.Frame):
    """Two widgets side by side, or one under the other where there is no room for both."""

    def __init__(self, parent: tk.Misc, weights: tuple[int, int] = (1, 1)) -> None:
        """Make it; then make two children and `put` them. `weights`: their shares of the width."""
        super().__init__(parent, style=style_for(parent, "TFrame"))
        self._weights = weights
        self._two: tuple[tk.Widget, tk.Widget] | None = None
        self.bind("<Configure>", lambda event: self._arrange())
        self.bind("<<ThemeChanged>>", lambda event: self._arrange())

    def put(self, left: tk.Widget, right: tk.Widget) -> None:
        """Lay out these two."""
        self._two = (left, right)
        self._arrange()

    def _arrange(self) -> None:
        if self._two is None:
            return
        theme = theme_of(self)
        split, gap = self.winfo_width() >= 2 * theme.px(SIDE_BY_SIDE), theme.px(16)
        left, right = self._two
        left.grid(row=0, column=0, sticky="new")
        right.grid(
            row=0 if split else 1, column=1 if split else 0, sticky="new",
            padx=(gap if split else 0, 0), pady=(0 if split else gap, 0),
        )  # fmt: skip
        for column, weight in enumerate(self._weights if split else (1, 0)):
            self.columnconfigure(column, weight=weight, uniform="shares" if split else "")


class ChartAndTable(Panel):
    """A chart with its table beside it, or under it where there is no room; a title above, sentences below."""

    def __init__(self, parent: tk.Misc, drawings: Work, columns: Sequence[str], most_rows: int = 8) -> None:
        super().__init__(parent, padding=20)
        self.title = WrappedLabel(self, kind="Title")
        self.add(self.title)
        self._both = Beside(self, (3, 2))
        self.add(self._both, gap=12)
        self.picture = ChartPicture(self._both, drawings, "")
        beside = Stack(self._both)
        beside.add(WrappedLabel(beside, say.TABLE, kind="Muted"))
        self.table = Table(beside, columns, most_rows=most_rows)
        beside.add(self.table, gap=4)
        self._lines = WrappedLabel(self)
        self.add(self._lines, gap=12)
        self._both.put(self.picture, beside)

    def show(
        self,
        title: str,
        make: MakeFigure | None,
        rows: Sequence[tuple[str, ...]],
        lines: Sequence[str],
        columns: Sequence[str] = (),
        ids: Sequence[str] | None = None,
    ) -> None:
        """Show a chart (None: only the sentences), its rows, and sentences under both."""
        self.title.say(title)
        self._lines.say("\n".join(line for line in lines if line))
        self.table.fill(rows, ids, columns)
        if make is None:
            self._both.grid_remove()
            return
        self._both.grid()
        self.picture.name = say.CHART_NAME.format(title=title)
        self.picture.show(make)
