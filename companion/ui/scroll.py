"""A body that scrolls when it is taller than the window, and follows the focus, so that nothing is ever cut off."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from companion.ui.theme import theme_of
from companion.ui.widgets import Stack, style_for, surface_colour


class ScrollBody(ttk.Frame):
    """Put widgets into `.body` (a Stack). The scroll bar is there only when it is needed.

    The shell turns the wheel, Page Up and Page Down, and brings the focused widget into view.
    """

    def __init__(self, parent: tk.Misc, padding: float = 0, widest: float = 0) -> None:
        """Make it. `widest`: the body gets no wider (pixels at 100 %) and stays in the middle; 0 for no end."""
        super().__init__(parent, style=style_for(parent, "TFrame"))
        self._widest = widest
        # Until the person scrolls, the body stays as near to its beginning as the focus allows.
        self._moved = False
        self._fitted = (0, 0, 0)
        self._waits = False
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        # Asks for almost no room itself: the place that it is put in decides.
        self._canvas = tk.Canvas(self, highlightthickness=0, borderwidth=0, width=50, height=50, takefocus=False)
        bar = ttk.Scrollbar(
            self, orient="vertical", command=self._dragged, style=style_for(parent, "Vertical.TScrollbar")
        )
        self._bar = bar
        self._canvas.configure(yscrollcommand=self._scrolled, yscrollincrement=1)
        self._canvas.grid(row=0, column=0, sticky="nsew")
        bar.grid(row=0, column=1, sticky="ns")
        self.body = Stack(self._canvas, padding=padding, lies_on=self)
        self._window = self._canvas.create_window(0, 0, anchor="nw", window=self.body)
        self._canvas.bind("<Configure>", lambda event: self._fit())
        self.body.bind("<Configure>", lambda event: self._fit())
        self.bind("<<ThemeChanged>>", lambda event: self._recolour())
        self._recolour()

    def bring_into_view(self, widget: tk.Misc) -> None:
        """Scroll just as far as is needed to see all of this widget."""
        self.update_idletasks()
        self._bring(widget)

    def _bring(self, widget: tk.Misc) -> None:
        if not str(widget).startswith(str(self.body) + "."):
            return
        seen_top, seen = self._canvas.canvasy(0), self._canvas.winfo_height()
        # What just fits gets no margin that would push its end out of view.
        margin = max(0, min(theme_of(self).px(16), (seen - widget.winfo_height()) // 2))
        top = widget.winfo_rooty() - self.body.winfo_rooty() - margin
        bottom = top + widget.winfo_height() + 2 * margin
        if top < seen_top or bottom - top > seen:
            self._move_to(top)
        elif bottom > seen_top + seen:
            self._move_to(bottom - seen)

    def scroll_by(self, design_pixels: float) -> None:
        """Scroll by this many pixels of the design; negative is up."""
        self._moved = True
        self._move_to(self._canvas.canvasy(0) + design_pixels * theme_of(self).scale)

    def scroll_pages(self, pages: float) -> None:
        """Scroll by this share of what is seen; negative is up."""
        self._moved = True
        self._move_to(self._canvas.canvasy(0) + pages * self._canvas.winfo_height())

    def begin_again(self) -> None:
        """Go back to the beginning: what stands in the body is something new."""
        self._moved = False
        self._move_to(0)

    @property
    def scrolls(self) -> bool:
        """Tell whether the body is taller than what is seen."""
        return self.body.winfo_reqheight() > self._canvas.winfo_height()

    @property
    def bar_width(self) -> int:
        """The width that is kept free for the scroll bar, in pixels."""
        return self._bar.winfo_reqwidth()

    def _move_to(self, top: float) -> None:
        height = max(1, self.body.winfo_reqheight(), self._canvas.winfo_height())
        self._canvas.yview_moveto(max(0.0, top) / height)

    def _dragged(self, *how: str) -> None:
        self._moved = True
        self._canvas.yview(*how)

    def _fit(self) -> None:
        wide, tall = self._canvas.winfo_width(), self._canvas.winfo_height()
        fitted = (wide, tall, self.body.winfo_reqheight())
        if fitted == self._fitted:
            return
        self._fitted = fitted
        body = min(wide, theme_of(self).px(self._widest)) if self._widest else wide
        self._canvas.coords(self._window, (wide - body) // 2, 0)
        # Its height is left free: with a height of our own Tk would not tell us when the body needs more or less.
        self._canvas.itemconfigure(self._window, width=body)
        self._canvas.configure(scrollregion=(0, 0, wide, max(tall, self.body.winfo_reqheight())))
        if not self._waits:
            self._waits = True
            self.after_idle(self._settle)

    def _settle(self) -> None:
        """Sizes changed, so what has the focus may have moved out of view. Done when all widgets have their place."""
        self._waits = False
        if not self.winfo_exists():
            return
        self.update_idletasks()
        if not self._moved:
            self._move_to(0)
        focus = self._root_focus()
        if focus is not None:
            self._bring(focus)

    def _root_focus(self) -> tk.Misc | None:
        try:
            return self.focus_get()
        except KeyError:  # the focus is in a list that Tk made by itself
            return None

    def _scrolled(self, first: float, last: float) -> None:
        # The bar's column keeps its width when the bar is hidden: text would else wrap anew, and the bar come back.
        if float(first) <= 0 and float(last) >= 1:
            self.columnconfigure(1, minsize=self._bar.winfo_reqwidth())
            self._bar.grid_remove()
        else:
            self._bar.grid()
        self._bar.set(first, last)

    def _recolour(self) -> None:
        self._canvas.configure(background=surface_colour(self))
        self._fitted = (0, 0, 0)
        self._fit()
