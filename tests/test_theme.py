"""The theme: colours that can be read, text that grows live, targets that can be hit, a focus ring that is seen."""

from __future__ import annotations

import os
import tkinter as tk
from collections.abc import Callable, Iterator
from dataclasses import replace
from tkinter import font, ttk

import pytest
from PIL import Image, ImageGrab

from companion.settings import Settings
from companion.ui.palette import Look, contrast, palette_for, weak_pairs
from companion.ui.shell import Shell
from companion.ui.styles import RING_ROOM, TARGET
from companion.ui.system_look import system_look
from companion.ui.theme import FONT_BODY, FONT_LIVE, FONT_SMALL, best_family, live_font_px, theme_of
from companion.ui.widgets import ActionButton, Panel, WrappedLabel, style_for, surface_of
from companion.ui.window import BARS, sizes

Maker = Callable[[tk.Misc], ttk.Widget]
FOCUSABLE: dict[str, Maker] = {
    "button": lambda parent: ActionButton(parent, "Pause", lambda: None, letter="P"),
    "accent": lambda parent: ActionButton(parent, "Pause", lambda: None, kind="Accent"),
    "quiet": lambda parent: ActionButton(parent, "Pause", lambda: None, kind="Quiet"),
    "check": lambda parent: ttk.Checkbutton(parent, text="On", style=style_for(parent, "TCheckbutton")),
    "radio": lambda parent: ttk.Radiobutton(parent, text="On", style=style_for(parent, "TRadiobutton")),
    "choice": lambda parent: ttk.Radiobutton(parent, text="On", style=style_for(parent, "Choice.TRadiobutton")),
    "entry": lambda parent: ttk.Entry(parent, style=style_for(parent, "TEntry")),
    "combobox": lambda parent: ttk.Combobox(parent, values=["a"], style=style_for(parent, "TCombobox")),
    "table": lambda parent: ttk.Treeview(parent, columns=("a",), show="headings", height=2),
}


@pytest.fixture
def shell() -> Iterator[Shell]:
    window = Shell(Settings(), {})
    failed: list[object] = []
    window.report_callback_exception = lambda *failure: failed.append(failure)  # type: ignore[method-assign]
    window.deiconify()
    window.focus_force()
    settle(window)
    yield window
    window.close()
    assert not failed


def settle(window: tk.Misc) -> None:
    for _ in range(6):
        window.update()


def picture_of(widget: tk.Misc) -> Image.Image:
    settle(widget)
    left, top = widget.winfo_rootx(), widget.winfo_rooty()
    box = (left, top, left + widget.winfo_width(), top + widget.winfo_height())
    return ImageGrab.grab(bbox=box, xdisplay=os.environ["DISPLAY"]).convert("RGB")


def longest_run(picture: Image.Image, colour: str, down: bool) -> int:
    """Return the most pixels of exactly this colour one after the other, in any column (or row)."""
    wanted = tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
    wide, high = picture.size
    pixels = picture.load()
    assert pixels is not None
    longest = 0
    for across in range(wide if down else high):
        run = 0
        for along in range(high if down else wide):
            run = run + 1 if pixels[(across, along) if down else (along, across)] == wanted else 0
            longest = max(longest, run)
    return longest


def test_contrast_agrees_with_published_values() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.005)
    assert contrast("#0000ff", "#ffffff") == pytest.approx(8.592, abs=0.005)


@pytest.mark.parametrize("look", list(Look))
def test_every_pair_of_colours_can_be_read(look: Look) -> None:
    assert weak_pairs(palette_for(look)) == []


def test_a_weak_colour_is_found() -> None:
    light = palette_for(Look.LIGHT)
    assert any("muted" in line for line in weak_pairs(replace(light, muted="#777777")))
    assert any("ring" in line for line in weak_pairs(replace(light, ring="#c0c0c0")))
    assert any("sadness" in line for line in weak_pairs(replace(light, words={**light.words, "sadness": "#e69f00"})))


def test_all_text_grows_live(shell: Shell) -> None:
    label = WrappedLabel(shell, "Some words", kind="Small")
    label.pack(fill="x")
    settle(shell)
    before = label.winfo_reqheight()
    for percent in (125, 150, 175, 200):
        shell.theme.apply(Look.LIGHT, percent)
        assert shell.theme.font(FONT_BODY).cget("size") == -round(16 * percent / 100 * shell.theme.dpi_factor)
    settle(shell)
    assert label.winfo_reqheight() >= 1.9 * before


