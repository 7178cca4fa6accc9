"""The audit finds each kind of fault that is planted in a real window, and nothing in the same window without it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tkinter import ttk

import pytest
from matplotlib.figure import Figure

from companion.audit.alone import alike_faces, alike_hatches
from companion.audit.charts import figure_faults
from companion.audit.faults import Fault
from companion.audit.looking import look
from companion.audit.pixels import Meter, Photo
from companion.audit.texts import Best, weak_faults, weak_texts
from companion.charts import Bar, bars
from companion.settings import Settings
from companion.ui.drawn_face import Face
from companion.ui.figures import chart_style
from companion.ui.palette import Look
from companion.ui.scroll import ScrollBody
from companion.ui.shell import Shell
from companion.ui.widgets import ActionButton, Panel, WrappedLabel, style_for

Plant = Callable[["Page"], object]
TEXT = "Some words"


class Page:
    """A screen as all are: a page that scrolls, a panel on it, a label, two buttons, a field, a choice."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.frame = ttk.Frame(shell)
        self.scroll = ScrollBody(self.frame, padding=24)
        self.scroll.pack(fill="both", expand=True)
        self.panel = Panel(self.scroll.body)
        self.scroll.body.add(self.panel)
        self.label = WrappedLabel(self.panel, TEXT)
        self.panel.add(self.label)
        self.first = ActionButton(self.panel, "First", lambda: None, letter="F")
        self.panel.add(self.first, sticky="w")
        self.panel.add(ActionButton(self.panel, "Second", lambda: None, kind="Accent"), sticky="w")
        self.panel.add(ttk.Entry(self.panel, style=style_for(self.panel, "TEntry")))
        self.panel.add(ttk.Checkbutton(self.panel, text="On", style=style_for(self.panel, "TCheckbutton")), sticky="w")

    def opened(self) -> None: ...

    def closed(self) -> None: ...

    def faults(self) -> list[Fault]:
        def settle() -> None:
            for _ in range(4):
                self.shell.update()

        settle()
        self.shell.focus_force()
        settle()
        return look(self.shell, Meter(), settle)


@pytest.fixture
def page() -> Iterator[Page]:
    shell = Shell(Settings(), {"page": Page})
    shell.geometry("1024x640+0+0")
    yield shell.show("page")  # type: ignore[misc]  # the shell knows a Screen
    shell.close()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("one", list(Look))
def test_a_good_page_has_no_fault(page: Page, one: Look, percent: int) -> None:
    # Further down than the window is high: scrolled to, and no fault.
    page.scroll.body.add(WrappedLabel(page.scroll.body, "Far below", kind="Muted"), gap=700)
    page.scroll.body.add(ActionButton(page.scroll.body, "Last", lambda: None), sticky="w")
    page.shell.theme.apply(one, percent)
    assert page.faults() == []


def grey_on_grey(page: Page) -> None:
    page.panel.add(ttk.Label(page.panel, text=TEXT, foreground="#8a8a8a", background="#c0c0c0"))


def grey_far_below(page: Page) -> None:
    page.scroll.body.add(ttk.Label(page.scroll.body, text=TEXT, foreground="#777777"), gap=900)


def weak_canvas_text(page: Page) -> None:
    canvas = tk.Canvas(page.panel, background="#ffffff", height=40, highlightthickness=0, takefocus=False)
    canvas.create_text(60, 20, text=TEXT, fill="#999999", font="CompanionBody")
    page.panel.add(canvas)


def small_button(page: Page) -> None:
    ttk.Frame(page.panel).place(x=0, y=0)
    page.panel.add(tk.Frame(page.panel, width=200, height=20), sticky="w")
    holder = page.panel.winfo_children()[-1]
    ttk.Button(holder, text="x", style="Panel.TButton").place(x=0, y=0, width=120, height=20)


def clipped_label(page: Page) -> None:
    holder = tk.Frame(page.panel, width=40, height=30)
    holder.pack_propagate(False)
    ttk.Label(holder, text=TEXT, style="Panel.TLabel").pack()
    page.panel.add(holder, sticky="w")


def cut_lines(page: Page) -> None:
    holder = tk.Frame(page.panel, width=300, height=20)
    holder.pack_propagate(False)
    ttk.Label(holder, text="One\nTwo\nThree", style="Panel.TLabel").pack()
    page.panel.add(holder, sticky="w")


