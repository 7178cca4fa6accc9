"""Reads the control that has the focus aloud, when the person wants that: Tk 8.6 is invisible to screen readers."""

from __future__ import annotations

import contextlib
import tkinter as tk
from tkinter import ttk
from typing import Any

from companion.settings import LETTER_KEYS, READ_CONTROLS, Setting
from companion.speech.controls import Control, change_for, line_for
from companion.ui.keys import TEXT_FIELDS
from companion.ui.shell import Shell
from companion.ui.speaking import Speaking

# An event of a control whose text has come only now, after it got the focus.
TOLD_ANEW = "<<ToldAnew>>"
# Any control but a text field is worked by these, or by its own letter.
_WORKING = ("space", "Return", "KP_Enter", "Up", "Down", "Left", "Right", "Home", "End", "Prior", "Next")


class ReadControls:
    """Follows the focus of a window from now on, and speaks while the setting is on."""

    def __init__(self, shell: Shell, speaking: Speaking) -> None:
        self._shell, self._speaking = shell, speaking
        self._last = self._name = ""
        self._widget: tk.Misc | None = None
        self._entry_at = ("", "")
        self.follow(shell)
        # Tk makes the list of a combobox by itself, and no window of the app hears of it.
        for sequence in ("<Map>", "<KeyRelease>"):
            shell.bind_class("ComboboxListbox", sequence, self._tell_entry, add="+")
        shell.on_window = self.follow
        shell.settings.listen(self._setting_changed)

    def follow(self, window: tk.Tk | tk.Toplevel) -> None:
        """Follow the focus in one more window of the app."""
        for sequence in ("<FocusIn>", TOLD_ANEW):
            window.bind(sequence, lambda event: self._tell(event, anew=True), add="+")
        # A key may have switched the control over: then its new state is told. What changed by itself meanwhile is not:
        # it would cut off what another key has said.
        window.bind("<KeyRelease>", lambda event: self._tell(event, anew=False), add="+")

    def _tell(self, event: tk.Event[tk.Misc], anew: bool) -> None:
        if self._shell.settings.get(READ_CONTROLS) and event.widget is focus_of(self._shell):
            self._say(event.widget, anew, worked=not anew and _works(event))

    def _say(self, widget: tk.Misc, anew: bool, worked: bool = False, asked: bool = False) -> None:
        control = control_of(widget, self._shell.settings.get(LETTER_KEYS))
        line = line_for(control) if control is not None else ""
        if control is not None and line and (anew or (worked and line != self._last)):
            whole = anew or (control.full is not None and control.name != self._name)
            told = line if whole else change_for(control)
            # The same words of another control are news.
            self._speaking.say_now(told, of_face=False, asked=asked, again=anew and widget is not self._widget)
        self._last, self._name, self._widget = line, control.name if control is not None else "", widget

    def _tell_entry(self, event: tk.Event[tk.Misc]) -> None:
        """Tell the entry of an open list that is marked, as it opens and with each step in it."""
        listed = str(event.widget)
        entry_at = listed, str(self._shell.tk.call(listed, "index", "active"))
        stays, self._entry_at = event.type is tk.EventType.KeyRelease and entry_at == self._entry_at, entry_at
        if stays or not self._shell.settings.get(READ_CONTROLS):
            return
        box = None
        with contextlib.suppress(KeyError):  # of a dialog that Tk made by itself
            box = self._shell.nametowidget(listed.partition(".popdown")[0])
        entry = str(self._shell.tk.call(listed, "get", "active"))
        spoken = getattr(box, "spoken_entry", str)(entry)
        if spoken:
            self._speaking.say_now(f"{spoken}.", of_face=False, asked=False, again=True)

    def _setting_changed(self, setting: Setting[Any]) -> None:
        # Told at once, so that the person hears that it works; and that it goes, as the last line.
        focus = focus_of(self._shell)
        if setting is READ_CONTROLS and focus is not None:
            self._say(focus, anew=True, asked=self._shell.settings.get(READ_CONTROLS))


def _works(event: tk.Event[tk.Misc]) -> bool:
    """Return whether this key can work the control that has the focus."""
    letters = str(getattr(event.widget, "letters", "") or getattr(event.widget, "letter", None) or "")
    own = len(event.keysym) == 1 and event.keysym.upper() in letters
    return event.keysym in _WORKING or own or event.widget.winfo_class() in TEXT_FIELDS


def focus_of(shell: Shell) -> tk.Misc | None:
    """Return the widget that has the focus, or None (also when it is in a list that Tk made by itself)."""
    try:
        return shell.focus_get()
    except KeyError:
        return None


def control_of(widget: tk.Misc, letters: bool = True) -> Control | None:
    """Return what there is to say of a widget; None for one that is only a place for others.

    A widget may have an attribute `spoken_name`; else its own text counts, and for fields the label before it. What is
    worked by arrow keys inside tells in its attribute `text` what is chosen there now. A list in which a person's own
    words can be chosen has a method `spoken_value`, which returns what is said in their place, and `spoken_entry` for
    one of its entries. What is to be known before (a question, a note) returns its method `spoken_before`.
    """
    kind = widget.winfo_class()
    enabled = not (isinstance(widget, ttk.Widget) and widget.instate(["disabled"]))
    own = getattr(widget, "spoken_name", "")
    if isinstance(widget, ttk.Button | ttk.Checkbutton | ttk.Radiobutton):
        on = None if isinstance(widget, ttk.Button) else widget.instate(["selected"])
        letter = (getattr(widget, "letter", None) or "") if letters else ""
        before = getattr(widget, "spoken_before", str)()
        return Control(own or str(widget.cget("text")), kind, letter, on, enabled=enabled, before=before)
    name = own or _label_before(widget)
    if isinstance(widget, ttk.Combobox):
        return Control(name, kind, value=getattr(widget, "spoken_value", widget.get)(), enabled=enabled)
    if isinstance(widget, tk.Text):
        return Control(name, kind, full=len(widget.get("1.0", "end").strip()) > 0)
    if isinstance(widget, ttk.Entry) and kind in TEXT_FIELDS:
        return Control(name, kind, full=bool(widget.get()), enabled=enabled)
    if isinstance(widget, ttk.Treeview | tk.Canvas):
        inside = getattr(widget, "text", "")
        return Control(name, kind, value=inside if inside != name else "")
    return None


def _label_before(widget: tk.Misc) -> str:
    """Return the text of the nearest label made before this widget, in its own place or the places around it."""
    place: tk.Misc | None = widget
    while place is not None and place.master is not None and not isinstance(place.master, tk.Tk):
        siblings: list[tk.Misc] = [*place.master.winfo_children()]
        for sibling in reversed(siblings[: siblings.index(place)]):
            if isinstance(sibling, ttk.Label) and str(sibling.cget("text")):
                return str(sibling.cget("text"))
        place = place.master
    return ""
