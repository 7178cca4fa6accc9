"""One look for the whole window: fonts, spacing and colours, changed live for everything at once.

    theme = Theme(root)                      # the Shell does this
    theme.apply(Look.DARK, 150)              # look, and text size in percent
    theme.px(16)                             # pixels that grow with the text
    theme_of(widget).palette.text            # from any widget

Widgets hear a change as the virtual event `<<ThemeChanged>>`, which Tk sends to each of them.
Styles for ttk widgets are listed in `companion.ui.styles`; named fonts are the FONT_ constants below.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterable
from tkinter import font as tkfont

from companion.ui.palette import Look, Palette, palette_for

FONT_BODY = "CompanionBody"
FONT_BOLD = "CompanionBold"
FONT_SMALL = "CompanionSmall"
FONT_TITLE = "CompanionTitle"  # names of panels, doors
FONT_HEADING = "CompanionHeading"  # the screen's name
FONT_LIVE = "CompanionLive"  # the live word

# Pixels at 100 % and 96 dpi: 16 px are 12 pt, 15 px are 11.25 pt.
_SIZES: dict[str, tuple[int, str]] = {
    FONT_BODY: (16, "normal"),
    FONT_BOLD: (16, "bold"),
    FONT_SMALL: (15, "normal"),
    FONT_TITLE: (20, "bold"),
    FONT_HEADING: (30, "bold"),
}
LIVE_CAP_HEIGHT = 49
SMALLEST, LARGEST, STEP = 100, 200, 25

# Families that read well, the best first, with the height of a capital letter as a share of the font size (from each
# font's OS/2 table). Tk tells ascent and descent only, and those hold room for accents, so it can't be asked.
_FAMILIES: dict[str, float] = {
    "Atkinson Hyperlegible Next": 0.668,
    "Atkinson Hyperlegible": 0.668,
    "Inter": 0.727,
    "Segoe UI Variable Text": 0.700,
    "Segoe UI": 0.700,
    "SF Pro Text": 0.705,
    "Helvetica Neue": 0.714,
    "Noto Sans": 0.714,
    "Ubuntu": 0.693,
    "Cantarell": 0.680,
    "DejaVu Sans": 0.729,
    "Verdana": 0.727,
}
# Tk's own; the last lists the files in its dialogs.
_TK_FONTS = (
    "TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont", "TkCaptionFont", "TkTooltipFont", "TkIconFont",
)  # fmt: skip
# The tag of the fields that `dress` dressed.
_FIELD = "CompanionField"
# For any other family: lower than all of the above, so that the word gets too large rather than too small.
_UNKNOWN_CAP_SHARE = 0.65


def best_family(available: Iterable[str]) -> str | None:
    """Return the first family of our list that this computer has, or None for Tk's own choice."""
    names = {name.lower() for name in available}
    return next((family for family in _FAMILIES if family.lower() in names), None)


def live_font_px(family: str, cap_height: float = LIVE_CAP_HEIGHT) -> int:
    """Return the font size in pixels at which a capital letter is at least this many pixels high."""
    share = _FAMILIES.get(family, _UNKNOWN_CAP_SHARE)
    # One pixel more: letters are fitted to whole pixels when drawn, and may lose part of one.
    return int(cap_height / share) + 2


