"""The signs of each look as numbers of the drawn face, and how one of them moves: from relaxed to the sign and back."""

from __future__ import annotations

from companion.ui.face_shapes import Face, face_for

# Seconds of one way, and of the stay at its end. Slow: nothing may flash or startle.
WAY_S, STAY_S = 0.8, 0.6
TIMES = 2


def signs_of(word: str) -> dict[str, Face]:
    """Return the signs of one of the eight words: name (a key of words/looks.SIGN_NAMES) to the face with it alone.

    The action units are those of ../shared/words.md; neutral has none.
    """
    signs = {
        "anger": {"brows_low": Face(au4=1.0), "lips_tight": Face(au23=1.0)},
        "contempt": {"corner_up": Face(au12_right=0.95)},
        "disgust": {"nose": Face(au9=1.0), "top_lip": Face(au10=1.0)},
        "fear": {
            "brows_up_close": Face(au1=0.95, au2=0.45, au4=0.75),
            "eyes_wide": Face(au5=1.0),
            "mouth_back": Face(au20=1.0, au25=0.75),
        },
        "happiness": {"corners_up": Face(au12_left=1.0, au12_right=1.0), "cheeks_up": Face(au6=0.9)},
        "neutral": {},
        "sadness": {"brows_inner": Face(au1=1.0), "corners_down": Face(au15=1.0)},
        "surprise": {
            "brows_up": Face(au1=1.0, au2=1.0),
            "eyes_wide": Face(au5=0.9),
            "mouth_open": Face(au25=0.6, au26=1.0),
        },
    }
    return signs[word]


def moved(word: str, sign: Face, elapsed_s: float) -> tuple[Face, bool]:
    """Return the face at a moment of the movement, and whether it is over (then it is the whole look again)."""
    turn_s = 2 * (WAY_S + STAY_S)
    if elapsed_s >= TIMES * turn_s:
        return face_for(word), True
    at = elapsed_s % turn_s
    if at < WAY_S:
        share = at / WAY_S
    elif at < WAY_S + STAY_S:
        share = 1.0
    else:
        share = max(0.0, 1 - (at - WAY_S - STAY_S) / WAY_S)
    # It begins and ends gently.
    return Face().towards(sign, share * share * (3 - 2 * share)), False
