"""Colours: the three looks of the app, and the sum that says whether a colour can be read on another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from companion.words.vocabulary import WORDS

TEXT_CONTRAST = 7.0
LARGE_TEXT_CONTRAST = 4.5
CONTROL_CONTRAST = 3.0


class Look(StrEnum):
    """The looks that a person can choose, `SYSTEM` aside, which stands for one of them."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True)
class Palette:
    """Every colour of one look, as "#rrggbb".

    Attributes:
        page: what lies behind everything. surface: panels on the page. notice: the notice bar.
        text: all text. muted: text that matters less, still 7:1.
        line: quiet edge of a panel (decoration only). border: edge of a control, 3:1.
        control, control_hover, control_press: inside of plain buttons; `text` is written on them.
        accent, accent_hover, accent_press: the one strong colour; `on_accent` is written on it.
        disabled: writing of a control that does nothing now.
        ring: focus ring. ring_width: its width in pixels at 100 %.
        face, face_line, face_mouth, face_white, face_cheek: the drawn faces.
        words: one colour a word, Okabe-Ito made darker or lighter until it has 3:1. Never the only sign.
    """

    name: Look
    page: str
    surface: str
    notice: str
    text: str
    muted: str
    line: str
    border: str
    control: str
    control_hover: str
    control_press: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    disabled: str
    ring: str
    ring_width: int
    face: str
    face_line: str
    face_mouth: str
    face_white: str
    face_cheek: str
    words: dict[str, str]

    @property
    def surfaces(self) -> tuple[str, str, str]:
        """All that text and controls can lie on."""
        return (self.page, self.surface, self.notice)


def _words(*colours: str) -> dict[str, str]:
    return dict(zip(WORDS, colours, strict=True))


def palette_for(look: Look) -> Palette:
    """Return the colours of a look."""
    if look is Look.DARK:
        return Palette(
            name=look, page="#12171d", surface="#1b222b", notice="#1d3340",
            text="#f2f5f8", muted="#c6d0da", line="#2b343f", border="#8593a1",
            control="#27303b", control_hover="#323d4a", control_press="#1f2731",
            accent="#7cc5ee", accent_hover="#9dd5f4", accent_press="#56b4e9", on_accent="#06141e",
            disabled="#8f9ba7", ring="#f0e442", ring_width=3,
            face="#e9d9b8", face_line="#2a2118", face_mouth="#5b2a2a", face_white="#fffdf8", face_cheek="#dfae84",
            words=_words(
                "#e8743a", "#d58bb4", "#1fb88c", "#b9a6f2", "#f0e442", "#b8c2cc", "#56b4e9", "#e69f00"
            ),
        )  # fmt: skip
    if look is Look.CONTRAST:
        return Palette(
            name=look, page="#000000", surface="#000000", notice="#000000",
            text="#ffffff", muted="#ffffff", line="#ffffff", border="#ffffff",
            control="#000000", control_hover="#2e2e2e", control_press="#444444",
            accent="#f0e442", accent_hover="#fff79a", accent_press="#d8cc1e", on_accent="#000000",
            disabled="#bdbdbd", ring="#56b4e9", ring_width=4,
            face="#ffffff", face_line="#000000", face_mouth="#000000", face_white="#ffffff", face_cheek="#d0d0d0",
            words=_words(
                "#ff8a4c", "#e6a6c8", "#2fd3a5", "#c9baff", "#f0e442", "#dddddd", "#6cc3f2", "#ffb81c"
            ),
        )  # fmt: skip
    return Palette(
        name=look, page="#f3f5f7", surface="#ffffff", notice="#e2eff7",
        text="#17212b", muted="#3d4a57", line="#dde3e9", border="#71808e",
        control="#f6f8fa", control_hover="#e6ecf1", control_press="#d6dfe7",
        accent="#00527f", accent_hover="#004369", accent_press="#003350", on_accent="#ffffff",
        disabled="#66727e", ring="#c14f00", ring_width=3,
        face="#f6e3bd", face_line="#33261a", face_mouth="#6b2f2f", face_white="#ffffff", face_cheek="#eebf96",
        words=_words(
            "#c14f00", "#a9507f", "#007a59", "#6a51b5", "#8a6d00", "#5f6b77", "#0072b2", "#a86a00"
        ),
    )  # fmt: skip


def linear(channel: int) -> float:
    """Return the light of one channel of sRGB, 0 to 255, as WCAG 2 reckons it: 0 to 1."""
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Return WCAG 2 relative luminance, 0 (black) to 1 (white), of "#rrggbb"."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """Return WCAG 2 contrast of two colours, 1 to 21, in any order.

    >>> round(contrast("#000000", "#ffffff"), 1)
    21.0
    """
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def weak_pairs(palette: Palette) -> list[str]:
    """Return one line for each pair of colours that is drawn together and has too little contrast."""
    pairs: list[tuple[str, str, str, float]] = []
    for ground in palette.surfaces:
        pairs += [(role, getattr(palette, role), ground, TEXT_CONTRAST) for role in ("text", "muted")]
        pairs += [(role, getattr(palette, role), ground, CONTROL_CONTRAST) for role in ("border", "ring", "accent")]
        pairs += [(f"word {word}", colour, ground, CONTROL_CONTRAST) for word, colour in palette.words.items()]
    for role in ("control", "control_hover", "control_press"):
        pairs.append((f"text on {role}", palette.text, getattr(palette, role), TEXT_CONTRAST))
        pairs.append((f"border on {role}", palette.border, getattr(palette, role), CONTROL_CONTRAST))
    for role in ("accent", "accent_hover", "accent_press"):
        pairs.append((f"text on {role}", palette.on_accent, getattr(palette, role), TEXT_CONTRAST))
    for ground in (*palette.surfaces, palette.control):
        pairs.append(("disabled", palette.disabled, ground, CONTROL_CONTRAST))
    pairs.append(("lines of a face", palette.face_line, palette.face, TEXT_CONTRAST))
    pairs.append(("mouth of a face", palette.face_mouth, palette.face, LARGE_TEXT_CONTRAST))
    return [
        f"{palette.name}: {role} {ink} on {ground} has {contrast(ink, ground):.2f}, needs {need}"
        for role, ink, ground, need in pairs
        if contrast(ink, ground) < need
    ]