def test_the_names_in_file_dialogs_grow_too(shell: Shell) -> None:
    """Tk lists files and folders in a font of its own, which it calls the icons' font."""
    for percent in (100, 200):
        shell.theme.apply(Look.LIGHT, percent)
        for name in ("TkDefaultFont", "TkIconFont"):
            assert font.nametofont(name, shell).cget("size") == -round(16 * percent / 100 * shell.theme.dpi_factor)


@pytest.mark.parametrize("look", list(Look))
def test_chosen_text_can_be_read_when_the_focus_is_elsewhere(shell: Shell, look: Look) -> None:
    shell.theme.apply(look, 100)
    field = tk.Text(shell, width=12, height=2)
    field.pack()
    other = ActionButton(shell, "Other", lambda: None)
    other.pack()
    shell.theme.dress(field)
    field.insert("1.0", "MMMMMMMM")
    field.tag_add("sel", "1.0", "1.8")
    other.focus_force()
    settle(shell)
    left, top, _, tall = field.bbox("1.0")  # type: ignore[misc]
    right = field.bbox("1.7")[0]  # type: ignore[index]
    counted = picture_of(field).crop((left, top, right, top + tall)).getcolors(100_000)
    assert counted is not None
    ground, *inks = ("#{:02x}{:02x}{:02x}".format(*colour) for _, colour in sorted(counted, reverse=True))  # type: ignore[misc]
    assert max(contrast(ground, ink) for ink in inks) >= 7


def test_a_list_that_was_opened_before_gets_the_colours_of_now(shell: Shell) -> None:
    box = ttk.Combobox(shell, values=["a", "b"], state="readonly", style="TCombobox")
    box.pack()
    settle(shell)
    for look in (Look.LIGHT, Look.CONTRAST, Look.DARK):
        shell.theme.apply(look, 100)
        settle(shell)
        shell.tk.call("ttk::combobox::Post", str(box))
        settle(shell)
        shell.tk.call("ttk::combobox::Unpost", str(box))
        listed, colours = f"{box}.popdown.f.l", shell.theme.palette
        shown = [str(shell.tk.call(listed, "cget", f"-{option}")) for option in ("background", "foreground")]
        assert shown == [colours.surface, colours.text]


@pytest.mark.parametrize("name", ["entry", "combobox"])
def test_text_in_a_field_stays_in_its_middle(shell: Shell, name: str) -> None:
    field = FOCUSABLE[name](shell)
    assert isinstance(field, ttk.Entry)
    field.configure(font=FONT_BODY)
    field.insert(0, "a")
    field.pack()
    for percent in (100, 200, 125, 100):
        shell.theme.apply(Look.LIGHT, percent)
        settle(shell)
        _, top, _, tall = field.bbox(0)
        assert abs(top + tall / 2 - field.winfo_height() / 2) <= 1, percent


def test_no_text_is_smaller_than_11_points(shell: Shell) -> None:
    assert -shell.theme.font(FONT_SMALL).cget("size") >= 11 / 72 * 96
    assert -shell.theme.font(FONT_BODY).cget("size") >= 12 / 72 * 96


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_capitals_of_the_live_word_are_49_pixels_high_when_drawn(shell: Shell, percent: int) -> None:
    shell.theme.apply(Look.CONTRAST, percent)
    label = ttk.Label(shell, text="H", style="Live.TLabel")
    label.pack()
    # Black is the ground, so the box around all that is not black is the letter.
    box = picture_of(label).getbbox()
    assert box is not None
    height = box[3] - box[1]
    assert 49 * percent / 100 <= height <= 56 * percent / 100


def test_an_unknown_font_gets_a_word_that_is_too_large_rather_than_too_small() -> None:
    known = [live_font_px(family) for family in ("Inter", "DejaVu Sans", "Segoe UI", "Atkinson Hyperlegible")]
    assert live_font_px("Some new font") > max(known)


def test_the_live_word_grows_as_far_as_there_is_room(shell: Shell) -> None:
    least = shell.theme.fit_live_font(["disgusted"], 10_000, 10_000)
    shell.theme.apply(Look.LIGHT, 200)
    assert shell.theme.fit_live_font(["disgusted"], 10_000, 10_000) >= 1.9 * least
    between = shell.theme.fit_live_font(["disgusted"], 560, 10_000)
    assert least < between < 2 * least
    assert shell.theme.font(FONT_LIVE).measure("disgusted") <= 560
    assert shell.theme.fit_live_font(["disgusted"], 10, 10) == least


