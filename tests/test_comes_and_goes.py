"""A button that comes and goes with what a camera sees stays under the finger, and costs nothing while it waits."""

from __future__ import annotations

from companion.ui.app import App
from companion.ui.comes_and_goes import offer
from companion.ui.widgets import ActionButton, Flow


def test_a_button_that_waits_for_the_focus_to_leave_takes_no_more_memory_with_each_reading(app: App) -> None:
    shell = app.shell
    flow = Flow(shell)
    button, other = (ActionButton(flow, text, lambda: None) for text in ("Other person", "End"))
    flow.pack(fill="x")
    shell.deiconify()
    offer(flow, button, True)
    shell.update()
    button.focus_force()
    shell.update()

    def commands() -> int:
        return len(shell.tk.splitlist(shell.tk.call("info", "commands")))

    offer(flow, button, False)
    before = commands()
    for _ in range(50):
        offer(flow, button, False)
    assert commands() == before and button.winfo_manager()
    other.focus_force()
    shell.update()
    assert not button.winfo_manager()