def broken_word(page: Page) -> None:
    holder = ttk.Frame(page.panel, style="Panel.TFrame", width=70, height=80)
    holder.pack_propagate(False)
    WrappedLabel(holder, "Unmistakably", chars=4).pack(fill="both", expand=True)
    page.panel.add(holder, sticky="w")


def too_wide_for_its_page(page: Page) -> None:
    page.panel.add(ttk.Label(page.panel, text=TEXT * 20, style="Panel.TLabel"))


def sticks_out(page: Page) -> None:
    ttk.Button(page.panel, text="Half", style="Panel.TButton").place(relx=1.0, x=-80, rely=0.5, width=140)


def overlapping_label(page: Page) -> None:
    ttk.Label(page.panel, text="On top", style="Panel.TLabel").place(x=30, y=26)


def no_ring(page: Page) -> None:
    style = ttk.Style(page.shell)
    style.layout("Bare.TButton", [("Button.padding", {"sticky": "nsew", "children": [("Button.label", {})]})])
    style.configure("Bare.TButton", padding=20)
    page.panel.add(ttk.Button(page.panel, text="No ring", style="Quiet.Bare.TButton"), sticky="w")


def ring_by_colour_alone(page: Page) -> None:
    field = tk.Text(page.panel, height=3, width=20, highlightthickness=3, font="CompanionBody")
    field.configure(highlightbackground="#71808e", highlightcolor="#c14f00")
    field.bind("<Tab>", lambda event: (event.widget.tk_focusNext().focus_set(), "break")[1])
    page.panel.add(field)


def out_of_reach(page: Page) -> None:
    page.first.configure(takefocus=False)


def no_key_at_all(page: Page) -> None:
    label = WrappedLabel(page.panel, "Press me")
    label.bind("<Button-1>", lambda event: None)
    page.panel.add(label)


def wrong_order(page: Page) -> None:
    page.panel.winfo_children()[-1].lower(page.first)


def trap(page: Page) -> None:
    page.panel.winfo_children()[-2].bind("<Tab>", lambda event: "break")


def weak_edge(page: Page) -> None:
    page.panel.add(tk.Entry(page.panel, relief="flat", background="#f4f4f4", highlightthickness=0, font=("", 30)))


def two_dots_of_two_colours(page: Page) -> None:
    canvas = tk.Canvas(page.panel, height=40, background="#ffffff", highlightthickness=0, takefocus=False)
    canvas.create_oval(10, 10, 30, 30, fill="#c14f00", outline="")
    canvas.create_oval(50, 10, 70, 30, fill="#007a59", outline="")
    page.panel.add(canvas)


def pale_dot(page: Page) -> None:
    canvas = tk.Canvas(page.panel, height=40, background="#ffffff", highlightthickness=0, takefocus=False)
    canvas.create_oval(10, 10, 30, 30, fill="#d0d0d0", outline="")
    page.panel.add(canvas)


PLANTED: dict[Plant, str] = {
    grey_on_grey: "its text has a contrast of 1.9",
    grey_far_below: "its text has a contrast of",
    weak_canvas_text: "its text has a contrast of 2.8",
    small_button: "it is 110 x 10 pixels, it needs 44 x 44",
    clipped_label: "pixels of width and has 40",
    cut_lines: "pixels of height and has",
    broken_word: 'its word "Unmistakably" needs',
    too_wide_for_its_page: "it needs 1980 pixels of width and has 906",
    sticks_out: "36 pixels of it are cut off by what it lies in",
    overlapping_label: "it covers 54 x 10 pixels of",
    no_ring: "its focus changes 0 pixels",
    # A few pixels are the cursor's.
    ring_by_colour_alone: "at its edge with a contrast of 3 or more",
    out_of_reach: "Tab does not reach it",
    no_key_at_all: "Tab does not reach it",
    wrong_order: 'Tab comes to it after check box "On"',
    trap: "Tab does not come back to the start",
    weak_edge: "its edge has a contrast of",
    two_dots_of_two_colours: "differ by their colour alone",
    pale_dot: "a drawn oval has a contrast of",
}