class Theme:
    """Fonts, spacing and colours of one window. Made once for each Tk root."""

    def __init__(self, root: tk.Tk) -> None:
        # Styles are built with pictures, which is the slower half of the work; importing it here keeps `theme` light.
        from companion.ui.styles import Styles

        self._root = root
        self._listeners: list[Callable[[], None]] = []
        # A screen with more pixels an inch gets larger letters. Quarters, so that 99 dpi is not "3 % larger".
        self.dpi_factor = max(1.0, round(root.winfo_fpixels("1i") / 96 * 4) / 4)
        self.percent = SMALLEST
        self.palette: Palette = palette_for(Look.LIGHT)
        usual = str(tkfont.nametofont("TkDefaultFont", root).actual("family"))
        self.family = best_family(tkfont.families(root)) or usual
        self._fonts = {name: tkfont.Font(root, name=name, family=self.family) for name in (*_SIZES, FONT_LIVE)}
        self._styles = Styles(root, self)
        for happening, focused in (("<FocusIn>", True), ("<FocusOut>", False)):
            root.bind_class(_FIELD, happening, lambda event, on=focused: self._edge(event.widget, on))  # type: ignore[misc]
        for kind in ("TEntry", "TCombobox"):
            root.bind_class(kind, "<<ThemeChanged>>", lambda event: self._settle_field(str(event.widget)), add=True)
        root.bind_class("TCombobox", "<<ThemeChanged>>", lambda event: self._styles.dress_list(event.widget), add=True)
        self.apply(Look.LIGHT, SMALLEST)

    @property
    def scale(self) -> float:
        """Pixels for one design pixel."""
        return self.dpi_factor * self.percent / 100

    def px(self, design: float) -> int:
        """Return a length of the design (96 dpi, 100 %) in pixels of now, at least 1."""
        return max(1, round(design * self.scale))

    def font(self, name: str) -> tkfont.Font:
        """Return a named font (one of the FONT_ constants), to measure text with."""
        return self._fonts[name]

    def apply(self, look: Look, percent: int) -> None:
        """Change colours and sizes of everything in the window, now.

        Raises:
            ValueError: the text size is not between 100 and 200.
        """
        if not SMALLEST <= percent <= LARGEST:
            raise ValueError(f"text size {percent} is not between {SMALLEST} and {LARGEST}")
        self.percent = percent
        self.palette = palette_for(look)
        for name, (size, weight) in _SIZES.items():
            # Minus means pixels: Tk's points follow a guess at the screen that is often wrong.
            self._fonts[name].configure(size=-self.px(size), weight="bold" if weight == "bold" else "normal")
        self._fonts[FONT_LIVE].configure(size=-self._live_px(), weight="bold")
        for name in _TK_FONTS:
            tkfont.nametofont(name, self._root).configure(family=self.family, size=-self.px(16))
        self._styles.use()
        for callback in tuple(self._listeners):
            callback()

    def fit_live_font(self, words: Iterable[str], width: int, height: int) -> int:
        """Let the live word grow with the text size as far as all these words fit; return its font size in pixels.

        It never gets smaller than at 100 %, where its capital letters are 49 px high.
        """
        least = self._live_px(at_least=True)
        font, size = self._fonts[FONT_LIVE], self._live_px()
        probe = tkfont.Font(self._root, family=self.family, weight="bold", size=-size)
        widest, tall = max((probe.measure(word) for word in words), default=1), probe.metrics("linespace")
        fitting = int(size * min(1.0, width / max(1, widest), height / max(1, tall)))
        size = max(least, fitting)
        if font.cget("size") != -size:
            font.configure(size=-size)
        return size

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each change of look or size; the returned function ends that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    def dress(self, widget: tk.Text | tk.Listbox | tk.Canvas) -> None:
        """Give a plain Tk widget this look (ttk lacks a field of many lines); call again on `<<ThemeChanged>>`."""
        colours, text = self.palette, isinstance(widget, tk.Text)
        widget.configure(
            background=colours.surface,
            highlightthickness=self.px(colours.ring_width),
            highlightbackground=colours.border if text else colours.surface,
            highlightcolor=colours.ring,
        )
        if isinstance(widget, tk.Text | tk.Listbox):
            widget.configure(
                font=FONT_BODY,
                foreground=colours.text,
                selectbackground=colours.accent,
                selectforeground=colours.on_accent,
                borderwidth=0,
                relief="flat",
            )
        if isinstance(widget, tk.Text):
            # The text keeps its colour for a chosen place when the focus goes, so the ground must keep its own.
            widget.configure(
                insertbackground=colours.text, wrap="word", inactiveselectbackground=colours.accent
            )  # fmt: skip
            if _FIELD not in widget.bindtags():
                widget.bindtags((*widget.bindtags(), _FIELD))
            self._edge(widget, widget is self._focus())

    def _edge(self, field: tk.Text, focused: bool) -> None:
        """Give a field a thin edge, or the ring in its place: by its colour alone the ring would not be seen."""
        ring = self.px(self.palette.ring_width)
        thick = ring if focused else min(ring, max(1, round(1.25 * self.scale)))
        # Together always the same, so that the text stays where it is.
        room = self.px(8) + ring - thick
        field.configure(highlightthickness=thick, padx=room, pady=room)

    def _settle_field(self, field: str) -> None:
        """Have a field put its text in the middle again: Tk leaves it where it was for the font of before."""
        tcl = self._root.tk

        def settle() -> None:
            if int(tcl.call("winfo", "exists", field)):
                tcl.call(field, "configure", "-width", tcl.call(field, "cget", "-width"))

        self._root.after_idle(settle)

    def _focus(self) -> tk.Misc | None:
        try:
            return self._root.focus_get()
        except KeyError:  # the focus is in a list that Tk made by itself
            return None

    def _live_px(self, at_least: bool = False) -> int:
        factor = self.dpi_factor if at_least else self.scale
        return live_font_px(self.family, LIVE_CAP_HEIGHT * factor)


def theme_of(widget: tk.Misc) -> Theme:
    """Return the theme of the window that a widget is in.

    Raises:
        LookupError: the root window has no theme (it is not a Shell).
    """
    theme = getattr(widget.nametowidget("."), "theme", None)
    if not isinstance(theme, Theme):
        raise LookupError("this window has no theme: make a Shell, or set root.theme = Theme(root)")
    return theme
