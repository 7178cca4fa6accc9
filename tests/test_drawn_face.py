"""Drawn faces: the numbers move what they are named after, and each face can be told from the others, in grey too."""

from __future__ import annotations

import os
import tkinter as tk
from collections.abc import Iterator
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageGrab, ImageStat

from companion.settings import TEXT_SIZE, THEME, Settings
from companion.ui.drawn_face import NO_FACE, NOT_SURE, DrawnFace, Face, Role, Shape, face_for, paint, strokes
from companion.ui.palette import Look, palette_for
from companion.ui.shell import Shell
from companion.words.vocabulary import WORDS

NAMES = (*WORDS, NOT_SURE, NO_FACE)


@pytest.fixture
def shell() -> Iterator[Shell]:
    window = Shell(Settings(), {})
    failed: list[object] = []
    window.report_callback_exception = lambda *failure: failed.append(failure)  # type: ignore[method-assign]
    window.deiconify()
    yield window
    window.close()
    assert not failed


def settle(window: tk.Misc) -> None:
    for _ in range(6):
        window.update()


def brows(face: Face) -> tuple[Shape, Shape]:
    """Return the left and the right brow: the highest thick lines."""
    thick = [shape for shape in strokes(face) if shape.role is Role.LINE and shape.width >= 0.03]
    highest = sorted(thick, key=lambda shape: min(y for _, y in shape.points))[:2]
    left, right = sorted(highest, key=lambda shape: shape.points[0])
    return left, right


def test_every_name_has_a_face_within_the_square() -> None:
    for name in NAMES:
        shapes = strokes(face_for(name))
        assert shapes
        for shape in shapes:
            for x, y in shape.points:
                reach = shape.width / 2
                assert x - reach >= -0.001 and x + reach <= 1.001, name
                assert y - reach >= -0.001 and y + reach <= 1.001, name


def test_the_same_numbers_give_the_same_shapes() -> None:
    assert strokes(Face(au1=0.3)) == strokes(Face(au1=0.3))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        face_for("bored")


def test_brows_do_what_their_action_units_say() -> None:
    plain, _ = brows(Face())
    inner, outer = max(plain.points), min(plain.points)
    up_inside = max(brows(Face(au1=1))[0].points)
    up_outside = min(brows(Face(au2=1))[0].points)
    low = max(brows(Face(au4=1))[0].points)
    assert up_inside[1] < inner[1] - 0.05
    assert up_outside[1] < outer[1] - 0.05
    assert low[1] > inner[1] + 0.05 and low[0] > inner[0]


def eye_height(face: Face) -> float:
    white = next(shape for shape in strokes(face) if shape.role is Role.WHITE)
    heights = [y for _, y in white.points]
    return max(heights) - min(heights)


def test_lids_do_what_their_action_units_say() -> None:
    plain = eye_height(Face())
    assert eye_height(Face(au5=1)) > 1.2 * plain
    assert eye_height(Face(au7=1)) < 0.7 * plain
    assert eye_height(Face(au6=1)) < 0.7 * plain


def mouth_line(face: Face) -> Shape:
    """Return the line of a closed mouth: the lowest thick one."""
    thick = [shape for shape in strokes(face) if shape.role is Role.LINE and 0.02 <= shape.width < 0.03]
    return max(thick, key=lambda shape: sum(y for _, y in shape.points) / len(shape.points))


def test_corners_of_the_mouth_go_up_down_and_up_on_one_side() -> None:
    flat, down = mouth_line(Face()), mouth_line(Face(au15=1))
    up = mouth_line(Face(au12_left=1, au12_right=1))
    assert up.points[0][1] < flat.points[0][1] - 0.05 and up.points[-1][1] < flat.points[-1][1] - 0.05
    assert down.points[0][1] > flat.points[0][1] + 0.03 and down.points[-1][1] > flat.points[-1][1] + 0.03
    right = mouth_line(Face(au12_right=1))
    left = mouth_line(Face(au12_left=1))
    assert max(right.points)[1] < min(right.points)[1] - 0.05
    assert min(left.points)[1] < max(left.points)[1] - 0.05


def opening(face: Face) -> tuple[float, float]:
    """Return width and height of the open mouth, zeros for a closed one."""
    for shape in strokes(face):
        if shape.role is Role.MOUTH:
            xs, ys = zip(*shape.points, strict=True)
            return max(xs) - min(xs), max(ys) - min(ys)
    return 0.0, 0.0


def test_the_mouth_opens_with_25_and_26_and_stretches_with_20() -> None:
    assert opening(Face()) == (0.0, 0.0)
    assert 0 < opening(Face(au25=0.6))[1] < opening(Face(au25=0.6, au26=1))[1]
    assert opening(Face(au25=0.6, au20=1))[0] > opening(Face(au25=0.6))[0] + 0.05


def test_nose_wrinkles_come_with_9() -> None:
    def creases(face: Face) -> int:
        return sum(shape.role is Role.CREASE for shape in strokes(face))

    assert creases(Face(au9=1)) >= creases(Face()) + 3


def test_a_face_moves_towards_another() -> None:
    half = Face().towards(face_for("surprise"), 0.5)
    assert half.au26 == pytest.approx(0.5)
    assert Face().towards(face_for("surprise"), 1) == face_for("surprise")


@pytest.mark.parametrize("look", list(Look))
@pytest.mark.parametrize("size", [64, 200])
def test_each_face_differs_from_each_other_in_grey(look: Look, size: int) -> None:
    palette = palette_for(look)
    drawn = {name: paint(strokes(face_for(name)), size, palette, palette.surface).convert("L") for name in NAMES}
    for one, other in combinations(NAMES, 2):
        changed = ImageChops.difference(drawn[one], drawn[other]).point(lambda level: 255 if level > 60 else 0)
        share = ImageStat.Stat(changed).mean[0] / 255
        assert share > 0.02, f"{one} and {other} differ in {share:.1%} of the picture"


def shown(face: DrawnFace) -> Image.Image:
    settle(face)
    left, top = face.winfo_rootx(), face.winfo_rooty()
    box = (left, top, left + face.winfo_width(), top + face.winfo_height())
    return ImageGrab.grab(bbox=box, xdisplay=os.environ["DISPLAY"]).convert("RGB")


def test_the_canvas_shows_what_is_painted_in_each_size_and_theme(shell: Shell) -> None:
    face = DrawnFace(shell, 120, "neutral")
    face.pack()
    for look, percent in (("light", 100), ("dark", 200), ("contrast", 125)):
        shell.settings.set(THEME, look)
        shell.settings.set(TEXT_SIZE, percent)
        face.show("fear")
        palette, size = shell.theme.palette, shell.theme.px(120)
        expected = paint(strokes(face_for("fear")), size, palette, palette.page)
        picture = shown(face)
        assert picture.size == (size, size)
        assert max(ImageStat.Stat(ImageChops.difference(picture, expected)).mean) < 1


def image_of(face: DrawnFace) -> str:
    return str(face.tk.call(str(face), "itemcget", "all", "-image"))


def test_one_item_only_and_no_drawing_of_the_same_again(shell: Shell) -> None:
    face = DrawnFace(shell, 120, "neutral")
    face.pack()
    settle(shell)
    first = image_of(face)
    face.show("neutral")
    settle(shell)
    assert image_of(face) == first
    for name in NAMES:
        face.show(name)
    settle(shell)
    assert len(face.find_all()) == 1
    assert image_of(face) != first