@pytest.mark.parametrize("plant", list(PLANTED), ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found(page: Page, plant: Plant) -> None:
    plant(page)
    found = page.faults()
    assert any(PLANTED[plant] in fault.what for fault in found), found


@pytest.mark.parametrize("one", list(Look))
@pytest.mark.parametrize("kind", ["Choice.TRadiobutton", "TCheckbutton", "TEntry", "TCombobox"])
def test_a_weak_text_within_a_strong_edge_is_found(page: Page, kind: str, one: Look) -> None:
    """The edges of pills and fields have more contrast than text needs, and are none."""
    page.shell.theme.apply(one, 100)
    weak = {Look.LIGHT: "#8a8a8a", Look.DARK: "#8f8f8f", Look.CONTRAST: "#707070"}[one]
    make = {"TEntry": ttk.Entry, "TCombobox": ttk.Combobox, "TCheckbutton": ttk.Checkbutton}.get(kind, ttk.Radiobutton)
    for ink, faults in ((page.shell.theme.palette.text, 0), (weak, 1)):
        ttk.Style(page.shell).configure(f"{ink}.Panel.{kind}", foreground=ink)
        widget = make(page.panel, style=f"{ink}.Panel.{kind}")
        page.panel.add(widget)
        if isinstance(widget, ttk.Entry):
            widget.configure(font="CompanionBody")
            widget.insert(0, TEXT)
        else:
            widget.configure(text=TEXT)  # type: ignore[call-arg]
            widget.state(["selected"])
        assert len([fault for fault in page.faults() if TEXT in fault.who and "its text" in fault.what]) == faults


def test_a_true_seven_is_measured_as_seven(page: Page) -> None:
    """Soft edges of letters have many weaker colours: the strongest counts."""
    page.label.configure(foreground="#595959", background="#ffffff")  # 7.00 by published tables
    page.shell.update()
    best: Best = {}
    weak_texts(page.shell, Photo(page.shell), Meter(), best)
    _, measured, _ = best[str(page.label), TEXT]
    assert measured == pytest.approx(7.0, abs=0.02)
    assert weak_faults(best) == []


def test_faces_and_hatches_that_are_alike_are_found(page: Page) -> None:
    theme = page.shell.theme
    assert [*alike_faces(theme), *alike_hatches(theme)] == []
    twins = {"one": Face(au12_left=1.0, au12_right=1.0), "other": Face(au12_left=1.0, au12_right=0.95)}
    assert [fault.who for fault in alike_faces(theme, twins)] == ["drawn faces one and other"]

    class Plain:
        def hatch(self, key: str) -> str:
            return "" if key in ("anger", "fear") else key

    assert [fault.who for fault in alike_hatches(theme, Plain())] == ["words anger and fear"]  # type: ignore[arg-type]


def chart(page: Page, **changes: str) -> Figure:
    style = chart_style(page.shell.theme, "#ffffff", 500)
    values = [Bar(name, value, f"{value:g} minutes", key) for name, value, key in
              (("angry", 3, "anger"), ("happy", 5, "happiness"))]  # fmt: skip
    return bars(values, "minutes", replace(style, **changes))  # type: ignore[arg-type]


def test_charts_are_looked_into(page: Page) -> None:
    meter = Meter()
    assert list(figure_faults(chart(page), "chart", meter)) == []
    weak = [fault.what for fault in figure_faults(chart(page, text="#999999"), "chart", meter)]
    assert any("its text has a contrast of 2.8" in what for what in weak)
    crowded = chart(page)
    crowded.text(0.02, 0.8, "A text over the bars and out of the picture, as nobody wants it in a chart at all")
    told = [fault.what for fault in figure_faults(crowded, "chart", meter)]
    assert any("cut off" in what for what in told)
    assert any("it covers" in what for what in told)
    alike = chart(page)
    for patch in alike.axes[0].patches:
        patch.set_hatch("")
    alike.axes[0].set_yticks([])
    assert any("colour alone" in fault.what for fault in figure_faults(alike, "chart", meter))
    pale = chart(page)
    pale.axes[0].patches[0].set_facecolor("#eeeeee")
    assert any("bar or mark" in fault.what for fault in figure_faults(pale, "chart", meter))


def test_the_window_that_is_audited_is_the_one_that_is_seen(page: Page, tmp_path: Path) -> None:
    page.shell.update()
    photo = Photo(page.shell)
    assert photo.colours.shape == (640, 1024)
    page_colour = int(page.shell.theme.palette.page[1:], 16)
    assert photo.colours[635, 5] == page_colour