def test_the_best_family_that_is_there_is_taken() -> None:
    assert best_family(["dejavu sans", "Inter", "Arial"]) == "Inter"
    assert best_family(["Comic Sans"]) is None


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("name", ["button", "accent", "quiet", "check", "radio", "choice", "entry", "combobox"])
def test_targets_are_44_pixels_high_without_the_room_for_the_ring(shell: Shell, name: str, percent: int) -> None:
    shell.theme.apply(Look.LIGHT, percent)
    panel = Panel(shell)
    widget = FOCUSABLE[name](panel)
    panel.add(widget, sticky="w")
    panel.pack()
    settle(shell)
    height = widget.winfo_height() - 2 * shell.theme.px(RING_ROOM)
    assert height >= TARGET * shell.theme.dpi_factor
    line = font.nametofont("CompanionBody", shell).metrics("linespace")
    assert height >= line + 8 * shell.theme.dpi_factor, "it grows with the text"
    assert widget.winfo_width() - 2 * shell.theme.px(RING_ROOM) >= TARGET * shell.theme.dpi_factor


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("name", list(FOCUSABLE))
def test_the_focus_ring_is_seen_on_every_widget(shell: Shell, name: str, look: Look) -> None:
    shell.theme.apply(look, 100)
    panel = Panel(shell)
    widget = FOCUSABLE[name](panel)
    other = ActionButton(panel, "Other", lambda: None)
    panel.add(widget)
    panel.add(other)
    panel.pack()
    ring = shell.theme.palette.ring
    other.focus_force()
    assert longest_run(picture_of(widget), ring, down=False) == 0
    widget.focus_force()
    picture = picture_of(widget)
    # A ring along the top: wide, and at least 2 pixels thick.
    assert longest_run(picture, ring, down=False) >= min(30, widget.winfo_width() // 3)
    assert longest_run(picture.crop((0, 0, picture.width, 12)), ring, down=True) >= 2


def test_widgets_take_the_colour_of_what_they_lie_on(shell: Shell) -> None:
    panel = Panel(shell)
    inner = ttk.Frame(panel)
    assert (surface_of(shell), surface_of(panel), surface_of(inner)) == ("", "Panel.", "Panel.")
    label = WrappedLabel(inner, "Words", kind="Muted")
    assert str(label.cget("style")) == "Panel.Muted.TLabel"
    assert ttk.Style(shell).lookup("Panel.Muted.TLabel", "background") == shell.theme.palette.surface


def test_a_plain_window_has_no_theme() -> None:
    root = tk.Tk()
    try:
        with pytest.raises(LookupError):
            theme_of(root)
    finally:
        root.destroy()


def test_the_system_is_asked() -> None:
    def gnome(scheme: str, high: str = "false") -> Callable[..., str]:
        return lambda *command: high if command[-1] == "high-contrast" else scheme

    assert system_look({}, "linux", gnome("'prefer-dark'")) is Look.DARK
    assert system_look({}, "linux", gnome("'prefer-dark'", "true")) is Look.CONTRAST
    assert system_look({}, "linux", lambda *command: "") is Look.LIGHT
    assert system_look({"GTK_THEME": "Adwaita:dark"}, "linux", lambda *command: "") is Look.DARK
    assert system_look({}, "darwin", lambda *command: "dark") is Look.DARK


@pytest.mark.parametrize(
    ("screen", "dpi_factor"), [((1920, 1200), 1.0), ((1366, 768), 1.0), ((1280, 720), 1.0), ((1920, 1080), 1.5)]
)
def test_the_first_window_lies_between_the_bars_of_the_system(screen: tuple[int, int], dpi_factor: float) -> None:
    least, first, corner = sizes(screen, dpi_factor)
    free = screen[0], screen[1] - BARS * dpi_factor
    assert corner is not None
    for axis in range(2):
        assert 0 < least[axis] <= first[axis]
        assert corner[axis] >= 0 and corner[axis] + first[axis] <= free[axis]
    # Where there is room for all of it, it has the size that it was designed for.
    assert (first == (1120, 720)) == (screen == (1920, 1200))


@pytest.mark.parametrize("screen", [(3840, 1080), (3840, 1200), (5760, 1080)])
def test_on_several_monitors_the_system_chooses_the_place_of_the_window(screen: tuple[int, int]) -> None:
    """X11 tells of them as of one wide screen, whose middle is where two of them meet."""
    assert sizes(screen, 1.0)[1:] == ((1120, 720), None)
