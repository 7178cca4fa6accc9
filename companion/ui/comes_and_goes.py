"""A button that comes and goes by itself, because of what a camera sees: never away under a finger."""

from __future__ import annotations

import tkinter as tk

from companion.ui.widgets import ActionButton, Flow


def offer(buttons: Flow, button: ActionButton, on: bool) -> None:
    """Show a button, or leave it out for now; but while it has the focus it stays, and can only not be pressed.

    Else the focus would lead to another one (WCAG 2.4.3), and whoever presses Space in that moment would press that.
    """
    was_off = button.instate(["disabled"])
    button.state(["!disabled" if on else "disabled"])
    if on or str(button.tk.call("focus")) != str(button):
        buttons.offer(button, on)
        return

    def go() -> None:
        # The window may have lost the focus, and not the button within it.
        if button.winfo_exists() and button.instate(["disabled"]) and button.focus_lastfor() is not button:
            buttons.offer(button, False)

    def left(event: tk.Event[tk.Misc]) -> None:
        button.after_idle(go)

    # Told with each reading: Tk keeps what each new binding calls for as long as the button is there.
    if not (was_off and button.bind("<FocusOut>")):
        button.bind("<FocusOut>", left)
