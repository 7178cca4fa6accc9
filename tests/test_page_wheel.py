"""The wheel and two fingers on a touchpad turn a page as far as each system asks for."""

from __future__ import annotations

import pytest

from companion.ui.app import App
from companion.ui.wheel import NOTCH_PX, Turn, touched, wheeled


@pytest.mark.parametrize(
    ("across", "down", "turn"),
    [(0, -1, Turn(0, 1 / NOTCH_PX)), (0, 30, Turn(0, -30 / NOTCH_PX)), (-7, 0, Turn(7 / NOTCH_PX, 0)),
     (5, -40, Turn(-5 / NOTCH_PX, 40 / NOTCH_PX))],
)  # fmt: skip
def test_a_touchpad_moves_what_is_shown_with_the_fingers(across: int, down: int, turn: Turn) -> None:
    assert touched((across << 16) | (down & 0xFFFF)) == turn


@pytest.mark.parametrize(
    ("asked", "turn"),
    [
        ((5, 0, False, False), Turn(down=1)),
        ((4, 0, True, False), Turn(across=-1)),
        ((0, -120, False, False), Turn(down=1)),
        ((0, 30, False, False), Turn(down=-0.25)),  # a fine wheel
        ((0, -2, False, True), Turn(down=30 / NOTCH_PX)),  # a Mac with Tk 8
        ((0, -2, True, True), Turn(across=30 / NOTCH_PX)),
    ],
)
def test_a_wheel_is_told_in_three_ways(asked: tuple[int, int, bool, bool], turn: Turn) -> None:
    assert wheeled(*asked) == turn


def test_a_page_goes_as_far_as_it_is_asked_to_and_not_sideways(app: App) -> None:
    app.shell.geometry("1024x640")
    app.start("help", None)
    app.shell.deiconify()
    app.shell.update()
    body = app.shell.screen.scroll  # type: ignore[union-attr]
    inside = body.winfo_children()[0]

    def top() -> float:
        app.shell.update()
        return float(body._canvas.canvasy(0))

    was = top()
    for event, options, down in (
        ("<Button-5>", {}, NOTCH_PX), ("<MouseWheel>", {"delta": -60}, NOTCH_PX // 2),
        ("<MouseWheel>", {"delta": -120, "state": 1}, 0), ("<Button-4>", {}, -NOTCH_PX),
    ):  # fmt: skip
        inside.event_generate(event, **options)
        now = top()
        assert now - was == down, event
        was = now
