"""How a control is named aloud: its name, kind and state as one short line. Pure; it knows no widget."""

from __future__ import annotations

from dataclasses import dataclass

from companion.words import speech as words


@dataclass(frozen=True)
class Control:
    """What is told of a control.

    Attributes:
        kind: the class that Tk gives it, such as "TButton"; one that is not known is left unnamed.
        on: whether it is chosen; None where it can't be.
        value: what it is set to, or what is chosen in it, where it may be heard (a list, a slider, a row of a table;
            never what a person wrote).
        full: for a text field, whether something is written in it.
        before: what is to be known first, such as the question that a button answers.
    """

    name: str
    kind: str
    letter: str = ""
    on: bool | None = None
    value: str = ""
    full: bool | None = None
    enabled: bool = True
    before: str = ""


# What is worked from inside: with each arrow key something else in it is chosen.
_WITH_PLACES = ("Canvas", "Treeview")


def change_for(control: Control) -> str:
    """Return the line that is spoken when a key has changed it: only the new place, where there are many, and of a
    field only whether something is written in it.

    >>> change_for(Control("November 2026", "Canvas", value="5 November: 2 sessions"))
    '5 November: 2 sessions.'
    """
    value = control.value.rstrip(".")
    if control.full is not None:
        value = words.HOLDS_TEXT if control.full else words.EMPTY
    return f"{value}." if value and (control.kind in _WITH_PLACES or control.full is not None) else line_for(control)


def line_for(control: Control) -> str:
    """Return the line that is spoken.

    >>> line_for(Control("Pause", "TButton", letter="P"))
    'Pause, button, key P.'
    >>> line_for(Control("Dark", "TRadiobutton", on=True))
    'Dark, choice, chosen.'
    """
    parts = [control.name.strip().rstrip(".:…"), words.KINDS.get(control.kind, ""), control.value.rstrip(".")]
    if control.on is not None:
        yes, no = (words.ON, words.OFF) if control.kind == "TCheckbutton" else (words.CHOSEN, words.NOT_CHOSEN)
        parts.append(yes if control.on else no)
    if control.full is not None:
        parts.append(words.HOLDS_TEXT if control.full else words.EMPTY)
    if not control.enabled:
        parts.append(words.DISABLED)
    if control.letter:
        parts.append(words.KEY.format(letter=words.KEY_NAMES.get(control.letter, control.letter)))
    told = ", ".join(part for part in parts if part)
    return " ".join(part for part in (control.before, f"{told}.") if part) if told else ""
