"""What a drawn face is made of: a few numbers named after FACS action units, and the shapes that follow from them.

Everything is in unit coordinates: (0, 0) is the top left corner of a square, (1, 1) the bottom right.
"Left" is left for the viewer.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from companion.ui.face_lines import Point, Role, Shape, both, bow, closed, curve, dashes, mirrored, oval, through

if TYPE_CHECKING:
    from companion.reading.reading import Reading

NOT_SURE = "not_sure"
NO_FACE = "no_face"


@dataclass(frozen=True)
class Face:
    """The numbers of a face: 0 relaxed, 1 as far as it goes. `bare` shows an outline with no features.

    au1 inner brow up, au2 outer brow up, au4 brows low and close, au5 upper lid up, au6 cheek up, au7 lids tight,
    au9 nose wrinkled, au10 top lip up, au12 corner of the mouth up (each side), au15 corners down,
    au20 mouth stretched, au23 lips tight, au25 lips apart, au26 jaw down.
    """

    au1: float = 0.0
    au2: float = 0.0
    au4: float = 0.0
    au5: float = 0.0
    au6: float = 0.0
    au7: float = 0.0
    au9: float = 0.0
    au10: float = 0.0
    au12_left: float = 0.0
    au12_right: float = 0.0
    au15: float = 0.0
    au20: float = 0.0
    au23: float = 0.0
    au25: float = 0.0
    au26: float = 0.0
    bare: str = ""

    def towards(self, other: Face, share: float) -> Face:
        """Return the face that lies this share of the way to another (0 this one, 1 the other)."""
        names = [field.name for field in fields(self) if field.name != "bare"]
        mixed = {name: getattr(self, name) + share * (getattr(other, name) - getattr(self, name)) for name in names}
        return replace(self if share < 1 else other, **mixed)


def face_for(name: str) -> Face:
    """Return the face of one of the eight words, of NOT_SURE or of NO_FACE.

    Raises:
        KeyError: there is no such face.
    """
    faces = {
        "anger": Face(au4=1.0, au5=0.35, au7=0.75, au23=1.0),
        "contempt": Face(au7=0.75, au12_right=0.95),
        "disgust": Face(au4=0.55, au7=0.95, au9=1.0, au10=1.0, au15=0.75, au6=0.2),
        "fear": Face(au1=0.95, au2=0.45, au4=0.75, au5=1.0, au20=1.0, au25=0.75, au26=0.25),
        "happiness": Face(au6=0.9, au12_left=1.0, au12_right=1.0, au25=0.6, au26=0.15, au2=0.15),
        "neutral": Face(),
        "sadness": Face(au1=1.0, au4=0.5, au7=0.15, au15=1.0),
        "surprise": Face(au1=1.0, au2=1.0, au5=0.9, au25=0.6, au26=1.0),
        NOT_SURE: Face(bare=NOT_SURE),
        NO_FACE: Face(bare=NO_FACE),
    }
    return faces[name]


def faces_of(reading: Reading | None) -> tuple[Face, ...]:
    """Return the face that stands beside a reading, or two for a maybe; without a reading, that of NO_FACE."""
    # By value: the kind's own module loads NumPy, which the first window must not wait for.
    if reading is None or reading.kind == "no_face":
        return (face_for(NO_FACE),)
    return tuple(face_for(word) for word in reading.words) or (face_for(NOT_SURE),)


def _head(face: Face) -> list[Shape]:
    outline = oval(0.5, 0.48, 0.385, 0.42, 72, below=0.445 + 0.035 * face.au26)
    ears = both(Role.SKIN, oval(0.118, 0.5, 0.045, 0.075)) + both(
        Role.LINE, closed(oval(0.118, 0.5, 0.045, 0.075)), 0.014
    )
    return [*ears, Shape(Role.SKIN, outline), Shape(Role.LINE, closed(outline), 0.016)]


def _brows(face: Face) -> list[Shape]:
    drop = face.au4 * (1 - 0.85 * face.au1)
    inner = (0.425 + 0.022 * face.au4, 0.322 - 0.085 * face.au1 + 0.085 * drop)
    outer = (0.205, 0.338 - 0.075 * face.au2 + 0.03 * face.au1 * (1 - face.au2) - 0.02 * drop)
    oblique = face.au1 * (1 - face.au2)
    middle = (0.305, 0.28 - 0.045 * face.au1 - 0.085 * face.au2 + 0.04 * drop + 0.035 * oblique)
    found = both(Role.LINE, curve(outer, middle, inner), 0.03)
    if face.au4 > 0.3:
        top, low = inner[1] + 0.01, inner[1] + 0.06
        found += both(Role.CREASE, ((0.478, top), (0.474, low)), 0.011)
    if face.au1 > 0.5 and face.au2 > 0.3:
        # Raised brows fold the forehead.
        reach = 0.1 + 0.05 * face.au2
        for height in (0.155, 0.112):
            found.append(
                Shape(Role.CREASE, curve((0.5 - reach, height), (0.5, height - 0.015), (0.5 + reach, height)), 0.01)
            )
    return found


def _lids(face: Face) -> tuple[float, float]:
    """Return how far the upper lid is above, and the lower lid below, the middle of the eye."""
    sad = face.au1 * (1 - face.au2) * (1 - face.au5)
    upper = 0.05 + 0.032 * face.au5 - 0.024 * face.au7 * (1 - 0.6 * face.au5) - 0.014 * sad - 0.006 * face.au6
    lower = 0.04 + 0.012 * face.au5 - 0.016 * face.au7 - 0.052 * face.au6
    return upper, lower


def _eyes(face: Face) -> list[Shape]:
    x, y, half = 0.335, 0.445, 0.088
    upper, lower = _lids(face)
    sad = face.au1 * (1 - face.au2) * (1 - face.au5)
    # A raised inner brow pulls the inner corner of the lid up with it.
    left, right = (x - half, y + 0.012 * sad), (x + half, y - 0.006 * sad)
    top = bow(left, -upper, right, 0.75)
    bottom = bow(left, lower, right, 0.75)
    white = (*top, *reversed(bottom))

    def between(point: Point) -> Point:
        share = min(1.0, max(0.0, (point[0] - left[0]) / (right[0] - left[0]))) * (len(top) - 1)
        index = round(share)
        return (point[0], min(max(point[1], top[index][1]), bottom[index][1]))

    pupil = tuple(between(point) for point in oval(x + 0.004, y, 0.04, 0.04, 40))
    found = both(Role.WHITE, white) + both(Role.PUPIL, pupil)
    if upper + lower > 0.05:
        # A small light in the eye makes it look at you.
        found += [Shape(Role.WHITE, oval(at, y - 0.014, 0.012, 0.012, 20)) for at in (x + 0.018, 1 - x + 0.01)]
    found += both(Role.LINE, bottom, 0.012) + both(Role.LINE, top, 0.02)
    if face.au6 > 0.5:
        found += both(Role.CREASE, curve((0.26, 0.53), (0.335, 0.495), (0.41, 0.53)), 0.011)
    if face.au7 > 0.6 and face.au6 < 0.5:
        found += both(Role.CREASE, curve((0.275, 0.515), (0.335, 0.532), (0.395, 0.512)), 0.01)
    return found


def _nose(face: Face) -> list[Shape]:
    lift, wide = 0.028 * face.au9, 0.045 + 0.014 * face.au9
    y = 0.59 - lift
    found = [Shape(Role.LINE, curve((0.5 - wide, y), (0.5, y + 0.05), (0.5 + wide, y)), 0.016)]
    if face.au9 > 0.3:
        for height in (0.425, 0.46, 0.495):
            found.append(
                Shape(
                    Role.CREASE, curve((0.462, height + 0.006), (0.5, height - 0.014), (0.538, height + 0.006)), 0.011
                )
            )
        wing = curve((0.5 - wide + 0.004, y - 0.035), (0.5 - wide - 0.03, y - 0.02), (0.5 - wide, y + 0.006))
        found += both(Role.LINE, wing, 0.014)
        found += both(Role.CREASE, curve((0.405, 0.575), (0.335, 0.62), (0.315, 0.715)), 0.012)
    return found


def _mouth(face: Face) -> list[Shape]:
    smile = (face.au12_left + face.au12_right) / 2
    round_mouth = face.au26 * (1 - face.au20) * (1 - smile)
    half = 0.115 + 0.055 * face.au20 - 0.012 * face.au23 - 0.035 * round_mouth
    y = 0.735

    def corner(side: int, up: float) -> Point:
        return (0.5 + side * (half + 0.05 * up), y - 0.085 * up + 0.055 * face.au15 + 0.012 * face.au20)

    left, right = corner(-1, face.au12_left), corner(1, face.au12_right)
    middle = y + 0.02 * smile - 0.03 * face.au15 - 0.045 * face.au10
    gap = 0.045 * face.au25 + 0.125 * face.au26
    if gap < 0.01 and face.au10 < 0.5:
        return _closed_mouth(face, left, right, middle)
    if round_mouth > 0.5:
        opening = oval(0.5, y + 0.2 * gap, half + 0.005, 0.62 * gap)
        return [Shape(Role.MOUTH, opening), Shape(Role.LINE, closed(opening), 0.02)]
    if face.au10 >= 0.5:
        # The top lip is drawn up to the nose in the middle and shows the teeth; the lower lip stays.
        top, bottom = bow(left, middle - left[1] - 0.015, right), bow(left, middle - left[1] + 0.045 + gap, right)
    elif smile > 0.3:
        top, bottom = bow(left, 0.028, right, 1.0), bow(left, 0.085 + gap, right, 0.62)
    else:
        top, bottom = bow(left, -0.4 * gap - 0.012, right, 0.55), bow(left, 0.5 * gap + 0.004, right, 0.45)
    return [*_open_mouth(top, bottom, 0.45 if smile > 0.3 else 0.55), *_mouth_folds(face, smile, left)]


def _open_mouth(top: tuple[Point, ...], bottom: tuple[Point, ...], teeth_share: float) -> list[Shape]:
    around = (*top, *reversed(bottom))
    teeth = tuple((x, high + teeth_share * (low - high)) for (x, high), (_, low) in zip(top, bottom, strict=True))
    return [
        Shape(Role.MOUTH, around),
        Shape(Role.WHITE, (*top, *reversed(teeth))),
        Shape(Role.LINE, closed(around), 0.018),
    ]


def _mouth_folds(face: Face, smile: float, left: Point) -> list[Shape]:
    x, y = left
    if smile > 0.5:
        return both(Role.CREASE, curve((x - 0.022, y - 0.035), (x - 0.045, y), (x - 0.022, y + 0.035)), 0.012)
    if face.au20 > 0.5:
        return both(Role.CREASE, curve((x - 0.03, y - 0.045), (x - 0.052, y), (x - 0.03, y + 0.04)), 0.012)
    return []


def _closed_mouth(face: Face, left: Point, right: Point, middle: float) -> list[Shape]:
    if abs(face.au12_left - face.au12_right) > 0.3:
        return _one_sided(face, left, right)
    if face.au23 > 0.5:
        # Tight lips: one hard line, a little down at its ends, with the pressed lips bulging above and below.
        line = through((left[0], left[1] + 0.014), left[1] - 0.004, (right[0], right[1] + 0.014))
        upper, lower = (
            curve((0.435, 0.7), (0.5, 0.688), (0.565, 0.7)),
            curve((0.43, 0.772), (0.5, 0.786), (0.57, 0.772)),
        )
        return [Shape(Role.LINE, line, 0.028), Shape(Role.CREASE, upper, 0.012), Shape(Role.CREASE, lower, 0.012)]
    found = [Shape(Role.LINE, through(left, middle, right), 0.022)]
    if face.au15 > 0.5:
        found.append(Shape(Role.CREASE, curve((0.45, 0.795), (0.5, 0.777), (0.55, 0.795)), 0.012))
    else:
        found.append(Shape(Role.CREASE, curve((0.462, 0.782), (0.5, 0.79), (0.538, 0.782)), 0.01))
    return found


def _one_sided(face: Face, left: Point, right: Point) -> list[Shape]:
    """One corner up: the line is flat over most of the mouth, and only its last part rises."""
    up_right = face.au12_right > face.au12_left
    low, high = (left, right) if up_right else (mirrored((right,))[0], mirrored((left,))[0])
    flat = curve(low, (0.45, low[1] + 0.012), (0.53, low[1] + 0.004))
    rise = curve((0.53, low[1] + 0.004), (0.62, low[1] - 0.002), high)
    fold = curve(
        (high[0] - 0.005, high[1] - 0.05), (high[0] + 0.045, high[1] - 0.01), (high[0] + 0.028, high[1] + 0.05)
    )
    lip = curve((0.462, 0.785), (0.5, 0.793), (0.538, 0.785))
    found = [Shape(Role.LINE, (*flat, *rise), 0.022), Shape(Role.CREASE, fold, 0.014), Shape(Role.CREASE, lip, 0.01)]
    return found if up_right else [replace(shape, points=mirrored(shape.points)) for shape in found]


def _question_mark() -> list[Shape]:
    arc = [
        (0.5 + 0.11 * math.cos(a), 0.39 + 0.11 * math.sin(a)) for a in [math.pi * (1 + step / 16) for step in range(17)]
    ]
    tail = curve((0.61, 0.39), (0.605, 0.465), (0.5, 0.515), 12)
    hook = (*arc, *tail, (0.5, 0.58))
    return [Shape(Role.FRAME, hook, 0.046), Shape(Role.FRAME, oval(0.5, 0.69, 0.034, 0.034))]


def _bare(face: Face) -> list[Shape]:
    outline = closed(oval(0.5, 0.48, 0.385, 0.42, 120, below=0.445))
    if face.bare == NOT_SURE:
        return [*dashes(outline, 7, 5, 0.02), *_question_mark()]
    smaller = closed(oval(0.5, 0.5, 0.25, 0.3, 96))
    near, far, arm = 0.08, 0.92, 0.17
    corners: list[Shape] = []
    for x, inward in ((near, arm), (far, -arm)):
        for y, down in ((near, arm), (far, -arm)):
            corners.append(Shape(Role.FRAME, ((x + inward, y), (x, y), (x, y + down)), 0.03))
    return [*dashes(smaller, 4, 4, 0.016), *corners]


def strokes(face: Face) -> list[Shape]:
    """Return the shapes of a face, what lies behind first. Pure: the same numbers give the same shapes."""
    if face.bare:
        return _bare(face)
    cheeks: list[Shape] = []
    if face.au6 > 0.3:
        cheeks = both(Role.CHEEK, oval(0.235, 0.6, 0.07, 0.05))
    return [*_head(face), *cheeks, *_nose(face), *_eyes(face), *_brows(face), *_mouth(face)]
